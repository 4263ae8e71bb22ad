"""From documents to a package handed in: what preparing.yaml refers to is there, and its rules never disagree."""

from collections.abc import Iterator
from itertools import product

import pytest

from content.checks import texts
from content.models import Answers, Contest, Quote
from tests.content.conftest import Folder

Given = dict[str, str]
"""The answer to each question."""


def every_way(contest: Contest) -> Iterator[Given]:
    """All the ways to answer all questions."""
    questions = contest.preparing.questions
    for answers in product(*([option.id for option in question.options] for question in questions)):
        yield dict(zip((question.id for question in questions), answers, strict=True))


def holds(when: Answers | None, given: Given) -> bool:
    return all(given[question] in answers for question, answers in (when or {}).items())


# the file


def test_a_condition_names_questions_and_answers_that_are_there(folder: Folder) -> None:
    folder.assert_refused(
        (
            "preparing.yaml",
            "when: {signer: [deputy]}",
            "when: {signers: [deputy]}",
            "tailoring.2.when: no question has the id 'signers'",
        ),
        (
            "preparing.yaml",
            "when: {other_funds: [organisation, person]}",
            "when: {other_funds: [organisation, state]}",
            "tailoring.6.when.other_funds: question 'other_funds' has no answer 'state'",
        ),
        (
            "preparing.yaml",
            'when: {own_share: ["no"], other_funds: [none]}',
            "when: {share: [none], other_funds: [none]}",
            "tailoring.14.when: no question has the id 'share'",
        ),
    )


@pytest.mark.parametrize(
    ("new", "message"),
    [
        ("when: {signed: [acting]}", "steps.7.when: no question has the id 'signed'"),
        ("when: {signer: [acting, none]}", "steps.7.when.signer: question 'signer' has no answer 'none'"),
        ("when: {}", "steps.7.when: Dictionary should have at least 1 item after validation, not 0"),
    ],
)
def test_a_step_depends_on_what_is_asked(folder: Folder, new: str, message: str) -> None:
    folder.assert_refused(("preparing.yaml", "when: {signer: [acting, deputy]}", new, message))


def test_a_rule_belongs_to_a_document_of_the_contest(folder: Folder) -> None:
    folder.assert_refused(
        (
            "preparing.yaml",
            "  - document: doc_4",
            "  - document: doc_10",
            "tailoring.4.document: no document has the id 'doc_10'",
        ),
    )


def test_what_does_not_fit_between_files_is_told_all_at_once(folder: Folder) -> None:
    folder.replace("preparing.yaml", "  - document: doc_4", "  - document: doc_10")
    folder.replace("topics.yaml", "region: west_kz}", "region: west}")
    assert [(file, message) for file, _, message in folder.faults()] == [
        ("preparing.yaml", "tailoring.4.document: no document has the id 'doc_10'"),
        ("topics.yaml", "topics.6.places.4: no region has the id 'west'"),
    ]


def test_a_document_that_is_renamed_is_missed_where_it_is_named(folder: Folder) -> None:
    folder.replace("documents.yaml", "- id: doc_8\n", "- id: agreements\n")
    assert [message for file, _, message in folder.faults() if file == "preparing.yaml"] == [
        f"tailoring.{number}.document: no document has the id 'doc_8'" for number in (7, 8)
    ]


ANOTHER_QUESTION = """
  - id: stamp
    source: {section: "5"}
    text: &text {kk: Мөр бар ма?, ru: Есть печать?}
    why: *text
    options: [{id: "yes", label: *text}, {id: "no", label: *text}]
"""


def test_a_question_or_a_step_stands_once(folder: Folder) -> None:
    folder.assert_refused(
        (
            "preparing.yaml",
            "- id: word_file\n",
            "- id: sewn\n",
            "steps.11.id: id 'sewn' stands twice",
            *["- id: sewn"] * 2,
        ),
        (
            "preparing.yaml",
            "\ntailoring:\n",
            ANOTHER_QUESTION + "\ntailoring:\n",
            "questions.7.id: id 'stamp' stands twice",
            *["- id: stamp\n"] * 2,
        ),
    )


@pytest.mark.parametrize(
    "edits",
    [
        [("hands_in: true", "hands_in: false")],
        [("- id: languages\n", "- id: languages\n    hands_in: true\n")],
        [("hands_in: true", "hands_in: false"), ("- id: email_copy\n", "- id: email_copy\n    hands_in: true\n")],
    ],
    ids=["never", "twice", "too early"],
)
def test_the_last_step_and_no_other_hands_the_package_in(folder: Folder, edits: list[tuple[str, str]]) -> None:
    for old, new in edits:
        folder.replace("preparing.yaml", old, new)
    line = folder.line("preparing.yaml", "\nsteps:", "steps:")
    assert folder.faults() == [
        ("preparing.yaml", line, "steps: only the last step, and always it, hands the package in")
    ]


def test_a_demand_belongs_to_a_document_of_the_contest_and_hands_nothing_in(folder: Folder) -> None:
    folder.replace("preparing.yaml", "document: doc_3", "document: doc_10")
    assert [message for *_, message in folder.faults()] == ["steps.3.document: no document has the id 'doc_10'"]
    folder.replace("preparing.yaml", "document: doc_10", "document: doc_3")
    folder.replace("preparing.yaml", "    hands_in: true", "    document: doc_3\n    hands_in: true")
    assert [message for *_, message in folder.faults()] == [
        "steps: only the last step, and always it, hands the package in"
    ]


def test_without_steps_no_answer_leads_to_them(folder: Folder) -> None:
    path = folder.path / "preparing.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text[: text.index("\nsteps:")] + "\nsteps: []\n", encoding="utf-8")
    messages = [message for file, _, message in folder.faults() if file != "inspection.yaml"]
    assert messages
    assert all(message.endswith("no screen steps") for message in messages)


@pytest.mark.parametrize("days", [0, 31, -1])
def test_a_document_takes_a_day_to_a_month(folder: Folder, days: int) -> None:
    folder.replace("documents.yaml", "working_days: 5", f"working_days: {days}")
    (message,) = [message for *_, message in folder.faults()]
    assert message.startswith("documents.8.lead.working_days: Input should be ")


# the real contest


def test_no_answers_ask_for_a_document_and_do_without_it(contest: Contest) -> None:
    for given in every_way(contest):
        verdicts: dict[str, set[bool]] = {}
        for rule in contest.preparing.tailoring:
            if rule.needed is not None and holds(rule.when, given):
                verdicts.setdefault(rule.document, set()).add(rule.needed)
        assert verdicts.keys() == {"doc_8", "doc_9"}
        assert all(len(each) == 1 for each in verdicts.values())


def test_only_a_document_that_may_be_absent_is_ever_not_needed(contest: Contest) -> None:
    for rule in contest.preparing.tailoring:
        document = contest.document(rule.document)
        assert document is not None
        assert rule.needed is None or document.optional is not None


def test_every_answer_that_changes_anything_is_asked_for_and_no_other(contest: Contest) -> None:
    conditions = [rule.when for rule in contest.preparing.tailoring]
    conditions += [step.when for step in contest.preparing.steps if step.when]
    assert {question for when in conditions for question in when} == {q.id for q in contest.preparing.questions}


def test_with_or_without_a_stamp_there_is_one_step_about_it(contest: Contest) -> None:
    for given in every_way(contest):
        steps = [step.id for step in contest.preparing.steps if holds(step.when, given)]
        assert len({"stamped", "no_stamp"} & set(steps)) == 1
        assert steps[-1] == "handed_in"


def test_a_sentence_of_the_sections_is_quoted_as_it_stands_there(contest: Contest) -> None:
    parts = (contest.submission.rules, contest.submission.office_hours, contest.documents)
    printed = [text for part in parts for _, text in texts(part)]
    quotes: list[Quote] = [quote for rule in contest.preparing.tailoring for quote in rule.quotes]
    quotes += [quote for step in contest.preparing.steps for quote in step.quotes]
    for quote in quotes:
        if quote.source.section:
            assert any(quote.text.kk in text.kk and quote.text.ru in text.ru for text in printed), quote.text.ru
