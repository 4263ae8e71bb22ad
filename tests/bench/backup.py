"""Copies of a large database: whether one is done while the bot writes, who waits for it, how soon one is back.

python -m tests.bench.backup
"""

import asyncio
import gc
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import uvloop
from sqlalchemy import text

from bot.operating.backups import back_up
from bot.settings import Settings
from storage import backup
from storage.database import Database
from tests.bench.contestants import BenchError, environment
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import Latencies
from tests.bench.million import fill
from tests.bench.queues import Scene, scene

PEOPLE = 1_200_000
"""So many have a database of 2.5 GB."""
DRILL = 100_000
WRITES_A_SECOND = 20
MOST_MILLISECONDS = 50.0
SECONDS_OF_DRILL = 60.0


async def under_load(scene: Scene, folder: Path) -> list[list[str]]:
    await fill(folder, scene.contest, scene.now, PEOPLE)
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    over = asyncio.Event()
    writing = asyncio.ensure_future(write(database, over))
    begin = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        "backup",
        str(folder / "copy.db"),
        cwd=folder,
        env=environment({"DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}"}),
    )
    status = await process.wait()
    seconds = perf_counter() - begin
    over.set()
    waited = await writing
    await database.close()
    if status:
        raise BenchError("no copy was made")
    gigabytes = (folder / "bot.db").stat().st_size / 1e9
    slow = 1000 * waited.quantile(0.99)
    return [
        verdict(f"a copy of {gigabytes:.1f} GB under {WRITES_A_SECOND} writes/s, s", seconds, "done", status == 0),
        verdict(
            f"p99 of {len(waited.seconds)} writes, ms", slow, f"< {MOST_MILLISECONDS:.0f}", slow < MOST_MILLISECONDS
        ),
    ]


async def write(database: Database, over: asyncio.Event) -> Latencies:
    """What the bot writes for a tap, at a steady pace: each write waits until it survives a power cut."""
    begin = perf_counter()
    seconds: list[float] = []
    while not over.is_set():
        moment = perf_counter()
        async with database.writing() as connection:
            values = {"name": f"bench{len(seconds)}"}
            await connection.execute(text("INSERT INTO rounds VALUES (:name, '2020-05-20 04:00:00')"), values)
        await database.sync()
        seconds.append(perf_counter() - moment)
        await asyncio.sleep(max(0.0, begin + len(seconds) / WRITES_A_SECOND - perf_counter()))
    return Latencies(sorted(seconds))


async def drill(scene: Scene, folder: Path) -> list[list[str]]:
    """What bringing back takes: `--prove` does all of it, in another file."""
    await fill(folder, scene.contest, scene.now, DRILL)
    url = f"sqlite+aiosqlite:///{folder / 'bot.db'}"
    settings = Settings(_env_file=None, database_url=url, backup_dir=folder / "copies")  # type: ignore[arg-type]
    await back_up(settings, folder / "copy.db", prove=False)
    begin = perf_counter()
    await back_up(settings, folder / "again.db", prove=True)
    seconds = perf_counter() - begin
    people = backup.people_in(folder / "copy.db")
    proved = seconds < SECONDS_OF_DRILL and people == DRILL
    return [verdict(f"{people:,} people copied and brought back, s", seconds, f"< {SECONDS_OF_DRILL:.0f}", proved)]


async def bench() -> None:
    gc.disable()  # whoever measures must not stop the clock to look after its own memory
    for part in (under_load, drill):
        with tempfile.TemporaryDirectory() as folder:
            print(table([FIGURES, *await part(scene(), Path(folder))]), end="\n\n", flush=True)
    gc.enable()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench())
    sys.exit(0)
