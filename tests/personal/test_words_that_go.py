"""What somebody said goes with them, wherever it was written down; what stays says no more whose it was."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.demo.telegram import Telegram
from storage.questions import questions
from storage.tables import metadata, outbox, shared_answers
from storage.tables import question_messages as said
from tests.support.consulting import ask
from tests.support.conversation import PIXEL, Chats, Phone, deliver

pytestmark = pytest.mark.slow

MINE, THEIRS = "Шашакөл ауылындағы сұрақ", "Жоқ, мөр керек емес"


@pytest.fixture
async def answered(app: App, applicant: Phone, consultant: Phone) -> Phone:
    """Whoever asked and got an answer, both of which were changed."""
    await applicant.begin()
    await ask(app, applicant, f"{MINE} бірінші")
    await applicant.edit(written(applicant, "бірінші"), f"{MINE} екінші")
    await consultant.press("reply:1")
    await consultant.send("Қате жауап")
    await consultant.press("sendheld:1")
    await consultant.edit(written(consultant, "Қате"), THEIRS)
    await deliver(app)
    return applicant


def written(phone: Phone, words: str) -> int:
    """The own message that says so."""
    return next(
        message.message_id
        for message in phone.messages
        if message.from_user and message.from_user.id == phone.id and words in (message.text or "")
    )


async def forget(phone: Phone) -> None:
    await phone.press("forget")
    await phone.send("ЖОЮ" if "ЖОЮ" in phone.text else "УДАЛИТЬ")


async def rows(app: App, table: Any) -> Sequence[Any]:
    async with app.database.reading() as connection:
        return (await connection.execute(select(table))).all()


async def everything(app: App) -> str:
    return str([[tuple(row) for row in await rows(app, table)] for table in metadata.sorted_tables])


async def exported(phone: Phone) -> dict[str, Any]:
    await phone.press("export")
    return dict(json.loads(phone.received))


async def test_the_file_holds_answers_and_what_was_said_before(app: App, answered: Phone, consultant: Phone) -> None:
    await consultant.press("useful:1")
    kept = await exported(answered)
    (answer,) = kept["question_answers"]
    assert answer["text"] == THEIRS
    assert str(consultant.id) not in json.dumps(kept["question_answers"])
    assert [each["text"] for each in kept["earlier_words"]] == [f"{MINE} бірінші", "Қате жауап"]
    assert [each["question_kk"] for each in kept["shared_answers"]] == [f"{MINE} екінші"]
    theirs = await exported(consultant)
    assert [each["text"] for each in theirs["question_messages"]] == [THEIRS]
    assert [each["text"] for each in theirs["earlier_words"]] == ["Қате жауап"]
    assert theirs["question_answers"] == []


async def test_an_answer_that_is_held_back_is_in_no_file_but_its_authors(
    app: App, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await answered.press("more:1")
    await answered.send("Тағы")
    await consultant.press("reply:1")
    await owner.press("reply:1:1")
    await owner.send("Кейін")
    await consultant.send("Бұл ұсталып тұр")
    assert [each["text"] for each in (await exported(consultant))["question_messages"]][-1] == "Бұл ұсталып тұр"
    assert "Бұл ұсталып тұр" not in json.dumps(await exported(answered), ensure_ascii=False)


@pytest.mark.parametrize("settled", ["proposed", "refused"])
async def test_words_that_were_proposed_for_everybody_go(
    app: App, answered: Phone, consultant: Phone, owner: Phone, settled: str
) -> None:
    await consultant.press("useful:1")
    if settled == "refused":
        await owner.press("approve:1:0")
    assert MINE in await everything(app)
    await forget(answered)
    await deliver(app)
    assert MINE not in await everything(app)
    assert not await rows(app, shared_answers)


async def test_what_is_among_the_instant_answers_stays_and_says_not_whose_it_is(
    app: App, answered: Phone, consultant: Phone, owner: Phone
) -> None:
    await consultant.press("useful:1")
    for part, words in (("question:ru", "Нужна печать?"), ("answer:ru", "Нет")):
        await owner.press(f"setshared:1:{part}")
        await owner.send(words)
    await owner.press("approve:1:1")
    await forget(answered)
    await forget(consultant)
    (kept,) = await rows(app, shared_answers)
    assert (kept.state, kept.question_id, kept.proposed_by) == ("approved", None, 0)
    assert str(answered.id) not in await everything(app)


async def test_an_answer_stays_with_whoever_asked_and_says_not_who_gave_it(
    app: App, answered: Phone, consultant: Phone
) -> None:
    await consultant.press("reply:1:1")
    await consultant.send_file("a.png", PIXEL, "image/png", "Сурет")
    await consultant.press("sendheld:1")
    await forget(consultant)
    await deliver(app)
    assert {row.author_id for row in await rows(app, said)} == {answered.id, 0}
    assert str(consultant.id) not in str([tuple(row) for row in await rows(app, said)])
    async with app.database.reading() as reader:
        assert (await questions.get(reader, 1)).taken_by is None
    await answered.press("thread:1")
    assert THEIRS in answered.text
    await answered.press("more:1")
    await answered.send("Рақмет")
    assert "Рақмет" in answered.text


async def test_an_answer_that_cannot_arrive_troubles_nobody_who_is_gone(
    app: App, telegram: Telegram, answered: Phone, consultant: Phone
) -> None:
    await consultant.press("reply:1:1")
    await consultant.send("Соңғы сөз")
    await consultant.press("sendheld:1")
    await forget(consultant)
    telegram.block(answered.id)
    await deliver(app)
    last = max(await rows(app, outbox), key=lambda row: row.id)
    assert last.state in {"blocked", "skipped"}


async def test_no_row_of_others_keeps_a_name(app: App, chats: Chats, answered: Phone) -> None:
    friend = chats.person(7010, "kk", "Шашубай")
    await friend.begin()
    await answered.press("choose:2020-repeat:topic_6")
    await answered.press("invite:2020-repeat:1")
    await friend.send(f"/start {answered.copied.rpartition('=')[2]}")
    await deliver(app)
    assert any("Шашубай" in (message.text or "") for message in answered.messages)
    await forget(friend)
    await deliver(app)
    assert "Шашубай" not in await everything(app)


@pytest.mark.sqlite("its files can be read")
async def test_deleted_words_are_in_no_file_of_the_database(app: App, answered: Phone) -> None:
    files = [Path(f"{app.database.url.database}{ending}") for ending in ("", "-wal")]
    await app.database.checkpoint()
    await answered.press("more:1")
    await answered.send(MINE)

    def found() -> bool:
        return any("Шашакөл".encode() in file.read_bytes() for file in files if file.exists())

    assert found()
    await forget(answered)
    await app.database.checkpoint()
    assert not found()
