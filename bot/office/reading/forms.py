"""What a Word file or a spreadsheet says of forms, found by their printed words; by nothing else, so that it does not
matter which program wrote it, or whether the file was made here.
"""

import json
import sys
from base64 import b64decode
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.office.reading import sheet_cells, word_text
from bot.office.reading.labels import PrintedForms, PrintedSection, letters
from bot.office.reading.safety import OfficeFileError, OfficeKind, kind, limit
from content.models import Form, Layout

HEAD_ROWS = 4
"""Rows of a table among which its heads are."""
HEAD_ROWS_OF_SHEET = 30
SAMPLE = 60
"""Characters that tell which part was not understood."""
MOST_UNREAD = 12
FEW = 3
"""Underscores that stand for nothing written."""

Grid = Sequence[Sequence[str]]
Found = dict[str, Any]


def done(task: Mapping[str, Any]) -> bytes:
    limit()
    data = b64decode(task["file"])
    forms = [Form.model_validate_json(form) for form in task["forms"]]
    try:
        outcome = read(data, forms)
    except OfficeFileError as error:
        outcome = {"refused": error.reason}
    except Exception as error:  # noqa: BLE001  whatever the libraries stumble over in a file from outside
        print(type(error).__name__, file=sys.stderr)  # noqa: T201
        outcome = {"refused": "broken"}
    return json.dumps(outcome, ensure_ascii=False).encode()


def read(data: bytes, forms: Sequence[Form]) -> Found:
    """Raises OfficeFileError where the file is none that is read."""
    reader = _Reader(forms)
    if kind(data) is OfficeKind.WORD:
        reader.document(word_text.items(data))
        stamp = word_text.stamp(data)
    else:
        for rows in sheet_cells.sheets(data):
            reader.sheet(rows)
        stamp = sheet_cells.stamp(data)
    return {
        "stamp": stamp,
        "answers": reader.answers,
        "tables": reader.tables,
        "blanks": reader.blanks,
        "unread": reader.unread[:MOST_UNREAD],
    }


def unwritten(words: str) -> bool:
    """Nothing, or the lines that are there to be written on."""
    return not words.strip("_ \n\t\u00a0")


class _Reader:
    """Goes through a file once; a heading says what the text and the table below it are."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.printed = PrintedForms(forms)
        self.letters = letters(forms)
        self.answers: list[Found] = []
        self.tables: list[Found] = []
        self.blanks: list[Found] = []
        """What stands within a letter: nobody is asked for it there."""
        self.unread: list[str] = []
        self._below: PrintedSection | None = None
        self._text: list[str] = []

    def document(self, items: Iterator[word_text.Item]) -> None:
        for item in items:
            if isinstance(item, str):
                self._paragraph(item)
            else:
                self._end_text()
                self._table(item, HEAD_ROWS)
        self._end_text()

    def sheet(self, rows: Grid) -> None:
        self._table(rows, HEAD_ROWS_OF_SHEET)

    # --- text

    def _paragraph(self, words: str) -> None:
        heading = self.printed.by_heading.find(words)
        if heading is not None:
            self._end_text()
            self._below = heading
        elif self.printed.is_printed(words):
            if self._text:
                self._end_text()
        elif self._below is not None and self._below.section.layout is Layout.TEXT:
            self._text.append(words)
        elif not unwritten(words) and not self._letter(words):
            self._not_read(words)

    def _letter(self, words: str) -> bool:
        for letter in self.letters:
            if (said := letter.said(words)) is not None:
                self.blanks += [
                    {"name": name, "language": letter.language.value, "words": "" if unwritten(each) else each}
                    for name, each in said.items()
                ]
                return True
        return False

    def _end_text(self) -> None:
        below, self._below = self._below, None
        text, self._text = "\n".join(self._text), []
        if below is None:
            return
        if below.section.layout is Layout.TEXT:
            self._answer(below, below.section.fields[0].id, text.strip("\n"))
        else:
            self._below = below  # its table comes yet

    def _answer(self, section: Any, name: str, words: str) -> None:
        words = "" if unwritten(words) else words
        self.answers.append({"name": name, "language": section.language.value, "words": words})

    def _not_read(self, words: str) -> None:
        if len(sample := " ".join(words.split())) > FEW:
            self.unread.append(sample if len(sample) <= SAMPLE else f"{sample[: SAMPLE - 1]}…")

    # --- tables

    def _table(self, rows: Grid, among: int) -> None:
        below, self._below = self._below, None
        if self._rows_of(below, rows, among) or self._labelled(rows):
            return
        for section in self.printed.tables:
            if self._rows_of(section, rows, among):
                return
        if not self.printed.is_signed(rows):
            self._not_read(" ".join(cell for row in rows[:2] for cell in row if not unwritten(cell)))

    def _labelled(self, rows: Grid) -> bool:
        """A table with what is asked in a cell of each row, and the answer behind it."""
        found = False
        for row in rows:
            for place, cell in enumerate(row[:-1]):
                field = self.printed.by_label.find(cell)
                if field is not None:
                    answer = "\n".join(each for each in row[place + 1 :] if not unwritten(each))
                    self._answer(field, field.field.id, answer)
                    found = True
                    break
        return found

    def _rows_of(self, section: PrintedSection | None, rows: Grid, among: int) -> bool:
        """Whether it is the table of this section: then what stands below the heads is its rows."""
        if section is None or not section.heads:
            return False
        in_two_rows = section.section.budget is not None
        best: tuple[int, Mapping[int, str]] | None = None
        for number, cells in enumerate(rows[:among]):
            following = rows[number + 1 : number + 2] if in_two_rows else ()
            columns = section.columns(_with_next(cells, following))
            if columns is not None and (best is None or len(columns) > len(best[1])):
                best = number, columns
        if best is None:
            return False
        self._take_rows(section, best[1], rows[best[0] + 1 + in_two_rows :])
        return True

    def _take_rows(self, section: PrintedSection, columns: Mapping[int, str], rows: Grid) -> None:
        field, budget = section.table, section.section.budget
        name = budget.id if budget else field.id if field else ""
        taken = []
        for row in rows:
            cells = {
                columns[place]: "" if unwritten(cell) else cell for place, cell in enumerate(row) if place in columns
            }
            if any(cells.values()):
                taken.append(cells)
        self.tables.append({"name": name, "language": section.language.value, "rows": taken})


def _with_next(cells: Sequence[str], following: Grid) -> Sequence[str]:
    """Heads in two rows: merged ones have their words in one of them, a head of several columns stands above theirs."""
    lower = following[0] if following else ()
    return [
        below if below.strip() else above
        for above, below in zip(cells, [*lower, *[""] * (len(cells) - len(lower))], strict=False)
    ]
