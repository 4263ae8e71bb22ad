"""Traps of the announcement around documents, scores and refusals. Each test says what could be lost in one."""

import re
from collections.abc import Mapping
from datetime import date

import pytest

from content.models import Contest, Document, Language
from content.texts.render import HERE
from tests.content.conftest import bot_says
from tests.support.presence import there


def document(contest: Contest, number: int) -> Document:
    return contest.documents.documents[number - 1]


# documents


def test_the_charter_is_not_left_out_though_its_number_is_printed_as_a_letter(contest: Contest) -> None:
    documents = contest.documents.documents
    assert contest.documents.count == len(documents) == 9
    assert [each.printed_label for each in documents] == ["1)", "2)", "3)", "4)", "5)", "б)", "7)", "8)", "9)"]
    assert document(contest, 6).title.kk == "Ұйым жарғысының көшірмесі"
    assert contest.documents.source.section == "5"


def test_no_estimate_rests_on_a_percentage_that_nobody_printed(contest: Contest, said: Mapping[str, str]) -> None:
    """The only percentage of the announcement is that of the threshold."""
    own = [text for place, text in said.items() if not place.startswith("forms.")]
    figures = [f for text in own for f in re.findall(r"(\d+)\s*(?:\(\w+\)\s*)?(?:%|пайыз|процент)", text)]
    assert len(figures) >= 4
    assert set(figures) == {"50"}
    assert "белгіленген пайыздар шеңберінде" in there(document(contest, 5).official).kk


def test_no_project_ends_after_27_november(contest: Contest) -> None:
    assert contest.contest.latest_project_end == date(2020, 11, 27)
    assert "27 қарашадан кешіктірмей" in contest.submission.rule("latest_end").text.kk
    assert "27 ноября" in contest.submission.rule("latest_end").text.ru
    assert all(contest.latest_end(topic) == date(2020, 11, 27) for topic in contest.topics.topics)
    topic = (HERE / "templates" / "topics" / "topic.j2").read_text(encoding="utf-8")
    assert "last_day=latest_end | day" in topic
    for language in Language:
        assert "%(last_day)s" in bot_says(language)["templates/topics/topic.j2"]


@pytest.mark.parametrize("number", [4, 5])
def test_nobody_fills_in_forms_for_a_second_year(contest: Contest, number: int) -> None:
    (note,) = [note for note in document(contest, number).notes if "2 (екі) жыл" in note.text.kk]
    assert note.inapplicable is not None
    assert "қатысты емес" in note.inapplicable.kk
    assert "не относится" in note.inapplicable.ru


@pytest.mark.parametrize("demand", ["бейне шолу", "бухгалтер", "логотипі"])
def test_demands_printed_for_the_estimate_reach_the_project_too(contest: Contest, demand: str) -> None:
    for number in (4, 5):
        assert any(demand in note.text.kk for note in document(contest, number).notes)


def test_the_balance_is_of_31_march(contest: Contest) -> None:
    assert {each.number: each.as_of for each in contest.documents.documents if each.as_of} == {7: date(2020, 3, 31)}


def test_each_kind_of_contributor_finds_its_paper(contest: Contest) -> None:
    cases = document(contest, 9).cases
    assert [re.findall("өз ұйым|заңды тұлға|жеке тұлға", case.when.kk) for case in cases] == [
        ["өз ұйым"],
        ["заңды тұлға"],
        ["жеке тұлға"],
    ]
    assert "өз қолымен" in cases[2].text.kk


def test_only_what_may_be_absent_can_be_marked_as_not_needed(contest: Contest) -> None:
    assert [each.number for each in contest.documents.documents if each.optional] == [8, 9]


def test_forms_are_looked_for_at_the_end_and_not_in_the_rules(contest: Contest) -> None:
    assert [each.appendix for each in contest.documents.documents] == [1, 2, 3, 4, 5, None, None, None, None]
    for each in contest.documents.documents[:5]:
        assert each.unclear is not None
        assert re.search(f"{each.appendix}-қосымша.*хабарландырудың соңында", each.unclear.kk)
        assert re.search(f"приложение {each.appendix} .*конце объявления", each.unclear.ru)


# scoring and refusal


def test_nobody_is_promised_a_pass_mark(contest: Contest, said: Mapping[str, str]) -> None:
    assert "50 (елу) пайыздан жоғары" in there(contest.grounds.threshold_rule).text.kk
    assert "более 50" in there(contest.grounds.threshold_rule).text.ru
    assert contest.criteria.pass_marks == ()
    assert not [t for t in said.values() if re.search(r"\b1[2-4]([.,]5)?[ -]*(балл|ұпай)|12[.,]5", t)]
    own = [text for place, text in said.items() if not place.startswith(tuple(f"{each}/" for each in Language))]
    assert not [text for text in own if re.search("проходн|өту бал", text)]


def test_the_two_levels_for_all_five_are_quoted_and_left_to_the_person(contest: Contest) -> None:
    *_, six, seven = contest.criteria.criteria[2].levels
    assert (six.score, seven.score) == (6, 7)
    assert six.text.kk.endswith("бес тармақшасының барлығына толығымен сәйкес келмейді")
    assert seven.text.kk.endswith("көрсеткіштің барлығына толығымен сәйкес келеді")
    assert six.choice is not None
    assert six.choice != seven.choice


def test_nobody_is_scored_for_a_budget_that_is_not_theirs(contest: Contest) -> None:
    assert contest.contest.budget == "republican"
    assert [c.number for c in contest.criteria.criteria if c.budget == "local"] == [6]
    assert [c.number for c in contest.scored] == [1, 2, 3, 4, 5]
    assert (contest.criteria.maximum, contest.criteria.maximum_local) == (25, 28)


def test_all_reasons_for_refusal_are_read_as_one_sentence(contest: Contest) -> None:
    grounds = contest.grounds
    assert [rule.source.item for rule in grounds.refusal] == ["1", "2", "3", "4"]
    assert there(grounds.refusal_intro).kk == "Қоғам мынадай:"
    assert "Жарғыға" in grounds.refusal[3].text.kk
    assert "бас тартады" in there(grounds.refusal_consequence).kk
    assert "отказывает" in there(grounds.refusal_consequence).ru


def test_nobody_counts_applications_sent_where_those_admitted_are_meant(contest: Contest) -> None:
    assert [rule.source.item for rule in contest.grounds.void] == ["1", "2", "3", "4", "5"]
    for rule in contest.grounds.void[2:4]:
        assert "жіберілс" in rule.text.kk or "жіберілмес" in rule.text.kk
        assert "допущена" in rule.text.ru
