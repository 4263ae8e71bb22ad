"""What else the outbox has for somebody of the same kind, so that one message says it all."""

from collections.abc import Mapping
from itertools import takewhile
from typing import Any

from sqlalchemy import and_, or_, select

from storage.database import Reader
from storage.delivery.claims import OutboxRow
from storage.tables import outbox
from storage.tables.delivery import OutboxState


async def newer(connection: Reader, letter: OutboxRow) -> list[Mapping[str, Any]]:
    """Contents of messages of this kind about this contest that were queued after it and wait for the same person."""
    same = select(outbox.c.content).where(
        outbox.c.person_id == letter.person_id,
        outbox.c.state == OutboxState.QUEUED,
        outbox.c.kind == letter.kind,
        outbox.c.contest_id == letter.contest_id,
        or_(
            outbox.c.created_at > letter.created_at,
            and_(outbox.c.created_at == letter.created_at, outbox.c.id > letter.id),
        ),
    )
    return list((await connection.execute(same)).scalars())


async def untold(connection: Reader, letter: OutboxRow) -> list[Mapping[str, Any]]:
    """Contents of messages of this kind about this contest since the last that arrived, up to this one, in order."""
    same = select(outbox.c.content, outbox.c.state).where(
        outbox.c.person_id == letter.person_id,
        outbox.c.kind == letter.kind,
        outbox.c.contest_id == letter.contest_id,
        outbox.c.id <= letter.id,
    )
    rows = (await connection.execute(same.order_by(outbox.c.id.desc()))).all()
    since = takewhile(lambda row: row.state != OutboxState.SENT, rows)
    return [row.content for row in since][::-1]
