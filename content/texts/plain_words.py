"""HTML of a message as a person reads it."""

import html
import re
from collections.abc import Collection

TAG = re.compile(r"<[^>]+>")
NUMBERED = re.compile(r"<a [^>]*?(?:\d[^\d>]{0,3}){8}[^>]*>(.*?)</a>", re.DOTALL)
"""A link whose address has a long number in it; links do not stand in each other."""
PIECE = re.compile(r"<[^>]+>|&#?\w+;|[^<&]|&|<")
"""A tag, or what stands for one character."""


def plain(text: str) -> str:
    """HTML as plain words, line by line."""
    return html.unescape(TAG.sub("", text)).strip()


def with_parts_replaced(text: str, parts: Collection[tuple[int, int]], instead: str) -> str:
    """HTML with other words for parts of its plain words, from one place to another; tags stay as they are.

    A link whose address has a number in it stays as words alone: the address may say what was taken out.
    """
    read = html.unescape(TAG.sub("", text))
    at = len(read.lstrip()) - len(read)
    written: list[str] = []
    for piece in PIECE.findall(NUMBERED.sub(r"\1", text)):
        if TAG.fullmatch(piece):
            written.append(piece)
            continue
        inside = next(((start, end) for start, end in parts if start <= at < end), None)
        if inside is None:
            written.append(piece)
        elif at == inside[0]:
            written.append(instead)
        at += len(html.unescape(piece))
    return "".join(written)
