"""Reminders for a crowd on a server: how long planning takes, and how long whoever writes meanwhile waits for it."""

import asyncio
from datetime import timedelta
from time import perf_counter

from sqlalchemy import func, select, text

from bot.access import Access
from bot.services.reminders.planner import Planner
from content.catalogue import Catalogue
from storage.tables import outbox
from tests.bench.backup import WRITES_A_SECOND, write
from tests.bench.cluster import Place
from tests.bench.figures import verdict
from tests.bench.kills import DAY
from tests.bench.queues import FIRST_PERSON, Standing

CROWD = 860_000
MOST_MILLISECONDS = 100.0
MORE_PEOPLE = (
    "INSERT INTO people (id, language, joined_at) "
    "SELECT :first + n, 'kk', :joined FROM generate_series(CAST(:known AS bigint), CAST(:last AS bigint)) AS n"
)


async def planning_for_many(place: Place, people: int = CROWD, known: int = DAY.notices) -> list[list[str]]:
    """`known` of the people are there already."""
    joined = place.scene.now - timedelta(days=1)
    async with place.database.bulk_writing() as connection:
        values = {"first": FIRST_PERSON, "joined": joined, "known": known, "last": people - 1}
        await connection.execute(text(MORE_PEOPLE), values)
    contest = place.scene.contest
    planner = Planner(
        place.database, Catalogue({contest.id: contest}), Standing(place.scene.now), Access(), lambda: None
    )
    over = asyncio.Event()
    writing = asyncio.ensure_future(write(place.database, over))
    begin = perf_counter()
    await planner.tick()
    seconds = perf_counter() - begin
    over.set()
    waited = await writing
    async with place.database.scanning() as reader:
        queued = (await reader.execute(select(func.count()).select_from(outbox))).scalar_one()
    longest = 1000 * waited.seconds[-1]
    return [
        verdict(f"planning for {queued:,} people on a server, s", seconds, "-", queued == people),
        verdict(
            f"the longest of {len(waited.seconds)} writes meanwhile, {WRITES_A_SECOND}/s, ms",
            longest,
            f"< {MOST_MILLISECONDS:.0f}",
            longest < MOST_MILLISECONDS,
        ),
    ]
