"""What a file that the bot made says of itself, unseen, so that it is known again when it comes back.

A property of an office file holds 255 characters; a stamp is as many of them as it needs.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

PREFIX = "grant-assistant-"
NAME = re.compile(rf"{PREFIX}(\d{{1,3}})")
LONGEST = 250
MOST = 40


def pieces(stamp: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Names and values of the properties that hold it."""
    text = json.dumps(stamp, separators=(",", ":"))
    for number, start in enumerate(range(0, len(text), LONGEST), start=1):
        yield f"{PREFIX}{number}", text[start : start + LONGEST]


def put_together(properties: Mapping[str, Any]) -> Mapping[str, Any] | None:
    """The stamp that properties hold; none where it is missing or not whole."""
    found = {int(name[1]): str(value) for each, value in properties.items() if (name := NAME.fullmatch(each))}
    if len(found) > MOST:
        return None
    try:
        stamp = json.loads("".join(found[number] for number in sorted(found)))
    except ValueError:
        return None
    return stamp if isinstance(stamp, dict) else None
