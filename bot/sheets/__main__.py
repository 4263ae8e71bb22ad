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
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import Cell, WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

NICENESS = 10
"""How far others go first on a busy machine (nice)."""
DAY, MOMENT = "yyyy-mm-dd", "yyyy-mm-dd hh:mm"
DAY_CHARACTERS = len("2020-05-20")
ACTIVE = ("=", "+", "-", "@", "\t", "\r", "#")
"""What a formula begins with in one program or another, and an error value."""


class Book:
    def __init__(self) -> None:
        self.book = Workbook(write_only=True)
        self.sheet: Any = None
        """Its published types lack the widths of columns."""

    def begin(self, book: Mapping[str, Any]) -> None:
        self.sheet = self.book.create_sheet(book["sheet"])
        for number, width in enumerate(book["widths"], start=1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        if book["head"]:
            self.sheet.freeze_panes = "A2"
            self.add([{"bold": name} for name in book["head"]])

    def add(self, row: Sequence[Any]) -> None:
        self.sheet.append([self._cell(value) for value in row])

    def _cell(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._words(value)
        if not isinstance(value, dict):
            return value
        if "bold" in value:
            cell = self._text(_printable(value["bold"]))
            cell.font = Font(bold=True)
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
