"""The two ends of a contest that are no decision of the operator: taken back before it opens, archived after it."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.contests.contest import ArchiveContest, ContestMenu, TakeBackContest
from bot.payloads.contests.versions import VersionCard
from bot.payloads.entry import Home
from bot.payloads.staff.members import StaffMenu
from bot.services.contests import publication, taking_back
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.widgets import sure
from content import editing
from content.models import Text
from storage.delivery.claims import OutboxRow
from storage.packages import packages
from storage.questions import queues
from storage.tables.delivery import OutboxKind


async def take_back(ctx: Context, payload: TakeBackContest) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    if not taking_back.possible(ctx, contest):
        raise ExplainedError("contests/not_taken_back", contest=contest)
    if payload.sure:
        await taking_back.take_back(ctx, contest)
        return Goto(StaffMenu(), ctx.label("contest_desk.taken_back"))
    async with ctx.database.scanning() as connection:
        begun = await packages.number_in(connection, contest.id)
        waiting = sum((await queues.load(connection, contest.id)).values())
    text = ctx.text("contests/take_back", contest=contest, begun=begun, waiting=waiting)
    row = [sure(ctx, "contest_desk.take_back_sure", payload, style=ButtonStyle.DANGER)]
    return ctx.screen(text, [row], back=ContestMenu(contest=contest.id))


async def taken_back_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To whoever had begun in it, and to those who answer for it."""
    if ctx.catalogue.get(letter.contest_id or "") is not None:
        return Nothing("it is there again")
    text = ctx.text("contests/taken_back", short=Text.model_validate(letter.content["short"]))
    return ctx.notice(text, [[ctx.button("home", Home())]])


async def archive(ctx: Context, payload: ArchiveContest) -> Goto:
    """A version like any other: shown before it counts, and with a way back."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    day = ctx.today(contest) if payload.archived else None
    what = "archive" if payload.archived else "unarchive"
    version = await publication.edit(ctx, contest, what, lambda files: editing.archived(files, day))
    return Goto(VersionCard(version=version))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(TakeBackContest, take_back)
    activity.on(ArchiveContest, archive)
    activity.sends(OutboxKind.CONTEST_TAKEN_BACK, taken_back_notice)
    return activity
