"""People who have not come for long: who is still to be asked, and who has been asked and stayed silent."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select

from storage.database import Reader
from storage.entry.people import REACHABLE
from storage.tables import consultants, outbox, people
from storage.tables.delivery import OutboxKind, OutboxState

ASKED = and_(outbox.c.person_id == people.c.id, outbox.c.kind == OutboxKind.KEEP_DATA)
"""What was asked stands in the outbox until it is forgotten there, which is sooner than anybody is asked again."""
APPLICANT = ~exists().where(consultants.c.person_id == people.c.id)


async def to_ask(connection: Reader, before: datetime, others: Collection[int], limit: int) -> list[int]:
    """Those who were last here before a moment and can be reached, but for `others`."""
    last: ColumnElement[bool] = or_(
        people.c.seen_on < before.date(), and_(people.c.seen_on.is_(None), people.c.joined_at < before)
    )
    statement = (
        select(people.c.id)
        .where(last, REACHABLE, people.c.id.not_in(others), APPLICANT, ~exists().where(ASKED))
        .order_by(people.c.id)
        .limit(limit)
    )
    return list((await connection.execute(statement)).scalars())


async def still_silent(
    connection: Reader, asked_before: datetime, others: Collection[int], after: int, limit: int
) -> list[tuple[int, bool]]:
    """The next who got the question before a moment, and whether they have not come since."""
    statement = (
        select(people.c.id, people.c.seen_on, outbox.c.created_at)
        .join(outbox, ASKED)
        .where(outbox.c.state == OutboxState.SENT, outbox.c.finished_at < asked_before)
        .where(people.c.id > after, people.c.id.not_in(others), people.c.blocked_at.is_(None), APPLICANT)
        .order_by(people.c.id)
        .limit(limit)
    )
    rows: list[Any] = list((await connection.execute(statement)).all())
    return [(row.id, row.seen_on is None or row.seen_on < row.created_at.date()) for row in rows]
