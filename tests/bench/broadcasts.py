"""An announcement to 100,000 people: how long its recipients take to be in the outbox, and what others notice of it.

python -m tests.bench.broadcasts
"""

import asyncio
import gc
import sys
import tempfile
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import uvloop
from sqlalchemy import text

from storage.broadcasts.broadcasts import EVERYBODY
from storage.database import Database
from tests.bench.contestants import Contestant, product
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import Latencies, steady
from tests.bench.postbox import Postbox
from tests.bench.queues import CROWD, FIRST_PERSON, Scene, populate, scene

SECONDS = 10.0
MOST_MIB = 50
RATIO = 2.0
TAPS_A_SECOND = 60
ROUND = 1.0
"""Seconds that people tap before it is looked whether the list is complete."""
CALM = 8
"""Rounds that tell what is usual."""

ANNOUNCEMENT = """
INSERT INTO announcements (id, contest_id, state, revision, created_by, created_at, audience, buttons, confirmed_by,
    confirmed_at)
VALUES (1, :contest, 'paused', 1, :author, :now, '{}', '[]', :author, :now)
"""
MESSAGE = """
INSERT INTO announcement_messages (announcement_id, language, author_id, message_id, kind, text)
VALUES (1, 'kk', :author, 1, 'text', 'Ертең құжат қабылдаудың соңғы күні.')
"""


async def prepare(scene: Scene, database: Database) -> None:
    """Everything but the start: it is paused before anybody was put into the outbox."""
    now = (scene.now - timedelta(days=1)).replace(tzinfo=None)
    async with database.bulk_writing() as connection:
        await connection.execute(text("UPDATE people SET reminders = ''"))
        await connection.execute(
            text(ANNOUNCEMENT), {"contest": scene.contest.id, "author": FIRST_PERSON, "now": now.isoformat(sep=" ")}
        )
        await connection.execute(text(MESSAGE), {"author": FIRST_PERSON})


async def filled(database: Database) -> bool:
    async with database.reading() as reader:
        return (await reader.execute(text("SELECT filled_to FROM announcements"))).scalar() == EVERYBODY


async def begin(database: Database) -> float:
    async with database.writing() as connection:
        await connection.execute(text("UPDATE announcements SET state = 'sending'"))
    return perf_counter()


async def watch(database: Database, since: float) -> float:
    """Seconds until everybody is in the outbox."""
    while not await filled(database):  # noqa: ASYNC110 - another process fills it, and sets no event
        await asyncio.sleep(0.05)
    return perf_counter() - since


def resident(bot: Contestant) -> float:
    """In MiB, of the moment."""
    return int(Path(f"/proc/{bot.process.pid}/statm").read_text(encoding="ascii").split()[1]) * 4 / 1024


async def measure(scene: Scene, folder: Path) -> list[list[str]]:
    await populate(folder, CROWD, scene.now - timedelta(days=1))
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    await prepare(scene, database)
    postbox = Postbox()
    tapping = [FIRST_PERSON + CROWD - number for number in range(1, 101)]

    async def taps() -> Latencies:
        return await steady(postbox, tapping, f"docs:{scene.contest.id}", rate=TAPS_A_SECOND, seconds=ROUND)

    async with product(postbox, folder, scene.now) as bot:
        await taps()
        idle = [seconds for _ in range(CALM) for seconds in (await taps()).seconds]
        before = resident(bot)
        meanwhile: list[float] = []
        watching = asyncio.ensure_future(watch(database, await begin(database)))
        while not watching.done():
            meanwhile += (await taps()).seconds
        seconds = watching.result()
        memory = bot.peak_memory() - before
        async with database.reading() as reader:
            rows = (await reader.execute(text("SELECT count(*) FROM outbox WHERE kind = 'announcement'"))).scalar()
    await database.close()
    usual, then = Latencies(sorted(idle)), Latencies(sorted(meanwhile))
    ratio = then.quantile(0.99) / usual.quantile(0.99)
    print(
        f"p50 and p99 of a tap, ms: idle {1000 * usual.quantile(0.5):.1f} and {1000 * usual.quantile(0.99):.1f}, "
        f"meanwhile {1000 * then.quantile(0.5):.1f} and {1000 * then.quantile(0.99):.1f}"
    )
    return [
        verdict(f"{rows:,} people in the outbox, s", seconds, f"< {SECONDS:.0f}", seconds < SECONDS and rows == CROWD),
        verdict("p99 of a tap meanwhile, of idle", ratio, f"<= {RATIO:.0f}", ratio <= RATIO),
        verdict("memory for it, MiB", memory, f"<= {MOST_MIB}", memory <= MOST_MIB),
    ]


async def bench() -> None:
    gc.disable()  # whoever measures must not stop the clock to look after its own memory
    with tempfile.TemporaryDirectory() as folder:
        print(table([FIGURES, *await measure(scene(), Path(folder))]), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench())
    sys.exit(0)
