"""Faults of files in the languages of staff: in words, with the field's name and the way to mend it."""

import ast
import re
from pathlib import Path

import pytest

from content.loader import ContentError, Fault, load_contest
from content.models import WRITTEN_LANGUAGES, Language
from content.texts.complaints import sentences, told
from content.texts.render import Texts
from tests.content.conftest import Folder

GAP = re.compile(r"\{(\w+)")
CALLED = "announced (дата объявления)"
CUT = "{kk: Өтініш, ru: Заявка подается на бланке, в формате PDF.}\n"
MISSING = f"contest.yaml:3: {CALLED}: не хватает поля «announced» (дата объявления): добавьте его"


def in_code() -> set[str]:
    """The sentence of every complaint that code makes."""
    calls = (
        node
        for path in Path("content").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Complaint"
    )
    return {str(each.args[0].value) for each in calls if isinstance(each.args[0], ast.Constant)}


def russian(folder: Folder, language: Language = Language.RU) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_contest(folder.path)
    return told(Texts(), language, caught.value.faults)


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
def test_every_complaint_has_words_in_every_language_of_staff(language: Language) -> None:
    assert {each for each in in_code() if language not in sentences().get(each, {})} == set()


def test_a_sentence_has_the_gaps_of_the_english_one() -> None:
    for english, said in sentences().items():
        if english.startswith(("pydantic", "cut by")):
            continue
        for words in said.values():
            assert set(GAP.findall(words)) <= set(GAP.findall(english)), english


def test_what_is_missing_is_named_with_what_it_is(folder: Folder) -> None:
    folder.replace("contest.yaml", 'announced: "2020-05-14"\n', "")
    assert russian(folder) == [MISSING]
    assert "өрісі жетіспейді" in russian(folder, Language.KK)[0]


def test_a_text_that_a_comma_cuts_is_explained(folder: Folder) -> None:
    line = "        ru: Заявление печатают не на бланке, а на обычном листе.\n"
    folder.replace("documents.yaml", f"kk: Өтініш бланкіге емес, жай қағазға басылады.\n{line}", CUT)
    (line,) = russian(folder)
    assert "лишнее «в формате PDF.»: текст с запятой возьмите в кавычки" in line


def test_a_text_with_a_colon_is_explained(folder: Folder) -> None:
    folder.replace("contest.yaml", "  ru: Повторный конкурс, 2020", "  ru: Повторный конкурс: 2020")
    (line,) = russian(folder)
    assert "в тексте есть двоеточие: возьмите его в кавычки" in line


def test_what_nobody_has_translated_is_said_in_english() -> None:
    fault = Fault(Path("x/topics.yaml"), 3, "something new")
    assert told(Texts(), Language.RU, [fault]) == ["topics.yaml:3: something new"]
