"""Changes of answers: written where nobody else was faster; otherwise the words wait for their author to decide."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from content.rules.forms.filled import FilledAnswer, Place
from storage.database import Writer
from storage.forms import answers


@dataclass(frozen=True)
class FormChange:
    """A value for a place, and the version that its author saw there: 0 where there was none."""

    place: Place
    value: str
    seen: int


@dataclass(frozen=True)
class Clash:
    """What could not be written, and what stands there by now."""

    change: FormChange
    current: FilledAnswer


async def write(
    connection: Writer,
    workbook_id: int,
    changes: Iterable[FormChange],
    by: int,
    now: datetime,
    origin: str = "",
) -> list[Clash]:
    """Writes each change by itself; those that meet another version are kept as drafts, and told.

    What is there already is no change: the same message, or the same tap, can come twice.
    """
    clashes = []
    for change in changes:
        current = await answers.find(connection, workbook_id, change.place)
        if (current.value if current else "") == change.value:
            continue
        if await answers.write(connection, workbook_id, change.place, change.value, change.seen, by, now, origin):
            await answers.drop_draft(connection, workbook_id, change.place, by)
            continue
        made = await answers.version(connection, workbook_id, change.place, change.seen + 1)
        if made is not None and (made.value, made.by) == (change.value, by):
            continue  # it was written before somebody else went on from it
        current = await answers.find(connection, workbook_id, change.place)
        await answers.keep_draft(connection, workbook_id, change.place, by, change.value, now)
        clashes.append(Clash(change, current or FilledAnswer("", 0)))
    return clashes


async def add_to(
    connection: Writer, workbook_id: int, place: Place, words: str, seen: int, by: int, now: datetime
) -> list[Clash]:
    """Adds a part to the text that was seen. The same part that comes twice is added once."""
    before = await answers.version(connection, workbook_id, place, seen) if seen else None
    whole = f"{before.value}\n{words}" if before and before.value else words
    return await write(connection, workbook_id, [FormChange(place, whole, seen)], by, now)
