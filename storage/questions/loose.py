"""What somebody who answers wrote without saying for which question."""

from datetime import datetime

from sqlalchemy import delete, select

from storage.database import Reader, Writer
from storage.questions.messages import Words
from storage.tables import loose_messages
from storage.upsert import insert


async def keep(connection: Writer, words: Words, now: datetime) -> bool:
    """False where it is kept already (an update handled twice)."""
    statement = insert(connection, loose_messages).values(
        person_id=words.author_id,
        message_id=words.message_id,
        album=words.album,
        kind=words.kind,
        text=words.text,
        name=words.name,
        seconds=words.seconds,
        file_id=words.file_id,
        at=now,
    )
    columns = [loose_messages.c.person_id, loose_messages.c.message_id]
    return (await connection.execute(statement.on_conflict_do_nothing(index_elements=columns))).rowcount == 1


async def kept(connection: Reader, person_id: int) -> list[Words]:
    """In the order in which it was written."""
    statement = select(loose_messages).where(loose_messages.c.person_id == person_id)
    rows = (await connection.execute(statement.order_by(loose_messages.c.message_id))).all()
    return [
        Words(row.person_id, row.message_id, row.album, row.kind, row.text, row.name, row.seconds, file_id=row.file_id)
        for row in rows
    ]


async def drop(connection: Writer, person_id: int, before: datetime | None = None) -> None:
    """All of it, or what was written before a moment."""
    statement = delete(loose_messages).where(loose_messages.c.person_id == person_id)
    await connection.execute(statement if before is None else statement.where(loose_messages.c.at < before))
