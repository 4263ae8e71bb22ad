"""Days by which people want a document ready."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import and_, delete, select, update

from storage.database import Reader, Writer
from storage.tables import package_dates, packages
from storage.upsert import insert


@dataclass(frozen=True)
class DocumentDate:
    person_id: int
    contest_id: str
    package_id: int
    document_id: str
    day: date


async def find(connection: Reader, package_id: int, person_id: int) -> Mapping[str, date]:
    """The days this person set in a package, by document."""
    mine = select(package_dates.c.document_id, package_dates.c.day).where(
        package_dates.c.package_id == package_id, package_dates.c.person_id == person_id
    )
    return {row.document_id: row.day for row in (await connection.execute(mine)).all()}


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


async def due(connection: Reader, now: datetime) -> list[DocumentDate]:
    """Those whose reminder is due and was not queued yet."""
    rows = (
        select(
            package_dates.c.person_id,
            packages.c.contest_id,
            package_dates.c.package_id,
            package_dates.c.document_id,
            package_dates.c.day,
        )
        .join(packages, packages.c.id == package_dates.c.package_id)
        .where(package_dates.c.due_at <= now)
        .order_by(package_dates.c.person_id)
    )
    return [
        DocumentDate(row.person_id, row.contest_id, row.package_id, row.document_id, row.day)
        for row in (await connection.execute(rows)).all()
    ]


async def queued(connection: Writer, due: DocumentDate, now: datetime) -> None:
    """Its reminder stands in the outbox now; where the person has set another day meanwhile, that one stays ahead."""
    await connection.execute(
        update(package_dates)
        .where(
            and_(
                package_dates.c.package_id == due.package_id,
                package_dates.c.document_id == due.document_id,
                package_dates.c.person_id == due.person_id,
                package_dates.c.due_at <= now,
            )
        )
        .values(due_at=None)
    )
