"""Where an attempt stands: what is settled, what comes next, what would lift it."""

from collections.abc import Mapping

from bot.services.assessment.attempts import lifts, standing
from content.models import Contest, Criterion
from content.rules.scoring import Answers, Choice, Scored, Unanswered, Undefined, outcome
from storage.assessment.assessments import Assessment
from tests.conftest import OPEN


def attempt(answers: Mapping[str, Answers]) -> Assessment:
    return Assessment(1, 1, "2020-repeat", OPEN, None, answers)


def said(criterion: Criterion, met: int) -> Answers:
    """The first sub-points are met, the others not; where levels must be chosen from, the highest is."""
    points = {number: number <= met for number in range(1, len(criterion.sub_points) + 1)}
    result = outcome(criterion, Answers(points))
    return Answers(points, result.levels[-1].score if isinstance(result, Choice) else None)


def everything(contest: Contest, met: int) -> dict[str, Answers]:
    return {each.id: said(each, min(met, len(each.sub_points))) for each in contest.scored}


def test_nothing_is_settled_before_anything_is_said(contest: Contest) -> None:
    state = standing(contest, attempt({}))
    assert (state.settled, state.complete) == (0, False)
    assert state.first_open is contest.scored[0]
    assert state.score(contest.scored[0]) is None
    assert [each for each, _ in state.outcomes] == list(contest.scored)


def test_the_next_one_is_the_first_that_is_open(contest: Contest) -> None:
    first, second = contest.scored[:2]
    answers = {first.id: said(first, len(first.sub_points)), second.id: Answers({1: True})}
    state = standing(contest, attempt(answers))
    assert state.settled == 1
    assert state.first_open is second
    assert isinstance({each.id: result for each, result in state.outcomes}[second.id], Unanswered)
    assert state.score(first) == first.maximum


def test_with_everything_said_it_is_complete_and_adds_up(contest: Contest) -> None:
    state = standing(contest, attempt(everything(contest, 99)))
    assert state.complete
    assert state.first_open is None
    assert state.total.score == state.total.maximum == sum(each.maximum for each in contest.scored)
    assert state.weakest == ()


def test_a_gap_of_the_announcement_is_settled_without_a_score(contest: Contest) -> None:
    gap = next(each for each in contest.scored if isinstance(outcome(each, said(each, 0)), Undefined))
    state = standing(contest, attempt(everything(contest, 0)))
    assert state.complete
    assert state.score(gap) is None
    assert gap in state.total.undefined


def test_what_would_lift_names_the_sub_points_that_are_not_met_by_their_numbers(contest: Contest) -> None:
    weak = contest.scored[0]
    full = everything(contest, 99)
    found = lifts(contest, attempt({**full, weak.id: said(weak, len(weak.sub_points) - 1)}))
    assert [lift.criterion for lift in found] == [weak]
    number = len(weak.sub_points)
    assert found[0].points == ((number, weak.sub_points[-1]),)
    result = outcome(weak, said(weak, number - 1))
    assert found[0].score == (result.level.score if isinstance(result, Scored) else None)


def test_what_is_not_said_counts_as_not_met(contest: Contest) -> None:
    weak = contest.scored[0]
    found = lifts(contest, attempt({**everything(contest, 99), weak.id: Answers({1: True})}))
    assert [number for number, _ in found[0].points] == list(range(2, len(weak.sub_points) + 1))
