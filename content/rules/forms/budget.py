"""The budget as it stands: its lines in the order of the print, each with its figures or the sums of what is below."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from content.models import Budget, BudgetLine, FieldType, Language
from content.models.base import counted
from content.models.forms.budgets import SOURCES, BudgetPart
from content.rules.forms.filled import FilledForms, TableRow

NOTHING = Decimal(0)
TIYN = Decimal("0.01")


@dataclass(frozen=True)
class Amounts:
    """Money of a row or a sum, in tenge; nothing is 0."""

    total: Decimal = NOTHING
    own: Decimal = NOTHING
    other: Decimal = NOTHING
    grant: Decimal = NOTHING

    def __add__(self, more: "Amounts") -> "Amounts":
        return Amounts(self.total + more.total, self.own + more.own, self.other + more.other, self.grant + more.grant)

    @property
    def difference(self) -> Decimal:
        """What the total has that no source pays; less than 0 where sources pay more."""
        return self.total - self.own - self.other - self.grant

    def of_source(self, part: BudgetPart) -> Decimal:
        return {BudgetPart.OWN: self.own, BudgetPart.OTHER: self.other, BudgetPart.GRANT: self.grant}[part]


@dataclass(frozen=True)
class Entry:
    """A line of the budget as it is printed. Figures that nobody wrote are None; a heading has only sums.

    `row` is where its figures are written: a key of the budget's rows. `number` and `label` are in the language asked.
    """

    line: BudgetLine
    depth: int
    number: str
    label: str
    row: str = ""
    activity: str = ""
    added: bool = False
    """A row below a line with «...», whose words people write themselves."""
    heading: bool = False
    unit: str = ""
    quantity: Decimal | None = None
    price: Decimal | None = None
    own: Decimal | None = None
    other: Decimal | None = None
    grant: Decimal | None = None
    amounts: Amounts = Amounts()
    """Of the row, or of everything below a heading."""

    @property
    def filled(self) -> bool:
        return any(each is not None for each in (self.quantity, self.price, self.own, self.other, self.grant))


def row_key(line: BudgetLine, activity: str) -> str:
    """Where the figures of a printed line are written."""
    return f"{line.id}.{activity}" if activity else line.id


@dataclass(frozen=True)
class FilledBudget:
    forms: FilledForms
    budget: Budget

    def entries(self, language: Language, *, printed: bool = False) -> list[Entry]:
        """Every line. With `printed`, there are as many activities as the print shows, if need be without words."""
        return [entry for line in self.budget.lines for entry in self._line(line, 0, "", 0, language, printed)]

    @property
    def activities(self) -> tuple[TableRow, ...]:
        return self.forms.own.rows(self.budget.activities)

    def activity(self, key: str, language: Language) -> str:
        """The name of an activity."""
        return self.forms.own.said(FieldType.TEXT, language, self.budget.activities, key, self.budget.activity)

    @property
    def total(self) -> Amounts:
        return sum((entry.amounts for entry in self.entries(Language.KK) if entry.depth == 0), Amounts())

    def _line(
        self, line: BudgetLine, depth: int, activity: str, number: int, language: Language, printed: bool
    ) -> Iterator[Entry]:
        if line.per_activity is not None and not number:
            yield from self._activities(line, depth, language, printed)
            return
        words = counted(line.label[language], number)
        name = self.activity(activity, language) if line.per_activity is not None and activity else ""
        entry = Entry(
            line=line,
            depth=depth,
            number=counted(line.number or "", number),
            label=f"{words}: {name}" if name else words,
            activity=activity,
        )
        if line.counts:
            yield self._figures(replace(entry, row=row_key(line, activity)), language)
            return
        below: list[Entry] = []
        hollow = line.per_activity is not None and not activity and number > 1
        for child in () if hollow else line.lines:
            below += self._line(child, depth + 1, activity, number if activity or number else 0, language, printed)
        below += self._added(line, depth + 1, activity, language)
        sums = sum((each.amounts for each in below if each.depth == depth + 1), Amounts())
        yield replace(entry, heading=True, amounts=sums)
        yield from below

    def _activities(self, line: BudgetLine, depth: int, language: Language, printed: bool) -> Iterator[Entry]:
        keys = [row.key for row in self.activities]
        if printed:
            keys += [""] * ((line.per_activity or 0) - len(keys))
        for number, key in enumerate(keys, 1):
            yield from self._line(line, depth, key, number, language, printed)

    def _added(self, line: BudgetLine, depth: int, activity: str, language: Language) -> Iterator[Entry]:
        for row in self._rows_below.get((line.id, activity), ()):
            words = self.forms.own.said(FieldType.TEXT, language, self.budget.id, row.key, BudgetPart.ARTICLE)
            yield self._figures(Entry(line, depth, "", words, row=row.key, activity=activity, added=True), language)

    @cached_property
    def _rows_below(self) -> Mapping[tuple[str, str], Sequence[TableRow]]:
        """Rows that were added, by their line and activity."""
        found: dict[tuple[str, str], list[TableRow]] = {}
        for row in self.forms.own.rows(self.budget.id):
            found.setdefault((row.line, row.activity), []).append(row)
        return found

    def _figures(self, entry: Entry, language: Language) -> Entry:
        values = {part: self._number(entry.row, part) for part in (BudgetPart.QUANTITY, BudgetPart.PRICE, *SOURCES)}
        quantity, price = values[BudgetPart.QUANTITY], values[BudgetPart.PRICE]
        total = (quantity * price).quantize(TIYN) if quantity is not None and price is not None else NOTHING
        return replace(
            entry,
            unit=self.forms.own.said(FieldType.TEXT, language, self.budget.id, entry.row, BudgetPart.UNIT),
            quantity=quantity,
            price=price,
            own=values[BudgetPart.OWN],
            other=values[BudgetPart.OTHER],
            grant=values[BudgetPart.GRANT],
            amounts=Amounts(
                total,
                values[BudgetPart.OWN] or NOTHING,
                values[BudgetPart.OTHER] or NOTHING,
                values[BudgetPart.GRANT] or NOTHING,
            ),
        )

    def _number(self, row: str, part: BudgetPart) -> Decimal | None:
        value = self.forms.own.said(FieldType.MONEY, Language.KK, self.budget.id, row, part)
        return Decimal(value) if value else None
