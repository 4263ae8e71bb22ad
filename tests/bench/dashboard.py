"""The dashboard among 100,000 people: its text, each picture, all of it together; and what others wait meanwhile.

By itself: python -m tests.bench.dashboard
"""

import asyncio
import json
import resource
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import uvloop

from bot.check.contexts import contexts_at
from bot.payloads.dashboard import Dashboard, DashboardFile
from bot.services.child_process import ChildProcess
from bot.services.dashboard.board import board
from bot.services.dashboard.pictures import Chart, Charts
from bot.ui.context import Context
from bot.ui.navigation import Goto, Navigation
from bot.ui.screens import InTheMaking, Screen
from content.catalogue import Catalogue
from content.models import Contest, Language
from content.texts.render import Texts
from handlers.dashboard import dashboard
from storage.database import Database
from storage.entry import people
from storage.entry.people import Person
from storage.migrate import migrate
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.staffed import FIRST_PERSON, fill

ROUNDS = 5
EVERY = 0.002
"""Seconds between two short reads of others."""
MOST_SECONDS = 2.0
MOST_P99_MS = 20.0
STAFF = 1


class Bench:
    def __init__(self, ctx: Context, contest: Contest) -> None:
        self.ctx = ctx
        self.contest = contest
        self.navigation = Navigation([dashboard.build_activity()])

    async def text(self) -> Screen:
        screen, _ = await self.navigation.draw(self.ctx, Goto(Dashboard(contest=self.contest.id)))
        return screen

    async def everything(self) -> None:
        """As on a tap: the text, then the album."""
        await _attached(await self.text())

    async def file(self, *, named: bool) -> None:
        payload = DashboardFile(contest=self.contest.id, named=named)
        screen, _ = await self.navigation.draw(self.ctx, Goto(payload))
        await _attached(screen)

    async def pictures(self) -> dict[str, float]:
        """Seconds for each by itself, its process included."""
        found = await board(self.ctx.database, self.contest, self.ctx.now)
        taken = {}
        for name, chart in Charts(self.ctx, self.contest, found).all().items():
            begin = perf_counter()
            await ChildProcess("bot.charts").run(_given(chart))
            taken[name] = perf_counter() - begin
        return taken

    async def read(self) -> None:
        """What every tap of somebody else begins with."""
        async with self.ctx.database.reading() as connection:
            await people.find(connection, FIRST_PERSON + 1)


async def _given(chart: Chart) -> AsyncIterator[bytes]:
    yield json.dumps([chart]).encode()


async def _attached(screen: Screen) -> None:
    if isinstance(screen.attachment, InTheMaking):
        await screen.attachment.make()


@asynccontextmanager
async def others(read: Callable[[], Awaitable[Any]], every: float = EVERY) -> AsyncIterator[list[float]]:
    """Short reads at a steady pace, and by how much each is late: the wait for the loop is what people feel."""
    late: list[float] = []
    stop = asyncio.Event()

    async def go() -> None:
        due = perf_counter()
        while not stop.is_set():
            due = max(due + every, perf_counter() - 1)
            await asyncio.sleep(max(0.0, due - perf_counter()))
            await read()
            late.append(perf_counter() - due)

    async with asyncio.TaskGroup() as group:
        group.create_task(go())
        try:
            yield late
        finally:
            stop.set()


def _p99(late: list[float]) -> float:
    return 1000 * sorted(late)[int(len(late) * 0.99)]


async def _seconds(act: Callable[[], Awaitable[Any]]) -> float:
    begin = perf_counter()
    await act()
    return perf_counter() - begin


async def bench() -> None:
    contest, now = contest_of_the_day(CONTENT)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}")
        try:
            await migrate(database)
            await fill(database, contest, now)
            contexts = contexts_at(now, database, Catalogue({contest.id: contest}), Texts(), STAFF)
            ctx = await contexts.make(Person(STAFF, Language.KK))
            rows = await _measure(Bench(ctx, contest))
        finally:
            await database.close()
    print(table([FIGURES, *rows]), end="\n\n")


async def _measure(measured: Bench) -> list[list[str]]:
    await measured.text()  # templates are read by now, as in a bot that runs
    before = _memory()
    async with others(measured.read) as idle:
        await asyncio.sleep(3)
    texts = [await _seconds(measured.text) for _ in range(ROUNDS)]
    taken = [await _seconds(measured.everything) for _ in range(ROUNDS)]
    async with others(measured.read) as late:
        for _ in range(ROUNDS):
            await measured.everything()
    pictures = await measured.pictures()
    after = _memory()
    async with others(measured.read) as late_of_file:
        named = await _seconds(lambda: measured.file(named=True))
    text, together = median(texts), median(taken)
    rows = [verdict("dashboard: text, s", text, "< 2", text < MOST_SECONDS)]
    rows += [
        verdict(f"picture {name}, s", seconds, "< 2", seconds < MOST_SECONDS) for name, seconds in pictures.items()
    ]
    p99, of_file = _p99(late), _p99(late_of_file)
    return [
        *rows,
        verdict("text and five pictures, s", together, "< 2", together < MOST_SECONDS),
        verdict("reads of others, idle, p99, ms", _p99(idle), "", reached=True),
        verdict("reads of others meanwhile, p99, ms", p99, "< 20", p99 < MOST_P99_MS),
        verdict("memory that the bot keeps, MiB", after - before, "< 20", after - before < 20),
        verdict("file with everybody by name, s", named, "", reached=True),
        verdict("reads of others meanwhile, p99, ms", of_file, "< 20", of_file < MOST_P99_MS),
        verdict("memory for that file, MiB", _memory() - after, "< 50", _memory() - after < 50),
    ]


def _memory() -> float:
    """The largest resident set of this process so far, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench())


if __name__ == "__main__":
    main()
