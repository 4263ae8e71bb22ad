"""HTML of a message as a person reads it."""

import html
import re

TAG = re.compile(r"<[^>]+>")


def plain(text: str) -> str:
    """HTML as plain words, line by line."""
    return html.unescape(TAG.sub("", text)).strip()
