"""Forms as data: what the print has is there, and what does not fit is named by file and line."""

import pytest

from content.loader import load_contest
from content.models import Contest, FieldType, Layout
from content.yaml_file import ContentError
from tests.content.conftest import Folder


def test_the_five_appendices_are_there_line_by_line(contest: Contest) -> None:
    forms = contest.forms.forms
    assert [form.document for form in forms] == ["doc_1", "doc_2", "doc_3", "doc_4", "doc_5"]
    assert [[section.number for section in form.sections if section.number] for form in forms] == [
        [],
        [],
        [1, 2, 3, 4, 5],
        [*range(1, 11)],
        [],
    ]
    tables = {field.id: len(field.columns) for field in contest.forms.fields if field.type is FieldType.TABLE}
    assert tables == {
        "experience": 5,
        "team": 5,
        "local": 5,
        "beneficiary": 4,
        "partners": 2,
        "satisfied": 2,
        "monitor": 5,
        "calendar": 2,
        "risks": 2,
        "media": 4,
    }
    budget = next(contest.forms.budgets)
    assert [line.number for line in budget.lines[0].lines] == [f"{number})" for number in range(1, 10)]
    assert budget.footnote is not None


def test_whatever_is_written_in_words_has_help(contest: Contest) -> None:
    for field in contest.forms.fields:
        if field.asked and field.type.in_languages:
            assert field.good is not None, field.id
            assert field.good != field.poor
    assert {field.topic for field in contest.forms.fields if field.topic} == {"title_and_direction"}


def test_a_contest_without_forms_is_one(folder: Folder) -> None:
    for name in ("forms.yaml", "inspection.yaml"):  # the rules ask for what is in the forms
        (folder.path / name).unlink()
    assert load_contest(folder.path).forms.forms == ()


FAULTS = [
    ("document: doc_1", "document: doc_99", "no document has the id 'doc_99'"),
    ("{applicant}", "{nobody}", "no field has the id 'nobody'"),
    ("same_as: goal", "same_as: gaol", "no field has the id 'gaol'"),
    ("names_from: [beneficiary.group]", "names_from: [beneficiary.grupp]", "no words stand at 'beneficiary.grupp'"),
    ("names_from: [tasks]", "names_from: [goal_again]", "no words stand at 'goal_again'"),
    ("names_from: [team.position]", "names_from: [team.years]", "no words stand at 'team.years'"),
    ("organisation.acc_name", "organisation.acc_nama", "no organisation has 'organisation.acc_nama'"),
    ("organisation: [full_name]", "organisation: [ful_name]", "no organisation has 'ful_name'"),
    ("rows_from: people", "rows_from: peeple", "no organisation has 'peeple'"),
    ("type: number\n                whole: true", "type: number\n                holds: post", "only text holds names"),
    ("activities: calendar", "activities: risks", "no table 'risks' has a column 'activity'"),
    ("criterion: criterion_1, sub_point: 1", "criterion: criterion_1, sub_point: 9", "no sub-point criterion_1/9"),
    ("question: own_share", "question: own_chair", "no such document or answer"),
    ("places: [team]", "places: [teem]", "no field has the id 'teem'"),
    ("- id: served", "- id: charter_fit", "'charter_fit' stands twice"),
    ("kk: тақырыбы, ru: тему}", "kk: тақырыбы, ru: темою}", "not in the text in every language"),
    ("layout: dated", "layout: budget", "laid out as a budget"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("was", "becomes", "fault"), FAULTS)
def test_what_does_not_fit_is_named(folder: Folder, was: str, becomes: str, fault: str) -> None:
    path = folder.path / "forms.yaml"
    text = path.read_text(encoding="utf-8")
    assert was in text
    path.write_text(text.replace(was, becomes, 1), encoding="utf-8")
    with pytest.raises(ContentError) as caught:
        load_contest(folder.path)
    assert fault in str(caught.value)
    assert "forms.yaml" in str(caught.value)


def test_every_layout_of_the_paper_is_used(contest: Contest) -> None:
    assert {section.layout for form in contest.forms.forms for section in form.sections} == set(Layout)
