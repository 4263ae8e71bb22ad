"""A new screen: what is written works and passes every check at once, and nothing is written over."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.scaffold.screen import ROOT, new_screen
from content.models import Language
from content.yaml_file import ContentError

pytestmark = pytest.mark.slow

TITLES = {Language.KK: "Алымдар мен төлемдер", Language.RU: "Сборы и платежи"}
SCREENS = (("rules", "fees"), ("reminders", "office_days"), ("levies", "levy_rates"))
"""Payloads of a feature in a folder, in one file; and a feature that has nothing yet."""
LONGEST = "test_the_longest_payloads_fit_64_bytes"
A_WALK = """
import asyncio
from pathlib import Path
from bot.app import build_navigation
from bot.check.crawl import crawl, walkers
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.texts.render import Texts
from content.texts.wording import wording_faults

contests = load_catalogue(Path("tests/data/contests"))
walk = asyncio.run(crawl([next(walkers(Catalogue(contests), Texts(), build_navigation()))]))
print(*wording_faults(), *walk.faults, *{visit.at for visit in walk.visits if visit.at.startswith("fees:")}, sep="\\n")
"""


def run(place: Path, *arguments: str) -> str:
    """What a module of Python says; it has to go well."""
    done = subprocess.run([sys.executable, *arguments], cwd=place, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository with three new screens."""
    copy = tmp_path_factory.mktemp("copy")
    for name in ("bot", "content", "handlers", "storage", "tests", ".mypy_cache"):
        if (ROOT / name).exists():
            shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", copy)
    (copy / "handlers" / "levies").mkdir()
    (copy / "handlers" / "levies" / "__init__.py").touch()
    (feature, name), *others = SCREENS
    titles = [part for language, title in TITLES.items() for part in (f"--{language}", title)]
    said = run(copy, "-m", "bot", "new-screen", feature, name, *titles)
    assert f"handlers/{feature}/{name}.py" in said
    assert "Left by hand" in said
    for feature, name in others:
        new_screen(feature, name, TITLES, copy)
    return copy


def files(copy: Path) -> dict[Path, bytes]:
    folders = [copy / name for name in ("bot", "content", "handlers", "tests")]
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
def test_linter_formatter_and_types_have_nothing_to_say(copy: Path) -> None:
    run(copy, "-m", "ruff", "check", ".")
    run(copy, "-m", "ruff", "format", "--check", ".")
    run(copy, "-m", "mypy", "handlers/__init__.py", *(f"tests/{feature}/test_{name}.py" for feature, name in SCREENS))


@pytest.mark.slow
def test_their_own_tests_pass(copy: Path) -> None:
    own = (f"tests/{feature}/test_{name}.py" for feature, name in SCREENS)
    payloads = "tests/payloads/test_payloads.py"
    of_all = (f"{payloads}::{each}" for each in ("test_every_payload_of_today_is_listed", LONGEST))
    run(copy, "-m", "pytest", *own, *of_all)


@pytest.mark.slow
def test_with_a_button_that_leads_there_the_walk_finds_it_and_no_fault(copy: Path) -> None:
    """The last step of the recipe, done by hand. The check walks often; once is enough here."""
    menu = copy / "handlers" / "rules" / "rules.py"
    text = menu.read_text(encoding="utf-8")
    check = 'ctx.button("may_we.open", EligibilityCheck(contest=contest.id))'
    button = 'ctx.button("fees.open", Fees(contest=contest.id))'
    assert check in text
    imports = "from bot.payloads.rules.rules import"
    assert imports in text
    changed = text.replace(check, button, 1).replace(imports, f"from bot.payloads.rules.fees import Fees\n{imports}", 1)
    menu.write_text(changed, encoding="utf-8")
    try:
        assert run(copy, "-c", A_WALK).split() == ["fees:2025-style"]
    finally:
        menu.write_text(text, encoding="utf-8")


def test_the_words_stand_in_the_template_and_in_the_catalogue(copy: Path) -> None:
    template = (copy / "content" / "templates" / "rules" / "fees.j2").read_text(encoding="utf-8")
    assert TITLES[Language.KK] in template
    catalogues = copy / "content" / "locale" / "ru" / "LC_MESSAGES"
    assert TITLES[Language.RU] in "".join(path.read_text(encoding="utf-8") for path in catalogues.glob("*.po"))
    assert "fuzzy" not in "".join(path.read_text(encoding="utf-8") for path in catalogues.glob("*.po"))


@pytest.mark.parametrize(
    ("feature", "name", "title", "words"),
    [
        ("fees", "fees_paid", "Алым", "no such feature; there are answers,"),
        ("rules", "Fees", "Алым", "small Latin letters"),
        ("rules", "list", "Алым", "Python means something else"),
        ("rules", "import", "Алым", "Python means something else"),
        ("rules", "page_two", "Алым <b>", "1 to 30 characters"),
        ("rules", "page_two", "а" * 31, "1 to 30 characters"),
        ("rules", "fees", "Алым", "is there already"),
        ("topics", "fees", "Алым", "a class of this name: class Fees"),
        ("topics", "eligibility", "Алым", "an activity of this name"),
        ("topics", "topic", "Алым", "a prefix of this name: topic:2020-repeat"),
        ("topics", "may_we", "Алым", "labels of this name: may_we:"),
    ],
)
def test_what_is_taken_or_none_is_named_and_nothing_is_written(
    copy: Path, feature: str, name: str, title: str, words: str
) -> None:
    before = files(copy)
    with pytest.raises(ContentError, match=words):
        new_screen(feature, name, {Language.KK: title}, copy)
    assert files(copy) == before
