"""Several processes over one PostgreSQL: one of them handles a person's updates, in the order of their numbers."""

import asyncio
import logging
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain, repeat
from uuid import uuid4

from bot.spells import Spell
from storage.database import Database, Writer, fence
from storage.errors import DatabaseError, explain
from storage.telegram import leases
from storage.telegram.inbox import StoredUpdate
from storage.telegram.leases import key_of

logger = logging.getLogger(__name__)

RENEW_SECONDS = 1.0
"""Also how long what waits of a process that is gone waits after its lease has ended."""
PEOPLE_AT_ONCE = 200
"""Taken over together from a process that is gone: what one process cannot do at once others may."""
LOOKS = (0.005, 0.01, 0.02, 0.04, 0.08, 0.16)
"""Seconds between looks for the update whose number comes before: it may still be on its way to another process."""
SHORTEST, TIMES_AS_LONG, LONGEST = 1.2, 10, 3.0
"""Seconds in which it is looked for. Where writing an update down is slow here, it may be slow there, too: so many
times as long, up to a limit. Few updates lack their predecessor: Telegram counts them without gaps.
"""


class LeaseLostError(Exception):
    """Somebody else handles this person's updates now: the database was out of reach for too long."""


class Leasing:
    """`owner` is this process."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.owner = uuid4().hex
        self._coming = Counter[int]()
        """Of each person, how many updates are being written down here, or wait for the one before them."""

    @contextmanager
    def coming(self, entries: Sequence[StoredUpdate]) -> Iterator[None]:
        """Around writing down and `take`: until then nobody else here is to begin with what waits of these people."""
        keys = [key_of(entry) for entry in entries]
        self._coming.update(keys)
        try:
            yield
        finally:
            self._coming.subtract(keys)
            self._coming += Counter()  # whoever has none left is forgotten

    async def take(self, entries: Sequence[StoredUpdate], confirmed: int, took: float) -> list[StoredUpdate]:
        """What is to be handled here of the people whose updates these are; nothing of those whom others have.

        To be called once they are written down, which took so many seconds. `confirmed`: what is below it may be
        forgotten.
        """
        own = Counter(key_of(entry) for entry in entries)
        async with self.database.writing() as connection:
            mine = await leases.take(connection, own.keys(), self.owner)
        if not mine:
            return []
        await self._wait_for(min(entry.update_id for entry in entries) - 1, confirmed, took)
        # where something older of the same person is still waited for, it brings these along
        ready = [key for key in mine if self._coming[key] <= own[key]]
        async with self.database.reading() as reader:
            return await leases.waiting(reader, ready) if ready else []

    async def _wait_for(self, before: int, confirmed: int, took: float) -> None:
        last = LOOKS[-1]
        more = repeat(last, round((min(LONGEST, max(SHORTEST, TIMES_AS_LONG * took)) - sum(LOOKS)) / last))
        for pause in chain(LOOKS, more):
            async with self.database.reading() as reader:
                if before < confirmed or await leases.known(reader, before):
                    return
            await asyncio.sleep(pause)

    async def left_behind(self) -> list[StoredUpdate]:
        """What nobody handles, from now on ours; and what others have written down for us."""
        async with self.database.reading() as reader:
            free = await leases.unowned(reader, PEOPLE_AT_ONCE)
        if free:
            async with self.database.writing() as connection:
                await leases.take(connection, free, self.owner)
        coming = set(self._coming)
        async with self.database.reading() as reader:
            found = await leases.ours(reader, self.owner)
        return self._settled(found, coming)

    def _settled(self, found: Sequence[StoredUpdate], coming: Collection[int]) -> list[StoredUpdate]:
        """Without that of people of whom something was coming when one began to look, or is now."""
        unsettled = {*coming, *self._coming}
        return [entry for entry in found if key_of(entry) not in unsettled]

    async def renew(self) -> None:
        async with self.database.signing() as connection:
            await leases.renew(connection, self.owner)

    async def keep(self) -> None:
        """For ever: what is ours stays ours."""
        away = Spell(logger, "Leases are renewed again")
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.renew()
            except DatabaseError as error:
                away.met(f"Leases are not renewed: {explain(error)}")
            else:
                away.passed()

    async def give_back(self, connection: Writer, entries: Collection[StoredUpdate]) -> list[StoredUpdate]:
        """In the transaction that crosses these out. Returns what waits of the same people, and so stays ours."""
        more = await leases.give_back(connection, {key_of(entry) for entry in entries}, self.owner)
        coming = set(self._coming)
        return self._settled(await leases.waiting(connection, more), coming) if more else []

    async def give_all_back(self) -> None:
        """At a stop: whoever else serves goes on at once."""
        try:
            async with self.database.writing() as connection:
                await leases.give_all_back(connection, self.owner)
        except DatabaseError as error:
            logger.warning("Leases end by themselves: %s", explain(error))

    @contextmanager
    def holding(self, entry: StoredUpdate) -> Iterator[None]:
        """What is written meanwhile is written only while the lease is ours, which nobody takes in between."""

        async def check(connection: Writer) -> None:
            if not await leases.still(connection, key_of(entry), self.owner):
                raise LeaseLostError

        token = fence.set(check)
        try:
            yield
        finally:
            fence.reset(token)
