"""Order: different people are served at the same time, one person's updates one after the other."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from contextlib import asynccontextmanager, suppress

from bot.tasks import TasksUnderWay
from storage.telegram.inbox import StoredUpdate

AT_ONCE = 64
"""Updates being handled at the same time: more than the processor can keep busy, and each takes memory meanwhile."""
MOST_HELD = 2000
"""Updates in memory; whoever brings more waits."""


class PersonQueue:
    """What waits of one person. A turn is taken for each update anew, so nobody who sends many keeps others waiting."""

    def __init__(self, turns: asyncio.Semaphore) -> None:
        self._turns = turns
        self._waiting = deque[StoredUpdate]()
        self._came = asyncio.Event()
        self.stopped = False

    @property
    def behind(self) -> int:
        """How many newer updates of the same person wait."""
        return len(self._waiting)

    def put(self, entry: StoredUpdate) -> None:
        self._waiting.append(entry)
        self._came.set()

    def next(self) -> StoredUpdate | None:
        """The oldest update; None where nothing waits, or after a stop."""
        return self._waiting.popleft() if self._waiting and not self.stopped else None

    def stop(self) -> None:
        self.stopped = True
        self._came.set()

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        async with self._turns:
            yield

    async def overtaken(self, seconds: float) -> bool:
        """Waits so long, or until a newer update of the person is there; says whether one is. A stop ends it too."""
        self._came.clear()
        if not self._waiting and not self.stopped:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds):
                    await self._came.wait()
        return bool(self._waiting)

    async def pause(self, seconds: float) -> bool:
        """Waits so long, whatever comes; False where a stop ended it."""
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        while not self.stopped and (left := end - loop.time()) > 0:
            self._came.clear()
            with suppress(TimeoutError):
                async with asyncio.timeout(left):
                    await self._came.wait()
        return not self.stopped


class UpdatesInHand:
    """Which updates are in the queues, or handled and not crossed out yet.

    A server is asked while others go on: what it then finds to be waiting may have left by the time that it says so.
    """

    def __init__(self) -> None:
        self._held: set[int] = set()
        self._left: list[list[int]] = []
        """For each look that is under way, what has left since it began."""

    def __len__(self) -> int:
        return len(self._held)

    async def new(self, look: Awaitable[Sequence[StoredUpdate]]) -> list[StoredUpdate]:
        """What is found and was not known; it is in hand from now on."""
        left: list[int] = []
        self._left.append(left)
        try:
            found = await look
        finally:
            self._left = [each for each in self._left if each is not left]
        fresh = [entry for entry in found if entry.update_id not in self._held and entry.update_id not in left]
        self._held.update(entry.update_id for entry in fresh)
        return fresh

    def leave(self, entries: Iterable[StoredUpdate]) -> None:
        numbers = [entry.update_id for entry in entries]
        self._held.difference_update(numbers)
        for left in self._left:
            left.extend(numbers)


Serve = Callable[[StoredUpdate, PersonQueue], Awaitable[None]]


class PersonQueues:
    """A queue for every person who has something under way; it ends when it is empty, or after a stop.

    `serve` handles one update and raises nothing.
    """

    def __init__(self, group: asyncio.TaskGroup, serve: Serve) -> None:
        self._group = group
        self._serve = serve
        self._queues: dict[int, PersonQueue] = {}
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._room = asyncio.Semaphore(MOST_HELD)
        self._under_way = TasksUnderWay()
        self._stopped = False

    async def put(self, entry: StoredUpdate) -> None:
        """Hands on an update; waits while there is no room for more."""
        await self._room.acquire()
        key = -entry.update_id if entry.person_id is None else entry.person_id
        queue = self._queues.get(key)
        if queue is not None:
            queue.put(entry)
            return
        queue = self._queues[key] = PersonQueue(self._turns)
        queue.put(entry)
        if self._stopped:
            queue.stop()
        self._under_way.begin(self._group, self._run(key, queue))

    async def stop(self, seconds: float) -> None:
        """Finishes what was begun, begins nothing more, and breaks off what takes longer than `seconds`."""
        self._stopped = True
        for queue in self._queues.values():
            queue.stop()
        await self._under_way.finish(seconds)

    async def _run(self, key: int, queue: PersonQueue) -> None:
        try:
            while entry := queue.next():
                try:
                    await self._serve(entry, queue)
                finally:
                    self._room.release()
        finally:
            del self._queues[key]
