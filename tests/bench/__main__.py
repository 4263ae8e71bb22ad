"""The benchmark: the bot and bare aiogram bots make the same two calls for the tap "open the checklist".

All get the same load from the same fake server, in short rounds in turn. It takes about four minutes, informs, and
never fails a build. Linux alone tells the figures on memory.
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

from content.models import Contest
from tests.bench.checklist import current_contest, register, tapped
from tests.bench.contestants import BenchError, Contestant, bare, database_url, product, seconds_to_import
from tests.bench.figures import HEAD, Rounds, table, verdicts
from tests.bench.load import at_once, steady
from tests.bench.telegram import Telegram

PEOPLE = [5_000_000_000 + number for number in range(100)]
ROUNDS = 7
WARM_UP = 0.5
SECONDS_AT_ONCE = 2.5
TAPS_A_SECOND = 300
SECONDS_STEADY = 4.0
STARTS = 5


class Bench:
    def __init__(self, folder: Path, contest: Contest) -> None:
        self.folder = folder
        self.contest = contest

    def telegram(self) -> Telegram:
        return Telegram(tapped(self.contest), lambda edit: edit.shows_checklist(self.contest))

    async def loads(self) -> dict[str, Rounds]:
        """Everything that is measured on running bots, by contestant."""
        async with AsyncExitStack() as running:
            await register(database_url(self.folder), self.contest, PEOPLE)
            ours = await running.enter_async_context(product(self.telegram(), self.folder))
            ours.telegram.tap(PEOPLE[0])
            edit_file = self.folder / "edit.json"
            edit = await asyncio.wait_for(ours.telegram.last_edit, 10)
            edit_file.write_text(json.dumps(asdict(edit)), encoding="utf-8")
            contestants = [ours]
            for tuned in (False, True):
                other = bare(self.telegram(), self.folder, edit_file, tuned=tuned)
                contestants.append(await running.enter_async_context(other))
            rounds = {contestant.name: Rounds() for contestant in contestants}
            for number in range(ROUNDS):
                for contestant in contestants if number % 2 else reversed(contestants):
                    await _round(contestant, rounds[contestant.name])
                print(f"round {number + 1} of {ROUNDS}", file=sys.stderr)
            for contestant in contestants:
                rounds[contestant.name].peak_memory = contestant.peak_memory()
                for fault, times in contestant.telegram.faults.items():
                    print(f"{contestant.name}: {fault}, {times} times")
        return rounds

    async def starts(self) -> list[float]:
        """Seconds to the first getUpdates of a bot that finds neither a database nor a profile, less the import."""
        result = []
        for number in range(STARTS):
            folder = self.folder / f"start-{number}"
            folder.mkdir()
            imported = await seconds_to_import("aiogram", folder)
            async with product(self.telegram(), folder) as started:
                result.append(started.seconds_to_ready - imported)
        return result


async def _round(contestant: Contestant, rounds: Rounds) -> None:
    before = contestant.processor_seconds()
    answered = contestant.telegram.answered
    rounds.throughputs.append(await at_once(contestant.telegram, PEOPLE, WARM_UP, SECONDS_AT_ONCE))
    used = contestant.processor_seconds() - before
    rounds.processor_seconds_a_tap.append(used / max(1, contestant.telegram.answered - answered))
    rounds.latencies.append(await steady(contestant.telegram, PEOPLE, TAPS_A_SECOND, SECONDS_STEADY))


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        measure = Bench(Path(folder), current_contest())
        gc.freeze()
        gc.disable()  # the fake server must not stop the clock of others to look after its own memory
        rounds = await measure.loads()
        starts = await measure.starts()
    print(table([HEAD, *(values.row(name) for name, values in rounds.items())]))
    print()
    ours, plain, tuned = rounds["product"], rounds["bare"], rounds["bare, tuned"]
    print(table([["figure", "measured", "target", ""], *verdicts(ours, plain, tuned, starts)]))


def main() -> None:
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(bench())
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)


if __name__ == "__main__":
    main()
