"""Templates and labels say everything in both languages: what is missing or differs is a fault, by its file."""

import shutil
from pathlib import Path

import pytest

from content.checks import text_faults
from content.models import Language
from content.render import HERE
from content.wording import wording_faults
from tests.content.conftest import Folder, found, prose

Faults = list[tuple[str, str]]


@pytest.fixture
def words(tmp_path: Path) -> Folder:
    """A copy of the templates and labels."""
    for name in ("templates", "labels"):
        shutil.copytree(HERE / name, tmp_path / name)
    return Folder(tmp_path)


def faults(words: Folder) -> Faults:
    """File and message of each fault."""
    return [(file, message) for file, _, message in found(wording_faults(words.path), words.path)]


def test_the_real_words_are_sound() -> None:
    assert wording_faults() == []


@pytest.mark.parametrize("template", ["topics/topics.j2", "topics/explain/topic_gone.j2", "_parts.j2"])
@pytest.mark.parametrize("language", Language)
def test_a_template_is_there_in_both_languages(words: Folder, language: Language, template: str) -> None:
    (words.path / "templates" / language / template).unlink()
    assert faults(words) == [(f"templates/{language}/{template}", "the template is missing")]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("ru.yaml", "help: Помощь\n", "", [("ru.yaml", "label 'help' is missing")]),
        ("kk.yaml", "help: Көмек\n", "", [("kk.yaml", "label 'help' is missing")]),
        (
            "ru.yaml",
            "help: Помощь\n",
            "helps: Помощь\n",
            [("kk.yaml", "label 'helps' is missing"), ("ru.yaml", "label 'help' is missing")],
        ),
        (
            "ru.yaml",
            'unmet: "{number}) Нет"',
            'unmet: "{index}) Нет"',
            [("ru.yaml", "label 'point.unmet' takes ['index'], in kk ['number']")],
        ),
        (
            "kk.yaml",
            'unmet: "{number}) Жоқ"',
            'unmet: "Жоқ"',
            [("ru.yaml", "label 'point.unmet' takes ['number'], in kk []")],
        ),
        ("ru.yaml", "help: Помощь", "help: Помощь 24", [("ru.yaml", "label 'help': figures differ: kk [], ru ['24']")]),
        ("ru.yaml", "help: Помощь", "help: Помощь!", [("ru.yaml", "label 'help': ru: no exclamation marks")]),
        (
            "kk.yaml",
            "help: Көмек",
            "help: Көмeк",  # a Latin e
            [("ru.yaml", "label 'help': kk: 'Көмeк' mixes Latin and Cyrillic letters")],
        ),
    ],
)
def test_a_label_says_the_same_in_both_languages(
    words: Folder, file: str, old: str, new: str, expected: Faults
) -> None:
    words.replace(f"labels/{file}", old, new)
    assert faults(words) == [(f"labels/{name}", message) for name, message in expected]


def test_a_language_has_as_many_plural_forms_as_it_likes(words: Folder) -> None:
    words.replace("labels/kk.yaml", "day: {other: күн}", "day: {one: күн, other: күн}")
    assert faults(words) == []


@pytest.mark.parametrize("language", Language)
def test_a_template_takes_the_same_values_in_both_languages(words: Folder, language: Language) -> None:
    path = words.path / "templates" / language / "entry/cancel.j2"
    path.write_text(path.read_text(encoding="utf-8") + "{{ first_name }}{{ contest.id }}", encoding="utf-8")
    assert faults(words) == [("templates/ru/entry/cancel.j2", "values used in one language only: contest, first_name")]


@pytest.mark.parametrize(
    ("written", "line", "message"),
    [
        ("a\n{{ b }\n", 2, "unexpected '}'"),
        ("{% if a %}\nb\n", 2, "Unexpected end of template."),
        ("a\nb\n{{ c | nosuch }}\n", 3, "No filter named 'nosuch'."),
    ],
)
@pytest.mark.parametrize("language", Language)
def test_a_template_that_is_none_is_named_with_its_line(
    words: Folder, language: Language, written: str, line: int, message: str
) -> None:
    (words.path / "templates" / language / "entry/cancel.j2").write_text(written, encoding="utf-8")
    (found_one,) = found(wording_faults(words.path), words.path)
    assert found_one[:2] == (f"templates/{language}/entry/cancel.j2", line)
    assert found_one[2].startswith(f"not a template: {message}")


def test_all_faults_come_at_once(words: Folder) -> None:
    words.replace("labels/ru.yaml", "help: Помощь\n", "")
    (words.path / "templates/kk/entry/cancel.j2").unlink()
    (words.path / "templates/ru/entry/group.j2").write_text("{{ name }}", encoding="utf-8")
    assert [file for file, _ in faults(words)] == [
        "labels/ru.yaml",
        "templates/kk/entry/cancel.j2",
        "templates/ru/entry/group.j2",
    ]


@pytest.mark.parametrize(
    "template",
    sorted(path.relative_to(HERE / "templates/kk").as_posix() for path in (HERE / "templates/kk").rglob("*.j2")),
)
def test_templates_keep_the_rules_of_language(template: str) -> None:
    kk, ru = (prose(HERE / "templates" / language / template) for language in (Language.KK, Language.RU))
    assert list(text_faults(kk, ru)) == []


HOURS = "  hour: {one: час, few: часа, many: часов, other: часа}\n"
BROKEN_LABELS = {
    "no YAML": ("help: Помощь\n", "help: [Помощь\n", ["not YAML: did not find expected ',' or ']'"]),
    "an open brace": (
        "help: Помощь\n",
        'help: "Помощь {"\n',
        ["help: not a label: Single '{' encountered in format string"],
    ),
    "an unnamed gap": ("help: Помощь\n", 'help: "Помощь {}"\n', ["help: a gap needs a name"]),
    "no words": ("help: Помощь\n", "help:\n", ["help: a label is words"]),
    "a number": ("help: Помощь\n", "help: 12\n", ["help: a label is words"]),
    "a list": ("help: Помощь\n", "help: [Помощь]\n", ["help: a label is words"]),
    "twice": ("help: Помощь\n", "help: Помощь\nhelp: Подсказка\n", ["'help' stands twice"]),
    "a unit left out": (HOURS, "", ["label 'unit.hour.other' is missing"]),
    "a form left out": ("many: часов, other: часа", "other: часа", ["label 'unit.hour.many' is missing"]),
    "two forms left out": (
        HOURS,
        "  hour: {one: час, other: часа}\n",
        ["label 'unit.hour.few' is missing", "label 'unit.hour.many' is missing"],
    ),
}


@pytest.mark.parametrize(("old", "new", "messages"), BROKEN_LABELS.values(), ids=BROKEN_LABELS)
def test_broken_labels_are_faults_of_their_file(words: Folder, old: str, new: str, messages: list[str]) -> None:
    words.replace("labels/ru.yaml", old, new)
    assert faults(words) == [("labels/ru.yaml", message) for message in messages]


def test_a_label_that_is_none_is_named_with_its_line(words: Folder) -> None:
    words.replace("labels/ru.yaml", HOURS, '  hour: {one: "{}", other: часа}\n')
    line = words.line("labels/ru.yaml", '  hour: {one: "{}"')
    assert found(wording_faults(words.path), words.path) == [
        ("labels/ru.yaml", line, "unit.hour.one: a gap needs a name")
    ]
