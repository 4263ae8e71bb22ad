"""Five people fill in 500 answers of one application while the bot is killed (`kill -9`) twenty times.

python -m tests.bench.forms
"""

import asyncio
import random
import sys
import tempfile
from pathlib import Path
from time import perf_counter

import uvloop
from aiogram.types import User

from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from content.loader import load_contest
from content.models import FieldType
from storage.database import Database
from storage.migrate import migrate
from tests.bench.contestants import CONTENT, TOKEN, begun
from tests.bench.figures import FIGURES, table, verdict
from tests.conftest import OPEN
from tests.support import waiting
from tests.support.form_filling import PEOPLE, FormWriter, assert_nothing_is_lost, work_together
from tests.support.waiting import until

KILLS = 20
ROWS = 43
"""Of risks, for each of them: with the fields at which all meet that makes 500 answers."""
MEET = 14
PATIENCE = 600.0
"""Seconds: on a busy machine a start alone can take a minute."""


async def measure(folder: Path) -> list[list[str]]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    await migrate(database)
    await work_together(database)
    await database.close()
    contest, telegram, chance = load_contest(CONTENT / "2020-repeat"), Telegram(lambda: OPEN, TOKEN), random.Random(7)
    long = [field.id for field in contest.forms.fields if field.type is FieldType.LONG_TEXT and field.asked][:MEET]
    writers = []
    for number, person in enumerate(PEOPLE):
        telegram.add_person(
            User(id=person, is_bot=False, first_name=str(person), language_code="kk"), f"+7700{person:07d}"
        )
        writers.append(FormWriter(telegram, contest, person, long[number:] + long[:number], ROWS))
    answers = sum(writer.answers for writer in writers)
    begin = perf_counter()
    async with serve(telegram) as url, asyncio.TaskGroup() as everybody:
        busy = [everybody.create_task(writer.writes()) for writer in writers]
        for kill in range(1, KILLS + 2):
            process = await begun(url, folder, OPEN, folder / f"bot{kill}.log")
            if kill <= KILLS:
                goal = answers * kill // (KILLS + 1)
                await until(lambda goal=goal: sum(len(writer.written) for writer in writers) >= goal)  # type: ignore[misc]
                await asyncio.sleep(chance.uniform(0, 0.05))
            else:
                await asyncio.wait(busy)
            process.kill()
            await process.wait()
    seconds = perf_counter() - begin
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    try:
        await assert_nothing_is_lost(database, writers)
        lost = 0
    except AssertionError as error:
        print(error)
        lost = 1
    await database.close()
    return [
        verdict(f"{answers} answers of {len(PEOPLE)} people, {KILLS} kills: s", seconds, "-", True),
        verdict("lost, doubled, or written over unseen", lost, "0", lost == 0),
    ]


async def main() -> int:
    waiting.PATIENCE = PATIENCE
    with tempfile.TemporaryDirectory() as folder:
        figures = await measure(Path(folder))
    print(table([FIGURES, *figures]))
    return int(any(row[-1] != "ok" for row in figures))


if __name__ == "__main__":
    sys.exit(uvloop.run(main()))
