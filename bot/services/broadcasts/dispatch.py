"""Broadcasting: what was confirmed goes out in portions. Pause, stop and restart change a state; the rows follow it."""

import asyncio
from collections.abc import Callable, Sequence
from datetime import datetime

from bot.access import Access, Right
from bot.clock import Clock
from bot.services.broadcasts import addressees
from bot.services.broadcasts.live_progress import LiveProgress, under_way
from bot.ui.context import Context, ExplainedError
from content.catalogue import Catalogue
from content.models import Language
from storage.broadcasts import arrivals, broadcasts, corrections, recipients
from storage.broadcasts.broadcasts import EVERYBODY, Broadcast
from storage.consultants import consultants
from storage.database import Database, Reader, Writer
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.tables.broadcasts import BroadcastState
from storage.tables.delivery import OutboxKind

PORTION = 125
"""People, or rows, of one transaction: so few that it is done on the spot, in a millisecond or two."""
REST = 0.007
"""Seconds between two portions, so that others get their turn."""
READ_AT_ONCE = 20_000
"""People looked up at once: finding out whom it concerns may take a while, and their ids take memory."""


async def start(ctx: Context, announcement_id: int) -> None:
    """Shows who confirmed it how far it is. All the rest is the tick's, also after a restart."""
    async with ctx.database.writing() as connection:
        one = await broadcasts.find(connection, announcement_id)
        if one is not None and one.state is BroadcastState.SENDING:
            await tell(connection, one, OutboxKind.BROADCAST_PROGRESS, ctx.now)
    ctx.wake()


async def confirmed(ctx: Context, connection: Reader, announcement_id: int) -> Broadcast:
    """Raises ExplainedError for somebody who may not announce, and where it is a draft, or none."""
    ctx.require(Right.ANNOUNCE)
    one = await broadcasts.find(connection, announcement_id)
    if one is None:
        raise ExplainedError("broadcasts/broadcast_gone")
    return one


async def show_mending(ctx: Context, connection: Writer, announcement_id: int) -> None:
    """Shows whoever corrects or takes back what was over how far that is; before, the message of its sending does."""
    one = await broadcasts.find(connection, announcement_id)
    if one is not None and one.finished_at is not None:
        await tell(connection, one, OutboxKind.BROADCAST_PROGRESS, ctx.now, key=one.shown_by, person=ctx.person.id)


async def tell(
    connection: Writer,
    broadcast: Broadcast,
    kind: OutboxKind,
    now: datetime,
    *,
    key: str | None = None,
    person: int | None = None,
) -> None:
    """Says something about it, once, to who confirmed it, or to whoever changes it afterwards."""
    shown = {"shown": broadcast.shown_by} if kind is OutboxKind.BROADCAST_END else {}
    await outbox.queue(
        connection,
        key=key or f"{kind}:{broadcast.id}",
        kind=kind,
        person_id=person or broadcast.confirmed_by,
        contest_id=broadcast.contest_id,
        content={"announcement": broadcast.id, **shown},
        priority=Priority.ANSWER,
        now=now,
    )


class BroadcastDispatcher:
    """Looks after announcements that go out, go on, or end."""

    def __init__(
        self,
        database: Database,
        catalogue: Catalogue,
        clock: Clock,
        access: Access,
        wake: Callable[[], None],
        live: LiveProgress,
    ) -> None:
        self.database = database
        self.catalogue = catalogue
        self.clock = clock
        self.access = access
        self.wake = wake
        self.live = live

    async def tick(self) -> None:
        """Works until nothing is to be done at once. What staff decide meanwhile counts from the next portion on."""
        busy = True
        while busy:
            async with self.database.reading() as reader:
                found = await broadcasts.under_way(reader, self.clock.now())
            busy = False
            for one in found:
                busy |= await self._advance(one)
            if found:
                await self.live.show(one for one in found if under_way(one))
            if busy:
                await asyncio.sleep(REST)

    async def _advance(self, broadcast: Broadcast) -> bool:
        """The next step; whether there may be more."""
        if broadcast.state is BroadcastState.SCHEDULED:
            await self._begin(broadcast)
            return True
        if broadcast.state is BroadcastState.SENDING and not broadcast.filled:
            await self._fill(broadcast)
            return True
        if await self._follow(broadcast):
            return True
        if broadcast.mended_to == EVERYBODY:
            await self._mended(broadcast)
        elif broadcast.mended_to is not None:
            await self._mend(broadcast)
            return True
        await self._end(broadcast)
        return False

    async def _begin(self, broadcast: Broadcast) -> None:
        """What somebody confirmed who may not announce any more becomes a draft again, and others are told."""
        if await self._demoted(broadcast.confirmed_by):
            await self._hold(broadcast)
            return
        async with self.database.writing() as connection:
            if await broadcasts.move(connection, broadcast.id, [BroadcastState.SCHEDULED], BroadcastState.SENDING):
                await tell(connection, broadcast, OutboxKind.BROADCAST_PROGRESS, self.clock.now())

    async def _demoted(self, person_id: int) -> bool:
        """Whoever had themselves forgotten left of their own accord: what they confirmed stays confirmed."""
        async with self.database.reading() as reader:
            person = await people.find(reader, person_id)
        owner = person_id in self.access.owners
        return person is not None and not owner and Right.ANNOUNCE.value not in person.rights.split()

    async def _hold(self, broadcast: Broadcast) -> None:
        async with self.database.writing() as connection:
            if not await broadcasts.to_draft(connection, broadcast.id, broadcast.confirmed_by, ""):
                return
            for person in await consultants.known(connection, self.access.who_may(Right.ANNOUNCE)):
                await outbox.queue(
                    connection,
                    key=f"{OutboxKind.BROADCAST_HELD}:{broadcast.id}:{broadcast.revision}:{person}",
                    kind=OutboxKind.BROADCAST_HELD,
                    person_id=person,
                    contest_id=broadcast.contest_id,
                    content={"announcement": broadcast.id},
                    priority=Priority.ANSWER,
                    now=self.clock.now(),
                )
        self.wake()

    async def _fill(self, broadcast: Broadcast) -> None:
        """Puts the next people into the outbox who belong there at this moment."""
        seen = 0
        async with self.database.scanning() as reader:
            found = await addressees.following(
                reader, self.catalogue, broadcast.id, broadcast.filled_to, READ_AT_ONCE, self.clock.now()
            )
            for ids in found.partitions(PORTION):
                seen += len(ids)
                if not await self._put(broadcast, ids, ids[-1]):
                    return
                self.wake()
                await self.live.show([broadcast])
                await asyncio.sleep(REST)
        if seen < READ_AT_ONCE:
            await self._put(broadcast, [], EVERYBODY)

    async def _put(self, broadcast: Broadcast, ids: Sequence[int], up_to: int) -> bool:
        async with self.database.writing() as connection:
            return await recipients.fill(connection, broadcast, ids, up_to, self.clock.now())

    async def _follow(self, broadcast: Broadcast) -> bool:
        """Rows that are not as the announcement is; looked for first, because mostly there are none."""
        async with self.database.reading() as reader:
            if not await broadcasts.astray(reader, broadcast):
                return False
        async with self.database.writing() as connection:
            await broadcasts.follow(connection, broadcast, self.clock.now(), PORTION)
        self.wake()
        return True

    async def _mend(self, broadcast: Broadcast) -> None:
        kind = broadcast.mending
        async with self.database.writing() as connection:
            languages = list(Language)
            if kind is OutboxKind.CORRECTION:
                languages = await addressees.concerned(
                    connection, broadcast.id, await corrections.corrected(connection, broadcast)
                )
            await recipients.mend(connection, broadcast, kind, languages, self.clock.now(), PORTION)
        self.wake()

    async def _mended(self, broadcast: Broadcast) -> None:
        """Once the last of a correction or taking back has left, its message says so for good."""
        async with self.database.reading() as reader:
            if await broadcasts.left(reader, broadcast.id, broadcast.mending):
                return
            shown = await arrivals.shown(reader, broadcast.shown_by)
        async with self.database.writing() as connection:
            if await broadcasts.mended(connection, broadcast) and broadcast.finished_at and shown:
                key = broadcast.shown_by.replace(OutboxKind.BROADCAST_PROGRESS, OutboxKind.BROADCAST_END)
                now = self.clock.now()
                await tell(connection, broadcast, OutboxKind.BROADCAST_END, now, key=key, person=shown.person_id)
        self.wake()

    async def _end(self, broadcast: Broadcast) -> None:
        """What was stopped when nothing was left to stop is done, like what went out to the last."""
        async with self.database.reading() as reader:
            if (
                broadcast.state is BroadcastState.PAUSED
                or broadcast.finished_at
                or await broadcasts.left(reader, broadcast.id)
            ):
                return
        now = self.clock.now()
        async with self.database.writing() as connection:
            cut_short = not broadcast.filled or await broadcasts.cut_short(connection, broadcast.id)
            if broadcast.state is BroadcastState.SENDING or (
                broadcast.state is BroadcastState.STOPPED and not cut_short
            ):
                over = await broadcasts.move(
                    connection, broadcast.id, [broadcast.state], BroadcastState.DONE, finished_at=now
                )
            else:
                over = await broadcasts.move(
                    connection, broadcast.id, [broadcast.state], broadcast.state, finished_at=now
                )
            if over:
                await tell(connection, broadcast, OutboxKind.BROADCAST_END, now)
                await tell(connection, broadcast, OutboxKind.BROADCAST_OVER, now)
        self.wake()
