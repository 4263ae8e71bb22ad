"""Files for a spreadsheet: what is in a cell, how it looks, and that words never become a formula."""

from collections.abc import AsyncIterator, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from zoneinfo import ZoneInfo

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell

from bot.services import spreadsheet
from bot.services.child_process import ChildProcess
from bot.services.spreadsheet import Heading, Row, Rows, Sheet, Spreadsheets
from bot.ui.screens import File, NotMadeError
from tests.support.code import imported, modules

ALMATY = ZoneInfo("Asia/Almaty")
SHEET = Sheet("Парақ", [44, 18], ["Аты", "=Саны"])


async def in_parts(*parts: Rows) -> AsyncIterator[Rows]:
    for rows in parts:
        yield rows


async def written(*parts: Rows) -> Workbook:
    made = await Spreadsheets().file("a.xlsx", in_parts(*parts), ALMATY, "sorry").make()
    assert isinstance(made, File)
    return load_workbook(BytesIO(made.content))


async def only(value: spreadsheet.Value) -> Cell:
    cell = (await written([Sheet("a", [9]), [value]])).worksheets[0]["A1"]
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.parametrize("beginning", ["=", "+", "-", "@", "\t", "\r", "#"])
@pytest.mark.parametrize("said", [str, Heading])
async def test_what_looks_like_a_formula_is_text(beginning: str, said: type[str | Heading]) -> None:
    cell = await only(said(f"{beginning}1+1"))
    assert str(cell.value).replace("\n", "\r") == f"{beginning}1+1"  # a line ends alike in every XML
    assert cell.data_type == "s"
    assert cell.quotePrefix


async def test_an_error_value_is_text() -> None:
    assert (await only("#REF!")).data_type == "s"


async def test_other_words_are_left_alone() -> None:
    cell = await only("Айгүл = 1\x00")
    assert cell.value == "Айгүл = 1"
    assert not cell.quotePrefix


async def test_moments_are_the_zones_and_days_are_days() -> None:
    moment = await only(datetime(2020, 5, 20, 4, 30, 15, 999, tzinfo=UTC))
    assert moment.value == datetime(2020, 5, 20, 10, 30, 15)  # noqa: DTZ001  a cell knows no zone
    assert moment.number_format == "yyyy-mm-dd hh:mm"
    day = await only(date(2020, 5, 20))
    assert day.value == datetime(2020, 5, 20)  # noqa: DTZ001
    assert day.number_format == "yyyy-mm-dd"


@pytest.mark.usefixtures("own_process")
async def test_the_head_stays_in_sight_and_columns_have_their_widths() -> None:
    sheet = (await written([SHEET, ["а", 1.5]], [["б", None]])).worksheets[0]
    assert sheet.title == "Парақ"
    assert sheet.freeze_panes == "A2"
    assert [sheet.column_dimensions[letter].width for letter in "AB"] == [44, 18]
    assert list(sheet.values) == [("Аты", "=Саны"), ("а", 1.5), ("б", None)]
    assert [(cell.font.b, cell.data_type) for cell in sheet[1]] == [(True, "s"), (True, "s")]
    assert not sheet["A2"].font.b


async def test_rows_below_a_head_can_be_filtered_and_long_heads_are_seen_whole() -> None:
    first, second, empty = await written(
        [SHEET, ["а", 1], ["б", 2]], [Sheet("2", [9], ["А"]), [1]], [Sheet("3", [9], ["А"])]
    )
    assert (first.auto_filter.ref, second.auto_filter.ref, empty.auto_filter.ref) == ("A1:B3", "A1:A2", None)
    assert first["A1"].alignment.wrap_text
    assert not first["A2"].alignment.wrap_text
    (long,) = await written([Sheet("4", [16], ["Рабочих часов до ответа (медиана)"])])
    assert (first.row_dimensions[1].height, long.row_dimensions[1].height) == (15, 45)
    assert first.page_setup.orientation == "landscape"
    assert first.page_setup.fitToHeight == 0, "as many pages as it takes"
    assert first.sheet_properties.pageSetUpPr is not None
    assert first.sheet_properties.pageSetUpPr.fitToPage
    assert first.print_title_rows == "$1:$1", "on every page"


async def test_without_a_head_nothing_is_frozen() -> None:
    book = await written([Sheet("a", [9]), []], [[1]], [Sheet("b", [])])
    assert book.sheetnames == ["a", "b"]
    assert book["a"].freeze_panes is None
    assert book["a"].auto_filter.ref is None
    assert list(book["a"].values) == [(None,), (1,)]


async def test_many_rows_are_handed_over_in_portions(monkeypatch: pytest.MonkeyPatch) -> None:
    portions = []

    async def count(_: ChildProcess, given: AsyncIterator[bytes]) -> bytes:
        portions.extend([portion.count(b"\n") async for portion in given])
        return b""

    def rows() -> Iterator[Row]:
        return ([number] for number in range(2 * spreadsheet.AT_ONCE + 1))

    monkeypatch.setattr(ChildProcess, "run", count)
    await Spreadsheets().file("a.xlsx", in_parts([SHEET], rows()), ALMATY, "sorry").make()
    assert portions == [1, spreadsheet.AT_ONCE, spreadsheet.AT_ONCE, 1]


@pytest.mark.usefixtures("own_process")
async def test_what_has_no_place_in_a_cell_is_a_mistake() -> None:
    with pytest.raises(ExceptionGroup) as raised:
        await written([SHEET, [object()]])  # type: ignore[list-item]
    assert raised.group_contains(TypeError, match="no place in a cell")


@pytest.mark.usefixtures("own_process")
async def test_rows_without_a_sheet_make_no_file() -> None:
    with pytest.raises(NotMadeError):
        await written([["а"]])


@pytest.mark.slow
def test_nobody_else_writes_spreadsheets() -> None:
    writers = {path.as_posix() for path in modules() if any(name.startswith("openpyxl") for name in imported(path))}
    readers = {"bot/office/reading/sheet_cells.py"}
    assert writers - readers == {"bot/sheets/__main__.py"}
