"""What buttons do to an answer: an option, months, what is known, a name, nothing at all, an older version."""

from bot.payloads.forms.answers import (
    AnswerHistory,
    ClashCard,
    ClearAnswer,
    FieldCard,
    NameList,
    RenameUsers,
    RestoreAnswer,
    SetAnswer,
    TakeName,
    TakeSuggestion,
)
from bot.payloads.forms.places import fields_of
from bot.services.forms import asking, books, changes, names
from bot.services.forms.changes import FormChange
from bot.services.forms.writers import writer_of
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import Pages, column
from content.ellipsis import fitted
from content.models import FieldType, Language
from content.rules.forms.filled import Place
from content.rules.forms.limits import keep_within
from content.rules.forms.typed import read, written
from content.rules.forms.typed_error import TypedError
from handlers.forms import fields, offers, ways
from storage.forms import answers

VERSIONS = 20
"""The newest ones have a button."""
NAMES_ON_A_PAGE = 8
LINES = 1200
"""Characters of what is offered."""


async def _put(ctx: Context, named: str, place: Place, value: str, seen: int, origin: str = "") -> Goto:
    """Writes a value and goes back to its place; or to the two that met there."""
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, named, place.field)
        asking.question(book, place)
        change = FormChange(place, value, seen)
        clashes = await changes.write(connection, book.id, [change], ctx.person.id, ctx.now, origin)
    at = fields_of(book.at, place)
    if clashes:
        return Goto(ClashCard.model_validate(at))
    return Goto(FieldCard.model_validate(at), ctx.label("answer_place.kept"))


async def set_answer(ctx: Context, payload: SetAnswer) -> Outcome:
    place = Place(payload.field, payload.table_row, payload.column)
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, place)
    picked = payload.picked
    if asked.type is FieldType.MONTHS:
        first, _, last = picked.partition("-")
        picked = "/".join(f"20{each[:2]}-{each[2:]}" for each in (first, last))
    try:
        value = read(asked.type, picked, asked.options)
        if book.contest is not None and asked.within_period:
            keep_within(asked.type, value, book.contest, book.filled.topic)
    except TypedError as fault:
        raise ExplainedError("forms/field_gone") from fault
    here = FieldCard.model_validate({**fields_of(book.at, place), "seen": payload.seen})
    return await fields.keep(ctx, here, asked, value)


async def clear(ctx: Context, payload: ClearAnswer) -> Goto:
    return await _put(ctx, payload.book, payload.place, "", payload.seen)


async def suggestion(ctx: Context, payload: TakeSuggestion) -> Screen | Goto:
    """Shows what would stand there; only the second tap writes it."""
    place = Place(payload.field, language=payload.language)
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, place)
    known = book.filled.of_topic(payload.fact, Language(payload.language or ctx.person.language.written))
    if payload.fact not in asked.suggests or not known:
        raise ExplainedError("forms/field_gone")
    if payload.sure:
        return await _put(ctx, payload.book, place, known, payload.seen, "topic")
    current = book.own.at(place)
    text = ctx.text("forms/suggestion", asked=asked, known=fitted(known, LINES), current=fitted(current, LINES))
    take = payload.model_copy(update={"sure": True})
    return ctx.screen(text, [[ctx.button("suggestion.take", take)]], back=ways.card(book, place))


async def name_list(ctx: Context, payload: NameList) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, payload.place)
    answer = book.own.answers.get(payload.place)
    there = names.offered(book, asked)
    pages = Pages(len(there), NAMES_ON_A_PAGE, payload.page)
    shown = list(enumerate(pages.shown(there), pages.offset + 1))
    text = ctx.text("forms/names", asked=asked, shown=shown, count=len(there))
    seen = answer.version if answer else 0
    buttons = offers.name_buttons(ctx, book, asked.place, seen, pages.shown(there), pages.offset + 1)
    return ctx.screen(text, [*buttons, pages.turns(ctx, payload)], back=ways.card(book, payload.place))


async def take_name(ctx: Context, payload: TakeName) -> Outcome:
    """Writes the name that the button showed, and no other: one that was changed or removed since is not there."""
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    asked = asking.question(book, payload.place)
    here = FieldCard.model_validate({**fields_of(book.at, payload.place), "seen": payload.seen})
    name = next((name for name in names.known(book, asked) if name.mark == payload.mark), None)
    if name is None:
        return Goto(here, ctx.label("form_name.gone"))
    return await fields.keep(ctx, here, asked, name.words, "names")


async def rename_users(ctx: Context, payload: RenameUsers) -> Goto:
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        asking.question(book, payload.place)
        value = book.own.at(payload.place)
        older = {each.value for each in await answers.history(connection, book.id, payload.place)} - {value}
        left = names.left_behind(book, payload.place, older) if value else []
        taken = [FormChange(each, value, book.own.answers[each].version) for each in left]
        await changes.write(connection, book.id, taken, ctx.person.id, ctx.now, "names")
    return Goto(FieldCard.model_validate(fields_of(book.at, payload.place)), ctx.label("form_name.renamed"))


async def history(ctx: Context, payload: AnswerHistory) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        asked = asking.question(book, payload.place)
        found = await answers.history(connection, book.workbook.id, payload.place) if book.workbook else []
        versions = [(each, await writer_of(ctx, connection, book, each)) for each in found[:VERSIONS]]
    one = next(((each, writer) for each, writer in versions if each.version == payload.version), None)
    contest = book.contest or ctx.current()
    if one is None:
        text = ctx.text(
            "forms/history", asked=asked, versions=versions, count=len(found), contest=contest, fitted=fitted
        )
        buttons = column(
            ctx.button(
                "answer_place.version", payload.model_copy(update={"version": each.version}), number=each.version
            )
            for each, _ in versions
        )
        return ctx.screen(text, buttons, back=ways.card(book, payload.place))
    each, writer = one
    value = written(asked.type, each.value, ctx.person.language, asked.options)
    text = ctx.text(
        "forms/version", asked=asked, version=each, writer=writer, value=fitted(value, 2 * LINES), contest=contest
    )
    buttons = []
    if each.version != found[0].version and not books.closed(ctx, book, book.holding(payload.place.field)):
        back = {**fields_of(book.at, payload.place), "versions": f"{each.version}-{found[0].version}"}
        buttons.append([ctx.button("answer_place.restore", RestoreAnswer.model_validate(back))])
    return ctx.screen(text, buttons, back=payload.model_copy(update={"version": 0}))


async def restore(ctx: Context, payload: RestoreAnswer) -> Goto:
    """The older words become the newest version."""
    wanted, seen = (int(each) for each in payload.versions.split("-"))
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        version = await answers.version(connection, book.workbook.id, payload.place, wanted) if book.workbook else None
    if version is None:
        raise ExplainedError("forms/field_gone")
    return await _put(ctx, payload.book, payload.place, version.value, seen, "version")


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SetAnswer, set_answer)
    activity.on(ClearAnswer, clear)
    activity.on(TakeSuggestion, suggestion)
    activity.on(NameList, name_list)
    activity.on(TakeName, take_name)
    activity.on(RenameUsers, rename_users)
    activity.on(AnswerHistory, history)
    activity.on(RestoreAnswer, restore)
    return activity
