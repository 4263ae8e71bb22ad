"""The benchmark: this bot and bare aiogram bots make the same two calls for the tap "open the checklist".

All get the same load from the same fake server, in short rounds in turn. It takes some four minutes, informs, and never
fails a build. Memory and processor time are read from /proc, so it wants Linux.
"""

import asyncio
import gc
import json
import sys
import tempfile
from contextlib import AsyncExitStack
from dataclasses import asdict
from pathlib import Path

import uvloop

from tests.bench.checklist import Proof, contest_of_the_day, measured_tap, way_in
from tests.bench.contestants import CONTENT, BenchError, Contestant, bare, product, seconds_to_import
from tests.bench.figures import CONTESTANTS, FIGURES, Rounds, table, verdicts
from tests.bench.load import at_once, steady, until, walk
from tests.bench.telegram import Telegram

PEOPLE = [5_000_000_000 + number for number in range(100)]
ROUNDS = 5
WARM_UP = 0.5
SECONDS_AT_ONCE = 2.0
TAPS_A_SECOND = 300
SECONDS_STEADY = 6.0
"""Long enough that a round sees a full garbage collection of the untuned bot, which comes every few seconds."""
STARTS = 5
SECONDS_TO_ANSWER = 10.0


class Bench:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.contest, self.now = contest_of_the_day(CONTENT)
        self.payload = measured_tap(self.contest)

    def telegram(self) -> Telegram:
        """One that knows the checklist when it sees it."""
        return Telegram(Proof(self.contest))

    async def register(self) -> None:
        """Everybody chooses a language and a topic and has some documents ready, as people do: by tapping."""
        telegram = Telegram()
        async with product(telegram, self.folder, self.now):
            if not await walk(telegram, PEOPLE, way_in(self.contest)):
                raise BenchError("product: people cannot register")

    async def loads(self) -> dict[str, Rounds]:
        """Everything that is measured on running bots, by contestant."""
        async with AsyncExitStack() as running:
            ours = await running.enter_async_context(product(self.telegram(), self.folder, self.now))
            edit_file = await self.draw_once(ours)
            plain = await running.enter_async_context(bare(self.telegram(), self.folder, edit_file, tuned=False))
            tuned = await running.enter_async_context(bare(self.telegram(), self.folder, edit_file, tuned=True))
            contestants = [plain, ours, tuned]
            rounds = {contestant.name: Rounds() for contestant in contestants}
            for number in range(ROUNDS):
                for contestant in contestants if number % 2 else reversed(contestants):
                    await self.round(contestant, rounds[contestant.name])
                print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
            for contestant in contestants:
                rounds[contestant.name].peak_memory = contestant.peak_memory()
                for fault, times in contestant.telegram.faults.items():
                    print(f"{contestant.name}: {fault}, {times} times")
        return rounds

    async def draw_once(self, ours: Contestant) -> Path:
        """A file with the checklist as this bot draws it, for the others to send."""
        ours.telegram.tap(PEOPLE[0], self.payload)
        await until(lambda: not ours.telegram.under_way, SECONDS_TO_ANSWER)
        if ours.telegram.first_edit is None:
            raise BenchError("product does not draw the checklist")
        file = self.folder / "edit.json"
        file.write_text(json.dumps(asdict(ours.telegram.first_edit)), encoding="utf-8")
        return file

    async def round(self, contestant: Contestant, rounds: Rounds) -> None:
        telegram = contestant.telegram
        done, used = telegram.done, contestant.processor_seconds()
        rounds.throughputs.append(
            await at_once(telegram, PEOPLE, self.payload, warm_up=WARM_UP, seconds=SECONDS_AT_ONCE)
        )
        rounds.processor_seconds.append((contestant.processor_seconds() - used) / max(1, telegram.done - done))
        rounds.latencies.append(
            await steady(telegram, PEOPLE, self.payload, rate=TAPS_A_SECOND, seconds=SECONDS_STEADY)
        )

    async def starts(self) -> list[float]:
        """Seconds to the first getUpdates of a bot that finds neither a database nor a profile, less the import."""
        result = []
        for number in range(STARTS):
            folder = self.folder / f"start-{number}"
            folder.mkdir()
            imported = await seconds_to_import("aiogram", folder)
            async with product(self.telegram(), folder, self.now) as started:
                result.append(started.seconds_to_ready - imported)
        return result


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure = Bench(Path(folder))
        gc.disable()  # whoever measures must not stop the clock to look after its own memory
        await measure.register()
        rounds = await measure.loads()
        starts = await measure.starts()
    print(table([CONTESTANTS, *(values.row(name) for name, values in rounds.items())]), end="\n\n")
    print(table([FIGURES, *verdicts(rounds["product"], rounds["bare"], rounds["tuned bare"], starts)]))


def main() -> None:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(bench())
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
