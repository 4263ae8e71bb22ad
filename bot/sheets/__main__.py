"""Reads JSON lines from standard input and writes an XLSX file to standard output.

An object begins a sheet (`sheet`, `widths`, `head`); a list is a row, in which `{"at": …}` is a date or a moment
(ISO 8601) and `{"bold": …}` a heading.
"""

import json
import os
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties

NICENESS = 10
"""How far others go first on a busy machine (nice)."""
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
BOLD, LINE = 0.8, 15
"""Bold letters to a column's width, and the points of a line: not every program finds out the height of a row."""
DAY_CHARACTERS = len("2020-05-20")
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "#")
"""What a formula begins with in one program or another, and an error value."""


class Book:
    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.sheet: Any = None
        """Its published types lack the widths of columns."""
        self.columns = self.rows = 0
        """Of the sheet: as wide as its head, none where it has no head, and how many rows so far."""

    def begin(self, book: Mapping[str, Any]) -> None:
        self._end()
        self.sheet = self.book.create_sheet(book["sheet"])
        self.columns, self.rows = len(book["head"]), 0
        self.sheet.page_setup.orientation = "landscape"
        self.sheet.page_setup.fitToHeight = 0  # as many pages as it takes, each as wide as the sheet
        self.sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
        for number, width in enumerate(book["widths"], start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        if book["head"]:
            self.sheet.freeze_panes = "A2"
            self.sheet.print_title_rows = "1:1"
            lines = (
                len(wrap(name, max(1, round(width * BOLD))))
                for name, width in zip(book["head"], book["widths"], strict=False)
            )
            self.sheet.row_dimensions[1].height = LINE * max(lines, default=1)
            self.add([{"bold": name, "wraps": True} for name in book["head"]])

    def _end(self) -> None:
        """Rows below a head can be filtered."""
        if self.columns and self.rows > 1:
            self.sheet.auto_filter.ref = f"A1:{get_column_letter(self.columns)}{self.rows}"

    def add(self, row: Sequence[Any]) -> None:
        self.sheet.append([self._cell(value) for value in row])
        self.rows += 1

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._words(value)
        if not isinstance(value, dict):
            return value
        if "bold" in value:
            cell = self._text(_printable(value["bold"]))
            cell.font = Font(bold=True)
            if value.get("wraps"):
                cell.alignment = Alignment(wrap_text=True, vertical="top")
        else:
            cell = WriteOnlyCell(self.sheet, datetime.fromisoformat(value["at"]))
            cell.number_format = DAY if len(value["at"]) == DAY_CHARACTERS else MOMENT
        return cell

    def _words(self, value: str) -> Any:
        """Words stay words: people choose their names, and staff what stands on a button."""
        words = _printable(value)
        return self._text(words) if words.startswith(ACTIVE) else words

    def _text(self, words: str) -> Cell:
        """A cell that is no formula, and becomes none when somebody edits it."""
        cell = WriteOnlyCell(self.sheet, words)
        cell.data_type = "s"
        cell.quotePrefix = words.startswith(ACTIVE)
        return cell

    def content(self) -> bytes:
        self._end()
        file = BytesIO()
        self.book.save(file)
        return file.getvalue()


def _printable(words: str) -> str:
    return ILLEGAL_CHARACTERS_RE.sub("", words)


def done(lines: Iterable[bytes]) -> bytes:
    book = Book()
    for line in lines:
        given = json.loads(line)
        if isinstance(given, dict):
            book.begin(given)
        else:
            book.add(given)
    return book.content()


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    sys.stdout.buffer.write(done(sys.stdin.buffer))


if __name__ == "__main__":
    main()
