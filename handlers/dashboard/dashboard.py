"""The dashboard for staff: a contest in figures, as text, as pictures, as a file, and every Monday."""

from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle, ChatAction

from bot.payloads.consultants.queue import QuestionStatistics
from bot.payloads.dashboard import Dashboard, DashboardFile, SetWeeklyReport
from bot.payloads.staff.members import StaffMenu
from bot.services.audit import audit_trail
from bot.services.child_process import ChildProcess
from bot.services.dashboard.board import Board, as_plain, board
from bot.services.dashboard.board_book import BoardBook
from bot.services.dashboard.pictures import album
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import InTheMaking, Screen
from bot.ui.widgets import column
from content.models import Contest, Language
from storage.dashboard import weekly
from storage.dashboard.stages import stages_of
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxKind

MOST_WAITING = 3
"""Places in the text; the picture and the file have them all."""


async def dashboard(drawing: ChildProcess, ctx: Context, payload: Dashboard) -> Screen:
    """The text at once, the pictures as soon as they are drawn."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    found = await board(ctx.database, contest, ctx.now)
    pictures = InTheMaking(
        partial(album, ctx, contest, found, drawing), ctx.text("dashboard/not_drawn"), ChatAction.UPLOAD_PHOTO
    )
    return replace(await _screen(ctx, contest, found), attachment=pictures)


async def _screen(ctx: Context, contest: Contest, found: Board) -> Screen:
    async with ctx.database.reading() as connection:
        comes = await weekly.wants(connection, ctx.person.id) == contest.id
    files = [ctx.button("dashboard.file", DashboardFile(contest=contest.id))]
    if ctx.is_owner:
        files.append(ctx.button("dashboard.named_file", DashboardFile(contest=contest.id, named=True)))
    every_week = SetWeeklyReport(contest=contest.id, wanted=not comes)
    rows = [
        [
            ctx.button("dashboard.refresh", Dashboard(contest=contest.id), style=ButtonStyle.PRIMARY),
            ctx.button("dashboard.questions", QuestionStatistics(contest=contest.id)),
        ],
        *column(files),
        [ctx.button("dashboard.no_weekly" if comes else "dashboard.weekly", every_week)],
    ]
    return ctx.screen(_text(ctx, contest, found), rows, back=StaffMenu())


def _text(ctx: Context, contest: Contest, found: Board, *, every_week: bool = False) -> str:
    most = found.waiting(contest).most_common(MOST_WAITING)
    waiting = [(contest.regions.region(region), contest.topic(topic), number) for (region, topic), number in most]
    return ctx.text(
        "dashboard/board",
        contest=contest,
        board=found,
        languages=list(Language),
        stages=stages_of(contest),
        waiting=waiting,
        weekly=every_week,
    )


async def dashboard_file(spreadsheets: Spreadsheets, ctx: Context, payload: DashboardFile) -> Screen:
    """What names people is for owners alone, and is written down."""
    ctx.require()
    if payload.named:
        ctx.require_owner()
    contest = ctx.contest(payload.contest)
    found = await board(ctx.database, contest, ctx.now)
    async with ctx.database.writing() as connection:
        action = "dashboard.named_file" if payload.named else "dashboard.file"
        await audit_trail.write(ctx, connection, action, contest=contest.id)
    screen = await _screen(ctx, contest, found)
    name = f"{'people' if payload.named else 'dashboard'}-{contest.id}.xlsx"
    parts = BoardBook(ctx, contest, found).parts(with_names=payload.named)
    return replace(screen, attachment=spreadsheets.file(name, parts, contest.tzinfo, ctx.text("dashboard/not_written")))


async def set_weekly(ctx: Context, payload: SetWeeklyReport) -> Screen:
    """The figures of one contest at a time, every Monday."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        if payload.wanted:
            await weekly.want(connection, ctx.person.id, contest.id)
        else:
            await weekly.stop(connection, ctx.person.id, contest.id)
    return await _screen(ctx, contest, await board(ctx.database, contest, ctx.now))


async def weekly_report(ctx: Context, letter: OutboxRow) -> Composed:
    """As counted on Monday morning; nothing for who is not staff any more."""
    if not ctx.is_staff:
        return Nothing("not staff any more")
    found = as_plain().validate_python(letter.content["board"])
    contest = ctx.contest(found.contest_id)
    rows = [
        [ctx.button("dashboard.open", Dashboard(contest=contest.id))],
        [ctx.button("dashboard.no_weekly", SetWeeklyReport(contest=contest.id, wanted=False))],
    ]
    return ctx.notice(_text(ctx, contest, found, every_week=True), rows)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Dashboard, partial(dashboard, ChildProcess("bot.charts")))
    activity.on(DashboardFile, partial(dashboard_file, Spreadsheets()))
    activity.on(SetWeeklyReport, set_weekly)
    activity.sends(OutboxKind.WEEKLY_REPORT, weekly_report)
    return activity
