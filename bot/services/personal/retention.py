"""Forgetting: what was sent long ago goes, so that a small server can send for years."""

import asyncio
from datetime import timedelta

from bot.clock import Clock
from storage.database import Database
from storage.delivery import history

KEPT = timedelta(days=60)
"""Longer than anything is told anew: keys of what is gone keep nothing from being queued a second time."""
PORTION = 250
"""Rows deleted in one transaction: everybody who writes waits for its end."""
REST = 0.05
"""Seconds between two portions, so that others get their turn."""


async def forget_old(database: Database, clock: Clock) -> None:
    """Deletes rows of the outbox that were finished long ago, but those that the report of an announcement counts."""
    before = clock.now() - KEPT
    while True:
        async with database.scanning() as reader:
            ids = await history.old(reader, before, PORTION)
        if not ids:
            return
        async with database.bulk_writing() as connection:
            await history.forget(connection, ids)
        await asyncio.sleep(REST)
