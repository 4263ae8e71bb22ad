"""What a file brings back, held against what it was made of and what is written now.

A file that the bot made has a stamp: marks of what stood in it. What its reader left alone is then no difference,
whatever a colleague has written since; and where both changed the same, both are shown. What it had and has no more
was taken out of it, which is a difference of its own. A file without a stamp only adds and replaces: what is empty in
it may never have stood there.
"""

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256

from content.models import BudgetPart, Language
from content.models.forms.budgets import SOURCES
from content.rules.forms.snapshot import Cells, KeyedRow, Rows, Snapshot

MARK_BYTES = 3
NOTHING = "47DE"
"""The mark of no words."""


class Kind(StrEnum):
    ANSWER = "answer"
    CELL = "cell"
    ADDED = "added"
    REMOVED = "removed"


FIGURES = frozenset(map(str, (BudgetPart.QUANTITY, BudgetPart.PRICE, *SOURCES)))
ALIKE = {ord("\u00a0"): " ", ord("\u202f"): " ", ord("\N{NON-BREAKING HYPHEN}"): "-"}


@dataclass(frozen=True)
class Difference:
    """One thing that the file has otherwise. `clash`: somebody else has changed it since the file was made."""

    kind: Kind
    language: Language
    words: str = ""
    now: str = ""
    clash: bool = False
    name: str = ""
    """Of the field, or of the column."""
    rows: Rows | None = None
    row: str = ""
    cells: Cells = field(default_factory=dict)
    """Of a row that was added."""

    @property
    def gone(self) -> bool:
        """An answer or a row that stands here, and that the file has no more."""
        return self.kind is Kind.REMOVED or (self.kind is not Kind.ADDED and not self.words)


def mark(words: str) -> str:
    return b64encode(sha256(settled(words).encode("utf-8", "replace")).digest()[:MARK_BYTES]).decode()


def settled(words: str) -> str:
    """Words as they are compared: programs change spaces at the ends of lines, and kinds of spaces and hyphens."""
    lines = words.translate(ALIKE).split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def marked(snapshot: Snapshot) -> Snapshot:
    """The same with a mark in the place of each word."""
    return Snapshot(
        snapshot.language,
        {name: mark(words) for name, words in snapshot.answers.items()},
        {rows: [(key, _marks(cells)) for key, cells in found] for rows, found in snapshot.tables.items()},
        {key: _marks(cells) for key, cells in snapshot.lines.items()},
        _marks(snapshot.known),
    )


def _marks(cells: Cells) -> Cells:
    return {name: mark(words) for name, words in cells.items()}


def differences(found: Snapshot, now: Snapshot, made: Snapshot | None) -> list[Difference]:
    """`made` are the marks of what the file was made with; nothing for a file that was not made here."""
    return [*_answers(found, now, made), *_lines(found, now, made), *_tables(found, now, made)]


def _changed(words: str, now: str, made: str | None) -> bool | None:
    """Whether there is a clash; None where there is nothing to do."""
    if settled(words) == settled(now) or (mark(words) == made if made is not None else not settled(words)):
        return None
    return bool(settled(now)) and (made is None or mark(now) != made)


def _answers(found: Snapshot, now: Snapshot, made: Snapshot | None) -> Iterator[Difference]:
    for name, words in found.answers.items():
        known = now.answers.get(name, "")
        clash = _changed(words, known, made.answers.get(name, NOTHING) if made else None)
        if clash is not None:
            yield Difference(Kind.ANSWER, found.language, settled(words), known, clash, name)


def _lines(found: Snapshot, now: Snapshot, made: Snapshot | None) -> Iterator[Difference]:
    """Figures of printed lines of a budget."""
    for (budget, row), cells in found.lines.items():
        marks = made.lines.get((budget, row), {}) if made else None
        yield from _cells(found.language, Rows(budget), row, cells, now.lines.get((budget, row), {}), marks)


def _cells(
    language: Language, rows: Rows, row: str, cells: Cells, now: Cells, made: Cells | None
) -> Iterator[Difference]:
    for name, words in cells.items():
        if name in FIGURES and settled(words) == "0" and not now.get(name):
            continue  # a sheet that takes its figures from another one says so of cells in which nothing is
        clash = _changed(words, now.get(name, ""), made.get(name, NOTHING) if made is not None else None)
        if clash is not None:
            yield Difference(Kind.CELL, language, settled(words), now.get(name, ""), clash, name, rows, row)


def _tables(found: Snapshot, now: Snapshot, made: Snapshot | None) -> Iterator[Difference]:
    for rows, brought in found.tables.items():
        cells = [cells for _, cells in brought]
        there = dict(now.tables.get(rows, ()))
        if made is None:
            yield from (_added(found.language, rows, each) for each in _new(cells, there))
        else:
            yield from _rows(found.language, rows, cells, there, made.tables.get(rows, ()))


def _added(language: Language, rows: Rows, cells: Cells, *, clash: bool = False) -> Difference:
    return Difference(
        Kind.ADDED, language, clash=clash, rows=rows, cells={name: settled(each) for name, each in cells.items()}
    )


def _new(found: Sequence[Cells], there: Mapping[str, Cells]) -> Iterator[Cells]:
    """Rows that are not there yet; one that stands twice has to be there twice."""
    known = [_marks(cells) for cells in there.values()]
    for cells in found:
        marks = _marks(cells)
        if marks in known:
            known.remove(marks)
        else:
            yield cells


def _rows(
    language: Language, rows: Rows, found: Sequence[Cells], there: Mapping[str, Cells], made: Sequence[KeyedRow]
) -> Iterator[Difference]:
    for cells, before in _paired(found, made):
        if cells is None and before is not None:
            key, marks = before
            if key in there:
                changed = _marks(there[key]) != {name: marks.get(name, NOTHING) for name in there[key]}
                yield Difference(Kind.REMOVED, language, clash=changed, rows=rows, row=key, cells=there[key])
        elif cells is not None and before is None:
            yield _added(language, rows, cells)
        elif cells is not None and before is not None:
            key, marks = before
            if key in there:
                yield from _cells(language, rows, key, cells, there[key], marks)
            elif any(mark(words) != marks.get(name, NOTHING) for name, words in cells.items()):
                yield _added(language, rows, cells, clash=True)  # somebody else has taken the row out


Pair = tuple[Cells | None, KeyedRow | None]


def _paired(found: Sequence[Cells], made: Sequence[KeyedRow]) -> Iterator[Pair]:
    """Rows of the file beside those it was made of: the same ones first, then those most alike between them."""
    names = sorted({name for cells in found for name in cells})
    before = ["".join(marks.get(name, NOTHING) for name in names) for _, marks in made]
    after = ["".join(mark(cells.get(name, "")) for name in names) for cells in found]
    for what, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            yield from zip(found[c:d], made[a:b], strict=True)
        else:
            yield from _alike(list(found[c:d]), list(made[a:b]))


def _alike(found: list[Cells], made: list[KeyedRow]) -> Iterator[Pair]:
    """In their order; where one side has more, those stay alone that have least in common with the other."""
    while len(found) > len(made):
        alone = min(found, key=lambda cells: max((_common(cells, other) for other in made), default=0))
        found.remove(alone)
        yield alone, None
    while len(made) > len(found):
        least = min(made, key=lambda other: max((_common(cells, other) for cells in found), default=0))
        made.remove(least)
        yield None, least
    yield from zip(found, made, strict=True)


def _common(cells: Cells, made: KeyedRow) -> int:
    """Cells with words that both have."""
    return sum(bool(words) and made[1].get(name) == mark(words) for name, words in cells.items())
