"""How long it takes to inspect an application: whole ones of three shapes, one with everything missing.

Processor time, so that whoever else is at work on the machine does not count. python -m tests.bench.inspection
"""

import asyncio
import statistics
import sys
import tempfile
from collections.abc import Awaitable, Callable
from pathlib import Path
from time import process_time

from bot.app import App
from bot.check.contexts import contexts_at
from bot.demo.telegram import Telegram
from bot.services.inspection.gathering import inspected
from bot.ui.context import Context
from content.models import Language
from storage.entry import people
from storage.migrate import migrate
from storage.packages import packages
from tests.bench.bench_settings import settings_in
from tests.bench.figures import FIGURES, table, verdict
from tests.conftest import OPEN, MovableClock, at_full_speed
from tests.support.whole_applications import WholeApplication, whole, write

TIMES = 30
MOST = 300.0
"""Milliseconds."""
LONG = 60
"""Rows of each table of a long application."""


def lengthened(made: WholeApplication) -> WholeApplication:
    """With many rows in every table."""
    for rows in made.tables.values():
        rows += [dict(rows[0]) for _ in range(LONG)]
    return made


async def measured(look: Callable[[], Awaitable[int]]) -> tuple[float, int]:
    """Milliseconds of the processor, the median, and how much was found."""
    found, taken = 0, []
    for _ in range(TIMES):
        begin = process_time()
        found = await look()
        taken.append((process_time() - begin) * 1000)
    return statistics.median(taken), found


async def look_at(app: App, ctx: Context, person: int) -> int:
    contest = ctx.current()
    async with app.database.reading() as connection:
        package = await packages.current(connection, person, contest.id)
        return len((await inspected(ctx, connection, contest, package)).remarks)


async def measure(folder: Path) -> list[list[str]]:
    settings = settings_in(folder)
    clock = MovableClock(OPEN)
    app = at_full_speed(settings, Telegram(clock.now), clock)
    await migrate(app.database)
    contest = app.catalogue.current(OPEN)
    shapes = {
        "whole, one language": whole(contest, 0),
        "whole, two languages, partners and a share": whole(contest, 11),
        f"two languages, {LONG} rows more in each table": lengthened(whole(contest, 2)),
        "nothing but a topic": WholeApplication("topic_1", ("kk",)),
    }
    figures = []
    contexts = contexts_at(OPEN, app.database, app.catalogue, app.texts)
    for person, (name, made) in enumerate(shapes.items(), 7001):
        await write(app, made, person)
        async with app.database.writing() as connection:
            ctx = await contexts.make(await people.set_language(connection, person, Language.RU, OPEN))
        taken, found = await measured(lambda ctx=ctx, person=person: look_at(app, ctx, person))  # type: ignore[misc]
        figures.append(verdict(f"{name}: {found} remarks, ms", taken, f"{MOST:.0f}", taken < MOST))
    await app.close()
    return figures


async def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        figures = await measure(Path(folder))
    print(table([FIGURES, *figures]))
    return int(any(row[-1] != "ok" for row in figures))


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
