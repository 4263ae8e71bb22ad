"""Documents that somebody of a team takes on until a day. One of them does a document; the last word counts."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select

from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import package_errands
from storage.upsert import insert

OF_PACKAGE = Lookup(
    select(package_errands.c.document_id, package_errands.c.person_id, package_errands.c.day).where(
        package_errands.c.package_id == bindparam("package_id")
    )
)


@dataclass(frozen=True)
class Errand:
    """Who does a document, and until when."""

    person_id: int
    day: date


async def of_package(connection: Reader, package_id: int) -> Mapping[str, Errand]:
    """By document."""
    rows = await look_up(connection, OF_PACKAGE, {"package_id": package_id})
    return {row.document_id: Errand(row.person_id, row.day) for row in rows}


async def give(
    connection: Writer, package_id: int, document_id: str, errand: Errand, due_at: datetime, given_by: int
) -> None:
    """To somebody who is of the team; a reminder is due at `due_at`."""
    values = {"person_id": errand.person_id, "day": errand.day, "due_at": due_at, "given_by": given_by}
    key = {"package_id": package_id, "document_id": document_id}
    statement = insert(connection, package_errands).values(**key, **values)
    columns = [package_errands.c[name] for name in key]
    await connection.execute(statement.on_conflict_do_update(index_elements=columns, set_=values))


async def take_back(connection: Writer, package_id: int, document_id: str) -> None:
    await connection.execute(
        delete(package_errands).where(
            package_errands.c.package_id == package_id, package_errands.c.document_id == document_id
        )
    )
