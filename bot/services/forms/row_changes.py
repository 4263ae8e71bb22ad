"""Rows that come from others: copies, and what the organisation has. And their order."""

from collections.abc import Iterable
from datetime import datetime

from bot.services.forms import changes
from bot.services.forms.books import FormBook
from bot.services.forms.changes import FormChange
from bot.ui.context import ExplainedError
from content.ellipsis import fitted
from content.models import FormField, Language
from content.rules.forms.filled import FilledSheet, Place, TableRow
from content.rules.forms.typed import written
from storage.database import Writer
from storage.forms import rows

TITLE = 26


def place_for(book: FormBook, field_id: str, line_id: str, activity: str) -> None:
    """Raises ExplainedError where no rows are added: no such table, a line without «...», an activity that is gone."""
    budget = book.budget(field_id)
    if budget is None:
        book.table(field_id)
        return
    line = budget.line(line_id)
    activities = {row.key for row in book.own.rows(budget.activities)}
    within = any(line_id in {below.id for below in each.walk()} for each in budget.walk() if each.per_activity)
    if line is None or not line.open or within != bool(activity) or (activity and activity not in activities):
        raise ExplainedError("forms/row_gone")


async def copy(connection: Writer, book: FormBook, field_id: str, row: str, made: str, by: int, now: datetime) -> str:
    """A row with the same answers, right behind the one that was copied."""
    origin = next((each for each in book.own.rows(field_id) if each.key == row), None)
    if origin is None:
        raise ExplainedError("forms/row_gone")
    key, new = await rows.add(connection, book.id, field_id, made, origin.line, origin.activity)
    if new:
        answers = _answers(book.own, field_id, row)
        await _fill(connection, book.id, field_id, key, answers, by, now, "copy")
        order = [each.key for each in book.own.rows(field_id)]
        order.insert(order.index(row) + 1, key)
        await rows.put_in_order(connection, book.id, order)
    return key


async def take(
    connection: Writer, book: FormBook, table: FormField, row: str, made: str, by: int, now: datetime
) -> str:
    """A row of the organisation in a table that has some of its columns."""
    theirs = table.rows_from or ""
    if not any(each.key == row for each in book.of_organisation.rows(theirs)):
        raise ExplainedError("forms/row_gone")
    key, new = await rows.add(connection, book.id, table.id, made)
    if new:
        known = {column.id for column in table.columns}
        answers = [
            (place, value) for place, value in _answers(book.of_organisation, theirs, row) if place.column in known
        ]
        await _fill(connection, book.id, table.id, key, answers, by, now, "organisation")
    return key


def _answers(sheet: FilledSheet, field_id: str, row: str) -> list[tuple[Place, str]]:
    return [
        (place, answer.value) for place, answer in sheet.answers.items() if (place.field, place.row) == (field_id, row)
    ]


async def _fill(
    connection: Writer,
    workbook_id: int,
    field_id: str,
    key: str,
    answers: Iterable[tuple[Place, str]],
    by: int,
    now: datetime,
    origin: str,
) -> None:
    values = [
        FormChange(Place(field_id, key, place.column, place.language), value, 0) for place, value in answers if value
    ]
    await changes.write(connection, workbook_id, values, by, now, origin)


async def move(connection: Writer, book: FormBook, field_id: str, row: str, position: int) -> None:
    """Puts a row at a place among those of its table, or of its line of the budget."""
    there = book.own.rows(field_id)
    moved = next((each for each in there if each.key == row), None)
    if moved is None:
        raise ExplainedError("forms/row_gone")
    beside = {each.key for each in there if (each.line, each.activity) == (moved.line, moved.activity)}
    same = [each.key for each in there if each.key in beside]
    same.remove(row)
    same.insert(max(position, 1) - 1, row)
    in_turn = iter(same)
    order = [
        next(in_turn) if (each.line, each.activity) == (moved.line, moved.activity) else each.key for each in there
    ]
    await rows.put_in_order(connection, book.id, order)


def offered_title(book: FormBook, table: FormField, row: TableRow, language: Language) -> str:
    """A row of the organisation by its first words."""
    for column in table.columns:
        value = book.of_organisation.said(column.type, language, table.rows_from or "", row.key, column.id)
        if value:
            return fitted(" ".join(written(column.type, value, language).split()), TITLE)
    return row.key
