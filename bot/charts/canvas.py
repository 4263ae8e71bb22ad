"""A sheet to draw on, measured in the pixels of a phone's screen: big letters, calm colours."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, Rectangle
from PIL import Image

WIDTH = 1080
MARGIN = 48
INK, SOFT, PAPER = "#22303C", "#5B6B78", "#FFFFFF"
BAR, TRACK, WARM = "#4F81A8", "#EDF2F6", "#C8704F"
PIXELS_AN_INCH = 72
"""So that a point is a pixel."""
FONT = "DejaVu Sans"
"""Comes along with the library and has every Kazakh letter."""
ELLIPSIS = "…"
WIDEST = 0.75
"""Of the size of letters: how wide one is at the most, as nearly all are."""
SIZES = (1.0, 0.92, 0.85, 0.78, 0.7, 0.62, 0.55)
"""Of the size asked for: what letters may become, one after the other."""
LEGIBLE = 0.8
"""Down to this words stay on one line; smaller, two lines are better."""
LINE = 1.15
"""From one line to the next, of the size of letters."""
HAIR = 1.02
"""What hinting may add."""
COMPRESSION = 2
"""Of nine: Telegram packs pictures anew anyway."""


def _broken(words: str, long: Callable[[str], float], width: float) -> list[str]:
    """Lines as full as they may be; a word that is too long for one has a line of its own."""
    lines: list[str] = []
    for word in words.split(" "):
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and long(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Canvas:
    """From the top down, as one reads. Lengths are pixels."""

    def __init__(self, height: int) -> None:
        self.height = height
        self.figure = Figure(figsize=(WIDTH / PIXELS_AN_INCH, height / PIXELS_AN_INCH), dpi=PIXELS_AN_INCH)
        self.figure.set_facecolor(PAPER)
        self._canvas = FigureCanvasAgg(self.figure)
        self._axes = self.figure.add_axes((0, 0, 1, 1))
        self._axes.set_xlim(0, WIDTH)
        self._axes.set_ylim(height, 0)
        self._axes.axis("off")
        self._ruler = self._axes.text(0, 0, "", fontfamily=FONT, parse_math=False)

    def write(
        self,
        x: float,
        y: float,
        words: str,
        size: float,
        *,
        colour: str = INK,
        bold: bool = False,
        align: str = "left",
        width: float | None = None,
        tall: float = 0,
        whole: bool = False,
    ) -> None:
        """Words around the line `y`, no wider than `width`: smaller where they are, or on two lines in `tall`.

        A figure is drawn `whole`, on one line, however small: cut off it would be another one.
        """
        if width is not None and whole:
            size *= min(1.0, max(width, 1) / max(1.0, HAIR * self.wide(words, size, bold=bold)))
        elif width is not None:
            words, size = self._fitted(words, size, bold, width, tall)
        self._axes.text(
            x,
            y,
            words,
            color=colour,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            fontfamily=FONT,
            ha=align,
            va="center" if "\n" in words else "center_baseline",
            linespacing=LINE,
            parse_math=False,
        )

    def wide(self, words: str, size: float, *, bold: bool) -> float:
        """How wide the font draws them."""
        self._ruler.set_text(words)
        self._ruler.set_fontsize(size)
        self._ruler.set_fontweight("bold" if bold else "normal")
        found = float(self._ruler.get_window_extent().width)
        self._ruler.set_text("")
        return found

    def _fitted(self, words: str, size: float, bold: bool, width: float, tall: float) -> tuple[str, float]:
        """The words with their line break, and the largest size at which they fit; cut only where none does."""
        if len(words) * size * WIDEST < width:
            return words, size
        measured: dict[str, float] = {}

        def long(part: str) -> float:
            """At the full size; a smaller one is narrower in proportion, but for a hair."""
            if part not in measured:
                measured[part] = self.wide(part, size, bold=bold) * HAIR
            return measured[part]

        most = int(2 * size * SIZES[-1] * LINE <= tall) + 1
        for smaller in SIZES:
            two = 2 * size * smaller * LINE <= tall and smaller < LEGIBLE
            broken = _broken(words, long, width / smaller)
            if len(broken) <= 1 + two and all(long(part) <= width / smaller for part in broken):
                return "\n".join(broken), size * smaller
        broken = _broken(words, long, width / SIZES[-1])
        kept, last = broken[: most - 1], " ".join(broken[most - 1 :])
        while last and long(last + ELLIPSIS) * SIZES[-1] > width:
            last = last[:-1].rstrip()
        return "\n".join([*kept, last + ELLIPSIS]), size * SIZES[-1]

    def box(self, x: float, y: float, width: float, height: float, colour: str, *, rounded: float = 8) -> None:
        if rounded and width > 2 * rounded:
            style = f"round,pad=0,rounding_size={rounded}"
            self._axes.add_artist(FancyBboxPatch((x, y), width, height, boxstyle=style, linewidth=0, facecolor=colour))
        else:
            self._axes.add_artist(Rectangle((x, y), width, height, linewidth=0, facecolor=colour))

    def png(self) -> bytes:
        canvas: Any = self._canvas  # the methods that draw have no published types
        canvas.draw()
        file = BytesIO()
        drawn = Image.fromarray(np.asarray(canvas.buffer_rgba())[..., :3])
        drawn.save(file, "png", compress_level=COMPRESSION)
        return file.getvalue()
