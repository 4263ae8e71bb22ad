"""What an application is judged by (criteria.yaml)."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from content.models.base import Finding, Item, ItemId, Rule, Source, Strict, Text, numbered, unique
from content.models.complaint import Complaint

HUNDRED = 100
"""What weights in per cent add up to."""
MOST_MARKS = 41
"""Marks on a scale, each a button: from 0 to 20 by halves."""


class SubPoint(Text):
    """What a criterion looks at. In our words: what it asks, a made-up example of what counts, what would meet it."""

    plain: Text | None = None
    example: Text | None = None
    lift: Text


class Level(Strict):
    """A printed level: `met` sub-points lead to `score`; a `choice` tells levels of one `met` apart."""

    score: int
    met: Annotated[int, Field(ge=0)]
    text: Text
    choice: Text | None = None
    unclear: Text | None = None


class Anchor(Strict):
    """What a mark on a judged scale stands for, as printed."""

    score: int
    text: Text


class Judged(Strict):
    """A scale on which whoever judges gives a mark, by wholes or halves; anchors say what some of the marks mean.

    `lift` is our own advice on how to get more.
    """

    lowest: Annotated[int, Field(ge=0)] = 0
    highest: int
    halves: bool = False
    anchors: tuple[Anchor, ...] = ()
    lift: Text | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.lowest >= self.highest:
            raise ValueError(Complaint("the lowest mark is not below the highest"))
        if len(self.marks) > MOST_MARKS:
            raise ValueError(
                Complaint("{number} marks, {most} can be chosen among", number=len(self.marks), most=MOST_MARKS)
            )
        return self

    @property
    def marks(self) -> tuple[Decimal, ...]:
        step = 2 if self.halves else 1
        return tuple(Decimal(number) / step for number in range(self.lowest * step, self.highest * step + 1))

    def findings(self) -> Iterator[Finding]:
        scores = [anchor.score for anchor in self.anchors]
        if scores != sorted(set(scores)):
            yield ("anchors",), Complaint("anchors stand in rising order of score")
        for index, score in enumerate(scores):
            if not self.lowest <= score <= self.highest:
                yield ("anchors", index, "score"), Complaint("{score} is not on the scale", score=score)


class ScoringBody(Strict):
    """Whoever scores: experts, a commission."""

    id: ItemId
    name: Text


class Criterion(Item):
    """A criterion: by `sub_points` met, which lead to `levels`, or `judged` on a scale.

    `weight` is what its score counts, in per cent; `points` is what its highest score counts instead, and a lower one
    in proportion. `body` is who scores it.
    """

    number: int
    title: Text
    short: Text
    scale: Text
    budget: Literal["local"] | None = None
    body: ItemId | None = None
    weight: Annotated[int, Field(gt=0, le=HUNDRED)] | None = None
    points: Annotated[int, Field(gt=0)] | None = None
    judged: Judged | None = None
    sub_points: tuple[SubPoint, ...] = ()
    levels: tuple[Level, ...] = ()

    @property
    def maximum(self) -> int:
        """The highest score as printed, before any weight."""
        return self.judged.highest if self.judged else max(level.score for level in self.levels)

    def weighted(self, score: Decimal) -> Decimal:
        """What a score counts in the sum."""
        if self.points is not None:
            return score * self.points / self.maximum
        return score if self.weight is None else score * self.weight / HUNDRED

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if (self.judged is None) == (not self.levels):
            raise ValueError(Complaint("a criterion has either `judged`, or `sub_points` with `levels`"))
        if self.judged and self.sub_points:
            raise ValueError(Complaint("a judged criterion has no `sub_points`"))
        return self

    def findings(self) -> Iterator[Finding]:
        if self.weight is not None and self.points is not None:
            yield ("points",), Complaint("`weight` in per cent or `points`, not both")
        if self.judged is not None:
            yield from ((("judged", *where), what) for where, what in self.judged.findings())
            return
        scores = [level.score for level in self.levels]
        if scores != sorted(set(scores)):
            yield ("levels",), Complaint("levels stand in rising order of score")
        for met in range(len(self.sub_points) + 1):
            levels = [level for level in self.levels if level.met == met]
            if not levels and self.unclear is None:
                yield (
                    ("levels",),
                    Complaint("no level for {met} sub-points met, and no `unclear` that says so", met=met),
                )
            if len(levels) > 1 and any(level.choice is None for level in levels):
                yield ("levels",), Complaint("several levels for {met} sub-points met need a `choice` each", met=met)
        for index, level in enumerate(self.levels):
            if level.met > len(self.sub_points):
                yield (
                    ("levels", index, "met"),
                    Complaint("there are only {number} sub-points", number=len(self.sub_points)),
                )


class PassMark(Rule):
    """The score that an application has to reach, of all criteria or of those of one body."""

    score: int
    body: ItemId | None = None


class Criteria(Strict):
    """How applications are scored (criteria.yaml). Used to check oneself, never to predict."""

    text: Text | None = None
    source: Source | None = None
    bodies: tuple[ScoringBody, ...] = ()
    maximum: int | None = None
    maximum_local: int | None = None
    maximum_unclear: Text | None = None
    pass_marks: tuple[PassMark, ...] = ()
    sum_rule: Rule | None = None
    criteria: tuple[Criterion, ...] = ()

    @property
    def judged(self) -> bool:
        """Whether anything is judged on a scale rather than by sub-points."""
        return any(criterion.judged for criterion in self.criteria)

    def findings(self) -> Iterator[Finding]:
        yield from unique("criteria", (item.id for item in self.criteria))
        yield from unique("bodies", (body.id for body in self.bodies))
        yield from unique("pass_marks", (mark.id for mark in self.pass_marks))
        yield from numbered("criteria", [criterion.number for criterion in self.criteria])
        if self.criteria and self.source is None:
            yield ("source",), Complaint("say where the criteria stand")
        for index, criterion in enumerate(self.criteria):
            for location, message in criterion.findings():
                yield ("criteria", index, *location), message
        yield from self._sum_findings()
        yield from self._body_findings()

    def _sum_findings(self) -> Iterator[Finding]:
        everywhere = [c for c in self.criteria if c.budget is None]
        for field, applying in (("maximum", everywhere), ("maximum_local", list(self.criteria))):
            printed, total = getattr(self, field), sum(c.weighted(Decimal(c.maximum)) for c in applying)
            if printed is not None and total != printed:
                yield (field,), Complaint("criteria add up to {total}, not {printed}", total=total, printed=printed)
        for body in (*(each.id for each in self.bodies), None):
            weights = [c.weight for c in self.criteria if c.body == body]
            given = [weight for weight in weights if weight is not None]
            if given and (len(given) != len(weights) or sum(given) != HUNDRED):
                yield (
                    ("criteria",),
                    Complaint("weights add up to {total}, not {most}", total=sum(given), most=HUNDRED),
                )

    def _body_findings(self) -> Iterator[Finding]:
        known = {body.id for body in self.bodies}
        for index, criterion in enumerate(self.criteria):
            if criterion.body not in ({*known} if known else {None}):
                yield ("criteria", index, "body"), Complaint("no body has the id {body!r}", body=criterion.body)
        for index, mark in enumerate(self.pass_marks):
            if mark.body is not None and mark.body not in known:
                yield ("pass_marks", index, "body"), Complaint("no body has the id {body!r}", body=mark.body)
