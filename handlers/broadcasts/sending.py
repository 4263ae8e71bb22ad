"""What people get when an announcement goes out: composed for each of them when the turn of their row comes."""

from datetime import datetime

from bot.services.broadcasts import composition
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Copy
from content.models import Language
from storage.broadcasts import broadcasts, recipients
from storage.broadcasts.broadcasts import STOPPED
from storage.database import Writer
from storage.delivery.claims import OutboxRow
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind, OutboxState

GONE = Nothing("the announcement is gone")


async def announcement(ctx: Context, letter: OutboxRow) -> Composed:
    """In the language of the list of recipients. What staff decided a moment ago counts."""
    async with ctx.database.reading() as connection:
        one = await broadcasts.find(connection, letter.announcement_id or 0)
        if one is None:
            return GONE
        if one.state is BroadcastState.PAUSED:
            return Nothing("", OutboxState.PAUSED)
        if one.state in {BroadcastState.STOPPED, BroadcastState.WITHDRAWN}:
            return Nothing(STOPPED)
        said = await composition.load(connection, one.id)
    return composition.compose(said, Language(letter.content["language"])) or GONE


async def delivered(connection: Writer, letter: OutboxRow, now: datetime) -> None:
    """An album arrives as it was written first; where its words were corrected since, the correction follows."""
    one = await broadcasts.find(connection, letter.announcement_id or 0)
    if one is None or one.corrected_at is None:
        return
    said = await composition.load(connection, one.id)
    composed = composition.compose(said, Language(letter.content["language"]))
    if isinstance(composed, Copy) and len(composed.message_ids) > 1:
        await recipients.correct_one(connection, one, letter.person_id, now)


def build_activity() -> Activity:
    activity = Activity()
    activity.sends(OutboxKind.BROADCAST, announcement, delivered=delivered)
    return activity
