"""An empty Word document as offices want it, and the few shapes that forms are made of."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Length, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
"""Every office has it, or one of the same widths, with all letters of Kazakh."""
LONG_SIDE, SHORT_SIDE = Cm(29.7), Cm(21)
LEFT, RIGHT, EDGE = Cm(2.5), Cm(1.5), Cm(2)
LETTERHEAD = Cm(3.5)
ADDRESSEE = Cm(8.5)
FIRST_LINE = Cm(1.25)
LEAST_ROW = Cm(0.7)
AIR = "40"
"""Twentieths of a point."""
EMPTY_ANSWER = Cm(1.2)
LOCALES = {"kk": "kk-KZ", "ru": "ru-RU"}
KEPT_STYLES = {"Normal", "Default Paragraph Font", "Normal Table", "No List", "Table Grid"}
NOT_NEEDED = ("stylesWithEffects", "customXml", "thumbnail", "numbering", "webSettings")
CENTRE, JUSTIFIED, TO_RIGHT = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.JUSTIFY, WD_ALIGN_PARAGRAPH.RIGHT

STYLES: dict[str, dict[str, Any]] = {
    "Form mark": {"alignment": TO_RIGHT},
    "Form addressee": {"left_indent": ADDRESSEE, "space_before": Pt(4)},
    "Form addressee caption": {"left_indent": ADDRESSEE, "size": Pt(9), "alignment": CENTRE},
    "Form title": {"alignment": CENTRE, "bold": True, "space_before": Pt(18), "space_after": Pt(12), "keep": True},
    "Form heading": {"bold": True, "space_before": Pt(12), "space_after": Pt(4), "keep": True},
    "Form instruction": {"italic": True, "space_after": Pt(4), "keep": True},
    "Form body": {"alignment": JUSTIFIED, "first_line_indent": FIRST_LINE, "space_after": Pt(6)},
    "Form answer": {"space_after": Pt(6)},
    "Form date": {"space_before": Pt(24)},
    "Form note": {"size": Pt(10), "alignment": JUSTIFIED, "space_before": Pt(12)},
    "Form caption": {"size": Pt(9), "alignment": CENTRE},
    "Form signature": {"alignment": CENTRE},
    "Form table": {"size": Pt(11)},
    "Form table head": {"size": Pt(10), "alignment": CENTRE, "bold": True},
    "Form figures head": {"size": Pt(9), "alignment": CENTRE, "bold": True},
    "Form lines": {"size": Pt(10)},
    "Form lines strong": {"size": Pt(10), "bold": True},
    "Form figures": {"size": Pt(10), "alignment": TO_RIGHT},
    "Form figures strong": {"size": Pt(10), "alignment": TO_RIGHT, "bold": True},
}


def empty_document(language: str, *, wide: bool) -> WordDocument:
    document = Document()
    _lighten(document)
    _normal(document, language)
    for name, look in STYLES.items():
        _add_style(document, name, look)
    page = document.sections[0]
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.page_width, page.page_height = (LONG_SIDE, SHORT_SIDE) if wide else (SHORT_SIDE, LONG_SIDE)
    page.left_margin, page.right_margin, page.top_margin, page.bottom_margin = LEFT, RIGHT, EDGE, EDGE
    return document


def _lighten(document: WordDocument) -> None:
    """Without what the library's own document brings along and no form uses: nine tenths of its size."""
    for package in (document.part, document.part.package):
        for key, relation in list(package.rels.items()):
            if any(name in relation.reltype for name in NOT_NEEDED):
                del package.rels[key]
    styles = document.styles.element
    for style in list(document.styles):
        if style.name not in KEPT_STYLES:
            styles.remove(style.element)
    for latent in styles.findall(qn("w:latentStyles")):
        styles.remove(latent)


def _normal(document: WordDocument, language: str) -> None:
    normal: Any = document.styles["Normal"]
    normal.font.size = Pt(12)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    for properties in (normal.element.get_or_add_rPr(), document.styles.element.find(f".//{qn('w:rPrDefault')}")[0]):
        for old in properties.findall(qn("w:rFonts")) + properties.findall(qn("w:lang")):
            properties.remove(old)
        fonts = OxmlElement("w:rFonts")
        for letters in ("ascii", "hAnsi", "cs", "eastAsia"):
            fonts.set(qn(f"w:{letters}"), FONT)
        properties.insert(0, fonts)
        spoken = OxmlElement("w:lang")
        spoken.set(qn("w:val"), LOCALES.get(language, language))
        properties.append(spoken)


def _add_style(document: WordDocument, name: str, look: dict[str, Any]) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.quick_style = True
    for key in ("size", "bold", "italic"):
        if key in look:
            setattr(style.font, key, look[key])
    for key in ("alignment", "left_indent", "first_line_indent", "space_before", "space_after"):
        if key in look:
            setattr(style.paragraph_format, key, look[key])
    if "keep" in look:
        style.paragraph_format.keep_with_next = True


def room(document: WordDocument) -> Length:
    """Between the margins."""
    page = document.sections[0]
    assert page.page_width is not None  # noqa: S101  it was set
    return Length(page.page_width - LEFT - RIGHT)


def grid(document: WordDocument, widths: Sequence[int], *, lines: bool = True) -> Table:
    """A table without rows, of fixed widths: a long word must not push the other columns off the page."""
    table: Table = document.add_table(0, len(widths))
    if lines:
        table.style = document.styles["Table Grid"]
        _pad(table)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Length(width)
    return table


def _pad(table: Table) -> None:
    """A little air above and below the words of every cell."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("top", "bottom"):
        air = OxmlElement(f"w:{side}")
        air.set(qn("w:w"), AIR)
        air.set(qn("w:type"), "dxa")
        margins.append(air)
    properties = table._tbl.tblPr  # noqa: SLF001  the library has no other way
    properties.insert_element_before(margins, "w:tblLook", "w:tblCaption", "w:tblDescription", "w:tblPrChange")


def new_row(table: Any) -> _Row:
    """The library says nothing of its type."""
    row: _Row = table.add_row()
    return row


def add_row(table: Table, style: str | Sequence[str], words: Sequence[str], least: Length = LEAST_ROW) -> _Row:
    """One style for all cells, or one for each."""
    styles = [style] * len(words) if isinstance(style, str) else style
    row = new_row(table)
    row.height = least
    for cell, column, text, look in zip(row.cells, table.columns, words, styles, strict=True):
        cell.width = column.width
        write(cell, text, look)
    return row


def write(cell: _Cell, words: str, style: str) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.style = style
    paragraph.add_run(words)
    return paragraph


def with_strong(paragraph: Paragraph, words: str, strong: Sequence[str]) -> None:
    """Writes a paragraph; each of these words stands out where it stands first."""
    for each in sorted(strong, key=words.find):
        before, found, after = words.partition(each)
        if found:
            paragraph.add_run(before)
            paragraph.add_run(found).bold = True
            words = after
    paragraph.add_run(words)


def across(table: Table) -> _Cell:
    """A row of one cell."""
    cells = new_row(table).cells
    return one_paragraph(cells[0].merge(cells[-1]))


def one_paragraph(cell: _Cell) -> _Cell:
    """A merged cell without the empty paragraphs of those that went into it."""
    for paragraph in cell.paragraphs[1:]:
        if not paragraph.text:
            cell._tc.remove(paragraph._p)  # noqa: SLF001  the library has no other way
    return cell


def tag_row(table: Table, tag: str) -> None:
    """A row that is gone when the template is filled in, and says what becomes of those after it."""
    write(across(table), tag, "Form caption")


def repeat(row: _Row) -> None:
    """Above the rows on every page."""
    head = OxmlElement("w:tblHeader")
    head.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(head)  # noqa: SLF001  the library has no other way


def at_bottom(row: _Row) -> None:
    for cell in row.cells:
        cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM


def line_above(cell: _Cell) -> None:
    borders = OxmlElement("w:tcBorders")
    top = OxmlElement("w:top")
    for name, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "auto")):
        top.set(qn(f"w:{name}"), value)
    borders.append(top)
    cell._tc.get_or_add_tcPr().append(borders)  # noqa: SLF001
