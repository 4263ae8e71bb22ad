"""Updates that wait for the bot, and the two ways in which it gets them.

Source: Bot API, "Getting updates".
"""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from typing import Any

from bot.demo.refusal import conflict

Update = dict[str, Any]

MOST_AT_ONCE = 100
LONGEST_POLL = 50.0
ONLY_IF_ASKED_FOR = {"chat_member", "message_reaction", "message_reaction_count"}


@dataclass(slots=True)
class Webhook:
    url: str
    secret: str | None
    max_connections: int
    last_error: tuple[int, str] | None = None
    """When (unix seconds) and why the last delivery failed."""


@dataclass(slots=True)
class UpdateQueue:
    waiting: deque[Update] = field(default_factory=deque)
    last_id: int = 100_000
    """Never goes back, not even on a reset: a running bot remembers it."""
    allowed: list[str] = field(default_factory=list)
    """Kinds of updates that are kept; an empty list means all but those which must be asked for."""
    webhook: Webhook | None = None
    stirred: asyncio.Event = field(default_factory=asyncio.Event)
    """Set when there is a new update or another webhook."""
    poll: asyncio.Future[None] | None = None
    """The getUpdates call that waits now; failing it ends the call."""

    def put(self, kind: str, content: dict[str, Any]) -> None:
        if self.allowed and kind not in self.allowed:
            return
        if not self.allowed and kind in ONLY_IF_ASKED_FOR:
            return
        self.last_id += 1
        self.waiting.append({"update_id": self.last_id, kind: content})
        self.stirred.set()
        if self.poll is not None and not self.poll.done():
            self.poll.set_result(None)

    def confirm(self, offset: int) -> None:
        """Forgets what lies before the offset; a negative one counts from the end."""
        if offset < 0:
            while len(self.waiting) > -offset:
                self.waiting.popleft()
            return
        while self.waiting and self.waiting[0]["update_id"] < offset:
            self.waiting.popleft()

    async def get(self, offset: int, limit: int, seconds: float, allowed: list[str] | None) -> list[Update]:
        """Long polling: waits up to this many seconds for the first update. A second call ends the first one."""
        if self.webhook is not None:
            raise conflict(
                "can't use getUpdates method while webhook is active; use deleteWebhook to delete the webhook first"
            )
        self.end_poll("terminated by other getUpdates request; make sure that only one bot instance is running")
        if allowed is not None:
            self.allowed = list(allowed)
        self.confirm(offset)
        if not self.waiting and seconds > 0:
            await self._first_update(min(seconds, LONGEST_POLL))
        return [self.waiting[place] for place in range(min(len(self.waiting), limit))]

    async def _first_update(self, seconds: float) -> None:
        poll: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.poll = poll
        try:
            async with asyncio.timeout(seconds):
                await poll
        except TimeoutError:
            return
        finally:
            if self.poll is poll:
                self.poll = None

    def end_poll(self, reason: str) -> None:
        if self.poll is not None and not self.poll.done():
            self.poll.set_exception(conflict(reason))

    def set_webhook(self, webhook: Webhook | None, allowed: list[str] | None, *, drop_pending: bool) -> None:
        self.end_poll("terminated by setWebhook request")
        self.webhook = webhook
        if allowed is not None:
            self.allowed = list(allowed)
        if drop_pending:
            self.waiting.clear()
        self.stirred.set()

    def clear(self) -> None:
        """Empties the queue and forgets the bot's wishes; a poll that waits goes on waiting."""
        self.waiting.clear()
        self.allowed = []
        self.webhook = None
        self.stirred.set()
