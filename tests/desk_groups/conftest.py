"""A forum of those who answer, and whoever keeps it."""

import pytest

from bot.access import Right
from bot.app import App
from storage.tables import questions
from tests.conftest import MovableClock
from tests.support.consulting import COLLEAGUE, ask
from tests.support.conversation import Chats, Phone
from tests.support.desk_groups import GROUP, KEEPER, NUMBER, said, settled, tap
from tests.support.staff import with_rights


@pytest.fixture
async def keeper(chats: Chats) -> Phone:
    return await with_rights(chats, Right.ANSWER, user_id=KEEPER, name="Дана", language="Русский")


@pytest.fixture
async def forum(chats: Chats, keeper: Phone, consultant: Phone) -> None:
    """Somebody of the staff has asked there for it, and nobody has said yes yet."""
    chats.person(8001, "ru", "Гость")
    chats.telegram.add_forum(GROUP, "Отдел грантов", [keeper.id, consultant.id, 8001, COLLEAGUE], added_by=keeper.id)
    chats.telegram.write(keeper.id, "/desk", GROUP)
    await chats.settle()


@pytest.fixture
async def connected(app: App, chats: Chats, forum: None, keeper: Phone, applicant: Phone, clock: MovableClock) -> None:
    """With one question from Atyrau."""
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    async with app.database.writing() as connection:
        await connection.execute(questions.update().values(phone=NUMBER))
    await tap(chats, keeper, said(chats)[-1], "Да, подключить группу")
    await settled(app, clock)
