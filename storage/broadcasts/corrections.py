"""Corrections of announcements that went out: proposed, seen, confirmed."""

from datetime import datetime

from sqlalchemy import and_, or_, select, update

from content.models import Language
from storage.broadcasts.broadcasts import CORRECTABLE, EVERYBODY, Broadcast
from storage.database import Reader, Writer
from storage.tables import announcement_messages, announcements
from storage.tables.broadcasts import BroadcastState

CAN_BE = and_(announcements.c.state.in_(CORRECTABLE), announcements.c.folded_at.is_(None))


async def propose(connection: Writer, announcement_id: int, language: Language, text: str) -> bool:
    """Keeps a new text until it is confirmed; False where there is nothing to correct any more."""
    statement = update(announcements).where(announcements.c.id == announcement_id, CAN_BE)
    values = {
        "correcting": {"language": language.value, "text": text},
        "revision": announcements.c.revision + 1,
    }
    return (await connection.execute(statement.values(values))).rowcount == 1


async def apply(
    connection: Writer, broadcast: Broadcast, author_id: int, message_id: int, text: str, now: datetime
) -> bool:
    """From now on this message of it says so; False where the proposal is another by now, or one is under way."""
    statement = update(announcements).where(
        announcements.c.id == broadcast.id,
        announcements.c.revision == broadcast.revision,
        CAN_BE,
        or_(announcements.c.mended_to.is_(None), announcements.c.mended_to == EVERYBODY),
    )
    values = {"correcting": None, "corrected_at": now, "mended_to": 0}
    if (await connection.execute(statement.values(values))).rowcount != 1:
        return False
    changed = update(announcement_messages).where(
        announcement_messages.c.announcement_id == broadcast.id,
        announcement_messages.c.author_id == author_id,
        announcement_messages.c.message_id == message_id,
    )
    await connection.execute(changed.values(text=text, corrected_at=now))
    return True


async def take_back(connection: Writer, announcement_id: int) -> bool:
    """False where it was taken back already, or has not begun to go out."""
    statement = update(announcements).where(announcements.c.id == announcement_id, CAN_BE)
    values = {"state": BroadcastState.WITHDRAWN, "mended_to": 0, "correcting": None}
    return (await connection.execute(statement.values(values))).rowcount == 1


async def corrected(connection: Reader, broadcast: Broadcast) -> list[Language]:
    """The languages of the newest correction."""
    statement = (
        select(announcement_messages.c.language)
        .where(
            announcement_messages.c.announcement_id == broadcast.id,
            announcement_messages.c.corrected_at == broadcast.corrected_at,
        )
        .distinct()
    )
    return list((await connection.execute(statement)).scalars())
