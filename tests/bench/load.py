"""The two loads: everybody taps again as soon as answered, and taps at a steady pace whatever the answers do."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass
from time import perf_counter, process_time

from tests.bench.telegram import Tap, Telegram

SECONDS_TO_FINISH = 15.0


@dataclass(frozen=True)
class Throughput:
    """`server` is the part of a core that the fake server took: near 1, it would be what is measured."""

    taps_a_second: float
    server: float


@dataclass(frozen=True)
class Latencies:
    """Seconds from a tap to the later of its two answers, sorted; infinite for a tap not answered rightly."""

    seconds: Sequence[float]

    def quantile(self, part: float) -> float:
        return self.seconds[math.ceil(part * len(self.seconds)) - 1]


async def at_once(telegram: Telegram, people: Sequence[int], warm_up: float, seconds: float) -> Throughput:
    """All people at once, each taps again when answered. What is answered in `warm_up` does not count."""
    done = 0

    def again(tap: Tap) -> None:
        nonlocal done
        done += 1
        telegram.tap(tap.person_id)

    telegram.on_done = again
    for person_id in people:
        telegram.tap(person_id)
    await asyncio.sleep(warm_up)
    before, begin, busy = done, perf_counter(), process_time()
    await asyncio.sleep(seconds)
    elapsed = perf_counter() - begin
    result = Throughput((done - before) / elapsed, (process_time() - busy) / elapsed)
    telegram.on_done = lambda _: None
    await _finish(telegram)
    return result


async def steady(telegram: Telegram, people: Sequence[int], rate: int, seconds: float) -> Latencies:
    """`rate` taps a second, spread over the people, whether or not the bot keeps up."""
    latencies: list[float] = []

    def note(tap: Tap) -> None:
        latencies.append(perf_counter() - tap.made)

    telegram.on_done = note
    count = int(rate * seconds)
    begin = perf_counter()
    for index in range(count):
        await asyncio.sleep(max(0.0, begin + index / rate - perf_counter()))
        telegram.tap(people[index % len(people)])
    await _finish(telegram)
    missing = [math.inf] * (count - len(latencies))
    return Latencies(sorted(latencies) + missing)


async def _finish(telegram: Telegram) -> None:
    """Waits for the answers that are still to come, and gives up those that do not."""
    end = perf_counter() + SECONDS_TO_FINISH
    while telegram.under_way and perf_counter() < end:
        await asyncio.sleep(0.01)
    if telegram.under_way:
        telegram.faults["not answered"] += len(telegram.under_way)
        telegram.under_way.clear()
