"""Packages: what one or several people prepare for one application."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Select, and_, bindparam, exists, func, literal, or_, select, update

from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.row_locks import keep, keep_person
from storage.tables import package_marks, package_members, packages
from storage.tables.application.packages import MarkKind
from storage.upsert import insert

FIRST = 0
"""Stands in a button where the person had no package yet: the first one in that contest, made when needed."""
DONE, TO_DO = "done", "todo"
"""Marks of a step: one without choices that was done, and any that was taken back."""


class DocumentStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Mark:
    value: str
    changed_at: datetime
    changed_by: int | None


@dataclass(frozen=True)
class Package:
    """A package as one of its people sees it. What was never marked has no mark."""

    id: int
    contest_id: str
    owner_id: int
    number: int
    name: str | None
    topic_id: str | None
    archived: bool
    current: bool
    marks: Mapping[tuple[MarkKind, str], Mark] = field(default_factory=dict)

    def value(self, kind: MarkKind, item_id: str) -> str | None:
        mark = self.marks.get((kind, item_id))
        return mark.value if mark else None

    def status(self, document_id: str) -> DocumentStatus:
        return DocumentStatus(self.value(MarkKind.DOCUMENT, document_id) or DocumentStatus.NOT_STARTED)


def _with_marks() -> Select[Any]:
    """Packages of a person, theirs or shared with them, each with its marks."""
    return (
        select(
            packages.c.id,
            packages.c.contest_id,
            packages.c.person_id,
            packages.c.number,
            packages.c.name,
            packages.c.topic_id,
            packages.c.archived_at,
            package_members.c.current,
            package_marks.c.kind,
            package_marks.c.item_id,
            package_marks.c.value,
            package_marks.c.changed_at,
            package_marks.c.changed_by,
        )
        .select_from(
            packages.join(
                package_members,
                and_(
                    package_members.c.package_id == packages.c.id,
                    package_members.c.person_id == bindparam("person_id"),
                ),
            ).outerjoin(package_marks, package_marks.c.package_id == packages.c.id)
        )
        .where(packages.c.contest_id == bindparam("contest_id"))
    )


FIND = Lookup(
    _with_marks().where(
        or_(
            packages.c.id == bindparam("package_id"),
            and_(
                bindparam("package_id") == literal(FIRST),
                packages.c.number == 1,
                packages.c.person_id == bindparam("person_id"),
            ),
        )
    )
)
CURRENT = Lookup(_with_marks().where(package_members.c.current.is_(True), packages.c.archived_at.is_(None)))
ALL = Lookup(_with_marks().order_by(packages.c.archived_at.is_not(None), packages.c.id))


def _read(rows: Sequence[Any]) -> list[Package]:
    found: dict[int, Package] = {}
    marks: dict[int, dict[tuple[MarkKind, str], Mark]] = {}
    for row in rows:
        kept = marks.setdefault(row.id, {})
        if row.id not in found:
            found[row.id] = Package(
                id=row.id,
                contest_id=row.contest_id,
                owner_id=row.person_id,
                number=row.number,
                name=row.name,
                topic_id=row.topic_id,
                archived=row.archived_at is not None,
                current=row.current and row.archived_at is None,
                marks=kept,
            )
        if row.kind is not None:
            kept[row.kind, row.item_id] = Mark(row.value, row.changed_at, row.changed_by)
    return list(found.values())


async def find(connection: Reader, person_id: int, contest_id: str, package_id: int = FIRST) -> Package | None:
    """A package this person works on, or None: also for a package of others."""
    values = {"person_id": person_id, "contest_id": contest_id, "package_id": package_id}
    if package_id != FIRST:
        await keep(connection, packages, id=package_id)
    return next(iter(_read(await look_up(connection, FIND, values))), None)


async def contest_of(connection: Reader, person_id: int, package_id: int) -> str | None:
    """In which contest a package is that this person works on; None for one of others."""
    statement = (
        select(packages.c.contest_id)
        .join(package_members, package_members.c.package_id == packages.c.id)
        .where(packages.c.id == package_id, package_members.c.person_id == person_id)
    )
    return (await connection.execute(statement)).scalar()


async def current(connection: Reader, person_id: int, contest_id: str) -> Package | None:
    """The package this person works on now."""
    values = {"person_id": person_id, "contest_id": contest_id}
    return next(iter(_read(await look_up(connection, CURRENT, values))), None)


async def of_person(connection: Reader, person_id: int, contest_id: str) -> list[Package]:
    """Every package this person works on, archived ones last."""
    values = {"person_id": person_id, "contest_id": contest_id}
    return _read(await look_up(connection, ALL, values))


async def contests_of(connection: Reader, person_id: int) -> set[str]:
    """The contests in which this person has ever prepared something."""
    statement = (
        select(packages.c.contest_id)
        .join(package_members, package_members.c.package_id == packages.c.id)
        .where(package_members.c.person_id == person_id)
    )
    return set((await connection.execute(statement)).scalars())


async def number_in(connection: Reader, contest_id: str) -> int:
    """How many packages there are in a contest."""
    statement = select(func.count()).select_from(packages).where(packages.c.contest_id == contest_id)
    return (await connection.execute(statement)).scalar() or 0


async def find_or_open(
    connection: Writer, person_id: int, contest_id: str, package_id: int, now: datetime
) -> Package | None:
    """The package; the person's first one is made on the first change. None for a package of others."""
    if package_id == FIRST:
        await keep_person(connection, person_id)
    package = await find(connection, person_id, contest_id, package_id)
    if package is None and package_id == FIRST:
        await open_new(connection, person_id, contest_id, now)
        package = await find(connection, person_id, contest_id)
    return package


async def open_new(connection: Writer, person_id: int, contest_id: str, now: datetime) -> int:
    """Opens one more package, makes it the current one, and returns its id."""
    await keep_person(connection, person_id)
    mine = and_(packages.c.person_id == person_id, packages.c.contest_id == contest_id)
    number = ((await connection.execute(select(func.max(packages.c.number)).where(mine))).scalar() or 0) + 1
    row = packages.insert().values(person_id=person_id, contest_id=contest_id, number=number, created_at=now)
    package_id = int((await connection.execute(row.returning(packages.c.id))).scalar_one())
    member = {"name": "", "notices": False, "current": False, "joined_at": now}
    await connection.execute(package_members.insert().values(package_id=package_id, person_id=person_id, **member))
    await make_current(connection, person_id, contest_id, package_id)
    return package_id


async def make_current(connection: Writer, person_id: int, contest_id: str, package_id: int | None) -> None:
    """Exactly one package of a person in a contest is current; with None, none is."""
    in_contest = exists().where(packages.c.id == package_members.c.package_id, packages.c.contest_id == contest_id)
    await connection.execute(
        update(package_members)
        .where(package_members.c.person_id == person_id, in_contest)
        .values(current=package_members.c.package_id == package_id if package_id is not None else False)
    )


async def set_topic(connection: Writer, package: Package, topic_id: str) -> None:
    """Everything else of the package stays as it is."""
    await connection.execute(update(packages).where(packages.c.id == package.id).values(topic_id=topic_id))


async def mark(
    connection: Writer, package: Package, kind: MarkKind, item_id: str, value: str, by: int, now: datetime
) -> None:
    """Sets a mark; the last one counts, with who set it and when."""
    values = {"value": value, "changed_at": now, "changed_by": by}
    key = [package_marks.c.package_id, package_marks.c.kind, package_marks.c.item_id]
    statement = insert(connection, package_marks).values(package_id=package.id, kind=kind, item_id=item_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


async def rename(connection: Writer, package: Package, name: str) -> None:
    await connection.execute(update(packages).where(packages.c.id == package.id).values(name=name or None))


async def archive(connection: Writer, package: Package, moment: datetime | None) -> None:
    """Puts a package away, or takes it back where there is no moment."""
    await connection.execute(update(packages).where(packages.c.id == package.id).values(archived_at=moment))
