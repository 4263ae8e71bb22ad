"""The Word template of a form: what is printed, with a tag (docxtpl) wherever an answer goes.

Staff may replace it by the official file with the same tags; until then it is the form.
"""

import json
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, TypeVar

from docx.document import Document as WordDocument
from docx.shared import Length, Pt
from docx.table import Table

from bot.office.writing import layout
from bot.office.writing.layout import add_row, grid, tag_row
from bot.office.writing.tags import ROW, tag
from content.models import (
    WRITTEN_LANGUAGES,
    Budget,
    BudgetPart,
    FieldType,
    Form,
    FormField,
    FormSection,
    Language,
    Layout,
)
from content.models.forms.budgets import SOURCES
from content.models.forms.forms import BLANK
from content.rules.forms.on_paper import STRONG, printed_columns, template_name

T = TypeVar("T")
NUMBER_SHARE, ANSWER_SHARE = 0.07, 0.5
BUDGET_SHARES = (0.035, 0.25, 0.09, 0.09, 0.1, 0.11, 0.105, 0.13, 0.09)
FIGURES = {BudgetPart.QUANTITY, BudgetPart.PRICE, BudgetPart.TOTAL, *SOURCES}
SIGNED_SHARE, GAP_SHARE = 0.3, 0.05
WHOLE, LETTER, MARGIN = 17.0, 0.21, 0.6
"""Centimetres of a page, of a letter of a head, and of the edges of a cell."""
LONG_WORD = 15 * LETTER + MARGIN
"""Centimetres of a column that holds «общественностью» whole, in the letters of an answer."""
WORDY = 6
NARROW = {FieldType.NUMBER, FieldType.MONTHS, FieldType.MONEY, FieldType.DATE}


def done(task: Mapping[str, Any]) -> bytes:
    """The templates of all `forms` by their file names, as JSON."""
    made = {
        template_name(form.id, language): b64encode(template(form, language)).decode()
        for form in map(Form.model_validate_json, task["forms"])
        for language in WRITTEN_LANGUAGES
    }
    return json.dumps(made).encode()


def template(form: Form, language: Language) -> bytes:
    return _Sheet(form, language).content()


class _Sheet:
    """One form in one language on its way onto paper."""

    def __init__(self, form: Form, language: Language) -> None:
        self.form = form
        self.language = language
        wide = any(section.layout is Layout.BUDGET for section in form.sections)
        self.document: WordDocument = layout.empty_document(language, wide=wide)

    def content(self) -> bytes:
        self._head()
        add = {
            Layout.ADDRESS: self._address,
            Layout.LETTER: self._letter,
            Layout.SIGNATURE: self._signature,
            Layout.DATED: self._dated,
            Layout.QUESTIONNAIRE: self._answers,
            Layout.ROWS: self._answers,
            Layout.TEXT: self._long_answer,
            Layout.TABLE: self._table,
            Layout.BUDGET: self._budget,
        }
        titled = False
        for section in self.form.sections:
            if not titled and section.layout is not Layout.ADDRESS:
                self._paragraph(self.form.title[self.language], "Form title")
                titled = True
            self._heading(section)
            add[section.layout](section)
        if self.form.letterhead:
            self._paragraph(self.form.letterhead[self.language], "Form note")
        self.document.core_properties.title = self.form.title[self.language]
        self.document.core_properties.author = self.document.core_properties.comments = ""
        file = BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _paragraph(self, words: str, style: str) -> None:
        self.document.add_paragraph(words, style)

    def _head(self) -> None:
        first = self.document.add_paragraph(self.form.heading[self.language], "Form mark")
        if self.form.letterhead:
            first.paragraph_format.space_before = layout.LETTERHEAD
        self._paragraph(self.form.mark[self.language], "Form mark")

    def _heading(self, section: FormSection) -> None:
        if section.label:
            number = f"{section.number}. " if section.number else ""
            self._paragraph(f"{number}{section.label[self.language]}", "Form heading")
        if section.note:
            self._paragraph(section.note[self.language], "Form instruction")

    def _address(self, section: FormSection) -> None:
        for words in self._text(section):
            self._paragraph(words, "Form addressee")
        for field in section.fields:
            words = f"{field.label[self.language]} " if field.label else ""
            self._paragraph(f"{words}{tag(field.id)}", "Form addressee")
            if field.caption:
                self._paragraph(field.caption[self.language], "Form addressee caption")

    def _text(self, section: FormSection) -> Iterator[str]:
        for words in section.text:
            yield BLANK.sub(lambda blank: tag(blank[1]), words[self.language])

    def _letter(self, section: FormSection) -> None:
        strong = [words[self.language] for words in section.strong]
        for words in self._text(section):
            layout.with_strong(self.document.add_paragraph("", "Form body"), words, strong)

    def _dated(self, section: FormSection) -> None:
        for words in self._text(section):
            self._paragraph(words, "Form date")
        for field in section.fields:
            if field.label:
                self._paragraph(f"{field.label[self.language]} {tag(field.id)}", "Form date")

    def _long_answer(self, section: FormSection) -> None:
        self._paragraph(tag(section.fields[0].id), "Form answer")

    def _grid(self, shares: Sequence[float], *, lines: bool = True) -> Table:
        whole = layout.room(self.document)
        return grid(self.document, [int(whole * share / sum(shares)) for share in shares], lines=lines)

    def _answers(self, section: FormSection) -> None:
        """What is asked, and the cell beside it; numbered where the print numbers it."""
        numbered = section.layout is Layout.QUESTIONNAIRE
        shares: Sequence[float] = (1 - ANSWER_SHARE, ANSWER_SHARE)
        if numbered:
            shares = (NUMBER_SHARE, 1 - ANSWER_SHARE - NUMBER_SHARE, ANSWER_SHARE)
        table = self._grid(shares)
        if section.columns:
            layout.repeat(add_row(table, "Form table head", [each[self.language] for each in section.columns]))
        for field in section.fields:
            cells = [self._label(field), tag(field.id)]
            add_row(table, "Form table", [field.number or "", *cells] if numbered else cells, layout.EMPTY_ANSWER)

    def _label(self, field: FormField) -> str:
        return field.label[self.language] if field.label else ""

    def _table(self, section: FormSection) -> None:
        field = next(each for each in section.fields if each.columns)
        columns = printed_columns(field, self.language)
        narrow = {column.id for column in field.columns if column.type in NARROW}
        slim = [name.split("_")[0] in narrow for name, _ in columns]
        table = self._grid(_widths([label for _, label in columns], slim))
        for above in section.fields:
            if above is not field:
                layout.write(layout.across(table), f"{self._label(above)} {tag(above.id)}", "Form table")
                layout.repeat(table.rows[-1])
        layout.repeat(add_row(table, "Form table head", [label for _, label in columns]))
        tag_row(table, f"{{%tr for {ROW} in {field.id} %}}")
        add_row(table, "Form table", [tag(f"{ROW}.{name}") for name, _ in columns])
        tag_row(table, "{%tr endfor %}")

    def _budget(self, section: FormSection) -> None:
        assert section.budget is not None  # noqa: S101  the model sees to it
        table = self._grid(BUDGET_SHARES)
        self._budget_head(table, section.budget)
        cells = [tag(f"{ROW}.{column.id}") for column in section.budget.columns]
        tag_row(table, f"{{%tr for {ROW} in {section.budget.id} %}}")
        tag_row(table, f"{{%tr if {ROW}.{STRONG} %}}")
        looks = ["Form figures" if column.id in FIGURES else "Form lines" for column in section.budget.columns]
        add_row(table, [f"{look} strong" for look in looks], cells)
        tag_row(table, "{%tr else %}")
        add_row(table, looks, cells)
        tag_row(table, "{%tr endif %}")
        tag_row(table, "{%tr endfor %}")
        if section.budget.footnote:
            self._paragraph(section.budget.footnote[self.language], "Form note")

    def _budget_head(self, table: Table, budget: Budget) -> None:
        """Two rows: the sources of the money have a heading in common."""
        labels = [column.label[self.language] for column in budget.columns]
        alone = sum(column.id not in SOURCES for column in budget.columns)
        over = [budget.group[self.language], *("" for _ in labels[alone + 1 :])]
        first = add_row(table, "Form figures head", [*labels[:alone], *over])
        second = add_row(table, "Form figures head", [*("" for _ in labels[:alone]), *labels[alone:]])
        merged = [first.cells[place].merge(second.cells[place]) for place in range(alone)]
        for cell in (*merged, first.cells[alone].merge(first.cells[-1])):
            layout.one_paragraph(cell)
        layout.repeat(first)
        layout.repeat(second)

    def _signature(self, section: FormSection) -> None:
        """Lines to sign on, with what belongs on each below it; between them a gap."""
        self.document.add_paragraph().paragraph_format.space_after = Pt(12)
        table = self._grid(_gapped([SIGNED_SHARE for _ in section.fields], GAP_SHARE), lines=False)
        above = ["" if field.type is FieldType.BY_HAND else tag(field.id) for field in section.fields]
        layout.at_bottom(add_row(table, "Form signature", _gapped(above, ""), Length(0)))
        captions = [field.caption[self.language] if field.caption else "" for field in section.fields]
        for cell in add_row(table, "Form caption", _gapped(captions, ""), Length(0)).cells[::2]:
            layout.line_above(cell)


def _gapped(parts: Sequence[T], gap: T) -> list[T]:
    return [each for part in parts for each in (part, gap)][:-1]


def _widths(labels: Sequence[str], narrow: Sequence[bool]) -> list[float]:
    """As wide as the longest word of the head needs, and columns of words, if there is room, as a long word in them.

    What is left goes to columns of words, more where the head says more.
    """
    heads = [max(map(len, label.split())) * LETTER + MARGIN for label in labels]
    short = [0 if slim else max(0, LONG_WORD - head) for head, slim in zip(heads, narrow, strict=True)]
    room = max(0, min(1, (WHOLE - sum(heads)) / (sum(short) or 1)))
    least = [head + room * each for head, each in zip(heads, short, strict=True)]
    left = max(0, WHOLE - sum(least))
    wish = [0 if slim else len(label) ** 0.5 + WORDY for label, slim in zip(labels, narrow, strict=True)]
    shared = sum(wish) or 1
    return [width + left * each / shared for width, each in zip(least, wish, strict=True)]
