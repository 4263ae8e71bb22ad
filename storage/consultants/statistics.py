"""Questions and instant answers as figures: what was asked, by region and topic, and what became of it. No words."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import asked, people, questions
from storage.tables.answers import AskedOutcome
from storage.tables.questions import QuestionState

AT_ONCE = 500
"""Rows read before somebody else has a turn."""


@dataclass(frozen=True, slots=True)
class AnsweredQuestion:
    """A question without anything of who asked it."""

    number: int
    region_id: str | None
    topic_id: str | None
    state: QuestionState
    sent_at: datetime
    due_at: datetime
    answered_at: datetime | None
    settled_at: datetime | None
    answered_in: int | None
    """Working minutes."""
    helped: bool | None
    by_phone: bool = False
    taken_by: int | None = None
    """Who answered it, or has it in hand."""

    @property
    def answered_by(self) -> int | None:
        return None if self.answered_at is None else self.taken_by


async def entries(
    connection: AsyncConnection, contest_id: str, region_ids: Collection[str] | None, *conditions: ColumnElement[bool]
) -> list[AnsweredQuestion]:
    """What was sent, the oldest first; of some regions, or with None of all. `conditions` narrow it further."""
    statement = (
        select(
            questions.c.id,
            questions.c.region_id,
            questions.c.context["topic"].as_string().label("topic_id"),
            questions.c.state,
            questions.c.sent_at,
            questions.c.due_at,
            questions.c.answered_at,
            questions.c.settled_at,
            questions.c.answered_in,
            questions.c.helped,
            questions.c.by_phone,
            questions.c.taken_by,
        )
        .where(
            questions.c.contest_id == contest_id,
            questions.c.state != QuestionState.DRAFT,
            questions.c.joined_to.is_(None),
            *conditions,
        )
        .order_by(questions.c.id)
    )
    if region_ids is not None:
        statement = statement.where(questions.c.region_id.in_(region_ids))
    found: list[AnsweredQuestion] = []
    rows = await connection.stream(statement)
    async for part in rows.partitions(AT_ONCE):
        found += [_entry(row) for row in part]
    return found


def _entry(row: Row[*tuple[Any, ...]]) -> AnsweredQuestion:
    return AnsweredQuestion(
        number=row.id,
        region_id=row.region_id,
        topic_id=row.topic_id,
        state=row.state,
        sent_at=row.sent_at,
        due_at=row.due_at,
        answered_at=row.answered_at,
        settled_at=row.settled_at,
        answered_in=row.answered_in,
        helped=row.helped,
        by_phone=row.by_phone,
        taken_by=row.taken_by,
    )


@dataclass(frozen=True)
class Instant:
    """What became of typed questions; `settled` were answered and led to no question to a consultant."""

    outcomes: Mapping[AskedOutcome, int]
    settled: int


async def instant(connection: AsyncConnection, contest_id: str, region_ids: Collection[str] | None) -> Instant:
    """Of people of some regions, or with None of everybody."""
    wanted = asked.c.contest_id == contest_id
    if region_ids is not None:
        wanted = and_(wanted, asked.c.person_id.in_(select(people.c.id).where(people.c.region_id.in_(region_ids))))
    counts = select(asked.c.outcome, func.count().label("number")).where(wanted).group_by(asked.c.outcome)
    led_on = exists().where(questions.c.asked_id == asked.c.id, questions.c.state != QuestionState.DRAFT)
    settled = select(func.count()).select_from(asked).where(wanted, asked.c.outcome == AskedOutcome.ANSWERED, ~led_on)
    by_outcome = {row.outcome: row.number for row in (await connection.execute(counts)).all()}
    return Instant(by_outcome, (await connection.execute(settled)).scalar() or 0)
