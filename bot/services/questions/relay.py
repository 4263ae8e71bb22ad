"""What goes out of a question, to whoever answers and back to whoever asked: cards, messages as they are, news."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiogram.enums import ContentType
from aiogram.types import Message

from bot.services.questions.assignment import Roster, roster
from bot.ui.screens import visible_units
from content.models import Contest
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.questions import messages, questions
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage

RELAYED = {
    ContentType.TEXT: "text",
    ContentType.PHOTO: "photo",
    ContentType.DOCUMENT: "document",
    ContentType.VOICE: "voice",
    ContentType.VIDEO: "video",
    ContentType.AUDIO: "audio",
    ContentType.VIDEO_NOTE: "video_note",
    ContentType.ANIMATION: "animation",
}
"""Kinds of messages that can be sent on (copyMessage)."""

WINDOW = 5
"""Seconds in which what is added to a question is sent on together."""
ALBUM_COMES = timedelta(seconds=2)
"""Messages of an album come one by one."""
TOGETHER = 10
"""Messages sent on with one call (copyMessages): as many as an album has."""
FITS = 3000
"""Characters that a text may have to stand below a heading and above what is known of the question."""


def words_of(message: Message) -> Words | None:
    """A message as part of a question; None where its kind cannot be sent on."""
    kind = RELAYED.get(ContentType(message.content_type))
    if kind is None or message.from_user is None:
        return None
    text = message.html_text if message.text or message.caption else ""
    return Words(message.from_user.id, message.message_id, message.media_group_id, kind, text)


class Occasion(Protocol):
    """What a change needs to know of the moment at which it happens."""

    @property
    def now(self) -> datetime: ...

    @property
    def staff_ids(self) -> frozenset[int]: ...

    @property
    def wake(self) -> Callable[[], None]:
        """Tells the worker that something was queued which should go at once."""


def _asleep() -> None:
    """The worker is awake already."""


@dataclass(frozen=True)
class Unattended:
    """The occasion where nobody acts: a tick, or what follows from a message that could not arrive."""

    now: datetime
    staff_ids: frozenset[int] = frozenset()
    wake: Callable[[], None] = _asleep


async def deal(occasion: Occasion, connection: Writer, question: Question, roster: Roster, event: str) -> None:
    """Puts the card, and what does not fit on it, before those whose turn it is."""
    said = await messages.everything_said(connection, question.id)
    for person in roster.people(question.holder, question.person_id):
        stamp = f"q{question.id}:{event}:{question.step}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "event": event}
        await _queue(occasion, connection, OutboxKind.QUESTION_CARD, stamp, person, content)
        await _copies(occasion, connection, apart(said), person, stamp)


async def follow_up(
    occasion: Occasion, connection: Writer, question: Question, roster: Roster, added: list[QuestionMessage]
) -> None:
    """Something more from the applicant; what comes within seconds is one message."""
    window = int(occasion.now.timestamp()) // WINDOW + 1
    until = datetime.fromtimestamp(window * WINDOW, occasion.now.tzinfo)
    for person in whose(question, roster):
        stamp = f"q{question.id}:more:{person}:{window}"
        content = {"question": question.id, "since": added[0].id, "until": until.timestamp()}
        await _queue(occasion, connection, OutboxKind.QUESTION_FOLLOW_UP, stamp, person, content, until)
        await _copies(occasion, connection, [each for each in apart(added) if not single(each)], person, stamp, until)
        for each in filter(single, added):
            before = await messages.singles_before(connection, each, until - timedelta(seconds=WINDOW))
            if before % TOGETHER == 0:  # the row takes along those that come after it
                key = f"{stamp}:{each.id}"
                several = {**content, "since": each.id}
                await _queue(occasion, connection, OutboxKind.QUESTION_COPY, key, person, several, until)


async def answer(occasion: Occasion, connection: Writer, question: Question, said: QuestionMessage) -> None:
    """An answer, back to who asked."""
    stamp = f"said:{said.album or said.id}:{question.person_id}"
    content = {"question": question.id, "said": said.id}
    await _queue(occasion, connection, OutboxKind.QUESTION_ANSWER, stamp, question.person_id, content)
    await _copies(occasion, connection, apart([said]), question.person_id, stamp)


async def news(occasion: Occasion, connection: Writer, question: Question, event: str, people: Iterable[int]) -> None:
    """Tells people of something that happened to a question."""
    for person in people:
        stamp = f"q{question.id}:{event}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "event": event}
        await _queue(occasion, connection, OutboxKind.QUESTION_NEWS, stamp, person, content)


async def reworded(occasion: Occasion, connection: Writer, contest: Contest, said: QuestionMessage, text: str) -> None:
    """A message was changed by its author: the other side gets the new words, and the old ones are kept."""
    await messages.reword(connection, said, text, occasion.now)
    if said.stage is not MessageStage.SENT:
        return
    question = await questions.get(connection, said.question_id)
    people: tuple[int, ...] = (question.person_id,)
    if said.side is MessageSide.APPLICANT:
        people = whose(question, await roster(connection, contest, occasion.staff_ids, occasion.now))
    for person in people:
        stamp = f"reworded:{said.id}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "said": said.id}
        await _queue(occasion, connection, OutboxKind.QUESTION_REWORDED, stamp, person, content)
        if visible_units(text) > FITS:
            await _queue(occasion, connection, OutboxKind.QUESTION_COPY, f"{stamp}:copy", person, {"said": said.id})


def whose(question: Question, roster: Roster) -> tuple[int, ...]:
    """Who hears of what is added: who took the question, else all whose turn it is."""
    taken = question.taken_by
    if taken is not None and (
        taken in roster.staff or any(link.person_id == taken and link.reachable for link in roster.links)
    ):
        return (taken,)
    return roster.people(question.holder, question.person_id)


def single(said: QuestionMessage) -> bool:
    """What is copied and no part of an album: several of that are sent on with one call."""
    return said.kind != "text" and said.album is None and said.message_id > 0


def apart(said: Iterable[QuestionMessage]) -> list[QuestionMessage]:
    """What goes as messages of its own: anything but words, and words too long to stand with others.

    What was never a message of its author's chat (negative numbers) cannot.
    """
    every = list(said)
    long = visible_units("".join(each.text for each in every if each.kind == "text")) > FITS
    return [each for each in every if each.message_id > 0 and (each.kind != "text" or long)]


async def _copies(
    occasion: Occasion,
    connection: Writer,
    said: list[QuestionMessage],
    person: int,
    stamp: str,
    not_before: datetime | None = None,
) -> None:
    """Messages as they are; an album is one row, which waits until all of it has come; so are several of one author."""
    by_author: dict[int, list[QuestionMessage]] = {}
    for each in filter(single, said):
        by_author.setdefault(each.author_id, []).append(each)
    for row in (several[n : n + TOGETHER] for several in by_author.values() for n in range(0, len(several), TOGETHER)):
        numbers = [each.id for each in row]
        key = f"{stamp}:{numbers[0]}"
        await _queue(occasion, connection, OutboxKind.QUESTION_COPY, key, person, {"said": numbers}, not_before)
    for each in said:
        if single(each):
            continue
        key = f"{stamp}:{each.album or each.id}"
        moment = max(not_before or occasion.now, occasion.now + ALBUM_COMES) if each.album else not_before
        await _queue(occasion, connection, OutboxKind.QUESTION_COPY, key, person, {"said": each.id}, moment)


async def _queue(
    occasion: Occasion,
    connection: Writer,
    kind: OutboxKind,
    key: str,
    person: int,
    content: Mapping[str, Any],
    not_before: datetime | None = None,
) -> None:
    await outbox.queue(
        connection,
        key=key,
        kind=kind,
        person_id=person,
        content=content,
        priority=Priority.ANSWER,
        now=occasion.now,
        not_before=not_before,
    )
    occasion.wake()
