"""Faults of files in the languages of staff: in words, with the field's name and the way to mend it."""

import ast
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from content.bundles import in_folder, is_yaml
from content.loader import load_contest, load_files, strange_file
from content.models import WRITTEN_LANGUAGES, Contest, Language
from content.models.complaint import Complaint
from content.texts.complaints import sentences, told
from content.yaml_file import SLIPS, STUMBLES, ContentError, Fault
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
    return said | {*STUMBLES.values(), *SLIPS.values(), "not YAML"}


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


VILLAGE = Path("tests/data/contests/district")
TITLE = "title: {kk: Ауылды көгалдандыру, ru: Озеленение села}"


@pytest.mark.parametrize(
    ("old", "new", "line", "russian", "kazakh"),
    [
        ("    number: 1", "\tnumber: 1", 5, "табуляцией", "Tab-пен"),
        ("    number: 1", "\u00a0\u00a0\u00a0\u00a0number: 1", 5, "не обычными пробелами", "кәдімгі бос орын емес"),
        ("  - id: village", "  — id: village", 3, "нужен дефис (-)", "қысқа сызықша (-)"),
        ("    grants: 1", "    grants:1", 9, "после двоеточия нет пробела", "қос нүктеден кейін бос орын жоқ"),
        (TITLE, 'title:\n      kk: "Ауыл" көгі\n      ru: Село', 7, "поставьте «…»", "«…» тырнақшасын қойыңыз"),
        ("    grants: 1", "    грантов: 1", 9, "такого поля нет: «грантов»", "мұндай өріс жоқ: «грантов»"),
        ("{most: 1500000}", "до 1 500 000 тенге", 8, "Пишите так: 5000000", "Былай жазыңыз: 5000000"),
    ],
)
def test_a_slip_of_a_clerk_is_told_at_its_own_line(old: str, new: str, line: int, russian: str, kazakh: str) -> None:
    files = in_folder(VILLAGE, Contest.model_fields)
    assert files["topics"].count(old) == 1
    with pytest.raises(ContentError) as caught:
        load_files("district", {**files, "topics": files["topics"].replace(old, new)})
    for language, words in ((Language.RU, russian), (Language.KK, kazakh)):
        (said,) = told(all_texts(), language, caught.value.faults)
        assert said.startswith(f"topics.yaml:{line}: ")
        assert words in said


def test_a_file_called_nearly_so_is_told_its_name() -> None:
    (said,) = told(all_texts(), Language.RU, [strange_file(Path("topic.yaml"))])
    assert said.endswith("Переименуйте его в topics.yaml или удалите")


def test_of_other_figures_only_the_other_ones_are_named() -> None:
    files = in_folder(VILLAGE, Contest.model_fields)
    moved = files["contest"].replace("до 17:00 12 сентября", "до 17:00 13 сентября")
    with pytest.raises(ContentError) as caught:
        load_files("district", {**files, "contest": moved})
    (said,) = told(all_texts(), Language.RU, caught.value.faults)
    assert said.endswith("Только в kk: 12; только в ru: 13")


def test_thousands_may_stand_apart() -> None:
    files = in_folder(VILLAGE, Contest.model_fields)
    apart = files["topics"].replace("{most: 1500000}", "1 500 000")
    (topic,) = load_files("district", {**files, "topics": apart}).topics.topics
    assert topic.amount is not None
    assert (topic.amount.least, topic.amount.most) == (1_500_000, 1_500_000)


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
