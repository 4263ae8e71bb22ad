"""Months from buttons: the first one, then the last one, inside the topic's period."""

from bot.payloads.forms.answers import FirstMonth, SetAnswer
from bot.services.forms import asking, books
from bot.services.forms.books import FormBook
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import pairs
from content.rules.forms.filled import Place
from handlers.forms import row_cards, ways


def _name(ctx: Context, month: str) -> str:
    return ctx.texts.month(ctx.person.language, int(month[:4]), int(month[5:]))


def _short(month: str) -> str:
    """2020-06 as 2006."""
    return month[2:4] + month[5:]


def firsts(ctx: Context, book: FormBook, place: Place) -> list[list[Button]]:
    """A button for each month of the topic; none as long as no topic is chosen."""
    return pairs(
        ctx.button(
            "form_months.from",
            FirstMonth(book=book.at, field=place.field, table_row=place.row, column=place.column, first=_short(month)),
            month=_name(ctx, month),
        )
        for month in (book.filled.months if book.contest else ())
    )


async def last_month(ctx: Context, payload: FirstMonth) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    place = Place(payload.field, payload.table_row, payload.column)
    asked = asking.question(book, place)
    answer = book.own.answers.get(place)
    known = [month for month in book.filled.months if _short(month) >= payload.first]
    buttons = pairs(
        ctx.button(
            "form_months.to",
            SetAnswer(
                book=book.at,
                field=place.field,
                table_row=place.row,
                column=place.column,
                seen=answer.version if answer else 0,
                picked=f"{payload.first}-{_short(month)}",
            ),
            month=_name(ctx, month),
        )
        for month in known
    )
    text = ctx.text(
        "forms/months", asked=asked, row=row_cards.name(ctx, book, place), first=_name(ctx, known[0]) if known else ""
    )
    return ctx.screen(text, buttons, back=ways.card(book, place))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(FirstMonth, last_month)
    return activity
