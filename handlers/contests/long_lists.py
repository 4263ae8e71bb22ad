"""Lists too long for a screen: their first lines stand there, and a file has them all."""

from collections.abc import Sequence
from dataclasses import replace

from bot.ui.screens import File, Screen
from content.ellipsis import cut

MOST_LINES, LINE_CHARACTERS = 12, 230


def first_lines(lines: Sequence[str]) -> list[str]:
    return [cut(line, LINE_CHARACTERS, close=False) for line in lines[:MOST_LINES]]


def with_file(screen: Screen, name: str, lines: Sequence[str]) -> Screen:
    """The file goes along where the screen does not have all lines."""
    if len(lines) <= MOST_LINES:
        return screen
    return replace(screen, attachment=File(name, "\n".join(lines).encode()))
