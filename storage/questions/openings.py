"""Who has opened whose question: for people who want to know who has read what they wrote."""

from datetime import datetime

from sqlalchemy import bindparam, select

from storage.database import Reader, Writer
from storage.tables import question_openings
from storage.upsert import insert

KNOWN = select(question_openings.c.opened_at).where(
    question_openings.c.question_id == bindparam("question"), question_openings.c.person_id == bindparam("person")
)


async def known(connection: Reader, question_id: int, person_id: int) -> bool:
    return (await connection.execute(KNOWN, {"question": question_id, "person": person_id})).first() is not None


async def keep(connection: Writer, question_id: int, person_id: int, now: datetime) -> bool:
    """False where they had opened it before."""
    values = {"question_id": question_id, "person_id": person_id, "opened_at": now}
    statement = insert(connection, question_openings).values(**values).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1
