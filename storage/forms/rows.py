"""Rows of tables and budgets: added once however often that is asked for, moved, removed and brought back."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, func, select, update

from content.rules.forms.filled import TableRow
from storage.database import Reader, Writer, look_up
from storage.prepared import Lookup
from storage.tables import form_rows
from storage.upsert import insert

NEWEST = Lookup(select(func.max(form_rows.c.id).label("id")).where(form_rows.c.workbook_id == bindparam("workbook_id")))


@dataclass(frozen=True)
class StoredRow:
    row: TableRow
    field_id: str
    removed_at: datetime | None
    removed_by: int | None


async def add(
    connection: Writer, workbook_id: int, field_id: str, made: str, line: str = "", activity: str = ""
) -> tuple[str, bool]:
    """A row at the end of its table, and whether it is new. `made` is the same where the same is asked for again."""
    last = select(func.max(form_rows.c.position)).where(form_rows.c.workbook_id == workbook_id)
    position = ((await connection.execute(last)).scalar() or 0) + 1
    values = {"field_id": field_id, "line": line, "activity": activity, "position": position}
    statement = insert(connection, form_rows).values(workbook_id=workbook_id, made=made, **values)
    key = [form_rows.c.workbook_id, form_rows.c.made]
    new = (
        await connection.execute(statement.on_conflict_do_nothing(index_elements=key).returning(form_rows.c.id))
    ).scalar()
    if new is not None:
        return str(new), True
    known = select(form_rows.c.id).where(form_rows.c.workbook_id == workbook_id, form_rows.c.made == made)
    return str((await connection.execute(known)).scalar_one()), False


async def find(connection: Reader, workbook_id: int, key: str) -> StoredRow | None:
    """A row by its key, removed or not; None where this workbook never had it."""
    if not key.isdecimal():
        return None
    statement = select(form_rows).where(form_rows.c.id == int(key), form_rows.c.workbook_id == workbook_id)
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return StoredRow(TableRow(str(row.id), row.line, row.activity), row.field_id, row.removed_at, row.removed_by)


async def newest(connection: Reader, workbook_id: int) -> int:
    """The last row that was added; 0 where none was."""
    (row,) = await look_up(connection, NEWEST, {"workbook_id": workbook_id})
    return row.id or 0


async def set_removed(connection: Writer, workbook_id: int, key: str, by: int, moment: datetime | None) -> None:
    """Takes a row out, or brings it back where there is no moment. Its answers stay either way."""
    await connection.execute(
        update(form_rows)
        .where(form_rows.c.id == int(key), form_rows.c.workbook_id == workbook_id)
        .values(removed_at=moment, removed_by=by if moment else None)
    )


async def put_in_order(connection: Writer, workbook_id: int, keys: list[str]) -> None:
    """Numbers these rows in this order; those of other tables stay among themselves as they are."""
    for position, key in enumerate(keys, 1):
        await connection.execute(
            update(form_rows)
            .where(form_rows.c.id == int(key), form_rows.c.workbook_id == workbook_id)
            .values(position=position)
        )


async def last_removed(connection: Reader, workbook_id: int, field_id: str) -> TableRow | None:
    """The row of a table that was taken out last."""
    statement = (
        select(form_rows.c.id, form_rows.c.line, form_rows.c.activity)
        .where(
            form_rows.c.workbook_id == workbook_id,
            form_rows.c.field_id == field_id,
            form_rows.c.removed_at.is_not(None),
        )
        .order_by(form_rows.c.removed_at.desc(), form_rows.c.id.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return TableRow(str(row.id), row.line, row.activity) if row else None
