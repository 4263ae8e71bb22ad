"""Walks in several processes find what walks in one find, and leave none of them behind."""

import asyncio
import pickle
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bot.app import build_navigation
from bot.check.crawl import walkers
from bot.check.report import check
from bot.check.side_by_side import shares
from bot.services.contests import upload
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.models import Language
from content.models.complaint import Complaint
from tests.support.wording import all_texts

SHAPES = Path("tests/data/contests")
DISTRICT = SHAPES / "district"
TOO_LONG = {"Жобаны бір бетке сипаттаңыз.": "Жоба " * 900, "Опишите проект на одной странице.": "Проект " * 700}
TWO_PROCESSES = """
import asyncio, os, sys
from pathlib import Path
from bot.check import side_by_side
from bot.check.report import check

async def dies(*_, **__):
    os._exit(7)

if sys.argv[2:]:
    side_by_side.walk = dies
report = asyncio.run(check(Path(sys.argv[1]), processes=2))
print(*report.rows, *report.faults, sep="\\n")
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DISTRICT, tmp_path / DISTRICT.name)).parent


def in_two(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """In a process without threads, as on the command line."""
    command = [sys.executable, "-c", TWO_PROCESSES, *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False)


@pytest.mark.slow
async def test_two_processes_draw_and_find_what_one_does(folder: Path) -> None:
    documents = folder / DISTRICT.name / "documents.yaml"
    text = documents.read_text(encoding="utf-8")
    for words, many in TOO_LONG.items():
        assert words in text
        text = text.replace(words, many)
    documents.write_text(text, encoding="utf-8")
    alone = await check(folder)
    assert {" (kk), doc:" in fault for fault in alone.faults} == {True, False}
    assert in_two(str(folder)).stdout.splitlines() == [*map(str, alone.rows), *alone.faults]


@pytest.mark.slow
def test_a_process_that_ends_without_a_word_is_no_sound_contest(folder: Path) -> None:
    done = in_two(str(folder), "dies")
    assert done.returncode != 0
    assert done.stderr.splitlines()[-1] == "RuntimeError: a process of the check ended with status 7"


def test_what_belongs_to_a_language_of_a_contest_stays_together() -> None:
    each = list(walkers(Catalogue(load_catalogue(SHAPES)), all_texts(), build_navigation()))
    dealt = shares(each, 3)
    homes = [{(walker.contest.id, walker.language) for walker in share} for share in dealt]
    assert sorted(len(share) for share in dealt) == [4, 4, 8]
    assert sum(map(len, homes)) == len(set.union(*homes)) == 4
    assert shares(each[:4], 3) == [each[:4]]


def test_a_complaint_says_the_same_in_another_process() -> None:
    said = Complaint("{error} here", "«{{ … }}» is broken", error="{x}") + " (topic_1)"
    there = pickle.loads(pickle.dumps(said))  # noqa: S301  our own
    assert (there, there.sentence, there.values, there.after) == (said, said.sentence, said.values, said.after)


async def test_a_check_that_is_given_up_leaves_no_process_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = tmp_path / "python"
    slow.write_text(f"#!/bin/sh\nsleep 600 &\necho $! > {tmp_path}/pid\nsleep 600\n", encoding="utf-8")
    slow.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(slow))
    monkeypatch.setattr(upload, "LONGEST_CHECK", 2.0)
    (said,) = await upload.faults("2099-slow", {"contest": "id: 2099-slow"}, all_texts(), Language.RU)
    assert "не хватило времени" in said
    number = (tmp_path / "pid").read_text(encoding="utf-8").strip()
    for _ in range(50):
        if not runs(number):
            return
        await asyncio.sleep(0.1)
    pytest.fail("it still runs")


def runs(number: str) -> bool:
    """Whether there is such a process, and it has not ended."""
    stat = Path("/proc", number, "stat")
    return stat.exists() and ") Z " not in stat.read_text(encoding="utf-8")
