"""Whose turn it is: questions that wait for an answer, and those who owe one."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, false, func, or_, select, update

from storage.database import Reader, Writer
from storage.questions.questions import Question, as_question
from storage.row_locks import kept
from storage.tables import questions
from storage.tables.questions import QuestionState


class QueueView(StrEnum):
    """What a queue shows."""

    OPEN = "open"
    OVERDUE = "overdue"
    MINE = "mine"
    """Taken by the one who looks."""
    ANSWERED = "answered"
    CLOSED = "closed"


def _wanted(view: QueueView, person_id: int, now: datetime) -> ColumnElement[bool]:
    match view:
        case QueueView.OPEN:
            return questions.c.state == QuestionState.OPEN
        case QueueView.OVERDUE:
            return and_(questions.c.state == QuestionState.OPEN, questions.c.due_at < now)
        case QueueView.MINE:
            return and_(questions.c.state == QuestionState.OPEN, questions.c.taken_by == person_id)
        case QueueView.ANSWERED:
            return questions.c.state == QuestionState.ANSWERED
        case QueueView.CLOSED:
            return questions.c.state == QuestionState.CLOSED


@dataclass(frozen=True)
class QueuePage:
    """One page of a queue, and how many there are in all."""

    questions: Sequence[Question]
    total: int


async def page(
    connection: Reader,
    holders: Collection[str],
    person_id: int,
    view: QueueView,
    now: datetime,
    *,
    offset: int,
    limit: int,
) -> QueuePage:
    """What some holders have to answer, the earliest due first; what is settled, the latest first."""
    theirs = or_(
        questions.c.holder.in_(holders), questions.c.taken_by == person_id if view is QueueView.MINE else false()
    )
    wanted = and_(theirs, _wanted(view, person_id, now))
    settled = view in {QueueView.ANSWERED, QueueView.CLOSED}
    order = questions.c.due_at.desc() if settled else questions.c.due_at
    rows = await connection.execute(select(questions).where(wanted).order_by(order).offset(offset).limit(limit))
    total = (await connection.execute(select(func.count()).select_from(questions).where(wanted))).scalar()
    return QueuePage([as_question(row) for row in rows.all()], total or 0)


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
