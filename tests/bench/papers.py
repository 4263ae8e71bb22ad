"""How long files of long forms take, and whether anybody else waits for them: `python -m tests.bench.papers`.

Every table has 60 rows, every text up to 500 characters. Beside the work a clock ticks in the event loop: how late it
ticks is what a tap would wait.
"""

import asyncio
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median, quantiles
from typing import Any, cast

from bot.office.writing import portable
from bot.services.papers.office import PaperWorks
from bot.services.papers.printing import Printer
from bot.ui.context import Context
from content.catalogue import Catalogue
from content.loader import load_catalogue
from content.texts.render import Texts
from tests.support.filled_forms import Filler

CONTENT = Path("content/contests")
ROUNDS = 7
TICK = 0.005
TARGETS = {"a form": 1.0, "all in one": 3.0}


class Setting:
    """What a Printer asks of a Context."""

    def __init__(self) -> None:
        self.catalogue = Catalogue(load_catalogue(CONTENT), CONTENT)
        self.texts = Texts()


async def ticking(lateness: list[float]) -> None:
    while True:
        due = time.perf_counter() + TICK
        await asyncio.sleep(TICK)
        lateness.append(time.perf_counter() - due)


async def timed(make: Callable[[], Awaitable[bytes]], lateness: list[float]) -> float:
    began = time.perf_counter()
    await make()
    took = time.perf_counter() - began
    if not lateness:
        raise RuntimeError("the clock did not tick")
    return took


def p99(values: list[float]) -> float:
    return quantiles(values, n=100)[98] * 1000


async def main() -> int:
    setting = Setting()
    contest = next(iter(setting.catalogue))
    filled = Filler(1, longest=500, rows=60).forms(contest)
    printer = Printer(cast("Context", setting), PaperWorks(), filled, 1)
    forms = contest.forms.forms
    with_budget = next(form for form in forms if form.budget)
    work: dict[str, Callable[[], Awaitable[Any]]] = {
        "a form": lambda: printer.word([forms[3]]),
        "a budget as Word": lambda: printer.word([with_budget]),
        "a budget as a spreadsheet": lambda: printer.budget(with_budget),
        "all in one": lambda: printer.word(forms),
    }
    if portable.installed():
        work["a PDF"] = lambda: printer.pdf([forms[3]])
    idle: list[float] = []
    clock = asyncio.ensure_future(ticking(idle))
    await asyncio.sleep(2)
    clock.cancel()
    print(f"idle: a tick is late by {p99(idle):.1f} ms at the most (p99)")
    missed = False
    for name, make in work.items():
        lateness: list[float] = []
        clock = asyncio.ensure_future(ticking(lateness))
        took = median([await timed(make, lateness) for _ in range(ROUNDS)])
        clock.cancel()
        missed |= took > TARGETS.get(name, took)
        print(f"{name}: {took:.2f} s, meanwhile a tick is late by {p99(lateness):.1f} ms (p99)")
    return int(missed)


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
