"""The annual plan, which is background (plan.yaml)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from content.models.base import Finding, Source, Strict, Text, numbered
from content.models.complaint import Complaint


class PlanRow(Strict):
    """A row of the annual plan. Lots repeat in the print: the row number is the only key. Thousand tenge."""

    number: int
    lot: int | None = None
    title: Text
    territory: Text
    amount: Annotated[int, Field(gt=0)]
    amount_next_year: Annotated[int, Field(gt=0)] | None = None
    flaw: Text | None = None


class PlanDirection(Strict):
    number: int
    name: Text
    subtotal: int | None = None
    flaw: Text | None = None
    rows: tuple[PlanRow, ...]


class Plan(Strict):
    """The annual plan printed behind the announcement: background, not this contest (plan.yaml)."""

    source: Source
    unit: Literal["thousand_tenge"]
    edition: Text
    total: int | None = None
    total_next_year: int | None = None
    directions: tuple[PlanDirection, ...]

    @property
    def rows(self) -> tuple[PlanRow, ...]:
        return tuple(row for direction in self.directions for row in direction.rows)

    def findings(self) -> Iterator[Finding]:
        yield from numbered("directions", [direction.number for direction in self.directions])
        yield from numbered("directions", [row.number for row in self.rows])
        for index, direction in enumerate(self.directions):
            total = sum(row.amount for row in direction.rows)
            if direction.subtotal not in {None, total} and direction.flaw is None:
                yield (
                    ("directions", index, "subtotal"),
                    Complaint("rows add up to {total}, and no `flaw` says so", total=total),
                )
        total, total_next_year = (
            sum(row.amount for row in self.rows),
            sum(row.amount_next_year or 0 for row in self.rows),
        )
        if self.total not in {None, total}:
            yield ("total",), Complaint("rows add up to {total}, not {printed}", total=total, printed=self.total)
        if self.total_next_year not in {None, total_next_year}:
            yield (
                ("total_next_year",),
                Complaint(
                    "rows add up to {total}, not {printed}",
                    total=total_next_year,
                    printed=self.total_next_year,
                ),
            )
