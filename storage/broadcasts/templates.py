"""Words of announcements that staff keep to begin others with."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, select

from content.models import WRITTEN_LANGUAGES, Language
from storage.broadcasts import drafts
from storage.broadcasts.drafts import Draft, DraftMessage
from storage.database import Reader, Writer
from storage.questions.messages import Words
from storage.row_locks import kept
from storage.tables import announcement_templates
from storage.upsert import insert


@dataclass(frozen=True)
class Template:
    """Its messages have negative numbers: they stand in nobody's chat."""

    id: int
    said: Mapping[Language, tuple[DraftMessage, ...]]


def _read(row: Row[Any]) -> Template:
    parts = [(language, part) for language in WRITTEN_LANGUAGES for part in row.said.get(language.value, [])]
    messages = [
        (
            language,
            DraftMessage(row.created_by, place - len(parts), part["album"], part["kind"], part["text"], part["file"]),
        )
        for place, (language, part) in enumerate(parts)
    ]
    said = {each: tuple(part for language, part in messages if language is each) for each in WRITTEN_LANGUAGES}
    return Template(row.id, {language: there for language, there in said.items() if there})


async def keep(connection: Writer, announcement: Draft, by: int, now: datetime) -> bool:
    """Keeps the words; False where the same are kept already."""
    said = {
        language.value: [
            {"kind": part.kind, "text": part.text, "file": part.file_id, "album": part.album} for part in parts
        ]
        for language, parts in announcement.said.items()
    }
    fingerprint = hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    statement = insert(connection, announcement_templates).values(
        said=said, fingerprint=fingerprint, created_by=by, created_at=now
    )
    once = statement.on_conflict_do_nothing(index_elements=[announcement_templates.c.fingerprint])
    return (await connection.execute(once)).rowcount == 1


async def find(connection: Reader, template_id: int) -> Template | None:
    statement = select(announcement_templates).where(announcement_templates.c.id == template_id)
    row = (await connection.execute(kept(connection, statement))).first()
    return _read(row) if row else None


async def listed(connection: Reader, offset: int, limit: int) -> list[Template]:
    """The newest first."""
    statement = select(announcement_templates).order_by(announcement_templates.c.id.desc()).offset(offset).limit(limit)
    return [_read(row) for row in (await connection.execute(statement)).all()]


async def total(connection: Reader) -> int:
    return (await connection.execute(select(func.count()).select_from(announcement_templates))).scalar() or 0


async def drop(connection: Writer, template_id: int) -> bool:
    gone = delete(announcement_templates).where(announcement_templates.c.id == template_id)
    return (await connection.execute(gone)).rowcount == 1


async def begin(connection: Writer, template: Template, contest_id: str, by: int, now: datetime) -> int:
    """A draft that says what the template says; one begun with it and not touched yet is taken again."""
    number = await drafts.begin(connection, contest_id, by, now, template.id)
    for language, parts in template.said.items():
        for part in parts:
            words = Words(by, part.message_id, part.album, part.kind, part.text, file_id=part.file_id)
            await drafts.say(connection, number, language, words)
    return number
