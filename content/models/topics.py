"""Grant topics and their sums (topics.yaml)."""

import re
from collections.abc import Iterator
from typing import Annotated, Any

from pydantic import Field, model_validator

from content.models.base import Finding, Item, ItemId, Source, Strict, Text, Words, numbered, unique
from content.models.complaint import Complaint
from content.models.written_dates import WrittenDay, YearMonth


class Point(Text):
    """One line of a printed list."""

    unclear: Text | None = None


class Direction(Strict):
    number: int
    name: Text
    subtotal: Annotated[int, Field(gt=0, description="tenge, as printed")] | None = None


class GrantKind(Item):
    """Grants that differ in how long they run, or in who may have them; `months` as printed."""

    name: Text
    months: Annotated[int, Field(gt=0)] | None = None
    latest_end: WrittenDay | None = None


class Period(Strict):
    text: Text
    starts: YearMonth
    ends: YearMonth


class Audience(Strict):
    """People that topics name as those they serve. `short` stands on a button where the name is too long for it."""

    id: ItemId
    name: Text
    short: Text | None = None


class Town(Strict):
    """A town that a topic's territory names, and the region it lies in."""

    name: Text
    region: ItemId


GROUPED = re.compile("[0-9]{1,3}(?:[ \u00a0\u202f][0-9]{3})+")
"""A number with its thousands apart."""


class Amount(Strict):
    """What a grant of a topic comes to, in tenge: written as a number where it is fixed, else from – to, or a ceiling.

    The annual plan counts in thousand tenge: never mix them.
    """

    least: Annotated[int, Field(gt=0)] | None = None
    most: Annotated[int, Field(gt=0)]

    @model_validator(mode="before")
    @classmethod
    def _fixed(cls, value: Any) -> Any:
        if isinstance(value, str):
            if not GROUPED.fullmatch(value):
                raise ValueError(Complaint("{value!r} is no amount, as 5000000", value=value))
            value = int(re.sub(r"\D", "", value))
        if isinstance(value, bool) or not isinstance(value, int):
            return value
        if value <= 0:
            raise ValueError(Complaint("an amount is more than 0"))
        return {"least": value, "most": value}

    @model_validator(mode="after")
    def _in_order(self) -> "Amount":
        if self.least is not None and self.least > self.most:
            raise ValueError(Complaint("the least is more than the most"))
        return self

    @property
    def fixed(self) -> bool:
        return self.least == self.most


class Topic(Item):
    """A grant topic. `grants` is how many are given, `own_share` what an applicant adds, both as printed.

    `places` are the only ones that the territory names; none: it is the whole country. `audiences` are read off the
    printed title, goal and tasks. `aliases` are what people call it. `tasks_numbered`: whether the print numbers them.
    """

    number: int
    kind: ItemId | None = None
    direction: int | None = None
    lot: int | None = None
    title: Text
    short: Text
    goal: Point | None = None
    tasks: tuple[Point, ...] = ()
    results: tuple[Point, ...] = ()
    period: Period | None = None
    latest_end: WrittenDay | None = None
    territory: Text | None = None
    places: tuple[Town, ...] = ()
    aliases: tuple[Words, ...] = ()
    tasks_numbered: bool = True
    audiences: tuple[ItemId, ...] = ()
    amount: Amount | None = None
    grants: Annotated[int, Field(gt=0)] | None = None
    own_share: Text | None = None


class Topics(Strict):
    """The topics of this contest and their printed sums (topics.yaml).

    `part_unclear` says what is left open about asking for a part of an amount. `synonyms` are groups of words that
    people use for one thing, in any language, each told apart by its beginning.
    """

    source: Source
    kinds: tuple[GrantKind, ...] = ()
    directions: tuple[Direction, ...] = ()
    audiences: tuple[Audience, ...] = ()
    synonyms: tuple[tuple[Words, ...], ...] = ()
    total: int | None = None
    part_unclear: Text | None = None
    topics: tuple[Topic, ...]

    @property
    def durations(self) -> tuple[GrantKind, ...]:
        """The kinds of which it is printed how long they run."""
        return tuple(kind for kind in self.kinds if kind.months)

    @property
    def with_own_share(self) -> tuple[Topic, ...]:
        return tuple(topic for topic in self.topics if topic.own_share)

    def audience(self, item_id: str) -> Audience | None:
        return next((audience for audience in self.audiences if audience.id == item_id), None)

    def kind(self, item_id: str | None) -> GrantKind | None:
        return next((kind for kind in self.kinds if kind.id == item_id), None)

    def direction(self, number: int | None) -> Direction | None:
        return next((direction for direction in self.directions if direction.number == number), None)

    def findings(self) -> Iterator[Finding]:
        if not self.topics:
            yield ("topics",), Complaint("at least one is needed")
        yield from unique("topics", (item.id for item in self.topics))
        yield from self._audience_findings()
        yield from self._kind_findings()
        yield from numbered("topics", [topic.number for topic in self.topics])
        for index, topic in enumerate(self.topics):
            if topic.direction is not None and self.direction(topic.direction) is None:
                yield (
                    ("topics", index, "direction"),
                    Complaint("direction {direction} is not listed", direction=topic.direction),
                )
            if topic.period is not None and topic.period.starts > topic.period.ends:
                yield ("topics", index, "period"), Complaint("the period ends before it starts")
        yield from self._sum_findings()

    def _sum_findings(self) -> Iterator[Finding]:
        for index, direction in enumerate(self.directions):
            total = self._sum([topic for topic in self.topics if topic.direction == direction.number])
            if direction.subtotal is not None and total is not None and total != direction.subtotal:
                yield (
                    ("directions", index, "subtotal"),
                    Complaint("topics add up to {total}, not {printed}", total=total, printed=direction.subtotal),
                )
        total = self._sum(list(self.topics))
        if self.total is not None and total is not None and total != self.total:
            yield ("total",), Complaint("topics add up to {total}, not {printed}", total=total, printed=self.total)

    @staticmethod
    def _sum(topics: list[Topic]) -> int | None:
        """What topics of fixed amounts add up to; nothing where an amount is not fixed."""
        fixed = [topic.amount.most * (topic.grants or 1) for topic in topics if topic.amount and topic.amount.fixed]
        return sum(fixed) if len(fixed) == len(topics) else None

    def _kind_findings(self) -> Iterator[Finding]:
        yield from unique("kinds", (kind.id for kind in self.kinds))
        for index, topic in enumerate(self.topics):
            if topic.kind is not None and self.kind(topic.kind) is None:
                yield ("topics", index, "kind"), Complaint("no kind has the id {kind!r}", kind=topic.kind)
        for index, kind in enumerate(self.kinds):
            if all(topic.kind != kind.id for topic in self.topics):
                yield ("kinds", index, "id"), Complaint("no topic is of the kind {id!r}", id=kind.id)

    def _audience_findings(self) -> Iterator[Finding]:
        yield from unique("audiences", (item.id for item in self.audiences))
        for index, topic in enumerate(self.topics):
            for place, served in enumerate(topic.audiences):
                if self.audience(served) is None:
                    yield (
                        ("topics", index, "audiences", place),
                        Complaint("no audience has the id {served!r}", served=served),
                    )
        for index, audience in enumerate(self.audiences):
            if all(audience.id not in topic.audiences for topic in self.topics):
                yield ("audiences", index, "id"), Complaint("no topic serves {id!r}", id=audience.id)
