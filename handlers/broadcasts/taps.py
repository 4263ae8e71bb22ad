"""The buttons below an announcement, as people tap them: counted, and led where they lead."""

from bot.payloads.broadcasts.progress import OpenBroadcastButton
from bot.payloads.packages.documents import DocumentCard
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.topics import TopicCard
from bot.services.broadcasts import composition
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from storage.broadcasts import taps
from storage.broadcasts.drafts import Goal
from storage.tables.broadcasts import BroadcastState


async def opened(ctx: Context, payload: OpenBroadcastButton) -> Goto:
    """Counts whoever opens a button of an announcement that went out, and leads them where it leads."""
    async with ctx.database.reading() as connection:
        found = await composition.load(connection, payload.announcement)
    if not 1 <= payload.button <= len(found.ways):
        raise ExplainedError("broadcasts/button_gone")
    way = found.ways[payload.button - 1]
    contest = ctx.contest(found.contest_id)
    if found.state is not BroadcastState.DRAFT:
        async with ctx.database.writing() as connection:
            await taps.note(connection, found.id, payload.button, ctx.person.id, ctx.now)
    match way.goal:
        case Goal.TOPIC:
            return Goto(TopicCard(contest=contest.id, topic=way.target))
        case Goal.DOCUMENT:
            return Goto(DocumentCard(contest=contest.id, document=way.target))
    return Goto(AskConsultant(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(OpenBroadcastButton, opened)
    return activity
