"""What stands where on the paper of a form, under the names that its Word template has for it.

A file that is edited and sent back is read into the same names.
"""

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from content.models import Budget, BudgetPart, FieldType, Form, FormField, FormSection, Language, Layout, TableColumn
from content.models.base import counted
from content.models.forms.budgets import SOURCES
from content.rules.forms.budget import Amounts, Entry, FilledBudget
from content.rules.forms.filled import FilledForms, TableRow
from content.rules.forms.typed import figures, span

Row = Mapping[str, str | bool]
OnPaper = Mapping[str, str | Sequence[Row]]
STRONG = "strong"
"""Of a row of a budget: whether it stands out."""
MONTH = "+"
MONTHS_A_YEAR = 12
EMPTY_ROWS = 3
"""Of a table that nobody filled in: to write in by hand."""
BLANK = "_" * 25
LINE = "_" * 38
LINES = "\n".join(["_" * 78] * 4)
OPEN_END = "..."
OPEN_ROW: Row = {**{part.value: "" for part in BudgetPart}, BudgetPart.ARTICLE: OPEN_END, STRONG: False}
UNWRITTEN = {Layout.ADDRESS: LINE, Layout.LETTER: BLANK, Layout.TEXT: LINES}
"""What stands where nothing is known; cells stay empty, and a signature has its line."""


def printed_columns(field: FormField, language: Language) -> list[tuple[str, str]]:
    """The columns of a table as they are printed: a name, and the head. A column of months is one for each of them."""
    columns: list[tuple[str, str]] = []
    for column in field.columns:
        label = column.label[language]
        if column.months is None:
            columns.append((column.id, label))
            continue
        columns += [(month_name(column, number), counted(label, number)) for number in range(1, column.months + 1)]
        if column.further:
            columns.append((further_name(column), column.further[language]))
    return columns


def month_name(column: TableColumn, number: int) -> str:
    return f"{column.id}_{number}"


def further_name(column: TableColumn) -> str:
    return f"{column.id}_further"


def template_name(form_id: str, language: Language) -> str:
    """Of the file of a Word template in the folder of a contest."""
    return f"{form_id}.{language}.docx"


def names(form: Form, language: Language) -> set[str]:
    """Every name that a template of the form has; that of a table's cell stands behind the table's and a point."""
    found: set[str] = set()
    for section in form.sections:
        for field in section.fields:
            if field.type is not FieldType.BY_HAND:
                found.add(field.id)
            found |= {f"{field.id}.{name}" for name, _ in printed_columns(field, language)}
        if section.budget:
            found |= {section.budget.id, *(f"{section.budget.id}.{part}" for part in (*BudgetPart, STRONG))}
    return found


def on_paper(filled: FilledForms, form: Form, language: Language) -> OnPaper:
    return {name: value for section in form.sections for name, value in _section(filled, section, language)}


def _section(
    filled: FilledForms, section: FormSection, language: Language
) -> Iterator[tuple[str, str | Sequence[Row]]]:
    for field in section.fields:
        if field.type is FieldType.TABLE:
            yield field.id, table_rows(filled, field, language) or [_empty_row(field, language)] * EMPTY_ROWS
        else:
            known = "" if field.type is FieldType.BY_HAND else filled.printed(field, language)
            yield field.id, known or (field.blank[language] if field.blank else UNWRITTEN.get(section.layout, ""))
    if section.budget:
        yield section.budget.id, budget_rows(filled, section.budget, language)


def _empty_row(field: FormField, language: Language) -> Row:
    return {name: "" for name, _ in printed_columns(field, language)}


def table_rows(filled: FilledForms, field: FormField, language: Language) -> list[Row]:
    first = first_month(filled, field)
    rows: list[Row] = []
    for row in filled.own.rows(field.id):
        cells: dict[str, str | bool] = {}
        for column in field.columns:
            if column.months is None:
                cells[column.id] = filled.cell(field, row, column, language)
            else:
                cells |= _months(filled, field, row, column, first)
        rows.append(cells)
    return rows


def first_month(filled: FilledForms, field: FormField) -> str:
    """The month that a calendar counts from, as YYYY-MM: the first of the topic, or of an earlier row."""
    begun = [
        span(value)[0]
        for row in filled.own.rows(field.id)
        for column in field.columns
        if column.months and (value := filled.own.said(column.type, Language.KK, field.id, row.key, column.id))
    ]
    return min([*filled.months[:1], *begun], default="")


def _months(
    filled: FilledForms, field: FormField, row: TableRow, column: TableColumn, first: str
) -> Iterator[tuple[str, str]]:
    """Marks; of those behind the last column of the print, which they are."""
    value = filled.own.said(column.type, Language.KK, field.id, row.key, column.id)
    last = column.months or 0
    numbers = range(0)
    if value:
        begins, ends = span(value)
        numbers = range(months_between(first, begins) + 1, months_between(first, ends) + 2)
    for number in range(1, last + 1):
        yield month_name(column, number), MONTH if number in numbers else ""
    if column.further:
        yield further_name(column), ", ".join(str(number) for number in numbers if number > last)


def months_between(first: str, other: str) -> int:
    return (int(other[:4]) - int(first[:4])) * MONTHS_A_YEAR + int(other[5:7]) - int(first[5:7])


# --- the budget


def budget_rows(filled: FilledForms, budget: Budget, language: Language) -> list[Row]:
    book = FilledBudget(filled, budget)
    entries = with_open_ends(book.entries(language, printed=True))
    rows = [OPEN_ROW if isinstance(entry, int) else budget_row(entry, language) for entry in entries]
    total = (
        {part.value: "" for part in BudgetPart}
        | {BudgetPart.ARTICLE: budget.total[language]}
        | _sums(book.total, language)
    )
    return [*rows, {**total, STRONG: True}]


def with_open_ends(entries: Sequence[Entry]) -> Iterator[Entry | int]:
    """The lines; where the print has «...» and nobody added a row, the depth of the row that is missing."""
    headings: list[Entry] = []
    written: set[int] = set()
    """Depths at which rows were added below the heading that is there now."""
    for entry in entries:
        yield from _ended(headings, written, entry.depth)
        if entry.added:
            written.add(entry.depth)
        if entry.heading:
            headings.append(entry)
        yield entry
    yield from _ended(headings, written, 0)


def _ended(headings: list[Entry], written: set[int], depth: int) -> Iterator[int]:
    while headings and headings[-1].depth >= depth:
        inside = headings[-1].depth + 1
        if headings.pop().line.open and inside not in written:
            yield inside
        written.discard(inside)


def row_article(entry: Entry) -> str:
    """With its number, unless that has a column of its own."""
    return entry.label if entry.depth == 0 or not entry.number else f"{entry.number} {entry.label}"


def budget_row(entry: Entry, language: Language) -> Row:
    top = entry.depth == 0
    row = {part.value: "" for part in BudgetPart}
    row[BudgetPart.NUMBER] = entry.number if top else ""
    row[BudgetPart.ARTICLE] = row_article(entry)
    row[BudgetPart.UNIT] = entry.unit
    row[BudgetPart.QUANTITY] = _amount(entry.quantity, language)
    row[BudgetPart.PRICE] = _amount(entry.price, language)
    if entry.heading:
        return {**row, **_sums(entry.amounts, language), STRONG: top}
    row[BudgetPart.TOTAL] = _amount(entry.amounts.total or None, language)
    for part, amount in zip(SOURCES, (entry.own, entry.other, entry.grant), strict=True):
        row[part] = _amount(amount, language)
    return {**row, STRONG: False}


def _sums(amounts: Amounts, language: Language) -> dict[str, str]:
    parts = (BudgetPart.TOTAL, *SOURCES)
    values = (amounts.total, *(amounts.of_source(part) for part in SOURCES))
    return {part.value: _amount(value or None, language) for part, value in zip(parts, values, strict=True)}


def _amount(amount: Decimal | None, language: Language) -> str:
    return "" if amount is None else figures(amount, language)
