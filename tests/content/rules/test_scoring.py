"""The self-assessment: only what is printed, never a number in between."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.models import Contest, Criterion
from content.rules.scoring import (
    Answers,
    Choice,
    Outcome,
    Outcomes,
    Scored,
    Total,
    Unanswered,
    Undefined,
    outcome,
    settled,
    total,
    weakest,
)
from tests.support.presence import there


def meeting(criterion: Criterion, met: int, chosen: int | None = None) -> Answers:
    """Every sub-point answered, the first `met` of them with yes."""
    return Answers({number: number <= met for number in range(1, len(criterion.sub_points) + 1)}, chosen)


def judged(contest: Contest, number: int, met: int, chosen: int | None = None) -> Outcome:
    criterion = contest.criteria.criteria[number - 1]
    return outcome(criterion, meeting(criterion, met, chosen))


@pytest.fixture(scope="module")
def local(contest: Contest) -> Contest:
    """The same contest with grants of a local budget."""
    return contest.model_copy(update={"contest": contest.contest.model_copy(update={"budget": "local"})})


# one criterion


def test_points_are_what_the_highest_score_counts_and_others_in_proportion(contest: Contest) -> None:
    criterion = contest.criteria.criteria[0].model_copy(update={"points": 40})
    assert criterion.maximum == 5
    assert [criterion.weighted(Decimal(score)) for score in (0, 1, 5)] == [0, 8, 40]
    several = contest.criteria.model_copy(
        update={
            "maximum": 52,
            "criteria": (criterion, contest.criteria.criteria[1].model_copy(update={"number": 2, "points": 12})),
        }
    )
    assert not [what for where, what in several.findings() if where == ("maximum",)]


@pytest.mark.parametrize(
    ("number", "scores"),
    # by sub-points met, from none to all; "–" is a gap of the print, "?" a choice
    [(1, "12345"), (2, "–123"), (3, "12345?"), (4, "12345"), (5, "12345"), (6, "–3")],
)
def test_the_printed_levels(contest: Contest, number: int, scores: str) -> None:
    seen = ""
    for met in range(len(contest.criteria.criteria[number - 1].sub_points) + 1):
        match judged(contest, number, met):
            case Scored(level):
                seen += str(level.score)
            case Choice(levels):
                assert [level.score for level in levels] == [6, 7]
                seen += "?"
            case Undefined(count):
                assert count == met
                seen += "–"
    assert seen == scores


@pytest.mark.parametrize(
    ("met", "chosen", "score"),
    [(5, 6, 6), (5, 7, 7), (5, 5, None), (5, 8, None), (5, None, None), (4, 7, 5), (4, 6, 5), (0, 7, 1)],
)
def test_a_chosen_level_counts_only_where_it_is_one_of_several(
    contest: Contest, met: int, chosen: int | None, score: int | None
) -> None:
    result = judged(contest, 3, met, chosen)
    assert (result.level.score if isinstance(result, Scored) else None) == score


@pytest.mark.parametrize(
    ("answered", "waiting"), [((), (1, 2, 3, 4)), ((3,), (1, 2, 4)), ((1, 2, 3), (4,)), ((4, 2), (1, 3))]
)
def test_there_is_no_level_before_every_sub_point_is_answered(
    contest: Contest, answered: tuple[int, ...], waiting: tuple[int, ...]
) -> None:
    answers = Answers(dict.fromkeys(answered, True), chosen=5)
    assert outcome(contest.criteria.criteria[0], answers) == Unanswered(waiting)


@pytest.mark.parametrize(
    ("number", "met", "is_settled"), [(1, 2, True), (2, 0, True), (3, 5, False)], ids=["a level", "a gap", "a choice"]
)
def test_a_choice_still_waits_and_a_gap_does_not(contest: Contest, number: int, met: int, is_settled: bool) -> None:
    assert settled(judged(contest, number, met)) is is_settled
    assert not settled(Unanswered((1,)))


@given(data=st.data())
def test_a_score_is_always_a_printed_level_for_exactly_the_sub_points_met(
    contest: Contest, data: st.DataObject
) -> None:
    criterion = data.draw(st.sampled_from(contest.scored))
    answers = data.draw(complete(criterion))
    met = sum(answers.points.values())
    printed = [level for level in criterion.levels if level.met == met]
    match outcome(criterion, answers):
        case Scored(level):
            assert level in printed
            assert len(printed) == 1 or level.score == answers.chosen
        case Choice(levels):
            assert list(levels) == printed
            assert len(printed) > 1
        case Undefined(count):
            assert count == met
            assert not printed
        case Unanswered():
            pytest.fail("everything is answered")


@given(data=st.data())
def test_whatever_is_unanswered_is_named_and_nothing_else_is_said(contest: Contest, data: st.DataObject) -> None:
    criterion = data.draw(st.sampled_from(contest.scored))
    answers = data.draw(complete(criterion))
    waiting = data.draw(st.sets(st.sampled_from(sorted(answers.points)), min_size=1))
    rest = {number: met for number, met in answers.points.items() if number not in waiting}
    assert outcome(criterion, Answers(rest, answers.chosen)) == Unanswered(tuple(sorted(waiting)))


@given(data=st.data())
def test_meeting_one_more_sub_point_always_raises_the_score(contest: Contest, data: st.DataObject) -> None:
    criterion = data.draw(st.sampled_from(contest.scored))
    answers = data.draw(complete(criterion).filter(lambda answers: not all(answers.points.values())))
    more = data.draw(st.sampled_from([number for number, met in answers.points.items() if not met]))
    before = outcome(criterion, answers)
    after = outcome(criterion, Answers({**answers.points, more: True}, answers.chosen))
    assert lowest(before) < lowest(after)


@st.composite
def complete(draw: st.DrawFn, criterion: Criterion) -> Answers:
    count = len(criterion.sub_points)
    met = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    return Answers(dict(enumerate(met, 1)), draw(st.none() | st.integers(0, 8)))


def lowest(result: Outcome) -> int:
    """The least that a result can mean; a gap of the print lies below its scale."""
    match result:
        case Scored(level):
            return level.score
        case Choice(levels):
            return min(level.score for level in levels)
    return 0


# all criteria


@st.composite
def assessments(draw: st.DrawFn, contest: Contest) -> Outcomes:
    return [(criterion, outcome(criterion, draw(complete(criterion)))) for criterion in contest.scored]


@given(data=st.data())
@pytest.mark.slow
def test_the_sum_is_that_of_the_levels_out_of_all_criteria_that_apply(
    contest: Contest, local: Contest, data: st.DataObject
) -> None:
    applying, maximum = data.draw(st.sampled_from([(contest, 25), (local, 28)]))
    outcomes = data.draw(assessments(applying))
    result = total(outcomes)
    assert result.score == sum(each.level.score for _, each in outcomes if isinstance(each, Scored))
    assert 0 <= result.score <= result.maximum == maximum
    assert list(result.undefined) == [criterion for criterion, each in outcomes if isinstance(each, Undefined)]


@given(data=st.data())
def test_the_weakest_are_three_and_all_as_weak_as_the_third_in_order_and_never_at_their_maximum(
    contest: Contest, data: st.DataObject
) -> None:
    outcomes = data.draw(assessments(contest))
    result = weakest(outcomes)
    shares = {criterion.id: share(criterion, each) for criterion, each in outcomes}
    below = sorted(each for each in shares.values() if each < 1)
    assert [shares[criterion.id] for criterion in result] == [each for each in below if each <= below[:3][-1]]


def share(criterion: Criterion, result: Outcome) -> float:
    """A level as a share of the best one; what has no level is as weak as can be."""
    return result.level.score / criterion.maximum if isinstance(result, Scored) else 0


@pytest.mark.parametrize(
    ("met", "names"),
    [
        ((4, 3, 5, 4, 4), []),
        ((4, 3, 5, 3, 4), ["criterion_4"]),
        ((0, 3, 5, 1, 4), ["criterion_1", "criterion_4"]),
        # equal shares: the greater criterion first, then the one printed first
        ((0, 3, 5, 0, 0), ["criterion_1", "criterion_4", "criterion_5"]),
        ((0, 1, 0, 0, 0), ["criterion_3", "criterion_1", "criterion_4", "criterion_5"]),
        # nothing is weaker than what has no level
        ((0, 0, 0, 4, 4), ["criterion_2", "criterion_3", "criterion_1"]),
    ],
)
def test_the_most_to_gain_comes_first(contest: Contest, met: tuple[int, ...], names: list[str]) -> None:
    outcomes = [(c, outcome(c, meeting(c, count, chosen=7))) for c, count in zip(contest.scored, met, strict=True)]
    assert [criterion.id for criterion in weakest(outcomes)] == names


def test_of_equally_weak_criteria_the_greater_comes_first(contest: Contest) -> None:
    outcomes = [(criterion, outcome(criterion, Answers({}))) for criterion in contest.scored]
    assert [c.number for c in weakest(outcomes, count=5)] == [3, 1, 4, 5, 2]


def test_as_many_weak_criteria_as_asked_for(contest: Contest) -> None:
    outcomes = [(criterion, outcome(criterion, meeting(criterion, 1))) for criterion in contest.scored]
    assert len(weakest(outcomes)) == 5  # the third is as weak as two more
    assert len(weakest(outcomes, count=1)) == 1
    assert len(weakest(outcomes, count=2)) == 2
    assert len(weakest(outcomes, count=9)) == 5


def test_what_has_no_level_adds_nothing_and_is_named(contest: Contest) -> None:
    outcomes = [(c, outcome(c, meeting(c, 0))) for c in contest.scored]
    second = contest.criteria.criteria[1]
    assert total(outcomes) == Total(
        score=Decimal(4), maximum=Decimal(25), undefined=(second,), judged=4, judged_maximum=Decimal(22)
    )


def test_nothing_answered_is_nothing_scored(contest: Contest) -> None:
    outcomes = [(criterion, outcome(criterion, Answers({}))) for criterion in contest.scored]
    assert total(outcomes) == Total(
        score=Decimal(0), maximum=Decimal(25), undefined=(), judged=0, judged_maximum=Decimal(0)
    )


# the budget


def best(contest: Contest) -> Total:
    return total([(c, outcome(c, meeting(c, len(c.sub_points), c.maximum))) for c in contest.scored])


def test_a_grant_of_the_republic_is_scored_by_five_criteria(contest: Contest) -> None:
    assert [criterion.number for criterion in contest.scored] == [1, 2, 3, 4, 5]
    assert contest.criterion("criterion_6") is None
    most = Decimal(there(contest.criteria.maximum))
    assert best(contest) == Total(score=Decimal(25), maximum=most, undefined=(), judged=5, judged_maximum=most)


def test_a_grant_of_a_local_budget_by_six(local: Contest) -> None:
    assert [criterion.number for criterion in local.scored] == [1, 2, 3, 4, 5, 6]
    assert local.criterion("criterion_6") is not None
    most = Decimal(there(local.criteria.maximum_local))
    assert best(local) == Total(score=Decimal(28), maximum=most, undefined=(), judged=6, judged_maximum=most)


def test_experience_in_the_region_is_asked_about_before_it_is_scored(local: Contest) -> None:
    criterion = local.criterion("criterion_6")
    assert criterion is not None
    assert outcome(criterion, Answers({})) == Unanswered((1,))


def test_nobody_without_experience_in_the_region_gets_a_number_that_is_not_printed(local: Contest) -> None:
    sixth = local.criteria.criteria[5]
    outcomes = [(c, outcome(c, meeting(c, 0 if c == sixth else len(c.sub_points), 7))) for c in local.scored]
    assert total(outcomes) == Total(
        score=Decimal(25), maximum=Decimal(28), undefined=(sixth,), judged=5, judged_maximum=Decimal(25)
    )


def test_an_answer_to_a_sub_point_that_is_gone_counts_for_nothing(contest: Contest) -> None:
    criterion = contest.criteria.criteria[0]
    answers = Answers({**meeting(criterion, 4).points, 5: True})
    assert outcome(criterion, answers) == outcome(criterion, meeting(criterion, 4))
