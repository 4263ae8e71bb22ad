"""A new folder: every field is explained, what is left to fill in is named, and filled in it is a contest."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from pydantic import TypeAdapter

from bot.__main__ import main
from bot.check.report import check
from bot.scaffold.contest import SKELETON, new_contest
from content.loader import load_contest
from content.models import Contest
from content.yaml_file import BLOCK, ContentError, composed

MARK = "TODO "
EVERYWHERE = {"section", "item", "appendix", "page", "paper", "unclear"}
"""Explained once, at the head of contest.yaml."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return new_contest("2027-main", tmp_path)


def fill_in(folder: Path) -> None:
    """As the guide says: what begins with TODO is replaced. Here the examples behind it take its place."""
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(text.replace(MARK, ""), encoding="utf-8")


def test_all_that_is_left_to_fill_in_is_named_by_file_and_line(folder: Path) -> None:
    with pytest.raises(ContentError) as caught:
        load_contest(folder)
    named = {(fault.file.name, fault.line) for fault in caught.value.faults}
    open_lines = {
        (path.name, number)
        for path in folder.glob("*.yaml")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if MARK in line.split("# ")[0]
    }
    assert named == open_lines
    assert {fault.message for fault in caught.value.faults} == {"still to be filled in"}


def test_there_is_no_form_that_a_comma_a_colon_or_a_quotation_mark_breaks(folder: Path) -> None:
    """Nothing that people type stands between brackets or braces, and texts stand on a line of their own."""
    for path in folder.glob("*.yaml"):
        text = path.read_text(encoding="utf-8")
        for node in nodes(composed(text)):
            if isinstance(node, yaml.ScalarNode) and node.value.startswith(MARK):
                words = node.value.removeprefix(MARK)
                assert node.style in BLOCK or words.isdecimal() or (node.style and words.isascii()), words
            assert not (isinstance(node, yaml.CollectionNode) and node.flow_style and node.value), path.name
        comments = "".join(line for line in text.splitlines() if line.strip().startswith("#"))
        assert not re.search(r"[{\[]\w+: ", comments), path.name


def nodes(node: yaml.Node | None) -> Iterator[yaml.Node]:
    if isinstance(node, yaml.CollectionNode):
        for each in node.value:
            for inner in each if isinstance(each, tuple) else (each,):
                yield from nodes(inner)
    if node is not None:
        yield node


async def test_texts_with_every_sign_pass_the_check(folder: Path) -> None:
    fill_in(folder)
    path = folder / "documents.yaml"
    text = path.read_text(encoding="utf-8")
    for old, new in (
        ("Ұйымның бланкісінде жасалады.", "- Бланк: «А», \"Б\" #1 {В}, 'Г' [Д]: % @ * & | >"),
        ("Оформляют на бланке организации.", "Бланк: да, или нет? - #1, {x}"),
    ):
        text = text.replace(old, f"{new}\n{' ' * text.split(old)[0][::-1].index(chr(10))}1, 2: 3")
    path.write_text(text, encoding="utf-8")
    explanation = load_contest(folder).documents.documents[0].explanation
    assert explanation.ru == "Бланк: да, или нет? - #1, {x} 1, 2: 3"


@pytest.mark.slow
async def test_filled_in_it_passes_the_check(folder: Path) -> None:
    fill_in(folder)
    report = await check(folder.parent)
    assert list(report.faults) == []
    assert load_contest(folder).id == "2027-main"


@pytest.mark.parametrize("name", Contest.model_fields)
def test_every_field_stands_in_it_with_a_word_on_it(name: str) -> None:
    """Whatever a file may hold is there, or named in a comment; nested models are gone through."""
    text = (SKELETON / f"{name}.yaml").read_text(encoding="utf-8")
    schema = Contest.model_fields[name].annotation
    assert schema is not None
    definitions = TypeAdapter(schema).json_schema(mode="validation")
    fields = {
        field
        for each in (definitions, *definitions.get("$defs", {}).values())
        for field in each.get("properties", {})
        if field != "view"  # written in one word with its item
    }
    words = set(re.findall(r"[a-z_]+", text))
    assert fields - EVERYWHERE <= words
    assert text.startswith("# ")


@pytest.mark.parametrize("contest_id", ["", "x", "2027 main", "../up", "Конкурс", "a" * 15, "a/b"])
def test_a_wrong_id_is_refused_in_one_line(contest_id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-contest", contest_id, str(tmp_path / "contests")]) == 2
    assert "2 to 14 small Latin letters" in capsys.readouterr().err
    assert not (tmp_path / "contests").exists()


def test_nothing_is_written_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new-contest", "2027-main", str(tmp_path)]) == 0
    assert "TODO" in capsys.readouterr().out
    before = (tmp_path / "2027-main" / "contest.yaml").read_bytes()
    assert main(["new-contest", "2027-main", str(tmp_path)]) == 2
    assert "is there already" in capsys.readouterr().err
    assert (tmp_path / "2027-main" / "contest.yaml").read_bytes() == before


def test_a_folder_like_another_one_asks_for_its_dates_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.copytree("tests/data/contests/2025-style", tmp_path / "2025-style")
    assert main(["new-contest", "2026-style", str(tmp_path), "--like", "2025-style"]) == 0
    with pytest.raises(ContentError) as caught:
        load_contest(tmp_path / "2026-style")
    assert {fault.message for fault in caught.value.faults} == {"still to be filled in"}
    lines = [line for path in (tmp_path / "2026-style").glob("*.yaml") for line in path.read_text("utf-8").splitlines()]
    assert [line for line in lines if re.search("202[5-8]", line) and MARK not in line and line[0] != "#"] == [
        "id: 2026-style"
    ]
    fill_in(tmp_path / "2026-style")
    made, pattern = load_contest(tmp_path / "2026-style"), load_contest(tmp_path / "2025-style")
    assert (made.id, made.topics) == ("2026-style", pattern.topics)
    assert main(["new-contest", "2027-style", str(tmp_path), "--like", "nowhere"]) == 2
    assert "no contest folder here" in capsys.readouterr().err
