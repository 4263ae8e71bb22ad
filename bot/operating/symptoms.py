"""By which figures one knows that something is wrong. Rules alone: whoever asks brings the figures."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import TypeAlias

from bot.delivery.rate_limit import ALLOWED
from bot.operating.disk import LEAST_FREE
from bot.operating.status import Figures
from bot.services.reminders.reach import Reach
from storage.tables.operating import Trouble

MOST_OLD = timedelta(hours=26)
"""Of the newest copy, where one is made every day."""

Fact: TypeAlias = str | int | float | None


@dataclass(frozen=True)
class Symptom:
    """What is seen of a trouble: how many there are, and what else a person would want to know."""

    trouble: Trouble
    number: int = 1
    facts: Mapping[str, Fact] = field(default_factory=dict)


def symptoms(figures: Figures, *, copies_wanted: bool, up_for: timedelta) -> Iterator[Symptom]:
    """What the figures of the status show; `up_for`: how long the bot has served, for only then copies are made."""
    for name, trouble in (("updates_set_aside", Trouble.SET_ASIDE), ("messages_failed", Trouble.FAILED)):
        if number := int(figures[name] or 0):
            yield Symptom(trouble, number)
    if who := figures["standing_by"]:
        yield Symptom(Trouble.STANDING_BY, facts={"who": who})
    if copies_wanted and (age := _too_old(figures["backup_age"], up_for)):
        yield Symptom(Trouble.BACKUP_OLD, facts=age)
    free, size = figures.get("disk_free_bytes"), figures.get("database_bytes")
    if free is not None and nearly_full(int(free), int(size or 0)):
        yield Symptom(Trouble.DISK_FULL, facts={"free": free, "size": size})


def late_reminders(due: int, left: timedelta) -> Symptom | None:
    """Where not all that are due can go out in the time that is left; `number` of them cannot."""
    late = due - int(ALLOWED * left.total_seconds())
    return Symptom(Trouble.REMINDERS_LATE, late, {"due": due, "rate": ALLOWED}) if late > 0 else None


def reminders_ahead(last: Reach | None) -> Symptom | None:
    """`number` people will not get the last reminder before the deadline."""
    if last is None or not last.late:
        return None
    return Symptom(Trouble.REMINDERS_AHEAD, last.late, {"people": last.people, "rate": ALLOWED})


def nearly_full(free: int, size: int) -> bool:
    """A copy of the database takes twice its size while it is made."""
    return free < max(LEAST_FREE, 2 * size)


def _too_old(age: Fact, up_for: timedelta) -> Mapping[str, Fact]:
    """Empty where the newest copy is young enough, or the first has not had its time yet."""
    oldest = MOST_OLD.total_seconds()
    if age is None:
        return {"age": None} if up_for > timedelta(hours=1) else {}
    return {"age": age} if float(age) > oldest and up_for > timedelta(hours=1) else {}
