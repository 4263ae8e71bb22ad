"""The words of a Word document in their order: paragraphs, and tables as rows of cells."""

from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docxcompose.properties import CustomProperties

from bot.office import stamps

PARAGRAPH, TABLE, ROW, CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
ASIDE = {
    qn("w:del"),
    qn("w:moveFrom"),
    qn("w:pPr"),
    qn("w:rPr"),
    qn("w:txbxContent"),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
}
"""What is not in the text: taken out with changes tracked, moved away, looks, and text boxes."""
SIGNS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
PAGE_BREAK = "page"
PARTING = (qn("w:br"), qn("w:lastRenderedPageBreak"), qn("w:pageBreakBefore"), qn("w:drawing"), qn("w:pict"))

Cells = Sequence[str]
Item = str | Sequence[Cells]
"""A paragraph, or a table."""


def items(data: bytes) -> Iterator[Item]:
    for element in _blocks(Document(BytesIO(data)).element.body):
        if element.tag == PARAGRAPH:
            yield paragraph(element)
        else:
            yield [list(_cells(row)) for row in _inside(element, ROW)]


def lines(data: bytes) -> Iterator[str | None]:
    """Paragraphs, and the words of table rows that have a single cell with any; None where a new page or a picture
    parts them.
    """
    for element in _blocks(Document(BytesIO(data)).element.body):
        if element.tag == PARAGRAPH:
            if any(_parts_pages(each) for each in element.iter(*PARTING)):
                yield None
            yield from paragraph(element).split("\n")
        else:
            for row in _inside(element, ROW):
                written = [words for words in _cells(row) if words.strip()]
                if len(written) == 1:
                    yield from written[0].split("\n")


def _parts_pages(element: Any) -> bool:
    return bool(element.tag != qn("w:br") or element.get(qn("w:type")) == PAGE_BREAK)


def _blocks(body: Any) -> Iterator[Any]:
    """Paragraphs and tables, out of whatever wraps them: content controls, tracked insertions."""
    for element in body:
        if element.tag in {PARAGRAPH, TABLE}:
            yield element
        elif element.tag not in ASIDE:
            yield from _blocks(element)


def _inside(element: Any, tag: str) -> Iterator[Any]:
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in ASIDE and child.tag not in {TABLE, CELL}:
            yield from _inside(child, tag)


def _cells(row: Any) -> Iterator[str]:
    for cell in _inside(row, CELL):
        yield "\n".join(_paragraphs(cell))
        span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
        if span is not None:
            yield from [""] * (int(span.get(qn("w:val"))) - 1)


def _paragraphs(cell: Any) -> Iterator[str]:
    """Also those of a table inside the cell, a row a line."""
    for element in _blocks(cell):
        if element.tag == PARAGRAPH:
            yield paragraph(element)
        else:
            yield from (" ".join(_cells(row)) for row in _inside(element, ROW))


def paragraph(element: Any) -> str:
    return "".join(_signs(element))


def _signs(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag in ASIDE or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in SIGNS:
            if child.get(qn("w:type")) != PAGE_BREAK:
                yield SIGNS[child.tag]
        else:
            yield from _signs(child)


def stamp(data: bytes) -> Mapping[str, Any] | None:
    properties = CustomProperties(Document(BytesIO(data)))
    return stamps.put_together(dict(properties.items()))
