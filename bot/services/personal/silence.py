"""Whoever has not come for long is asked whether their data should stay; whoever stays silent is forgotten."""

import asyncio
from collections.abc import Callable
from datetime import timedelta

from bot.access import Access
from bot.clock import Clock
from bot.services.audit import audit_trail
from storage.audit import audit
from storage.database import Database
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.personal import personal, silent
from storage.tables.delivery import OutboxKind

TO_ANSWER = timedelta(days=30)
PORTION = 100
REST = 0.05
"""Seconds between two portions, so that others get their turn."""


class Silence:
    """Only where the operator has set a number of days. Staff and consultants are nobody who only stays away."""

    def __init__(
        self, database: Database, clock: Clock, access: Access, days: int | None, wake: Callable[[], None]
    ) -> None:
        self.database = database
        self.clock = clock
        self.access = access
        self.days = days
        self.wake = wake

    async def tick(self) -> None:
        if self.days is not None:
            await self._ask(timedelta(days=self.days))
            await self._forget()

    async def _ask(self, silence: timedelta) -> None:
        now = self.clock.now()
        while True:
            async with self.database.scanning() as reader:
                people = await silent.to_ask(reader, now - silence, self.access.everybody, PORTION)
            if not people:
                return
            async with self.database.bulk_writing() as connection:
                await outbox.queue_each(
                    connection,
                    people,
                    key=f"{OutboxKind.KEEP_DATA}:{now.date()}",
                    kind=OutboxKind.KEEP_DATA,
                    content={},
                    priority=Priority.REMINDER_OF_OTHERS,
                    now=now,
                )
            self.wake()
            await asyncio.sleep(REST)

    async def _forget(self) -> None:
        """One person a transaction: as when somebody deletes their own data."""
        asked_before, after = self.clock.now() - TO_ANSWER, 0
        while True:
            async with self.database.scanning() as reader:
                found = await silent.still_silent(reader, asked_before, self.access.everybody, after, PORTION)
            if not found:
                return
            for person_id, is_silent in found:
                if is_silent:
                    await self._forget_one(person_id)
            after = found[-1][0]

    async def _forget_one(self, person_id: int) -> None:
        async with self.database.writing() as connection:
            await audit.forget(connection, person_id, audit_trail.REFUSED)
            await personal.forget(connection, person_id)
            self.database.forget_log()
        await asyncio.sleep(REST)
