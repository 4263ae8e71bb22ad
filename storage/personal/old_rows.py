"""What an operator wants kept for so long and no longer: found a portion at a time, and deleted."""

from collections.abc import Collection
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Column, ColumnElement, and_, delete, exists, func, select

from storage.database import Reader, Writer
from storage.tables import asked, audit, contest_versions, inbox, question_messages, questions, shared_answers
from storage.tables.consultants import SharedAnswerState
from storage.tables.questions import QuestionState
from storage.tables.staff import VersionState


class Kept(StrEnum):
    """What can be given a time."""

    SET_ASIDE = "set_aside"
    """Updates that could not be handled."""
    ASKED = "asked"
    """What people typed, and what was answered at once."""
    QUESTIONS = "questions"
    """Those to consultants that are answered or closed, with all that was said, from the last word on."""
    AUDIT = "audit"
    VERSIONS = "versions"
    """Files of a contest that were replaced, refused or taken back."""


async def old(connection: Reader, what: Kept, before: datetime, limit: int) -> list[int]:
    """The oldest of what is older."""
    number, condition = _old(what, before)
    return list((await connection.execute(select(number).where(condition).order_by(number).limit(limit))).scalars())


def _old(what: Kept, before: datetime) -> tuple[Column[int], ColumnElement[bool]]:
    match what:
        case Kept.SET_ASIDE:
            return inbox.c.update_id, inbox.c.set_aside_at < before
        case Kept.ASKED:
            return asked.c.id, asked.c.at < before
        case Kept.QUESTIONS:
            return questions.c.id, _settled(before)
        case Kept.AUDIT:
            return audit.c.id, audit.c.at < before
        case Kept.VERSIONS:
            over = contest_versions.c.state.in_([VersionState.REPLACED, VersionState.REFUSED, VersionState.WITHDRAWN])
            return contest_versions.c.id, and_(over, contest_versions.c.at < before)


def _settled(before: datetime) -> ColumnElement[bool]:
    """Nobody waits for anything, and nothing was said since."""
    later = exists().where(question_messages.c.question_id == questions.c.id, question_messages.c.at >= before)
    return and_(
        questions.c.state.in_([QuestionState.ANSWERED, QuestionState.CLOSED]),
        func.coalesce(questions.c.settled_at, questions.c.answered_at, questions.c.sent_at) < before,
        ~later,
    )


async def forget(connection: Writer, what: Kept, numbers: Collection[int], before: datetime) -> None:
    """Those of them that are still old: somebody may have written to one meanwhile."""
    number, condition = _old(what, before)
    found: list[Any] = list(numbers)
    if what is Kept.QUESTIONS:  # their words, proposed for everybody and never approved
        theirs = select(questions.c.id).where(number.in_(found), condition)
        await connection.execute(
            delete(shared_answers).where(
                shared_answers.c.question_id.in_(theirs), shared_answers.c.state != SharedAnswerState.APPROVED
            )
        )
    await connection.execute(delete(number.table).where(number.in_(found), condition))
