"""Days by which people want a document ready."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import bindparam, delete, select

from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import package_dates
from storage.upsert import insert

OF_PERSON = Lookup(
    select(package_dates.c.document_id, package_dates.c.day).where(
        package_dates.c.package_id == bindparam("package_id"), package_dates.c.person_id == bindparam("person_id")
    )
)


async def find(connection: Reader, package_id: int, person_id: int) -> Mapping[str, date]:
    """The days this person set in a package, by document."""
    values = {"package_id": package_id, "person_id": person_id}
    return {row.document_id: row.day for row in await look_up(connection, OF_PERSON, values)}


async def put(
    connection: Writer, package_id: int, document_id: str, person_id: int, day: date, due_at: datetime
) -> None:
    """Sets the day; a reminder is due at `due_at`."""
    values = {"day": day, "due_at": due_at}
    key = {"package_id": package_id, "document_id": document_id, "person_id": person_id}
    statement = insert(connection, package_dates).values(**key, **values)
    columns = [package_dates.c[name] for name in key]
    await connection.execute(statement.on_conflict_do_update(index_elements=columns, set_=values))


async def remove(connection: Writer, package_id: int, document_id: str, person_id: int) -> None:
    await connection.execute(
        delete(package_dates).where(
            package_dates.c.package_id == package_id,
            package_dates.c.document_id == document_id,
            package_dates.c.person_id == person_id,
        )
    )
