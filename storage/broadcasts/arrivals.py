"""Where messages of an announcement stand by now: with those who got it, and with staff who watch it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from content.models import Language
from storage.database import Reader
from storage.delivery import claims
from storage.tables import outbox
from storage.tables.delivery import OutboxState


@dataclass(frozen=True)
class Arrived:
    """What became of the row that brought an announcement to a person."""

    state: OutboxState
    language: Language
    message_ids: tuple[int, ...]
    finished_at: datetime | None


async def arrived(connection: Reader, announcement_id: int, person_id: int) -> Arrived | None:
    statement = select(outbox.c.state, outbox.c.content, outbox.c.message_id, outbox.c.finished_at).where(
        outbox.c.key == f"ann{announcement_id}:{person_id}"
    )
    row = (await connection.execute(statement)).first()
    if row is None:
        return None
    ids = row.content.get(claims.ALBUM) or ([row.message_id] if row.message_id else [])
    return Arrived(row.state, Language(row.content["language"]), tuple(ids), row.finished_at)


@dataclass(frozen=True)
class ProgressMessage:
    """In whose chat a row has become which message."""

    person_id: int
    message_id: int | None


async def shown(connection: Reader, key: str) -> ProgressMessage | None:
    row = (await connection.execute(select(outbox.c.person_id, outbox.c.message_id).where(outbox.c.key == key))).first()
    return ProgressMessage(row.person_id, row.message_id) if row else None
