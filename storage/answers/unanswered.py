"""What people typed that had no good answer: none was there, another was meant, or it became a question."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_, select

from content.models import Language
from storage.database import Reader
from storage.tables import asked, questions
from storage.tables.answers import AskedOutcome
from storage.tables.questions import QuestionState


@dataclass(frozen=True)
class UnansweredWords:
    """`question_id` is the question to a consultant that it became."""

    id: int
    person_id: int
    words: str
    language: Language
    question_id: int | None


async def recent(connection: Reader, contest_id: str, since: datetime, limit: int) -> Sequence[UnansweredWords]:
    """The latest first. Goes through all that was typed, so it wants a connection for that."""
    became = and_(questions.c.asked_id == asked.c.id, questions.c.state != QuestionState.DRAFT)
    statement = (
        select(asked.c.id, asked.c.person_id, asked.c.words, asked.c.language, questions.c.id.label("question_id"))
        .select_from(asked.outerjoin(questions, became))
        .where(
            asked.c.contest_id == contest_id,
            asked.c.at >= since,
            or_(asked.c.outcome.in_([AskedOutcome.NONE, AskedOutcome.NOT_IT]), questions.c.id.is_not(None)),
        )
        .order_by(asked.c.at.desc(), asked.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).all()
    found = {row.id: UnansweredWords(row.id, row.person_id, row.words, row.language, row.question_id) for row in rows}
    return list(found.values())
