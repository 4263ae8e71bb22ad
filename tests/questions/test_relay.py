"""What goes out of a question: to whom, once, together, and whether words stand on a card or come by themselves."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from aiogram.types import Message
from sqlalchemy import select

from bot.app import App
from bot.services.message_words import words_of
from bot.services.questions import relay
from bot.services.questions.assignment import Roster
from bot.services.questions.relay import ALBUM_COMES, FITS, WINDOW, Unattended, apart, whose
from content.models import Contest
from storage.consultants.consultants import Link
from storage.questions import messages
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import STAFF, Question
from storage.tables import outbox
from storage.tables.questions import MessageSide, MessageStage
from tests.conftest import OPEN
from tests.support.asking import ASKER, consultant, question, queued

MEMBER, IBADULLAEV, SARBALINA = 9001, 11, 12


def said(
    number: int = 1, kind: str = "text", text: str = "Сәлем", album: str | None = None, message: int | None = None
) -> QuestionMessage:
    message = number if message is None else message
    return QuestionMessage(
        number, 1, MessageSide.APPLICANT, ASKER, message, album, kind, text, OPEN, None, MessageStage.SENT
    )


def link(person: int, *, reachable: bool = True) -> Link:
    return Link("2020-repeat", "ibadullaev", person, "", False, OPEN, reachable, None, None, None)


ON = Roster((link(IBADULLAEV),), (MEMBER,), date(2020, 5, 20))


@pytest.fixture
async def waiting(app: App) -> Question:
    await consultant(app, IBADULLAEV, "ibadullaev")
    return await question(app, "ibadullaev")


async def rows(app: App) -> list[tuple[str, Any, Any]]:
    async with app.database.reading() as connection:
        found = await connection.execute(
            select(outbox.c.kind, outbox.c.content, outbox.c.not_before).order_by(outbox.c.id)
        )
        return [(row.kind, row.content, row.not_before) for row in found.all()]


@pytest.mark.parametrize(
    ("messages", "numbers"),
    [
        ([said()], []),
        ([said(1), said(2, "photo", "Сурет")], [2]),
        ([said(1, text="ә" * FITS)], []),
        ([said(1, text="ә" * FITS), said(2)], [1, 2]),
        ([said(1, text=f"<b>{'ә' * FITS}</b>")], []),
        ([said(1, "voice", message=-5)], []),
        ([said(1, text="ә" * (FITS + 1), message=-5)], []),
    ],
)
def test_what_comes_by_itself(messages: Sequence[QuestionMessage], numbers: list[int]) -> None:
    assert [each.id for each in apart(messages)] == numbers


@pytest.mark.parametrize(
    ("taken_by", "on", "people"),
    [
        (None, ON, (IBADULLAEV,)),
        (MEMBER, ON, (MEMBER,)),
        (SARBALINA, ON, (IBADULLAEV,)),
        (IBADULLAEV, replace(ON, links=(link(IBADULLAEV, reachable=False),)), (MEMBER,)),
    ],
)
async def test_who_hears_of_what_is_added(
    waiting: Question, taken_by: int | None, on: Roster, people: tuple[int, ...]
) -> None:
    assert whose(replace(waiting, taken_by=taken_by), on) == people


async def test_everybody_whose_turn_it_is_gets_the_card_but_not_who_asked(app: App, waiting: Question) -> None:
    on = replace(ON, staff=(MEMBER, ASKER))
    await question(app, STAFF, asker=MEMBER)  # so that there is such a person
    async with app.database.writing() as connection:
        await relay.deal(Unattended(OPEN), connection, replace(waiting, holder=STAFF), on, "new")
        await relay.deal(Unattended(OPEN), connection, replace(waiting, holder=STAFF), on, "new")
    assert await queued(app) == [("question", MEMBER)]


async def test_what_is_added_within_seconds_is_sent_on_together(app: App, waiting: Question) -> None:
    start = OPEN - timedelta(seconds=OPEN.timestamp() % WINDOW)
    async with app.database.writing() as connection:
        for seconds in (0, WINDOW - 1, WINDOW):
            at = Unattended(start + timedelta(seconds=seconds))
            await relay.follow_up(at, connection, waiting, ON, [said(seconds + 1)])
    found = await rows(app)
    assert [content["since"] for _, content, _ in found] == [1, WINDOW + 1]
    assert [not_before for *_, not_before in found] == [
        start + timedelta(seconds=WINDOW),
        start + timedelta(seconds=2 * WINDOW),
    ]


async def test_an_album_is_one_row_that_waits_for_all_of_it(app: App, waiting: Question) -> None:
    async with app.database.writing() as connection:
        for number in (1, 2):
            await relay.answer(Unattended(OPEN), connection, waiting, [said(number, "photo", "", "album")])
    assert [(kind, not_before) for kind, _, not_before in await rows(app)] == [
        ("answer", OPEN),
        ("copy", OPEN + ALBUM_COMES),
    ]


async def test_changed_words_reach_the_other_side_and_what_is_long_comes_by_itself(
    app: App, contest: Contest, waiting: Question
) -> None:
    async with app.database.writing() as connection:
        (asked,) = await messages.everything_said(connection, waiting.id)
        await relay.reworded(Unattended(OPEN), connection, contest, asked, changed("Қысқа"))
    assert await queued(app) == [("reworded", IBADULLAEV)]
    async with app.database.writing() as connection:
        await relay.reworded(
            Unattended(OPEN + timedelta(seconds=1)), connection, contest, asked, changed("ә" * (FITS + 1))
        )
        assert await messages.versions(connection, asked.id)
    assert [kind for kind, _ in await queued(app)] == ["reworded", "reworded", "copy"]


async def test_what_is_still_held_back_is_changed_unseen(app: App, contest: Contest, waiting: Question) -> None:
    async with app.database.writing() as connection:
        (asked,) = await messages.everything_said(connection, waiting.id)
        await relay.reworded(
            Unattended(OPEN), connection, contest, replace(asked, stage=MessageStage.HELD), changed("Басқа")
        )
        assert (await messages.everything_said(connection, waiting.id))[0].text == "Басқа"
    assert await queued(app) == []


def changed(text: str) -> Words:
    return Words(ASKER, 1, None, "text", text)


def message(**content: Any) -> Message:
    somebody = {"id": ASKER, "is_bot": False, "first_name": "Айгүл"}
    chat = {"id": ASKER, "type": "private"}
    return Message.model_validate({"message_id": 5, "date": OPEN, "chat": chat, "from": somebody, **content})


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"text": "a < b"}, Words(ASKER, 5, None, "text", "a &lt; b")),
        (
            {"voice": {"file_id": "1", "file_unique_id": "1", "duration": 2}, "media_group_id": "9"},
            Words(ASKER, 5, "9", "voice", "", None, 2, file_id="1"),
        ),
        (
            {"document": {"file_id": "1", "file_unique_id": "1", "file_name": "смета.xlsx"}, "caption": "Құжат"},
            Words(ASKER, 5, None, "document", "Құжат", "смета.xlsx", file_id="1"),
        ),
        ({"text": "Хабар", "from": None}, None),
        ({"dice": {"emoji": "🎲", "value": 3}}, None),
    ],
)
def test_a_message_is_words_where_it_can_be_sent_on(content: dict[str, Any], words: Words | None) -> None:
    assert words_of(message(**content)) == words


async def test_the_worker_is_woken(app: App, waiting: Question) -> None:
    woken = []
    async with app.database.writing() as connection:
        occasion = Unattended(OPEN, frozenset(), lambda: woken.append(1))
        await relay.news(occasion, connection, waiting, "taken_over", [IBADULLAEV])
    assert woken
    assert await queued(app) == [("question_news", IBADULLAEV)]
