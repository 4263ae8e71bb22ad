"""Where an attempt at the self-assessment stands: per criterion, in sum, and against the attempt before."""

from dataclasses import dataclass
from decimal import Decimal

from content.models import Contest, Criterion, FormSection, SubPoint
from content.rules.scoring import Answers, Outcomes, Total, by_body, outcome, score, settled, total, weakest
from storage.assessment.assessments import Assessment


@dataclass(frozen=True)
class AttemptStanding:
    """The outcome of every criterion that applies, in the printed order."""

    outcomes: Outcomes

    @property
    def settled(self) -> int:
        return sum(settled(result) for _, result in self.outcomes)

    @property
    def complete(self) -> bool:
        return self.settled == len(self.outcomes)

    @property
    def total(self) -> Total:
        return total(self.outcomes)

    @property
    def first_open(self) -> Criterion | None:
        return next((c for c, result in self.outcomes if not settled(result)), None)

    @property
    def weakest(self) -> tuple[Criterion, ...]:
        return weakest(self.outcomes)

    def score(self, criterion: Criterion) -> Decimal | None:
        """The printed score, or None where nothing is computed."""
        result = next((result for each, result in self.outcomes if each.id == criterion.id), None)
        return score(result) if result is not None else None

    def of_body(self, body: str) -> Total:
        """What one of several bodies would give."""
        return total(by_body(self.outcomes, body))


def standing(contest: Contest, attempt: Assessment) -> AttemptStanding:
    return AttemptStanding([(each, outcome(each, attempt.answered(each.id))) for each in contest.scored])


@dataclass(frozen=True)
class Lift:
    """A weak criterion and the sub-points that are not met yet, with their numbers."""

    criterion: Criterion
    score: Decimal | None
    points: tuple[tuple[int, SubPoint], ...]
    sections: tuple[FormSection, ...]
    """Of the forms, where what is missing is written."""


def lifts(contest: Contest, attempt: Assessment) -> tuple[Lift, ...]:
    """What would lift each of the weakest criteria. No points: all are met, but not in full."""
    state = standing(contest, attempt)
    return tuple(_lift(contest, criterion, state, attempt.answered(criterion.id)) for criterion in state.weakest)


def _lift(contest: Contest, criterion: Criterion, state: AttemptStanding, answers: Answers) -> Lift:
    points = _unmet(criterion, answers)
    wanted = {number for number, _ in points} or set(range(1, len(criterion.sub_points) + 1))
    sections = tuple(
        section
        for form in contest.forms.forms
        for section in form.sections
        if any(each.criterion == criterion.id and each.sub_point in wanted for _, each in section.serves)
    )
    return Lift(criterion, state.score(criterion), points, sections)


def _unmet(criterion: Criterion, answers: Answers) -> tuple[tuple[int, SubPoint], ...]:
    return tuple(
        (number, point) for number, point in enumerate(criterion.sub_points, 1) if not answers.points.get(number)
    )
