"""What was said in questions: to hand over with the answers and earlier words, and to make anonymous what stays."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import RowMapping, Select, delete, select, update

from storage.database import Reader, Writer
from storage.tables import question_events, question_messages, question_versions, questions, shared_answers
from storage.tables.consultants import SharedAnswerState
from storage.tables.questions import MessageStage

NOBODY = 0
"""Stands for whoever wrote an answer and had the bot forget them."""
ANSWER = (
    question_messages.c.id,
    question_messages.c.question_id,
    question_messages.c.kind,
    question_messages.c.text,
    question_messages.c.at,
    question_messages.c.edited_at,
)
"""Of an answer who gave it is left out: that is about somebody else."""


async def export(connection: Reader, person_id: int) -> dict[str, Sequence[RowMapping]]:
    """What others said in one's questions, what each message said before, and what became an answer for everybody."""
    asked = questions.c.person_id == person_id
    answers = (
        select(*ANSWER)
        .join(questions, questions.c.id == question_messages.c.question_id)
        .where(asked, question_messages.c.author_id != person_id, question_messages.c.state != MessageStage.HELD)
    )
    before = select(question_versions).join(question_messages, question_messages.c.id == question_versions.c.said_id)
    of_own = before.join(questions, questions.c.id == question_messages.c.question_id).where(asked)
    of_answers = before.where(question_messages.c.author_id == person_id)
    shared = select(shared_answers).join(questions, questions.c.id == shared_answers.c.question_id).where(asked)
    proposed = select(shared_answers).where(shared_answers.c.proposed_by == person_id)
    return {
        "question_answers": await _rows(connection, answers),
        "earlier_words": await _rows(connection, of_own, of_answers),
        "shared_answers": await _rows(connection, shared, proposed),
    }


async def _rows(connection: Reader, *statements: Select[Any]) -> list[RowMapping]:
    """Each row once, by its id."""
    found: dict[int, RowMapping] = {}
    for statement in statements:
        found |= {row["id"]: row for row in (await connection.execute(statement)).mappings().all()}
    return [found[number] for number in sorted(found)]


async def forget(connection: Writer, person_id: int) -> None:
    """Before the person goes, with their questions and all that was said there.

    Their words that no staff have approved for everybody go. What is among the instant answers stays without a word
    on whose it was; so do answers to others, who keep what they were told.
    """
    theirs = select(questions.c.id).where(questions.c.person_id == person_id)
    await connection.execute(
        delete(shared_answers).where(
            shared_answers.c.question_id.in_(theirs), shared_answers.c.state != SharedAnswerState.APPROVED
        )
    )
    for column, nobody in ((shared_answers.c.proposed_by, NOBODY), (shared_answers.c.approved_by, None)):
        await connection.execute(update(shared_answers).where(column == person_id).values({column: nobody}))
    said = question_messages.c.author_id == person_id
    await connection.execute(delete(question_messages).where(said, question_messages.c.state == MessageStage.HELD))
    values = {"author_id": NOBODY, "message_id": -question_messages.c.id, "album": None}
    await connection.execute(update(question_messages).where(said).values(values))
    await connection.execute(update(questions).where(questions.c.taken_by == person_id).values(taken_by=None))
    happened = update(question_events).where(question_events.c.person_id == person_id)
    await connection.execute(happened.values(person_id=None, words=None))
