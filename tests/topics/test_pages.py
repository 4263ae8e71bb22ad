"""A topic's lists on pages that fit a message."""

import pytest

from bot.services.topics.pages import FIRST_PAGE_CHARACTERS, PAGE_CHARACTERS, topic_pages
from content.models import Contest, Language, Point, Topic
from tests.support.presence import there


def topic(contest: Contest, tasks: list[str], results: list[str]) -> Topic:
    points = [tuple(Point(kk=text, ru=text[: len(text) // 2] or text) for text in each) for each in (tasks, results)]
    return contest.topics.topics[0].model_copy(update={"tasks": points[0], "results": points[1]})


def numbered(topic: Topic, language: Language = Language.KK) -> list[tuple[list[int], list[int]]]:
    return [
        ([line.number for line in page.tasks], [line.number for line in page.results])
        for page in topic_pages(topic, language)
    ]


def test_a_topic_without_lists_has_a_page_all_the_same(contest: Contest) -> None:
    assert numbered(topic(contest, [], [])) == [([], [])]


def test_what_is_short_stands_on_one_page(contest: Contest) -> None:
    assert numbered(topic(contest, ["а", "б"], ["в"])) == [([1, 2], [1])]


def test_the_first_page_has_less_room(contest: Contest) -> None:
    line = "ә" * (FIRST_PAGE_CHARACTERS // 2)
    assert numbered(topic(contest, [line] * 5, ["в"])) == [([1], []), ([2, 3, 4], []), ([5], [1])]


def test_a_line_longer_than_a_page_has_one_for_itself(contest: Contest) -> None:
    assert numbered(topic(contest, ["ә" * 2 * PAGE_CHARACTERS, "б"], [])) == [([1], []), ([2], [])]


def test_what_counts_is_the_language_that_is_read(contest: Contest) -> None:
    long = topic(contest, ["ә" * 1000] * 2, [])
    assert len(numbered(long, Language.KK)) == 2
    assert len(numbered(long, Language.RU)) == 1


def test_what_is_unclear_takes_room_too(contest: Contest) -> None:
    text = "ә" * 700
    plain = topic(contest, [text] * 2, [])
    note = plain.tasks[0].model_copy(
        update={"unclear": there(plain.goal).model_copy(update={"kk": "түсініксіз " * 20})}
    )
    assert len(numbered(plain)) == 1
    assert len(numbered(plain.model_copy(update={"tasks": (note, note)}))) == 2


@pytest.mark.parametrize("language", Language)
def test_every_line_of_every_topic_is_there_once(contest: Contest, language: Language) -> None:
    for each in contest.topics.topics:
        shown = topic_pages(each, language)
        assert [line.point for page in shown for line in page.tasks] == list(each.tasks)
        assert [line.point for page in shown for line in page.results] == list(each.results)
