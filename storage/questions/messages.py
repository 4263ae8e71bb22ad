"""Everything said in questions, by either side."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, func, select, update

from storage.database import Reader, Writer
from storage.tables import question_messages, question_versions
from storage.tables.questions import MessageSide, MessageStage
from storage.upsert import insert


@dataclass(frozen=True)
class QuestionMessage:
    """One message of a question, in the chat of its author."""

    id: int
    question_id: int
    side: MessageSide
    author_id: int
    message_id: int
    album: str | None
    kind: str
    text: str
    """HTML; of anything but a text, its caption."""
    at: datetime
    edited_at: datetime | None
    stage: MessageStage
    name: str | None = None
    """Of a file."""
    seconds: int | None = None
    """Of what is heard or seen."""
    hidden: bool = False
    """Numbers were taken out of its words, so the message itself is not for others."""
    file_id: str | None = None
    """Telegram's, by which the file can be sent again."""


@dataclass(frozen=True)
class Words:
    """A message as it came, before it belongs to a question."""

    author_id: int
    message_id: int
    album: str | None
    kind: str
    text: str
    name: str | None = None
    seconds: int | None = None
    hidden: bool = False
    """Numbers were taken out of it."""
    file_id: str | None = None


def _said(row: Row[Any]) -> QuestionMessage:
    return QuestionMessage(
        id=row.id,
        question_id=row.question_id,
        side=row.side,
        author_id=row.author_id,
        message_id=row.message_id,
        album=row.album,
        kind=row.kind,
        text=row.text,
        at=row.at,
        edited_at=row.edited_at,
        stage=row.state,
        name=row.name,
        seconds=row.seconds,
        hidden=row.hidden,
        file_id=row.file_id,
    )


async def say(
    connection: Writer, question_id: int, side: MessageSide, words: Words, stage: MessageStage, now: datetime
) -> bool:
    """Adds a message to a question; False where it is there already (an update handled twice)."""
    statement = insert(connection, question_messages).values(
        question_id=question_id,
        side=side,
        author_id=words.author_id,
        message_id=words.message_id,
        album=words.album,
        kind=words.kind,
        text=words.text,
        name=words.name,
        seconds=words.seconds,
        hidden=words.hidden,
        file_id=words.file_id,
        at=now,
        state=stage,
    )
    columns = [question_messages.c.author_id, question_messages.c.message_id]
    return (await connection.execute(statement.on_conflict_do_nothing(index_elements=columns))).rowcount == 1


async def everything_said(connection: Reader, question_id: int) -> list[QuestionMessage]:
    """In the order in which it was said; nothing that is held back."""
    statement = (
        select(question_messages)
        .where(question_messages.c.question_id == question_id, question_messages.c.state != MessageStage.HELD)
        .order_by(question_messages.c.id)
    )
    return [_said(row) for row in (await connection.execute(statement)).all()]


async def held(connection: Reader, question_id: int, author_id: int) -> list[QuestionMessage]:
    statement = (
        select(question_messages)
        .where(
            question_messages.c.question_id == question_id,
            question_messages.c.author_id == author_id,
            question_messages.c.state == MessageStage.HELD,
        )
        .order_by(question_messages.c.id)
    )
    return [_said(row) for row in (await connection.execute(statement)).all()]


async def openings(connection: Reader, question_ids: Collection[int]) -> dict[int, str]:
    """The words that each of these questions begins with, HTML; none for one that begins without words."""
    first = (
        select(func.min(question_messages.c.id))
        .where(question_messages.c.question_id.in_(question_ids), question_messages.c.text != "")
        .group_by(question_messages.c.question_id)
    )
    statement = select(question_messages.c.question_id, question_messages.c.text).where(
        question_messages.c.id.in_(first)
    )
    return {row.question_id: row.text for row in (await connection.execute(statement)).all()}


async def last_answer(connection: Reader, author_id: int, since: datetime) -> QuestionMessage | None:
    """The last message that somebody sent as an answer, where that is not too long ago."""
    statement = (
        select(question_messages)
        .where(question_messages.c.author_id == author_id, question_messages.c.message_id > 0)
        .order_by(question_messages.c.message_id.desc())
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    if row is None or row.side is not MessageSide.ANSWER or row.state is not MessageStage.SENT or row.at < since:
        return None
    return _said(row)


async def last_said(connection: Reader, question_id: int) -> int:
    """The id of what came last into a question, held back or not: another one each time an answer is used."""
    statement = select(func.max(question_messages.c.id)).where(question_messages.c.question_id == question_id)
    return (await connection.execute(statement)).scalar() or 0


async def together(connection: Reader, said_id: int) -> list[QuestionMessage]:
    """A message, with the rest of its album."""
    one = select(question_messages).where(question_messages.c.id == said_id)
    row = (await connection.execute(one)).first()
    if row is None or row.album is None:
        return [_said(row)] if row else []
    album = (
        select(question_messages)
        .where(
            question_messages.c.question_id == row.question_id,
            question_messages.c.author_id == row.author_id,
            question_messages.c.album == row.album,
        )
        .order_by(question_messages.c.message_id)
    )
    return [_said(each) for each in (await connection.execute(album)).all()]


async def by_ids(connection: Reader, numbers: Sequence[int]) -> list[QuestionMessage]:
    """Those that are still there, in the order in which they were said."""
    statement = select(question_messages).where(question_messages.c.id.in_(numbers)).order_by(question_messages.c.id)
    return [_said(row) for row in (await connection.execute(statement)).all()]


async def by_message(connection: Reader, author_id: int, message_id: int) -> QuestionMessage | None:
    statement = select(question_messages).where(
        question_messages.c.author_id == author_id, question_messages.c.message_id == message_id
    )
    row = (await connection.execute(statement)).first()
    return _said(row) if row else None


async def by_album(connection: Reader, author_id: int, album: str) -> QuestionMessage | None:
    """The first message of an album that belongs to a question."""
    statement = (
        select(question_messages)
        .where(question_messages.c.author_id == author_id, question_messages.c.album == album)
        .order_by(question_messages.c.id)
        .limit(1)
    )
    row = (await connection.execute(statement)).first()
    return _said(row) if row else None


async def singles_before(connection: Reader, said: QuestionMessage, since: datetime) -> int:
    """How many messages like this one, neither words nor part of an album, came before it from a moment on."""
    statement = (
        select(func.count())
        .select_from(question_messages)
        .where(
            question_messages.c.question_id == said.question_id,
            question_messages.c.side == said.side,
            question_messages.c.kind != "text",
            question_messages.c.album.is_(None),
            question_messages.c.id < said.id,
            question_messages.c.at >= since,
        )
    )
    return (await connection.execute(statement)).scalar() or 0


async def unanswered(connection: Reader, question_id: int) -> int:
    """How many messages of whoever asks have come since the last answer."""
    of_question = question_messages.c.question_id == question_id
    answered = select(func.max(question_messages.c.id)).where(
        of_question, question_messages.c.side == MessageSide.ANSWER, question_messages.c.state != MessageStage.HELD
    )
    statement = (
        select(func.count())
        .select_from(question_messages)
        .where(
            of_question,
            question_messages.c.side == MessageSide.APPLICANT,
            question_messages.c.id > func.coalesce(answered.scalar_subquery(), 0),
        )
    )
    return (await connection.execute(statement)).scalar() or 0


async def send_on(connection: Writer, question_id: int, author_id: int) -> None:
    """What an author wrote or held back counts as sent."""
    await connection.execute(
        update(question_messages)
        .where(question_messages.c.question_id == question_id, question_messages.c.author_id == author_id)
        .values(state=MessageStage.SENT)
    )


async def move(connection: Writer, question_id: int, to_id: int, now: datetime) -> None:
    """What was written for one question becomes part of another, as said now."""
    await connection.execute(
        update(question_messages)
        .where(question_messages.c.question_id == question_id)
        .values(question_id=to_id, state=MessageStage.SENT, at=now)
    )


async def join(connection: Writer, question_id: int, to_id: int) -> None:
    """What was said in one question stands in another, as it was said."""
    await connection.execute(
        update(question_messages).where(question_messages.c.question_id == question_id).values(question_id=to_id)
    )


async def unsay(connection: Writer, question_id: int, author_id: int) -> None:
    """Drops what an author held back."""
    await connection.execute(
        question_messages.delete().where(
            question_messages.c.question_id == question_id,
            question_messages.c.author_id == author_id,
            question_messages.c.state == MessageStage.HELD,
        )
    )


async def reword(connection: Writer, said: QuestionMessage, text: str, now: datetime, *, hidden: bool = False) -> None:
    """Changes the words of a message; what it said before is kept."""
    await connection.execute(insert(connection, question_versions).values(said_id=said.id, text=said.text, until=now))
    await connection.execute(
        update(question_messages)
        .where(question_messages.c.id == said.id)
        .values(text=text, edited_at=now, hidden=hidden)
    )


async def versions(connection: Reader, said_id: int) -> list[str]:
    """What a message said before, the oldest first."""
    statement = (
        select(question_versions.c.text).where(question_versions.c.said_id == said_id).order_by(question_versions.c.id)
    )
    return list((await connection.execute(statement)).scalars())
