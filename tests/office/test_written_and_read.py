"""Whatever people write stands in the Word file and is read out of it again: nothing is lost or becomes a tag."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

import pytest
from docx import Document

from bot.office.printable import printable
from bot.office.reading import forms as reading
from bot.office.writing import filling, skeleton
from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES, Contest, Form, Language, Layout
from content.rules.forms.filled import FilledForms
from content.rules.forms.on_paper import on_paper, template_name
from tests.conftest import CONTENT
from tests.support.filled_forms import Filler

NOT_READ = {Layout.ADDRESS, Layout.LETTER, Layout.SIGNATURE, Layout.DATED}
"""Nobody fills these in: what stands there is known from elsewhere."""
SEEDS = [0, 1, *(pytest.param(seed, marks=pytest.mark.slow) for seed in range(2, 12))]


@pytest.fixture(scope="module")
def contest() -> Contest:
    return load_contest(CONTENT / "2020-repeat")


def written(filled: FilledForms, forms: Sequence[Form], language: Language) -> bytes:
    parts = [filling.filled(skeleton.template(form, language), on_paper(filled, form, language)) for form in forms]
    return filling.content(filling.joined(parts), None)


def expected(filled: FilledForms, form: Form, language: Language) -> Mapping[str, Any]:
    known = on_paper(filled, form, language)
    names = {each.id for part in form.sections if part.layout not in NOT_READ for each in part.fields if each.label}
    names |= {each.id for part in form.sections if part.layout is Layout.TEXT for each in part.fields}
    names |= {name for name, value in known.items() if not isinstance(value, str)}
    return {name: known[name] for name in names - {"goal_again"}}


def settled(words: str) -> str:
    """Without spaces at the ends of lines."""
    return "\n".join(line.rstrip() for line in words.split("\n")).strip()


def same(value: Any, read: Any) -> bool:
    if isinstance(value, str):
        return settled(printable(value)) == settled(read)
    return len(value) == len(read) and all(
        same(words, row.get(name, ""))
        for line, row in zip(value, read, strict=True)
        for name, words in line.items()
        if isinstance(words, str)
    )


def told(read: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield from ((each["name"], each["words"]) for each in read["answers"])
    yield from ((each["name"], each["rows"]) for each in read["tables"])


@pytest.mark.parametrize("seed", SEEDS)
def test_every_answer_comes_back_as_it_was_written(contest: Contest, seed: int) -> None:
    language = list(Language)[seed % 2]
    forms = contest.forms.forms
    filled = Filler(seed, longest=300).forms(contest, (language,))
    read = reading.read(written(filled, forms, language), forms)
    found = dict(told(read))
    wanted = {name: value for form in forms for name, value in expected(filled, form, language).items()}
    assert len(wanted) > 30
    assert [name for name, value in wanted.items() if not same(value, found.get(name, ""))] == []
    assert read["unread"] == []
    assert {each["language"] for each in (*read["answers"], *read["tables"])} == {language.value}


@pytest.mark.slow
def test_long_answers_and_long_tables_are_whole(contest: Contest) -> None:
    filled = Filler(7, longest=10_000, rows=60).forms(contest)
    form = contest.forms.forms[2]
    read = dict(told(reading.read(written(filled, [form], Language.KK), contest.forms.forms)))
    wanted = expected(filled, form, Language.KK)
    assert max(len(words) for row in wanted["team"] for words in row.values()) > 5_000
    assert len(read["team"]) == 60
    assert [name for name, value in wanted.items() if not same(value, read[name])] == []


def test_a_form_that_nobody_filled_in_has_lines_to_write_on_and_says_nothing(contest: Contest) -> None:
    blank = Filler(0).blank(contest)
    forms = contest.forms.forms
    file = written(blank, forms, Language.RU)
    text = "\n".join(paragraph.text for paragraph in Document(BytesIO(file)).paragraphs)
    assert text.count("_" * 70) == 8
    assert 'Дата заполнения " ____ " _____ 20__ года' in text
    read = reading.read(file, forms)
    assert [each for each in read["answers"] if each["words"]] == []
    assert [
        row for each in read["tables"] for row in each["rows"] if set(row.values()) - {""} and "article" not in row
    ] == []


def test_what_looks_like_a_tag_or_like_xml_stays_what_it_is(contest: Contest) -> None:
    sly = "{{ goal }} {% x %} {_{ %_} {#a#} </w:t> &amp; ]]> <!-- \x0b\x07 é"
    form = contest.forms.forms[3]
    answers = dict(on_paper(Filler(0).blank(contest), form, Language.KK)) | {"goal": sly}
    document = filling.filled(skeleton.template(form, Language.KK), answers)
    file = filling.content(document, None)
    found = dict(told(reading.read(file, [form])))
    assert found["goal"] == "{{ goal }} {% x %} {_{ %_} {#a#} </w:t> &amp; ]]> <!-- \n\N{REPLACEMENT CHARACTER} é"


@pytest.mark.parametrize(
    ("language", "words"), [(Language.KK, ["тақырыбы", "бағытын"]), (Language.RU, ["тему", "направление"])]
)
def test_what_the_print_has_in_bold_is_bold(contest: Contest, language: Language, words: Sequence[str]) -> None:
    document = Document(BytesIO(written(Filler(1).forms(contest, (language,)), contest.forms.forms[:1], language)))
    bold = [run.text for paragraph in document.paragraphs for run in paragraph.runs if run.bold]
    assert bold == words


@pytest.mark.slow
def test_the_papers_that_come_with_the_contest_are_those_of_its_forms(contest: Contest) -> None:
    for form in contest.forms.forms:
        for language in WRITTEN_LANGUAGES:
            made, kept = (
                Document(file)
                for file in (
                    BytesIO(skeleton.template(form, language)),
                    str(CONTENT / contest.id / template_name(form.id, language)),
                )
            )
            assert made.element.xml == kept.element.xml, (form.id, language)
