"""The documents are held to their word: what they name is there, what they tell people to type works."""

import re
import shlex
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from bot.__main__ import COMMANDS, command_line, main
from bot.app import build_navigation
from bot.payloads.packages.documents import SetDocument
from bot.settings import Settings
from content.models import Language
from content.texts.labels import read_labels
from content.texts.render import HERE, Wording
from tests.support.code import defined_in, defined_names, names_in_code

FILES = [Path(name) for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md")]
FILES += sorted(Path("docs").rglob("*.md"))
PAGES = {path.as_posix(): path.read_text(encoding="utf-8") for path in FILES}
EVERYTHING = "\n".join(PAGES.values())
README, CONTRIBUTING, OPERATOR, STAFF, GLOSSARY, ARCHITECTURE = (
    PAGES[name]
    for name in (
        "README.md",
        "CONTRIBUTING.md",
        "docs/operator.md",
        "docs/staff.md",
        "docs/glossary.md",
        "docs/architecture.md",
    )
)
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
FILE = re.compile(r"[\w.-]+\.(py|yaml|md|lock|toml)")
NAME = re.compile(r"[A-Za-z_]\w*(\.\w+)*")
FOLDERS = {"bot", "content", "deploy", "docs", "handlers", "storage", "tests"}
MADE_LATER = {"content/contests/2027-main"}
"""What a command of a recipe makes."""
NO_NAMES = {"utils", "helpers", "manager", "common", "python", "grep", "path"}
"""Words in code letters that name nothing of ours."""
README_LINES = 80


def in_code(text: str) -> list[str]:
    """What stands in code letters within sentences and tables."""
    return re.findall(r"`([^`\n]+)`", BLOCK.sub("", text))


# --- places


def test_the_pictures_are_there() -> None:
    for page, text in PAGES.items():
        for picture in re.findall(r"!\[[^]]+]\(([^)]+)\)", text):
            assert (Path(page).parent / picture).stat().st_size > 10_000


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_somewhere(page: str) -> None:
    for link in re.findall(r"(?<!!)\[[^]]+]\(([^)]+)\)", PAGES[page]):
        assert (Path(page).parent / link).exists(), link


def test_every_page_is_led_to() -> None:
    linked = {
        (Path(page).parent / link).resolve()
        for page, text in PAGES.items()
        for link in re.findall(r"(?<!!)\[[^]]+]\(([^)]+)\)", text)
    }
    assert [page for page in PAGES if Path(page).resolve() not in linked] == ["README.md"]


@pytest.mark.parametrize("page", PAGES)
def test_every_place_is_there(page: str) -> None:
    """`<feature>` and the like stand for any."""
    places = {each for each in in_code(PAGES[page]) if each.split("/")[0] in FOLDERS} - MADE_LATER
    assert [each for each in places if not any(Path().glob(re.sub(r"<\w+>", "*", each).rstrip("/")))] == []


@pytest.mark.parametrize("page", PAGES)
def test_every_file_is_there(page: str) -> None:
    named = {each for each in in_code(PAGES[page]) if FILE.fullmatch(each)}
    assert [each for each in named if not Path(each).exists() and not any_file(each)] == []


def any_file(name: str) -> bool:
    return any(True for folder in FOLDERS for _ in Path(folder).rglob(name))


# --- names


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.slow
def test_every_name_is_in_the_code(page: str) -> None:
    known = names_in_code() | NO_NAMES | {name.upper() for name in Settings.model_fields}
    named = {each for each in in_code(PAGES[page]) if NAME.fullmatch(each) and not FILE.fullmatch(each)}
    assert [each for each in named if not set(each.split(".")) <= known] == []


@pytest.mark.parametrize("page", PAGES)
def test_what_is_said_to_be_in_a_file_is_defined_there(page: str) -> None:
    said = re.findall(r"`([\w.]+)` in\s+`([\w/]+\.py)`", PAGES[page])
    assert [(each, file) for each, file in said if each.split(".")[0] not in defined_in(Path(file))] == []


def rows(text: str) -> Iterator[list[str]]:
    """Of tables, the cells without their heads."""
    for table in re.findall(r"^\|.*\n\|[-|]+\|\n((?:\|.*\n)+)", text, re.MULTILINE):
        yield from ([cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines())


def test_every_term_of_the_glossary_is_a_name_in_the_code() -> None:
    """Defined there, not only used."""
    for row in rows(GLOSSARY):
        named = in_code(row[-1])
        assert named, row
        assert all(row)
        assert [each for each in named if each not in defined_names()] == []


def test_terms_stand_once() -> None:
    for language in (0, 1):
        terms = [row[language] for row in rows(GLOSSARY) if len(row) == 4]
        assert sorted(terms) == sorted(set(terms))


def test_the_features_are_those_of_the_folders() -> None:
    features = [row[0].strip("`") for row in rows(ARCHITECTURE) if Path("handlers", row[0].strip("`")).is_dir()]
    assert sorted(features) == sorted(path.parent.name for path in Path("handlers").glob("*/__init__.py"))


def test_the_tap_that_is_followed_is_understood() -> None:
    (data,) = re.findall(r"`(setdoc:[^`]+)`", ARCHITECTURE)
    assert isinstance(build_navigation().payload(data), SetDocument)


def test_commands_in_telegram_are_heard() -> None:
    for command in set(re.findall(r"`/(\w+)`", EVERYTHING)):
        assert command in names_in_code(), command


@cache
def labels(language: Language) -> dict[str, str]:
    return Wording(HERE, language, read_labels(HERE)).labels


@pytest.mark.parametrize(
    "page", ["docs/staff.md", "docs/contest-author.md", "docs/contest-author.ru.md", "docs/contest-author.kk.md"]
)
def test_buttons_are_called_so(page: str) -> None:
    known = {words for language in Language for words in labels(language).values()}
    named = {" ".join(each.split()) for each in re.findall(r"«([^»]+)»", PAGES[page])}
    assert named
    assert named - known == set()


def test_the_buttons_are_the_same_in_both_languages() -> None:
    pairs = re.findall(r"^\| «(.+)» \| «(.+)» \|$", STAFF, re.MULTILINE)
    assert pairs
    known = {(labels(Language.RU)[key], words) for key, words in labels(Language.KK).items()}
    assert set(pairs) <= known


# --- commands

TARGETS = sorted(set(re.findall(r"(?:`|^)make ([\w-]+)", EVERYTHING, re.MULTILINE)))
NAMED = re.findall(r"python -m bot ([\w-]+)([^`\n]*)", EVERYTHING)
LINES = [
    line.partition("#")[0].strip()
    for _, block in (found for found in BLOCK.findall(README + CONTRIBUTING) if found[0] == "sh")
    for line in block.splitlines()
]


@pytest.mark.parametrize("target", TARGETS)
def test_every_make_target_exists(target: str) -> None:
    result = subprocess.run(["make", "--dry-run", target], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr


def test_every_make_target_is_explained() -> None:
    (phony,) = re.findall(r"^\.PHONY: (.+)$", Path("Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(phony.split()) == TARGETS


def test_every_command_is_explained() -> None:
    assert {name for name, _ in NAMED} == set(COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_option_is_real(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    described = capsys.readouterr().out
    options = {option for name, rest in NAMED if name == command for option in re.findall(r"--\w+", rest)}
    assert [option for option in options if option not in described] == []


@pytest.mark.parametrize("line", LINES)
def test_every_line_to_be_typed_is_understood(line: str) -> None:
    """What new-screen and new-contest write has tests of its own."""
    match shlex.split(line):
        case ["make", target]:
            assert target in TARGETS
        case [".venv/bin/python", "-m", "bot", *arguments]:
            assert command_line().parse_args(arguments).name == arguments[0]
        case [".venv/bin/python", "-m", "pytest", path]:
            assert Path(path).exists()
        case other:
            pytest.fail(f"nobody knows what {other} does")


# --- what must not be forgotten


def test_every_setting_is_explained() -> None:
    example = Path(".env.example").read_text(encoding="utf-8")
    for name in Settings.model_fields:
        assert name.upper() in OPERATOR
        assert f"{name.upper()}=" in example


def test_every_dependency_has_its_line() -> None:
    project = Path("pyproject.toml").read_text(encoding="utf-8")
    wanted = project.partition("dependencies = [")[2].partition("\n]")[0]
    for name in re.findall(r'"([a-z-]+)', wanted):
        assert name.lower() in OPERATOR.lower(), name


def test_the_readme_is_read_in_one_go() -> None:
    assert len(README.splitlines()) < README_LINES


@pytest.mark.parametrize("page", [page for page in PAGES if "decisions/" in page and "README" not in page])
def test_a_decision_says_what_else_was_weighed(page: str) -> None:
    for head in ("# ", "**Situation.**", "**Decision.**", "**Also weighed.**", "**What follows.**"):
        assert re.search(rf"^{re.escape(head)}", PAGES[page], re.MULTILINE), head
