"""A forum of those who answer, in tests: it is joined, tapped in and looked at."""

from aiogram.types import Message
from sqlalchemy import func, select

from bot.app import App
from bot.demo.state.topics import ChatTopic
from storage.tables import audit, desk_groups
from tests.conftest import MovableClock
from tests.support.consulting import ask
from tests.support.conversation import Chats, Phone, deliver

GROUP = -1001234567890


KEEPER = 9005


NUMBER = "+77001112233"


async def settled(app: App, clock: MovableClock, times: int = 8) -> None:
    """What follows one thing after the other has come as well."""
    for _ in range(times):
        clock.advance(seconds=4)
        await deliver(app)


def said(chats: Chats) -> list[Message]:
    return chats.telegram.messages(GROUP)


def topics(chats: Chats) -> dict[int, ChatTopic]:
    return chats.telegram.topics.get(GROUP, {})


def only(chats: Chats) -> tuple[int, ChatTopic]:
    (found,) = topics(chats).items()
    return found


def card(chats: Chats, thread: int) -> Message:
    return next(each for each in said(chats) if each.message_thread_id == thread and each.reply_markup)


async def tap(chats: Chats, phone: Phone, message: Message, words: str) -> None:
    assert message.reply_markup is not None
    places = {
        button.text: (row, column)
        for row, buttons in enumerate(message.reply_markup.inline_keyboard)
        for column, button in enumerate(buttons)
    }
    chats.telegram.tap(phone.id, message.message_id, *places[words], GROUP)
    await chats.settle()


async def write(chats: Chats, phone: Phone, words: str, reply_to: int) -> None:
    chats.telegram.write(phone.id, words, GROUP, reply_to)
    await chats.settle()


async def actions(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(audit.c.action).order_by(audit.c.id))).scalars())


async def groups(app: App) -> int:
    async with app.database.reading() as connection:
        return int((await connection.execute(select(func.count()).select_from(desk_groups))).scalar_one())


async def asked_anew(app: App, chats: Chats, clock: MovableClock, *numbers: int) -> None:
    for number in numbers:
        other = chats.person(number)
        await other.begin()
        await ask(app, other, f"Сұрақ {number}")
    await settled(app, clock)
