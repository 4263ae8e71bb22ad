"""Kinds of rules about sums and days."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from content.models.base import ItemId
from content.models.forms.budgets import LineId
from content.models.forms.fields import AnswerId
from content.models.inspection.rules import (
    Given,
    InspectionRule,
    Reference,
    RefersTo,
    TableCells,
)


class GrantWithin(InspectionRule):
    """The grant part is not more than the topic gives."""

    gaps: ClassVar = frozenset({"sum", "amount", "difference"})
    kind: Literal["grant_within"]


class GrantWhole(InspectionRule):
    """The grant part is not less than the topic gives."""

    gaps: ClassVar = frozenset({"sum", "amount", "difference"})
    kind: Literal["grant_whole"]


class RowsPaid(InspectionRule):
    """The sources pay for each row exactly."""

    gaps: ClassVar = frozenset({"names", "difference"})
    kind: Literal["rows_paid"]


class RowsCounted(InspectionRule):
    """A row of the budget that is begun has a quantity and a price, and says what it is for."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["rows_counted"]


class ActivitiesPaid(InspectionRule):
    """Each activity has money in the budget."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["activities_paid"]


class LineUsed(InspectionRule):
    """Money on a line about which something is left open."""

    gaps: ClassVar = frozenset({"sum"})
    kind: Literal["line_used"]
    line: LineId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.LINE, self.line


class AskedForFound(InspectionRule):
    """What the announcement asks for (`asked_for` of the budget) is there; not asked of whoever gave these answers,
    or marked a step so.
    """

    gaps: ClassVar = frozenset({"what"})
    kind: Literal["asked_for_found"]
    asked_for: ItemId
    unless_steps: Given = Field(default_factory=dict)

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.ASKED_FOR, self.asked_for
        yield from ((RefersTo.STEP, step) for step in self.unless_steps)


class AskedForApart(InspectionRule):
    """Of people who are asked for, no row of a table is two at once."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["asked_for_apart"]
    asked_for: tuple[ItemId, ...]
    cells: TableCells

    def refers(self) -> Iterator[Reference]:
        yield from ((RefersTo.ASKED_FOR, each) for each in self.asked_for)
        yield from self.cells.refers()


class MonthsWithin(InspectionRule):
    """The months of a table lie in the period of the topic."""

    gaps: ClassVar = frozenset({"names", "period"})
    kind: Literal["months_within"]
    cells: TableCells

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()


class MonthsRecent(InspectionRule):
    """The months of a table ended no more than some years before the contest was announced."""

    gaps: ClassVar = frozenset({"names", "years"})
    kind: Literal["months_recent"]
    cells: TableCells
    years: Annotated[int, Field(gt=0, le=20)]

    def refers(self) -> Iterator[Reference]:
        yield from self.cells.refers()


class DateWithin(InspectionRule):
    """A day is not before the announcement, and not after the deadline."""

    gaps: ClassVar = frozenset({"day"})
    kind: Literal["date_within"]
    field: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.FIELD, self.field


class DateBefore(InspectionRule):
    """A day of the organisation is not after the announcement."""

    gaps: ClassVar = frozenset({"day"})
    kind: Literal["date_before"]
    organisation: AnswerId


OfMoney = (
    GrantWithin
    | GrantWhole
    | RowsPaid
    | RowsCounted
    | ActivitiesPaid
    | LineUsed
    | AskedForFound
    | AskedForApart
    | MonthsWithin
    | MonthsRecent
    | DateWithin
    | DateBefore
)
