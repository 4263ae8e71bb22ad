"""What staff have answered of a new contest, question by question."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Reader, Writer
from storage.tables import outline_answers
from storage.upsert import insert


async def answers(connection: Reader, person_id: int) -> dict[str, str | None]:
    """By question; None where nothing is said of it."""
    statement = select(outline_answers).where(outline_answers.c.person_id == person_id)
    return {row.question: row.answer for row in (await connection.execute(statement)).all()}


async def put(connection: Writer, person_id: int, question: str, answer: str | None, now: datetime) -> None:
    """In the place of the answer before."""
    values = {"answer": answer, "at": now}
    statement = insert(connection, outline_answers).values(person_id=person_id, question=question, **values)
    key = [outline_answers.c.person_id, outline_answers.c.question]
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


async def drop(connection: Writer, person_id: int, questions: Sequence[str] = ()) -> None:
    """Some of the answers; all of them where none is named."""
    statement = delete(outline_answers).where(outline_answers.c.person_id == person_id)
    if questions:
        statement = statement.where(outline_answers.c.question.in_(questions))
    await connection.execute(statement)
