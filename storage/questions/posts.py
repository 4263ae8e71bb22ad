"""Where something of a question stands in a chat."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import select, update

from storage.database import Reader, Writer
from storage.tables import question_posts
from storage.upsert import insert


async def put(
    connection: Writer,
    person_id: int,
    question_id: int,
    messages: Mapping[int, int | None],
    now: datetime,
    *,
    card: bool = False,
) -> None:
    """Messages of a chat by their numbers, and which message of the question each brought."""
    rows = [
        {
            "person_id": person_id,
            "message_id": message_id,
            "question_id": question_id,
            "said_id": said_id,
            "card": card,
            "at": now,
        }
        for message_id, said_id in messages.items()
    ]
    if rows:
        statement = insert(connection, question_posts).on_conflict_do_nothing(
            index_elements=[question_posts.c.person_id, question_posts.c.message_id]
        )
        await connection.execute(statement, rows)


async def join(connection: Writer, question_id: int, to_id: int) -> None:
    """A reply to what stood for one question belongs to another; its cards stay its own."""
    await connection.execute(
        update(question_posts)
        .where(question_posts.c.question_id == question_id, question_posts.c.card.is_(False))
        .values(question_id=to_id)
    )


async def withdraw(connection: Writer, person_id: int, question_id: int) -> bool:
    """What stood for the question in somebody's chat is its card no more; False where there was none."""
    statement = update(question_posts).where(
        question_posts.c.question_id == question_id,
        question_posts.c.person_id == person_id,
        question_posts.c.card.is_(True),
    )
    return (await connection.execute(statement.values(card=False))).rowcount > 0


async def question_of(connection: Reader, person_id: int, message_id: int) -> int | None:
    """The question that a message of somebody's chat belongs to."""
    statement = select(question_posts.c.question_id).where(
        question_posts.c.person_id == person_id, question_posts.c.message_id == message_id
    )
    return (await connection.execute(statement)).scalar()


async def brought(connection: Reader, person_id: int, question_id: int, said_id: int) -> bool:
    """Whether a message of a question has come into somebody's chat."""
    statement = select(question_posts.c.message_id).where(
        question_posts.c.question_id == question_id,
        question_posts.c.person_id == person_id,
        question_posts.c.said_id == said_id,
    )
    return (await connection.execute(statement)).first() is not None


async def card(connection: Reader, question_id: int, person_id: int) -> int | None:
    """The number of the question's card in somebody's chat, the newest where there are several."""
    statement = (
        select(question_posts.c.message_id)
        .where(
            question_posts.c.question_id == question_id,
            question_posts.c.person_id == person_id,
            question_posts.c.card.is_(True),
        )
        .order_by(question_posts.c.message_id.desc())
        .limit(1)
    )
    return (await connection.execute(statement)).scalar()


async def holders_of_cards(connection: Reader, question_id: int) -> list[int]:
    """In whose chats a card of the question stands."""
    statement = (
        select(question_posts.c.person_id)
        .where(question_posts.c.question_id == question_id, question_posts.c.card.is_(True))
        .distinct()
        .order_by(question_posts.c.person_id)
    )
    return list((await connection.execute(statement)).scalars())
