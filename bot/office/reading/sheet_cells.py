"""The cells of a spreadsheet as words."""

import warnings
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

from openpyxl import load_workbook

from bot.office import stamps

MOST_ROWS, MOST_COLUMNS = 2_000, 60
MOST_SHEETS = 20


def sheets(data: bytes) -> Iterator[list[list[str]]]:
    for sheet in _book(data).worksheets[:MOST_SHEETS]:
        yield _rows(sheet)


def spread(data: bytes) -> Iterator[tuple[str, list[list[str]]]]:
    """Each sheet by its title, cells that were made one below each other with the same words in all their rows."""
    for sheet in _book(data).worksheets[:MOST_SHEETS]:
        rows = _rows(sheet)
        for merged in sheet.merged_cells.ranges:
            column = merged.min_col - 1
            for row in rows[merged.min_row : merged.max_row]:
                if column < len(row):
                    row[column] = rows[merged.min_row - 1][column]
        yield sheet.title, rows


def stamp(data: bytes) -> Mapping[str, Any] | None:
    properties = _book(data).custom_doc_props
    return stamps.put_together({each.name: each.value for each in properties.props if each.name})


def _book(data: bytes) -> Any:
    """Its published types lack the properties."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of what a cell looks like
        return load_workbook(BytesIO(data), data_only=True)


def _rows(sheet: Any) -> list[list[str]]:
    rows = sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)
    return [[_words(value) for value in row] for row in rows]


def _words(value: object) -> str:
    """Figures without the point that only a spreadsheet gives them; days as they are typed."""
    if isinstance(value, float):
        return f"{Decimal(repr(value)):f}".removesuffix(".0")
    if isinstance(value, datetime):
        return value.date().isoformat()
    return "" if value is None else str(value)
