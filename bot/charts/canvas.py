"""A sheet to draw on, measured in the pixels of a phone's screen: big letters, calm colours."""

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
WIDEST, SMALLEST = 0.75, 0.62
"""Of the size of letters: how wide one is at the most, as nearly all are; and how small they may become."""
COMPRESSION = 2
"""Of nine: Telegram packs pictures anew anyway."""


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
    ) -> None:
        """Words around the line `y`; smaller where they are wider than `width`, and cut where that would be tiny."""
        text = self._axes.text(
            x,
            y,
            words,
            color=colour,
            fontsize=size,
            fontweight="bold" if bold else "normal",
            fontfamily=FONT,
            ha=align,
            va="center_baseline",
            parse_math=False,
        )
        if width is None or len(words) * size * WIDEST < width:
            return
        wide = text.get_window_extent().width
        if wide > width:
            text.set_fontsize(max(size * width / wide, size * SMALLEST))
        while text.get_window_extent().width > width and len(words) > 1:
            words = words[:-1].rstrip()
            text.set_text(words + ELLIPSIS)

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
