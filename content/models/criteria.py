"""What an application is judged by (criteria.yaml)."""

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from content.models.base import Finding, Item, Rule, Source, Strict, Text, numbered, unique


class SubPoint(Text):
    """What a criterion looks at, and in our words what would meet it."""

    lift: Text


class Level(Strict):
    """A printed level: `met` sub-points lead to `score`; a `choice` tells levels of one `met` apart."""

    score: int
    met: Annotated[int, Field(ge=0)]
    text: Text
    choice: Text | None = None
    unclear: Text | None = None


class Criterion(Item):
    number: int
    title: Text
    short: Text
    scale: Text
    budget: Literal["local"] | None = None
    sub_points: tuple[SubPoint, ...]
    levels: tuple[Level, ...]

    @property
    def maximum(self) -> int:
        return max(level.score for level in self.levels)

    def findings(self) -> Iterator[Finding]:
        scores = [level.score for level in self.levels]
        if scores != sorted(set(scores)):
            yield ("levels",), "levels stand in rising order of score"
        for met in range(len(self.sub_points) + 1):
            levels = [level for level in self.levels if level.met == met]
            if not levels and self.unclear is None:
                yield ("levels",), f"no level for {met} sub-points met, and no `unclear` that says so"
            if len(levels) > 1 and any(level.choice is None for level in levels):
                yield ("levels",), f"several levels for {met} sub-points met need a `choice` each"
        for index, level in enumerate(self.levels):
            if level.met > len(self.sub_points):
                yield ("levels", index, "met"), f"there are only {len(self.sub_points)} sub-points"


class Criteria(Strict):
    """How the commission scores an application (criteria.yaml). Used to check oneself, never to predict."""

    text: Text
    source: Source
    maximum: int
    maximum_local: int
    maximum_unclear: Text
    sum_rule: Rule
    criteria: tuple[Criterion, ...]

    def findings(self) -> Iterator[Finding]:
        yield from unique("criteria", (item.id for item in self.criteria))
        yield from numbered("criteria", [criterion.number for criterion in self.criteria])
        for index, criterion in enumerate(self.criteria):
            for location, message in criterion.findings():
                yield ("criteria", index, *location), message
        everywhere = sum(c.maximum for c in self.criteria if c.budget is None)
        if everywhere != self.maximum:
            yield ("maximum",), f"criteria add up to {everywhere}, not {self.maximum}"
        local = sum(c.maximum for c in self.criteria)
        if local != self.maximum_local:
            yield ("maximum_local",), f"criteria add up to {local}, not {self.maximum_local}"
