"""What people typed, and what was answered at once."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.tables import asked
from storage.tables.answers import AskedOutcome
from storage.upsert import insert


@dataclass(frozen=True)
class Asked:
    """`answer` is the key of the answer shown; None where none was sure."""

    id: int
    contest_id: str
    words: str
    answer: str | None
    outcome: AskedOutcome
    message_id: int | None
    at: datetime


async def put(
    connection: Writer,
    person_id: int,
    contest_id: str,
    language: Language,
    words: str,
    answer: str | None,
    outcome: AskedOutcome,
    now: datetime,
    message_id: int | None = None,
) -> int:
    """Keeps what was typed, once a message, and tells its id."""
    values = {
        "person_id": person_id,
        "contest_id": contest_id,
        "language": language,
        "words": words,
        "answer": answer,
        "outcome": outcome,
        "at": now,
        "message_id": message_id,
    }
    statement = insert(connection, asked).values(**values)
    columns = [asked.c.person_id, asked.c.message_id]
    again = statement.on_conflict_do_update(index_elements=columns, set_={"answer": answer, "outcome": outcome})
    return int((await connection.execute(again.returning(asked.c.id))).scalar_one())


async def find(connection: Reader, asked_id: int, person_id: int) -> Asked | None:
    """What this person typed; None where it is another's, or not kept any more."""
    row = (
        await connection.execute(select(asked).where(asked.c.id == asked_id, asked.c.person_id == person_id))
    ).first()
    return Asked(row.id, row.contest_id, row.words, row.answer, row.outcome, row.message_id, row.at) if row else None


async def not_it(connection: Writer, asked_id: int, person_id: int) -> None:
    """The answer shown was not what was asked."""
    await connection.execute(
        update(asked)
        .where(asked.c.id == asked_id, asked.c.person_id == person_id, asked.c.outcome == AskedOutcome.ANSWERED)
        .values(outcome=AskedOutcome.NOT_IT)
    )
