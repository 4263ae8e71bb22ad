"""One thing to write: what is asked, what stands there, and what people type."""

from dataclasses import dataclass

from aiogram.types import Message

from bot.payloads.forms.answers import (
    AnswerHistory,
    ClashCard,
    ClearAnswer,
    FieldCard,
    FullText,
)
from bot.payloads.forms.places import fields_of
from bot.services.forms import asking, books, changes, names
from bot.services.forms.asking import FormQuestion
from bot.services.forms.books import FormBook
from bot.services.forms.changes import Clash, FormChange
from bot.services.forms.writers import writer_of
from bot.ui.context import Context
from bot.ui.navigation import Activity, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column
from content.ellipsis import fitted
from content.models import Text
from content.rules.forms.filled import FilledAnswer, Place
from content.rules.forms.typed import says_none, written
from content.rules.forms.typed_error import TypedError
from handlers.forms import offers, row_cards, ways
from handlers.forms.clashes import clash_card
from storage.database import Reader, Writer
from storage.forms import answers

SHOWN = 1500
"""Characters of a text that stand on the screen with all else; the rest is a tap away."""
PAGE = 1500
"""Characters, each of which may count for two."""
CRITERION_LINES = 2


@dataclass(frozen=True)
class BroughtAnswer:
    """What a message brought: something that is no such value, or words that were kept."""

    fault: TypedError | None = None
    kept: str | None = None
    bare: bool = False
    """Whether a long answer says that there is nothing, and no more."""


NOTHING_SAID = BroughtAnswer()


async def field_card(ctx: Context, payload: FieldCard, said: BroughtAnswer = NOTHING_SAID) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        asked = asking.question(book, payload.place)
        answer = book.own.answers.get(payload.place)
        await row_cards.known(connection, book, payload.place)
        waiting = await _draft(ctx, connection, book, payload)
        writer = await writer_of(ctx, connection, book, answer)
        left = await _left_behind(connection, book, payload.place, answer)
    section = book.holding(payload.field)
    form = book.form(section)
    contest = book.contest or ctx.current()
    closed = books.closed(ctx, book, section)
    value = written(asked.type, answer.value if answer else "", ctx.person.language, asked.options)
    text = ctx.text(
        "forms/field",
        asked=asked,
        form=form,
        section=section,
        row=row_cards.name(ctx, book, payload.place),
        several=len(book.languages) > 1,
        contest=contest,
        criteria=_criteria(book, asked),
        good=asked.good[asked.spoken(ctx.person.language)] if asked.good else "",
        poor=asked.poor[asked.spoken(ctx.person.language)] if asked.poor else "",
        value=fitted(value, SHOWN),
        cut=len(value) > SHOWN,
        length=len(value),
        answer=answer,
        writer=writer,
        waiting=waiting is not None,
        closed=closed,
        more=payload.more,
        said=said,
        missing=names.missing(book, asked),
        names=offers.listed(book, asked),
        left=left,
        fault=explained(ctx, said.fault) if said.fault else None,
    )
    buttons = _reading(ctx, book, payload, answer, value, waiting)
    if not closed:
        renaming = offers.rename(ctx, book, payload.place, left)
        taking = offers.buttons(ctx, book, asked, answer.version if answer else 0)
        buttons = [*renaming, *taking, *_changing(ctx, payload, asked, book, answer), *buttons]
    asks = payload.model_copy(update={"book": book.at, "seen": answer.version if answer else 0})
    return ctx.screen(
        text,
        [*buttons, _turns(ctx, book, payload, value)],
        back=ways.parent(book, payload.place),
        asks=None if closed else asks,
    )


async def _draft(ctx: Context, connection: Reader, book: FormBook, payload: FieldCard) -> str | None:
    if book.workbook is None:
        return None
    return await answers.draft(connection, book.workbook.id, payload.place, ctx.person.id)


async def _left_behind(connection: Reader, book: FormBook, place: Place, answer: FilledAnswer | None) -> list[Place]:
    """Where a name still stands that this one had before."""
    if answer is None or not answer.value or answer.version == 1 or not names.named_elsewhere(book, place):
        return []
    older = {each.value for each in await answers.history(connection, book.id, place)}
    return names.left_behind(book, place, older - {answer.value})


def _criteria(book: FormBook, asked: FormQuestion) -> list[tuple[Text, Text]]:
    """The criteria it counts for, each with the sub-point."""
    found: list[tuple[Text, Text]] = []
    for serves in asked.serves[:CRITERION_LINES]:
        criterion = book.contest.criterion(serves.criterion) if book.contest else None
        if criterion is not None:
            found.append((criterion.short, criterion.sub_points[serves.sub_point - 1]))
    return found


def explained(ctx: Context, fault: TypedError) -> str:
    return ctx.text("forms/_fault", reason=fault.reason, values=fault.values, year=ctx.now.year)


def _changing(
    ctx: Context, payload: FieldCard, asked: FormQuestion, book: FormBook, answer: FilledAnswer | None
) -> list[list[Button]]:
    if answer is None or not answer.value:
        return []
    place = fields_of(book.at, payload.place)
    row = [ctx.button("answer_place.clear", ClearAnswer.model_validate({**place, "seen": answer.version}))]
    if asked.long:
        label = "answer_place.anew" if payload.more else "answer_place.more"
        row.insert(0, ctx.button(label, FieldCard.model_validate({**place, "more": not payload.more})))
    return [row]


def _reading(
    ctx: Context, book: FormBook, payload: FieldCard, answer: FilledAnswer | None, value: str, waiting: str | None
) -> list[list[Button]]:
    place = fields_of(book.at, payload.place)
    buttons = []
    if waiting is not None:
        buttons.append(ctx.button("answer_place.waiting", ClashCard.model_validate(place)))
    if len(value) > SHOWN:
        buttons.append(ctx.button("answer_place.whole", FullText.model_validate(place)))
    if answer is not None:
        buttons.append(ctx.button("answer_place.history", AnswerHistory.model_validate(place)))
    return column([*buttons, *ways.other_languages(ctx, book, asking.question(book, payload.place))])


def _turns(ctx: Context, book: FormBook, payload: FieldCard, value: str) -> list[Button]:
    before, following = ways.around(book, payload.place, ctx.person.language)
    buttons = [ctx.button("answer_place.previous", before)] if before else []
    if following:
        buttons.append(ctx.button("answer_place.next" if value else "answer_place.skip", following))
    return buttons


# --- typing


async def received(ctx: Context, payload: FieldCard, message: Message) -> Outcome:
    """Words are kept at once. A voice message or a file is none, and says how to type."""
    if not message.text:
        return await field_card(ctx, payload, BroughtAnswer(fault=TypedError("voice" if message.voice else "no_words")))
    with books.typed():
        return await _typed(ctx, payload, message.text)


async def _typed(ctx: Context, payload: FieldCard, typed: str) -> Outcome:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, payload.place)
    try:
        value = read_for(ctx, book, asked, typed)
    except TypedError as fault:
        return await field_card(ctx, payload, BroughtAnswer(fault=fault))
    return await keep(ctx, payload, asked, value)


def read_for(ctx: Context, book: FormBook, asked: FormQuestion, typed: str) -> str:
    """What was typed, in its plain form; months without a year are of the contest's. Raises TypedError."""
    return asking.accepted(book, asked, typed, ctx.today(book.contest or ctx.current()))


async def keep(ctx: Context, payload: FieldCard, asked: FormQuestion, value: str, origin: str = "") -> Outcome:
    """Writes a value and goes on to what comes next; a changed name stays, where others still have the older one."""
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        asking.question(book, payload.place)
        before = book.own.at(payload.place)
        clashes = await _write(ctx, connection, book, payload, value, origin)
        removed = await row_cards.removed(connection, book, payload.place)
    here = payload.model_copy(update={"book": book.at})
    if clashes:
        return await clash_card(ctx, ClashCard.model_validate(fields_of(book.at, payload.place)))
    if removed:
        return await row_cards.gone(ctx, book, payload.place)
    if asked.long:
        said = BroughtAnswer(kept=value, bare=says_none(value))
        return await field_card(ctx, here.model_copy(update={"more": True}), said)
    if before != value and names.left_behind(book, payload.place, {before}):
        return await field_card(ctx, here, BroughtAnswer(kept=value))
    _, following = ways.around(book, payload.place, ctx.person.language)
    if isinstance(following, FieldCard):
        kept = written(asked.type, value, ctx.person.language, asked.options)
        return await field_card(ctx, following, BroughtAnswer(kept=f"{asked.short[ctx.person.language]}: {kept}"))
    return await row_cards.after(ctx, book, payload.place)


async def _write(
    ctx: Context, connection: Writer, book: FormBook, payload: FieldCard, value: str, origin: str
) -> list[Clash]:
    if payload.more:
        return await changes.add_to(connection, book.id, payload.place, value, payload.seen, ctx.person.id, ctx.now)
    change = FormChange(payload.place, value, payload.seen)
    return await changes.write(connection, book.id, [change], ctx.person.id, ctx.now, origin)


# --- reading all of it


async def full_text(ctx: Context, payload: FullText) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, payload.place)
    value = book.own.at(payload.place)
    pages = Pages(len(value), PAGE, payload.page)
    text = ctx.text("forms/full", asked=asked, value=value[pages.offset : pages.offset + PAGE])
    return ctx.screen(text, [pages.turns(ctx, payload)], back=ways.card(book, payload.place))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(FieldCard, field_card)
    activity.sent(FieldCard, received)
    activity.on(FullText, full_text)
    return activity
