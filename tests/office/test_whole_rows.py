"""Rows are not divided between pages, and heads stand on each: but for what no page has room for."""

from collections.abc import Sequence
from typing import Any

import pytest
from docx.oxml.ns import qn

from bot.office.writing import filling, skeleton
from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES, Contest, Language
from content.rules.forms.on_paper import on_paper
from tests.conftest import CONTENT
from tests.support.filled_forms import Filler

HEADS = {"form_2": [1], "form_3": [1, 1, 1], "form_4": [0, 0, 1, 1, 1, 2, 1, 1, 1], "form_5": [2]}
"""How many rows of each table of a form are its head; those of what is asked beside its answer have none."""


class PlainFiller(Filler):
    def words(self) -> str:
        return ("сөз " * self.longest)[: self.longest].strip()


@pytest.fixture(scope="module")
def contest() -> Contest:
    return load_contest(CONTENT / "2020-repeat")


def tables(contest: Contest, form_id: str, language: Language, longest: int) -> Sequence[Any]:
    form = next(each for each in contest.forms.forms if each.id == form_id)
    filled = PlainFiller(1, longest=longest, rows=12).forms(contest, (language,))
    document = filling.filled(skeleton.template(form, language), on_paper(filled, form, language))
    return [table for table in document.element.body.iter(qn("w:tbl")) if len(table.findall(qn("w:tr"))) > 2]


def said(row: Any, name: str) -> bool:
    return row.find(f"{qn('w:trPr')}/{qn(name)}") is not None


def rows(table: Any, name: str) -> list[bool]:
    return [said(row, name) for row in table.findall(qn("w:tr"))]


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
@pytest.mark.parametrize("form_id", HEADS)
@pytest.mark.slow
def test_no_row_is_divided_and_every_head_is_repeated(contest: Contest, form_id: str, language: Language) -> None:
    found = tables(contest, form_id, language, 80)
    assert all(all(rows(table, "w:cantSplit")) for table in found)
    heads = [rows(table, "w:tblHeader") for table in found]
    assert [sum(head) for head in heads] == HEADS[form_id]
    assert all(all(head[: sum(head)]) for head in heads)
    assert [stays(table) for table in found] == heads


def stays(table: Any) -> list[bool]:
    """Which rows stay on the page of the next one."""
    return [
        all(paragraph.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for paragraph in row.iter(qn("w:p")))
        for row in table.findall(qn("w:tr"))
    ]


def test_a_row_that_no_page_has_room_for_is_divided(contest: Contest) -> None:
    """Its head stays short, so it is repeated; a goal that fills pages is not."""
    found = tables(contest, "form_4", Language.KK, 6000)
    risks, monitoring = found[7], found[5]
    assert rows(risks, "w:cantSplit") == [True] + [False] * 12
    assert rows(risks, "w:tblHeader") == [True] + [False] * 12
    assert not any(rows(monitoring, "w:tblHeader"))
