"""A rule that an application is held against before it is handed in, whatever its kind."""

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import ClassVar, Self

from pydantic import model_validator

from content.models.base import Finding, Item, ItemId, OptionId, Strict, Text
from content.models.complaint import Complaint
from content.models.forms.budgets import BudgetPart
from content.models.forms.fields import AnswerId, Serves

GAP = re.compile(r"\{(\w*)\}")


class RemarkGroup(StrEnum):
    """What a remark is about; each application is told in this order."""

    TECHNICAL = "technical"
    """It would not get through the technical check."""
    POINTS = "points"
    UNCLEAR = "unclear"
    """The announcement leaves it open: ask."""


class RefersTo(StrEnum):
    """What ids in rules name. Columns are `table.column`, answers `question.option`, sub-points
    `criterion.number`.
    """

    FIELD = "field"
    TABLE = "table"
    COLUMN = "column"
    LINE = "line"
    ASKED_FOR = "asked_for"
    DOCUMENT = "document"
    ANSWER = "answer"
    STEP = "step"
    SUB_POINT = "sub_point"


Reference = tuple[RefersTo, str]
Given = dict[ItemId, tuple[OptionId, ...]]
"""Answers to questions about the application, by the question."""


def answers_named(given: Given) -> Iterator[Reference]:
    for question, options in given.items():
        yield from ((RefersTo.ANSWER, f"{question}.{option}") for option in options)


class Presence(Strict):
    """Something that an application has or has not: rows in a table, or money in a column of the budget."""

    table: AnswerId | None = None
    part: BudgetPart | None = None

    @model_validator(mode="after")
    def _single(self) -> Self:
        if (self.table is None) == (self.part is None):
            raise ValueError(Complaint("name a table, or a part of the budget"))
        return self

    def refers(self) -> Iterator[Reference]:
        if self.table is not None:
            yield RefersTo.TABLE, self.table


class TableCells(Strict):
    """A column of a table."""

    table: AnswerId
    column: AnswerId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.COLUMN, f"{self.table}.{self.column}"


class InspectionRule(Item):
    """`text` says in our own words what is not as it has to be, and what to do; its gaps in braces are `gaps`.

    `serves` is the sub-point that it costs, for those that cost points.
    """

    gaps: ClassVar[frozenset[str]] = frozenset()
    group: RemarkGroup
    text: Text
    serves: Serves | None = None

    def refers(self) -> Iterator[Reference]:
        """The ids that it names, besides those of `serves`."""
        yield from ()

    def findings(self) -> Iterator[Finding]:
        for words in self.text.said.values():
            for gap in GAP.findall(words):
                if gap not in self.gaps:
                    known = ", ".join(sorted(self.gaps)) or "-"
                    yield ("text",), Complaint("nothing is called {gap!r} here, only: {known}", gap=gap, known=known)
