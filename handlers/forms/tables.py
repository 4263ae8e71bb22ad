"""Tables: their rows, added, copied, moved, taken out and brought back, and taken over from the organisation."""

from decimal import Decimal

from aiogram.enums import ButtonStyle

from bot.payloads.forms.tables import (
    AddRow,
    BringBackRow,
    BudgetCard,
    CopyRow,
    MoveRow,
    OfferedRows,
    RemoveRow,
    RowCard,
    TableCard,
    TakeRow,
)
from bot.payloads.questions.ask import AskedPlace
from bot.services.forms import books, names, row_changes
from bot.services.forms.books import FormBook
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, ask_about, column, sure
from content.ellipsis import fitted
from content.models import FormField
from content.rules.forms.budget import FilledBudget
from content.rules.forms.filled import Place, TableRow
from content.rules.forms.typed import written
from handlers.forms import row_cards, ways
from storage.forms import rows

ON_A_PAGE = 8
LINE = 90


async def table_card(ctx: Context, payload: TableCard) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        table = book.table(payload.field)
        gone = await rows.last_removed(connection, book.workbook.id, table.id) if book.workbook else None
    section = book.holding(table.id)
    there = book.own.rows(table.id)
    pages = Pages(len(there), ON_A_PAGE, payload.page)
    closed = books.closed(ctx, book, section)
    shown = [
        (number, row_cards.title(ctx, book, table.id, row.key), _rest(ctx, book, table, row))
        for number, row in enumerate(pages.shown(there), pages.offset + 1)
    ]
    text = ctx.text(
        "forms/table",
        table=table,
        section=section,
        form=book.form(section),
        rows=shown,
        count=len(there),
        contest=book.contest or ctx.current(),
        closed=closed,
    )
    buttons = column(
        ctx.button("form_row.item", RowCard(book=book.at, field=table.id, row=row.key), number=number, title=title)
        for (number, title, _), row in zip(shown, pages.shown(there), strict=True)
    )
    if not closed:
        buttons += _adding(ctx, book, table, gone)
    here = TableCard(book=book.at, field=table.id)
    following = ways.behind(book, section, table=table)
    turns = [ctx.button("answer_place.next", following)] if following else []
    form = book.form(section)
    ask = ask_about(ctx, book.contest, AskedPlace.FORM, form.id) if book.contest and form and section.optional else []
    return ctx.screen(text, [*buttons, pages.turns(ctx, here), turns, ask], back=ways.above_table(book, section))


def _rest(ctx: Context, book: FormBook, table: FormField, row: TableRow) -> str:
    language = ctx.person.language
    parts = [
        written(column.type, book.own.said(column.type, language, table.id, row.key, column.id), language)
        for column in table.columns[1:]
    ]
    return fitted(" · ".join(" ".join(part.split()) for part in parts if part), LINE)


def _adding(ctx: Context, book: FormBook, table: FormField, gone: TableRow | None) -> list[list[Button]]:
    buttons = []
    if len(book.own.rows(table.id)) < row_cards.MOST_ROWS:
        add = AddRow(book=book.at, field=table.id, after=book.newest)
        buttons.append(ctx.button("form_row.add", add, style=ButtonStyle.PRIMARY))
        if table.rows_from and book.of_organisation.rows(table.rows_from):
            buttons.append(ctx.button("form_row.offered", OfferedRows(book=book.at, field=table.id)))
    if gone is not None:
        title = row_cards.title(ctx, book, table.id, gone.key)
        bring = BringBackRow(book=book.at, field=table.id, row=gone.key)
        buttons.append(ctx.button("form_row.bring_back_this", bring, title=title))
    return column(buttons)


async def add_row(ctx: Context, payload: AddRow) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        row_changes.place_for(book, payload.field, payload.line, payload.activity)
        made = f"{ctx.person.id}:{payload.after}:{payload.line}:{payload.activity}"
        key, _ = await rows.add(connection, book.id, payload.field, made, payload.line, payload.activity)
    first = ways.of_row(book, Place(payload.field, key), ctx.person.language)[0]
    return Goto(ways.card(book, first))


async def copy_row(ctx: Context, payload: CopyRow) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        await row_cards.known(connection, book, Place(payload.field, payload.row))
        made = f"{ctx.person.id}:{payload.after}:copy:{payload.row}"
        key = await row_changes.copy(connection, book, payload.field, payload.row, made, ctx.person.id, ctx.now)
    return Goto(RowCard(book=book.at, field=payload.field, row=key), ctx.label("form_row.copied"))


async def move_row(ctx: Context, payload: MoveRow) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        await row_cards.known(connection, book, Place(payload.field, payload.row))
        await row_changes.move(connection, book, payload.field, payload.row, payload.position)
    return Goto(RowCard(book=book.at, field=payload.field, row=payload.row))


async def remove_row(ctx: Context, payload: RemoveRow) -> Screen | Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        place = Place(payload.field, payload.row)
        await row_cards.known(connection, book, place)
        if not payload.row.isdecimal():
            raise ExplainedError("forms/row_gone")
        if payload.sure:
            book = await books.to_change(ctx, connection, payload.book, payload.field)
            await rows.set_removed(connection, book.id, payload.row, ctx.person.id, ctx.now)
    if payload.sure:
        return Goto(_table(book, payload), ctx.label("form_row.removed"))
    text = ctx.text(
        "forms/row_remove",
        row=row_cards.name(ctx, book, place),
        money=_money(book, place),
        users=names.standing(book, place),
    )
    button = sure(ctx, "form_row.remove_sure", payload, ButtonStyle.DANGER)
    return ctx.screen(text, [[button]], back=RowCard(book=book.at, field=payload.field, row=payload.row))


def _table(book: FormBook, payload: RemoveRow | BringBackRow) -> TableCard | BudgetCard:
    if book.budget(payload.field) is not None:
        return BudgetCard(book=book.at, field=payload.field)
    return TableCard(book=book.at, field=payload.field)


def _money(book: FormBook, place: Place) -> Decimal:
    """What the budget has for an activity: it goes out of the budget with its row."""
    budgets = book.contest.forms.budgets if book.contest else ()
    return sum(
        (
            entry.amounts.total
            for budget in budgets
            if budget.activities == place.field
            for entry in FilledBudget(book.filled, budget).entries(book.languages[0])
            if entry.activity == place.row and not entry.heading
        ),
        Decimal(0),
    )


async def bring_back(ctx: Context, payload: BringBackRow) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        await row_cards.known(connection, book, Place(payload.field, payload.row))
        if payload.row.isdecimal():
            await rows.set_removed(connection, book.id, payload.row, ctx.person.id, None)
    return Goto(RowCard(book=book.at, field=payload.field, row=payload.row), ctx.label("form_row.brought_back"))


async def offered_rows(ctx: Context, payload: OfferedRows) -> Screen:
    """Rows of the organisation: each is copied by a tap, and may be changed here afterwards."""
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    table = book.table(payload.field)
    there = book.of_organisation.rows(table.rows_from or "")
    pages = Pages(len(there), ON_A_PAGE, payload.page)
    text = ctx.text("forms/offered", table=table, count=len(there))
    buttons = column(
        ctx.button(
            "form_row.take",
            TakeRow(book=book.at, field=table.id, row=row.key, after=book.newest),
            title=row_changes.offered_title(book, table, row, ctx.person.language),
        )
        for row in pages.shown(there)
    )
    buttons.append(pages.turns(ctx, payload))
    return ctx.screen(text, buttons, back=TableCard(book=book.at, field=table.id))


async def take_row(ctx: Context, payload: TakeRow) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        table = book.table(payload.field)
        made = f"{ctx.person.id}:{payload.after}:take:{payload.row}"
        key = await row_changes.take(connection, book, table, payload.row, made, ctx.person.id, ctx.now)
    return Goto(RowCard(book=book.at, field=table.id, row=key), ctx.label("form_row.taken"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(TableCard, table_card)
    activity.on(AddRow, add_row)
    activity.on(CopyRow, copy_row)
    activity.on(MoveRow, move_row)
    activity.on(RemoveRow, remove_row)
    activity.on(BringBackRow, bring_back)
    activity.on(OfferedRows, offered_rows)
    activity.on(TakeRow, take_row)
    return activity
