"""What an applicant does with a question: writes, sends, adds to it, reopens and rates it; and what goes out of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Protocol

from aiogram.enums import ContentType
from aiogram.types import Message

from bot.services.assessment.attempts import standing
from bot.services.packages import tailoring
from bot.services.questions.assignment import Roster, first, roster
from bot.ui.context import Context, ExplainedError
from bot.ui.screens import visible_units
from content.models import Contest
from content.rules.escalation import timetable
from storage.assessment import assessments
from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.packages import packages
from storage.packages.packages import DocumentStatus
from storage.questions import messages, questions
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import Question
from storage.tables.delivery import OutboxKind
from storage.tables.questions import MessageSide, MessageStage, QuestionState

PARTS = ("topic", "documents", "criteria")
"""What is known of a person and may go along with a question."""

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

REOPENS = timedelta(days=14)
"""How long after it was closed a question is reopened by writing to it."""
A_MINUTE = timedelta(minutes=1)
WINDOW = 5
"""Seconds in which what is added to a question is sent on together."""
ALBUM_COMES = timedelta(seconds=2)
"""Messages of an album come one by one."""
LAST, LONG = 10, 700
"""Messages that a screen repeats, and the characters from which on one is only named: it stands in the chat."""
FITS = 3000
"""Characters that a text may have to stand below a heading and above what is known of the question."""


def words_of(message: Message) -> Words | None:
    """A message as part of a question; None where its kind cannot be sent on."""
    kind = RELAYED.get(ContentType(message.content_type))
    if kind is None or message.from_user is None:
        return None
    text = message.html_text if message.text or message.caption else ""
    return Words(message.from_user.id, message.message_id, message.media_group_id, kind, text)


# --- the applicant's side


async def gather(ctx: Context, connection: Reader, contest: Contest) -> dict[str, Any]:
    """What the consultant should know of the package that the person works on."""
    package = await packages.current(connection, ctx.person.id, contest.id)
    known: dict[str, Any] = {}
    if package is None:
        return known
    if package.topic_id and contest.topic(package.topic_id):
        known["topic"] = package.topic_id
    statuses = tailoring.statuses(contest, package)
    unfinished = {DocumentStatus.NOT_STARTED, DocumentStatus.IN_PROGRESS}
    todo = [each for each, state in statuses.items() if state in unfinished]
    if todo and len(todo) < len(statuses):
        known["documents"] = todo
    recent = await assessments.recent(connection, package.id)
    if recent.last is not None:
        known["criteria"] = [criterion.id for criterion in standing(contest, recent.last).weakest]
    return known


def goes_along(question: Question, known: Mapping[str, Any]) -> dict[str, Any]:
    return {part: value for part, value in known.items() if part not in question.left_out}


def spelled_out(contest: Contest, known: Mapping[str, Any]) -> dict[str, Any]:
    """What goes along, for a text: the things behind the ids; what the contest has no more is left out."""
    return {
        "topic": contest.topic(known.get("topic", "")),
        "documents": [each for each in map(contest.document, known.get("documents", ())) if each],
        "criteria": [each for each in map(contest.criterion, known.get("criteria", ())) if each],
    }


async def mine(ctx: Context, connection: Reader, question_id: int) -> Question:
    """A question of the person's own. Raises ExplainedError where it is another's, or none."""
    question = await questions.find(connection, question_id)
    if question is None or question.person_id != ctx.person.id:
        raise ExplainedError("questions/thread_gone")
    return question


def lines(said: list[QuestionMessage]) -> list[QuestionMessage]:
    """Messages to repeat on a screen: the last ones, none of them long."""
    return [each if visible_units(each.text) <= LONG else replace(each, text="") for each in said[-LAST:]]


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


async def send(ctx: Context, connection: Writer, contest: Contest, question: Question) -> Question:
    """Sends a draft on its way; what was sent already, or joins a question of the last minute, is that one then.

    Raises ExplainedError where nothing is written yet.
    """
    if question.state is not QuestionState.DRAFT:
        return question
    written = await messages.everything_said(connection, question.id)
    if not written:
        raise ExplainedError("questions/question_empty")
    joined = await _joined(ctx, connection, contest)
    if joined is not None:
        await messages.move(connection, question.id, joined.id, ctx.now)
        await questions.drop(connection, question.id, ctx.person.id)
        return await follow_up(ctx, connection, contest, joined, written)
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    times = timetable(contest, ctx.now)
    await questions.change(
        connection,
        question.id,
        state=QuestionState.OPEN,
        region_id=ctx.person.region_id,
        language=ctx.person.language.value,
        context=goes_along(question, await gather(ctx, connection, contest)),
        holder=first(on, contest, ctx.person.region_id or "", ctx.person.id, too_late=times.too_late),
        sent_at=ctx.now,
        due_at=times.due_at,
        staff_at=times.staff_at,
        step=0,
        step_at=times.nudge_at,
    )
    await messages.send_on(connection, question.id, ctx.person.id)
    sent = await questions.get(connection, question.id)
    await deal(ctx, connection, sent, on, "new")
    return sent


async def _joined(ctx: Context, connection: Reader, contest: Contest) -> Question | None:
    """The question that another of the same minute becomes a part of."""
    latest = await questions.of_person(connection, ctx.person.id, contest.id, limit=1)
    if not latest or latest[0].state is not QuestionState.OPEN:
        return None
    said = await messages.everything_said(connection, latest[0].id)
    return latest[0] if said and ctx.now - said[-1].at < A_MINUTE else None


async def deal(occasion: Occasion, connection: Writer, question: Question, roster: Roster, event: str) -> None:
    """Puts the card, and what does not fit on it, before those whose turn it is."""
    said = await messages.everything_said(connection, question.id)
    for person in roster.people(question.holder, question.person_id):
        stamp = f"q{question.id}:{event}:{question.step}:{person}:{int(occasion.now.timestamp())}"
        await _queue(
            occasion, connection, OutboxKind.QUESTION_CARD, stamp, person, {"question": question.id, "event": event}
        )
        await _copies(occasion, connection, apart(said), person, stamp)


def apart(said: Iterable[QuestionMessage]) -> list[QuestionMessage]:
    """What goes as messages of its own: anything but words, and words too long to stand with others.

    What was never a message of its author's chat (negative numbers) cannot.
    """
    messages = list(said)
    long = visible_units("".join(each.text for each in messages if each.kind == "text")) > FITS
    return [each for each in messages if each.message_id > 0 and (each.kind != "text" or long)]


async def follow_up(
    occasion: Occasion, connection: Writer, contest: Contest, question: Question, added: list[QuestionMessage]
) -> Question:
    """Something more from the applicant, to who answers. What was answered or closed waits for an answer again."""
    if question.state is not QuestionState.OPEN:
        await reopen(occasion, connection, contest, question)
    on = await roster(connection, contest, occasion.staff_ids, occasion.now)
    window = int(occasion.now.timestamp()) // WINDOW + 1
    until = datetime.fromtimestamp(window * WINDOW, occasion.now.tzinfo)
    for person in whose(question, on):
        stamp = f"q{question.id}:more:{person}:{window}"
        content = {"question": question.id, "since": added[0].id, "until": until.timestamp()}
        await _queue(occasion, connection, OutboxKind.QUESTION_FOLLOW_UP, stamp, person, content, until)
        await _copies(occasion, connection, apart(added), person, stamp, until)
    return await questions.get(connection, question.id)


async def reopen(occasion: Occasion, connection: Writer, contest: Contest, question: Question) -> None:
    """It waits for an answer again, from now on."""
    times = timetable(contest, occasion.now)
    await questions.change(
        connection,
        question.id,
        state=QuestionState.OPEN,
        due_at=times.due_at,
        staff_at=times.staff_at,
        step=0,
        step_at=times.nudge_at,
        settled_at=None,
        helped=None,
    )


def whose(question: Question, roster: Roster) -> tuple[int, ...]:
    """Who hears of what is added: who took the question, else all whose turn it is."""
    taken = question.taken_by
    if taken is not None and (
        taken in roster.staff or any(link.person_id == taken and link.reachable for link in roster.links)
    ):
        return (taken,)
    return roster.people(question.holder, question.person_id)


def reopens(question: Question, now: datetime) -> bool:
    """Whether the applicant may still write to it."""
    return question.settled_at is None or now - question.settled_at < REOPENS


async def _copies(
    occasion: Occasion,
    connection: Writer,
    said: list[QuestionMessage],
    person: int,
    stamp: str,
    not_before: datetime | None = None,
) -> None:
    """Messages as they are; an album is one row, which waits until all of it has come."""
    for each in said:
        key = f"{stamp}:{each.album or each.id}"
        moment = max(not_before or occasion.now, occasion.now + ALBUM_COMES) if each.album else not_before
        await _queue(occasion, connection, OutboxKind.QUESTION_COPY, key, person, {"said": each.id}, moment)


async def relay(occasion: Occasion, connection: Writer, question: Question, said: QuestionMessage) -> None:
    """An answer, back to who asked."""
    stamp = f"said:{said.album or said.id}:{question.person_id}"
    content = {"question": question.id, "said": said.id}
    await _queue(occasion, connection, OutboxKind.QUESTION_ANSWER, stamp, question.person_id, content)
    await _copies(occasion, connection, apart([said]), question.person_id, stamp)


async def news(occasion: Occasion, connection: Writer, question: Question, event: str, people: Iterable[int]) -> None:
    """Tells people of something that happened to a question."""
    for person in people:
        stamp = f"q{question.id}:{event}:{person}:{int(occasion.now.timestamp())}"
        await _queue(
            occasion, connection, OutboxKind.QUESTION_NEWS, stamp, person, {"question": question.id, "event": event}
        )


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
        await _queue(
            occasion,
            connection,
            OutboxKind.QUESTION_REWORDED,
            stamp,
            person,
            {"question": question.id, "said": said.id},
        )
        if visible_units(text) > FITS:
            await _queue(occasion, connection, OutboxKind.QUESTION_COPY, f"{stamp}:copy", person, {"said": said.id})


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
