"""Pure rules of the self-assessment (section 6): from sub-points met to the printed level, and nothing beyond.

The announcement leaves gaps: criterion 2 prints no level for "none", criterion 3 prints two levels for "all five".
A gap is never filled: the result then is `Undefined`, or the person is asked to choose between the printed levels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from content.models import Criterion, Level


@dataclass(frozen=True)
class Answers:
    """What a person said about one criterion: sub-point (from 1) met or not, and a level where asked to choose."""

    points: Mapping[int, bool]
    chosen: int | None = None


@dataclass(frozen=True)
class Unanswered:
    """Sub-points that still wait for an answer, numbered from 1."""

    points: tuple[int, ...]


@dataclass(frozen=True)
class Choice:
    """Several printed levels fit; the person says which."""

    levels: tuple[Level, ...]


@dataclass(frozen=True)
class Undefined:
    """The announcement prints no level for this number of sub-points."""

    met: int


@dataclass(frozen=True)
class Scored:
    """A printed level."""

    level: Level

    @property
    def score(self) -> Decimal:
        return Decimal(self.level.score)


@dataclass(frozen=True)
class Marked:
    """A mark on a judged scale, given by the person."""

    score: Decimal


Outcome = Unanswered | Choice | Undefined | Scored | Marked
TENTHS = 10
"""A mark is kept as a whole number of these."""


def outcome(criterion: Criterion, answers: Answers) -> Outcome:
    """Where the answers lead on the printed scale."""
    if criterion.judged is not None:
        mark = None if answers.chosen is None else Decimal(answers.chosen) / TENTHS
        return Marked(mark) if mark in criterion.judged.marks else Unanswered((0,))
    numbers = range(1, len(criterion.sub_points) + 1)
    if missing := tuple(number for number in numbers if number not in answers.points):
        return Unanswered(missing)
    levels = fitting(criterion, answers)
    match levels:
        case ():
            return Undefined(met(criterion, answers))
        case (level,):
            return Scored(level)
    chosen = next((level for level in levels if level.score == answers.chosen), None)
    return Scored(chosen) if chosen else Choice(levels)


def met(criterion: Criterion, answers: Answers) -> int:
    """How many of the sub-points that there are have been met; answers to others count for nothing."""
    return sum(answers.points.get(number, False) for number in range(1, len(criterion.sub_points) + 1))


def fitting(criterion: Criterion, answers: Answers) -> tuple[Level, ...]:
    """The printed levels for the number of sub-points met so far."""
    count = met(criterion, answers)
    return tuple(level for level in criterion.levels if level.met == count)


def settled(result: Outcome) -> bool:
    """Whether nothing is left to ask."""
    return isinstance(result, Scored | Undefined | Marked)


def score(result: Outcome) -> Decimal | None:
    """The score before any weight; none where nothing is computed, or not yet."""
    return result.score if isinstance(result, Scored | Marked) else None


def gained(criterion: Criterion, result: Outcome) -> Decimal:
    """What the result counts in the sum."""
    return criterion.weighted(score(result) or Decimal(0))


@dataclass(frozen=True)
class Total:
    """The weighted sum of the printed levels and marks, against the maximum that applies."""

    score: Decimal
    maximum: Decimal
    undefined: tuple[Criterion, ...]
    judged: int
    """How many of the criteria have a score."""
    judged_maximum: Decimal
    """The most that those give."""


Outcomes = Sequence[tuple[Criterion, Outcome]]


def total(outcomes: Outcomes) -> Total:
    """Adds up (section 6, last sentence). A criterion without a defined level adds nothing, and is named."""
    judged = [criterion for criterion, result in outcomes if score(result) is not None]
    return Total(
        score=sum((gained(criterion, result) for criterion, result in outcomes), Decimal(0)),
        maximum=sum((criterion.weighted(Decimal(criterion.maximum)) for criterion, _ in outcomes), Decimal(0)),
        undefined=tuple(criterion for criterion, result in outcomes if isinstance(result, Undefined)),
        judged=len(judged),
        judged_maximum=sum((criterion.weighted(Decimal(criterion.maximum)) for criterion in judged), Decimal(0)),
    )


def weakest(outcomes: Outcomes, count: int = 3) -> tuple[Criterion, ...]:
    """The criteria with the most to gain: lowest share of their maximum first, then the greater criterion.

    With them come all that are as weak as the last of these.
    """
    shares = [((score(result) or Decimal(0)) / criterion.maximum, criterion) for criterion, result in outcomes]
    to_gain = sorted(
        ((share, criterion) for share, criterion in shares if share < 1),
        key=lambda pair: (pair[0], -pair[1].weighted(Decimal(pair[1].maximum)), pair[1].number),
    )
    return tuple(
        criterion for place, (share, criterion) in enumerate(to_gain) if place < count or share == to_gain[count - 1][0]
    )


def by_body(outcomes: Outcomes, body: str) -> Outcomes:
    """What one of several bodies scores."""
    return [(criterion, result) for criterion, result in outcomes if criterion.body == body]
