"""How fast the bot may speak: Telegram allows about 30 messages a second, and one a second to a chat."""

import asyncio
from collections import deque

ALLOWED = 30
"""Messages in any one second."""
SECOND = 1.013
"""A little over one: what leaves evenly may still arrive unevenly."""
CATCH_UP = 0.01
"""Seconds that a turn may come late without moving all the later ones."""
SECONDS_BETWEEN_TWO_TO_ONE = 1.05


class RateLimit:
    """Gives turns in an even rhythm, remembers whom somebody wrote to, and rests when Telegram asks for it."""

    def __init__(self, allowed: int = ALLOWED, between_two: float = SECONDS_BETWEEN_TWO_TO_ONE) -> None:
        self._allowed = allowed
        self._between_two = between_two
        self._next = 0.0
        self._turns = deque[float](maxlen=allowed)
        self._rests_until = 0.0
        self._written: dict[int, float] = {}

    async def turn(self) -> bool:
        """Waits until the next message may leave; False where Telegram asks for rest meanwhile."""
        loop = asyncio.get_running_loop()
        if len(self._turns) == self._allowed:
            self._next = max(self._next, self._turns[0] + SECOND)
        while (wait := self._next - loop.time()) > 0:  # noqa: ASYNC110 - it is time that passes
            await asyncio.sleep(wait)
        now = loop.time()
        if now < self._rests_until:
            return False
        self._next = max(self._next, now - CATCH_UP) + SECOND / self._allowed
        self._turns.append(now)
        return True

    async def turns(self, number: int) -> bool:
        """As many of them, one after the other; False where Telegram asks for rest meanwhile."""
        for _ in range(number):
            if not await self.turn():
                return False
        return True

    def wrote(self, chat_id: int) -> None:
        self._written[chat_id] = asyncio.get_running_loop().time()

    def resting(self) -> list[int]:
        """Chats that got a message less than a second ago."""
        limit = asyncio.get_running_loop().time() - self._between_two
        self._written = {chat: at for chat, at in self._written.items() if at > limit}
        return list(self._written)

    def rest(self, seconds: float) -> None:
        """Nothing leaves for so long (the `retry_after` of a 429)."""
        self._rests_until = max(self._rests_until, asyncio.get_running_loop().time() + seconds)

    async def rested(self) -> None:
        """Waits until such a rest is over."""
        while (wait := self._rests_until - asyncio.get_running_loop().time()) > 0:  # noqa: ASYNC110 - it may grow
            await asyncio.sleep(wait)
