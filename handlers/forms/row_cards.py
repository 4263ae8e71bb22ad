"""A row of a table or of the budget: its cells, and what can be done with the whole of it."""

from aiogram.enums import ButtonStyle

from bot.payloads.forms.tables import (
    AddRow,
    BringBackRow,
    BudgetCard,
    CopyRow,
    FromGrant,
    MoveRow,
    RemoveRow,
    RowCard,
    TableCard,
)
from bot.payloads.payload import Payload
from bot.services.forms import asking, books
from bot.services.forms.books import FormBook
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import pairs
from content.ellipsis import fitted
from content.models import BudgetPart, Language
from content.rules.forms.budget import Entry, FilledBudget
from content.rules.forms.filled import Place
from content.rules.forms.typed import written
from handlers.forms import ways
from storage.database import Reader
from storage.forms import rows

MOST_ROWS = 100
"""Of a table."""
NAME = 24
"""Characters of a row on a button."""
CELL = 250
"""Of a cell: all of a row in two languages stand on one screen."""


def name(ctx: Context, book: FormBook, place: Place) -> str:
    """What a row is called: its first words, or its number; empty where the place is in none."""
    if not place.row:
        return ""
    budget = book.budget(place.field)
    if budget is not None:
        entry = entry_of(book, place.field, place.row, ctx.person.language)
        words = called(ctx, entry) if entry else ""
        return fitted(words, NAME) if words else ctx.label("form_row.new")
    return title(ctx, book, place.field, place.row)


def title(ctx: Context, book: FormBook, field_id: str, row: str) -> str:
    table = book.table(field_id)
    language = ctx.person.language
    for column in table.columns:
        value = book.own.said(column.type, language, field_id, row, column.id)
        if value:
            return fitted(" ".join(written(column.type, value, language).split()), NAME)
    return ctx.label("form_row.new")


def called(ctx: Context, entry: Entry) -> str:
    """A line of the budget in few words: its own where people added it, else ours; an activity also by its name."""
    if entry.added or entry.line.short is None:
        return entry.label.rstrip(":")
    return entry.line.short[ctx.person.language]


def entry_of(book: FormBook, budget_id: str, row: str, language: Language) -> Entry | None:
    budget = book.budget(budget_id)
    if budget is None:
        return None
    entries = FilledBudget(book.filled, budget).entries(language)
    return next((entry for entry in entries if entry.row == row), None)


def from_grant(ctx: Context, book: FormBook, budget_id: str, entry: Entry | None) -> list[list[Button]]:
    """What no source pays yet of a line comes from the grant, with one tap."""
    if entry is None or entry.amounts.difference <= 0:
        return []
    answer = book.own.answers.get(Place(budget_id, entry.row, BudgetPart.GRANT))
    grant = FromGrant(book=book.at, field=budget_id, row=entry.row, seen=answer.version if answer else 0)
    return [[ctx.button("form_budget.from_grant", grant, style=ButtonStyle.PRIMARY)]]


async def known(connection: Reader, book: FormBook, place: Place) -> None:
    """Raises ExplainedError for a row that never was in this book."""
    if not place.row:
        return
    if place.row.isdecimal():
        row = await rows.find(connection, book.workbook.id, place.row) if book.workbook else None
        if row is None or row.field_id != place.field:
            raise ExplainedError("forms/row_gone")
    elif entry_of(book, place.field, place.row, Language.KK) is None:
        raise ExplainedError("forms/row_gone")


async def removed(connection: Reader, book: FormBook, place: Place) -> bool:
    """Whether somebody took the row out meanwhile: what is written into it stays with it."""
    await known(connection, book, place)
    row = await rows.find(connection, book.id, place.row) if place.row.isdecimal() else None
    return row is not None and row.removed_at is not None


async def gone(ctx: Context, book: FormBook, place: Place) -> Screen:
    text = ctx.text("forms/row_removed", row=name(ctx, book, place))
    bring = BringBackRow(book=book.at, field=place.field, row=place.row)
    return ctx.screen(
        text,
        [[ctx.button("form_row.bring_back", bring, style=ButtonStyle.PRIMARY)]],
        back=_table(book, place.field, place.row),
    )


def _table(book: FormBook, field_id: str, row: str) -> Payload:
    """Where a row stands."""
    if book.budget(field_id) is None:
        return TableCard(book=book.at, field=field_id)
    entry = entry_of(book, field_id, row, Language.KK)
    line, activity = ("", "") if entry is None else _heading(book, field_id, entry)
    return BudgetCard(book=book.at, field=field_id, line=line, activity=activity)


def _heading(book: FormBook, budget_id: str, entry: Entry) -> tuple[str, str]:
    """The line below which an entry of the budget stands, and its activity."""
    if entry.added:
        return entry.line.id, entry.activity
    budget = book.budget(budget_id)
    above = next((line for line in budget.walk() if entry.line in line.lines), None) if budget else None
    return (above.id if above else ""), entry.activity


async def row_card(ctx: Context, payload: RowCard) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        place = Place(payload.field, payload.row)
        await known(connection, book, place)
        row = await rows.find(connection, book.workbook.id, payload.row) if book.workbook else None
    if row is not None and row.removed_at is not None:
        return await gone(ctx, book, place)
    return _budget_row(ctx, book, payload) if book.budget(payload.field) else _table_row(ctx, book, payload)


def _cells(ctx: Context, book: FormBook, payload: RowCard) -> list[tuple[asking.FormQuestion, str]]:
    """What is asked in a row, and what stands there in each language of the paper."""
    found = []
    for place in ways.of_row(book, Place(payload.field, payload.row), ctx.person.language):
        asked = asking.question(book, place)
        found.append((asked, fitted(written(asked.type, book.own.at(place), ctx.person.language), CELL)))
    return found


def _cell_buttons(ctx: Context, book: FormBook, cells: list[tuple[asking.FormQuestion, str]]) -> list[list[Button]]:
    several = len(book.languages) > 1
    return pairs(
        ctx.button(
            "cell.in_language" if several and asked.place.language else "cell.filled" if value else "cell.empty",
            ways.card(book, asked.place),
            name=asked.short[ctx.person.language],
            language=asked.place.language,
            sign=ctx.label("sign.ready") if value else ctx.label("sign.not_started"),
        )
        for asked, value in cells
    )


def _table_row(ctx: Context, book: FormBook, payload: RowCard) -> Screen:
    table = book.table(payload.field)
    cells = _cells(ctx, book, payload)
    order = [row.key for row in book.own.rows(table.id)]
    here = order.index(payload.row)
    closed = books.closed(ctx, book, book.holding(table.id))
    text = ctx.text(
        "forms/row",
        table=table,
        number=here + 1,
        count=len(order),
        cells=cells,
        several=len(book.languages) > 1,
        closed=closed,
    )
    buttons = _cell_buttons(ctx, book, cells)
    if not closed:
        buttons += _whole(ctx, book, payload, here, len(order))
    if here + 1 < len(order):
        following = RowCard(book=book.at, field=table.id, row=order[here + 1])
        buttons.append([ctx.button("form_row.next", following)])
    elif not closed and len(order) < MOST_ROWS:
        buttons.append([_one_more(ctx, book, table.id)])
    return ctx.screen(text, buttons, back=TableCard(book=book.at, field=table.id))


def _one_more(ctx: Context, book: FormBook, field_id: str, line: str = "", activity: str = "") -> Button:
    """Behind the last row: another one, without the way back to the table."""
    add = AddRow(book=book.at, field=field_id, line=line, activity=activity, after=book.newest)
    return ctx.button("form_row.one_more", add)


def _whole(ctx: Context, book: FormBook, payload: RowCard, here: int, count: int) -> list[list[Button]]:
    """What can be done with the whole row."""
    at = {"book": book.at, "field": payload.field, "row": payload.row}
    moves = [
        ctx.button(key, MoveRow.model_validate({**at, "position": position}))
        for key, position in (("form_row.up", here), ("form_row.down", here + 2))
        if 1 <= position <= count
    ]
    return [
        moves,
        [
            ctx.button("form_row.copy", CopyRow.model_validate({**at, "after": book.newest})),
            ctx.button("form_row.remove", RemoveRow.model_validate(at)),
        ],
    ]


def _budget_row(ctx: Context, book: FormBook, payload: RowCard) -> Screen:
    budget = book.budget(payload.field)
    entry = entry_of(book, payload.field, payload.row, ctx.person.language)
    if entry is None or budget is None:
        raise ExplainedError("forms/row_gone")
    closed = books.closed(ctx, book, book.holding(budget.id))
    text = ctx.text("forms/budget_row", name=called(ctx, entry), entry=entry, closed=closed)
    buttons = _cell_buttons(ctx, book, _cells(ctx, book, payload))
    if not closed:
        buttons += from_grant(ctx, book, budget.id, entry)
        if entry.added:
            same = [
                row for row in book.own.rows(budget.id) if (row.line, row.activity) == (entry.line.id, entry.activity)
            ]
            here = [row.key for row in same].index(entry.row)
            buttons += _whole(ctx, book, payload, here, len(same))
            if here + 1 == len(same):
                buttons.append([_one_more(ctx, book, budget.id, entry.line.id, entry.activity)])
    return ctx.screen(text, buttons, back=_table(book, payload.field, payload.row))


async def after(ctx: Context, book: FormBook, place: Place) -> Goto:
    """What comes behind the last place of a row, or of a form."""
    _, following = ways.around(book, place, ctx.person.language)
    return Goto(following or ways.parent(book, place))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(RowCard, row_card)
    return activity
