"""Rounds: what goes to everybody whom it concerns, once. People are gone through in portions."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, case, exists, func, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.database import Database, Reader, Writer
from storage.delivery.outbox import Priority, key_of_each, queue_rows, rows
from storage.entry.people import REACHABLE
from storage.tables import consultants, outbox, package_members, packages, people, rounds
from storage.tables.delivery import OutboxKind, OutboxState
from storage.upsert import insert

PORTION = 1_000
"""People gone through in one transaction: everybody who writes waits for its end, a hundredth of a second."""
REST = 0.005
"""Seconds between two portions, so that others get their turn."""


class Whom(StrEnum):
    """Whom a round concerns, of those who were there before it."""

    WANTS = "wants"
    """Wants reminders of the rule."""
    WANTS_AND_WORKS = "wants_and_works"
    """Wants them and has a package."""
    CONCERNED = "concerned"
    """Wants any reminders, has a package, or answers for the contest."""
    CHOSE = "chose"
    """Works in the contest, or answers for it."""
    WORKS = "works"
    """Has a package."""
    PREPARES = "prepares"
    """Has a package, and has not turned all reminders off."""
    TELL_NEXT = "tell_next"
    """Asked to hear of the next contest."""


@dataclass(frozen=True)
class Area:
    """People of some regions; with no regions, everybody who is not of `others`."""

    zone: ZoneInfo
    regions: tuple[str, ...] | None
    others: tuple[str, ...] = ()


@dataclass(frozen=True)
class Round:
    """What to say to whom. `name` is the round's own; the key of each message is `prefix` and the person's id."""

    name: str
    prefix: str
    kind: OutboxKind
    contest_id: str
    area: Area
    whom: Whom
    not_before: datetime
    joined_before: datetime
    rule: str = ""
    content: Mapping[str, Any] = field(default_factory=dict)
    yields: bool = False
    """Recorded as missed for people to whom this planning already says something about the contest."""
    missed: bool = False
    """Only recorded: its time has passed."""
    staff: frozenset[int] = frozenset()
    """Who answers for the contest beside its consultants."""


async def undone(connection: Reader, names: Collection[str]) -> set[str]:
    """Those of these rounds that were not done yet."""
    done = select(rounds.c.name).where(rounds.c.name.in_(list(names)))
    return set(names) - set((await connection.execute(done)).scalars())


async def close(connection: Writer, name: str, now: datetime) -> None:
    statement = insert(connection, rounds).values(name=name, done_at=now)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[rounds.c.name]))


async def count(connection: Reader, wave: Round) -> int:
    """How many people a round would go to by now: it looks at everybody."""
    statement = select(func.count()).select_from(people).where(*_whom(wave))
    return (await connection.execute(statement)).scalar() or 0


async def do(database: Database, wave: Round, now: datetime) -> int:
    """Queues a round's messages and closes it; safe to begin again after a crash. Returns how many were queued."""
    queued, after = 0, 0
    while True:
        async with database.bulk_writing() as connection:
            portion = select(people.c.id).where(people.c.id > after).order_by(people.c.id).limit(PORTION).subquery()
            last, number = (await connection.execute(select(func.max(portion.c.id), func.count(portion.c.id)))).one()
            if number:
                queued += await _queue(connection, wave, after, last, now)
            if number < PORTION:
                await close(connection, wave.name, now)
                return queued
            after = last
        await asyncio.sleep(REST)


async def _queue(connection: AsyncConnection, wave: Round, after: int, last: int, now: datetime) -> int:
    missed, queued = (literal(state, outbox.c.state.type) for state in (OutboxState.MISSED, OutboxState.QUEUED))
    state: ColumnElement[OutboxState] = missed if wave.missed else queued
    if wave.yields and not wave.missed:
        said = outbox.alias()
        already = exists().where(
            said.c.person_id == people.c.id,
            said.c.contest_id == wave.contest_id,
            said.c.created_at == now,
            said.c.state != OutboxState.MISSED,
        )
        state = case((already, missed), else_=queued)
    urgent, usual = (
        literal(number, outbox.c.priority.type) for number in (Priority.REMINDER, Priority.REMINDER_OF_OTHERS)
    )
    messages = rows(
        key_of_each(wave.prefix),
        kind=wave.kind,
        contest_id=wave.contest_id,
        content=wave.content,
        priority=case((_works(wave), urgent), else_=usual),
        now=now,
        not_before=wave.not_before,
        state=state,
    )
    return await queue_rows(connection, messages.where(people.c.id > after, people.c.id <= last, *_whom(wave)))


def _whom(wave: Round) -> tuple[ColumnElement[bool], ...]:
    return people.c.joined_at < wave.joined_before, REACHABLE, _lives(wave), _concerned(wave)


def _lives(wave: Round) -> ColumnElement[bool]:
    if wave.area.regions is not None:
        return people.c.region_id.in_(wave.area.regions)
    return or_(people.c.region_id.is_(None), people.c.region_id.not_in(wave.area.others))


def _works(wave: Round) -> ColumnElement[bool]:
    """Whoever prepares an application for the contest."""
    return exists().where(
        and_(
            package_members.c.person_id == people.c.id,
            packages.c.id == package_members.c.package_id,
            packages.c.contest_id == wave.contest_id,
            packages.c.archived_at.is_(None),
        )
    )


def _answers(wave: Round) -> ColumnElement[bool]:
    """Staff, and consultants of the contest: they are asked, whatever reminders they want."""
    linked = exists().where(consultants.c.person_id == people.c.id, consultants.c.contest_id == wave.contest_id)
    return or_(people.c.id.in_(wave.staff), linked)


def _concerned(wave: Round) -> ColumnElement[bool]:  # noqa: PLR0911  a line for each
    works = _works(wave)
    kept = literal(" ").concat(people.c.reminders).concat(" ")
    wants = or_(people.c.reminders.is_(None), kept.contains(f" {wave.rule} "))
    hears = or_(people.c.reminders.is_(None), people.c.reminders != "")
    match wave.whom:
        case Whom.WANTS:
            return wants
        case Whom.WANTS_AND_WORKS:
            return and_(wants, works)
        case Whom.CONCERNED:
            return or_(hears, works, _answers(wave))
        case Whom.CHOSE:
            return or_(people.c.contest_id == wave.contest_id, works, _answers(wave))
        case Whom.WORKS:
            return works
        case Whom.PREPARES:
            return and_(works, hears)
        case Whom.TELL_NEXT:
            return people.c.tell_next.is_(True)
