"""Whoever talks to the bot."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.tables import people
from storage.upsert import insert


@dataclass(frozen=True)
class Person:
    """A person by Telegram id. A stranger has not chosen a language yet; nothing is kept of strangers."""

    id: int
    language: Language
    region_id: str | None = None
    asked: str | None = None
    """The question, as a payload, that typed words answer."""
    contest_id: str | None = None
    """Chosen where several contests can be worked in; it counts until that contest closes."""
    stranger: bool = False


FIND = select(people.c.language, people.c.region_id, people.c.asked, people.c.contest_id).where(
    people.c.id == bindparam("id")
)


async def find(connection: Reader, person_id: int) -> Person | None:
    row = (await connection.execute(FIND, {"id": person_id})).first()
    return Person(person_id, Language(row.language), row.region_id, row.asked, row.contest_id) if row else None


async def set_language(connection: Writer, person_id: int, language: Language, now: datetime) -> Person:
    """Welcomes a stranger, or changes the language of somebody known."""
    statement = insert(connection, people).values(id=person_id, language=language.value, joined_at=now)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[people.c.id]))
    await connection.execute(update(people).where(people.c.id == person_id).values(language=language.value))
    return await find(connection, person_id) or Person(person_id, language)


async def set_region(connection: Writer, person_id: int, region_id: str | None) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(region_id=region_id))


async def set_contest(connection: Writer, person_id: int, contest_id: str) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(contest_id=contest_id))


async def set_asked(connection: Writer, person_id: int, asked: str | None) -> None:
    await connection.execute(update(people).where(people.c.id == person_id).values(asked=asked))
