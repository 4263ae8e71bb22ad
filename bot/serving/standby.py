"""Standing by until nobody else serves the database, and noticing when another might."""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress

from storage.lock import Lock

logger = logging.getLogger(__name__)

LOOK_SECONDS = 0.25
"""How often whoever stands by looks whether the lock is free."""
WATCH_SECONDS = 1.0


async def stand_by(
    lock: Lock, stop: asyncio.Event, place: Lock | None = None, prepare: Callable[[], None] | None = None
) -> bool:
    """Waits until the database is ours to serve; False where it is stopped before. Meanwhile `place` shows it.

    What takes long at a start and needs no database is done while it waits: `prepare`.
    """
    try:
        return await _wait(lock, stop, place, prepare)
    finally:
        if place is not None:
            await place.give_back()


async def _wait(lock: Lock, stop: asyncio.Event, place: Lock | None, prepare: Callable[[], None] | None) -> bool:
    waiting = False
    while not await lock.take():
        if not waiting and (holder := await lock.holder()):
            logger.warning("Standing by: the database is served by %s", holder)
            waiting = True
            if place is not None:
                await place.take()
            if prepare is not None:
                await asyncio.to_thread(prepare)  # whoever asks how it gets on is answered meanwhile
        with suppress(TimeoutError):
            async with asyncio.timeout(LOOK_SECONDS):
                await stop.wait()
        if stop.is_set():
            return False
    if waiting:
        logger.warning("Whoever served the database is gone: taking over")
    return True


async def watch(lock: Lock, stop: asyncio.Event) -> None:
    """Sets `stop` once the lock is lost: from then on somebody else may serve."""
    while await lock.kept():  # noqa: ASYNC110  whoever takes it away sets no event
        await asyncio.sleep(WATCH_SECONDS)
    logger.critical("The lock of the database is lost, somebody else may serve it: stopping")
    stop.set()
