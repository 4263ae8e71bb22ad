"""A name that has quotation marks of its own stands between ours with the inner ones, on every screen."""

import asyncio
import re
import shutil
from pathlib import Path

import pytest

from bot.app import build_navigation
from bot.check.crawl import crawl, walkers
from content.catalogue import Catalogue
from content.loader import load_contest
from content.models import Language
from content.texts.render import inner_quotes
from tests.support.wording import all_texts

TEXT = re.compile(r"\{kk: ([^,:{}\"«»]+), ru: ([^,:{}\"«»]+)\}")
"""A short text of the content, on one line."""
SHAPES = Path("tests/data/contests")
DOUBLED = re.compile("««|»»")


def test_marks_within_become_the_inner_ones() -> None:
    assert inner_quotes("«Ашық жүрек» еріктілері") == "„Ашық жүрек“ еріктілері"
    assert inner_quotes("жүрек") == "жүрек"


@pytest.mark.slow
@pytest.mark.parametrize("shape", ["2025-style", "district"])
def test_no_screen_doubles_them(tmp_path: Path, shape: str) -> None:
    folder = Path(shutil.copytree(SHAPES / shape, tmp_path / shape))
    changed = 0
    for file in folder.glob("*.yaml"):
        text, number = TEXT.subn(r'{kk: "«\1»", ru: "«\2»"}', file.read_text(encoding="utf-8"))
        file.write_text(text, encoding="utf-8")
        changed += number
    assert changed > 5
    every = walkers(Catalogue({shape: load_contest(folder)}), all_texts(), build_navigation())
    walk = asyncio.run(crawl([each for each in every if each.language is Language.KK and each.changeable], quick=True))
    said = "\n".join(visit.screen.text for visit in walk.visits)
    assert [line for line in said.split("\n") if DOUBLED.search(line)] == []
