"""Answers of consultants that serve everybody: proposed, approved by staff in both languages, and who waits for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Row, func, select, update

from content.answers.answer import AttachedFile, Published
from content.models import WRITTEN_LANGUAGES, Language, Text
from storage.database import Reader, Writer
from storage.row_locks import kept
from storage.tables import asked, question_messages, questions, shared_answers
from storage.tables.answers import AskedOutcome
from storage.tables.consultants import SharedAnswerState
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from storage.upsert import insert


class SharedPart(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"


@dataclass(frozen=True)
class SharedAnswer:
    """An answer on its way to everybody, in plain words."""

    id: int
    contest_id: str
    question_id: int | None
    """Where it was given; nothing where that question is gone."""
    question_kk: str | None
    question_ru: str | None
    answer_kk: str | None
    answer_ru: str | None
    proposed_by: int
    state: SharedAnswerState
    file: AttachedFile | None = None

    def text(self, part: SharedPart, language: Language) -> str | None:
        by_language = {
            SharedPart.QUESTION: {Language.KK: self.question_kk, Language.RU: self.question_ru},
            SharedPart.ANSWER: {Language.KK: self.answer_kk, Language.RU: self.answer_ru},
        }
        return by_language[part][language]

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(
            text for part in SharedPart for language in WRITTEN_LANGUAGES if (text := self.text(part, language))
        )

    @property
    def complete(self) -> bool:
        """Both languages say everything."""
        return len(self.texts) == len(SharedPart) * len(WRITTEN_LANGUAGES)

    def question(self, language: Language) -> str:
        """In a language, else in the other one."""
        kk, ru = self.question_kk or "", self.question_ru or ""
        return (kk or ru) if language is Language.KK else (ru or kk)


def _shared(row: Row[Any]) -> SharedAnswer:
    return SharedAnswer(
        id=row.id,
        contest_id=row.contest_id,
        question_id=row.question_id,
        question_kk=row.question_kk,
        question_ru=row.question_ru,
        answer_kk=row.answer_kk,
        answer_ru=row.answer_ru,
        proposed_by=row.proposed_by,
        state=row.state,
        file=_file(row),
    )


def _file(row: Row[Any]) -> AttachedFile | None:
    return AttachedFile(row.file_kind, row.file_id, row.file_name or "") if row.file_id else None


async def approved(connection: Reader, contest_id: str) -> tuple[Published, ...]:
    rows = (
        select(shared_answers)
        .where(shared_answers.c.contest_id == contest_id, shared_answers.c.state == SharedAnswerState.APPROVED)
        .order_by(shared_answers.c.id)
    )
    return tuple(
        Published(
            row.id,
            Text(kk=row.question_kk, ru=row.question_ru),
            Text(kk=row.answer_kk, ru=row.answer_ru),
            _file(row),
        )
        for row in (await connection.execute(rows)).all()
    )


async def find(connection: Reader, shared_id: int) -> SharedAnswer | None:
    found = select(shared_answers).where(shared_answers.c.id == shared_id)
    row = (await connection.execute(kept(connection, found))).first()
    return _shared(row) if row else None


async def of_question(connection: Reader, question_id: int) -> SharedAnswer | None:
    """What was proposed from a question."""
    row = (await connection.execute(select(shared_answers).where(shared_answers.c.question_id == question_id))).first()
    return _shared(row) if row else None


async def of_contest(connection: Reader, contest_id: str, state: SharedAnswerState, limit: int) -> list[SharedAnswer]:
    """The latest changed first."""
    statement = (
        select(shared_answers)
        .where(shared_answers.c.contest_id == contest_id, shared_answers.c.state == state)
        .order_by(shared_answers.c.changed_at.desc(), shared_answers.c.id.desc())
        .limit(limit)
    )
    return [_shared(row) for row in (await connection.execute(statement)).all()]


async def count(connection: Reader, contest_id: str, state: SharedAnswerState) -> int:
    statement = (
        select(func.count())
        .select_from(shared_answers)
        .where(shared_answers.c.contest_id == contest_id, shared_answers.c.state == state)
    )
    return (await connection.execute(statement)).scalar() or 0


async def propose(
    connection: Writer,
    contest_id: str,
    question_id: int,
    language: Language,
    question: str | None,
    answer: str,
    proposed_by: int,
    now: datetime,
    file: AttachedFile | None = None,
) -> bool:
    """Keeps a proposal, one a question; False where there is one already."""
    values = {
        "contest_id": contest_id,
        "question_id": question_id,
        f"question_{language.value}": question,
        f"answer_{language.value}": answer,
        "file_kind": file.kind if file else None,
        "file_id": file.file_id if file else None,
        "file_name": file.name if file else None,
        "proposed_by": proposed_by,
        "state": SharedAnswerState.PROPOSED,
        "changed_at": now,
    }
    statement = insert(connection, shared_answers).values(**values)
    columns = [shared_answers.c.question_id]
    return (await connection.execute(statement.on_conflict_do_nothing(index_elements=columns))).rowcount == 1


async def begin(
    connection: Writer,
    contest_id: str,
    asked_id: int,
    *,
    question: Mapping[Language, str],
    answer: Mapping[Language, str],
    person_id: int,
    now: datetime,
) -> tuple[int, bool]:
    """Begins an answer to what was typed, one a question: its number, and False where it was begun before."""
    values = {
        "contest_id": contest_id,
        "asked_id": asked_id,
        **{f"question_{language.value}": words for language, words in question.items()},
        **{f"answer_{language.value}": words for language, words in answer.items()},
        "proposed_by": person_id,
        "state": SharedAnswerState.PROPOSED,
        "changed_at": now,
    }
    statement = insert(connection, shared_answers).values(**values)
    columns = [shared_answers.c.asked_id]
    new = (await connection.execute(statement.on_conflict_do_nothing(index_elements=columns))).rowcount == 1
    begun = select(shared_answers.c.id).where(shared_answers.c.asked_id == asked_id)
    return int((await connection.execute(begun)).scalar_one()), new


async def write(
    connection: Writer, shared_id: int, part: SharedPart, language: Language, text: str, now: datetime
) -> None:
    """Sets a text of what is not among the instant answers."""
    values = {f"{part.value}_{language.value}": text, "changed_at": now}
    await connection.execute(
        update(shared_answers)
        .where(shared_answers.c.id == shared_id, shared_answers.c.state != SharedAnswerState.APPROVED)
        .values(**values)
    )


async def drop_file(connection: Writer, shared_id: int, now: datetime) -> None:
    """It goes without its file; only while it is not among the instant answers."""
    await connection.execute(
        update(shared_answers)
        .where(shared_answers.c.id == shared_id, shared_answers.c.state != SharedAnswerState.APPROVED)
        .values(file_kind=None, file_id=None, file_name=None, changed_at=now)
    )


async def settle(connection: Writer, shared_id: int, state: SharedAnswerState, person_id: int, now: datetime) -> bool:
    """Approves or refuses; False where that was done already."""
    statement = (
        update(shared_answers)
        .where(shared_answers.c.id == shared_id, shared_answers.c.state != state)
        .values(state=state, approved_by=person_id if state is SharedAnswerState.APPROVED else None, changed_at=now)
    )
    return (await connection.execute(statement)).rowcount == 1


# --- who asked the same


@dataclass(frozen=True)
class Wanting:
    """Somebody's words that found no answer: typed, or the first ones (HTML) of an open question."""

    person_id: int
    words: str
    asked_id: int | None = None
    question_id: int | None = None


async def unanswered(connection: Reader, contest_id: str, since: datetime, limit: int) -> Sequence[Wanting]:
    """What was typed and not answered at once, the latest first; nothing that became a question to a consultant."""
    became = select(questions.c.asked_id).where(
        questions.c.contest_id == contest_id,
        questions.c.asked_id.is_not(None),
        questions.c.state != QuestionState.DRAFT,
    )
    statement = (
        select(asked.c.id, asked.c.person_id, asked.c.words)
        .where(
            asked.c.contest_id == contest_id,
            asked.c.at >= since,
            asked.c.outcome.in_([AskedOutcome.NONE, AskedOutcome.NOT_IT]),
            asked.c.id.not_in(became),
        )
        .order_by(asked.c.at.desc(), asked.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).all()
    return [Wanting(row.person_id, row.words, asked_id=row.id) for row in rows]


async def waiting(connection: Reader, contest_id: str, limit: int) -> Sequence[Wanting]:
    """Open questions with the first words of each, the latest first."""
    said = question_messages.alias()
    first = (
        select(func.min(said.c.id))
        .where(
            said.c.question_id == questions.c.id,
            said.c.side == MessageSide.APPLICANT,
            said.c.state == MessageStage.SENT,
            said.c.text != "",
        )
        .correlate(questions)
        .scalar_subquery()
    )
    statement = (
        select(questions.c.id, questions.c.person_id, question_messages.c.text)
        .select_from(questions)
        .join(question_messages, question_messages.c.id == first)
        .where(questions.c.contest_id == contest_id, questions.c.state == QuestionState.OPEN)
        .order_by(questions.c.id.desc())
        .limit(limit)
    )
    rows = (await connection.execute(statement)).all()
    return [Wanting(row.person_id, row.text, question_id=row.id) for row in rows]
