"""Questions to consultants."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Row, case, select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.row_locks import kept
from storage.tables import questions
from storage.tables.questions import QuestionState
from storage.upsert import insert

STAFF = "staff"
"""The holder of what no consultant of the contest answers."""


@dataclass(frozen=True)
class QuestionLine:
    """What a list says of a question; its id is the number that people see."""

    id: int
    person_id: int
    contest_id: str
    region_id: str | None
    language: Language
    state: QuestionState
    taken_by: int | None
    due_at: datetime | None
    sent_at: datetime | None


LISTED = tuple(questions.c[each.name] for each in fields(QuestionLine))
"""The columns of such a line: reading all of a question takes twice as long."""


@dataclass(frozen=True)
class Question(QuestionLine):
    """A question, whole."""

    asked_id: int | None
    left_out: frozenset[str]
    """Parts of the context that the person does not want to send along."""
    context: Mapping[str, Any]
    """What went along, as it was when it was sent."""
    phone: str | None
    holder: str
    held_by: frozenset[str]
    """Everybody whose turn it is or has been."""
    staff_at: datetime | None
    step: int
    answered_at: datetime | None
    settled_at: datetime | None
    helped: bool | None
    by_phone: bool = False
    joined_to: int | None = None
    """The question of the same person that it has become a part of."""


def as_line(row: Row[Any]) -> QuestionLine:
    columns: tuple[Any, ...] = tuple(row)
    return QuestionLine(*columns)


def as_question(row: Row[Any]) -> Question:
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
        held_by=frozenset(row.held_by.split()) | ({row.holder} if row.holder else frozenset()),
        taken_by=row.taken_by,
        sent_at=row.sent_at,
        due_at=row.due_at,
        staff_at=row.staff_at,
        step=row.step,
        answered_at=row.answered_at,
        settled_at=row.settled_at,
        helped=row.helped,
        by_phone=row.by_phone,
        joined_to=row.joined_to,
    )


async def find(connection: Reader, question_id: int) -> Question | None:
    row = (await connection.execute(kept(connection, select(questions).where(questions.c.id == question_id)))).first()
    return as_question(row) if row else None


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
    return as_question(row) if row else None


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
    """Sets columns of a question. Whoever has held it once stays able to read on: they may be just answering."""
    if holder := values.get("holder"):
        so_far = questions.c.held_by
        values["held_by"] = case((questions.c.holder == holder, so_far), else_=so_far + f" {holder}")
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
            questions.c.joined_to.is_(None),
        )
        .order_by(questions.c.id.desc())
        .limit(limit)
    )
    return [as_question(row) for row in (await connection.execute(statement)).all()]
