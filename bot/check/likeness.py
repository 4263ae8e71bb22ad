"""Which buttons are alike, so that a walk follows one of them, lest answers carried in buttons multiply."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from bot.payloads.audit import AuditDays, AuditFile, AuditLog, AuditPeople
from bot.payloads.broadcasts.drafts import SetAudience
from bot.payloads.contests.people import SetRegionConsultant
from bot.payloads.dashboard import DashboardFile, Narrowed, SetWeeklyReport
from bot.payloads.packages.documents import SetOwnDate
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
AUDITED = ("about", "person", "day")
"""By which the list of what staff did is narrowed."""
PAGES_EACH = 2
"""Of that list where it is narrowed: all of it is on the pages where it is not."""
DRAWN_BESIDES: Mapping[type[Payload], str] = {
    SetAudience: "announcement",
    SetOwnDate: "day",
    SetRegionConsultant: "consultant",
    SetWeeklyReport: "hour",
}
"""A field of which one value is enough beside each value of the others."""
NUMBERED = ("package", "attempt")

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
    if isinstance(payload, Narrowed | DashboardFile):  # each filter by itself, and then several
        narrowed = [name for name in FILTERS if values[name]]
        values |= dict.fromkeys(FILTERS, narrowed[0] if len(narrowed) == 1 else bool(narrowed))
    if isinstance(payload, AuditLog | AuditFile | AuditPeople | AuditDays):
        values |= _narrowed(values)
    if (besides := DRAWN_BESIDES.get(type(payload))) is not None:
        values[besides] = bool(values[besides])
    if "book" in values:  # a first package and an organisation are only made on the way
        values["book"] = values["book"][:1].replace("c", "p").replace("n", "o")
        for name in ROWS & values.keys():
            values[name] = DIGITS.sub("0", values[name])
    return (type(payload), *values.values())


def _narrowed(values: Mapping[str, Any]) -> Mapping[str, object]:
    """Each filter by itself, and then several, of which the first pages are enough."""
    narrowed = [name for name in AUDITED if values.get(name)]
    several = dict.fromkeys(AUDITED, len(narrowed)) if len(narrowed) > 1 else {}
    return several | ({"page": min(values["page"], PAGES_EACH)} if narrowed and "page" in values else {})


def whichever(payload: Payload) -> Key:
    """One key for all packages, and for all attempts: what is drawn for one is drawn for the others."""
    return alike(payload.model_copy(update={name: 1 for name in NUMBERED if name in type(payload).model_fields}))
