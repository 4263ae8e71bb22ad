"""Whose turn it is: questions that wait for an answer, and those who owe one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, bindparam, func, select, union, update

from storage.database import Reader, Writer
from storage.questions.questions import LISTED, Question, QuestionLine, as_line, as_question
from storage.row_locks import kept
from storage.tables import questions
from storage.tables.columns import Moment
from storage.tables.questions import QuestionState


class QueueView(StrEnum):
    """What a queue shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    MINE = "mine"
    """Taken by the one who looks."""
    ANSWERED = "answered"
    CLOSED = "closed"
    ALL = "all"
    """Whoever's turn it is."""


MOST_COUNTED = 64
"""Nobody needs to know of how many more there are, and counting them takes time."""


@dataclass(frozen=True)
class Sight:
    """Whose questions somebody sees: of holders, and of regions whoever holds them; of whole contests where asked."""

    person_id: int
    holders: tuple[str, ...]
    regions: tuple[tuple[str, str], ...] = ()
    """Contest and region."""
    contests: tuple[str, ...] = ()


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue, and how many there are in all, as far as that was counted."""

    questions: Sequence[QuestionLine]
    total: int

    @property
    def uncounted(self) -> bool:
        """There may be more."""
        return self.total >= MOST_COUNTED


def _conditions(holders: int, regions: int, contests: int, view: QueueView) -> list[ColumnElement[bool]]:
    """Each is found by an index of its own, in the order of the queue. Values come with every look."""
    if view is QueueView.MINE:
        return [questions.c.taken_by == bindparam("person")]
    if view is QueueView.ALL:
        return [questions.c.contest_id == bindparam(f"whole{place}") for place in range(contests)]
    of_regions = [
        and_(
            questions.c.contest_id == bindparam(f"contest{place}"), questions.c.region_id == bindparam(f"region{place}")
        )
        for place in range(regions)
    ]
    return [*(questions.c.holder == bindparam(f"holder{place}") for place in range(holders)), *of_regions]


def _state(view: QueueView) -> list[ColumnElement[bool]]:
    match view:
        case QueueView.ANSWERED:
            return [questions.c.state == QuestionState.ANSWERED]
        case QueueView.CLOSED:
            return [questions.c.state == QuestionState.CLOSED]
        case QueueView.OVERDUE:
            return [questions.c.state == QuestionState.OPEN, questions.c.due_at < bindparam("now", type_=Moment)]
    return [questions.c.state == QuestionState.OPEN]


@cache
def _statements(holders: int, regions: int, contests: int, view: QueueView) -> tuple[Select[Any], Select[Any]] | None:
    """The count and the page: made once, for making them takes longer than what they do."""
    conditions = _conditions(holders, regions, contests, view)
    if not conditions:
        return None
    settled = view in {QueueView.ANSWERED, QueueView.CLOSED}
    order = questions.c.due_at.desc() if settled else questions.c.due_at
    some = [
        select(questions.c.id).where(each, *_state(view)).limit(bindparam("counted")).subquery() for each in conditions
    ]
    first = [
        select(questions.c.id)
        .where(each, *_state(view))
        .order_by(order, questions.c.id)
        .limit(bindparam("reached"))
        .subquery()
        for each in conditions
    ]
    found = union(*(select(each.c.id) for each in first)).subquery()
    return (
        select(func.count()).select_from(union(*(select(each.c.id) for each in some)).subquery()),
        select(*LISTED)
        .where(questions.c.id.in_(select(found.c.id)))
        .order_by(order, questions.c.id)
        .offset(bindparam("offset"))
        .limit(bindparam("limit")),
    )


async def page(
    connection: Reader, sight: Sight, view: QueueView, now: datetime, *, offset: int, limit: int
) -> QueuePage:
    """What somebody sees, the earliest due first; what is settled, the latest first. As quick among many as few."""
    made = _statements(len(sight.holders), len(sight.regions), len(sight.contests), view)
    if made is None:
        return QueuePage((), 0)
    count, rows = made
    values: dict[str, Any] = {
        "person": sight.person_id,
        "now": now,
        "offset": offset,
        "limit": limit,
        "reached": offset + limit,
        "counted": max(MOST_COUNTED, offset + 2 * limit),
        **{f"holder{place}": each for place, each in enumerate(sight.holders)},
        **{f"whole{place}": each for place, each in enumerate(sight.contests)},
        **{f"contest{place}": each for place, (each, _) in enumerate(sight.regions)},
        **{f"region{place}": each for place, (_, each) in enumerate(sight.regions)},
    }
    total = (await connection.execute(count, values)).scalar() or 0
    shown = (await connection.execute(rows, values)).all() if limit else []
    return QueuePage([as_line(row) for row in shown], total)


async def due(connection: Reader, now: datetime, limit: int) -> list[Question]:
    """Open questions whose next reminder is due."""
    statement = select(questions).where(questions.c.step_at <= now).order_by(questions.c.step_at).limit(limit)
    return [as_question(row) for row in (await connection.execute(kept(connection, statement))).all()]


async def open_of(connection: Reader, holder: str, contest_id: str) -> list[Question]:
    """What a holder has to answer in a contest, the earliest due first."""
    statement = (
        select(questions)
        .where(
            questions.c.holder == holder, questions.c.state == QuestionState.OPEN, questions.c.contest_id == contest_id
        )
        .order_by(questions.c.due_at)
    )
    return [as_question(row) for row in (await connection.execute(kept(connection, statement))).all()]


async def load(connection: Reader, contest_id: str) -> Mapping[str, int]:
    """How many open questions each holder has."""
    statement = (
        select(questions.c.holder, func.count().label("number"))
        .where(questions.c.state == QuestionState.OPEN, questions.c.contest_id == contest_id)
        .group_by(questions.c.holder)
    )
    return {row.holder: row.number for row in (await connection.execute(statement)).all()}


async def release(connection: Writer, contest_id: str, person_id: int) -> None:
    """Open questions that a person took are free for others to take."""
    await connection.execute(
        update(questions)
        .where(
            questions.c.contest_id == contest_id,
            questions.c.taken_by == person_id,
            questions.c.state == QuestionState.OPEN,
        )
        .values(taken_by=None)
    )
