"""Grant topics and their sums (topics.yaml)."""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from content.models.base import Finding, Item, ItemId, Source, Strict, Text, Words, YearMonth, numbered, unique


class Point(Text):
    """One line of a printed list."""

    unclear: Text | None = None


class Direction(Strict):
    number: int
    name: Text
    subtotal: Annotated[int, Field(gt=0, description="tenge, as printed")]


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


class Topic(Item):
    """A grant topic. `amount` is in tenge (the annual plan counts in thousand tenge: never mix them).

    `places` are the only ones that the territory names; none: it is the whole country. `audiences` are read off the
    printed title, goal and tasks. `aliases` are what people call it. `tasks_numbered`: whether the print numbers them.
    """

    number: int
    direction: int
    lot: int
    title: Text
    short: Text
    goal: Point
    tasks: tuple[Point, ...]
    results: tuple[Point, ...]
    period: Period
    territory: Text
    places: tuple[Town, ...]
    aliases: tuple[Words, ...] = ()
    tasks_numbered: bool = True
    audiences: Annotated[tuple[ItemId, ...], Field(min_length=1)]
    amount: Annotated[int, Field(gt=0)]


class Topics(Strict):
    """The topics of this contest and their printed sums (topics.yaml).

    `synonyms` are groups of words that people use for one thing, in any language, each told apart by its beginning.
    """

    source: Source
    directions: tuple[Direction, ...]
    audiences: tuple[Audience, ...]
    synonyms: tuple[tuple[Words, ...], ...] = ()
    total: int
    topics: tuple[Topic, ...]

    def audience(self, item_id: str) -> Audience | None:
        return next((audience for audience in self.audiences if audience.id == item_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("topics", (item.id for item in self.topics))
        yield from self._audience_findings()
        yield from numbered("topics", [topic.number for topic in self.topics])
        known = {direction.number for direction in self.directions}
        for index, topic in enumerate(self.topics):
            if topic.direction not in known:
                yield ("topics", index, "direction"), f"direction {topic.direction} is not listed"
            if topic.period.starts > topic.period.ends:
                yield ("topics", index, "period"), "the period ends before it starts"
        for index, direction in enumerate(self.directions):
            total = sum(topic.amount for topic in self.topics if topic.direction == direction.number)
            if total != direction.subtotal:
                yield ("directions", index, "subtotal"), f"topics add up to {total}, not {direction.subtotal}"
        if (total := sum(topic.amount for topic in self.topics)) != self.total:
            yield ("total",), f"topics add up to {total}, not {self.total}"

    def _audience_findings(self) -> Iterator[Finding]:
        yield from unique("audiences", (item.id for item in self.audiences))
        for index, topic in enumerate(self.topics):
            for place, served in enumerate(topic.audiences):
                if self.audience(served) is None:
                    yield ("topics", index, "audiences", place), f"no audience has the id {served!r}"
        for index, audience in enumerate(self.audiences):
            if all(audience.id not in topic.audiences for topic in self.topics):
                yield ("audiences", index, "id"), f"no topic serves {audience.id!r}"
