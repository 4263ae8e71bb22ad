"""Taps on the buttons below announcements: who opened which, counted once."""

from datetime import datetime

from sqlalchemy import func, select

from storage.broadcasts.arrivals import arrived
from storage.broadcasts.broadcasts import REACHED
from storage.database import Reader, Writer
from storage.tables import announcement_taps
from storage.upsert import insert


async def note(connection: Writer, announcement_id: int, button: int, person_id: int, now: datetime) -> None:
    """Somebody whom the announcement has reached opened a button; a preview, or a forged tap, is counted nowhere."""
    received = await arrived(connection, announcement_id, person_id)
    if received is None or received.state not in REACHED:
        return
    statement = insert(connection, announcement_taps).values(
        announcement_id=announcement_id, button=button, person_id=person_id, at=now
    )
    await connection.execute(statement.on_conflict_do_nothing(index_elements=list(announcement_taps.primary_key)))


async def people(connection: Reader, announcement_id: int) -> dict[int, int]:
    """How many people opened each button, by its number."""
    statement = (
        select(announcement_taps.c.button, func.count().label("number"))
        .where(announcement_taps.c.announcement_id == announcement_id)
        .group_by(announcement_taps.c.button)
        .order_by(announcement_taps.c.button)
    )
    return {row.button: row.number for row in (await connection.execute(statement)).all()}
