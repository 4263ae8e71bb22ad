"""Forgetting: what was sent long ago goes, so that a small server can send for years."""

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta

from bot.clock import Clock
from storage.database import Database
from storage.delivery import history
from storage.personal import old_rows
from storage.personal.old_rows import Kept

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


class Retention:
    """Forgets what the operator wants kept for a number of days and no longer; without a number it stays."""

    def __init__(self, database: Database, clock: Clock, days: Mapping[Kept, int | None]) -> None:
        self.database = database
        self.clock = clock
        self.days = days

    async def tick(self) -> None:
        now = self.clock.now()
        for what, days in self.days.items():
            if days is not None:
                await self._forget(what, now - timedelta(days=days))

    async def _forget(self, what: Kept, before: datetime) -> None:
        while True:
            async with self.database.scanning() as reader:
                numbers = await old_rows.old(reader, what, before, PORTION)
            if not numbers:
                return
            async with self.database.bulk_writing() as connection:
                await old_rows.forget(connection, what, numbers, before)
                self.database.forget_log()
            await asyncio.sleep(REST)
