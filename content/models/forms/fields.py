"""What is filled in on a form: fields, and tables of them.

`label`, `caption`, `text`, `note` are printed. `short`, `hint`, `good`, `poor` are our own words.
"""

from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import Annotated

from pydantic import Field, StringConstraints

from content.models.application.preparing import Option
from content.models.base import Finding, ItemId, Source, Strict, Text, unique
from content.models.complaint import Complaint

AnswerId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,10}$")]
"""Of what is filled in: it travels in buttons beside other ids, so it is shorter than these."""


OF_ORGANISATION = "organisation."
PLACE_OF_NAMES = r"^(?:organisation\.)?[a-z][a-z0-9_]{1,10}(?:\.[a-z][a-z0-9_]{1,10})?$"
NamesAt = Annotated[str, StringConstraints(pattern=PLACE_OF_NAMES)]
"""Where names stand: a column as `table.column`, or a field each of whose lines is one; `organisation.` before those
that are kept of the organisation."""


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    MONTHS = "months"
    """From one month to another."""
    PHONE = "phone"
    EMAIL = "email"
    BIN = "bin"
    CHOICE = "choice"
    TABLE = "table"
    BY_HAND = "by_hand"
    """A blank of the paper, for a signature."""

    @property
    def in_languages(self) -> bool:
        """Whether it is written anew in each language of the paper; figures, days and addresses are the same."""
        return self in {FieldType.TEXT, FieldType.LONG_TEXT}


class TopicFact(StrEnum):
    """What is known from the topic that was chosen."""

    TITLE = "title"
    DIRECTION = "direction"
    TITLE_AND_DIRECTION = "title_and_direction"
    PERIOD = "period"
    TERRITORY = "territory"
    GOAL = "goal"
    TASKS = "tasks"
    RESULTS = "results"
    AUDIENCES = "audiences"


class Holds(StrEnum):
    """What words are the name of, where «there is none» would be printed as if it were that name."""

    PERSON = "person"
    OF_ORGANISATION = "organisation"
    POST = "post"
    ADDRESS = "address"
    GROUP = "group"
    TASK = "task"
    ACTIVITY = "activity"


class Serves(Strict):
    """What an answer counts for: a sub-point of a criterion, counted from 1."""

    criterion: ItemId
    sub_point: int


class WritingHelp(Strict):
    """Our own words on what to write; the examples are made up, and say so on the screen."""

    short: Text
    hint: Text
    good: Text | None = None
    poor: Text | None = None


class Written(WritingHelp):
    """`names_from` are places whose names are written here again: each is offered, and taken by a tap."""

    holds: Holds | None = None
    names_from: tuple[NamesAt, ...] = ()

    def named(self, kind: FieldType) -> Iterator[Finding]:
        if (self.holds or self.names_from) and kind is not FieldType.TEXT:
            yield ("type",), Complaint("only text holds names")


class TableColumn(Written):
    """A column of a table. One of months is printed as a column for each month; `months` is how many the print has.

    `whole`: a number of people or things, which has no fraction.
    """

    id: AnswerId
    label: Text
    type: FieldType = FieldType.TEXT
    required: bool = True
    whole: bool = False
    months: int | None = None
    further: Text | None = None
    """What the print has in the head of the column behind the last month."""

    @property
    def heads(self) -> tuple[Text, ...]:
        """The printed head; of months, the first and the last."""
        return (self.label.counted(1), self.label.counted(self.months)) if self.months else (self.label,)


class FormField(Written):
    """One thing to fill in; or one that is known already, which stands on the paper without being asked.

    `number` and `label` are printed before it, `caption` below it. `topic`, `organisation` and `same_as` say where it
    is known from; `suggests` and `rows_from` are offered, and only taken where somebody says so.
    """

    id: AnswerId
    source: Source | None = None
    number: str | None = None
    label: Text | None = None
    caption: Text | None = None
    blank: Text | None = None
    """What is printed where nothing is filled in yet."""
    type: FieldType
    required: bool = True
    most: Annotated[int, Field(gt=0, le=10_000)] | None = None
    """Characters that we advise; the print sets no limit."""
    options: tuple[Option, ...] = ()
    columns: tuple[TableColumn, ...] = ()
    within_period: bool = False
    """Days and months lie in the period of the topic."""
    whole: bool = False
    """A number of people or things, which has no fraction."""
    past: bool = False
    """A day that has been, or today."""
    earliest: date | None = None
    """The first day that it can be."""
    topic: TopicFact | None = None
    organisation: tuple[AnswerId, ...] = ()
    same_as: AnswerId | None = None
    suggests: tuple[TopicFact, ...] = ()
    rows_from: AnswerId | None = None
    """A table of the organisation whose rows fit here, column by column."""
    serves: tuple[Serves, ...] = ()

    @property
    def known(self) -> bool:
        return self.topic is not None or bool(self.organisation) or self.same_as is not None

    @property
    def asked(self) -> bool:
        """Whether somebody fills it in here."""
        return not self.known and self.type is not FieldType.BY_HAND

    def column(self, column_id: str) -> TableColumn | None:
        return next((column for column in self.columns if column.id == column_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("columns", (column.id for column in self.columns))
        yield from unique("options", (option.id for option in self.options))
        yield from self.named(self.type)
        if (self.type is FieldType.TABLE) != bool(self.columns):
            yield ("columns",), Complaint("a table, and nothing else, has columns")
        if self.whole and self.type is not FieldType.NUMBER:
            yield ("whole",), Complaint("only a number can be whole")
        if (self.past or self.earliest) and self.type is not FieldType.DATE:
            yield ("past",), Complaint("only a day can be past")
        if (self.type is FieldType.CHOICE) != bool(self.options):
            yield ("options",), Complaint("a choice, and nothing else, has options")
        for index, column in enumerate(self.columns):
            if column.whole and column.type is not FieldType.NUMBER:
                yield ("columns", index, "whole"), Complaint("only a number can be whole")
            if column.type in {FieldType.TABLE, FieldType.BY_HAND, FieldType.CHOICE}:
                yield ("columns", index, "type"), Complaint("a column is no {value}", value=column.type.value)
            yield from ((("columns", index, *where), message) for where, message in column.named(column.type))
            if column.months is not None and column.type is not FieldType.MONTHS:
                yield ("columns", index, "months"), Complaint("only months are printed in columns of their own")
        if self.asked and self.type.in_languages and (self.good is None or self.poor is None):
            yield ("good",), Complaint("what is written in words needs a good and a poor example")
