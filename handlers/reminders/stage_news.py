"""News of a stage after the deadline, for whoever has prepared an application: it begins, or its end comes near."""

from datetime import date

from bot.payloads.packages.documents import Checklist
from bot.payloads.rules.rules import Chapter, RulesChapter
from bot.services.packages import tailoring
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Nothing, by_day
from content.models import Contest
from content.rules import stages
from content.rules.dates import TimeLeft
from storage.delivery import related
from storage.delivery.claims import OutboxRow
from storage.packages import packages
from storage.tables.delivery import OutboxKind, OutboxState


async def stage_news(ctx: Context, letter: OutboxRow, contest: Contest) -> Composed:
    day = date.fromisoformat(letter.content["day"])
    known = (each for each in stages.stage_days(contest) if each.stage.id == letter.content["stage"])
    said = next((each for each in known if each.day == day), None)
    if said is None:
        return Nothing("the stage has other days, or is gone")
    if stages.over(contest, said.stage, ctx.now):
        return Nothing("the stage is over", OutboxState.MISSED)
    async with ctx.database.reading() as reader:
        later = await related.newer(reader, letter)
        working = [each for each in await packages.of_person(reader, ctx.person.id, contest.id) if not each.archived]
    if later:
        return Nothing("a later one waits", OutboxState.MISSED)
    if not working:
        return Nothing("nothing was prepared")
    documents = [each for each in tailoring.later(contest) if each.stage == said.stage.id]
    days = (said.stage.ends - ctx.today(contest)).days if said.stage.ends and said.left is not None else None
    text = ctx.text(
        "reminders/stage",
        contest=contest,
        stage=said.stage,
        left=TimeLeft(days, 0, 0) if days else None,
        last_day=days == 0,
        documents=documents,
    )
    package = next((each for each in working if each.current), working[0])
    rows = [
        [ctx.button("documents", Checklist(contest=contest.id, package=package.id))],
        [ctx.button("rules.stages", RulesChapter(contest=contest.id, chapter=Chapter.STAGES)), ctx.ask_button(contest)],
    ]
    return ctx.notice(text, rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.STAGE, by_day(stage_news))
    return activity
