"""Rows of tables stay whole, heads stand above them on every page, never alone at its foot, as far as there is room."""

from collections.abc import Iterator
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

LINE, LETTER, EDGES = 260, 115, 230
"""Twentieths of a point: a line and a letter of 11 points on average, and both edges of a cell."""
NARROW = 1900
"""What a cell is taken for whose width stands elsewhere."""
TWENTIETH = 635
"""English Metric Units, in which pages are measured."""
ROW_PART, HEAD_PART = 0.7, 0.25
"""Of a page: what a row may take to be kept whole, and the rows of a head together to be repeated.

It is reckoned, not laid out, so there is a margin. A row that is longer is divided, for no page has room for it.
"""


PARAGRAPH, ROW, CELL, WORDS, BREAK = qn("w:p"), qn("w:tr"), qn("w:tc"), qn("w:t"), qn("w:br")
WIDTH, WIDTH_KIND, WIDTH_OF_CELL = qn("w:w"), qn("w:type"), f"{qn('w:tcPr')}/{qn('w:tcW')}"


def keep_rows_whole(document: WordDocument) -> None:
    page = document.sections[0]
    height = ((page.page_height or 0) - (page.top_margin or 0) - (page.bottom_margin or 0)) / TWENTIETH
    for table in document.element.body.iter(qn("w:tbl")):
        head, heads = 0, []
        for row in table.findall(ROW):
            high = _lines(row) * LINE
            _set(row, "w:cantSplit", high <= height * ROW_PART)
            if row.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None:
                head += high
                heads.append(row)
        for row in heads:
            if head > height * HEAD_PART:
                _set(row, "w:tblHeader", False)
            else:
                _keep_with_next(row)


def _lines(row: Any) -> int:
    """Of the cell that has most."""
    return max((_in_cell(cell) for cell in row.findall(CELL)), default=0)


def _in_cell(cell: Any) -> int:
    said = cell.find(WIDTH_OF_CELL)
    stated = said is not None and said.get(WIDTH_KIND) == "dxa"
    fit = max(1, ((int(said.get(WIDTH)) if stated else NARROW) - EDGES) // LETTER)
    return sum(-(-len(line) // fit) or 1 for line in _written(cell))


def _written(cell: Any) -> Iterator[str]:
    """The lines that people wrote, by paragraphs and breaks."""
    for paragraph in cell.iter(PARAGRAPH):
        words = "".join("\n" if part.tag == BREAK else part.text or "" for part in paragraph.iter(WORDS, BREAK))
        yield from words.split("\n")


def _keep_with_next(row: Any) -> None:
    for paragraph in row.iter(PARAGRAPH):
        paragraph.get_or_add_pPr().get_or_add_keepNext()


def _set(row: Any, name: str, wanted: bool) -> None:
    properties = row.get_or_add_trPr()
    for old in properties.findall(qn(name)):
        properties.remove(old)
    if wanted:
        properties.append(OxmlElement(name))
