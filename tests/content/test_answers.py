"""Instant answers as content: what faq.yaml may say, and what every answer says in both languages."""

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pytest

from content.answers.answer import Published, published
from content.answers.expansion import expand
from content.answers.faults import answer_faults
from content.loader import load_contest
from content.models import Contest, Language, Text
from content.texts.render import Texts
from tests.content.conftest import Folder
from tests.content.rules.test_dates import DECISION, moved
from tests.support.wording import all_texts

NO_FIGURE = re.compile(r"\d+\s*(?:%|пайыз|процент)")


@pytest.fixture(scope="module")
def texts() -> Texts:
    return all_texts()


@pytest.mark.slow
def test_the_real_answers_are_sound(contest: Contest, texts: Texts) -> None:
    assert answer_faults(Path("content/contests/2020-repeat"), contest, texts) == []


def test_an_entry_for_each_item_becomes_as_many_answers(contest: Contest, texts: Texts) -> None:
    expanded = [entry.answer for entry in expand(contest, texts)]
    counts = Counter(answer.id for answer in expanded)
    assert counts["topic_amount"] == len(contest.topics.topics)
    assert counts["task"] == sum(len(topic.tasks) for topic in contest.topics.topics)
    assert counts["result"] == sum(len(topic.results) for topic in contest.topics.topics)
    assert counts["document_what"] == len(contest.documents.documents)
    assert counts["level"] == sum(len(criterion.levels) for criterion in contest.criteria.criteria)
    assert counts["consultant"] == len(contest.regions.regions)
    assert len({answer.key for answer in expanded}) == len(expanded)


def test_every_text_is_short_enough_for_its_place(contest: Contest, texts: Texts) -> None:
    for entry in expand(contest, texts):
        for language in Language:
            assert "{" not in entry.answer.html(texts, language)
            assert len(entry.answer.short[language]) <= 28
            assert len(entry.answer.question[language]) <= 90


def test_where_the_announcement_is_silent_no_percentage_is_named(contest: Contest, texts: Texts) -> None:
    for entry in expand(contest, texts):
        if entry.answer.silent:
            for language in Language:
                figures = set(NO_FIGURE.findall(entry.answer.html(texts, language)))
                assert {re.sub(r"\D", "", figure) for figure in figures} <= {"50"}, entry.answer.key


@pytest.mark.parametrize(
    ("old", "new", "faults"),
    [
        (
            "screens: [when, calendar, reminders]",
            "screens: [when, nowhere]",
            ["questions.1.screens.2.view: Input should be "],
        ),
        (
            "screens: [when, calendar, reminders]",
            "screens: [rules/nowhere]",
            ["questions.1.screens.1: no screen rules/nowhere"],
        ),
        ("screens: [when, calendar, reminders]", "screens: [topic]", ["questions.1.screens.1: which topic?"]),
        (
            'deadline\n    source: {section: "3"}\n',
            "deadline\n",
            ["questions.1.source: only an entry with `per` takes the source of its item"],
        ),
        (
            'deadline\n    source: {section: "3"}\n',
            'deadline\n    source: {section: "3"}\n    about_bot: true\n',
            ["questions.1.about_bot: what the bot does stands nowhere in the announcement"],
        ),
        ("- id: deadline\n", "- id: shared\n", ["questions.1.id: 'shared' stands for the answers of consultants"]),
        ("- id: deadline\n", "- id: deadline_zone\n", ["questions.2.id: id 'deadline_zone' stands twice"]),
    ],
)
def test_what_an_entry_must_not_say(folder: Folder, old: str, new: str, faults: Sequence[str]) -> None:
    folder.replace("faq.yaml", old, new)
    said = [message for _, _, message in folder.faults()]
    assert len(said) == len(faults)
    assert all(message.startswith(fault) for message, fault in zip(said, faults, strict=True))


@pytest.mark.parametrize(
    ("old", "new", "place", "words"),
    [
        ("{{ contest.deadline | moment(contest) }}", "{{ contest.dedline }}", "answer.kk", "cannot be rendered"),
        ("ru: Срок приема}", "ru: Срок приема в этом повторном конкурсе}", "short.ru", "characters, 1 to 28 fit"),
        ("<b>{{ contest.deadline", "<u>{{ contest.deadline", "answer.kk", "<u> is no mark-up of answers"),
    ],
)
@pytest.mark.slow
def test_what_cannot_be_shown_is_named_by_file_and_line(
    folder: Folder, texts: Texts, old: str, new: str, place: str, words: str
) -> None:
    path = folder.path / "faq.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    faults = answer_faults(folder.path, load_contest(folder.path), texts)
    assert faults
    assert all(fault.file == path and fault.line > 1 for fault in faults)
    assert any(f"questions.1.{place}" in fault.message and words in fault.message for fault in faults)


@pytest.mark.parametrize(("key", "yes"), [("deadline", "18:00"), ("deadline_extended", "Да, срок изменен")])
def test_a_deadline_that_moved_is_told_with_the_decision(contest: Contest, texts: Texts, key: str, yes: str) -> None:
    later = moved(contest, "2020-06-05T18:00")
    answer = next(entry.answer for entry in expand(later, texts) if entry.answer.id == key)
    assert not answer.silent
    for language in Language:
        said = answer.html(texts, language)
        assert f"({DECISION[language]})." in said
        assert "2020" in said
    assert yes in answer.html(texts, Language.RU)
    assert "5 июня 2020 года" in answer.html(texts, Language.RU)


def test_a_region_is_asked_for_by_every_name_it_has(contest: Contest, texts: Texts) -> None:
    asked = {entry.answer.item: entry.phrasings for entry in expand(contest, texts) if entry.answer.id == "consultant"}
    for region in contest.regions.regions:
        assert {*region.aliases} <= {*asked[region.id]}
        for later in region.later:
            assert {later.name.kk, later.name.ru, *later.aliases} <= {*asked[region.id]}


def test_what_consultants_wrote_is_plain_words(texts: Texts) -> None:
    words = Text(kk="<b> & болады", ru="<b> & можно")
    answer = published(Published(7, Text(kk="Бола ма? " * 9, ru="Можно? " * 9), words)).answer
    assert answer.key == "shared/7"
    assert answer.html(texts, Language.RU) == "&lt;b&gt; &amp; можно"
    assert len(answer.short.ru) <= 28
