"""What is written in forms in one language, as the paper shows it: to be held against a file that comes back.

Only what people fill in; what is known from elsewhere, and what is printed, is no part of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from content.models import Budget, BudgetPart, FieldType, Form, FormField, Language, TableColumn
from content.rules.forms.budget import Entry, FilledBudget
from content.rules.forms.filled import FilledForms
from content.rules.forms.on_paper import Row, budget_row, first_month, further_name, month_name, months_between
from content.rules.forms.typed import read, written
from content.rules.forms.typed_error import TypedError

Cells = Mapping[str, str]
KeyedRow = tuple[str, Cells]
"""A row by its key; what a file brings has none."""
FIGURES = (BudgetPart.UNIT, BudgetPart.QUANTITY, BudgetPart.PRICE, BudgetPart.OWN, BudgetPart.OTHER, BudgetPart.GRANT)
MONTHS_A_YEAR = 12


@dataclass(frozen=True)
class Rows:
    """A table; of a budget what people added below a line, in one activity."""

    field: str
    line: str = ""
    activity: str = ""


@dataclass(frozen=True)
class Snapshot:
    language: Language
    answers: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[Rows, Sequence[KeyedRow]] = field(default_factory=dict)
    lines: Mapping[tuple[str, str], Cells] = field(default_factory=dict)
    """Figures of printed lines, by the budget and the key of the row."""
    known: Cells = field(default_factory=dict)
    """What stands in fields that are known from elsewhere; no part of what people fill in here."""


def written_now(filled: FilledForms, forms: Sequence[Form], language: Language) -> Snapshot:
    answers: dict[str, str] = {}
    tables: dict[Rows, Sequence[KeyedRow]] = {}
    lines: dict[tuple[str, str], Cells] = {}
    for form in forms:
        for each in form.fields:
            if each.asked and each.type is FieldType.TABLE:
                tables[Rows(each.id)] = [
                    (row.key, {column.id: filled.cell(each, row, column, language) for column in each.columns})
                    for row in filled.own.rows(each.id)
                ]
            elif each.asked:
                answers[each.id] = filled.printed(each, language)
        for budget in (section.budget for section in form.sections if section.budget):
            for rows, entry in _with_rows(filled, budget, language):
                row = budget_row(entry, language)
                if entry.heading:
                    tables.setdefault(rows, [])
                elif entry.added:
                    cells = {BudgetPart.ARTICLE.value: entry.label, **_figures(row)}
                    tables[rows] = [*tables.get(rows, ()), (entry.row, cells)]
                elif entry.row:
                    lines[budget.id, entry.row] = _figures(row)
    known = {each.id: filled.printed(each, language) for form in forms for each in form.fields if each.known}
    return Snapshot(language, answers, tables, lines, known)


NOTHING_SAID = {"", "0"}
"""Where a row has nothing else, nobody wrote it: a sheet that takes its figures from another one says 0 for none."""


def _figures(row: Row) -> Cells:
    return {part.value: str(row.get(part, "")) for part in FIGURES}


def _with_rows(filled: FilledForms, budget: Budget, language: Language) -> Iterator[tuple[Rows, Entry]]:
    """Every line, with where rows stand that are added there."""
    for entry in FilledBudget(filled, budget).entries(language, printed=True):
        yield Rows(budget.id, entry.line.id, entry.activity), entry


def read_back(
    filled: FilledForms,
    forms: Sequence[Form],
    language: Language,
    answers: Mapping[str, str],
    tables: Mapping[str, Sequence[Cells]],
) -> Snapshot:
    """What a file says in this language, in the same shape; only of what stands in it."""
    found: dict[Rows, Sequence[KeyedRow]] = {}
    lines: dict[tuple[str, str], Cells] = {}
    asked = {each.id: each for form in forms for each in form.fields if each.asked}
    for name in tables.keys() & asked.keys():
        first = first_month(filled, asked[name])
        found[Rows(name)] = [("", _cells(asked[name], row, first, language)) for row in tables[name]]
    for budget in (section.budget for form in forms for section in form.sections if section.budget):
        if budget.id in tables:
            sorted_out = _sorted_out(filled, budget, language, tables[budget.id])
            lines |= {(budget.id, key): _typed_figures(row, language) for key, row in sorted_out.printed.items()}
            found |= {
                rows: [("", _added(each, language)) for each in cells] for rows, cells in sorted_out.added.items()
            }
    said = {name: as_written(asked[name].type, answers[name], language) for name in answers.keys() & asked.keys()}
    return Snapshot(language, said, found, lines)


def as_written(kind: FieldType, words: str, language: Language) -> str:
    """As the bot would print it: «1500000» and «1 500 000» are the same. What is none of its kind stays as it is."""
    try:
        return written(kind, read(kind, words), language)
    except TypedError:
        return words


def kind_of(part: str) -> FieldType:
    """Of what stands in a column of a budget."""
    if part in {BudgetPart.ARTICLE, BudgetPart.UNIT}:
        return FieldType.TEXT
    return FieldType.NUMBER if part == BudgetPart.QUANTITY else FieldType.MONEY


def _typed_figures(row: Cells, language: Language) -> Cells:
    return {part: as_written(kind_of(part), words, language) for part, words in _figures(row).items()}


def _added(row: Cells, language: Language) -> Cells:
    return {BudgetPart.ARTICLE.value: row.get(BudgetPart.ARTICLE, "").strip("."), **_typed_figures(row, language)}


def _cells(form_field: FormField, row: Cells, first: str, language: Language) -> Cells:
    return {
        column.id: as_written(column.type, row.get(column.id, ""), language)
        if column.months is None
        else _months(column, row, first, language)
        for column in form_field.columns
    }


def _months(column: TableColumn, row: Cells, first: str, language: Language) -> str:
    """From the first month that is marked to the last."""
    marked = [
        number for number in range(1, (column.months or 0) + 1) if row.get(month_name(column, number), "").strip()
    ]
    marked += [int(each) for each in row.get(further_name(column), "").replace(",", " ").split() if each.isdecimal()]
    if not marked or not first:
        return ""
    value = "/".join(_month(first, number) for number in (min(marked), max(marked)))
    return written(FieldType.MONTHS, value, language)


def _month(first: str, number: int) -> str:
    months = months_between("0000-01", first) + number - 1
    return f"{months // MONTHS_A_YEAR:04}-{months % MONTHS_A_YEAR + 1:02}"


@dataclass(frozen=True)
class _SortedOut:
    """Rows of a budget: those of printed lines by their keys, and the others by where they stand."""

    printed: Mapping[str, Cells]
    added: Mapping[Rows, Sequence[Cells]]


def _sorted_out(filled: FilledForms, budget: Budget, language: Language, found: Sequence[Cells]) -> _SortedOut:
    expected = [(rows, entry) for rows, entry in _with_rows(filled, budget, language) if not entry.added]
    articles = [_plain(str(budget_row(entry, language)[BudgetPart.ARTICLE])) for _, entry in expected]
    said = [_plain(row.get(BudgetPart.ARTICLE, "")) for row in found]
    printed: dict[str, Cells] = {}
    added: dict[Rows, list[Cells]] = {rows: [] for rows, entry in expected if entry.heading and entry.line.open}
    open_headings: list[tuple[int, Rows]] = []
    for what, a, b, c, d in SequenceMatcher(None, articles, said, autojunk=False).get_opcodes():
        if what == "equal":
            for (rows, entry), row in zip(expected[a:b], found[c:d], strict=True):
                open_headings = [each for each in open_headings if each[0] < entry.depth]
                if rows in added:
                    open_headings.append((entry.depth, rows))
                if entry.row:
                    printed[entry.row] = row
        elif open_headings:
            total = _plain(budget.total[language])
            rest = (row for row, words in zip(found[c:d], said[c:d], strict=True) if words != total)
            added[open_headings[-1][1]] += [row for row in rest if set(_added(row, language).values()) - NOTHING_SAID]
    return _SortedOut(printed, added)


def _plain(words: str) -> str:
    return " ".join(words.casefold().split())
