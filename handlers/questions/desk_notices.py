"""What those who answer hear of together: what waits in the morning, what is due, what came and what went."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bot.payloads.consultants.queue import Queue
from bot.payloads.questions.cases import CaseCard
from bot.services.questions import cases, desk_notices
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Later, Nothing, by_day
from bot.ui.screens import Button
from bot.ui.widgets import pairs
from content.models import Contest
from storage.database import Writer
from storage.delivery.claims import OutboxRow
from storage.questions import desk_news, queues
from storage.questions.questions import QuestionLine
from storage.questions.queues import QueueView
from storage.tables.delivery import OutboxKind
from storage.tables.questions import DeskNewsKind

LISTED = 8
"""Questions of which there is a line, of each kind of news."""
OPENED = 8
"""Questions that a button opens."""
LOUDEST_FIRST = (DeskNewsKind.CAME, DeskNewsKind.DUE, DeskNewsKind.NOT_HELPED, DeskNewsKind.LOST)


def _ways(ctx: Context, shown: Sequence[QuestionLine]) -> list[list[Button]]:
    opened = {each.id: CaseCard(question=each.id) for each in shown[:OPENED]}
    rows = pairs(ctx.button("desk.short", way, number=number) for number, way in opened.items())
    return [*rows, [ctx.button("desk.queue", Queue())]]


async def digest(ctx: Context, _: OutboxRow) -> Composed:
    """What waits this morning; nothing where all is answered."""
    async with ctx.database.reading() as connection:
        own = replace(cases.sight(ctx, await cases.desk(ctx, connection)), regions=())
        pages = {
            view: await queues.page(connection, own, view, ctx.now, offset=0, limit=LISTED)
            for view in (QueueView.OPEN, QueueView.OVERDUE)
        }
        waiting = pages[QueueView.OPEN]
        listed = await desk_notices.lines(ctx, connection, waiting.questions)
    if not waiting.total:
        return Nothing("nothing waits")
    text = ctx.text("questions/digest", total=waiting.total, overdue=pages[QueueView.OVERDUE].total, listed=listed)
    return ctx.notice(text, _ways(ctx, waiting.questions))


async def news(ctx: Context, letter: OutboxRow, _: Contest) -> Composed:
    """Everything that the person has not heard of yet."""
    async with ctx.database.writing() as connection:
        later = await desk_notices.too_soon(connection, letter, ctx.now)
        if later is not None:
            return Later(later)
        told = await desk_notices.told(ctx, connection, letter)
        listed = {
            kind.value: await desk_notices.lines(ctx, connection, told.get(kind, [])[:LISTED]) for kind in DeskNewsKind
        }
    if not told:
        return Nothing("answered meanwhile, or told already")
    numbers = {f"{kind.value}_number": len(told.get(kind, [])) for kind in DeskNewsKind}
    shown = [question for kind in LOUDEST_FIRST for question in told.get(kind, [])]
    return ctx.notice(ctx.text("questions/desk_news", **listed, **numbers), _ways(ctx, shown))


async def heard(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    await desk_news.told(connection, letter.person_id, letter.id, now)


async def unheard(connection: Writer, letter: OutboxRow, _: datetime) -> None:
    await desk_news.unclaim(connection, letter.person_id, letter.id)


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.QUESTION_DIGEST, digest)
    activity.sends(OutboxKind.DESK_NEWS, by_day(news), undelivered=unheard, delivered=heard)
    return activity
