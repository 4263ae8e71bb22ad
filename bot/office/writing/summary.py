"""A page to print: lines of text of which the first signs say what they are."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any

from docx.document import Document as WordDocument
from docx.shared import Cm, Pt

from bot.office.printable import printable
from bot.office.writing.layout import add_row, empty_document, grid, room

TITLE, HEADING, TO_TICK = "= ", "# ", "[] "
BOX = "\N{BALLOT BOX} "
SMALL = Pt(4)
LOW = Cm(0.5)


def done(task: Mapping[str, Any]) -> bytes:
    document = empty_document(task["language"], wide=False)
    lines = [printable(line) for line in task["lines"] if line.strip()]
    for tick, several in groupby(lines, key=lambda line: line.startswith(TO_TICK)):
        if tick:
            _tick_off(document, [BOX + line.removeprefix(TO_TICK) for line in several])
        else:
            _write(document, several)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def _write(document: WordDocument, lines: Iterator[str]) -> None:
    for line in lines:
        style = "Form lines"
        if line.startswith(TITLE):
            style = "Form title"
        elif line.startswith(HEADING):
            style = "Form lines strong"
        paragraph = document.add_paragraph(line.removeprefix(TITLE).removeprefix(HEADING), style=style)
        paragraph.paragraph_format.space_before = SMALL if style != "Form lines" else None
        paragraph.paragraph_format.space_after = SMALL if style == "Form title" else None


def _tick_off(document: WordDocument, items: Sequence[str]) -> None:
    """In two columns, read from left to right."""
    half = room(document) // 2
    table = grid(document, [half, half], lines=False)
    for place in range(0, len(items), 2):
        add_row(table, "Form lines", [*items[place : place + 2], ""][:2], LOW)
