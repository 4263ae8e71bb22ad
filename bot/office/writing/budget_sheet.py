"""A budget as a spreadsheet (XLSX): as printed, with formulas and their values, so that every program shows the sums.

Each language has a sheet; figures are written in the first, and the others show the same.
"""

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.utility import xl_range, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from bot.office import stamps
from bot.office.handed_over import put_together
from bot.office.printable import printable
from bot.office.stamping import stamped
from bot.office.writing.budget_page import budget_page

Row = Mapping[str, Any]
NUMBER, ARTICLE, UNIT, QUANTITY, PRICE, TOTAL, OWN, OTHER, GRANT, DIFFERENCE = range(10)
MONEY = (TOTAL, OWN, OTHER, GRANT)
"""In the order of a row's `amounts`."""
WRITTEN = {QUANTITY: "quantity", PRICE: "price", OWN: "own", OTHER: "other", GRANT: "grant"}
WIDTHS = (5, 46, 12, 10, 13, 15, 14, 16, 14, 14)
TOP = 5
"""Rows above the first line: marks, title, and two of heads."""
A4 = 9
ARGUMENTS = 255
"""That a function of a spreadsheet takes."""
FIGURES = "#,##0.00;-#,##0.00;"
"""Nothing shows as nothing."""
BASE = {"font_name": "Times New Roman", "font_size": 10, "valign": "top"}
GRID = BASE | {"border": 1, "text_wrap": True}


def done(task: Mapping[str, Any]) -> bytes:
    """A sheet of each language, with the stamp of its package."""
    filled = put_together(task)
    form = next(form for form in filled.contest.forms.forms if form.id == task["form"])
    pages = [budget_page(filled, form, language, task["heads"][language.value]) for language in filled.languages]
    stamp = stamped(filled, [form], task["package"])
    file = BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as book:
        first = ""
        for page in pages:
            sheet = _BudgetSheet(book, page, first)
            sheet.write()
            first = first or page["name"]
        for name, value in stamps.pieces(stamp) if stamp else ():
            book.set_custom_property(name, value, "text")
    return file.getvalue()


class _BudgetSheet:
    """`first` is the name of the sheet whose figures this one shows; empty where it is that one."""

    def __init__(self, book: Workbook, given: Mapping[str, Any], first: str) -> None:
        self.given = given
        self.rows: Sequence[Row] = given["rows"]
        self.first = first
        self.sheet: Worksheet = book.add_worksheet(given["name"])
        self.looks = {
            (strong, numeric, unlocked): book.add_format(
                GRID
                | ({"bold": True} if strong else {})
                | ({"num_format": FIGURES, "align": "right"} if numeric else {})
                | ({"locked": False} if unlocked else {})
            )
            for strong in (False, True)
            for numeric in (False, True)
            for unlocked in (False, True)
        }
        self.head = book.add_format(GRID | {"bold": True, "align": "center", "valign": "vcenter"})
        self.title = book.add_format(BASE | {"bold": True, "align": "center", "font_size": 12, "text_wrap": True})
        self.mark = book.add_format(BASE | {"align": "right"})
        self.note = book.add_format(BASE | {"text_wrap": True})
        self.small = book.add_format(BASE | {"font_color": "#808080", "num_format": FIGURES})

    def write(self) -> None:
        self._page()
        self._top()
        for place, row in enumerate(self.rows):
            self._line(place, row)
        end = TOP + len(self.rows)
        self._total(end)
        if self.given["note"]:
            self.sheet.merge_range(end + 2, NUMBER, end + 2, GRANT, "", self.note)
            self.sheet.write_string(end + 2, NUMBER, printable(self.given["note"]), self.note)
            self.sheet.set_row(end + 2, 45)
        self.sheet.print_area(0, NUMBER, end + 2, GRANT)

    def _page(self) -> None:
        sheet = self.sheet
        sheet.set_paper(A4)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.8, right=0.5, top=0.6, bottom=0.6)
        sheet.repeat_rows(TOP - 2, TOP - 1)
        sheet.freeze_panes(TOP, ARTICLE + 1)
        for column, width in enumerate(WIDTHS):
            sheet.set_column(column, column, width)
        sheet.protect("", {"format_rows": True, "format_columns": True})

    def _top(self) -> None:
        sheet, given = self.sheet, self.given
        sheet.write_string(0, GRANT, given["heading"], self.mark)
        sheet.write_string(1, GRANT, given["mark"], self.mark)
        sheet.merge_range(2, NUMBER, 2, GRANT, given["title"], self.title)
        sheet.set_row(2, 34)
        upper, lower = TOP - 2, TOP - 1
        for column, words in enumerate(given["heads"]):
            if column < OWN:
                sheet.merge_range(upper, column, lower, column, words, self.head)
            else:
                sheet.write_string(lower, column, words, self.head)
        sheet.merge_range(upper, OWN, upper, GRANT, given["group"], self.head)
        sheet.write_string(lower, DIFFERENCE, given["difference"], self.small)
        sheet.set_row(lower, 44)

    def _line(self, place: int, row: Row) -> None:
        number = TOP + place
        strong = row["depth"] == 0
        self._words(number, NUMBER, row["number"], strong=strong)
        self._words(number, ARTICLE, row["article"], strong=strong, unlocked=row["own_words"])
        self._words(number, UNIT, row["unit"], strong=strong, unlocked=not row["heading"])
        if row["heading"]:
            self._empty(number, strong=strong)
            for column, amount in zip(MONEY, row["amounts"], strict=True):
                self._formula(number, column, self._sum(place, column), amount, strong=strong)
        else:
            for column, name in WRITTEN.items():
                self._figure(number, column, row[name])
            factors = [xl_rowcol_to_cell(number, column) for column in (QUANTITY, PRICE)]
            product = "*".join(f"N({each})" if self.first else each for each in factors)
            self._formula(number, TOTAL, f"={product}", row["amounts"][0])
        self._difference(number, row["amounts"])

    def _words(self, number: int, column: int, words: str, *, strong: bool = False, unlocked: bool = False) -> None:
        self.sheet.write_string(number, column, printable(words), self.looks[strong, False, unlocked])

    def _empty(self, number: int, *, strong: bool) -> None:
        for column in (QUANTITY, PRICE):
            self.sheet.write_blank(number, column, None, self.looks[strong, True, False])

    def _figure(self, number: int, column: int, amount: float | None) -> None:
        """In further sheets the figure of the first; where it has none, none, for a link alone would say 0."""
        if self.first:
            name = self.first.replace("'", "''")
            cell = f"'{name}'!{xl_rowcol_to_cell(number, column)}"
            self._formula(number, column, f'=IF({cell}="","",{cell})', "" if amount is None else amount)
        elif amount is None:
            self.sheet.write_blank(number, column, None, self.looks[False, True, True])
        else:
            self.sheet.write_number(number, column, amount, self.looks[False, True, True])

    def _formula(self, number: int, column: int, formula: str, value: float | str, *, strong: bool = False) -> None:
        self.sheet.write_formula(number, column, formula, self.looks[strong, True, False], value)

    def _sum(self, place: int, column: int) -> str:
        """Of the rows right below a heading: one range where they stand together."""
        depth = self.rows[place]["depth"]
        inside = []
        for other in range(place + 1, len(self.rows)):
            if self.rows[other]["depth"] <= depth:
                break
            inside.append(other)
        return self._added([other for other in inside if self.rows[other]["depth"] == depth + 1], column)

    def _added(self, places: Sequence[int], column: int) -> str:
        """Without plus signs, which break on a figure that is no number."""
        if not places:
            return "=0"
        first, last = places[0], places[-1]
        if len(places) == last - first + 1:
            return f"=SUM({xl_range(TOP + first, column, TOP + last, column)})"
        cells = [xl_rowcol_to_cell(TOP + place, column) for place in places]
        groups = [cells[place : place + ARGUMENTS] for place in range(0, len(cells), ARGUMENTS)]
        return "=" + "+".join(f"SUM({','.join(group)})" for group in groups)

    def _total(self, number: int) -> None:
        self._words(number, NUMBER, "", strong=True)
        self._words(number, ARTICLE, self.given["total"], strong=True)
        self._words(number, UNIT, "", strong=True)
        self._empty(number, strong=True)
        top = [place for place, row in enumerate(self.rows) if row["depth"] == 0]
        for column, amount in zip(MONEY, self.given["amounts"], strict=True):
            self._formula(number, column, self._added(top, column), amount, strong=True)
        self._difference(number, self.given["amounts"])

    def _difference(self, number: int, amounts: Sequence[float]) -> None:
        """Beside the printed columns: what no source pays."""
        paid = xl_range(number, OWN, number, GRANT)
        formula = f"={xl_rowcol_to_cell(number, TOTAL)}-SUM({paid})"
        total, *sources = amounts
        self.sheet.write_formula(number, DIFFERENCE, formula, self.small, total - sum(sources))
