"""What one bot sees of Telegram while it sends: answers after 60 ms, some of them bad, and a book of what arrived."""

import asyncio
import json
import random
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from time import perf_counter

from tests.bench.connection import Reply
from tests.bench.telegram import Telegram

ANSWER_SECONDS = 0.06
BLOCKED = b'{"ok":false,"error_code":403,"description":"Forbidden: bot was blocked by the user"}'
TOO_MANY = b'{"ok":false,"error_code":429,"description":"Too Many Requests","parameters":{"retry_after":%d}}'
BROKEN = b'{"ok":false,"error_code":502,"description":"Bad Gateway"}'


@dataclass(frozen=True)
class Weather:
    """Shares of calls that go wrong, and who has blocked the bot."""

    too_many: float = 0.0
    server_error: float = 0.0
    dropped: float = 0.0
    blocked: Collection[int] = ()


CLEAR = Weather()


class Postbox(Telegram):
    """Takes taps as `Telegram` does, and messages (sendMessage) besides."""

    def __init__(self, weather: Weather = CLEAR, **options: object) -> None:
        super().__init__(**options)  # type: ignore[arg-type]
        self.weather = weather
        self.arrived: defaultdict[int, list[float]] = defaultdict(list)
        """Seconds at which each chat got a message."""
        self.calls: list[float] = []
        """Seconds of every call, good or bad."""
        self.last_number = 0
        self._chance = random.Random(1)

    @property
    def messages(self) -> int:
        return sum(map(len, self.arrived.values()))

    def call(self, method: str, body: bytes, reply: Reply) -> None:
        if method != "sendMessage":
            super().call(method, body, reply)
            return
        self.calls.append(perf_counter())
        content = self._send(json.loads(body))
        if content is not None:
            asyncio.get_running_loop().call_later(ANSWER_SECONDS, reply, content)

    def _send(self, message: dict[str, object]) -> bytes | None:
        """The answer; None where the connection breaks without one."""
        chat = message["chat_id"]
        assert isinstance(chat, int)
        weather, chance = self.weather, self._chance.random()
        if chat in weather.blocked:
            return BLOCKED
        if (chance := chance - weather.too_many) < 0:
            return TOO_MANY % self._chance.randint(1, 3)
        if (chance := chance - weather.server_error) < 0:
            return BROKEN
        if chance - weather.dropped < 0:
            self.drop()
            return None
        self.arrived[chat].append(perf_counter())
        self.last_number += 1
        return json.dumps({"ok": True, "result": {"message_id": self.last_number}}).encode()

    def drop(self) -> None:
        """Breaks the connection of the call that is being made."""
        raise ConnectionAbortedError

    def most_in_a_second(self) -> int:
        """Of all calls, good or bad."""
        return max((bisect_right(self.calls, at + 0.9999) - number for number, at in enumerate(self.calls)), default=0)

    def repeats(self) -> Counter[int]:
        """How many messages too many each chat got."""
        return Counter({chat: len(times) - 1 for chat, times in self.arrived.items() if len(times) > 1})
