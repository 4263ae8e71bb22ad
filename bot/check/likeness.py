"""Which buttons are alike, so that a walk follows one of them, lest answers carried in buttons multiply."""

import re
from collections.abc import Mapping
from functools import cache

from bot.payloads.dashboard import DashboardFile, Narrowed
from bot.payloads.payload import Payload
from bot.payloads.rules.eligibility import EligibilityCheck, EligibilityInTime
from bot.payloads.topics import Finder

CHANGING = frozenset({"revision", "seen", "after", "state", "versions"})
"""Fields that name what was seen."""
ALIKE = dict.fromkeys(("revision", "seen", "after", "state", "position"), 0) | {"versions": ""}
ROWS, DIGITS = frozenset({"row", "table_row", "activity"}), re.compile(r"[0-9]+")
"""Of the rows that somebody added to a table one stands for all."""
FILTERS = ("region", "period", "language", "topic")
"""Of the dashboard."""

Key = tuple[object, ...]


@cache
def changing(kind: type[Payload]) -> bool:
    return bool(kind.model_fields.keys() & CHANGING)


@cache
def _still(kind: type[Payload]) -> Mapping[str, object]:
    """The fields by which payloads of a kind may differ and are alike all the same."""
    return {name: ALIKE[name] for name in kind.model_fields if name in ALIKE}


def alike(payload: Payload) -> Key:
    """One key for payloads of which it is enough to follow one, lest answers carried in buttons multiply."""
    if isinstance(payload, Finder):  # the last answer is what the next screen shows
        last = payload.budget or payload.place or payload.audience
        return (Finder, bool(payload.place), bool(payload.budget), last)
    values = {**vars(payload), **_still(type(payload))}
    if isinstance(payload, EligibilityCheck | EligibilityInTime):
        values["answers"] = (len(payload.answers), frozenset(payload.answers))
    if isinstance(payload, Narrowed | DashboardFile):  # each filter by itself, and then how many there are
        narrowed = [name for name in FILTERS if values[name]]
        values |= dict.fromkeys(FILTERS, narrowed[0] if len(narrowed) == 1 else len(narrowed))
    if "book" in values:  # a first package and an organisation are only made on the way
        values["book"] = values["book"][:1].replace("c", "p").replace("n", "o")
        for name in ROWS & values.keys():
            values[name] = DIGITS.sub("0", values[name])
    return (type(payload), *values.values())
