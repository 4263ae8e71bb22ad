"""Topics, documents and questions as rows and back: nothing is lost, and what is no number is said."""

from pathlib import Path

import pytest

from content import contest_tables
from content.bundles import in_folder
from content.contest_tables import COLUMNS, SheetRow, columns, merged, rows
from content.loader import load_files
from content.models import Contest
from tests.conftest import CONTENT

FOLDERS = (CONTENT / "2020-repeat", Path("tests/data/contests/2025-style"), Path("tests/data/contests/district"))


def grid(table: str, folder: Path) -> list[list[str]]:
    files = in_folder(folder, Contest.model_fields)
    heads = [f"что-нибудь ({column.name})" for column in columns(table)]
    return [heads, *[[str(cell) for cell in row] for row in rows(table, files)]]


@pytest.mark.parametrize("table", COLUMNS)
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_there_and_back_nothing_is_different(table: str, folder: Path) -> None:
    files = in_folder(folder, Contest.model_fields)
    assert merged(table, contest_tables.read(grid(table, folder)), files) == (files, [])


def test_a_cell_changes_its_field_and_leaves_everything_else() -> None:
    folder = FOLDERS[0]
    files = in_folder(folder, Contest.model_fields)
    before = load_files(folder.name, files)
    cells = grid("documents", folder)
    place = next(index for index, head in enumerate(cells[0]) if head.endswith("(explanation.ru)"))
    cells[3][place] = 'Новое: 3 слова, и кавычка "'
    changed, faults = merged("documents", contest_tables.read(cells), files)
    after = load_files(folder.name, changed)
    assert faults == []
    assert after.documents.documents[2].explanation.ru == 'Новое: 3 слова, и кавычка "'
    assert after.documents.documents[2].notes == before.documents.documents[2].notes
    assert changed["documents"].count("#") == files["documents"].count("#")
    assert after.documents.documents[3:] == before.documents.documents[3:]


def test_a_row_more_is_an_item_more_with_its_number() -> None:
    folder = FOLDERS[2]
    files = in_folder(folder, Contest.model_fields)
    taken = contest_tables.read(grid("topics", folder))
    new = SheetRow(4, {"id": "street", "number": "", "title.kk": "Көше", "title.ru": "Улица", "short.kk": "Көше",
                       "short.ru": "Улица", "amount.least": "1 000 000", "amount.most": "2\u00a0000\u00a0000",
                       "source.page": "1", "tasks.kk": "бір\nекі", "tasks.ru": "раз\nдва"})  # fmt: skip
    changed, faults = merged("topics", [*taken, new], files)
    topic = load_files(folder.name, changed).topics.topics[1]
    assert faults == []
    assert (topic.number, topic.title.ru) == (2, "Улица")
    assert topic.amount is not None
    assert (topic.amount.least, topic.amount.most) == (1_000_000, 2_000_000)
    assert [task.ru for task in topic.tasks] == ["раз", "два"]
    assert [topic.id for topic in load_files(folder.name, merged("topics", taken, changed)[0]).topics.topics] == [
        "village"
    ]


def test_what_is_no_number_is_named_with_its_row() -> None:
    files = in_folder(FOLDERS[2], Contest.model_fields)
    (taken,) = contest_tables.read(grid("topics", FOLDERS[2]))
    _, (fault,) = merged("topics", [SheetRow(2, {**taken.cells, "grants": "пять"})], files)
    assert str(fault) == "topics.xlsx:2: 'пять' is no whole number"
