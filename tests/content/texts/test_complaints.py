"""Faults of files in the languages of staff: in words, with the field's name and the way to mend it."""

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.bundles import in_folder, is_yaml
from content.loader import load_contest, load_files
from content.models import WRITTEN_LANGUAGES, Contest, Language
from content.models.complaint import Complaint
from content.texts.complaints import sentences, told
from content.yaml_file import STUMBLES, ContentError, Fault
from tests.content.conftest import REAL, Folder
from tests.support.wording import all_texts

GAP = re.compile(r"\{(\w+)")
CALLED = "announced (дата объявления)"
CUT = "{kk: Өтініш, ru: Заявка подается на бланке, в формате PDF.}\n"
MISSING = f"contest.yaml:3: {CALLED}: не хватает поля «announced» (дата объявления): добавьте его"


def in_code() -> set[str]:
    """The sentence of every complaint that code makes."""
    calls = (
        node
        for folder in ("content", "bot")
        for path in Path(folder).rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Complaint"
    )
    said = {str(each.args[0].value) for each in calls if isinstance(each.args[0], ast.Constant)}
    return said | {*STUMBLES.values(), "not YAML"}


def russian(folder: Folder, language: Language = Language.RU) -> list[str]:
    with pytest.raises(ContentError) as caught:
        load_contest(folder.path)
    return told(all_texts(), language, caught.value.faults)


@pytest.mark.parametrize("language", WRITTEN_LANGUAGES)
@pytest.mark.slow
def test_every_complaint_has_words_in_every_language_of_staff(language: Language) -> None:
    assert {each for each in in_code() if language not in sentences().get(each, {})} == set()


def test_a_sentence_has_the_gaps_of_the_english_one() -> None:
    for english, said in sentences().items():
        if english.startswith(("pydantic", "cut by")):
            continue
        for words in said.values():
            assert set(GAP.findall(words)) <= {*GAP.findall(english), "screen"}, english


def replaced(value: Any, wrong: Any, kind: type) -> Any:
    """A value of a file with everything of a kind inside it made wrong, the innermost first."""
    if isinstance(value, dict):
        value = {name: replaced(each, wrong, kind) for name, each in value.items()}
    elif isinstance(value, list):
        value = [replaced(each, wrong, kind) for each in value]
    inner = isinstance(value, dict | list) and any(isinstance(each, dict | list) for each in _inside(value))
    return wrong if isinstance(value, kind) and not inner else value


def _inside(value: dict[str, Any] | list[Any]) -> Iterable[Any]:
    return value.values() if isinstance(value, dict) else value


def untold(name: str, files: Mapping[str, str]) -> set[str]:
    """What has no words in the languages of staff."""
    try:
        load_files(name, files)
    except ContentError as error:
        whats = [each.what or each.message for each in error.faults]
        return {each.sentence if isinstance(each, Complaint) else each for each in whats} - set(sentences())
    return set()


@pytest.mark.slow
@pytest.mark.parametrize("wrong", [7, -7, "x y", "", "ә", True, None, [], ["a"], {}, {"a": 1}], ids=str)
def test_whatever_is_wrong_staff_are_told_in_their_language(wrong: Any) -> None:
    """Every kind of value, in every place of every file, is given in place of every other kind."""
    for folder in (Path("tests/data/contests/2025-style"), REAL):
        files = in_folder(folder, [name for name in Contest.model_fields if name != "faq"])
        data = {name: yaml.load(text, yaml.CSafeLoader) for name, text in files.items() if is_yaml(name)}
        for kind in (str, int, list, dict):
            broken = {name: yaml.safe_dump(replaced(each, wrong, kind)) for name, each in data.items()}
            assert untold(folder.name, broken) == set()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('name: {kk: "Конкурс, ru: Конкурс}', "кавычка не закрыта"),
        ("name: {kk: Конкурс, ru: Конкурс", "скобка не закрыта"),
        ("name: @konkurs", "возьмите в кавычки"),
        ('name: "a\\q"', "внутри кавычек"),
        ("name: *konkurs", "начинается со знака *"),
        ("name:\n  kk: Конкурс\n ru: Конкурс", "сбит отступ"),
        ("name: [" * 40, "слишком много вложений"),
    ],
)
def test_a_slip_of_writing_is_explained(line: str, words: str) -> None:
    with pytest.raises(ContentError) as caught:
        load_files("x", {"contest": line})
    first = told(all_texts(), Language.RU, [each for each in caught.value.faults if each.file.name == "contest.yaml"])[
        0
    ]
    assert words in first


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
    assert told(all_texts(), Language.RU, [fault]) == ["topics.yaml:3: something new"]
