"""The queue of questions, for those who answer: what waits, what is late, what is theirs."""

from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.consultants.queue import ConsultantMenu, Queue
from bot.payloads.questions.cases import CaseCard
from bot.services.questions import cases
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, pairs
from storage.questions import queues
from storage.questions.questions import Question
from storage.questions.queues import QueueView
from storage.tables.questions import QuestionState

ON_A_PAGE = 8


async def queue(ctx: Context, payload: Queue) -> Screen:
    async with ctx.database.reading() as connection:
        mine = await cases.desk(ctx, connection)
        page = await queues.page(
            connection,
            mine.holders,
            ctx.person.id,
            payload.view,
            ctx.now,
            offset=(max(payload.page, 1) - 1) * ON_A_PAGE,
            limit=ON_A_PAGE,
        )
    pages = Pages(page.total, ON_A_PAGE, payload.page)
    if payload.page > pages.count:
        return await queue(ctx, Queue(view=payload.view, page=pages.count))
    text = ctx.text(
        "consultants/queue", view=payload.view.value, total=page.total, page=pages.number, pages=pages.count
    )
    rows = column(_item(ctx, question) for question in page.questions)
    views = pairs(
        ctx.button(f"desk.view.{view.value}", Queue(view=view)) for view in QueueView if view is not payload.view
    )
    return ctx.screen(text, [*rows, pages.turns(ctx, payload), *views], back=ConsultantMenu())


def _item(ctx: Context, question: Question) -> Button:
    contest = ctx.catalogue.get(question.contest_id)
    region = contest.regions.region(question.region_id) if contest else None
    late = question.state is QuestionState.OPEN and question.due_at is not None and question.due_at < ctx.now
    name = region.short[ctx.person.language] if region else "—"
    taken = question.state is QuestionState.OPEN and question.taken_by is not None
    label = "desk.item.late" if late else "desk.item.taken" if taken else "desk.item.plain"
    return ctx.button(label, CaseCard(question=question.id), number=question.id, region=name)


async def queue_command(_: Message) -> Goto:
    return Goto(Queue())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(queue_command, Command("queue", ignore_case=True))
    activity.on(Queue, queue)
    return activity
