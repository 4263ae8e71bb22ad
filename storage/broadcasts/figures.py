"""Figures of an announcement that went out: who got it by language and region, and why others did not."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from content.models import Language
from storage.broadcasts import folding
from storage.database import Reader
from storage.tables import announcement_counts, outbox, people
from storage.tables.delivery import OutboxKind, OutboxState


@dataclass(frozen=True)
class Group:
    """Rows in one state, of people of one language and region."""

    language: Language
    region_id: str | None
    state: OutboxState
    number: int


@dataclass(frozen=True)
class FailureReason:
    state: OutboxState
    reason: str
    number: int


async def groups(connection: Reader, announcement_id: int) -> list[Group]:
    """By the language in which it was sent, and by the region where people live now."""
    language = outbox.c.content["language"].as_string()
    statement = (
        select(language.label("language"), people.c.region_id, outbox.c.state, func.count().label("number"))
        .join(people, people.c.id == outbox.c.person_id)
        .where(outbox.c.announcement_id == announcement_id, outbox.c.kind == OutboxKind.BROADCAST)
        .group_by(language, people.c.region_id, outbox.c.state)
    )
    counts = announcement_counts.c
    counted = folding.counted(
        [counts.language, counts.region_id, counts.state],
        counts.announcement_id == announcement_id,
        counts.kind == OutboxKind.BROADCAST,
    )
    found: Counter[tuple[str, str | None, OutboxState]] = Counter()
    for rows in (statement, counted):
        for row in (await connection.execute(rows)).all():
            found[row.language, row.region_id or None, row.state] += row.number
    return [Group(Language(language), region_id, state, n) for (language, region_id, state), n in found.items()]


async def reasons(
    connection: Reader,
    announcement_id: int,
    kind: OutboxKind,
    states: Sequence[OutboxState],
    since: datetime | None = None,
) -> list[FailureReason]:
    """Why rows in these states are in them, the most frequent first; `since` leaves out what was queued before."""
    conditions = [
        outbox.c.announcement_id == announcement_id,
        outbox.c.kind == kind,
        outbox.c.state.in_(states),
        *([outbox.c.created_at >= since] if since else []),
    ]
    by = (outbox.c.state, outbox.c.reason)
    statement = select(*by, func.count().label("number")).where(*conditions).group_by(*by)
    counts = announcement_counts.c
    counted = folding.counted(
        [counts.state, counts.reason],
        counts.announcement_id == announcement_id,
        counts.kind == kind,
        counts.state.in_(states),
    )
    found: Counter[tuple[OutboxState, str]] = Counter()
    for rows in (statement, counted):
        for row in (await connection.execute(rows)).all():
            found[row.state, row.reason or ""] += row.number
    return [
        FailureReason(state, reason, number)
        for (state, reason), number in sorted(found.items(), key=lambda item: (-item[1], item[0][1]))
    ]
