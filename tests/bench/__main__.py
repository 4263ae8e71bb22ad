"""The benchmark: this bot and bare aiogram bots make the same two calls for the tap "open the checklist".

All get the same load from the same fake server, in short rounds in turn, each time in a fresh process. What a single
screen takes and what the queues stand have tables of their own. It takes some twenty minutes, informs, and never fails
a build. Memory and processor time are read from /proc, so it wants Linux.
"""

import asyncio
import gc
import json
import sys
import tempfile
from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import asdict
from pathlib import Path

import uvloop

from tests.bench import audiences, authoring, broadcasts, dashboard, desk, plain_words, questions, queues, screens
from tests.bench.checklist import Proof, contest_of_the_day, measured_tap, way_in
from tests.bench.contestants import CONTENT, BenchError, Contestant, bare, product, seconds_to_import
from tests.bench.figures import CONTESTANTS, FIGURES, Rounds, table, verdicts
from tests.bench.load import at_once, steady, walk
from tests.bench.telegram import Telegram

PEOPLE = [5_000_000_000 + number for number in range(100)]
ROUNDS = 5
SHARE_OF_TUNED = 0.35
"""The steady pace, of what tuned bare aiogram does at the most on this machine: 300 taps a second where it does 860."""
SECONDS_STEADY = 6.0
"""Long enough to see the untuned bot collect all its garbage, which it does every few seconds."""
SECONDS_AT_ONCE = 2.0
WARM_UP = 1.0
"""Seconds of taps before those that count: what they ask for first is made ready then."""

Enter = Callable[[Telegram], AbstractAsyncContextManager[Contestant]]


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.edit_file = folder / "edit.json"
        self.contest, self.now = contest_of_the_day(CONTENT)
        self.payload = measured_tap(self.contest)
        self.proof = Proof(self.contest)
        self.entries: dict[str, Enter] = {
            "bare": lambda telegram: bare(telegram, folder, self.edit_file, tuned=False),
            "product": lambda telegram: product(telegram, folder, self.now),
            "tuned bare": lambda telegram: bare(telegram, folder, self.edit_file, tuned=True),
        }
        self.rounds = {name: Rounds() for name in self.entries}
        self.rate = 0
        """Taps a second of the steady pace."""
        self.starts: list[float] = []
        """Seconds from the start of this bot to its first getUpdates, less the import of aiogram alone."""

    async def register(self) -> None:
        """Everybody gets a package with some documents ready, by tapping. The bare bots send what they see last."""
        telegram = Telegram()
        async with product(telegram, self.folder, self.now):
            registered = await walk(telegram, PEOPLE, way_in(self.contest))
        if not registered or telegram.last_edit is None or not self.proof(telegram.last_edit):
            raise BenchError("product: people cannot get as far as the checklist")
        self.edit_file.write_text(json.dumps(asdict(telegram.last_edit)), encoding="utf-8")

    async def choose_rate(self) -> None:
        """A pace that this machine can keep, so that waiting behind others is not all that is measured."""
        async with self.entries["tuned bare"](Telegram(self.proof)) as contestant:
            await contestant.settled()
            most = await at_once(contestant.telegram, PEOPLE, self.payload, warm_up=WARM_UP, seconds=SECONDS_AT_ONCE)
        self.rate = round(SHARE_OF_TUNED * most.taps_a_second)

    async def round(self, number: int) -> None:
        """Each contestant once, now in this order, now in the other."""
        for name in list(self.entries)[:: 1 if number % 2 else -1]:
            telegram = Telegram(self.proof)
            async with self.entries[name](telegram) as contestant:
                if name == "product":
                    self.starts.append(contestant.seconds_to_ready - await seconds_to_import("aiogram", self.folder))
                await contestant.settled()
                await self.load(contestant, self.rounds[name])
            for fault, times in telegram.faults.items():
                print(f"round {number}, {name}: {fault}, {times} times")

    async def load(self, contestant: Contestant, rounds: Rounds) -> None:
        telegram = contestant.telegram
        await steady(telegram, PEOPLE, self.payload, rate=self.rate, seconds=WARM_UP)
        rounds.latencies.append(await steady(telegram, PEOPLE, self.payload, rate=self.rate, seconds=SECONDS_STEADY))
        done, used = telegram.done, contestant.processor_seconds()
        rounds.throughputs.append(
            await at_once(telegram, PEOPLE, self.payload, warm_up=WARM_UP, seconds=SECONDS_AT_ONCE)
        )
        rounds.processor_seconds.append((contestant.processor_seconds() - used) / max(1, telegram.done - done))
        rounds.peak_memories.append(contestant.peak_memory())


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measured = Bench(Path(folder))
        gc.disable()  # whoever measures must not stop the clock to look after its own memory
        await measured.register()
        await measured.choose_rate()
        for number in range(1, ROUNDS + 1):
            print(f"round {number} of {ROUNDS}", file=sys.stderr)
            await measured.round(number)
    rounds = measured.rounds
    print(f"steady pace: {measured.rate} taps a second")
    print(table([CONTESTANTS, *(values.row(name) for name, values in rounds.items())]), end="\n\n")
    reached = verdicts(rounds["product"], rounds["bare"], rounds["tuned bare"], measured.starts)
    print(table([FIGURES, *reached]), end="\n\n")
    for part in (screens, plain_words, questions, desk, dashboard, audiences, broadcasts, queues, authoring):
        await part.bench()


def main() -> None:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(bench())
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
