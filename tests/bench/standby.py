"""A second process stands by and takes over: how soon after `kill -9`, and what comes twice because of it.

python -m tests.bench.standby
"""

import asyncio
import random
import sys
import tempfile
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from time import perf_counter

import uvloop

from tests.bench.contestants import BenchError, begun
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import until
from tests.bench.postbox import Postbox
from tests.bench.queues import Scene, all_sent, populate, rows, scene, states
from tests.bench.telegram import serve

NOTICES = 2_000
KILLS = 20
SECONDS = 5.0
SECONDS_TO_START = 60.0


async def measure(scene: Scene, folder: Path) -> list[list[str]]:
    """Each time the one that serves is killed while it sends, and the other has to go on."""
    await populate(folder, NOTICES, scene.now - timedelta(days=1))
    postbox, chance, begin = Postbox(), random.Random(5), perf_counter()
    takeovers: list[float] = []
    in_flight = sent_again = 0

    def now() -> datetime:
        return scene.now + timedelta(seconds=perf_counter() - begin)

    async with serve(postbox) as url:
        serving = await begun(url, folder, now(), folder / "serving.log")
        await _polled(postbox)
        for number in range(KILLS):
            log = folder / f"standby{number}.log"
            standby = await begun(url, folder, now(), log)
            if not await until(lambda: b"Standing by" in log.read_bytes(), SECONDS_TO_START):  # noqa: B023
                raise BenchError("the second process does not stand by")
            await asyncio.sleep(chance.uniform(0.2, 1.5))
            postbox.await_first_poll()
            serving.kill()
            killed = perf_counter()
            await serving.wait()
            in_flight += (await states(folder))["in_flight"]
            known = await _known(folder, postbox)
            takeovers.append(await _polled(postbox) - killed)
            serving = standby
            await asyncio.sleep(chance.uniform(0.5, 2.0))
            sent_again += sum(len(postbox.arrived[person]) > times for person, times in known.items())
        await all_sent(postbox, folder, NOTICES)
        serving.terminate()
        await serving.wait()
    repeats = sum(postbox.repeats().values())
    lost = NOTICES - len(postbox.arrived)
    return [
        verdict(
            f"{KILLS} kills: takeover by the standby, s", max(takeovers), f"< {SECONDS:.0f}", max(takeovers) < SECONDS
        ),
        verdict("lost", lost, "0", lost == 0),
        verdict("written down as sent, and sent again", sent_again, "0", sent_again == 0),
        verdict(f"repeated, of {in_flight} in flight", repeats, f"<= {in_flight}", repeats <= in_flight),
    ]


async def _polled(postbox: Postbox) -> float:
    """When the bot asks for updates."""
    if not await until(lambda: postbox.first_poll is not None, SECONDS_TO_START):
        raise BenchError("nobody asks for updates")
    assert postbox.first_poll is not None
    return postbox.first_poll


async def _known(folder: Path, postbox: Postbox) -> dict[int, int]:
    """How many messages each person has got who counts as served."""
    sent: Iterable[tuple[object, ...]] = await rows(folder, "SELECT person_id FROM outbox WHERE state = 'sent'")
    return {int(str(person)): len(postbox.arrived[int(str(person))]) for (person,) in sent}


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        print(table([FIGURES, *await measure(scene(), Path(folder))]), end="\n\n", flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench())
    sys.exit(0)
