"""A contest in figures: counted by the database, so that few rows come out of it. No words, nobody's name."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Contest, Language
from storage.broadcasts import folding
from storage.dashboard.scope import Scope
from storage.dashboard.stages import STAGES, PackageStage, stages
from storage.database import Reader
from storage.tables import (
    announcement_counts,
    announcement_taps,
    announcements,
    outbox,
    packages,
    people,
    questions,
)
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState
from storage.tables.questions import QuestionState


@dataclass(frozen=True)
class Crowd:
    """People of one region who use one language. `active` were seen since a moment, `new` joined since then."""

    region_id: str | None
    language: Language
    total: int
    active: int
    new: int
    unreachable: int


async def crowds(connection: AsyncConnection, contest_id: str, scope: Scope, since: datetime) -> list[Crowd]:
    """Of people whose last day is not known, the moment at which they came counts, as in audiences."""
    joined = people.c.joined_at >= since
    seen = or_(people.c.seen_on >= since.date(), and_(people.c.seen_on.is_(None), joined))
    statement = (
        select(
            people.c.region_id,
            people.c.language,
            func.count(),
            func.sum(case((seen, 1), else_=0)),
            func.sum(case((joined, 1), else_=0)),
            func.sum(case((people.c.unreachable_at.is_not(None), 1), else_=0)),
        )
        .where(*scope.who(contest_id), *scope.within(people.c.joined_at))
        .group_by(people.c.region_id, people.c.language)
    )
    return [Crowd(*row) for row in await connection.execute(statement)]


@dataclass(frozen=True)
class Prepared:
    """Packages of one topic, None where none was chosen, and how many of them have come how far."""

    topic_id: str | None
    total: int
    reached: Mapping[PackageStage, int]


async def prepared(connection: AsyncConnection, contest: Contest, scope: Scope) -> list[Prepared]:
    """Packages that were put away do not count."""
    reached = stages(contest, *scope.of_packages(), *scope.within(packages.c.created_at))
    counts = [func.sum(case((reached.c[stage.value], 1), else_=0)) for stage in STAGES]
    statement = select(reached.c.topic_id, func.count(), *counts).group_by(reached.c.topic_id)
    return [
        Prepared(topic_id, total, dict(zip(STAGES, numbers, strict=True)))
        for topic_id, total, *numbers in await connection.execute(statement)
    ]


@dataclass(frozen=True)
class QuestionTally:
    """Questions to consultants from one region about one topic, None where none is known."""

    region_id: str | None
    topic_id: str | None
    total: int
    open: int
    overdue: int
    answered: int


def sent(contest_id: str, scope: Scope) -> ColumnElement[bool]:
    """That a question was sent, and counts."""
    return and_(questions.c.contest_id == contest_id, questions.c.state != QuestionState.DRAFT, *scope.of_questions())


async def asked(connection: AsyncConnection, contest_id: str, scope: Scope, now: datetime) -> list[QuestionTally]:
    topic_id = questions.c.context["topic"].as_string()
    waits = questions.c.state == QuestionState.OPEN
    statement = (
        select(
            questions.c.region_id,
            topic_id,
            func.count(),
            func.sum(case((waits, 1), else_=0)),
            func.sum(case((and_(waits, questions.c.due_at < now), 1), else_=0)),
            func.sum(case((questions.c.state == QuestionState.ANSWERED, 1), else_=0)),
        )
        .where(sent(contest_id, scope))
        .group_by(questions.c.region_id, topic_id)
    )
    return [QuestionTally(*row) for row in await connection.execute(statement)]


async def answered_in(connection: Reader, contest_id: str, scope: Scope) -> tuple[int, int | None]:
    """How many questions had an answer, and the median of the working minutes to the first; None where none had."""
    wanted = and_(sent(contest_id, scope), questions.c.answered_in.is_not(None))
    number = (await connection.execute(select(func.count()).where(wanted))).scalar_one()
    middle = (
        select(questions.c.answered_in)
        .where(wanted)
        .order_by(questions.c.answered_in)
        .offset((number - 1) // 2)
        .limit(1 if number % 2 else 2)
    )
    spent = (await connection.execute(middle)).scalars().all() if number else []
    return number, round(sum(spent) / len(spent)) if spent else None


@dataclass(frozen=True)
class Announced:
    """Announcements by state, their messages by state, and how many people opened a button of theirs."""

    announcements: Mapping[BroadcastState, int]
    messages: Mapping[OutboxState, int]
    opened: int

    @property
    def delivered(self) -> int:
        return self.messages.get(OutboxState.SENT, 0)

    @property
    def undelivered(self) -> int:
        return self.messages.get(OutboxState.BLOCKED, 0) + self.messages.get(OutboxState.FAILED, 0)


async def announced(connection: AsyncConnection, contest_id: str, scope: Scope) -> Announced:
    """By the time at which they were to go out; they go to people of every region."""
    went = func.coalesce(announcements.c.at, announcements.c.confirmed_at, announcements.c.created_at)
    ours = and_(announcements.c.contest_id == contest_id, *scope.within(went))
    ids = select(announcements.c.id).where(ours)
    by_state = select(announcements.c.state, func.count()).where(ours).group_by(announcements.c.state)
    messages = (
        select(outbox.c.state, func.count())
        .where(outbox.c.announcement_id.in_(ids), outbox.c.kind == OutboxKind.BROADCAST)
        .group_by(outbox.c.state)
    )
    counted = folding.counted(
        [announcement_counts.c.state],
        announcement_counts.c.announcement_id.in_(ids),
        announcement_counts.c.kind == OutboxKind.BROADCAST,
    )
    opened = select(func.count(announcement_taps.c.person_id.distinct())).where(
        announcement_taps.c.announcement_id.in_(ids)
    )
    return Announced(
        _by_state(await connection.execute(by_state)),
        Counter(_by_state(await connection.execute(messages))) + Counter(_by_state(await connection.execute(counted))),
        (await connection.execute(opened)).scalar_one(),
    )


def _by_state(rows: Iterable[Row[*tuple[Any, ...]]]) -> dict[Any, int]:
    return {row[0]: row[1] for row in rows}
