"""What people type, by the running bot: every eighth of the development questions, judged by the facts they see."""

from collections import Counter
from pathlib import Path

import pytest

from tests.bench.plain_words import DEVELOPMENT, Verdict, judged, outcomes, read

PLAINEST = Path("tests/data/questions/development_plainest.yaml")
EVERY = 8
RIGHT = {Verdict.SURE_RIGHT, Verdict.MAYBE_RIGHT}


@pytest.mark.slow
async def test_the_facts_asked_for_are_seen() -> None:
    found = await outcomes(read(DEVELOPMENT)[::EVERY])
    answerable = Counter(each.verdict for each in found if each.question["expect"] == "answer")
    right = sum(answerable[verdict] for verdict in RIGHT)
    assert right / answerable.total() >= 0.85
    assert answerable[Verdict.SURE_WRONG] / answerable.total() <= 0.03
    rest = [each for each in found if each.question["expect"] != "answer"]
    assert [each.question["q"] for each in rest if each.verdict is not Verdict.KEPT] == []


@pytest.mark.slow
async def test_whoever_asks_in_two_words_sees_the_answer_and_mostly_that_alone() -> None:
    found = await outcomes(read(PLAINEST))
    assert [each.question["q"] for each in found if each.verdict not in RIGHT] == []
    assert Counter(each.verdict for each in found)[Verdict.SURE_RIGHT] / len(found) >= 0.7


async def test_facts_count_by_what_is_read_and_not_by_how_it_was_found() -> None:
    question = {"q": "когда дедлайн", "lang": "ru", "kind": "plain", "expect": "answer"}
    (right,) = await outcomes([question | {"facts": [["3 июня", "03.06"], ["18:00"]]}])
    assert right.verdict is Verdict.SURE_RIGHT
    assert judged(question | {"facts": [["4 июня"]]}, right.seen) is Verdict.SURE_WRONG
    assert judged(question | {"expect": "off_topic"}, right.seen) is Verdict.SURE_WRONG


async def test_what_we_advise_is_no_word_of_the_announcement() -> None:
    asked = {"lang": "ru", "kind": "plainest", "expect": "answer", "facts": [["мы советуем"]]}
    advised, printed = await outcomes([asked | {"q": "с чего начать"}, asked | {"q": "сколько денег дают"}])
    assert "мы советуем" in advised.seen.text
    assert "источник:" not in advised.seen.text
    assert "источник:" in printed.seen.text
