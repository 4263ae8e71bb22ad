"""What staff did: written with the deed itself, in one transaction, and never changed."""

from collections.abc import AsyncIterator, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, func, insert, or_, select

from storage.database import Reader, Writer
from storage.tables import audit

Detail = Mapping[str, str | int | None]
NAME_CHARACTERS = 64
NEWEST = select(audit).order_by(audit.c.id.desc())


@dataclass(frozen=True)
class Deed:
    at: datetime
    person_id: int
    name: str
    """As Telegram called them then."""
    action: str
    detail: Detail


async def put(connection: Writer, deed: Deed) -> None:
    await connection.execute(
        insert(audit).values(
            at=deed.at,
            person_id=deed.person_id,
            name=deed.name[:NAME_CHARACTERS],
            action=deed.action,
            detail=deed.detail,
        )
    )


async def repeated(connection: Reader, deed: Deed, since: datetime) -> bool:
    """Whether the same was written down of the same person lately."""
    statement = select(audit.c.id).where(
        audit.c.at >= since,
        audit.c.person_id == deed.person_id,
        audit.c.action == deed.action,
        audit.c.detail == deed.detail,
    )
    return (await connection.execute(statement.limit(1))).first() is not None


@dataclass(frozen=True)
class WantedDeeds:
    """The deeds that somebody wants to see: whatever is empty narrows nothing."""

    kinds: Collection[str] = ()
    """How the names of the deeds begin."""
    person_id: int | None = None
    since: datetime | None = None
    before: datetime | None = None

    def conditions(self) -> Iterator[ColumnElement[bool]]:
        if self.kinds:
            yield or_(*(audit.c.action.startswith(f"{kind}.", autoescape=True) for kind in self.kinds))
        if self.person_id is not None:
            yield audit.c.person_id == self.person_id
        if self.since is not None:
            yield audit.c.at >= self.since
        if self.before is not None:
            yield audit.c.at < self.before


ALL = WantedDeeds()


async def number(connection: Reader, wanted: WantedDeeds = ALL) -> int:
    statement = select(func.count()).select_from(audit).where(*wanted.conditions())
    found: int = (await connection.execute(statement)).scalar_one()
    return found


async def page(connection: Reader, *, offset: int, limit: int, wanted: WantedDeeds = ALL) -> list[Deed]:
    """The newest first."""
    rows = (await connection.execute(NEWEST.where(*wanted.conditions()).offset(offset).limit(limit))).all()
    return [_deed(row) for row in rows]


async def everything(connection: Reader, at_once: int, wanted: WantedDeeds = ALL) -> AsyncIterator[list[Deed]]:
    """The newest first, in portions."""
    newest = NEWEST.where(*wanted.conditions()).limit(at_once)
    rows = (await connection.execute(newest)).all()
    while rows:
        yield [_deed(row) for row in rows]
        rows = (await connection.execute(newest.where(audit.c.id < rows[-1].id))).all()


async def doers(connection: Reader, wanted: WantedDeeds) -> list[tuple[int, int]]:
    """Who did anything of that, and how often: whoever did most first."""
    often = func.count().label("often")
    statement = (
        select(audit.c.person_id, often)
        .where(*wanted.conditions())
        .group_by(audit.c.person_id)
        .order_by(often.desc(), audit.c.person_id)
    )
    return [(row.person_id, row.often) for row in (await connection.execute(statement)).all()]


async def latest(connection: Reader, wanted: WantedDeeds) -> datetime | None:
    """When the last of them was done."""
    statement = select(func.max(audit.c.at)).where(*wanted.conditions())
    found: datetime | None = (await connection.execute(statement)).scalar_one()
    return found


def _deed(row: Row[Any]) -> Deed:
    return Deed(row.at, row.person_id, row.name, row.action, row.detail)


async def names(connection: Reader, person_ids: Collection[int]) -> dict[int, str]:
    """What people were called when they last did something; of those who did nothing yet, nothing."""
    last = select(func.max(audit.c.id)).where(audit.c.person_id.in_(person_ids)).group_by(audit.c.person_id)
    statement = select(audit.c.person_id, audit.c.name).where(audit.c.id.in_(last))
    return {row.person_id: row.name for row in (await connection.execute(statement)).all()}


async def forget(connection: Writer, person_id: int, action: str) -> None:
    """Deletes what was written of this kind about a person who wants to be forgotten."""
    await connection.execute(delete(audit).where(audit.c.person_id == person_id, audit.c.action == action))
