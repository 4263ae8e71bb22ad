"""The queue of questions, for those who answer: what waits, what is late, what is theirs; and how to find one."""

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.consultants.queue import ConsultantMenu, FindQuestions, Queue
from bot.payloads.questions.cases import CaseCard
from bot.services.questions import cases, desk_notices
from bot.services.questions.desk_notices import CaseLine
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, pairs
from content.ellipsis import cut
from storage.questions import queues, words
from storage.questions.queues import QueueView

ON_A_PAGE = 16
"""A line and a button each: the thirtieth is two taps away."""
MOST_FOUND = 16
QUOTED_CHARACTERS = 60


async def queue(ctx: Context, payload: Queue) -> Screen:
    async with ctx.database.reading() as connection:
        mine = await cases.desk(ctx, connection)
        page = await queues.page(
            connection,
            cases.sight(ctx, mine),
            payload.view,
            ctx.now,
            offset=(max(payload.page, 1) - 1) * ON_A_PAGE,
            limit=ON_A_PAGE,
        )
        listed = await desk_notices.lines(ctx, connection, page.questions)
    pages = Pages(page.total, ON_A_PAGE, payload.page)
    if payload.page > pages.count:
        return await queue(ctx, Queue(view=payload.view, page=pages.count))
    text = ctx.text(
        "consultants/queue",
        view=payload.view.value,
        total=page.total,
        more=page.uncounted,
        page=pages.number,
        pages=pages.count,
        listed=listed,
    )
    views = pairs(
        ctx.button(f"desk.view.{view.value}", Queue(view=view))
        for view in QueueView
        if view is not payload.view and (mine.staff or view is not QueueView.ALL)
    )
    find = ctx.button("desk.find", FindQuestions(), style=ButtonStyle.PRIMARY)
    return ctx.screen(text, [*_items(ctx, listed), pages.turns(ctx, payload), [find], *views], back=ConsultantMenu())


def _items(ctx: Context, listed: list[CaseLine]) -> list[list[Button]]:
    return pairs(_item(ctx, line) for line in listed)


def _item(ctx: Context, line: CaseLine) -> Button:
    name = line.region.short[ctx.person.language] if line.region else "—"
    label = "desk.item.late" if line.late else "desk.item.taken" if line.taken else "desk.item.plain"
    return ctx.button(label, CaseCard(question=line.question.id), number=line.question.id, region=name)


async def find(ctx: Context, payload: FindQuestions) -> Screen:
    async with ctx.database.reading() as connection:
        await cases.desk(ctx, connection)
    return ctx.screen(ctx.text("consultants/find"), back=Queue(), asks=payload)


async def typed(ctx: Context, payload: FindQuestions, looked_for: str) -> Outcome:
    """A number is the question of that number; words are looked for in what was asked, and in notes."""
    number = looked_for.strip().lstrip("№# ")
    if number.isdecimal() and len(number) <= MOST_DIGITS:
        return Goto(CaseCard(question=int(number)))
    async with ctx.database.reading() as connection:
        mine = await cases.desk(ctx, connection)
        found = await words.search(connection, cases.sight(ctx, mine), looked_for, MOST_FOUND)
        listed = await desk_notices.lines(ctx, connection, found)
    text = ctx.text("consultants/found", looked_for=cut(looked_for, QUOTED_CHARACTERS), listed=listed)
    return ctx.screen(text, _items(ctx, listed), back=Queue(), asks=payload)


MOST_DIGITS = 9


async def queue_command(_: Message) -> Goto:
    return Goto(Queue())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(queue_command, Command("queue", ignore_case=True))
    activity.on(Queue, queue)
    activity.on(FindQuestions, find)
    activity.typed(FindQuestions, typed)
    return activity
