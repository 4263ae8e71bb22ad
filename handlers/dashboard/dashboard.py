"""The dashboard for staff: a contest in figures, as text, as pictures and as a file, all of it or a part."""

from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle, ChatAction

from bot.payloads.consultants.queue import QuestionStatistics
from bot.payloads.dashboard import Dashboard, DashboardFile, DashboardFilter, WeeklyReport
from bot.payloads.staff.members import StaffMenu
from bot.services.audit import audit_trail
from bot.services.child_process import ChildProcess
from bot.services.dashboard.board import Board, board
from bot.services.dashboard.board_book import BoardBook
from bot.services.dashboard.board_text import board_text
from bot.services.dashboard.filters import scope
from bot.services.dashboard.pictures import album
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import InTheMaking, Screen
from bot.ui.widgets import column
from content.models import Contest


async def dashboard(drawing: ChildProcess, ctx: Context, payload: Dashboard) -> Screen:
    """The text at once, the pictures as soon as they are drawn."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    found = await board(ctx.database, contest, ctx.now, scope(ctx, contest, payload))
    pictures = InTheMaking(
        partial(album, ctx, contest, found, drawing), ctx.text("dashboard/not_drawn"), ChatAction.UPLOAD_PHOTO
    )
    return replace(_screen(ctx, contest, payload, found), attachment=pictures)


def _screen(ctx: Context, contest: Contest, shown: Dashboard, found: Board) -> Screen:
    narrowed = dict(shown)
    files = [ctx.button("dashboard.file", DashboardFile(**narrowed))]
    if ctx.is_owner:
        files.append(ctx.button("dashboard.named_file", DashboardFile(**narrowed, named=True)))
    everything = shown == Dashboard(contest=contest.id)
    rows = [
        [
            ctx.button("dashboard.refresh", shown, style=ButtonStyle.PRIMARY),
            ctx.button("dashboard.filter" if everything else "dashboard.filter_on", DashboardFilter(**narrowed)),
        ],
        [ctx.button("dashboard.questions", QuestionStatistics(contest=contest.id))],
        *column(files),
        [ctx.button("dashboard.weekly", WeeklyReport(contest=contest.id))],
    ]
    return ctx.screen(board_text(ctx, contest, found), rows, back=StaffMenu())


async def dashboard_file(spreadsheets: Spreadsheets, ctx: Context, payload: DashboardFile) -> Screen:
    """What names people is for owners alone, and is written down."""
    ctx.require()
    if payload.named:
        ctx.require_owner()
    contest = ctx.contest(payload.contest)
    shown = Dashboard(**payload.model_dump(exclude={"named"}))
    found = await board(ctx.database, contest, ctx.now, scope(ctx, contest, shown))
    async with ctx.database.writing() as connection:
        action = "dashboard.named_file" if payload.named else "dashboard.file"
        await audit_trail.write(ctx, connection, action, contest=contest.id)
    name = f"{'people' if payload.named else 'dashboard'}-{contest.id}.xlsx"
    parts = BoardBook(ctx, contest, found).parts(with_names=payload.named)
    file = spreadsheets.file(name, parts, contest.tzinfo, ctx.text("dashboard/not_written"))
    return replace(_screen(ctx, contest, shown, found), attachment=file)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Dashboard, partial(dashboard, ChildProcess("bot.charts")))
    activity.on(DashboardFile, partial(dashboard_file, Spreadsheets()))
    return activity
