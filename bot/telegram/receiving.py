"""Receiving: every update is written down before it is confirmed, and crossed out when it is handled."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import nullcontext
from functools import partial
from time import monotonic
from typing import Any

from aiogram import Bot, Dispatcher
from aiogram.types import Update
from aiogram.types.update import UpdateTypeLookupError
from aiogram.utils.backoff import Backoff, BackoffConfig
from pydantic import ValidationError

from bot.clock import Clock
from bot.log import about
from bot.measures import Measures
from bot.spells import Spell
from bot.telegram.leasing import RENEW_SECONDS, LeaseLostError, Leasing
from bot.telegram.outcomes import LAST_ATTEMPT, Failure, Stopped, Unshown, passes
from bot.telegram.person_queues import PersonQueue, PersonQueues, UpdatesInHand
from storage.database import Database, Writer
from storage.entry import people
from storage.errors import DatabaseError, explain
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate

logger = logging.getLogger(__name__)

OUTAGE_PAUSES = BackoffConfig(min_delay=1.0, max_delay=10.0, factor=1.5, jitter=0.2)
"""Before something is tried again that an outage kept from being handled, or from being shown."""
PAUSE_BEFORE_RETRY = 1.0
"""Seconds before an update that failed is tried again; four times as long before the third time."""
DATABASE_PAUSE = 2.0
CROSS_OUT_SECONDS = 0.02
"""Handled updates are crossed out together after that long."""
FORGET_SECONDS = 10.0
"""What Telegram will not send again is forgotten so often: nothing but numbers is left of it by then."""
SECONDS_TO_STOP = 10.0
HANDLED, SET_ASIDE, UNREADABLE = "handled", "set_aside", "unreadable"
"""What measures call outcomes, and the kind of an update that cannot be read."""


class Inbox:
    """Writes updates down, has them handled in each person's order, and sets aside what cannot be handled."""

    def __init__(self, bot: Bot, dispatcher: Dispatcher, database: Database, clock: Clock, measures: Measures) -> None:
        self.bot = bot
        self.dispatcher = dispatcher
        self.database = database
        self.clock = clock
        self.measures = measures
        self.kinds = dispatcher.resolve_used_update_types()
        """Of updates: those that somebody handles."""
        self.leasing = Leasing(database) if database.shared else None
        self._in_hand = UpdatesInHand()
        self._done: list[StoredUpdate] = []
        self._something_done = asyncio.Event()
        self._forgot = -FORGET_SECONDS
        self.waiting = Spell(logger, "Updates are handled again")
        self.bringing = Spell(logger, "Updates come again")

    @property
    def idle(self) -> bool:
        """Whether all that came is handled and crossed out."""
        return not self._in_hand

    def open(self, group: asyncio.TaskGroup) -> None:
        self.queues = PersonQueues(group, self._serve)

    async def take(self, entries: Sequence[StoredUpdate], confirmed: int) -> None:
        """Writes a batch down, on the disk, and has it handled. `confirmed`: Telegram sends no update below it again.

        Raises DatabaseError or OSError where it cannot be written down: then it must not be confirmed.
        """
        self.measures.came()
        fresh = await self._in_hand.new(self._write_down(entries, confirmed))
        await asyncio.gather(self._hand_on(fresh), self.database.sync())

    async def _write_down(self, entries: Sequence[StoredUpdate], confirmed: int) -> list[StoredUpdate]:
        """Returns what is to be handled here."""
        begun = monotonic()
        with self.leasing.coming(entries) if self.leasing is not None else nullcontext():
            async with self.database.writing() as connection:
                fresh = await inbox.put(connection, entries, self.clock.now())
                if begun - self._forgot > FORGET_SECONDS:
                    await inbox.forget(connection, confirmed)
                    self._forgot = begun
            return fresh if self.leasing is None else await self.leasing.take(entries, confirmed, monotonic() - begun)

    async def take_up(self) -> None:
        """Has handled what waits and is in no queue: after a start, or put back by an operator."""
        await self._hand_on(await self._in_hand.new(self._waiting()))

    async def _waiting(self) -> list[StoredUpdate]:
        if self.leasing is not None:
            return await self.leasing.left_behind()
        async with self.database.reading() as connection:
            return await inbox.waiting(connection)

    async def _hand_on(self, entries: Sequence[StoredUpdate]) -> None:
        """All are in hand before: this may take a while, and nobody else must take up the rest."""
        for entry in entries:
            await self.queues.put(entry)

    async def _serve(self, entry: StoredUpdate, queue: PersonQueue) -> None:
        """Whatever happens to one update, the next ones are served. What a stop breaks off waits for the next start."""
        with about(update_id=entry.update_id):
            await self._serve_one(entry, queue)
        self.waiting.passed(entry.update_id)

    async def _serve_one(self, entry: StoredUpdate, queue: PersonQueue) -> None:
        try:
            update = Update.model_validate_json(entry.body, context={"bot": self.bot})
        except ValidationError as error:
            places = {".".join(map(str, fault["loc"])) or "JSON" for fault in error.errors(include_input=False)}
            await self._set_aside(entry, f"it cannot be read: {', '.join(sorted(places))}")
            self.measures.updates[UNREADABLE, SET_ASIDE] += 1
            return
        try:
            with self.leasing.holding(entry) if self.leasing is not None else nullcontext():
                outcome = await self._handle(entry, update, queue)
                if isinstance(outcome, Failure):
                    await self._set_aside(entry, outcome.reason)
        except LeaseLostError:
            logger.warning("Update %s is handled by another process", entry.update_id)
            self._in_hand.leave([entry])
            return
        match outcome:
            case Failure(apology=apology):
                self.measures.updates[kind(update), SET_ASIDE] += 1
                await _show(apology, queue)
            case Unshown() | None:
                self.measures.updates[kind(update), HANDLED] += 1
                if await _show(outcome, queue):
                    self._done.append(entry)
                    self._something_done.set()
            case Stopped():
                pass

    async def _handle(
        self, entry: StoredUpdate, update: Update, queue: PersonQueue
    ) -> Unshown | Failure | Stopped | None:
        """Has an update applied, once: an outage is waited out, anything else is tried `LAST_ATTEMPT` times."""
        attempt, pauses = entry.attempts + 1, Backoff(OUTAGE_PAUSES)
        answers = entry.answers
        while attempt <= LAST_ATTEMPT:
            try:
                if answers is None and entry.person_id is not None and update.message is not None:
                    answers = await self._fix_answers(entry, entry.person_id)
                async with queue.turn():
                    if queue.stopped:
                        return Stopped()
                    with self.measures.turn(kind(update)):
                        outcome = await self.dispatcher.feed_update(
                            self.bot, update, attempt=attempt, answers=answers, behind=queue.behind
                        )
            except LeaseLostError:
                raise
            except Exception as error:
                if passes(error):
                    self.waiting.met(f"Updates wait: {type(error).__name__}", entry.update_id)
                    pause = next(pauses)
                elif attempt >= LAST_ATTEMPT:
                    logger.exception("Update %s failed", entry.update_id)
                    return Failure(type(error).__name__)
                else:
                    logger.warning("Update %s failed and is tried again: %s", entry.update_id, type(error).__name__)
                    await self._keep(entry, partial(inbox.failed, update_id=entry.update_id, attempts=attempt))
                    pause = PAUSE_BEFORE_RETRY * 4 ** (attempt - 1)
                    attempt += 1
                if not await queue.pause(pause):
                    return Stopped()
            else:
                return outcome if isinstance(outcome, Unshown | Failure) else None
        return Failure("it failed too often")

    async def _fix_answers(self, entry: StoredUpdate, person_id: int) -> str:
        """What a message answers is written down before it is first handled: the second time it may look different."""
        async with self.database.writing() as connection:
            person = await people.find(connection, person_id)
            answers = (person.asked if person else None) or ""
            await inbox.fix_answers(connection, entry.update_id, answers)
        return answers

    async def _set_aside(self, entry: StoredUpdate, reason: str) -> None:
        logger.error("Update %s is set aside: %s", entry.update_id, reason)
        aside = partial(inbox.set_aside, update_id=entry.update_id, reason=reason, now=self.clock.now())
        await self._keep(entry, aside)
        self._in_hand.leave([entry])

    async def _keep(self, entry: StoredUpdate, change: Callable[[Writer], Awaitable[None]]) -> None:
        """Writes down what became of an update. Where the database fails, the person's next ones wait, too."""
        while True:
            try:
                async with self.database.writing() as connection:
                    await change(connection)
            except DatabaseError as error:
                self.waiting.met(f"Updates wait for the database: {explain(error)}", entry.update_id)
                await asyncio.sleep(DATABASE_PAUSE)
            else:
                return

    async def take_over(self) -> None:
        """For ever: what nobody handles any more becomes ours."""
        while True:
            await asyncio.sleep(RENEW_SECONDS)
            try:
                await self.take_up()
            except DatabaseError as error:
                self.waiting.met(f"What others left is not taken over: {explain(error)}", self.take_up)
            else:
                self.waiting.passed(self.take_up)

    async def cross_out(self) -> None:
        """Marks as done what was handled, for ever; several at a time, for each transaction has its price."""
        while True:
            await self._something_done.wait()
            await asyncio.sleep(CROSS_OUT_SECONDS)
            if not await self.cross_out_now():
                await asyncio.sleep(DATABASE_PAUSE)

    async def cross_out_now(self) -> bool:
        """False where the database does not let it through. Whatever breaks it off, the next begins with the same."""
        entries = [*self._done]
        more: list[StoredUpdate] = []
        if entries:
            try:
                more = await self._in_hand.new(self._mark_done(entries))
            except DatabaseError as error:
                self.waiting.met(f"Handled updates are not crossed out yet: {explain(error)}")
                return False
            self.waiting.passed()
            del self._done[: len(entries)]
            self._in_hand.leave(entries)
        if not self._done:
            self._something_done.clear()
        await self._hand_on(more)
        return True

    async def _mark_done(self, entries: Sequence[StoredUpdate]) -> list[StoredUpdate]:
        """Returns what waits of the same people, and so is to be handled here."""
        async with self.database.writing() as connection:
            await inbox.done(connection, entries, self.clock.now())
            return [] if self.leasing is None else await self.leasing.give_back(connection, entries)


async def _show(unshown: Unshown | None, queue: PersonQueue) -> bool:
    """Shows what an outage kept back, for as long as nothing newer replaces it; False where a stop ends it."""
    pauses = Backoff(OUTAGE_PAUSES)
    while unshown is not None:
        pause = next(pauses) if unshown.seconds is None else unshown.seconds
        if await queue.overtaken(pause):
            return True
        if queue.stopped:
            return False
        async with queue.turn():
            unshown = await unshown.again()
    return True


Updates = Callable[[Inbox], Coroutine[Any, Any, None]]
"""Where updates come from: gives them to the inbox until it is cancelled."""


async def receive(inbox: Inbox, stop: asyncio.Event, updates: Updates) -> None:
    """Serves until `stop` is set, then finishes what was begun; what waits is served after the next start."""
    async with asyncio.TaskGroup() as group:
        inbox.open(group)
        background = [group.create_task(inbox.cross_out()), group.create_task(_bring(inbox, updates))]
        if inbox.leasing is not None:
            background += [group.create_task(inbox.leasing.keep()), group.create_task(inbox.take_over())]
        await stop.wait()
        for task in background:
            task.cancel()
        await inbox.queues.stop(SECONDS_TO_STOP)
        await inbox.cross_out_now()
        if inbox.leasing is not None:
            await inbox.leasing.give_all_back()


async def _bring(inbox: Inbox, updates: Updates) -> None:
    """Has handled what waits, then what comes: each person's in order."""
    while True:
        try:
            await inbox.take_up()
        except DatabaseError as error:
            inbox.waiting.met(f"What waits is not handled yet: {explain(error)}", _bring)
            await asyncio.sleep(DATABASE_PAUSE)
        else:
            inbox.waiting.passed(_bring)
            break
    await updates(inbox)


def kind(update: Update) -> str:
    try:
        return update.event_type
    except UpdateTypeLookupError:
        return "unknown"
