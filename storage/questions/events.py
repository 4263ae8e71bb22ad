"""What has happened to a question."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select

from storage.database import Reader, Writer
from storage.tables import question_events
from storage.tables.questions import QuestionEventKind


@dataclass(frozen=True)
class QuestionEvent:
    """Something that has happened to a question; without a person where time did it."""

    at: datetime
    kind: QuestionEventKind
    person_id: int | None
    holder: str | None
    words: str | None
    """A reason or a note, as it was typed."""


async def note(
    connection: Writer,
    question_id: int,
    kind: QuestionEventKind,
    now: datetime,
    *,
    person_id: int | None = None,
    holder: str | None = None,
    words: str | None = None,
) -> None:
    values = {
        "question_id": question_id,
        "kind": kind,
        "at": now,
        "person_id": person_id,
        "holder": holder,
        "words": words,
    }
    await connection.execute(insert(question_events).values(values))


async def history(connection: Reader, question_id: int) -> list[QuestionEvent]:
    """The oldest first."""
    statement = (
        select(question_events).where(question_events.c.question_id == question_id).order_by(question_events.c.id)
    )
    return [
        QuestionEvent(row.at, row.kind, row.person_id, row.holder, row.words)
        for row in (await connection.execute(statement)).all()
    ]
