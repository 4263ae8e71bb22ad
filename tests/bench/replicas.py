"""Replicas over one PostgreSQL: killed at random, tapped on at once, and how much two do of what one does.

TEST_DATABASE_URL=postgresql+asyncpg://… python -m tests.bench.replicas [KILLS [PAIRS]]
"""

import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from time import perf_counter

import uvloop
from sqlalchemy import func, select
from sqlalchemy.engine import make_url

from storage.database import Database
from storage.migrate import migrate
from storage.tables import outbox, package_marks, packages, people
from storage.tables.delivery import OutboxState
from tests.bench.cluster import BalancedTelegram, replicas
from tests.bench.contestants import BenchError
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import at_once
from tests.bench.queues import ALLOWED, FIRST_PERSON, Scene, scene
from tests.bench.telegram import serve
from tests.support.databases import Server

PEOPLE = 300
NOTICES = 2_000
PAUSE = 5.0
"""Seconds between two taps of a person, so that one core is enough for three replicas."""
SECONDS_TO_FINISH = 300.0
STATUSES = ("ready", "in_progress")
DOCUMENT = "doc_1"


async def populate(database: Database, scene: Scene) -> None:
    await migrate(database)
    rows = [
        {"id": FIRST_PERSON + number, "language": "kk", "joined_at": scene.now - timedelta(days=1)}
        for number in range(NOTICES)
    ]
    async with database.bulk_writing() as connection:
        await connection.execute(people.insert(), rows)


async def finished(database: Database, telegram: BalancedTelegram) -> None:
    """Until all taps are answered and nothing is to be sent any more."""
    waits = select(func.count()).where(outbox.c.state.in_([OutboxState.QUEUED, OutboxState.IN_FLIGHT]))
    left: int | None = None
    end = perf_counter() + SECONDS_TO_FINISH
    while perf_counter() < end:
        await asyncio.sleep(1)
        async with database.scanning() as reader:
            left = (await reader.execute(waits)).scalar()
        if not left and not telegram.under_way and not telegram.brought:
            return
    raise BenchError(f"{len(telegram.under_way)} taps are not answered, {left} notices wait")


async def wrong(database: Database, telegram: BalancedTelegram) -> int:
    """People whose document is not as they tapped last."""
    marks = select(packages.c.person_id, package_marks.c.value).join(
        packages, packages.c.id == package_marks.c.package_id
    )
    async with database.scanning() as reader:
        kept = {row.person_id: row.value for row in (await reader.execute(marks)).all()}
    return sum(kept.get(person) != payload.rpartition(":")[2] for person, payload in telegram.last.items())


async def tapping(telegram: BalancedTelegram, person: int, payload: str, stop: asyncio.Event) -> None:
    """As Telegram does: nothing more of a person is brought before the last was taken."""
    turn = 0
    while not stop.is_set():
        number = telegram.bring(person, f"{payload}:{STATUSES[turn % 2]}")
        turn += 1
        await asyncio.sleep(random.uniform(0.5, 1.5) * PAUSE)
        while number in telegram.under_way and not stop.is_set():  # noqa: ASYNC110
            await asyncio.sleep(0.05)


async def killed(scene: Scene, database: Database, url: str, folder: Path, kills: int) -> list[list[str]]:
    telegram, stop = BalancedTelegram(), asyncio.Event()
    payload = f"setdoc:{scene.contest.id}:{DOCUMENT}"
    async with serve(telegram) as address, replicas(telegram, 3, address, url, folder, scene.now) as running:
        async with asyncio.TaskGroup() as group:
            for number in range(PEOPLE):
                group.create_task(tapping(telegram, FIRST_PERSON + number, payload, stop))
            for _ in range(kills):
                await asyncio.sleep(random.uniform(1.0, 3.0))
                one = random.choice(running)
                await one.kill()
                await asyncio.sleep(random.uniform(0.0, 1.0))
                await one.begin()
                await one.listens()
            stop.set()
        await finished(database, telegram)
        lost, repeats = NOTICES - len(telegram.arrived), telegram.repeats()
        return [
            verdict("kills", kills, "20", kills >= 20),
            verdict("taps answered", telegram.done, "-", True),
            verdict("notices lost", lost, "0", not lost),
            verdict("notices twice, of what was in flight", sum(repeats.values()), "few", sum(repeats.values()) < 60),
            verdict("people whose last tap does not count", await wrong(database, telegram), "0", True),
            verdict("answers out of a person's order", telegram.out_of_order(), "0", not telegram.out_of_order()),
            verdict("taps answered again, in flight at a kill", telegram.answered_again(), "-", True),
            verdict("most in a second", telegram.most_in_a_second(), f"<= {ALLOWED}", True),
        ]


async def at_the_same_time(scene: Scene, database: Database, url: str, folder: Path, pairs: int) -> list[list[str]]:
    telegram, mistakes = BalancedTelegram(), 0
    payload = f"setdoc:{scene.contest.id}:{DOCUMENT}"
    async with serve(telegram) as address, replicas(telegram, 2, address, url, folder, scene.now):
        for number in range(pairs):
            ports = random.sample(telegram.ports, 2)
            person = FIRST_PERSON + number % PEOPLE
            for port, status in zip(ports, random.sample(STATUSES, 2), strict=True):
                telegram.bring(person, f"{payload}:{status}", [port])
            while telegram.under_way:  # noqa: ASYNC110
                await asyncio.sleep(0.002)
            mistakes += telegram.out_of_order()
            telegram.answers.clear()
        astray = await wrong(database, telegram)
    return [
        verdict(f"two taps at once on two replicas, {pairs} times: out of order", mistakes, "0", not mistakes),
        verdict("people whose last tap does not count", astray, "0", not astray),
    ]


async def throughput(scene: Scene, url: str, folder: Path, number: int) -> float:
    telegram = BalancedTelegram()
    everybody = [FIRST_PERSON + each for each in range(100)]
    async with serve(telegram) as address, replicas(telegram, number, address, url, folder, scene.now):
        found = await at_once(telegram, everybody, f"docs:{scene.contest.id}", warm_up=2, seconds=6)
    return found.taps_a_second


async def main(kills: int = 20, pairs: int = 1_000) -> None:
    setting, found = scene(), []
    server = Server(make_url(os.environ["TEST_DATABASE_URL"]))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        try:
            url = await server.bare(folder)
            database = Database(url)
            await populate(database, setting)
            found += await killed(setting, database, url, folder, kills)
            found += await at_the_same_time(setting, database, url, folder, pairs)
            speeds = Counter({number: await throughput(setting, url, folder, number) for number in (1, 2)})
            found.append(verdict("throughput of two replicas, of one", speeds[2] / speeds[1], "-", True))
            found.append(verdict("taps a second of one replica", speeds[1], "-", True))
            await database.close()
        finally:
            await server.drop()
    print(table([FIGURES, *found]))


if __name__ == "__main__":
    uvloop.run(main(*map(int, sys.argv[1:])))
