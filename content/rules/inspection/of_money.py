"""Sums that do not agree, and days outside of what is allowed."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from babel.dates import format_date

from content.models import FieldType
from content.models.inspection import money
from content.models.inspection.rules import TableCells
from content.rules.forms.budget import Entry
from content.rules.forms.check import asked_for_found, begins_there
from content.rules.forms.limits import keep_within
from content.rules.forms.typed import figures, span, written
from content.rules.forms.typed_error import TypedError
from content.rules.inspection.application import Application, Remark, Spot, SpotKind, in_forms, listed


def _row(entry: Entry) -> str:
    return entry.label or entry.line.label.kk


# --- the whole


def grant_within(rule: money.GrantWithin, application: Application) -> Iterator[Remark]:
    yield from _grant(rule, application, over=True)


def grant_whole(rule: money.GrantWhole, application: Application) -> Iterator[Remark]:
    yield from _grant(rule, application, over=False)


def _grant(rule: money.GrantWithin | money.GrantWhole, application: Application, *, over: bool) -> Iterator[Remark]:
    budget, topic = application.budget, application.topic
    if budget is None or application.filled_budget is None or topic is None or topic.amount is None:
        return
    grant = application.filled_budget.total.grant
    limit = topic.amount.most if over else topic.amount.least
    if limit is not None and grant and (grant > limit if over else grant < limit):
        yield application.remark(
            rule,
            in_forms(budget.id),
            sum=figures(grant, application.language),
            amount=figures(Decimal(limit), application.language),
            difference=figures(abs(grant - limit), application.language),
        )


# --- rows


def rows_paid(rule: money.RowsPaid, application: Application) -> Iterator[Remark]:
    for entry in application.entries:
        if not entry.heading and entry.amounts.difference and application.budget:
            difference = figures(entry.amounts.difference, application.language)
            names = listed([_row(entry)])
            yield application.remark(rule, _at(application, entry), names=names, difference=difference)


def rows_counted(rule: money.RowsCounted, application: Application) -> Iterator[Remark]:
    for entry in application.entries:
        begun = entry.filled or (entry.added and entry.label)
        if not entry.heading and begun and (not entry.amounts.total or not entry.label) and not _only_shares(entry):
            yield application.remark(rule, _at(application, entry), names=listed([_row(entry)]))


def _only_shares(entry: Entry) -> bool:
    """Sources pay for something without a sum: that is a matter of `rows_paid`."""
    return not entry.amounts.total and bool(entry.amounts.difference) and bool(entry.label)


def _at(application: Application, entry: Entry) -> Spot:
    return in_forms(application.budget.id if application.budget else "", entry.row)


def activities_paid(rule: money.ActivitiesPaid, application: Application) -> Iterator[Remark]:
    whole = application.filled_budget
    if whole is None or application.budget is None or not any(entry.amounts.total for entry in application.entries):
        return
    paid = {entry.activity for entry in application.entries if not entry.heading and entry.amounts.total}
    for row in whole.activities:
        name = whole.activity(row.key, application.language)
        if name and row.key not in paid:
            yield application.remark(rule, in_forms(application.budget.id), names=listed([name]))


def line_used(rule: money.LineUsed, application: Application) -> Iterator[Remark]:
    for entry in application.entries:
        if entry.line.id == rule.line and entry.depth == 0 and entry.amounts.total and application.budget:
            spot = in_forms(application.budget.id)
            yield application.remark(rule, spot, sum=figures(entry.amounts.total, application.language))


# --- what the announcement asks for


def asked_for_found_in(rule: money.AskedForFound, application: Application) -> Iterator[Remark]:
    spared = any(application.steps.get(step) in values for step, values in rule.unless_steps.items())
    for item in application.budget.asked_for if application.budget else ():
        if item.id == rule.asked_for and not spared and not asked_for_found(application.forms, item):
            what = item.text[application.language]
            yield application.remark(rule, in_forms(item.places[0]), what=what)


def asked_for_apart(rule: money.AskedForApart, application: Application) -> Iterator[Remark]:
    """Rows that are two at once, where nobody else is either of them."""
    wanted = [
        each for each in (application.budget.asked_for if application.budget else ()) if each.id in rule.asked_for
    ]
    rows = dict(application.cells(rule.cells))
    roles = {key: {item.id for item in wanted if begins_there(item, words)} for key, words in rows.items()}
    for key, several in roles.items():
        elsewhere = {role for other, found in roles.items() if other != key for role in found}
        if len(several - elsewhere) > 1:
            yield application.remark(rule, in_forms(rule.cells.table, key), names=listed([rows[key]]))


# --- days


def months_within(rule: money.MonthsWithin, application: Application) -> Iterator[Remark]:
    topic, language = application.topic, application.language
    for key, value in application.cells(rule.cells):
        try:
            keep_within(FieldType.MONTHS, value, application.contest, topic)
        except TypedError:
            names = f"{_name(application, rule.cells, key)} ({written(FieldType.MONTHS, value, language)})"
            period = topic.period.text[language] if topic and topic.period else ""
            yield application.remark(rule, in_forms(rule.cells.table, key), names=names, period=period)


def months_recent(rule: money.MonthsRecent, application: Application) -> Iterator[Remark]:
    """Counted back from the month of the announcement."""
    announced = application.contest.contest.announced
    earliest = f"{announced.year - rule.years:04}-{announced.month:02}"
    for key, value in application.cells(rule.cells):
        if span(value)[1] < earliest:
            names = f"{_name(application, rule.cells, key)} ({written(FieldType.MONTHS, value, application.language)})"
            yield application.remark(rule, in_forms(rule.cells.table, key), names=names, years=rule.years)


def _name(application: Application, cells: TableCells, key: str) -> str:
    """The words of a row that tell it from the others: of its first column of text."""
    table = application.table(cells.table)
    column = next((each for each in table.columns if each.type is FieldType.TEXT), None) if table else None
    said = application.own.said(FieldType.TEXT, application.language, cells.table, key, column.id) if column else ""
    return listed([said or key])


def date_within(rule: money.DateWithin, application: Application) -> Iterator[Remark]:
    value = application.text(rule.field)
    contest = application.contest
    if value and not contest.contest.announced <= date.fromisoformat(value) <= contest.deadline.date():
        yield application.remark(rule, in_forms(rule.field), day=_day(application, value))


def date_before(rule: money.DateBefore, application: Application) -> Iterator[Remark]:
    value = application.of_organisation(rule.organisation)
    if value and date.fromisoformat(value) > application.contest.contest.announced:
        spot = Spot(SpotKind.ORGANISATION, rule.organisation)
        yield application.remark(rule, spot, day=_day(application, value))


def _day(application: Application, value: str) -> str:
    return str(format_date(date.fromisoformat(value), "dd.MM.y", locale=application.language.written.value))
