"""The budget: line by line with sums, and what it looks like against the contest."""

from aiogram.enums import ButtonStyle

from bot.payloads.forms.answers import ClashCard
from bot.payloads.forms.cards import BudgetCheck
from bot.payloads.forms.places import fields_of
from bot.payloads.forms.tables import AddRow, BudgetCard, FromGrant, RowCard, TableCard
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.services.forms import books, changes
from bot.services.forms.books import FormBook
from bot.services.forms.changes import FormChange
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, ask_about, column
from content.ellipsis import fitted
from content.models import Budget
from content.rules.forms.budget import NOTHING, Entry, FilledBudget
from content.rules.forms.check import findings
from content.rules.forms.filled import Place
from handlers.forms import row_cards, ways
from storage.tables.application.packages import MarkKind

LABEL = 50
ON_A_BUTTON = 27
ON_A_PAGE = 15


def _budget(book: FormBook, budget_id: str) -> Budget:
    budget = book.budget(budget_id)
    if budget is None:
        raise ExplainedError("forms/field_gone")
    return budget


async def budget_card(ctx: Context, payload: BudgetCard) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    budget = _budget(book, payload.field)
    whole = FilledBudget(book.filled, budget)
    entries = whole.entries(ctx.person.language)
    heading = _heading(entries, payload)
    everything = _below(entries, heading)
    pages = Pages(len(everything), ON_A_PAGE, payload.page)
    below = pages.shown(everything)
    closed = books.closed(ctx, book, book.holding(budget.id))
    text = ctx.text(
        "forms/budget",
        budget=budget,
        heading=heading,
        name=row_cards.called(ctx, heading) if heading else "",
        below=[(entry, fitted(row_cards.called(ctx, entry), LABEL)) for entry in below],
        total=heading.amounts if heading else whole.total,
        topic=book.filled.topic,
        activities=len(whole.activities),
        wants_activities=heading is not None and any(line.per_activity for line in heading.line.lines),
        closed=closed,
    )
    buttons = column(_entry_button(ctx, book, budget, entry) for entry in below)
    if not closed:
        buttons += _adding(ctx, book, budget, heading)
    buttons.append(pages.turns(ctx, payload))
    if heading is None:
        buttons.append([ctx.button("form_budget.check", BudgetCheck(book=book.at), style=ButtonStyle.PRIMARY)])
    return ctx.screen(text, buttons, back=_parent(book, budget, entries, heading))


def _heading(entries: list[Entry], payload: BudgetCard) -> Entry | None:
    """The line that was asked for. Raises ExplainedError where the budget has it no more."""
    if not payload.line:
        return None
    for entry in entries:
        if entry.heading and (entry.line.id, entry.activity) == (payload.line, payload.activity):
            return entry
    raise ExplainedError("forms/row_gone")


def _below(entries: list[Entry], heading: Entry | None) -> list[Entry]:
    """What stands right below a line; of the whole, its blocks."""
    if heading is None:
        return [entry for entry in entries if entry.depth == 0]
    start = entries.index(heading) + 1
    found = []
    for entry in entries[start:]:
        if entry.depth <= heading.depth:
            break
        if entry.depth == heading.depth + 1:
            found.append(entry)
    return found


def _entry_button(ctx: Context, book: FormBook, budget: Budget, entry: Entry) -> Button:
    to: Payload = RowCard(book=book.at, field=budget.id, row=entry.row)
    if entry.heading:
        to = BudgetCard(book=book.at, field=budget.id, line=entry.line.id, activity=entry.activity)
    label = fitted(f"{entry.number} {row_cards.called(ctx, entry)}".strip() or ctx.label("form_row.new"), ON_A_BUTTON)
    sign = "sign.not_started"
    if entry.amounts.total or entry.amounts.difference:
        sign = "sign.in_progress" if entry.amounts.difference else "sign.ready"
    return ctx.button("form_budget.line", to, sign=ctx.label(sign), title=label)


def _adding(ctx: Context, book: FormBook, budget: Budget, heading: Entry | None) -> list[list[Button]]:
    if heading is None:
        return []
    buttons = []
    if heading.line.open:
        add = AddRow(book=book.at, field=budget.id, line=heading.line.id, activity=heading.activity, after=book.newest)
        buttons.append(ctx.button("form_row.add", add, style=ButtonStyle.PRIMARY))
    if any(line.per_activity for line in heading.line.lines):
        buttons.append(ctx.button("form_budget.activities", TableCard(book=book.at, field=budget.activities)))
    return column(buttons)


def _parent(book: FormBook, budget: Budget, entries: list[Entry], heading: Entry | None) -> Payload:
    if heading is None:
        return ways.above_table(book, book.holding(budget.id))
    before = entries[: entries.index(heading)]
    above = next((entry for entry in reversed(before) if entry.depth < heading.depth), None)
    if above is None:
        return BudgetCard(book=book.at, field=budget.id)
    return BudgetCard(book=book.at, field=budget.id, line=above.line.id, activity=above.activity)


async def from_grant(ctx: Context, payload: FromGrant) -> Goto:
    """The grant pays what the other sources leave open."""
    async with ctx.database.writing() as connection:
        book = await books.to_change(ctx, connection, payload.book, payload.field)
        entry = row_cards.entry_of(book, payload.field, payload.row, ctx.person.language)
        if entry is None:
            raise ExplainedError("forms/row_gone")
        rest = entry.amounts.total - entry.amounts.own - entry.amounts.other
        place = Place(payload.field, payload.row, "grant")
        value = f"{rest.normalize():f}" if rest > NOTHING else "0"
        change = FormChange(place, value, payload.seen)
        clashes = await changes.write(connection, book.id, [change], ctx.person.id, ctx.now)
    if clashes:
        return Goto(ClashCard.model_validate(fields_of(book.at, place)))
    return Goto(RowCard(book=book.at, field=payload.field, row=payload.row), ctx.label("answer_place.kept"))


async def budget_check(ctx: Context, payload: BudgetCheck) -> Screen:
    async with ctx.database.reading() as connection:
        book = await books.to_read(ctx, connection, payload.book)
    budget = next(iter(book.contest.forms.budgets), None) if book.contest else None
    if budget is None or book.contest is None:
        raise ExplainedError("forms/field_gone")
    marks = book.package.marks if book.package else {}
    facts = {item: mark.value for (kind, item), mark in marks.items() if kind is MarkKind.FACT}
    found = findings(book.filled, budget, facts, ctx.person.language)
    text = ctx.text(
        "forms/check",
        contest=book.contest,
        budget=budget,
        topic=book.filled.topic,
        found=found,
        uneven=[(entry, fitted(row_cards.called(ctx, entry), LABEL)) for entry in found.uneven[:10]],
        short=lambda name: fitted(name, LABEL),
        document=book.contest.document,
    )
    buttons = column(_entry_button(ctx, book, budget, entry) for entry in found.uneven[:5])
    form = book.form(book.holding(budget.id))
    if budget.unclear and form:
        buttons.append(ask_about(ctx, book.contest, AskedPlace.FORM, form.id))
    return ctx.screen(text, buttons, back=BudgetCard(book=book.at, field=budget.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(BudgetCard, budget_card)
    activity.on(BudgetCheck, budget_check)
    activity.on(FromGrant, from_grant)
    return activity
