"""Pure rules of the self-assessment (section 6): from sub-points met to the printed level, and nothing beyond.

The announcement leaves gaps: criterion 2 prints no level for "none", criterion 3 prints two levels for "all five".
A gap is never filled: the result then is `Undefined`, or the person is asked to choose between the printed levels.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

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
    level: Level


Outcome = Unanswered | Choice | Undefined | Scored


def outcome(criterion: Criterion, answers: Answers) -> Outcome:
    """Where the answers lead on the printed scale."""
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
    return isinstance(result, Scored | Undefined)


@dataclass(frozen=True)
class Total:
    """The sum of the printed levels, against the maximum that applies."""

    score: int
    maximum: int
    undefined: tuple[Criterion, ...]


Outcomes = Sequence[tuple[Criterion, Outcome]]


def total(outcomes: Outcomes) -> Total:
    """Adds up (section 6, last sentence). A criterion without a defined level adds nothing, and is named."""
    return Total(
        score=sum(result.level.score for _, result in outcomes if isinstance(result, Scored)),
        maximum=sum(criterion.maximum for criterion, _ in outcomes),
        undefined=tuple(criterion for criterion, result in outcomes if isinstance(result, Undefined)),
    )


def weakest(outcomes: Outcomes, count: int = 3) -> tuple[Criterion, ...]:
    """The criteria with the most to gain: lowest share of their maximum first, then the greater criterion."""
    shares = [
        (result.level.score / criterion.maximum if isinstance(result, Scored) else 0.0, criterion)
        for criterion, result in outcomes
    ]
    to_gain = sorted(
        ((share, criterion) for share, criterion in shares if share < 1),
        key=lambda pair: (pair[0], -pair[1].maximum, pair[1].number),
    )
    return tuple(criterion for _, criterion in to_gain[:count])
