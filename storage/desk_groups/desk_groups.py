"""Groups of those who answer: connected and disconnected, and what there is of their topics."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, select, update

from storage.database import Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.tables import desk_groups, group_topics, questions
from storage.tables.delivery import TO_GROUP, OutboxKind
from storage.tables.desk_groups import TopicStep
from storage.tables.questions import QuestionState
from storage.upsert import insert


@dataclass(frozen=True)
class DeskGroup:
    chat_id: int
    contest_id: str
    person_id: int
    """Who connected it."""
    title: str


@dataclass(frozen=True)
class GroupTopic:
    """Of one question in one group; without a thread it is still to be made."""

    thread_id: int | None
    card_id: int | None
    lost: bool
    step: TopicStep
    letter_id: int
    name: str
    icon: str
    shown: str | None
    closed: bool


GROUP = (desk_groups.c.chat_id, desk_groups.c.contest_id, desk_groups.c.person_id, desk_groups.c.title)


async def find(connection: Reader, chat_id: int) -> DeskGroup | None:
    row = (await connection.execute(select(*GROUP).where(desk_groups.c.chat_id == chat_id))).first()
    return _group(row) if row else None


async def of_contest(connection: Reader, contest_id: str) -> list[DeskGroup]:
    statement = select(*GROUP).where(desk_groups.c.contest_id == contest_id).order_by(desk_groups.c.chat_id)
    return [_group(row) for row in await connection.execute(statement)]


async def of_person(connection: Reader, person_id: int) -> list[DeskGroup]:
    """Those that somebody connected."""
    statement = select(*GROUP).where(desk_groups.c.person_id == person_id).order_by(desk_groups.c.chat_id)
    return [_group(row) for row in await connection.execute(statement)]


def _group(row: Row[Any]) -> DeskGroup:
    return DeskGroup(row.chat_id, row.contest_id, row.person_id, row.title)


async def connect(connection: Writer, group: DeskGroup, now: datetime) -> bool:
    """False where it is connected already: a second tap changes nothing."""
    values = {
        "chat_id": group.chat_id,
        "contest_id": group.contest_id,
        "person_id": group.person_id,
        "title": group.title,
        "connected_at": now,
    }
    statement = insert(connection, desk_groups).values(**values).on_conflict_do_nothing()
    return (await connection.execute(statement)).rowcount == 1


async def disconnect(connection: Writer, chat_id: int) -> bool:
    """What is known of its topics goes along; False where it is not connected."""
    return (await connection.execute(delete(desk_groups).where(desk_groups.c.chat_id == chat_id))).rowcount == 1


async def topic(connection: Reader, question_id: int, chat_id: int) -> GroupTopic | None:
    known = group_topics.c
    statement = select(
        known.thread_id,
        known.card_id,
        known.lost_at,
        known.step,
        known.letter_id,
        known.name,
        known.icon,
        known.shown,
        known.closed,
    ).where(known.question_id == question_id, known.chat_id == chat_id)
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    return GroupTopic(
        row.thread_id,
        row.card_id,
        row.lost_at is not None,
        row.step,
        row.letter_id,
        row.name,
        row.icon,
        row.shown,
        row.closed,
    )


async def question_of(connection: Reader, chat_id: int, thread_id: int) -> int | None:
    known = group_topics.c
    statement = select(known.question_id).where(known.chat_id == chat_id, known.thread_id == thread_id)
    found: int | None = (await connection.execute(statement)).scalar()
    return found


async def keep(connection: Writer, question_id: int, chat_id: int, **values: Any) -> None:
    """Writes down what is to be done to a topic; the first time, all that it takes."""
    key = {"question_id": question_id, "chat_id": chat_id}
    statement = insert(connection, group_topics).values(**key, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


async def change(connection: Writer, question_id: int, chat_id: int, **values: Any) -> None:
    ours = (group_topics.c.question_id == question_id, group_topics.c.chat_id == chat_id)
    await connection.execute(update(group_topics).where(*ours).values(**values))


# --- rows of the outbox: each looks what is to be done, and does one thing


async def touch(
    connection: Writer, question_id: int, contest_id: str, key: str, now: datetime, not_before: datetime
) -> bool:
    """Has every group look at a question; `key` makes changes of the same moments one. True where there is any."""
    groups = await of_contest(connection, contest_id)
    for group in groups:
        await look(connection, question_id, group, key, now, not_before)
    return bool(groups)


async def look(
    connection: Writer, question_id: int, group: DeskGroup, key: str, now: datetime, not_before: datetime | None = None
) -> None:
    await outbox.queue(
        connection,
        key=f"q{question_id}:group:{group.chat_id}:{key}",
        kind=OutboxKind.GROUP_TOPIC,
        person_id=group.person_id,
        content={"question": question_id, TO_GROUP: group.chat_id},
        priority=Priority.ANSWER,
        now=now,
        not_before=not_before,
    )


async def open_questions(connection: Reader, contest_id: str) -> list[int]:
    """The oldest first."""
    statement = select(questions.c.id).where(
        questions.c.contest_id == contest_id, questions.c.state == QuestionState.OPEN
    )
    return list((await connection.execute(statement.order_by(questions.c.id))).scalars())
