"""Delivery: one worker claims rows of the outbox, composes and sends them, and writes down what became of them."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from aiogram import Bot
from aiogram.exceptions import (
    TelegramAPIError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramNetworkError,
    TelegramNotFound,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.utils.backoff import Backoff, BackoffConfig

from bot.delivery.calls import ids, messages, method
from bot.delivery.making import made
from bot.delivery.outcomes import Again, Outcome, Sent, Strayed, pause_after, refused, refused_in_group
from bot.delivery.rate_limit import RateLimit
from bot.spells import Spell
from bot.tasks import TasksUnderWay
from bot.telegram.flood import Flood
from bot.ui.context import ContextFactory, ExplainedError
from bot.ui.notices import Astray, Call, Compose, Composed, Delivered, Later, Nothing, ToBeMade, Undelivered
from bot.ui.screens import NameTopic, OpenTopic
from storage.database import Writer
from storage.delivery import claims, holds
from storage.delivery.claims import OutboxRow
from storage.delivery.holds import Hold
from storage.entry import people
from storage.errors import DatabaseError, explain
from storage.tables.delivery import OutboxState

logger = logging.getLogger(__name__)

AT_ONCE = 10
"""Rows claimed together: what is more important has to wait for no more than these."""
IN_FLIGHT = 60
LOOK_AGAIN = 1.0
"""Seconds after which an empty outbox is looked into again, where nobody wakes the worker."""
OUTAGE_PAUSES = BackoffConfig(min_delay=0.5, max_delay=5.0, factor=1.5, jitter=0.1)
OUTAGE_PAUSE = timedelta(seconds=2)
"""After that long a row is tried again that was tried while nothing got through."""
DATABASE_PAUSE = 2.0
SECONDS_TO_STOP = 10.0


class Delivery:
    """The worker: `kinds` says how each kind of row is composed; what follows where one arrives, or never can.

    `queued` is set when there is something that should go at once.
    """

    def __init__(
        self,
        bot: Bot,
        contexts: ContextFactory,
        queued: asyncio.Event,
        kinds: Mapping[str, Compose],
        *,
        undelivered: Mapping[str, Undelivered] | None = None,
        delivered: Mapping[str, Delivered] | None = None,
        astray: Mapping[str, Astray] | None = None,
        planned_until: Callable[[], datetime] | None = None,
        flood: Flood | None = None,
    ) -> None:
        self.bot = bot
        self.contexts = contexts
        self.database = contexts.database
        self.clock = contexts.clock
        self.kinds = kinds
        self.undelivered = undelivered or {}
        self.delivered = delivered or {}
        self.astray = astray or {}
        self.planned_until = planned_until or contexts.clock.now
        self.flood = flood or Flood()
        self._outage: Backoff | None = None
        """While nothing gets through: the pauses before the next row is tried."""
        self.rate_limit = RateLimit()
        self._places = asyncio.Semaphore(IN_FLIGHT)
        self.queued = queued
        self._database_away = Spell(logger, "The outbox goes on")
        self._telegram_away = Spell(logger, "Notices arrive again")
        self._under_way = TasksUnderWay()
        self._hold: Hold | None = None
        self._in_hand: dict[int, int] = {}
        """Claimed rows whose fate is not written down yet, and whose they are: what is for the same person waits."""

    async def run(self, stop: asyncio.Event) -> None:
        """Sends until `stop` is set, then finishes what is in flight."""
        async with asyncio.TaskGroup() as group:
            work = group.create_task(self._work(group))
            await stop.wait()
            work.cancel()
            await self._under_way.finish(SECONDS_TO_STOP)

    async def _work(self, group: asyncio.TaskGroup) -> None:
        """What the last run left in flight comes first: nobody knows whether it arrived, and lost would be worse."""
        begun = False
        while True:
            await self.rate_limit.rested()
            await self._outage_passed()
            try:
                if not begun:
                    await self._begin()
                    begun = True
                letters = await self._claim()
                self._in_hand.update((letter.id, letter.person_id) for letter in letters)
            except DatabaseError as error:
                self._database_away.met(f"The outbox waits: {explain(error)}")
                await asyncio.sleep(DATABASE_PAUSE)
                continue
            self._database_away.passed()
            for letter in letters:
                await self._send(group, letter)
            if not letters:
                self.queued.clear()
                # not `wait_for`: up to Python 3.11 it swallows a stop that comes together with a wake
                with suppress(TimeoutError):
                    async with asyncio.timeout(LOOK_AGAIN):
                        await self.queued.wait()

    async def _begin(self) -> None:
        self._in_hand.clear()
        async with self.database.writing() as connection:
            await claims.recover(connection, self.clock.now(), self._in_hand, at_start=not self.database.shared)
            self._hold = await holds.found(connection)
        if self._hold is not None:
            logger.warning(
                "Held since %s, when a copy of the database was brought back: see python -m bot outbox",
                f"{self._hold.since:%Y-%m-%d %H:%M} UTC",
            )

    async def _outage_passed(self) -> None:
        """While nothing gets through, one row after the other is tried, with pauses between them.

        Screens that wait for their turn go before notices.
        """
        if self._outage is not None:
            await self._under_way.ended()
        if self._outage is not None:
            await asyncio.sleep(next(self._outage))
        while self.flood.waiting:  # noqa: ASYNC110 - it is time that passes
            await asyncio.sleep(LOOK_AGAIN)

    async def recover(self) -> None:
        """Queues again what was forgotten in flight. What this worker has in hand is not, however long it takes."""
        async with self.database.writing() as connection:
            if forgotten := await claims.recover(connection, self.clock.now(), self._in_hand):
                logger.warning("%s rows of the outbox were forgotten in flight and are queued again", forgotten)

    async def _claim(self) -> list[OutboxRow]:
        """Looks first: most looks find nothing, and a transaction would keep others waiting."""
        now = self.clock.now()
        async with self.database.reading() as reader:
            if not await claims.anything_due(reader, now):
                return []
            if self._hold is not None:
                self._hold = await holds.found(reader)
        async with self.database.writing() as connection:
            number = AT_ONCE if self._outage is None else 1
            resting = {*self.rate_limit.resting(), *self._in_hand.values()}
            return await claims.claim(connection, now, number, resting, self.planned_until(), self._hold)

    async def _send(self, group: asyncio.TaskGroup, letter: OutboxRow) -> None:
        """Composes at once and waits for its turn; the row goes back where Telegram asks for rest meanwhile."""
        composed = await self._compose(letter)
        if not isinstance(composed, Call | ToBeMade):
            await self._settle(letter, composed)
            return
        await self._places.acquire()
        if isinstance(composed, Call) and not await self.rate_limit.turns(messages(composed)):
            self._places.release()
            await self._settle(letter, Later(self.clock.now()))
            return
        self.rate_limit.wrote(letter.person_id)
        self._under_way.begin(group, self._deliver(letter, composed))

    async def _compose(self, letter: OutboxRow) -> Composed | Again:
        if not letter.reachable and not letter.to_group:
            return Nothing("unreachable", OutboxState.BLOCKED)
        try:
            async with self.database.reading() as reader:
                person = await people.find(reader, letter.person_id)
            if person is None:
                return Nothing("the person is gone")
            return await self.kinds[letter.kind](await self.contexts.make(person), letter)
        except ExplainedError as error:
            return Nothing(error.reason)
        except DatabaseError as error:
            self._database_away.met(f"The outbox waits: {explain(error)}")
            return self._again(letter, explain(error))
        except Exception as error:
            logger.exception("Row %s of the outbox cannot be composed", letter.key)
            return Nothing(f"cannot be composed: {type(error).__name__}", OutboxState.FAILED)

    async def _deliver(self, letter: OutboxRow, composed: Call | ToBeMade) -> None:
        try:
            await self._settle(letter, await self._done(letter, composed))
        finally:
            self._places.release()

    async def _done(self, letter: OutboxRow, composed: Call | ToBeMade) -> Outcome:
        """What takes a while is made here, where nobody waits for it, and then has its turns."""
        if isinstance(composed, ToBeMade):
            composed = await made(composed, letter.key)
            if not await self.rate_limit.turns(messages(composed)):
                return Later(self.clock.now())
        return await self._transmit(letter, composed)

    async def _transmit(self, letter: OutboxRow, composed: Call) -> Outcome:
        """Sends straight through the session: where others wait and repeat by themselves, here the row decides."""
        try:
            sent = await self.bot.session.make_request(self.bot, method(letter.chat_id, composed))
        except TelegramRetryAfter as error:
            self._outage = None
            if not (letter.to_group or isinstance(composed, OpenTopic | NameTopic)):  # these have limits of their own
                self.rate_limit.rest(error.retry_after)
            return Later(self.clock.now() + timedelta(seconds=error.retry_after))
        except (TelegramForbiddenError, TelegramBadRequest, TelegramNotFound) as error:
            return (refused_in_group if letter.to_group else refused)(error, composed)
        except TelegramAPIError as error:
            trouble = self._trouble(letter, error)
            once = isinstance(composed, OpenTopic) and not letter.to_group
            return Strayed(None, "it may have been made") if once else trouble
        except Exception as error:
            logger.exception("Row %s of the outbox cannot be sent", letter.key)
            return Nothing(f"cannot be sent: {type(error).__name__}", OutboxState.FAILED)
        self._outage = None
        self._telegram_away.passed()
        return Sent(ids(sent))

    def _trouble(self, letter: OutboxRow, error: TelegramAPIError) -> Outcome:
        """Where nothing gets through that is no fault of a row: only the first that finds out counts an attempt."""
        if isinstance(error, TelegramNetworkError | TelegramServerError):
            if self._outage is not None:
                return Later(self.clock.now() + OUTAGE_PAUSE)
            self._telegram_away.met(f"Notices wait until Telegram can be reached: {type(error).__name__}")
            self._outage = Backoff(OUTAGE_PAUSES)
        return self._again(letter, type(error).__name__)

    def _again(self, letter: OutboxRow, reason: str) -> Again | Nothing:
        """After trouble that passes: later, with growing pauses; a row that was tried too often fails."""
        pause = pause_after(letter.attempts)
        return Nothing(reason, OutboxState.FAILED) if pause is None else Again(self.clock.now() + pause)

    async def _settle(self, letter: OutboxRow, outcome: Outcome) -> None:
        """Writes down what became of a row, however long it takes: a row forgotten here would be sent twice."""
        while True:
            try:
                async with self.database.writing() as connection:
                    await self._write_down(connection, letter, outcome)
            except DatabaseError as error:
                self._database_away.met(f"What became of rows is not written down yet: {explain(error)}", letter.id)
                await asyncio.sleep(DATABASE_PAUSE)
            else:
                self._database_away.passed(letter.id)
                await self.database.sync()
                self._in_hand.pop(letter.id, None)
                self.queued.set()
                return

    async def _write_down(self, connection: Writer, letter: OutboxRow, outcome: Outcome) -> None:
        now = self.clock.now()
        match outcome:
            case Sent(message_ids):
                await claims.finish(
                    connection, letter.id, OutboxState.SENT, now, message_id=next(iter(message_ids), None)
                )
                if len(message_ids) > 1:
                    await claims.keep_album(connection, letter, message_ids)
                if letter.kind in self.delivered:
                    await self.delivered[letter.kind](connection, letter, now)
            case Again(until):
                await claims.postpone(connection, letter, until, attempts=letter.attempts + 1)
            case Later(until):
                await claims.postpone(connection, letter, until, attempts=letter.attempts)
            case Strayed(thread, reason):
                logger.info("Row %s of the outbox has no topic: %s", letter.key, reason)
                await self.astray[letter.kind](connection, letter, thread, now)
                await claims.postpone(connection, letter, now, attempts=letter.attempts)
            case Nothing(reason, state):
                await self._end(connection, letter, reason, state)

    async def _end(self, connection: Writer, letter: OutboxRow, reason: str, state: OutboxState) -> None:
        """A row of which no message becomes any more."""
        now = self.clock.now()
        if state is OutboxState.BLOCKED and letter.reachable:
            await people.mark_unreachable(connection, letter.person_id, now)
        if state is OutboxState.FAILED:
            logger.warning("Row %s of the outbox failed: %s", letter.key, reason)
        await claims.finish(connection, letter.id, state, now, reason=reason)
        if state in {OutboxState.BLOCKED, OutboxState.FAILED} and letter.kind in self.undelivered:
            await self.undelivered[letter.kind](connection, letter, now)
