"""The kinds of pictures: numbers in tiles, bars, and a map of two things by each other."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.charts.canvas import BAR, INK, MARGIN, PAPER, SOFT, TRACK, WARM, WIDTH, Canvas

HEAD = 176
FOOT = 40
BESIDE = 20
"""Between the end of a bar and its words."""
TALLEST = 1280
"""Telegram makes pictures smaller that are taller."""
INNER = WIDTH - 2 * MARGIN
COLOURS = {"calm": BAR, "warm": WARM}
SHADES = ("#F4F7F9", "#F6E3D3", "#F0C5A3", "#E4A074", "#CF7848", "#A9522B")
"""From nothing to the most."""

Chart = Mapping[str, Any]


def draw(chart: Chart) -> bytes:
    """`kind` says which picture, `title` and `note` stand above it."""
    return KINDS[chart["kind"]](chart)


def _head(sheet: Canvas, chart: Chart) -> None:
    sheet.write(MARGIN, 64, chart["title"], 50, bold=True, width=INNER, tall=88)
    sheet.write(MARGIN, 130, chart["note"], 32, colour=SOFT, width=INNER, tall=64)


def _numbers(chart: Chart) -> bytes:
    """Two tiles in a row: `value`, `label` below it, a `note` below that, and where there is any a `trend`."""
    tiles: Sequence[Chart] = chart["tiles"]
    tall, gap = 316 if any(tile["trend"] for tile in tiles) else 252, 24
    wide = (INNER - gap) / 2
    sheet = Canvas(HEAD + -(-len(tiles) // 2) * (tall + gap) + FOOT - gap)
    _head(sheet, chart)
    for index, tile in enumerate(tiles):
        x, y = MARGIN + index % 2 * (wide + gap), HEAD + index // 2 * (tall + gap)
        inside, colour = wide - 64, COLOURS[tile["colour"]]
        sheet.box(x, y, wide, tall, TRACK, rounded=20)
        sheet.write(x + 32, y + 76, tile["value"], 78, bold=True, colour=colour, width=inside, whole=True)
        sheet.write(x + 32, y + 152, tile["label"], 36, width=inside, tall=62)
        lines = [line for line in (tile["note"], tile["trend"]) if line]
        for below, line in enumerate(lines):
            sheet.write(x + 32, y + 208 + 62 * below, line, 30, colour=SOFT, width=inside, tall=56)
    return sheet.png()


def _bars(chart: Chart) -> bytes:
    """A row each: `label`, `value` for the length and `words` to be read; few rows have their label above the bar.

    A full bar is `whole`, where there is one: 91 of 100 must not look like all of them; else it is the most there is.
    """
    rows: Sequence[Chart] = chart["rows"]
    tall = min(156.0, max(52.0, (TALLEST - HEAD - FOOT) / len(rows)))
    sheet = Canvas(round(HEAD + tall * len(rows) + FOOT))
    _head(sheet, chart)
    most = chart.get("whole") or max((row["value"] for row in rows), default=0) or 1
    roomy = tall >= 108  # noqa: PLR2004  what two lines of big letters take
    for index, row in enumerate(rows):
        y = HEAD + index * tall
        part, colour = min(1.0, row["value"] / most), COLOURS[row["colour"]]
        if roomy:
            sheet.write(MARGIN, y + 24, row["label"], 36, width=INNER)
            _bar(sheet, MARGIN, y + 50, INNER, tall - 72, part, colour, row["words"])
        else:
            sheet.write(MARGIN, y + tall / 2, row["label"], 32, width=360, tall=tall - 4)
            _bar(sheet, MARGIN + 380, y + 5, INNER - 380, tall - 10, part, colour, row["words"])
    return sheet.png()


def _bar(sheet: Canvas, x: float, y: float, width: float, height: float, part: float, colour: str, words: str) -> None:
    """The words stand on the bar, or beside a short one; where neither has room, where there is more."""
    size = min(36.0, height * 0.72)
    long, room = width * part, sheet.wide(words, size, bold=True) + 2 * BESIDE
    sheet.box(x, y, width, height, TRACK)
    if part:
        sheet.box(x, y, max(long, 6), height, colour)
    on_it = long > room or (long > width - long and width - long < room)
    at, wide, ink = (x, long, PAPER) if on_it else (x + long, width - long, INK)
    sheet.write(at + BESIDE, y + height / 2, words, size, bold=True, colour=ink, width=wide - 2 * BESIDE, whole=True)


def _heat(chart: Chart) -> bytes:
    """`columns` by `rows`, each row with a `label` and its `values`; `legend` says what the columns are."""
    columns, rows, legend = chart["columns"], chart["rows"], chart["legend"]
    label, line, top = 300, 46, 48
    tall = min(72.0, max(44.0, (TALLEST - HEAD - FOOT - top - 24 - line * -(-len(legend) // 2)) / max(1, len(rows))))
    wide = (INNER - label) / len(columns)
    sheet = Canvas(round(HEAD + top + tall * len(rows) + 24 + line * -(-len(legend) // 2) + FOOT))
    _head(sheet, chart)
    for number, name in enumerate(columns):
        middle = MARGIN + label + (number + 0.5) * wide
        sheet.write(middle, HEAD + 16, name, 32, bold=True, align="center", width=wide - 6)
    most = max((value for row in rows for value in row["values"]), default=0)
    for index, row in enumerate(rows):
        y = HEAD + top + index * tall
        sheet.write(MARGIN, y + tall / 2, row["label"], 30, width=label - 16, tall=tall)
        for number, (value, words) in enumerate(zip(row["values"], row["words"], strict=True)):
            x = MARGIN + label + number * wide
            shade = 0 if not value else 1 + round((len(SHADES) - 2) * value / most)
            sheet.box(x + 2, y + 2, wide - 4, tall - 4, SHADES[shade])
            colour = PAPER if shade >= len(SHADES) - 2 else INK
            middle = x + wide / 2
            sheet.write(middle, y + tall / 2, words, 28, colour=colour, align="center", width=wide - 10, whole=True)
    for number, name in enumerate(legend):
        x, y = MARGIN + number % 2 * INNER / 2, HEAD + top + tall * len(rows) + 44 + number // 2 * line
        sheet.write(x, y, name, 28, colour=SOFT, width=INNER / 2 - 20, tall=line)
    return sheet.png()


KINDS: Mapping[str, Callable[[Chart], bytes]] = {"numbers": _numbers, "bars": _bars, "heat": _heat}
