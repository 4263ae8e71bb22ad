"""Staff as the bot knows them: read at start, and after every change."""

from bot.access import Access, Right
from storage import staff
from storage.database import Database


async def load_access(database: Database, access: Access) -> None:
    """What the database says of the staff besides the owners; rights that are none any more are left out."""
    async with database.reading() as connection:
        members = await staff.members(connection)
    known = set(Right)
    access.set_members(
        {each.person_id: frozenset(Right(right) for right in each.rights.split() if right in known) for each in members}
    )
