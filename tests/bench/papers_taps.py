"""What others wait while files of forms are made: `python -m tests.bench.papers_taps`.

Somebody taps from screen to screen, at a pace, through the bot as it is wired; now and then all forms of a long
application are made into one Word document beside it. Each round measures both states, one after the other.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Callable
from statistics import median, quantiles
from typing import cast

from bot.demo.telegram import Telegram
from bot.running import SWITCH_SECONDS
from bot.services.papers.office import PaperWorks
from bot.services.papers.printing import Printer
from bot.ui.context import Context
from storage.migrate import migrate
from tests.bench.bench_settings import settings_in
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.papers import Setting
from tests.conftest import OPEN, MovableClock, at_full_speed
from tests.support.conversation import Chats, Phone
from tests.support.filled_forms import Filler

ROUNDS = 3
TAPS = 300
DOCUMENTS = 3
"""Made in a round at the least, however busy the machine is."""
PAUSE = 0.02
"""Seconds between two taps."""
MOST = 1.5
"""Of the wait while nothing else is done."""
SCREENS = ("home", "docs:2020-repeat", "doc:2020-repeat:doc_4", "steps:2020-repeat", "assess:2020-repeat")


async def tapping(phone: Phone, enough: Callable[[], bool] = lambda: True) -> float:
    """The wait that one of a hundred taps exceeds, in seconds; taps go on until it is enough."""
    waits: list[float] = []
    while len(waits) < TAPS or not enough():
        begin = time.perf_counter()
        await phone.press(SCREENS[len(waits) % len(SCREENS)])
        waits.append(time.perf_counter() - begin)
        await asyncio.sleep(PAUSE)
    return quantiles(waits, n=100)[98]


async def own_processor(printer: Printer) -> float:
    """Seconds of the processor that a document takes in the process of the bot itself, whatever else is going on."""
    begin = time.process_time()
    await printer.word(printer.contest.forms.forms)
    return time.process_time() - begin


async def while_making(printer: Printer, phone: Phone) -> tuple[float, int]:
    """The same, and how many documents were made meanwhile."""
    made = 0

    async def making() -> None:
        nonlocal made
        while True:
            await printer.word(printer.contest.forms.forms)
            made += 1

    work = asyncio.ensure_future(making())
    try:
        return await tapping(phone, lambda: made >= DOCUMENTS), made
    finally:
        work.cancel()


async def main() -> int:
    sys.setswitchinterval(SWITCH_SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(folder)
        clock = MovableClock(OPEN)
        telegram = Telegram(clock.now)
        app = at_full_speed(settings, telegram, clock)
        await migrate(app.database)
        phone = Chats(app, telegram).person(7001)
        await phone.begin()
        setting = Setting()
        filled = Filler(1, longest=500, rows=60).forms(next(iter(setting.catalogue)))
        printer = Printer(cast("Context", setting), PaperWorks(), filled, 1)
        await tapping(phone)
        await printer.word(printer.contest.forms.forms)
        own = await own_processor(printer)
        rounds = [(await tapping(phone), *await while_making(printer, phone)) for _ in range(ROUNDS)]
        await app.close()
    ratio = median(busy / idle for idle, busy, _ in rounds)
    for idle, busy, made in rounds:
        print(f"p99 of a tap: {idle * 1000:.1f} ms alone, {busy * 1000:.1f} ms while {made} documents were made")
    print(f"the bot's own processor for a document: {own * 1000:.0f} ms")
    print(table([FIGURES, verdict("others' p99 while forms are made, of idle", ratio, f"<= {MOST}", ratio <= MOST)]))
    return int(ratio > MOST)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
