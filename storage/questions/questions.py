"""Questions to consultants, and everything said in them by either side."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, false, func, or_, select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.tables import question_messages, question_versions, questions
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from storage.upsert import insert

STAFF = "staff"
"""The holder of what no consultant of the contest answers."""


@dataclass(frozen=True)
class Question:
    """A question; its id is the number that people see."""

    id: int
    person_id: int
    contest_id: str
    region_id: str | None
    language: Language
    state: QuestionState
    asked_id: int | None
    left_out: frozenset[str]
    """Parts of the context that the person does not want to send along."""
    context: Mapping[str, Any]
    """What went along, as it was when it was sent."""
    phone: str | None
    holder: str
    taken_by: int | None
    sent_at: datetime | None
    due_at: datetime | None
    staff_at: datetime | None
    step: int
    answered_at: datetime | None
    settled_at: datetime | None
    helped: bool | None


@dataclass(frozen=True)
class Said:
    """One message of a question, in the chat of its author."""

    id: int
    question_id: int
    side: MessageSide
    author_id: int
    message_id: int
    album: str | None
    kind: str
    text: str
    """HTML; of anything but a text, its caption."""
    at: datetime
    edited_at: datetime | None
    stage: MessageStage


@dataclass(frozen=True)
class Words:
    """A message as it came, before it belongs to a question."""

    author_id: int
    message_id: int
    album: str | None
    kind: str
    text: str


def _question(row: Row[Any]) -> Question:
    return Question(
        id=row.id,
        person_id=row.person_id,
        contest_id=row.contest_id,
        region_id=row.region_id,
        language=row.language,
        state=row.state,
        asked_id=row.asked_id,
        left_out=frozenset(row.left_out.split()),
        context=row.context or {},
        phone=row.phone,
        holder=row.holder or "",
        taken_by=row.taken_by,
        sent_at=row.sent_at,
        due_at=row.due_at,
        staff_at=row.staff_at,
        step=row.step,
        answered_at=row.answered_at,
        settled_at=row.settled_at,
        helped=row.helped,
    )


def _said(row: Row[Any]) -> Said:
    return Said(
        id=row.id,
        question_id=row.question_id,
        side=row.side,
        author_id=row.author_id,
        message_id=row.message_id,
        album=row.album,
        kind=row.kind,
        text=row.text,
        at=row.at,
        edited_at=row.edited_at,
        stage=row.state,
    )


async def find(connection: Reader, question_id: int) -> Question | None:
    row = (await connection.execute(select(questions).where(questions.c.id == question_id))).first()
    return _question(row) if row else None


async def get(connection: Reader, question_id: int) -> Question:
    """A question that is known to be there. Raises LookupError where it is not."""
    question = await find(connection, question_id)
    if question is None:
        raise LookupError(question_id)
    return question


async def draft(connection: Reader, person_id: int, contest_id: str) -> Question | None:
    """The question that a person is writing."""
    statement = select(questions).where(
        questions.c.person_id == person_id,
        questions.c.contest_id == contest_id,
        questions.c.state == QuestionState.DRAFT,
    )
    row = (await connection.execute(statement)).first()
    return _question(row) if row else None


async def begin(
    connection: Writer, person_id: int, contest_id: str, language: Language, asked_id: int | None, now: datetime
) -> Question:
    """The question that a person is writing, a new one where there is none.

    Looked for first: a row that is refused takes a number all the same, and people see these numbers.
    """
    if (known := await draft(connection, person_id, contest_id)) is not None:
        return known
    statement = insert(connection, questions).values(
        person_id=person_id,
        contest_id=contest_id,
        language=language,
        state=QuestionState.DRAFT,
        asked_id=asked_id,
        created_at=now,
    )
    await connection.execute(statement.on_conflict_do_nothing())
    begun = await draft(connection, person_id, contest_id)
    assert begun is not None  # noqa: S101  inserted above, in the same transaction
    return begun


async def drop(connection: Writer, question_id: int, person_id: int) -> None:
    """Deletes a person's draft; what was sent stays."""
    await connection.execute(
        questions.delete().where(
            questions.c.id == question_id, questions.c.person_id == person_id, questions.c.state == QuestionState.DRAFT
        )
    )


async def change(connection: Writer, question_id: int, **values: Any) -> None:
    """Sets columns of a question."""
    await connection.execute(update(questions).where(questions.c.id == question_id).values(**values))


async def leave_out(connection: Writer, question: Question, part: str, *, out: bool) -> None:
    parts = question.left_out | {part} if out else question.left_out - {part}
    await change(connection, question.id, left_out=" ".join(sorted(parts)))


async def of_person(connection: Reader, person_id: int, contest_id: str, limit: int) -> list[Question]:
    """What a person has sent in a contest, the newest first."""
    statement = (
        select(questions)
        .where(
            questions.c.person_id == person_id,
            questions.c.contest_id == contest_id,
            questions.c.state != QuestionState.DRAFT,
        )
        .order_by(questions.c.id.desc())
        .limit(limit)
    )
    return [_question(row) for row in (await connection.execute(statement)).all()]


# --- what is said


async def say(
    connection: Writer, question_id: int, side: MessageSide, words: Words, stage: MessageStage, now: datetime
) -> bool:
    """Adds a message to a question; False where it is there already (an update handled twice)."""
    statement = insert(connection, question_messages).values(
        question_id=question_id,
        side=side,
        author_id=words.author_id,
        message_id=words.message_id,
        album=words.album,
        kind=words.kind,
        text=words.text,
        at=now,
        state=stage,
    )
    columns = [question_messages.c.author_id, question_messages.c.message_id]
    return (await connection.execute(statement.on_conflict_do_nothing(index_elements=columns))).rowcount == 1


async def everything_said(connection: Reader, question_id: int) -> list[Said]:
    """In the order in which it was said; nothing that is held back."""
    statement = (
        select(question_messages)
        .where(question_messages.c.question_id == question_id, question_messages.c.state != MessageStage.HELD)
        .order_by(question_messages.c.id)
    )
    return [_said(row) for row in (await connection.execute(statement)).all()]


async def held(connection: Reader, question_id: int, author_id: int) -> list[Said]:
    statement = (
        select(question_messages)
        .where(
            question_messages.c.question_id == question_id,
            question_messages.c.author_id == author_id,
            question_messages.c.state == MessageStage.HELD,
        )
        .order_by(question_messages.c.id)
    )
    return [_said(row) for row in (await connection.execute(statement)).all()]


async def together(connection: Reader, said_id: int) -> list[Said]:
    """A message, with the rest of its album."""
    one = select(question_messages).where(question_messages.c.id == said_id)
    row = (await connection.execute(one)).first()
    if row is None or row.album is None:
        return [_said(row)] if row else []
    album = (
        select(question_messages)
        .where(
            question_messages.c.question_id == row.question_id,
            question_messages.c.author_id == row.author_id,
            question_messages.c.album == row.album,
        )
        .order_by(question_messages.c.message_id)
    )
    return [_said(each) for each in (await connection.execute(album)).all()]


async def by_message(connection: Reader, author_id: int, message_id: int) -> Said | None:
    statement = select(question_messages).where(
        question_messages.c.author_id == author_id, question_messages.c.message_id == message_id
    )
    row = (await connection.execute(statement)).first()
    return _said(row) if row else None


async def by_album(connection: Reader, author_id: int, album: str) -> Said | None:
    """The first message of an album that belongs to a question."""
    statement = (
        select(question_messages)
        .where(question_messages.c.author_id == author_id, question_messages.c.album == album)
        .order_by(question_messages.c.id)
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return _said(row) if row else None


async def send_on(connection: Writer, question_id: int, author_id: int) -> None:
    """What an author wrote or held back counts as sent."""
    await connection.execute(
        update(question_messages)
        .where(question_messages.c.question_id == question_id, question_messages.c.author_id == author_id)
        .values(state=MessageStage.SENT)
    )


async def move(connection: Writer, question_id: int, to_id: int, now: datetime) -> None:
    """What was written for one question becomes part of another, as said now."""
    await connection.execute(
        update(question_messages)
        .where(question_messages.c.question_id == question_id)
        .values(question_id=to_id, state=MessageStage.SENT, at=now)
    )


async def unsay(connection: Writer, question_id: int, author_id: int) -> None:
    """Drops what an author held back."""
    await connection.execute(
        question_messages.delete().where(
            question_messages.c.question_id == question_id,
            question_messages.c.author_id == author_id,
            question_messages.c.state == MessageStage.HELD,
        )
    )


async def reword(connection: Writer, said: Said, text: str, now: datetime) -> None:
    """Changes the words of a message; what it said before is kept."""
    await connection.execute(insert(connection, question_versions).values(said_id=said.id, text=said.text, until=now))
    await connection.execute(
        update(question_messages).where(question_messages.c.id == said.id).values(text=text, edited_at=now)
    )


async def versions(connection: Reader, said_id: int) -> list[str]:
    """What a message said before, the oldest first."""
    statement = (
        select(question_versions.c.text).where(question_versions.c.said_id == said_id).order_by(question_versions.c.id)
    )
    return list((await connection.execute(statement)).scalars())


# --- whose turn it is


class View(StrEnum):
    """What a queue shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    MINE = "mine"
    """Taken by the one who looks."""
    ANSWERED = "answered"
    CLOSED = "closed"


def _wanted(view: View, person_id: int, now: datetime) -> ColumnElement[bool]:
    match view:
        case View.OPEN:
            return questions.c.state == QuestionState.OPEN
        case View.OVERDUE:
            return and_(questions.c.state == QuestionState.OPEN, questions.c.due_at < now)
        case View.MINE:
            return and_(questions.c.state == QuestionState.OPEN, questions.c.taken_by == person_id)
        case View.ANSWERED:
            return questions.c.state == QuestionState.ANSWERED
        case View.CLOSED:
            return questions.c.state == QuestionState.CLOSED


@dataclass(frozen=True)
class Page:
    """One page of a queue, and how many there are in all."""

    questions: Sequence[Question]
    total: int


async def queue(
    connection: Reader, holders: Collection[str], person_id: int, view: View, now: datetime, *, offset: int, limit: int
) -> Page:
    """What some holders have to answer, the earliest due first; what is settled, the latest first."""
    theirs = or_(questions.c.holder.in_(holders), questions.c.taken_by == person_id if view is View.MINE else false())
    wanted = and_(theirs, _wanted(view, person_id, now))
    settled = view in {View.ANSWERED, View.CLOSED}
    order = questions.c.due_at.desc() if settled else questions.c.due_at
    rows = await connection.execute(select(questions).where(wanted).order_by(order).offset(offset).limit(limit))
    total = (await connection.execute(select(func.count()).select_from(questions).where(wanted))).scalar()
    return Page([_question(row) for row in rows.all()], total or 0)


async def due(connection: Reader, now: datetime, limit: int) -> list[Question]:
    """Open questions whose next reminder is due."""
    statement = select(questions).where(questions.c.step_at <= now).order_by(questions.c.step_at).limit(limit)
    return [_question(row) for row in (await connection.execute(statement)).all()]


async def open_of(connection: Reader, holder: str, contest_id: str) -> list[Question]:
    """What a holder has to answer in a contest, the earliest due first."""
    statement = (
        select(questions)
        .where(
            questions.c.holder == holder, questions.c.state == QuestionState.OPEN, questions.c.contest_id == contest_id
        )
        .order_by(questions.c.due_at)
    )
    return [_question(row) for row in (await connection.execute(statement)).all()]


async def load(connection: Reader, contest_id: str) -> Mapping[str, int]:
    """How many open questions each holder has."""
    statement = (
        select(questions.c.holder, func.count().label("number"))
        .where(questions.c.state == QuestionState.OPEN, questions.c.contest_id == contest_id)
        .group_by(questions.c.holder)
    )
    return {row.holder: row.number for row in (await connection.execute(statement)).all()}


async def release(connection: Writer, contest_id: str, person_id: int) -> None:
    """Open questions that a person took are free for others to take."""
    await connection.execute(
        update(questions)
        .where(
            questions.c.contest_id == contest_id,
            questions.c.taken_by == person_id,
            questions.c.state == QuestionState.OPEN,
        )
        .values(taken_by=None)
    )
