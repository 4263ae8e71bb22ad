"""What whoever writes a contest waits for: the check of one folder; and what others wait while it is published.

By itself: python -m tests.bench.authoring
"""

import asyncio
import shutil
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import uvloop

from bot.app import build_navigation
from bot.check.contexts import contexts_at
from bot.payloads.topics import TopicList
from bot.services.contests import publication
from bot.ui.context import Context
from bot.ui.navigation import Goto
from content import bundles
from content.catalogue import Catalogue
from content.loader import load_files
from content.models import Contest, Language
from content.texts.render import Texts
from storage.database import Database
from storage.entry.people import Person
from storage.migrate import migrate
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT
from tests.bench.dashboard import others
from tests.bench.figures import FIGURES, table, verdict

SHIPPED = CONTENT / "2020-repeat"
INVENTED = Path("tests/data/contests")
CHECKED = (SHIPPED, INVENTED / "2025-style", INVENTED / "district")
MOST_SECONDS = 10.0
LONGEST_WAIT = 1.0
A_TAP = 0.05
"""Seconds between two taps of somebody else."""
NEW = "2099-bench"
STAFF, SOMEBODY = 1, 2


async def check(folder: Path) -> float:
    """Seconds of `python -m bot check` with this folder alone, its start included, as the chat has it done."""
    with tempfile.TemporaryDirectory() as place:
        await asyncio.to_thread(shutil.copytree, folder, Path(place) / folder.name)
        begin = perf_counter()
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "check", place, stdout=asyncio.subprocess.DEVNULL
        )
        if await process.wait():
            raise RuntimeError(f"{folder} has faults")
        return perf_counter() - begin


async def publish(ctx: Context, tapping: Context) -> tuple[float, list[float]]:
    """Seconds until a contest as large as ours is served, and those by which taps of somebody else were late."""
    files = bundles.in_folder(SHIPPED, Contest.model_fields)
    files["contest"] = files["contest"].replace(f"id: {SHIPPED.name}", f"id: {NEW}", 1)
    navigation = build_navigation()
    tap = Goto(TopicList(contest=SHIPPED.name))
    await navigation.draw(tapping, tap)  # templates are read by now, as in a bot that runs
    new = await asyncio.to_thread(load_files, NEW, files)
    version = await publication.propose(ctx, new, files, "files", 0)
    async with others(lambda: navigation.draw(tapping, tap), A_TAP) as late:
        await asyncio.sleep(1.0)
        late.clear()
        begin = perf_counter()
        await publication.confirm(ctx, version)
        taken = perf_counter() - begin
    return taken, late


async def bench() -> None:
    contest, now = contest_of_the_day(CONTENT)
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}")
        try:
            await migrate(database)
            contexts = contexts_at(now, database, Catalogue({contest.id: contest}), Texts(), STAFF)
            staff = await contexts.make(Person(STAFF, Language.KK))
            taken, late = await publish(staff, await contexts.make(Person(SOMEBODY, Language.RU)))
        finally:
            await database.close()
    rows = [
        ["publishing, until it is served, s", f"{taken:.1f}", "", ""],
        verdict("longest wait of others meanwhile, s", max(late), f"≤ {LONGEST_WAIT:.0f}", max(late) < LONGEST_WAIT),
    ]
    for each in CHECKED:
        seconds = await check(each)
        rows.append(verdict(f"check of {each.name}, s", seconds, f"≤ {MOST_SECONDS:.0f}", seconds < MOST_SECONDS))
    print(table([FIGURES, *rows]), end="\n\n")


if __name__ == "__main__":
    uvloop.run(bench())
