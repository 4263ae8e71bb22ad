"""Days by which people want a document ready."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, delete, exists, select, update

from storage.database import Reader, Writer
from storage.tables import package_dates, packages
from storage.upsert import insert


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


def _due(now: datetime) -> Select[Any]:
    """Of days whose reminder is due and was not queued yet, whose they are and in which contest."""
    return (
        select(packages.c.contest_id, package_dates.c.person_id)
        .join_from(package_dates, packages, packages.c.id == package_dates.c.package_id)
        .where(package_dates.c.due_at <= now)
        .distinct()
    )


async def due(connection: Reader, now: datetime, limit: int) -> tuple[str, list[int]] | None:
    """A contest, and the next people who are to be reminded in it; None where nobody is."""
    first = (await connection.execute(_due(now).limit(1))).first()
    if first is None:
        return None
    theirs = _due(now).where(packages.c.contest_id == first.contest_id).limit(limit)
    return first.contest_id, [row.person_id for row in (await connection.execute(theirs)).all()]


async def queued(connection: Writer, contest_id: str, person_ids: Collection[int], now: datetime) -> None:
    """Their reminders stand in the outbox now; where somebody has set another day meanwhile, that one stays ahead."""
    in_contest = exists().where(packages.c.id == package_dates.c.package_id, packages.c.contest_id == contest_id)
    dates = update(package_dates).where(package_dates.c.person_id.in_(person_ids), package_dates.c.due_at <= now)
    await connection.execute(dates.where(in_contest).values(due_at=None))
