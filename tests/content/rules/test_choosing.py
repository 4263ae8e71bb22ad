"""Which topics suit what a person has in mind: the order, and every reason for and against."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.models import Amount, Contest, Region
from content.rules.choosing import Aspect, Bracket, Ranked, Wishes, brackets, rank
from tests.content.conftest import Folder

LOW, MIDDLE, HIGH = Bracket(5_782_000, 7_559_000), Bracket(19_965_000, 22_494_000), Bracket(78_697_000, 150_000_000)


def region(contest: Contest, item_id: str) -> Region:
    return next(region for region in contest.regions.regions if region.id == item_id)


def numbers(ranked: tuple[Ranked, ...]) -> list[int]:
    return [each.topic.number for each in ranked]


def verdicts(ranked: tuple[Ranked, ...], aspect: Aspect) -> dict[int, bool]:
    return {each.topic.number: r.suits for each in ranked for r in each.reasons if r.aspect is aspect}


def test_the_amounts_fall_into_three_brackets(contest: Contest) -> None:
    assert brackets(contest.topics.topics) == (LOW, MIDDLE, HIGH)


@given(amounts=st.lists(st.integers(1, 10**12), min_size=1, max_size=30), data=st.data())
def test_every_amount_is_in_one_bracket(contest: Contest, amounts: list[int], data: st.DataObject) -> None:
    topic = contest.topics.topics[0]
    found = brackets([topic.model_copy(update={"amount": Amount(least=each, most=each)}) for each in amounts])
    assert len(found) == min(3, len(set(amounts)))
    amount = data.draw(st.sampled_from(amounts))
    assert sum(bracket.least <= amount <= bracket.most for bracket in found) == 1
    assert list(found) == sorted(found, key=lambda bracket: bracket.least)


def test_nothing_in_mind_leaves_the_printed_order(contest: Contest) -> None:
    ranked = rank(contest.topics, Wishes())
    assert numbers(ranked) == [1, 2, 3, 4, 5, 6, 7]
    assert all(not each.reasons for each in ranked)


@pytest.mark.parametrize(
    ("audience", "served"),
    [
        ("youth", {1, 3, 4, 5, 6}),
        ("children", {1, 2, 3, 5}),
        ("special_children", {2}),
        ("parents", {1, 2}),
        ("students", {5}),
        ("volunteers", {5, 7}),
        ("older", {7}),
        ("ethnic", {6}),
        ("needy", {3}),
    ],
)
def test_whom_the_topics_name(contest: Contest, audience: str, served: set[int]) -> None:
    ranked = rank(contest.topics, Wishes(audience=contest.topics.audience(audience)))
    assert {number for number, suits in verdicts(ranked, Aspect.AUDIENCE).items() if suits} == served
    assert numbers(ranked)[: len(served)] == sorted(served)


@pytest.mark.parametrize(
    ("where", "town"),
    [("almaty_city", "Алматы"), ("east_kz", "Өскемен"), ("north_kz", "Петропавл"), ("west_kz", "Орал")],
)
def test_topic_6_has_one_town_in_a_region(contest: Contest, where: str, town: str) -> None:
    ranked = rank(contest.topics, Wishes(region=region(contest, where)))
    reason = next(each.reasons[0] for each in ranked if each.topic.id == "topic_6")
    assert reason.suits
    assert [place.name.kk for place in reason.places] == [town]


def test_elsewhere_topic_6_comes_last_and_no_other_is_touched(contest: Contest) -> None:
    others = {"almaty_city", "east_kz", "north_kz", "west_kz"}
    for each in contest.regions.regions:
        if each.id not in others:
            ranked = rank(contest.topics, Wishes(region=each))
            assert numbers(ranked)[-1] == 6
            assert [n for n, suits in verdicts(ranked, Aspect.PLACE).items() if not suits] == [6]


def test_the_whole_country_is_more_than_four_towns(contest: Contest) -> None:
    ranked = rank(contest.topics, Wishes(countrywide=True))
    assert [n for n, suits in verdicts(ranked, Aspect.PLACE).items() if not suits] == [6]


def test_an_amount_suits_in_its_bracket_alone(contest: Contest) -> None:
    for bracket, suiting in ((LOW, {6, 7}), (MIDDLE, {2, 3, 4}), (HIGH, {1, 5})):
        ranked = rank(contest.topics, Wishes(budget=bracket))
        assert {n for n, suits in verdicts(ranked, Aspect.BUDGET).items() if suits} == suiting
        assert set(numbers(ranked)[: len(suiting)]) == suiting


def test_an_amount_sets_a_topic_back_less_than_its_people(contest: Contest) -> None:
    wishes = Wishes(contest.topics.audience("older"), region(contest, "pavlodar"), budget=MIDDLE)
    assert numbers(rank(contest.topics, wishes)) == [7, 2, 3, 4, 1, 5, 6]


def test_an_unknown_audience_or_region_is_a_fault(folder: Folder) -> None:
    folder.assert_refused(
        (
            "topics.yaml",
            "audiences: [ethnic, youth]",
            "audiences: [ethnic, young]",
            "topics.6.audiences.2: no audience has the id 'young'",
        ),
    )
    folder.replace("topics.yaml", "[ethnic, young]", "[ethnic, youth]")
    folder.assert_refused(
        (
            "topics.yaml",
            "region: west_kz}",
            "region: west}",
            "topics.6.places.4: no region has the id 'west'",
        ),
    )


def test_an_audience_that_no_topic_serves_is_a_fault(folder: Folder) -> None:
    folder.assert_refused(
        ("topics.yaml", "children, needy]", "children]", "audiences.9.id: no topic serves 'needy'", "- id: needy"),
    )
