"""Word refuses, or mends with a warning, what other programs let pass: templates and filled documents are in order."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.oxml import OxmlElement

from bot.office.writing import filling, skeleton
from content.loader import load_contest
from content.models import Contest, Language
from content.rules.forms.on_paper import on_paper
from tests.conftest import CONTENT
from tests.office.ooxml import faults
from tests.support.filled_forms import Filler

TEMPLATES = sorted((CONTENT / "2020-repeat").glob("*.docx"))


@pytest.fixture(scope="module")
def contest() -> Contest:
    return load_contest(CONTENT / "2020-repeat")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_is_in_order(path: Any) -> None:
    assert faults(path.read_bytes()) == []


@pytest.mark.slow
def test_all_forms_in_two_languages_in_one_document_are_in_order(contest: Contest) -> None:
    languages = (Language.KK, Language.RU)
    filled = Filler(3, longest=300).forms(contest, languages)
    parts = [
        filling.filled(skeleton.template(form, language), on_paper(filled, form, language))
        for language in languages
        for form in contest.forms.forms
    ]
    stamp = {"contest": contest.id, "package": 1, "made": "a" * 600}
    data = filling.content(filling.joined(parts), stamp)
    assert faults(data) == []
    assert len(Document(BytesIO(data)).tables) > 20


def _late_properties(document: Any) -> None:
    paragraph = document.paragraphs[0]._p  # noqa: SLF001  the library has no other way
    paragraph.append(paragraph.get_or_add_pPr())


def _empty_cell(document: Any) -> None:
    cell = document.tables[0].rows[0].cells[0]._tc  # noqa: SLF001
    for paragraph in list(cell.p_lst):
        cell.remove(paragraph)


def _wrong_order(document: Any) -> None:
    document.paragraphs[0]._p.get_or_add_pPr().insert(0, OxmlElement("w:jc"))  # noqa: SLF001
    document.paragraphs[0]._p.get_or_add_pPr().append(OxmlElement("w:keepNext"))  # noqa: SLF001


def _unknown_style(document: Any) -> None:
    style = document.paragraphs[0]._p.get_or_add_pPr().get_or_add_pStyle()  # noqa: SLF001
    style.val = "nobody"


@pytest.mark.parametrize("spoil", [_late_properties, _empty_cell, _wrong_order, _unknown_style])
def test_a_fault_is_found(spoil: Callable[[Any], None]) -> None:
    document = Document(BytesIO(TEMPLATES[0].read_bytes()))
    document.add_table(1, 1)
    spoil(document)
    file = BytesIO()
    document.save(file)
    assert faults(file.getvalue()) != []
