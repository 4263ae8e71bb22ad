"""Files of forms that came back: what the last one of a person says."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storage.database import Reader, Writer
from storage.tables import arrived_papers
from storage.upsert import insert


@dataclass(frozen=True)
class ArrivedPaper:
    book: str
    found: Mapping[str, Any]
    sent_at: datetime


async def keep(connection: Writer, person_id: int, book: str, found: Mapping[str, Any], now: datetime) -> None:
    """In the place of the one before."""
    values = {"book": book, "found": found, "sent_at": now}
    statement = insert(connection, arrived_papers).values(person_id=person_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=[arrived_papers.c.person_id], set_=values))


async def find(connection: Reader, person_id: int) -> ArrivedPaper | None:
    statement = select(arrived_papers).where(arrived_papers.c.person_id == person_id)
    row = (await connection.execute(statement)).first()
    return ArrivedPaper(row.book, row.found, row.sent_at) if row else None


async def drop(connection: Writer, person_id: int) -> None:
    await connection.execute(delete(arrived_papers).where(arrived_papers.c.person_id == person_id))
