"""Replicas over one PostgreSQL: killed at random, tapped on at once, how much two do of what one does; and planning.

TEST_DATABASE_URL=postgresql+asyncpg://… python -m tests.bench.replicas [PART …]
"""

import os
import sys
import tempfile
from pathlib import Path

import uvloop
from sqlalchemy.engine import make_url

from storage.database import Database
from tests.bench.cluster import BalancedTelegram, Place, replicas
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.kills import DAY, killed, populate
from tests.bench.load import at_once
from tests.bench.pairs import at_the_same_time
from tests.bench.planning import planning_for_many
from tests.bench.queues import FIRST_PERSON, scene
from tests.bench.telegram import serve
from tests.support.databases import Server

TAPPING_AT_ONCE = 100


async def throughput(place: Place, number: int) -> float:
    telegram = BalancedTelegram()
    everybody = [FIRST_PERSON + each for each in range(TAPPING_AT_ONCE)]
    async with serve(telegram) as address, replicas(telegram, number, address, place):
        found = await at_once(telegram, everybody, f"docs:{place.scene.contest.id}", warm_up=2, seconds=6)
    return found.taps_a_second


async def throughputs(place: Place) -> list[list[str]]:
    single, both = await throughput(place, 1), await throughput(place, 2)
    return [
        verdict("taps a second of one replica", single, "-", True),
        verdict("throughput of two replicas, of one", both / single, "-", True),
    ]


async def kills(place: Place) -> list[list[str]]:
    return await killed(place, DAY)


PARTS = (kills, at_the_same_time, throughputs, planning_for_many)


async def main(*names: str) -> None:
    """Prints a table of each part as it is done; with names, of these parts alone."""
    server = Server(make_url(os.environ["TEST_DATABASE_URL"]))
    for part in PARTS:
        if names and part.__name__ not in names:
            continue
        with tempfile.TemporaryDirectory() as folder:
            url = await server.bare(Path(folder))
            database = Database(url)
            try:
                place = Place(scene(), database, url, Path(folder))
                await populate(place, DAY.notices)
                print(table([FIGURES, *await part(place)]), end="\n\n", flush=True)
            finally:
                await database.close()
                await server.drop()


if __name__ == "__main__":
    uvloop.run(main(*sys.argv[1:]))
