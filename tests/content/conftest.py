"""The real contest, everything a person can read of it, and a copy of its folder that a test may break."""

import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import settings

from content.checks import texts
from content.loader import load_contest
from content.models import Contest, Language
from content.texts.extraction import sayings
from content.texts.render import HERE
from content.texts.translation import read_translation
from content.yaml_file import ContentError, Fault
from tests.conftest import CONTENT

REAL = CONTENT / "2020-repeat"

# a busy machine is no fault of the rules, and failures are kept in tests, not in a folder
settings.register_profile("content", deadline=None, database=None)
settings.load_profile("content")

Found = tuple[str, int, str]
"""Path below the folder, line, message."""
Edit = tuple[str, ...]
"""File, old text, new text, the fault it gives, and the marks that lead to its line where that is not the new text."""


def found(faults: list[Fault], folder: Path) -> list[Found]:
    return [(fault.file.relative_to(folder).as_posix(), fault.line, fault.message) for fault in faults]


class Folder:
    """A contest folder on disk: break it, then read what the loader says."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def replace(self, file: str, old: str, new: str) -> None:
        """Changes the one place where `old` stands."""
        text = (self.path / file).read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
        (self.path / file).write_text(text.replace(old, new), encoding="utf-8")

    def line(self, file: str, *marks: str) -> int:
        """The line of the last mark, each looked for behind the one before."""
        text = (self.path / file).read_text(encoding="utf-8")
        place = -1
        for mark in marks:
            place = text.index(mark, place + 1)
        return text.count("\n", 0, place) + 1

    def faults(self) -> list[Found]:
        with pytest.raises(ContentError) as caught:
            load_contest(self.path)
        return found(caught.value.faults, self.path)

    def assert_refused(self, *edits: Edit) -> None:
        """Makes the edits; each gives its fault, and there is no other."""
        for file, old, new, *_ in edits:
            self.replace(file, old, new)
        assert self.faults() == sorted(
            (file, self.line(file, *(marks or [new])), message) for file, _, new, message, *marks in edits
        )


@pytest.fixture(scope="session")
def contest() -> Contest:
    return load_contest(REAL)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    return Folder(shutil.copytree(REAL, tmp_path / REAL.name))


@pytest.fixture(scope="session")
def said(contest: Contest) -> Mapping[str, str]:
    """Every text of the contest, what every template says, and every label, by its place, without mark-up.

    What people ask is left out: a question claims nothing.
    """
    words: dict[str, str] = {}
    for at, text in texts(contest):
        if at[0] == "faq" and at[-1] in {"question", "short"}:
            continue
        place = ".".join(map(str, at))
        words |= {f"{place}.kk": unmarked(text.kk), f"{place}.ru": unmarked(text.ru)}
    for language in Language:
        words |= {f"{language}/{place}": unmarked(text) for place, text in bot_says(language).items()}
    return words


def bot_says(language: Language) -> Mapping[str, str]:
    """What the templates say, each by its name, and the labels, each by its key."""
    translation = read_translation(HERE, language)
    says: dict[str, str] = {}
    for (context, words), saying in sayings(HERE, language).items():
        if saying.plural:
            continue
        text = translation.text(words, context)
        places = [context] if saying.label else [path.relative_to(HERE).as_posix() for path, _ in saying.places]
        for place in places:
            says[place] = f"{says[place]}\n{text}" if place in says else text
    return says


def unmarked(text: str) -> str:
    """A text without statements and HTML tags; what it inserts stays."""
    return re.sub(r"\{%.*?%\}|<[^>]*>", "", text.replace("%%", "%"))
