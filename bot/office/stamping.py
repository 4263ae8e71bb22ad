"""The stamp of a file: of which package it is, and marks of what stood in it."""

import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from content.models import Form, Language
from content.rules.forms.comparing import marked
from content.rules.forms.filled import FilledForms
from content.rules.forms.snapshot import Rows, Snapshot, written_now

LARGEST = 2**20
"""Bytes of marks; a whole application of long tables has a twentieth."""


@dataclass(frozen=True)
class Stamp:
    contest: str
    package: int
    made: Mapping[Language, Snapshot]
    """Marks in the place of words."""


def stamped(filled: FilledForms, forms: Sequence[Form], package: int) -> Mapping[str, Any] | None:
    """None for blank forms, which are of no package."""
    if not package:
        return None
    made = [_plain(marked(written_now(filled, forms, language))) for language in filled.languages]
    packed = zlib.compress(json.dumps(made, separators=(",", ":")).encode())
    return {"contest": filled.contest.id, "package": package, "made": b64encode(packed).decode()}


def _plain(each: Snapshot) -> Mapping[str, Any]:
    return {
        "language": each.language,
        "answers": each.answers,
        "tables": [[rows.field, rows.line, rows.activity, found] for rows, found in each.tables.items()],
        "lines": [[budget, row, cells] for (budget, row), cells in each.lines.items()],
        "known": each.known,
    }


def unstamped(given: Mapping[str, Any] | None) -> Stamp | None:
    """None where a file has none, or one that was tampered with: then it is a file like any other."""
    try:
        if given is None:
            return None
        unpacked = zlib.decompressobj().decompress(b64decode(given["made"]), LARGEST)
        snapshots = [_snapshot(each) for each in json.loads(unpacked)]
        return Stamp(str(given["contest"]), int(given["package"]), {each.language: each for each in snapshots})
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error):
        return None


def _snapshot(each: Mapping[str, Any]) -> Snapshot:
    tables = {
        Rows(str(field), str(line), str(activity)): [(str(key), _marks(cells)) for key, cells in found]
        for field, line, activity, found in each["tables"]
    }
    lines = {(str(budget), str(row)): _marks(cells) for budget, row, cells in each["lines"]}
    known = _marks(each.get("known", {}))  # older files have none
    return Snapshot(Language(each["language"]), _marks(each["answers"]), tables, lines, known)


def _marks(cells: Mapping[str, Any]) -> Mapping[str, str]:
    return {str(name): str(mark) for name, mark in cells.items()}
