"""How people tap: everybody again as soon as answered, or at a steady pace whatever the answers do."""

import asyncio
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from tests.bench.telegram import Tap, Telegram

SECONDS_TO_FINISH = 15.0


@dataclass(frozen=True)
class Throughput:
    """`server_share` is the part of a core that the fake server took: near 1, it would be what is measured."""

    taps_a_second: float
    server_share: float


@dataclass(frozen=True)
class Latencies:
    """Seconds from a tap to the later of its two calls, sorted; infinite for a tap that did not get both."""

    seconds: Sequence[float]

    def quantile(self, part: float) -> float:
        return self.seconds[math.ceil(part * len(self.seconds)) - 1]


async def walk(telegram: Telegram, people: Sequence[int], payloads: Sequence[str]) -> bool:
    """Everybody taps the same buttons, one after the other; whether all were answered."""
    ways = {person_id: iter(payloads) for person_id in people}

    def step(person_id: int) -> None:
        if payload := next(ways[person_id], None):
            telegram.tap(person_id, payload)

    telegram.on_done = lambda tap: step(tap.person_id)
    for person_id in people:
        step(person_id)
    return await _finish(telegram)


async def at_once(
    telegram: Telegram, people: Sequence[int], payload: str, *, warm_up: float, seconds: float
) -> Throughput:
    """All people at once, each taps again when answered. What is answered in `warm_up` does not count."""
    telegram.on_done = lambda tap: telegram.tap(tap.person_id, payload)
    for person_id in people:
        telegram.tap(person_id, payload)
    await asyncio.sleep(warm_up)
    done, begin, busy = telegram.done, perf_counter(), process_time()
    await asyncio.sleep(seconds)
    elapsed = perf_counter() - begin
    result = Throughput((telegram.done - done) / elapsed, (process_time() - busy) / elapsed)
    telegram.on_done = lambda _: None
    await _finish(telegram)
    return result


async def steady(telegram: Telegram, people: Sequence[int], payload: str, *, rate: int, seconds: float) -> Latencies:
    """`rate` taps a second, spread over the people, whether or not the bot keeps up."""
    latencies: list[float] = []

    def note(tap: Tap) -> None:
        latencies.append(perf_counter() - tap.made)

    telegram.on_done = note
    count = int(rate * seconds)
    begin = perf_counter()
    for index in range(count):
        await asyncio.sleep(max(0.0, begin + index / rate - perf_counter()))
        telegram.tap(people[index % len(people)], payload)
    await _finish(telegram)
    return Latencies(sorted(latencies) + [math.inf] * (count - len(latencies)))


async def until(condition: Callable[[], bool], seconds: float) -> bool:
    """Waits for something to become true, `seconds` at the most; whether it did."""
    end = perf_counter() + seconds
    while not condition() and perf_counter() < end:  # noqa: ASYNC110 - a process that ends sets no event
        await asyncio.sleep(0.02)
    return condition()


async def _finish(telegram: Telegram) -> bool:
    """Waits for the answers that are still to come, and gives up those that do not."""
    finished = await until(lambda: not telegram.under_way, SECONDS_TO_FINISH)
    if not finished:
        telegram.faults["taps not answered"] += len(telegram.under_way)
        telegram.under_way.clear()
    return finished
