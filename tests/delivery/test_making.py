"""What takes a while to make holds up nobody else, and what cannot be made is said."""

import asyncio

import pytest

from bot.app import App
from bot.delivery.worker import Delivery
from bot.ui.context import Context
from bot.ui.notices import Composed, ToBeMade
from bot.ui.screens import Album, NotMadeError, Picture, Screen
from storage.delivery import outbox
from storage.delivery.claims import OutboxRow
from storage.delivery.outbox import Priority
from storage.tables.delivery import OutboxKind
from tests.support.conversation import PIXEL, Chats, Phone, drained
from tests.support.running import delivering
from tests.support.waiting import until

KIND = OutboxKind.WEEKLY_PICTURES
SORRY = Screen("кешіріңіз", notice=True)


async def queued(app: App, *people: Phone) -> None:
    async with app.database.writing() as connection:
        for person in people:
            await outbox.queue(
                connection,
                key=f"{person.id}",
                kind=KIND,
                person_id=person.id,
                content={},
                priority=Priority.REMINDER,
                now=app.clock.now(),
            )


async def test_others_get_their_messages_meanwhile(app: App, chats: Chats, applicant: Phone) -> None:
    await applicant.begin()
    other = chats.person(8001)
    await other.begin()
    drawn = asyncio.Event()

    async def draw() -> Album:
        await drawn.wait()
        return Album((Picture("a.png", PIXEL), Picture("b.png", PIXEL)), "екеуі")

    async def compose(ctx: Context, _: OutboxRow) -> Composed:
        return ToBeMade(draw, SORRY) if ctx.person.id == applicant.id else Screen("сізге")

    worker = Delivery(app.bot, app.contexts, asyncio.Event(), {KIND: compose})
    await queued(app, applicant, other)
    async with delivering(worker):
        await until(lambda: other.text == "сізге")
        assert not applicant.last.photo
        drawn.set()
        await drained(app)
    first, second = applicant.messages[-2:]
    assert first.media_group_id == second.media_group_id
    assert (first.caption, second.caption) == ("екеуі", None)


@pytest.mark.parametrize("trouble", [NotMadeError, RuntimeError])
async def test_what_cannot_be_made_is_said(app: App, applicant: Phone, trouble: type[Exception]) -> None:
    await applicant.begin()

    async def draw() -> Album:
        raise trouble

    async def compose(_: Context, __: OutboxRow) -> Composed:
        return ToBeMade(draw, SORRY)

    worker = Delivery(app.bot, app.contexts, asyncio.Event(), {KIND: compose})
    await queued(app, applicant)
    async with delivering(worker):
        await drained(app)
    assert applicant.text == "кешіріңіз"
