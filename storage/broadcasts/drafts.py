"""Announcements of staff: what they say in each language, the buttons below, who gets them, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, case, delete, func, literal, select, update

from content.models import WRITTEN_LANGUAGES, Language
from storage.broadcasts import audiences
from storage.broadcasts.audiences import Audience
from storage.database import Reader, Writer
from storage.questions.messages import Words
from storage.row_locks import keep_person, kept
from storage.tables import announcement_messages, announcements
from storage.tables.broadcasts import BroadcastState, MissingLanguage
from storage.upsert import insert


class Goal(StrEnum):
    """Where a button leads."""

    LINK = "link"
    TOPIC = "topic"
    DOCUMENT = "document"
    ASK = "ask"


@dataclass(frozen=True)
class ButtonTarget:
    """A button: `target` is the address, or the id of a topic or document."""

    goal: Goal
    target: str
    labels: Mapping[Language, str]


@dataclass(frozen=True)
class DraftMessage:
    """One message of what it says, in the chat of its author; its caption where it is no text. HTML."""

    author_id: int
    message_id: int
    album: str | None
    kind: str
    text: str
    file_id: str | None = None
    """Telegram's, by which it goes out; of drafts from before it was kept, the message itself is copied."""


@dataclass(frozen=True)
class Draft:
    """`revision` grows with every change of the draft, so that nobody changes what they have not seen."""

    id: int
    contest_id: str
    state: BroadcastState
    revision: int
    created_by: int
    created_at: datetime
    changed_by: int | None
    changed_name: str
    audience: Audience
    missing: MissingLanguage | None
    ways: tuple[ButtonTarget, ...]
    at: datetime | None
    confirmed_by: int | None
    said: Mapping[Language, tuple[DraftMessage, ...]] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """An announcement in a list, with the first words of each language."""

    id: int
    state: BroadcastState
    created_at: datetime
    at: datetime | None
    words: Mapping[Language, str]


UNDER_WAY = (BroadcastState.SENDING, BroadcastState.PAUSED)


async def begin(connection: Writer, contest_id: str, by: int, now: datetime, template_id: int | None = None) -> int:
    """A new draft; one that the person began and has not touched yet is taken again, whatever is tapped twice."""
    await keep_person(connection, by)
    untouched = select(announcements.c.id).where(
        announcements.c.created_by == by,
        announcements.c.contest_id == contest_id,
        announcements.c.state == BroadcastState.DRAFT,
        announcements.c.revision == 0,
        announcements.c.template_id.is_not_distinct_from(template_id),
    )
    found = (await connection.execute(untouched)).scalar()
    if found is not None:
        return int(found)
    row = announcements.insert().values(
        contest_id=contest_id, state=BroadcastState.DRAFT, created_by=by, created_at=now, template_id=template_id
    )
    return int((await connection.execute(row.returning(announcements.c.id))).scalar_one())


async def find(connection: Reader, announcement_id: int) -> Draft | None:
    found = select(announcements).where(announcements.c.id == announcement_id)
    row = (await connection.execute(kept(connection, found))).first()
    return _read(row, await _said(connection, announcement_id)) if row else None


def _read(row: Row[Any], said: Mapping[Language, tuple[DraftMessage, ...]]) -> Draft:
    return Draft(
        id=row.id,
        contest_id=row.contest_id,
        state=row.state,
        revision=row.revision,
        created_by=row.created_by,
        created_at=row.created_at,
        changed_by=row.changed_by,
        changed_name=row.changed_name or "",
        audience=audiences.read(row.audience),
        missing=row.missing,
        ways=tuple(_way(each) for each in row.buttons),
        at=row.at,
        confirmed_by=row.confirmed_by,
        said=said,
    )


def _way(kept: Mapping[str, str]) -> ButtonTarget:
    return ButtonTarget(
        Goal(kept["goal"]), kept["target"], {language: kept[language.value] for language in WRITTEN_LANGUAGES}
    )


def written(ways: tuple[ButtonTarget, ...]) -> list[dict[str, str]]:
    return [
        {"goal": way.goal.value, "target": way.target, **{each.value: way.labels[each] for each in WRITTEN_LANGUAGES}}
        for way in ways
    ]


async def _said(connection: Reader, announcement_id: int) -> Mapping[Language, tuple[DraftMessage, ...]]:
    """Kazakh first; messages in the order in which they were sent."""
    statement = (
        select(announcement_messages)
        .where(announcement_messages.c.announcement_id == announcement_id)
        .order_by(announcement_messages.c.message_id)
    )
    rows = (await connection.execute(statement)).all()
    found = {
        language: tuple(
            DraftMessage(row.author_id, row.message_id, row.album, row.kind, row.text, row.file_id)
            for row in rows
            if row.language is language
        )
        for language in Language
    }
    return {language: said for language, said in found.items() if said}


async def change(connection: Writer, announcement: Draft, by: int, name: str, **values: object) -> bool:
    """Changes a draft; False where it is not any more as it was read, or no draft."""
    statement = (
        update(announcements)
        .where(
            announcements.c.id == announcement.id,
            announcements.c.state == BroadcastState.DRAFT,
            announcements.c.revision == announcement.revision,
        )
        .values(revision=announcement.revision + 1, changed_by=by, changed_name=name[:64], **values)
    )
    return (await connection.execute(statement)).rowcount == 1


async def say(connection: Writer, announcement_id: int, language: Language, words: Words) -> None:
    """Adds a message; the same one again changes nothing."""
    statement = insert(connection, announcement_messages).values(
        announcement_id=announcement_id,
        language=language,
        author_id=words.author_id,
        message_id=words.message_id,
        album=words.album,
        kind=words.kind,
        text=words.text,
        file_id=words.file_id,
    )
    key = [announcement_messages.c[name] for name in ("announcement_id", "author_id", "message_id")]
    await connection.execute(statement.on_conflict_do_nothing(index_elements=key))


async def unsay(connection: Writer, announcement_id: int, language: Language) -> None:
    ours = announcement_messages.c
    where = (ours.announcement_id == announcement_id, ours.language == language)
    await connection.execute(delete(announcement_messages).where(*where))


async def drafts_saying(connection: Reader, author_id: int, message_id: int) -> list[int]:
    """The drafts of which a message is a part."""
    statement = (
        select(announcements.c.id)
        .join(announcement_messages, announcement_messages.c.announcement_id == announcements.c.id)
        .where(
            announcements.c.state == BroadcastState.DRAFT,
            announcement_messages.c.author_id == author_id,
            announcement_messages.c.message_id == message_id,
        )
    )
    return list((await connection.execute(statement)).scalars())


async def reword(connection: Writer, announcement_id: int, words: Words) -> None:
    """The author has edited the message in the chat; a picture may have come to a text."""
    ours = announcement_messages.c
    where = (*_written(words.author_id, words.message_id), ours.announcement_id == announcement_id)
    values = {"kind": words.kind, "text": words.text, "file_id": words.file_id}
    await connection.execute(update(announcement_messages).where(*where).values(values))


def _written(author_id: int, message_id: int) -> tuple[ColumnElement[bool], ...]:
    return announcement_messages.c.author_id == author_id, announcement_messages.c.message_id == message_id


async def keep_words(connection: Writer, author_id: int, message_id: int, now: datetime) -> None:
    """The author has edited a message of an album that was confirmed, and is copied as it stands in the chat.

    That is so where its files are not kept by their ids.

    What was confirmed counts as a correction of it, which follows each album that arrives from now on.
    """
    going = select(announcements.c.id).where(announcements.c.state.in_([BroadcastState.SCHEDULED, *UNDER_WAY]))
    copied = announcement_messages.c.file_id.is_(None)
    edited = select(announcement_messages.c.announcement_id).where(*_written(author_id, message_id), copied)
    since = func.coalesce(announcements.c.corrected_at, literal(now, announcements.c.corrected_at.type))
    await connection.execute(
        update(announcements)
        .where(announcements.c.id.in_(going), announcements.c.id.in_(edited))
        .values(corrected_at=since)
    )


async def drop(connection: Writer, announcement: Draft) -> bool:
    """False where it is not any more as it was read, or no draft."""
    statement = delete(announcements).where(
        announcements.c.id == announcement.id,
        announcements.c.state == BroadcastState.DRAFT,
        announcements.c.revision == announcement.revision,
    )
    return (await connection.execute(statement)).rowcount == 1


async def listed(connection: Reader, offset: int, limit: int) -> list[Line]:
    """Drafts first, then what waits for its time, what is under way, and what is over; of each the newest first."""
    place = case(
        (announcements.c.state == BroadcastState.DRAFT, 0),
        (announcements.c.state == BroadcastState.SCHEDULED, 1),
        (announcements.c.state.in_(UNDER_WAY), 2),
        else_=3,
    )
    statement = select(announcements).order_by(place, announcements.c.id.desc()).offset(offset).limit(limit)
    rows = (await connection.execute(statement)).all()
    said = select(announcement_messages).where(announcement_messages.c.announcement_id.in_([row.id for row in rows]))
    words: dict[int, dict[Language, str]] = {}
    for part in (await connection.execute(said.order_by(announcement_messages.c.message_id.desc()))).all():
        if part.text:
            words.setdefault(part.announcement_id, {})[part.language] = part.text
    return [Line(row.id, row.state, row.created_at, row.at, words.get(row.id, {})) for row in rows]


async def total(connection: Reader) -> int:
    return (await connection.execute(select(func.count()).select_from(announcements))).scalar() or 0
