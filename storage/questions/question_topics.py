"""Topics of questions in the chats of those who answer: wanted, made, named, lost. One a question and person, ever."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Reader, Writer
from storage.tables import question_topics
from storage.upsert import insert


@dataclass(frozen=True)
class QuestionTopic:
    """Without a thread it is still to be made; once lost, the plain chat takes its place."""

    wanted_at: datetime
    thread_id: int | None
    """Telegram's message_thread_id."""
    lost: bool
    name: str | None
    icon: str | None
    letter_id: int | None
    """The row of the outbox that names it so."""

    @property
    def open_thread(self) -> int | None:
        return None if self.lost else self.thread_id


async def find(connection: Reader, question_id: int, person_id: int) -> QuestionTopic | None:
    statement = select(question_topics).where(
        question_topics.c.question_id == question_id, question_topics.c.person_id == person_id
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return QuestionTopic(row.wanted_at, row.thread_id, row.lost_at is not None, row.name, row.icon, row.letter_id)


async def want(connection: Writer, question_id: int, person_id: int, now: datetime) -> bool:
    """False where there is or was one already."""
    values = {"question_id": question_id, "person_id": person_id, "wanted_at": now}
    statement = insert(connection, question_topics).values(**values).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1


async def name(connection: Writer, question_id: int, person_id: int, name: str, icon: str, letter_id: int) -> None:
    """What a row of the outbox is about to name it."""
    await connection.execute(
        update(question_topics)
        .where(question_topics.c.question_id == question_id, question_topics.c.person_id == person_id)
        .values(name=name, icon=icon, letter_id=letter_id)
    )


async def made(connection: Writer, question_id: int, person_id: int, thread_id: int) -> None:
    await connection.execute(
        update(question_topics)
        .where(question_topics.c.question_id == question_id, question_topics.c.person_id == person_id)
        .values(thread_id=thread_id)
    )


async def lose(connection: Writer, question_id: int, person_id: int, now: datetime) -> bool:
    """The plain chat takes its place from now on; False where it does already."""
    statement = update(question_topics).where(
        question_topics.c.question_id == question_id,
        question_topics.c.person_id == person_id,
        question_topics.c.lost_at.is_(None),
    )
    return (await connection.execute(statement.values(lost_at=now))).rowcount == 1


async def question_of(connection: Reader, person_id: int, thread_id: int) -> int | None:
    """Whose topic that is, lost or not."""
    statement = select(question_topics.c.question_id).where(
        question_topics.c.person_id == person_id, question_topics.c.thread_id == thread_id
    )
    return (await connection.execute(statement)).scalar()


async def people(connection: Reader, question_id: int) -> list[int]:
    """In whose chats the question has a topic."""
    statement = (
        select(question_topics.c.person_id)
        .where(
            question_topics.c.question_id == question_id,
            question_topics.c.thread_id.is_not(None),
            question_topics.c.lost_at.is_(None),
        )
        .order_by(question_topics.c.person_id)
    )
    return list((await connection.execute(statement)).scalars())
