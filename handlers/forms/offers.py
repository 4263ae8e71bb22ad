"""What can be taken at a place instead of typing: options, months, what the topic says, names written elsewhere."""

from collections.abc import Sequence

from bot.payloads.forms.answers import NameList, RenameUsers, SetAnswer, TakeName, TakeSuggestion
from bot.payloads.forms.places import fields_of
from bot.services.forms import names
from bot.services.forms.asking import FormQuestion
from bot.services.forms.books import FormBook
from bot.services.forms.names import WrittenName
from bot.ui.context import Context
from bot.ui.screens import Button
from bot.ui.widgets import choice, column
from content.ellipsis import fitted
from content.models import FieldType
from content.models.forms.budgets import SOURCES
from content.rules.forms.filled import Place
from handlers.forms import months, row_cards

NAMES = 4
"""So many have a button where the answer is asked; the others are a tap away."""
NAME = 30
"""Characters of a name on a button."""


def buttons(ctx: Context, book: FormBook, asked: FormQuestion, seen: int) -> list[list[Button]]:
    place = asked.place
    if asked.type is FieldType.CHOICE:
        return _options(ctx, book, asked, seen)
    if place.column in SOURCES:
        entry = row_cards.entry_of(book, place.field, place.row, ctx.person.language)
        return row_cards.from_grant(ctx, book, place.field, entry)
    if asked.type is FieldType.MONTHS and asked.within_period:
        return months.firsts(ctx, book, place)
    suggested = column(
        ctx.button(
            f"suggestion.{fact.value}",
            TakeSuggestion(book=book.at, field=place.field, language=place.language, fact=fact, seen=seen),
        )
        for fact in asked.suggests
        if book.contest and book.filled.of_topic(fact, ctx.person.language)
    )
    return suggested + _names(ctx, book, asked, seen)


def _options(ctx: Context, book: FormBook, asked: FormQuestion, seen: int) -> list[list[Button]]:
    place = asked.place
    return column(
        choice(
            ctx,
            option.label[ctx.person.language],
            SetAnswer(
                book=book.at,
                field=place.field,
                table_row=place.row,
                column=place.column,
                seen=seen,
                picked=option.id,
            ),
            chosen=book.own.at(place) == option.id,
        )
        for option in asked.options
    )


def _names(ctx: Context, book: FormBook, asked: FormQuestion, seen: int) -> list[list[Button]]:
    there = names.offered(book, asked)
    shown = name_buttons(ctx, book, asked.place, seen, there[:NAMES], 1)
    if len(there) > NAMES:
        every = NameList.model_validate(fields_of(book.at, asked.place))
        shown.append([ctx.button("form_name.all", every, count=len(there))])
    return shown


def listed(book: FormBook, asked: FormQuestion) -> list[str]:
    """The names that have a button, where some are too long for it."""
    there = names.offered(book, asked)[:NAMES]
    return [name.words for name in there] if too_long(there) else []


def name_buttons(
    ctx: Context, book: FormBook, place: Place, seen: int, there: Sequence[WrittenName], first: int
) -> list[list[Button]]:
    """With their numbers where some do not stand on a button whole: then the text has them all."""
    numbered = too_long(there)
    return column(
        ctx.button(
            "form_name.numbered" if numbered else "form_name.take",
            TakeName.model_validate({**fields_of(book.at, place), "mark": name.mark, "seen": seen}),
            number=number,
            name=fitted(name.words, NAME),
        )
        for number, name in enumerate(there, first)
    )


def too_long(there: Sequence[WrittenName]) -> bool:
    return any(fitted(name.words, NAME) != name.words for name in there)


def rename(ctx: Context, book: FormBook, place: Place, left: list[Place]) -> list[list[Button]]:
    """To bring a changed name to where the older one still stands."""
    if not left:
        return []
    return [[ctx.button("form_name.rename", RenameUsers.model_validate(fields_of(book.at, place)), count=len(left))]]
