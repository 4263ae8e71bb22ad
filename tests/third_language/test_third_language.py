"""A third language needs a line, catalogues, and as much content as somebody writes in it.

Tried on a copy of the bot with English, in which every message says ⟦what the Kazakh one says⟧.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po, write_po

COPIED = ("bot", "content", "handlers", "storage", "tests", "pyproject.toml")


def run(house: Path, *arguments: str) -> str:
    """Runs Python there, without what this run of the tests has set."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
    done = subprocess.run(
        [sys.executable, *arguments], cwd=house, env=kept, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def pretend(path: Path) -> None:
    """Translates a catalogue without knowing the language."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale="en")
    for message in catalogue:
        forms = [f"⟦{words}⟧" for words in (message.id if isinstance(message.id, tuple) else [message.id])]
        if message.id:
            message.string = tuple(forms) if isinstance(message.id, tuple) else forms[0]
    with path.open("wb") as file:
        write_po(file, catalogue)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    house = tmp_path_factory.mktemp("house")
    for name in COPIED:
        if Path(name).is_dir():
            shutil.copytree(name, house / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(name, house)
    replace(house / "content/models/base.py", '    RU = "ru"\n', '    RU = "ru"\n    EN = "en"\n')
    written = run(house, "-m", "bot", "texts").split()
    assert {Path(path).parent.parent.name for path in written} == {"en"}
    for path in written:
        pretend(Path(path))
    run(house, "-m", "bot", "texts")
    topics = house / "content/contests/2020-repeat/topics.yaml"
    replace(topics, "ru: Интернет-зависимость\n", "ru: Интернет-зависимость\n      en: Internet addiction\n")
    return house


@pytest.mark.slow
def test_people_use_the_bot_in_a_third_language(house: Path) -> None:
    assert "100%" in run(house, "-m", "pytest", "-p", "no:cacheprovider", "tests/third_language/walk.py")
