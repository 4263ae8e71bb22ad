"""Draws every kind of picture with the longest words and largest figures, and looks at each word: python -m …

A process of its own, as only it may hold what draws. Says nothing where all is well.
"""

from collections.abc import Iterator
from typing import Any

from bot.charts import kinds
from bot.charts.canvas import ELLIPSIS, MARGIN, WIDTH, Canvas

SMALLEST = 12
"""Pixels of 1,080: a phone shows a third of them."""
REGIONS = ("Солтүстік Қазақстан облысы", "Северо-Казахстанская область")
CAPTION = "25 мая, пн, 09:00 · Северо-Казахстанская · 14.05–25.05.2020 · На казахском · тема 7"
TRENDS = (
    "7 күнде: 1 234 567, ▼ 23 %-ға азайды, бұрын 9 876 543",
    "за 7 дней: 1 234 567, ▼ меньше на 23 %, было 9 876 543",
)
HEAD = {"title": "Жауап күткен сұрақтар", "note": f"Повторный конкурс, 2020 · {CAPTION}"}


def charts() -> Iterator[dict[str, Any]]:
    tile = {"note": REGIONS[0], "trend": TRENDS[0], "colour": "warm"}
    tiles = [
        {**tile, "value": "12 345 678", "label": REGIONS[0]},
        {**tile, "value": "12 345 678", "label": "бірінші жауапқа дейін", "trend": TRENDS[1]},
        {**tile, "value": "1 234 сағ 59 мин", "label": "хабарлама жетті"},
    ]
    yield {"kind": "numbers", **HEAD, "tiles": tiles}
    for share in (1, 40, 55, 70, 91, 100):
        for rows in (5, 19):
            bar = {"label": REGIONS[1], "value": share, "words": "12 345 678 · 91 %", "colour": "calm"}
            yield {"kind": "bars", **HEAD, "rows": [bar] * rows, "whole": 100}
    for columns, figure in ((8, "123 456"), (13, "9 999")):
        row = {"label": REGIONS[0], "values": [5] * columns, "words": [figure] * columns}
        legend = ["12: басқа немесе көрсетілмеген"] * columns
        yield {"kind": "heat", **HEAD, "columns": ["12"] * columns, "rows": [row] * 18, "legend": legend}


class Noting(Canvas):
    """Remembers what it wrote."""

    written: list[tuple[str, Any]] = []  # noqa: RUF012  of all of them together

    def write(self, x: float, y: float, words: str, size: float, **more: Any) -> None:
        super().write(x, y, words, size, **more)
        self.written.append((words, self._axes.texts[-1]))


def main() -> None:
    setattr(kinds, "Canvas", Noting)  # noqa: B010  what draws knows no other way
    for chart in charts():
        kinds.draw(chart)
    for words, drawn in Noting.written:
        box = drawn.get_window_extent()
        assert drawn.get_text().replace("\n", " ") == words, (words, ELLIPSIS)
        assert box.x0 >= MARGIN - 2, (words, box)
        assert box.x1 <= WIDTH - MARGIN + 2, (words, box)
        assert drawn.get_fontsize() >= SMALLEST, (words, drawn.get_fontsize())


if __name__ == "__main__":
    main()
