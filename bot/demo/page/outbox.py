"""What the page shows of the bot's outbox, as one JSON object."""

from collections import Counter
from collections.abc import Iterable

from bot.demo.page.phones import DemoPhone
from bot.demo.state.world import Json
from storage.database import Database
from storage.delivery import history
from storage.delivery.history import Row
from storage.tables.delivery import OutboxState

MOST_ROWS = 50
NOTHING: Json = {"counts": {}, "rows": []}
"""While no bot runs."""


async def look_into(database: Database, phones: Iterable[DemoPhone]) -> Json:
    """The newest rows, and how many there are in each state. Only reads."""
    names = {phone.user.id: phone.user.first_name for phone in phones}
    async with database.scanning() as reader:
        rows = await history.recent(reader, MOST_ROWS)
        counts = await history.counts(reader)
    by_state: Counter[OutboxState] = Counter()
    for each in counts:
        by_state[each.state] += each.count
    return {
        "counts": {state.value: by_state[state] for state in OutboxState if by_state[state]},
        "rows": [_told(row, names.get(row.person_id, str(row.person_id))) for row in rows],
    }


def _told(row: Row, person: str) -> Json:
    return {
        "key": row.key,
        "kind": row.kind,
        "person": person,
        "state": row.state.value,
        "due": row.not_before.timestamp() if row.state is OutboxState.QUEUED else None,
        "at": row.active_at.timestamp(),
        "reason": row.reason,
    }
