"""Answers and their versions. A change names the version that its author saw; of two, the later one does not count."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, bindparam, delete, func, select, update

from content.rules.forms.filled import FilledAnswer, FilledSheet, Place, TableRow
from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import form_answers, form_drafts, form_rows, form_versions, workbooks
from storage.upsert import insert

Rows = dict[str, tuple[TableRow, ...]]
WRITTEN = Lookup(select(form_answers).where(form_answers.c.workbook_id == bindparam("workbook_id")))
LINES = Lookup(
    select(form_rows.c.id, form_rows.c.field_id, form_rows.c.line, form_rows.c.activity)
    .where(form_rows.c.workbook_id == bindparam("workbook_id"), form_rows.c.removed_at.is_(None))
    .order_by(form_rows.c.position, form_rows.c.id)
)


def _at(table: Table, workbook_id: int, place: Place) -> ColumnElement[bool]:
    return and_(
        table.c.workbook_id == workbook_id,
        table.c.field_id == place.field,
        table.c.row == place.row,
        table.c.column == place.column,
        table.c.language == place.language,
    )


def _key(workbook_id: int, place: Place) -> dict[str, Any]:
    return {
        "workbook_id": workbook_id,
        "field_id": place.field,
        "row": place.row,
        "column": place.column,
        "language": place.language,
    }


def _answer(row: Row[Any]) -> FilledAnswer:
    return FilledAnswer(row.value, row.version, row.changed_by, row.changed_at, row.origin)


async def sheet(connection: Reader, workbook_id: int) -> FilledSheet:
    """Everything that is written in a workbook, and its rows; removed ones are left out."""
    values = {"workbook_id": workbook_id}
    kept = await look_up(connection, WRITTEN, values)
    answers = {Place(row.field_id, row.row, row.column, row.language): _answer(row) for row in kept}
    tables: Rows = {}
    for row in await look_up(connection, LINES, values):
        there = tables.get(row.field_id, ())
        tables[row.field_id] = (*there, TableRow(str(row.id), row.line, row.activity))
    return FilledSheet(answers, tables)


async def find(connection: Reader, workbook_id: int, place: Place) -> FilledAnswer | None:
    """The answer at a place, an empty one too; None where none was ever written."""
    row = (await connection.execute(select(form_answers).where(_at(form_answers, workbook_id, place)))).first()
    return _answer(row) if row else None


async def last_by(connection: Reader, package_id: int, person_id: int) -> str | None:
    """The field, or the budget, into which somebody wrote last in the forms of a package."""
    statement = (
        select(form_answers.c.field_id)
        .join(workbooks, workbooks.c.id == form_answers.c.workbook_id)
        .where(workbooks.c.package_id == package_id, form_answers.c.changed_by == person_id, form_answers.c.value != "")
        .order_by(form_answers.c.changed_at.desc())
        .limit(1)
    )
    return (await connection.execute(statement)).scalar()


async def write(
    connection: Writer, workbook_id: int, place: Place, value: str, seen: int, by: int, now: datetime, origin: str = ""
) -> bool:
    """Writes the version after the one that was seen; says False, and changes nothing, where there is another one."""
    values = {"version": seen + 1, "value": value, "origin": origin, "changed_at": now, "changed_by": by}
    if seen == 0:
        first = insert(connection, form_answers).values(**_key(workbook_id, place), **values)
        key = [form_answers.c[name] for name in _key(workbook_id, place)]
        written = await connection.execute(
            first.on_conflict_do_nothing(index_elements=key).returning(form_answers.c.version)
        )
    else:
        there = _at(form_answers, workbook_id, place)
        written = await connection.execute(
            update(form_answers)
            .where(there, form_answers.c.version == seen)
            .values(values)
            .returning(form_answers.c.version)
        )
    if written.first() is None:
        return False
    await connection.execute(form_versions.insert().values(**_key(workbook_id, place), **values))
    return True


async def history(connection: Reader, workbook_id: int, place: Place) -> list[FilledAnswer]:
    """Every version at a place, the newest first."""
    statement = (
        select(form_versions).where(_at(form_versions, workbook_id, place)).order_by(form_versions.c.version.desc())
    )
    return [_answer(row) for row in await connection.execute(statement)]


async def version(connection: Reader, workbook_id: int, place: Place, number: int) -> FilledAnswer | None:
    statement = select(form_versions).where(_at(form_versions, workbook_id, place), form_versions.c.version == number)
    row = (await connection.execute(statement)).first()
    return _answer(row) if row else None


async def state(connection: Reader, workbook_id: int) -> int:
    """A number that stands for all that is written now: it grows with each change."""
    statement = select(func.max(form_versions.c.id)).where(form_versions.c.workbook_id == workbook_id)
    return (await connection.execute(statement)).scalar() or 0


async def versions_at(connection: Reader, workbook_id: int, at_state: int) -> Mapping[Place, int]:
    """The version that each answer had in a state."""
    columns = (form_versions.c.field_id, form_versions.c.row, form_versions.c.column, form_versions.c.language)
    statement = (
        select(*columns, func.max(form_versions.c.version).label("version"))
        .where(form_versions.c.workbook_id == workbook_id, form_versions.c.id <= at_state)
        .group_by(*columns)
    )
    found = await connection.execute(statement)
    return {Place(row.field_id, row.row, row.column, row.language): row.version for row in found}


async def keep_draft(
    connection: Writer, workbook_id: int, place: Place, person_id: int, value: str, now: datetime
) -> None:
    """Keeps what somebody wrote where it could not be written; the last of it counts."""
    values = {"value": value, "written_at": now}
    statement = insert(connection, form_drafts).values(**_key(workbook_id, place), person_id=person_id, **values)
    key = [form_drafts.c[name] for name in (*_key(workbook_id, place), "person_id")]
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


async def draft(connection: Reader, workbook_id: int, place: Place, person_id: int) -> str | None:
    statement = select(form_drafts.c.value).where(
        _at(form_drafts, workbook_id, place), form_drafts.c.person_id == person_id
    )
    return (await connection.execute(statement)).scalar()


async def drop_draft(connection: Writer, workbook_id: int, place: Place, person_id: int) -> None:
    await connection.execute(
        delete(form_drafts).where(_at(form_drafts, workbook_id, place), form_drafts.c.person_id == person_id)
    )
