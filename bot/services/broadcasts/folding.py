"""Folding: of announcements that went out long ago the counts stay, and the millions of rows go."""

import asyncio
from datetime import timedelta

from bot.clock import Clock
from storage.broadcasts import folding
from storage.database import Database

KEPT = timedelta(days=90)
"""So long an announcement can be corrected, and what became of it is known of each person."""
PORTION = 250
"""Rows of one transaction: everybody who writes waits for its end."""
REST = 0.05
"""Seconds between two portions, so that others get their turn."""


async def fold_old(database: Database, clock: Clock) -> None:
    """What is broken off goes on with the next."""
    now = clock.now()
    while True:
        async with database.reading() as reader:
            one = await folding.due(reader, now - KEPT)
        if one is None:
            return
        async with database.writing() as connection:
            await folding.begin(connection, one, now)
        rows_left = True
        while rows_left:
            async with database.bulk_writing() as connection:
                rows_left = await folding.fold(connection, one, PORTION)
            await asyncio.sleep(REST)
