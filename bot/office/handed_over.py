"""Filled forms on their way into the process that makes files of them: plain values, a portion at a time, so that
whoever hands them over never holds up others; and what is made of them there.
"""

import pickle
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from content.models import Contest, Language, OrganisationSheet
from content.rules.forms.filled import FilledAnswer, FilledForms, FilledSheet, Place, TableRow

PORTION = 100
"""Answers; long ones take a millisecond or two."""
SHEETS = ("own", "organisation")

Values = Sequence[str]
Portion = Mapping[str, Any]


def packed(contest: Contest, sheet: OrganisationSheet) -> str:
    """What does not change from file to file, to be made once."""
    return b64encode(zlib.compress(pickle.dumps((contest, sheet)))).decode()


def portions(filled: FilledForms, known: str) -> Iterator[Portion]:
    """`known` is what `packed` made of the contest."""
    yield {
        "known": known,
        "topic": filled.topic.id if filled.topic else None,
        "languages": [language.value for language in filled.languages],
    }
    for name, sheet in zip(SHEETS, (filled.own, filled.organisation), strict=True):
        yield {f"{name}_rows": [[field, each.key, each.line, each.activity] for field, each in _rows(sheet)]}
        answers = iter(sheet.answers.items())
        while several := list(islice(answers, PORTION)):
            yield {name: [[at.field, at.row, at.column, at.language, answer.value] for at, answer in several]}


def _rows(sheet: FilledSheet) -> Iterator[tuple[str, TableRow]]:
    return ((field, row) for field, rows in sheet.tables.items() for row in rows)


def put_together(given: Mapping[str, Any]) -> FilledForms:
    """The forms of which all portions are in `given`, without who wrote what when: no paper says it."""
    contest, sheet = pickle.loads(zlib.decompress(b64decode(given["known"])))  # noqa: S301  the bot itself packed it
    topic = contest.topic(given["topic"]) if given["topic"] else None
    own, organisation = (_sheet(given.get(name, ()), given[f"{name}_rows"]) for name in SHEETS)
    return FilledForms(contest, topic, own, organisation, sheet, tuple(map(Language, given["languages"])))


def _sheet(answers: Sequence[Values], rows: Sequence[Values]) -> FilledSheet:
    tables: dict[str, list[TableRow]] = {}
    for field, key, line, activity in rows:
        tables.setdefault(field, []).append(TableRow(key, line, activity))
    return FilledSheet(
        {Place(*place): FilledAnswer(value, version=1) for *place, value in answers},
        {field: tuple(each) for field, each in tables.items()},
    )
