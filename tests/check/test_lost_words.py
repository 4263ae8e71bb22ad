"""Words behind « #» on the line of a text: YAML takes them for a comment, and the check says so."""

import shutil
from pathlib import Path

import pytest

from bot.check.report import check
from content.lost_words import lost_words
from content.models import Language
from tests.conftest import CONTENT

DISTRICT = Path("tests/data/contests/district")
SAID = {
    Language.KK: "submission.yaml:{line}: «# 211-бөлме» оқылмайды: # белгісінен кейінгі сөздер түсініктеме саналады.",
    Language.RU: "submission.yaml:{line}: «# 211-бөлме» не читается: слова после знака # считаются пояснением.",
    None: "{path}:{line}: '# 211-бөлме' is a comment to YAML",
}


@pytest.fixture
def submission(tmp_path: Path) -> Path:
    return Path(shutil.copytree(DISTRICT, tmp_path / DISTRICT.name)) / "submission.yaml"


def read(file: Path) -> str:
    return file.read_text(encoding="utf-8")


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


@pytest.mark.parametrize("language", SAID)
async def test_words_that_are_not_read_are_named_by_file_and_line(submission: Path, language: Language | None) -> None:
    lines = read(submission).split("\n")
    place = next(number for number, line in enumerate(lines) if "Үлгі көшесі" in line)
    lines[place] += " # 211-бөлме"
    write(submission, "\n".join(lines))
    (fault,) = (await check(submission.parents[1], language)).faults
    assert fault.startswith(SAID[language].format(path=submission, line=place + 1))


async def test_it_is_said_along_with_what_else_is_wrong(submission: Path) -> None:
    text = read(submission)
    write(submission, text.replace("kk: Мысал ауылы", "kk: # Мысал ауылы", 1))
    faults = (await check(submission.parents[1], Language.RU)).faults
    assert len(faults) > 1
    assert any("не читается: слова после знака #" in fault for fault in faults)


async def test_it_is_said_of_a_file_that_cannot_be_read_too(submission: Path) -> None:
    text = read(submission) + "note: Астана қ. # 211-бөлме,\n  2-қабат\n"
    write(submission, text)
    faults = (await check(submission.parents[1], Language.RU)).faults
    line = len(text.splitlines()) - 1
    assert any(each.startswith(f"submission.yaml:{line}: «# 211-бөлме,» не читается") for each in faults)


@pytest.mark.parametrize(
    "line",
    [
        "# on a line of its own",
        "total: 304 # a sum",
        "open: true # yes",
        "list: # of things\n- a",
        "list: # of things\n  - a",
        'name: "№ 1 # 2" # quoted',
        "name: >- # folded\n  words # that stay",
        "name: {kk: а, ru: б} # both",
        "name: one#two",
    ],
)
def test_what_takes_nothing_away_is_no_fault(tmp_path: Path, line: str) -> None:
    file = tmp_path / "submission.yaml"
    file.write_text(f"{line}\nend: 1\n", encoding="utf-8")
    assert lost_words(file) == []


@pytest.mark.parametrize("line", ["name: а # б", "- а # б", "name: {kk: а # б\n  , ru: в}", "name: #б", "on: 3 кг # б"])
def test_what_is_lost_is_found(tmp_path: Path, line: str) -> None:
    file = tmp_path / "submission.yaml"
    file.write_text(f"{line}\n", encoding="utf-8")
    assert [fault.line for fault in lost_words(file)] == [1]


def test_our_own_files_lose_nothing() -> None:
    folders = (CONTENT, CONTENT.parent / "every_contest", CONTENT.parent / "skeleton", DISTRICT.parent)
    assert [fault for folder in folders for path in folder.rglob("*.yaml") for fault in lost_words(path)] == []
