"""Announcements on their way: their rows in the outbox follow the state of the announcement, in portions."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, update
from sqlalchemy.sql.dml import Update

from content.models import Language
from storage.broadcasts import folding
from storage.database import Reader, Writer
from storage.row_locks import kept
from storage.tables import announcement_counts, announcements, outbox
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState

EVERYBODY = 2**63 - 1
"""Stands in `filled_to` once everybody was put into the outbox."""
CORRECTABLE = (BroadcastState.SENDING, BroadcastState.PAUSED, BroadcastState.STOPPED, BroadcastState.DONE)
STOPPED = "stopped"
"""Reason of rows that were not sent because the announcement was stopped or taken back."""


@dataclass(frozen=True)
class Broadcast:
    """An announcement as its sending sees it."""

    id: int
    contest_id: str
    state: BroadcastState
    revision: int
    at: datetime | None
    confirmed_by: int
    confirmed_at: datetime | None
    filled_to: int
    finished_at: datetime | None
    correcting: Mapping[str, str] | None
    """A language and its new text, until it is confirmed."""
    corrected_at: datetime | None
    mended_to: int | None
    """How far a correction or taking back is put into the outbox; nothing where none is under way.

    `EVERYBODY` while the last of it is on its way.
    """
    folded_at: datetime | None = None
    """Since when its rows of the outbox are counts."""

    @property
    def filled(self) -> bool:
        return self.filled_to == EVERYBODY

    @property
    def correctable(self) -> bool:
        """Whether it can still be corrected or taken back, where people have it."""
        return self.state in CORRECTABLE and self.folded_at is None

    @property
    def key(self) -> str:
        """Begins the key of every row that sends it."""
        return f"ann{self.id}:"

    @property
    def mending(self) -> OutboxKind:
        """The kind of what changes it where it arrived."""
        return OutboxKind.TAKING_BACK if self.state is BroadcastState.WITHDRAWN else OutboxKind.CORRECTION

    @property
    def shown_by(self) -> str:
        """The key of the row whose message shows how far it is.

        What is corrected or taken back after it was over has a message of its own, for whoever does so.
        """
        key = f"{OutboxKind.BROADCAST_PROGRESS}:{self.id}"
        if self.finished_at is None:
            return key
        if self.state is BroadcastState.WITHDRAWN:
            return f"{key}:back"
        return f"{key}:{int(self.corrected_at.timestamp())}" if self.corrected_at else key


FIELDS = (
    announcements.c.id,
    announcements.c.contest_id,
    announcements.c.state,
    announcements.c.revision,
    announcements.c.at,
    announcements.c.confirmed_by,
    announcements.c.confirmed_at,
    announcements.c.filled_to,
    announcements.c.finished_at,
    announcements.c.correcting,
    announcements.c.corrected_at,
    announcements.c.mended_to,
    announcements.c.folded_at,
)
CONFIRMED = and_(announcements.c.confirmed_by.is_not(None), announcements.c.state != BroadcastState.DRAFT)


async def _all(connection: Reader, condition: ColumnElement[bool]) -> list[Broadcast]:
    statement = select(*FIELDS).where(CONFIRMED, condition).order_by(announcements.c.id)
    return [
        Broadcast(
            id=row.id,
            contest_id=row.contest_id,
            state=row.state,
            revision=row.revision,
            at=row.at,
            confirmed_by=row.confirmed_by,
            confirmed_at=row.confirmed_at,
            filled_to=row.filled_to or 0,
            finished_at=row.finished_at,
            correcting=row.correcting,
            corrected_at=row.corrected_at,
            mended_to=row.mended_to,
            folded_at=row.folded_at,
        )
        for row in (await connection.execute(kept(connection, statement))).all()
    ]


async def find(connection: Reader, announcement_id: int) -> Broadcast | None:
    """None where it is still a draft, or none."""
    found = await _all(connection, announcements.c.id == announcement_id)
    return found[0] if found else None


async def under_way(connection: Reader, now: datetime) -> list[Broadcast]:
    """Those that have something to be done."""
    state = announcements.c.state
    return await _all(
        connection,
        or_(
            state.in_([BroadcastState.SENDING, BroadcastState.PAUSED]),
            and_(state == BroadcastState.SCHEDULED, announcements.c.at <= now),
            and_(state.in_([BroadcastState.STOPPED, BroadcastState.WITHDRAWN]), announcements.c.finished_at.is_(None)),
            announcements.c.mended_to.is_not(None),
        ),
    )


async def move(
    connection: Writer,
    announcement_id: int,
    before: Collection[BroadcastState],
    after: BroadcastState,
    *,
    finished_at: datetime | None = None,
) -> bool:
    """Changes its state; False where it is in none of those before."""
    values: dict[str, object] = {"state": after}
    if finished_at is not None:
        values["finished_at"] = finished_at
    return (await connection.execute(changed(announcement_id, before).values(values))).rowcount == 1


def changed(announcement_id: int, states: Collection[BroadcastState]) -> Update:
    return update(announcements).where(announcements.c.id == announcement_id, announcements.c.state.in_(states))


async def to_draft(connection: Writer, announcement_id: int, by: int, name: str) -> bool:
    """False where it has begun to go out, or is no announcement that waits for its time."""
    values = {
        "state": BroadcastState.DRAFT,
        "revision": announcements.c.revision + 1,
        "changed_by": by,
        "changed_name": name[:64],
        "confirmed_by": None,
        "confirmed_at": None,
    }
    return (await connection.execute(changed(announcement_id, [BroadcastState.SCHEDULED]).values(values))).rowcount == 1


def of_language(language: Language) -> ColumnElement[bool]:
    """Rows that are sent in a language."""
    sent_in: ColumnElement[str] = outbox.c.content["language"].as_string()
    return sent_in == language.value


REACHED = (OutboxState.SENT, OutboxState.IN_FLIGHT)
TO_COME = (OutboxState.QUEUED, OutboxState.PAUSED)


ASTRAY: Mapping[BroadcastState, Sequence[OutboxState]] = {
    BroadcastState.SENDING: [OutboxState.PAUSED],
    BroadcastState.PAUSED: [OutboxState.QUEUED],
    BroadcastState.STOPPED: [OutboxState.QUEUED, OutboxState.PAUSED],
    BroadcastState.WITHDRAWN: [OutboxState.QUEUED, OutboxState.PAUSED],
}
"""States of rows that do not fit the state of their announcement."""


async def astray(connection: Reader, broadcast: Broadcast) -> bool:
    """Whether any row is not as the announcement is."""
    rows = _of(broadcast.id, OutboxKind.BROADCAST).where(outbox.c.state.in_(ASTRAY.get(broadcast.state, []))).limit(1)
    return (await connection.execute(rows)).first() is not None


async def follow(connection: Writer, broadcast: Broadcast, now: datetime, limit: int) -> None:
    """Brings the next rows into line with the state of the announcement."""
    match broadcast.state:
        case BroadcastState.SENDING:
            values: dict[str, object] = {"state": OutboxState.QUEUED, "finished_at": None, "reason": None}
        case BroadcastState.PAUSED:
            values = {"state": OutboxState.PAUSED}
        case _:
            values = {"state": OutboxState.SKIPPED, "finished_at": now, "reason": STOPPED}
    for state in ASTRAY.get(broadcast.state, []):
        rows = _of(broadcast.id, OutboxKind.BROADCAST).where(outbox.c.state == state).limit(limit)
        still = update(outbox).where(outbox.c.id.in_(rows), outbox.c.state == state)
        await connection.execute(still.values(values))


def _of(announcement_id: int, kind: OutboxKind) -> Select[int]:
    return select(outbox.c.id).where(outbox.c.announcement_id == announcement_id, outbox.c.kind == kind)


# --- how far it is


async def left(connection: Reader, announcement_id: int, kind: OutboxKind = OutboxKind.BROADCAST) -> bool:
    """Whether anything of it is still to leave; of a correction or taking back, with its kind."""
    waiting = [OutboxState.QUEUED, OutboxState.IN_FLIGHT, OutboxState.PAUSED]
    statement = _of(announcement_id, kind).where(outbox.c.state.in_(waiting)).limit(1)
    return (await connection.execute(statement)).first() is not None


async def cut_short(connection: Reader, announcement_id: int) -> bool:
    """Whether somebody did not get it because it was stopped."""
    skipped = _of(announcement_id, OutboxKind.BROADCAST).where(
        outbox.c.state == OutboxState.SKIPPED, outbox.c.reason == STOPPED
    )
    return (await connection.execute(skipped.limit(1))).first() is not None


async def counts(
    connection: Reader, announcement_id: int, kind: OutboxKind, since: datetime | None = None
) -> dict[OutboxState, int]:
    """Rows by state; `since` leaves out what was queued before."""
    conditions = [outbox.c.announcement_id == announcement_id, outbox.c.kind == kind]
    if since is not None:
        conditions.append(outbox.c.created_at >= since)
    number = func.count().label("number")
    statement = select(outbox.c.state, number).where(*conditions).group_by(outbox.c.state)
    counted = folding.counted(
        [announcement_counts.c.state],
        announcement_counts.c.announcement_id == announcement_id,
        announcement_counts.c.kind == kind,
    )
    found: Counter[OutboxState] = Counter()
    for rows in (statement, counted):
        found.update({row.state: row.number for row in (await connection.execute(rows)).all()})
    return found


async def reached(connection: Reader, announcement_id: int, languages: Iterable[Language]) -> int:
    """How many people have it, in these languages."""
    return await _number(connection, announcement_id, languages, REACHED)


async def to_come(connection: Reader, announcement_id: int, languages: Iterable[Language]) -> int:
    """How many people are still to get it, in these languages."""
    return await _number(connection, announcement_id, languages, TO_COME)


async def _number(
    connection: Reader, announcement_id: int, languages: Iterable[Language], states: Sequence[OutboxState]
) -> int:
    statement = select(func.count()).where(
        outbox.c.announcement_id == announcement_id,
        outbox.c.kind == OutboxKind.BROADCAST,
        outbox.c.state.in_(states),
        or_(*(of_language(language) for language in languages)),
    )
    return (await connection.execute(statement)).scalar() or 0


async def sent_since(connection: Reader, announcement_id: int, since: datetime) -> int:
    statement = select(func.count()).where(
        outbox.c.announcement_id == announcement_id,
        outbox.c.kind == OutboxKind.BROADCAST,
        outbox.c.state == OutboxState.SENT,
        outbox.c.finished_at > since,
    )
    return (await connection.execute(statement)).scalar() or 0


async def mended(connection: Writer, broadcast: Broadcast) -> bool:
    """The correction or taking back has come to its end; False where there is a newer one."""
    statement = update(announcements).where(
        announcements.c.id == broadcast.id,
        announcements.c.mended_to == EVERYBODY,
        announcements.c.corrected_at.is_not_distinct_from(broadcast.corrected_at),
        announcements.c.state == broadcast.state,
    )
    return (await connection.execute(statement.values(mended_to=None))).rowcount == 1
