"""What those who answer find when they come: how much waits, and the ways on."""

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.consultants.absences import AbsenceCard
from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.links import ConsultantList
from bot.payloads.consultants.queue import ConsultantMenu, QuestionStatistics, Queue
from bot.payloads.consultants.shared_answers import SharedAnswerList
from bot.payloads.staff.members import StaffMenu
from bot.services.questions import cases
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from content.models import Contest
from storage.database import Reader
from storage.questions import queues
from storage.questions.queues import QueueView


async def desk(ctx: Context, _: ConsultantMenu) -> Outcome:
    """For staff who answer for nothing, what else they may do."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        if ctx.is_staff and not await cases.answers_anything(ctx, connection):
            return Goto(StaffMenu())
        mine = await cases.desk(ctx, connection)
        counts = {
            view: await _count(ctx, connection, mine, view)
            for view in (QueueView.OPEN, QueueView.OVERDUE, QueueView.MINE)
        }
    text = ctx.text("consultants/menu", desk=mine, counts=counts, consultants=_names(ctx, mine))
    rows = [
        [ctx.button("desk.queue", Queue(), style=ButtonStyle.PRIMARY)],
        [
            ctx.button("desk.ready", CannedAnswerList()),
            ctx.button("desk.figures", QuestionStatistics(contest=contest.id)),
        ],
    ]
    if mine.links:
        rows.append([ctx.button("desk.away", AbsenceCard())])
    if mine.staff:
        people = ctx.button("desk.consultants", ConsultantList(contest=contest.id))
        rows.append([people, ctx.button("desk.shared", SharedAnswerList(contest=contest.id))])
    if ctx.is_staff:
        rows.append([ctx.button("staff.open", StaffMenu())])
    return ctx.screen(text, rows)


async def _count(ctx: Context, connection: Reader, mine: cases.Responsibility, view: QueueView) -> int:
    page = await queues.page(connection, cases.sight(ctx, mine), view, ctx.now, offset=0, limit=0)
    return page.total


def _names(ctx: Context, mine: cases.Responsibility) -> list[tuple[Contest, list[str]]]:
    """The regions that the person answers for, by contest."""
    language = ctx.person.language
    return [
        (
            contest,
            [
                region.short[language]
                for region in contest.regions.regions
                if any(link.contest_id == contest.id and link.consultant_id == region.consultant for link in mine.links)
            ],
        )
        for contest in ctx.catalogue
        if any(link.contest_id == contest.id for link in mine.links)
    ]


async def desk_command(_: Message) -> Goto:
    return Goto(ConsultantMenu())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(desk_command, Command("desk", ignore_case=True))
    activity.on(ConsultantMenu, desk)
    return activity
