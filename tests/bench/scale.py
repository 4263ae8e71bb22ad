"""A million people and five million rows in the outbox beside a thousand people: what a tap, a start and a sweep take.

python -m tests.bench.scale
"""

import asyncio
import gc
import sys
import tempfile
from collections.abc import Collection
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import uvloop

from bot.services.personal import retention
from content.rules.reminders import ReminderRule, due
from storage.database import Database
from storage.delivery import history
from storage.personal import personal
from tests.bench.contestants import product
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import Latencies, steady
from tests.bench.million import FIRST_PERSON, MESSAGES, fill
from tests.bench.postbox import Postbox
from tests.bench.queues import Scene, scene

FEW, MANY = 1_000, 1_000_000
RATIO = 1.5
MOST_MILLISECONDS = 50.0
SECONDS_TO_READY = 6.0
TAPS_A_SECOND = 60
ROUNDS = 5
SECONDS_OF_ROUND = 6.0
SECONDS_WHILE_PLANNING = 20.0
GONE = 20
SWEPT = 20


async def tapping(scene: Scene, folder: Path, people: int, *, quiet: bool) -> tuple[Latencies, float, float]:
    """Taps of a hundred people; seconds to ready, and how late the event loop was, in milliseconds.

    Quiet is a moment at which nothing is due; else the first reminder of the deadline has just come due for everybody.
    """
    moment = due(ReminderRule.DAYS_14, scene.contest.deadline, scene.contest.tzinfo)
    moment += timedelta(minutes=-10 if quiet else 1)
    postbox, lateness = Postbox(), folder / "lateness"
    those = [FIRST_PERSON + people - number for number in range(1, 101)]
    async with product(postbox, folder, moment, lateness) as bot:
        seconds = SECONDS_OF_ROUND if quiet else SECONDS_WHILE_PLANNING
        latencies = await steady(postbox, those, f"docs:{scene.contest.id}", rate=TAPS_A_SECOND, seconds=seconds)
        await asyncio.sleep(1.1)  # until it has been written
        return latencies, bot.seconds_to_ready, float(lateness.read_text(encoding="ascii"))


async def beside_few(scene: Scene, few: Path, many: Path) -> list[list[str]]:
    """In turn, so that what disturbs the machine disturbs both."""
    ratios, late = [], []
    for _ in range(ROUNDS):
        small, _, _ = await tapping(scene, few, FEW, quiet=True)
        large, _, worst = await tapping(scene, many, MANY, quiet=True)
        ratios.append(large.quantile(0.99) / small.quantile(0.99))
        late.append(worst)
    ratio, worst = median(ratios), max(late)
    rows = f"{MANY:,} people, {MESSAGES * MANY:,} rows"
    return [
        verdict(f"{rows}: p99 of a tap, of {FEW:,} people", ratio, f"<= {RATIO}", ratio <= RATIO),
        verdict("the event loop late by, ms", worst, f"< {MOST_MILLISECONDS:.0f}", worst < MOST_MILLISECONDS),
    ]


async def deletions(many: Path) -> list[list[str]]:
    """One person's own wish, done on the spot: for so long everybody waits."""
    database = Database(f"sqlite+aiosqlite:///{many / 'bot.db'}")
    took = []
    for number in range(GONE):
        async with database.writing() as connection:
            begin = perf_counter()
            await personal.forget(connection, FIRST_PERSON + 1000 * number + 1)
            took.append(1000 * (perf_counter() - begin))
    await database.close()
    worst = max(took[1:])  # the first puts the statements together
    return [verdict("deleting a person, ms in the event loop", worst, "< 10", worst < 10)]


async def sweeping(scene: Scene, many: Path) -> list[list[str]]:
    """Portions of what was sent long ago: for so long whoever writes waits."""
    database = Database(f"sqlite+aiosqlite:///{many / 'bot.db'}")
    before = scene.now
    looked, took = [], []
    for _ in range(SWEPT):
        begin = perf_counter()
        async with database.scanning() as reader:
            ids = await history.old(reader, before, retention.PORTION)
        looked.append(1000 * (perf_counter() - begin))
        begin = perf_counter()
        async with database.bulk_writing() as connection:
            await history.forget(connection, ids)
        took.append(1000 * (perf_counter() - begin))
    begin = perf_counter()
    await database.optimize()
    sample = 1000 * (perf_counter() - begin)
    await database.close()
    return [
        verdict("a portion to be swept: found, ms", max(looked), "< 50", max(looked) < MOST_MILLISECONDS),
        verdict("deleted, ms", median(took), f"< {MOST_MILLISECONDS:.0f}", median(took) < MOST_MILLISECONDS),
        verdict("a look at all indexes, ms", sample, "< 200", sample < 200),
    ]


async def with_everything_due(scene: Scene, many: Path) -> list[list[str]]:
    latencies, ready, worst = await tapping(scene, many, MANY, quiet=False)
    slow = 1000 * latencies.quantile(0.99)
    return [
        verdict(f"{MANY:,} reminders due: ready, s", ready, f"< {SECONDS_TO_READY:.0f}", ready < SECONDS_TO_READY),
        verdict("the event loop late by, ms", worst, f"< {MOST_MILLISECONDS:.0f}", worst < MOST_MILLISECONDS),
        verdict("p99 of a tap meanwhile, ms", slow, "-", True),
    ]


async def bench(names: Collection[str] = ()) -> None:
    """Prints a table of each part as it is done."""
    gc.disable()  # whoever measures must not stop the clock to look after its own memory
    with tempfile.TemporaryDirectory() as few_folder, tempfile.TemporaryDirectory() as many_folder:
        found, few, many = scene(), Path(few_folder), Path(many_folder)
        await fill(few, found.contest, found.now, FEW)
        await fill(many, found.contest, found.now, MANY)
        for part in (
            beside_few(found, few, many),
            deletions(many),
            sweeping(found, many),
            with_everything_due(found, many),
        ):
            print(table([FIGURES, *await part]), end="\n\n", flush=True)
    gc.enable()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench())
    sys.exit(0)
