"""How long it takes to count who gets an announcement among many people, by every condition.

By itself: python -m tests.bench.audiences
"""

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Contest, Language
from storage.broadcasts import audiences
from storage.broadcasts.audiences import CONSULTANT, NO_REGION, Audience, AudiencePart, Seen, Standing
from storage.database import Database
from storage.migrate import migrate
from storage.packages.packages import DONE, DocumentStatus
from storage.tables import package_marks, packages, people
from storage.tables.application.packages import MarkKind
from storage.upsert import insert as put
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT
from tests.bench.crowd import fill
from tests.bench.figures import FIGURES, table, verdict

SIZE = 100_000
ROUNDS = 5
COUNT_MS = 300
COLUMNS = ["who gets it", "people", "ms, median", "ms, most"]


async def _scatter(connection: AsyncConnection, contest: Contest, now: datetime) -> None:
    """Two in five read Russian, regions and days differ; a tenth has everything ready, half of those handed it in."""
    ids = people.c.id
    regions = [region.id for region in contest.regions.regions]
    await connection.execute(
        update(people).values(
            language=case((ids % 5 < 2, Language.RU.value), else_=Language.KK.value),
            region_id=case(dict(enumerate(regions)), value=ids % (len(regions) + 1)),
            seen_on=case((ids % 3 == 0, now.date()), else_=None),
        )
    )
    await connection.execute(update(packages).where(packages.c.id % 10 == 1).values(archived_at=now))
    await connection.execute(update(packages).where(packages.c.id % 7 == 1).values(topic_id=None))
    last = contest.preparing.steps[-1].id
    marks = [(MarkKind.DOCUMENT, each.id, DocumentStatus.READY.value, 10) for each in contest.documents.documents]
    for kind, item_id, value, share in (*marks, (MarkKind.STEP, last, DONE, 20)):
        ready = select(
            packages.c.id, literal(kind.value), literal(item_id), literal(value), packages.c.created_at
        ).where(packages.c.id % share == 0)
        columns = ["package_id", "kind", "item_id", "value", "changed_at"]
        statement = put(connection, package_marks).from_select(columns, ready)
        key = list(package_marks.primary_key)
        await connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"value": value}))


def _cases(contest: Contest) -> dict[str, Audience]:
    topic = (contest.topics.topics[0].id,)
    regions = (*(region.id for region in contest.regions.regions[:5]), NO_REGION)
    open_yet = (Standing.NOT_STARTED.value, Standing.IN_PROGRESS.value)
    return {
        "everybody": {},
        "regions": {AudiencePart.REGION: regions},
        "a topic": {AudiencePart.TOPIC: topic},
        **{each.value: {AudiencePart.PROGRESS: (each.value,)} for each in Standing},
        "not handed in": {AudiencePart.PROGRESS: (*open_yet, Standing.COMPLETE.value)},
        "seen this week": {AudiencePart.SEEN: (Seen.WEEK.value,)},
        "not seen for a month": {AudiencePart.SEEN: (Seen.LONGER.value,)},
        "consultants": {AudiencePart.ROLE: (CONSULTANT,)},
        "all conditions": {
            AudiencePart.LANGUAGE: (Language.KK.value,),
            AudiencePart.REGION: regions,
            AudiencePart.TOPIC: topic,
            AudiencePart.PROGRESS: open_yet,
            AudiencePart.SEEN: (Seen.MONTH.value,),
        },
    }


async def _seconds(database: Database, contest: Contest, audience: Audience, now: datetime) -> tuple[int, list[float]]:
    times: list[float] = []
    number = 0
    for _ in range(ROUNDS):
        begin = perf_counter()
        async with database.scanning() as connection:
            found = audiences.whom(contest, audience, tuple(Language), now)
            number = sum((await audiences.count(connection, found)).values())
        times.append(perf_counter() - begin)
    return number, times


async def bench() -> None:
    contest, now = contest_of_the_day(CONTENT)
    rows, slowest = [COLUMNS], 0.0
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}")
        try:
            await migrate(database)
            await fill(database, contest, now, SIZE)
            async with database.bulk_writing() as connection:
                await _scatter(connection, contest, now)
            for name, audience in _cases(contest).items():
                number, times = await _seconds(database, contest, audience, now)
                slowest = max(slowest, median(times))
                rows.append([name, f"{number:,}", f"{1000 * median(times):.0f}", f"{1000 * max(times):.0f}"])
        finally:
            await database.close()
    print(table(rows), end="\n\n")
    milliseconds = 1000 * slowest
    print(
        table(
            [
                FIGURES,
                verdict(f"counting among {SIZE:,} people, ms", milliseconds, f"< {COUNT_MS}", milliseconds < COUNT_MS),
            ]
        )
    )


if __name__ == "__main__":
    asyncio.run(bench())
