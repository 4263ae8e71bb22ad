"""A section: its answers one below the other, and all of it as one message to edit."""

from aiogram.types import Message

from bot.payloads.forms.cards import SectionCard, SectionText
from bot.services.forms import asking, books, changes
from bot.services.forms.asking import FormQuestion, steps
from bot.services.forms.books import FormBook
from bot.services.forms.changes import FormChange
from bot.ui.context import Context
from bot.ui.navigation import Activity, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from content.ellipsis import fitted
from content.models import FormSection
from content.rules.forms.as_message import read_again, written_out
from content.rules.forms.progress import of_section, of_sheet
from content.rules.forms.typed import written
from content.rules.forms.typed_error import TypedError
from handlers.forms import ways
from handlers.forms.fields import explained, read_for
from storage.forms import answers

LINE = 200
LONGEST = 3000
"""Characters of a section that goes into one message with what is said about it."""


async def section_card(ctx: Context, payload: SectionCard) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    section = book.section(payload.section)
    form = book.form(section)
    stops = list(steps(book, (section,)))
    lines = []
    for step in stops:
        if step.place is not None:
            asked = asking.question(book, step.place)
            value = written(asked.type, book.own.at(step.place), ctx.person.language, asked.options)
            lines.append((asked.short, step.place.language, fitted(" ".join(value.split()), LINE)))
    extent = of_section(book.filled, section) if form else of_sheet(book.own, section, book.languages)
    text = ctx.text(
        "forms/section",
        section=section,
        form=form,
        contest=book.contest or ctx.current(),
        closed=books.closed(ctx, book, section),
        lines=lines,
        several=len(book.languages) > 1,
        extent=extent,
    )
    buttons = column(_button(ctx, book, step) for step in stops)
    for language in _languages(book, section):
        label = "form_section.as_message" if len(book.languages) == 1 else f"form_section.as_message_{language}"
        buttons.append([ctx.button(label, SectionText(book=book.at, section=section.id, language=language))])
    return ctx.screen(text, buttons, back=ways.above(book, section))


def _button(ctx: Context, book: FormBook, step: asking.Step) -> Button:
    several = len(book.languages) > 1 and step.place is not None and bool(step.place.language)
    short = asking.question(book, step.place).short if step.place else step.table.short if step.table else None
    return ctx.button(
        "cell.in_language" if several else "cell.named",
        ways.stop(book, step),
        sign=ctx.label("sign.ready" if _there(book, step) else "sign.not_started"),
        name=short[ctx.person.language] if short else "",
        language=step.place.language if step.place else "",
    )


def _there(book: FormBook, step: asking.Step) -> bool:
    return bool(book.own.at(step.place)) if step.place else step.done


def _questions(book: FormBook, section: FormSection, language: str) -> list[FormQuestion]:
    """What is written in a section in a language, or in none."""
    found = [asking.question(book, step.place) for step in steps(book, (section,)) if step.place is not None]
    return [asked for asked in found if asked.place.language in {"", language}]


def _languages(book: FormBook, section: FormSection) -> list[str]:
    """For which of them the section can go as one message: several things to write, and a changeable book."""
    return [each.value for each in book.languages if len(_questions(book, section, each.value)) > 1]


async def section_text(ctx: Context, payload: SectionText, faults: tuple[str, ...] = (), kept: int = 0) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        state = await answers.state(connection, book.workbook.id) if book.workbook else 0
    section = book.section(payload.section)
    closed = books.closed(ctx, book, section)
    asked = _questions(book, section, payload.language)
    language = ctx.person.language
    message = written_out(
        [(each.short[language], written(each.type, book.own.at(each.place), language, each.options)) for each in asked]
    )
    long = len(message) > LONGEST
    text = ctx.text(
        "forms/section_text", section=section, message=message, long=long, faults=faults, kept=kept, closed=closed
    )
    back = SectionCard(book=book.at, section=section.id)
    asks = payload.model_copy(update={"book": book.at, "state": state})
    return ctx.screen(text, back=back, asks=None if long or closed else asks)


async def section_received(ctx: Context, payload: SectionText, message: Message) -> Outcome:
    with books.typed():
        return await _section_typed(ctx, payload, message)


async def _section_typed(ctx: Context, payload: SectionText, message: Message) -> Outcome:
    """Every answer is read by itself: what is none is named, and the others are kept."""
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = _questions(book, book.section(payload.section), payload.language)
    typed = read_again(message.text or "", len(asked))
    if typed is None:
        fault = ctx.label("form_section.no_marks" if message.text else "form_section.no_words")
        return await section_text(ctx, payload, (fault,))
    values: list[tuple[FormQuestion, str]] = []
    faults: list[str] = []
    for number, words in typed.items():
        each = asked[number - 1]
        try:
            values.append((each, read_for(ctx, book, each, words)))
        except TypedError as fault:
            faults.append(f"{each.short[ctx.person.language]}: {explained(ctx, fault)}")
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, next(iter(asked)).place.field)
        seen = await answers.versions_at(connection, book.id, payload.state)
        what = [FormChange(each.place, value, seen.get(each.place, 0)) for each, value in values]
        clashes = await changes.write(connection, book.id, what, ctx.person.id, ctx.now)
    for clash in clashes:
        name = asking.question(book, clash.change.place).short[ctx.person.language]
        faults.append(ctx.label("form_section.clash", name=name))
    here = payload.model_copy(update={"book": book.at})
    return await section_text(ctx, here, tuple(faults), kept=len(values) - len(clashes))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SectionCard, section_card)
    activity.on(SectionText, section_text)
    activity.sent(SectionText, section_received)
    return activity
