"""Whoever talks to the bot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Language
from storage.tables import people
from storage.upsert import insert


@dataclass(frozen=True)
class Person:
    """A person by Telegram id. A stranger has not chosen a language yet; nothing is kept of strangers."""

    id: int
    language: Language
    stranger: bool = False


FIND = select(people.c.language).where(people.c.id == bindparam("id"))


async def find(connection: AsyncConnection, person_id: int) -> Person | None:
    language = (await connection.execute(FIND, {"id": person_id})).scalar()
    return Person(person_id, Language(language)) if language else None


async def set_language(connection: AsyncConnection, person_id: int, language: Language, now: datetime) -> Person:
    """Welcomes a stranger, or changes the language of somebody known."""
    statement = insert(connection, people).values(id=person_id, language=language.value, joined_at=now)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[people.c.id]))
    await connection.execute(update(people).where(people.c.id == person_id).values(language=language.value))
    return Person(person_id, language)
