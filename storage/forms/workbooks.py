"""Where answers are written: a workbook for the forms of each package, and for each organisation."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, FromClause, bindparam, exists, func, or_, select, update

from content.models import Language
from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import organisations, package_members, packages, workbooks
from storage.upsert import insert

OF_PACKAGE = Lookup(select(workbooks).where(workbooks.c.package_id == bindparam("package_id")))
OF_ORGANISATION = Lookup(select(workbooks).where(workbooks.c.organisation_id == bindparam("organisation_id")))
FIRST_OF = Lookup(
    select(func.min(organisations.c.id).label("id")).where(organisations.c.person_id == bindparam("person_id"))
)
KEY = Lookup(
    select(packages.c.id, packages.c.contest_id, packages.c.person_id).where(packages.c.id == bindparam("package_id"))
)


@dataclass(frozen=True)
class Workbook:
    """`languages` are those of the paper, none as long as nobody has chosen."""

    id: int
    package_id: int | None
    organisation_id: int | None
    languages: tuple[Language, ...]
    uses_id: int | None


@dataclass(frozen=True)
class PackageKey:
    """A package with what is needed to find it as one of its people sees it."""

    id: int
    contest_id: str
    owner_id: int


async def of_package(connection: Reader, package_id: int) -> Workbook | None:
    return _read(await look_up(connection, OF_PACKAGE, {"package_id": package_id}))


async def of_organisation(connection: Reader, organisation_id: int) -> Workbook | None:
    return _read(await look_up(connection, OF_ORGANISATION, {"organisation_id": organisation_id}))


def _read(rows: Sequence[Any]) -> Workbook | None:
    if not rows:
        return None
    (row,) = rows
    languages = tuple(Language(each) for each in row.languages.split())
    return Workbook(row.id, row.package_id, row.organisation_id, languages, row.uses_id)


async def open_for_package(connection: Writer, package_id: int) -> Workbook:
    statement = insert(connection, workbooks).values(package_id=package_id, languages="")
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[workbooks.c.package_id]))
    found = await of_package(connection, package_id)
    if found is None:
        raise LookupError(package_id)
    return found


async def open_for_organisation(connection: Writer, person_id: int, now: datetime) -> Workbook:
    """That of the person's first organisation, which is made where there is none yet."""
    statement = insert(connection, organisations).values(person_id=person_id, number=1, created_at=now)
    key = [organisations.c.person_id, organisations.c.number]
    await connection.execute(statement.on_conflict_do_nothing(index_elements=key))
    organisation_id = await first_of(connection, person_id)
    book = insert(connection, workbooks).values(organisation_id=organisation_id, languages="")
    await connection.execute(book.on_conflict_do_nothing(index_elements=[workbooks.c.organisation_id]))
    found = await of_organisation(connection, organisation_id or 0)
    if found is None:
        raise LookupError(person_id)
    return found


async def first_of(connection: Reader, person_id: int) -> int | None:
    """The organisation that a person brought first."""
    (row,) = await look_up(connection, FIRST_OF, {"person_id": person_id})
    return None if row.id is None else int(row.id)


async def used_by(connection: Reader, package: PackageKey, book: Workbook | None) -> int | None:
    """The organisation whose application it is: the owner's first, unless the package came to them from somebody."""
    return (book.uses_id if book else None) or await first_of(connection, package.owner_id)


async def used_in(connection: Reader, organisation_id: int) -> list[PackageKey]:
    """The packages that are prepared for an organisation."""
    own = workbooks.alias()
    statement = (
        select(packages.c.id, packages.c.contest_id, packages.c.person_id)
        .join_from(packages, own, own.c.package_id == packages.c.id, isouter=True)
        .where(packages.c.archived_at.is_(None), organisation_of(own) == organisation_id)
    )
    theirs = select(organisations.c.person_id).where(organisations.c.id == organisation_id).scalar_subquery()
    named = select(workbooks.c.package_id).where(workbooks.c.uses_id == organisation_id)
    whose = or_(packages.c.person_id == theirs, packages.c.id.in_(named))
    return [
        PackageKey(row.id, row.contest_id, row.person_id) for row in await connection.execute(statement.where(whose))
    ]


def organisation_of(book: FromClause) -> ColumnElement[int]:
    """Of a package whose workbook is `book`: the one it names, else its owner's first."""
    first = (
        select(func.min(organisations.c.id))
        .where(organisations.c.person_id == packages.c.person_id)
        .correlate(packages)
        .scalar_subquery()
    )
    return func.coalesce(book.c.uses_id, first)


async def package_key(connection: Reader, package_id: int) -> PackageKey | None:
    rows = await look_up(connection, KEY, {"package_id": package_id})
    return next((PackageKey(row.id, row.contest_id, row.person_id) for row in rows), None)


async def may_change(connection: Reader, organisation_id: int, person_id: int) -> bool:
    """Whether it is theirs, or that of an application they work on."""
    theirs = (
        packages.c.person_id
        == select(organisations.c.person_id).where(organisations.c.id == organisation_id).scalar_subquery()
    )
    uses = exists().where(workbooks.c.package_id == packages.c.id, workbooks.c.uses_id == organisation_id)
    works_on = (
        select(packages.c.id)
        .join(package_members, package_members.c.package_id == packages.c.id)
        .where(package_members.c.person_id == person_id, or_(theirs, uses))
    )
    owns = select(organisations.c.id).where(
        organisations.c.id == organisation_id, organisations.c.person_id == person_id
    )
    return (await connection.execute(owns)).first() is not None or (
        await connection.execute(works_on.limit(1))
    ).first() is not None


async def languages_of(connection: Reader, person_id: int) -> set[Language]:
    """The languages of the papers that a person works on."""
    statement = (
        select(workbooks.c.languages)
        .join(package_members, package_members.c.package_id == workbooks.c.package_id)
        .where(package_members.c.person_id == person_id)
    )
    return {Language(each) for row in await connection.execute(statement) for each in row.languages.split()}


async def set_languages(connection: Writer, workbook_id: int, languages: tuple[Language, ...]) -> None:
    await connection.execute(
        update(workbooks).where(workbooks.c.id == workbook_id).values(languages=" ".join(languages))
    )


async def lock(connection: Writer, workbook_id: int) -> None:
    """Of several who write in one workbook at the same time, the others wait: versions follow each other."""
    await connection.execute(
        update(workbooks).where(workbooks.c.id == workbook_id).values(languages=workbooks.c.languages)
    )
