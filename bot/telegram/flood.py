"""Flood control: what Telegram asks to wait for (429) is waited for before it is asked again, in an even rhythm.

Telegram allows about 30 messages a second over all and about one a second to a chat, and says `retry_after` to whoever
is faster (ResponseParameters.retry_after). It does not say which of the two it was: one chat is let rest alone, several
at once mean everybody.
"""

import asyncio

CHATS_THAT_MEAN_EVERYBODY = 3
CAREFUL_SECONDS = 60.0
"""So long after such a rest screens leave one after the other."""
A_SECOND_AT_MOST = 25
"""Screens while one is careful: a little less than is allowed, because notices go out too."""


class Flood:
    """Who has to wait how long. A chat keeps its slot, however many newer screens it gets meanwhile."""

    def __init__(self) -> None:
        self._rests: dict[int, float] = {}
        self._slots: dict[int, float] = {}
        self._careful_until = 0.0
        self._next = 0.0

    def seconds(self, chat_id: int) -> float:
        """How long a chat has to wait now; 0 where something may leave, and then it is the one that does."""
        now = asyncio.get_running_loop().time()
        if (rest := self._rests.get(chat_id, 0.0) - now) > 0:
            return rest
        self._rests.pop(chat_id, None)
        if now >= self._careful_until:
            return 0.0
        slot = self._slots.get(chat_id)
        if slot is None:
            self._next = max(self._next, now) + 1 / A_SECOND_AT_MOST
            slot = self._slots[chat_id] = self._next
        if slot > now:
            return slot - now
        del self._slots[chat_id]
        return 0.0

    def refused(self, chat_id: int, retry_after: float) -> None:
        """Telegram asks this chat, and so maybe everybody, to wait so long."""
        now = asyncio.get_running_loop().time()
        self._rests = {chat: until for chat, until in self._rests.items() if until > now}
        self._rests[chat_id] = now + retry_after
        if len(self._rests) >= CHATS_THAT_MEAN_EVERYBODY:
            self._next = max(self._next, now + retry_after)
            self._careful_until = max(self._careful_until, self._next + CAREFUL_SECONDS)

    @property
    def waiting(self) -> bool:
        """Whether screens wait for their slot: notices let them go first."""
        now = asyncio.get_running_loop().time()
        return now < self._careful_until and any(slot > now - CAREFUL_SECONDS for slot in self._slots.values())
