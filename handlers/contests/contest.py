"""The contest itself, for staff: what is served, what waits to be confirmed, and the ways on."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.links import ConsultantList
from bot.payloads.consultants.shared_answers import SharedAnswerList
from bot.payloads.contests.contest import (
    ArchiveContest,
    ContestMenu,
    DecideContest,
    DecisionKind,
    Holidays,
    TakeBackContest,
)
from bot.payloads.contests.outline import NewContest
from bot.payloads.contests.people import ContestConsultants
from bot.payloads.contests.versions import ContestFiles, ContestVersions, VersionCard
from bot.payloads.staff.members import StaffMenu
from bot.services.contests import taking_back
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from content.models import Contest
from content.rules.dates import Status, opens, status
from storage.audit import audit
from storage.contests import versions
from storage.contests.versions import Version

MOST_OTHERS = 6
"""Other contests that the screen offers."""


async def desk(ctx: Context, payload: ContestMenu) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        live = await versions.live(connection, contest.id)
        waiting = await versions.waiting(connection, contest.id)
        name = await _name(ctx, live)
    async with ctx.database.scanning() as connection:
        taken_back = await versions.withdrawn(connection)
    now = status(contest, ctx.now)
    text = ctx.text(
        "contests/contest",
        contest=contest,
        status=now.value,
        opens=opens(contest),
        live=live,
        name=name,
        waiting=waiting,
    )
    rows = [*_waiting(ctx, waiting), *_buttons(ctx, contest, now), *_others(ctx, contest), *_gone(ctx, taken_back)]
    return ctx.screen(text, rows, back=StaffMenu())


async def _name(ctx: Context, version: Version | None) -> str:
    """Who published a version."""
    who = version.confirmed_by if version else None
    if who is None:
        return ""
    async with ctx.database.reading() as connection:
        return (await audit.names(connection, [who])).get(who, "")


def _waiting(ctx: Context, waiting: list[Version]) -> list[list[Button]]:
    return column(
        ctx.button("contest_desk.waiting", VersionCard(version=each.id), number=each.id, style=ButtonStyle.PRIMARY)
        for each in waiting
    )


def _turns(ctx: Context, contest: Contest, now: Status) -> list[list[Button]]:
    """What can be decided about its time."""
    at = contest.id
    if contest.contest.archived is not None:
        return [[ctx.button("contest_desk.unarchive", ArchiveContest(contest=at, archived=False))]]
    turns = {
        Status.OPEN: (DecisionKind.EXTEND, DecisionKind.CLOSE),
        Status.UPCOMING: (DecisionKind.EXTEND, DecisionKind.OPEN),
        Status.CLOSED: (DecisionKind.EXTEND,),
    }
    row = [
        ctx.button(
            "contest_desk.reopen" if now is Status.CLOSED else f"contest_desk.{turn.value}",
            DecideContest(contest=at, turn=turn),
        )
        for turn in turns[now]
    ]
    if now is Status.CLOSED:
        row.append(ctx.button("contest_desk.archive", ArchiveContest(contest=at, archived=True)))
    if taking_back.possible(ctx, contest):
        return [row, [ctx.button("contest_desk.take_back", TakeBackContest(contest=at))]]
    return [row]


def _buttons(ctx: Context, contest: Contest, now: Status) -> list[list[Button]]:
    at = contest.id
    rows = [
        *_turns(ctx, contest, now),
        [
            ctx.button("contest_desk.holidays", Holidays(contest=at)),
            ctx.button("contest_desk.consultants", ContestConsultants(contest=at)),
        ],
        [
            ctx.button("contest_desk.files", ContestFiles(contest=at)),
            ctx.button("contest_desk.versions", ContestVersions(contest=at)),
        ],
    ]
    if ctx.may(Right.ANSWER):
        rows.append(
            [ctx.button("desk.ready", CannedAnswerList()), ctx.button("desk.shared", SharedAnswerList(contest=at))]
        )
    rows.append([ctx.button("contest_desk.links", ConsultantList(contest=at))])
    rows.append([ctx.button("contest_desk.new_contest", NewContest(contest=at))])
    return rows


def _others(ctx: Context, contest: Contest) -> list[list[Button]]:
    others = [each for each in ctx.catalogue if each.id != contest.id]
    others.sort(key=lambda each: (each.contest.archived is None, each.deadline), reverse=True)
    return column(
        Button(each.contest.short[ctx.person.language][:28], ContestMenu(contest=each.id))
        for each in others[:MOST_OTHERS]
    )


def _gone(ctx: Context, taken_back: list[Version]) -> list[list[Button]]:
    """Contests that were taken back: they can be published again."""
    return column(
        ctx.button("contest_desk.gone", VersionCard(version=each.id), contest=each.contest_id) for each in taken_back
    )


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestMenu, desk)
    return activity
