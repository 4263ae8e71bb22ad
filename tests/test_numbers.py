"""Numbers are never given twice: what stands in a button, a card, a key or a file means the same for ever."""

import pytest
from sqlalchemy import Integer, Table, delete, func, select

from bot.app import App
from storage.delivery import claims, outbox
from storage.delivery.outbox import Priority
from storage.tables import metadata, questions
from storage.tables import outbox as letters
from storage.tables.delivery import OutboxKind, OutboxState
from tests.support.consulting import CONSULTANT, IBADULLAEV, ask, heard, linked
from tests.support.conversation import Chats, Phone, deliver

NUMBERED = [table for table in metadata.sorted_tables if "id" in table.c and type(table.c.id.type) is Integer]


@pytest.mark.parametrize("table", NUMBERED, ids=lambda table: table.name)
def test_no_table_gives_a_number_twice(table: Table) -> None:
    assert table.dialect_options["sqlite"]["autoincrement"]


async def gone(phone: Phone) -> None:
    await phone.press("forget")
    await phone.send("ЖОЮ")
    assert "жойылды" in phone.text


async def test_a_reply_to_the_card_of_a_deleted_question_reaches_nobody_else(
    app: App, chats: Chats, applicant: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Консультант")
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    card = next(message for message in reversed(consultant.messages) if "Вопрос №1" in (message.text or ""))
    await gone(applicant)
    second = chats.person(7002)
    await second.begin()
    await ask(app, second, "Қашан жабылады?")
    assert heard(consultant, "Вопрос №1") == 1
    assert heard(consultant, "Вопрос №2") == 1
    messages = len(second.messages)
    await consultant.reply("Нужна", card.message_id)
    assert " нет. Проверьте номер" in consultant.text
    await consultant.press("case:1", card.message_id)
    assert " нет. Проверьте номер" in consultant.text
    await deliver(app)
    assert len(second.messages) == messages


async def test_what_became_of_a_deleted_row_is_not_written_down_for_another(app: App, chats: Chats) -> None:
    """A message is under way while its person deletes everything; the next message is not taken for it."""
    now = app.clock.now()
    first, second = chats.person(7001), chats.person(7002)
    for phone in (first, second):
        await phone.begin()

    async def queue(person: int) -> None:
        async with app.database.writing() as connection:
            await outbox.queue(
                connection,
                key=f"say:{person}",
                kind=OutboxKind.REMINDER,
                person_id=person,
                content={},
                priority=Priority.ANSWER,
                now=now,
            )

    await queue(first.id)
    async with app.database.writing() as connection:
        (letter,) = await claims.claim(connection, now, 1, [])
    await gone(first)
    await queue(second.id)
    async with app.database.writing() as connection:
        await claims.finish(connection, letter.id, OutboxState.SENT, now)
        states = (await connection.execute(select(letters.c.state))).scalars().all()
    assert states == [OutboxState.QUEUED]


async def test_a_draft_that_was_dropped_keeps_its_number(app: App, applicant: Phone) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    async with app.database.writing() as connection:
        await connection.execute(delete(questions))
    await ask(app, applicant, "Қашан жабылады?")
    async with app.database.reading() as reader:
        assert (await reader.execute(select(func.min(questions.c.id)))).scalar() == 2
