"""Files that are to be handed in, as far as they were looked at. One of the same name takes the place of the other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, delete, select, update

from storage.database import Reader, Writer
from storage.tables import hand_in_files
from storage.upsert import insert

MOST = 10
"""Of a package: the latest ones."""
WAITING = timedelta(days=1)
"""So long it can be said what becomes of a file that nobody asked for."""

files = hand_in_files.c


@dataclass(frozen=True)
class ArrivedFile:
    """A file on its way in."""

    message_id: int
    album: str | None
    name: str
    size: int
    found: Mapping[str, Any]


@dataclass(frozen=True)
class KeptFile:
    id: int
    name: str
    size: int
    found: Mapping[str, Any]


async def keep(connection: Writer, person_id: int, package_id: int | None, file: ArrivedFile, now: datetime) -> bool:
    """Returns whether others of its album wait already. Nothing changes where the message is known."""
    await connection.execute(delete(hand_in_files).where(_waits(person_id), files.sent_at < now - WAITING))
    others = select(files.id).where(_waits(person_id), files.album == file.album, files.message_id != file.message_id)
    further = file.album is not None and (await connection.execute(others.limit(1))).first() is not None
    values = {**vars(file), "person_id": person_id, "package_id": package_id, "sent_at": now}
    statement = insert(connection, hand_in_files).values(**values)
    await connection.execute(statement.on_conflict_do_nothing())
    if package_id is not None:
        await _leave_latest(connection, package_id)
    return further


async def take(connection: Writer, person_id: int, package_id: int, now: datetime) -> None:
    """Whatever of the person waits belongs to the package."""
    waiting = and_(_waits(person_id), files.sent_at >= now - WAITING)
    await connection.execute(update(hand_in_files).where(waiting).values(package_id=package_id))
    await _leave_latest(connection, package_id)


async def of_package(connection: Reader, package_id: int) -> list[KeptFile]:
    """In the order in which they came."""
    statement = select(files.id, files.name, files.size, files.found).where(files.package_id == package_id)
    rows = (await connection.execute(statement.order_by(files.id))).all()
    return [KeptFile(row.id, row.name, row.size, row.found) for row in rows]


async def drop(connection: Writer, package_id: int, file_id: int) -> None:
    await connection.execute(delete(hand_in_files).where(files.package_id == package_id, files.id == file_id))


async def drop_all(connection: Writer, package_id: int) -> None:
    await connection.execute(delete(hand_in_files).where(files.package_id == package_id))


async def _leave_latest(connection: Writer, package_id: int) -> None:
    kept = await of_package(connection, package_id)
    latest = {each.name.casefold(): each.id for each in kept}
    left = set(sorted(latest.values())[-MOST:])
    gone: Sequence[int] = [each.id for each in kept if each.id not in left]
    if gone:
        await connection.execute(delete(hand_in_files).where(files.id.in_(gone)))


def _waits(person_id: int) -> ColumnElement[bool]:
    return and_(files.person_id == person_id, files.package_id.is_(None))
