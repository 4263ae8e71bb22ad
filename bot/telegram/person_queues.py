"""Order: different people are served at the same time, one person's updates one after the other."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from bot.tasks import TasksUnderWay
from storage.telegram.inbox import Entry

PEOPLE_AT_ONCE = 64
"""Served at the same time: more than the processor can keep busy, and each takes memory meanwhile."""

Serve = Callable[[Entry], Awaitable[None]]


class PersonQueues:
    """A queue for every person who has something under way; a lane ends when it is empty, or after a stop.

    `serve` handles one update and raises nothing.
    """

    def __init__(self, group: asyncio.TaskGroup, serve: Serve) -> None:
        self._group = group
        self._serve = serve
        self._lanes: dict[int, deque[Entry]] = {}
        self._places = asyncio.Semaphore(PEOPLE_AT_ONCE)
        self._under_way = TasksUnderWay()
        self._stopped = False

    async def put(self, entry: Entry) -> None:
        """Hands on an update; waits while as many people as can be served are being served."""
        key = -entry.update_id if entry.person_id is None else entry.person_id
        if key not in self._lanes:
            await self._places.acquire()
            if key not in self._lanes:
                self._begin(key, entry)
                return
            self._places.release()  # somebody else has begun it meanwhile
        self._lanes[key].append(entry)

    def _begin(self, key: int, entry: Entry) -> None:
        self._lanes[key] = deque([entry])
        self._under_way.begin(self._group, self._run(key))

    async def stop(self, seconds: float) -> None:
        """Finishes what was begun, begins nothing more, and breaks off what takes longer than `seconds`."""
        self._stopped = True
        await self._under_way.finish(seconds)

    async def _run(self, key: int) -> None:
        lane = self._lanes[key]
        try:
            while lane and not self._stopped:
                await self._serve(lane.popleft())
        finally:
            del self._lanes[key]
            self._places.release()
