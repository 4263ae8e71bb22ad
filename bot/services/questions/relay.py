"""What goes out of a question, to whoever answers and back to whoever asked: cards, messages as they are, news."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from bot.services.questions.assignment import Roster, roster
from bot.ui.screens import visible_units
from content.models import Contest
from storage.database import Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.desk_groups import desk_groups
from storage.questions import events, messages, posts, question_topics, questions, words
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage

TOLD_AGAIN = frozenset({"passed", "not_helped"})
"""What somebody who has the card already hears of at once."""
WINDOW = 5
"""Seconds in which what is added to a question is sent on together."""
REDRAWN = 2
"""Seconds after which a card shows what has changed."""
RENAMED = 10
"""Seconds after which its topic is named anew: each change of the name is a line in the chat."""
ALBUM_COMES = timedelta(seconds=2)
"""Messages of an album come one by one."""
TOGETHER = 10
"""Messages sent on with one call (copyMessages): as many as an album has."""
FITS = 3000
"""Characters that a text may have to stand below a heading and above what is known of the question."""


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


async def deal(
    occasion: Occasion, connection: Writer, question: Question, roster: Roster, event: str, by: int | None = None
) -> None:
    """Puts the card, and what does not fit on it, before those whose turn it is. One card a question is enough.

    `by` is who gave it away: being staff, they are told nothing of what they gave to staff.
    """
    said = await messages.everything_said(connection, question.id)
    await _in_groups(occasion, connection, question)
    for person in roster.people(question.holder, question.person_id):
        if person == by:
            continue
        if await posts.card(connection, question.id, person) is not None:
            if event in TOLD_AGAIN:
                await news(occasion, connection, question, event, [person])
            continue
        stamp = f"q{question.id}:{event}:{question.step}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "event": event}
        await _queue(occasion, connection, OutboxKind.QUESTION_CARD, stamp, person, content)
        await _copies(occasion, connection, apart(said), person, stamp)


async def redraw(occasion: Occasion, connection: Writer, question_id: int) -> None:
    """Every card of a question shows it as it stands; what changes within moments is one change."""
    window, moment = _window(occasion.now, REDRAWN)
    for person in await posts.holders_of_cards(connection, question_id):
        stamp = f"q{question_id}:redraw:{person}:{window}"
        await _queue(occasion, connection, OutboxKind.QUESTION_REDRAW, stamp, person, {"question": question_id}, moment)
    window, moment = _window(occasion.now, RENAMED)
    for person in await question_topics.people(connection, question_id):
        stamp = f"q{question_id}:named:{person}:{window}"
        content = {"question": question_id, "opens": False}
        await _queue(occasion, connection, OutboxKind.QUESTION_TOPIC, stamp, person, content, moment)
    question = await questions.find(connection, question_id)
    if question is not None:
        await _in_groups(occasion, connection, question)


def _window(now: datetime, seconds: int) -> tuple[int, datetime]:
    """Which of the spans of so many seconds it is, and its end: what changes in one of them is one change."""
    window = int(now.timestamp()) // seconds + 1
    return window, datetime.fromtimestamp(window * seconds, now.tzinfo)


async def _in_groups(occasion: Occasion, connection: Writer, question: Question) -> None:
    """Groups of those who answer look at it, too."""
    window, moment = _window(occasion.now, REDRAWN)
    if await desk_groups.touch(connection, question.id, question.contest_id, f"{window}", occasion.now, moment):
        occasion.wake()


async def show_again(occasion: Occasion, connection: Writer, question: Question, person: int) -> int:
    """What is attached to a question comes once more; says how many messages."""
    said = [each for each in await messages.everything_said(connection, question.id) if each.message_id > 0]
    wanted = [each for each in said if each.kind != "text" and each.side is MessageSide.APPLICANT]
    stamp = f"q{question.id}:again:{person}:{int(occasion.now.timestamp())}"
    await _copies(occasion, connection, wanted, person, stamp)
    return len(wanted)


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
    await redraw(occasion, connection, question.id)


async def answer(occasion: Occasion, connection: Writer, question: Question, said: Sequence[QuestionMessage]) -> None:
    """An answer, whole and in order, back to whoever asked: its first words stand below a heading, the rest follows."""
    first = said[0]
    stamp = f"said:{f'album-{first.album}' if first.album else first.id}:{question.person_id}"
    words = headed(said)
    content = {"question": question.id, "said": first.id, "words": [each.id for each in words]}
    await _queue(occasion, connection, OutboxKind.QUESTION_ANSWER, stamp, question.person_id, content)
    rest = [each for each in said if each not in words and each.message_id > 0]
    comes = [each.at + ALBUM_COMES for each in rest if each.album]
    moment = max([occasion.now, *comes])
    for each in rest:
        key = f"{stamp}:{f'album-{each.album}' if each.album else each.id}"
        await _queue(occasion, connection, OutboxKind.QUESTION_COPY, key, question.person_id, {"said": each.id}, moment)


def headed(said: Sequence[QuestionMessage]) -> list[QuestionMessage]:
    """The words that an answer begins with, as many as fit below its heading.

    What was never a message of its author's chat (negative numbers) cannot stand anywhere else.
    """
    words: list[QuestionMessage] = []
    for each in said:
        if each.kind != "text" or (each.message_id > 0 and _units([*words, each]) > FITS):
            break
        words.append(each)
    return words


def _units(said: Iterable[QuestionMessage]) -> int:
    return visible_units("".join(each.text for each in said))


async def late_part(
    occasion: Occasion, connection: Writer, contest: Contest, question: Question, said: QuestionMessage
) -> None:
    """A part of an album that came when the rest may be gone already: by itself, unless it went with the others."""
    content = {"question": question.id, "said": said.id, "late": True}
    moment = occasion.now + ALBUM_COMES
    for person in await _others(occasion, connection, contest, question, said):
        await _queue(
            occasion, connection, OutboxKind.QUESTION_COPY, f"late:{said.id}:{person}", person, content, moment
        )


async def _others(
    occasion: Occasion, connection: Writer, contest: Contest, question: Question, said: QuestionMessage
) -> tuple[int, ...]:
    """Who hears of what one side says."""
    if said.side is MessageSide.ANSWER:
        return (question.person_id,)
    return whose(question, await roster(connection, contest, occasion.staff_ids, occasion.now))


async def news(occasion: Occasion, connection: Writer, question: Question, event: str, people: Iterable[int]) -> None:
    """Tells people of something that happened to a question."""
    for person in people:
        stamp = f"q{question.id}:{event}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "event": event}
        await _queue(occasion, connection, OutboxKind.QUESTION_NEWS, stamp, person, content)


async def reworded(
    occasion: Occasion, connection: Writer, contest: Contest, said: QuestionMessage, changed: Words
) -> None:
    """A message was changed by its author: the other side and every card get the new words, the old ones are kept."""
    await messages.reword(connection, said, changed.text, occasion.now, hidden=changed.hidden)
    if said.stage is not MessageStage.SENT:
        return
    question = await questions.get(connection, said.question_id)
    if said.side is MessageSide.APPLICANT:
        await find_anew(connection, question.id)
    for person in await _others(occasion, connection, contest, question, said):
        stamp = f"reworded:{said.id}:{person}:{int(occasion.now.timestamp())}"
        content = {"question": question.id, "said": said.id}
        await _queue(occasion, connection, OutboxKind.QUESTION_REWORDED, stamp, person, content)
        if visible_units(changed.text) > FITS:
            await _queue(occasion, connection, OutboxKind.QUESTION_COPY, f"{stamp}:copy", person, {"said": said.id})
    await redraw(occasion, connection, question.id)


async def find_anew(connection: Writer, question_id: int) -> None:
    """It is found by what it says now, and by the notes on it."""
    said = await messages.everything_said(connection, question_id)
    texts = [each.text for each in said if each.side is MessageSide.APPLICANT]
    notes = [each.words or "" for each in await events.history(connection, question_id)]
    await words.replace(connection, question_id, " ".join([*texts, *notes]))


def whose(question: Question, roster: Roster) -> tuple[int, ...]:
    """Who hears of what is added: who took the question, else all whose turn it is."""
    taken = question.taken_by
    if taken is not None and (
        taken in roster.staff or any(link.person_id == taken and link.reachable for link in roster.links)
    ):
        return (taken,)
    return roster.people(question.holder, question.person_id)


def single(said: QuestionMessage) -> bool:
    """What is copied as it is and no part of an album: several of that are sent on with one call."""
    return said.kind != "text" and said.album is None and said.message_id > 0 and not said.hidden


def apart(said: Iterable[QuestionMessage]) -> list[QuestionMessage]:
    """What goes as messages of its own: anything but words, and words too long to stand with others.

    What was never a message of its author's chat (negative numbers) cannot.
    """
    every = list(said)
    long = _units(each for each in every if each.kind == "text") > FITS
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
        key = f"{stamp}:{f'album-{each.album}' if each.album else each.id}"
        moment = max(not_before or occasion.now, each.at + ALBUM_COMES) if each.album else not_before
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
