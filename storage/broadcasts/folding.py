"""Announcements of long ago: their rows of the outbox become counts, which say the same in the report."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, delete, func, or_, select, update

from storage.database import Reader, Writer
from storage.tables import announcement_counts, announcements, outbox, people
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind
from storage.upsert import insert

OVER = (BroadcastState.DONE, BroadcastState.STOPPED, BroadcastState.WITHDRAWN)


async def due(connection: Reader, before: datetime) -> int | None:
    """An announcement that was over before, and corrected last; or one whose folding was broken off."""
    rows_left = select(outbox.c.id).where(outbox.c.announcement_id == announcements.c.id).exists()
    over = and_(
        announcements.c.folded_at.is_(None),
        announcements.c.state.in_(OVER),
        announcements.c.finished_at < before,
        func.coalesce(announcements.c.corrected_at, announcements.c.finished_at) < before,
        announcements.c.mended_to.is_(None),
    )
    broken_off = and_(announcements.c.folded_at.is_not(None), rows_left)
    statement = select(announcements.c.id).where(or_(over, broken_off)).order_by(announcements.c.id).limit(1)
    return (await connection.execute(statement)).scalar()


async def begin(connection: Writer, announcement_id: int, now: datetime) -> None:
    """From now on nobody can correct it or take it back: which message of whom it is will not be known any more."""
    one = update(announcements).where(announcements.c.id == announcement_id, announcements.c.folded_at.is_(None))
    await connection.execute(one.values(folded_at=now, correcting=None))


async def fold(connection: Writer, announcement_id: int, limit: int) -> bool:
    """Counts the next rows and deletes them; False where none is left."""
    next_rows = select(outbox.c.id).where(outbox.c.announcement_id == announcement_id).limit(limit)
    ids = list((await connection.execute(next_rows)).scalars())
    if ids:
        await _count(connection, announcement_id, ids)
        await connection.execute(delete(outbox).where(outbox.c.id.in_(ids)))
    return bool(ids)


async def _count(connection: Writer, announcement_id: int, ids: Sequence[int]) -> None:
    """As the report does: by the region where people live now. Of corrections it counts the newest alone."""
    counted = {
        "announcement_id": announcements.c.id,
        "kind": outbox.c.kind,
        "language": func.coalesce(outbox.c.content["language"].as_string(), ""),
        "region_id": func.coalesce(people.c.region_id, ""),
        "state": outbox.c.state,
        "reason": func.coalesce(outbox.c.reason, ""),
    }
    older = and_(outbox.c.kind == OutboxKind.CORRECTION, outbox.c.created_at < announcements.c.corrected_at)
    rows = (
        select(*counted.values(), func.count())
        .select_from(outbox)
        .join(people, people.c.id == outbox.c.person_id)
        .join(announcements, announcements.c.id == announcement_id)
        .where(outbox.c.id.in_(ids), func.coalesce(older, False).is_(False))
        .group_by(*counted.values())
    )
    statement = insert(connection, announcement_counts).from_select([*counted, "number"], rows)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=list(announcement_counts.primary_key),
            set_={"number": announcement_counts.c.number + statement.excluded.number},
        )
    )


def counted(by: Sequence[ColumnElement[Any]], *conditions: ColumnElement[bool]) -> Select[Any]:
    """What has become of rows that are counts now, and how many they were, by some of the columns."""
    return select(*by, func.sum(announcement_counts.c.number).label("number")).where(*conditions).group_by(*by)
