"""Two wrote at one place: both are shown, and whoever came second says what stays."""

from bot.payloads.forms.answers import ClashCard, ClashDecision, DecideClash, FieldCard
from bot.payloads.forms.places import fields_of
from bot.services.forms import asking, books, changes
from bot.services.forms.changes import FormChange
from bot.services.forms.writers import writer_of
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import column
from content.ellipsis import fitted
from content.rules.forms.typed import written
from handlers.forms import ways
from storage.forms import answers

SHOWN = 1500


async def clash_card(ctx: Context, payload: ClashCard) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
        asked = asking.question(book, payload.place)
        answer = book.own.answers.get(payload.place)
        writer = await writer_of(ctx, connection, book, answer)
        mine = (
            await answers.draft(connection, book.workbook.id, payload.place, ctx.person.id) if book.workbook else None
        )
    theirs = answer.value if answer else ""
    text = ctx.text(
        "forms/clash",
        asked=asked,
        contest=book.contest or ctx.current(),
        writer=writer,
        mine=fitted(written(asked.type, mine or "", ctx.person.language, asked.options), SHOWN),
        theirs=fitted(written(asked.type, theirs, ctx.person.language, asked.options), SHOWN),
    )
    decisions = [ClashDecision.MINE, ClashDecision.THEIRS, *([ClashDecision.BOTH] if asked.long and theirs else [])]
    seen = answer.version if answer else 0
    closed = books.closed(ctx, book, book.holding(payload.field))
    buttons = column(
        ctx.button(
            f"clash.{each.name.lower()}",
            DecideClash.model_validate({**fields_of(book.at, payload.place), "seen": seen, "decision": each}),
        )
        for each in decisions
        if mine is not None and not closed
    )
    return ctx.screen(text, buttons, back=ways.card(book, payload.place))


async def decide(ctx: Context, payload: DecideClash) -> Outcome:
    """Against the version that was shown: a third that came meanwhile is shown in its turn."""
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        asking.question(book, payload.place)
        mine = await answers.draft(connection, book.id, payload.place, ctx.person.id)
        clashes = []
        if mine is not None and payload.decision is not ClashDecision.THEIRS:
            shown = await answers.version(connection, book.id, payload.place, payload.seen)
            both = payload.decision is ClashDecision.BOTH and shown is not None
            value = f"{shown.value}\n{mine}" if shown is not None and both else mine
            change = FormChange(payload.place, value, payload.seen)
            clashes = await changes.write(connection, book.id, [change], ctx.person.id, ctx.now)
        if clashes and mine is not None:
            await answers.keep_draft(connection, book.id, payload.place, ctx.person.id, mine, ctx.now)
        else:
            await answers.drop_draft(connection, book.id, payload.place, ctx.person.id)
    fields = fields_of(book.at, payload.place)
    if clashes:
        return Goto(ClashCard.model_validate(fields))
    return Goto(FieldCard.model_validate(fields), ctx.label("answer_place.kept"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ClashCard, clash_card)
    activity.on(DecideClash, decide)
    return activity
