"""The budget form: lines as printed, rows that are added where the print has «...», and what the contest asks of it."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from content.models.base import Finding, ItemId, OptionId, Source, Strict, Text, Words, unique
from content.models.complaint import Complaint
from content.models.forms.fields import NamesAt, Serves

LineId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,10}$")]


class BudgetPart(StrEnum):
    """A column of a budget."""

    NUMBER = "number"
    ARTICLE = "article"
    UNIT = "unit"
    QUANTITY = "quantity"
    PRICE = "price"
    TOTAL = "total"
    OWN = "own"
    OTHER = "other"
    GRANT = "grant"


SOURCES = (BudgetPart.OWN, BudgetPart.OTHER, BudgetPart.GRANT)
"""Where the money comes from."""
WRITTEN = (BudgetPart.ARTICLE, BudgetPart.UNIT, BudgetPart.QUANTITY, BudgetPart.PRICE, *SOURCES)
"""What is written in a row; the rest follows from it. The article is written only in rows that were added."""


class BudgetColumn(Strict):
    """A column with its printed head; `short` and `hint` are our own words."""

    id: BudgetPart
    label: Text
    short: Text
    hint: Text


class BudgetLine(Strict):
    """A printed line. Its sum is that of the lines below it, of rows added where it is `open`, or its own figures.

    A line that stands for an activity is there once for each; in its `number` and `label` {number} counts them.
    """

    id: LineId
    number: Words | None = None
    label: Text
    short: Text | None = None
    """Where the label is too long for a button."""
    hint: Text | None = None
    good: Text | None = None
    unit: Text | None = None
    """A unit that is offered."""
    lines: tuple["BudgetLine", ...] = ()
    names_from: tuple[NamesAt, ...] = ()
    """Where names stand that rows added here are called by."""
    open: bool = False
    """The print has «...» at its end."""
    per_activity: int | None = None
    """How many activities the print shows."""

    @property
    def counts(self) -> bool:
        """Whether it has figures of its own."""
        return not self.lines and not self.open

    def walk(self) -> Iterator["BudgetLine"]:
        yield self
        for line in self.lines:
            yield from line.walk()


class AskedFor(Strict):
    """Something the announcement wants to see; found where one of the words begins a word in one of the places.

    Where several `words` lists stand, each has to be found.
    """

    id: ItemId
    source: Source
    text: Text
    words: tuple[tuple[Words, ...], ...]
    places: tuple[ItemId, ...]


class Contribution(Strict):
    """Money beside the grant, and the question about the application that has to agree with it."""

    part: BudgetPart
    document: ItemId
    question: ItemId
    none: tuple[OptionId, ...]
    """Answers that say there is no such money."""


class Budget(Strict):
    """`activities` is the table in which they stand, `activity` its column of names."""

    id: LineId
    columns: tuple[BudgetColumn, ...]
    group: Text
    """The printed head over the three sources."""
    activities: ItemId
    activity: ItemId
    lines: Annotated[tuple[BudgetLine, ...], Field(min_length=1)]
    total: Text
    footnote: Text | None = None
    asked_for: tuple[AskedFor, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    serves: tuple[Serves, ...] = ()
    unclear: Text | None = None

    def walk(self) -> Iterator[BudgetLine]:
        for line in self.lines:
            yield from line.walk()

    def line(self, line_id: str) -> BudgetLine | None:
        return next((line for line in self.walk() if line.id == line_id), None)

    def column(self, part: BudgetPart) -> BudgetColumn:
        return next(column for column in self.columns if column.id is part)

    def findings(self) -> Iterator[Finding]:
        yield from unique("lines", (line.id for line in self.walk()))
        yield from unique("asked_for", (item.id for item in self.asked_for))
        if [column.id for column in self.columns] != list(BudgetPart):
            yield ("columns",), Complaint("the columns are {value}, in this order", value=", ".join(BudgetPart))
        if any(line.names_from and not line.open for line in self.walk()):
            yield ("lines",), Complaint("only rows that are added take names")
        if sum(line.per_activity is not None for line in self.walk()) > 1:
            yield ("lines",), Complaint("only one line stands for each activity")
        for index, contribution in enumerate(self.contributions):
            if contribution.part not in SOURCES:
                yield ("contributions", index, "part"), Complaint("names one of the sources")
