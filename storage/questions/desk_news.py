"""What those who answer have not heard of yet."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import func, insert, or_, select, update

from storage.database import Reader, Writer
from storage.tables import desk_news
from storage.tables.questions import DeskNewsKind


async def put(connection: Writer, people: Iterable[int], question_id: int, kind: DeskNewsKind, now: datetime) -> None:
    rows = [{"person_id": person, "question_id": question_id, "kind": kind, "at": now} for person in people]
    if rows:
        await connection.execute(insert(desk_news), rows)


async def last_told(connection: Reader, person_id: int) -> datetime | None:
    statement = select(func.max(desk_news.c.told_at)).where(desk_news.c.person_id == person_id)
    return (await connection.execute(statement)).scalar()


async def claim(connection: Writer, person_id: int, letter_id: int) -> list[tuple[DeskNewsKind, int]]:
    """What a letter tells: kinds and questions, each once. The same letter, composed again, tells the same and more."""
    theirs = [
        desk_news.c.person_id == person_id,
        desk_news.c.told_at.is_(None),
        or_(desk_news.c.letter_id.is_(None), desk_news.c.letter_id == letter_id),
    ]
    await connection.execute(update(desk_news).where(*theirs).values(letter_id=letter_id))
    statement = select(desk_news.c.kind, desk_news.c.question_id).where(*theirs).order_by(desk_news.c.id)
    return list(dict.fromkeys((row.kind, row.question_id) for row in (await connection.execute(statement)).all()))


async def told(connection: Writer, person_id: int, letter_id: int, now: datetime) -> None:
    await connection.execute(
        update(desk_news)
        .where(desk_news.c.person_id == person_id, desk_news.c.told_at.is_(None), desk_news.c.letter_id == letter_id)
        .values(told_at=now)
    )


async def unclaim(connection: Writer, person_id: int, letter_id: int) -> None:
    """A letter that never came has told nothing."""
    await connection.execute(
        update(desk_news)
        .where(desk_news.c.person_id == person_id, desk_news.c.told_at.is_(None), desk_news.c.letter_id == letter_id)
        .values(letter_id=None)
    )
