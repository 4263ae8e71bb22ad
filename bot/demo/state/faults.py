"""Faults for tests: what networks and Telegram do on a bad day."""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from bot.demo.refusal import ConnectionLostError, NoAnswerError, RefusalError

Moment = Literal["before", "after"]


@dataclass(slots=True)
class TransportFault:
    """`before` the method is performed, or `after` it, when the effect stands and only the answer is lost."""

    strike: Callable[[], Awaitable[None]]
    method: str | None
    times: int | None
    probability: float
    chance: random.Random
    moment: Moment

    def strikes(self, method: str, moment: Moment) -> bool:
        """Whether this call is hit; counts it if so. Polling is hit only when it is named."""
        if self.moment != moment or self.times == 0:
            return False
        if method == "getUpdates" if self.method is None else method.lower() != self.method.lower():
            return False
        if self.chance.random() >= self.probability:
            return False
        if self.times is not None:
            self.times -= 1
        return True


@dataclass(slots=True)
class Faults:
    """Planned faults, the oldest first; a call is hit by one of them at the most.

    Each planner takes `method` (a Bot API name such as "sendMessage"; None: every method but getUpdates), `times` (how
    many calls are hit; None: all from now on) and `probability` with a `seed` of its own.
    """

    latency: float = 0.0
    """Seconds that every call takes, getUpdates excepted."""
    planned: list[TransportFault] = field(default_factory=list)
    struck: int = 0
    """How many calls were hit so far."""

    def too_many_requests(self, retry_after: int, **plan: Any) -> None:
        """429 with `retry_after` in seconds."""
        refusal = RefusalError(429, f"Too Many Requests: retry after {retry_after}", retry_after)
        self._plan(_raising(refusal), "before", **plan)

    def server_error(self, code: int = 500, description: str = "Internal Server Error", **plan: Any) -> None:
        """A 5xx: Telegram's own trouble."""
        self._plan(_raising(RefusalError(code, description)), "before", **plan)

    def dropped_connection(self, moment: Moment = "before", **plan: Any) -> None:
        """The connection breaks, before the call is performed or after it."""
        self._plan(_raising(ConnectionLostError()), moment, **plan)

    def no_answer(self, moment: Moment = "before", **plan: Any) -> None:
        """The caller waits until its own time-out."""
        self._plan(_raising(NoAnswerError()), moment, **plan)

    def slow(self, seconds: float, **plan: Any) -> None:
        """Takes longer, then goes on as usual."""
        self._plan(lambda: asyncio.sleep(seconds), "before", **plan)

    def held(self, gate: asyncio.Event, **plan: Any) -> None:
        """Waits until the gate is open, then goes on as usual."""

        async def passed() -> None:
            await gate.wait()

        self._plan(passed, "before", **plan)

    def clear(self) -> None:
        self.planned.clear()
        self.latency = 0.0

    def _plan(
        self,
        strike: Callable[[], Awaitable[None]],
        moment: Moment,
        *,
        method: str | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        seed: int = 0,
    ) -> None:
        self.planned.append(TransportFault(strike, method, times, probability, random.Random(seed), moment))  # noqa: S311

    async def before(self, method: str) -> None:
        if self.latency and method != "getUpdates":
            await asyncio.sleep(self.latency)
        await self._strike(method, "before")

    async def after(self, method: str) -> None:
        await self._strike(method, "after")

    async def _strike(self, method: str, moment: Moment) -> None:
        for fault in self.planned:
            if fault.strikes(method, moment):
                self.struck += 1
                await fault.strike()
                return


def _raising(error: Exception) -> Callable[[], Awaitable[None]]:
    async def strike() -> None:
        raise error

    return strike
