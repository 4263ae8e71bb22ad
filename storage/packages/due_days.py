"""Reminders of days that people set, or were given with a document: whose are due."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Subquery, Table, exists, select, union, update

from storage.database import Reader, Writer
from storage.tables import package_dates, package_errands, packages

DATED: tuple[Table, ...] = (package_dates, package_errands)


def _due(now: datetime) -> Subquery:
    """Of days whose reminder is due and was not queued yet, whose they are and in which contest."""
    return union(
        *(
            select(packages.c.contest_id, table.c.person_id)
            .join_from(table, packages, packages.c.id == table.c.package_id)
            .where(table.c.due_at <= now)
            for table in DATED
        )
    ).subquery()


async def due(connection: Reader, now: datetime, limit: int) -> tuple[str, list[int]] | None:
    """A contest, and the next people who are to be reminded in it; None where nobody is."""
    waiting = _due(now)
    first = (await connection.execute(select(waiting.c.contest_id).limit(1))).first()
    if first is None:
        return None
    theirs = select(waiting.c.person_id).where(waiting.c.contest_id == first.contest_id).limit(limit)
    return first.contest_id, [row.person_id for row in (await connection.execute(theirs)).all()]


async def queued(connection: Writer, contest_id: str, person_ids: Collection[int], now: datetime) -> None:
    """Their reminders stand in the outbox now; where somebody has set another day meanwhile, that one stays ahead."""
    for table in DATED:
        in_contest = exists().where(packages.c.id == table.c.package_id, packages.c.contest_id == contest_id)
        whose: Any = table.c.person_id.in_(person_ids)
        await connection.execute(update(table).where(whose, table.c.due_at <= now, in_contest).values(due_at=None))
