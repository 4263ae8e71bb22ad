"""The bot as `make run` starts it, on a day of the contest: all but the clock is the command line's own.

python -m tests.bench.product NOW [FILE]

With a file, it is told there every second how late the event loop was at the worst, in milliseconds.
"""

import asyncio
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import monotonic

from bot import running
from bot.__main__ import main
from bot.clock import Clock

BEAT = 0.005


def set_clock(start: datetime) -> None:
    """Time goes on from `start`."""
    begin = monotonic()
    now = start.astimezone(UTC)

    def shifted(self: Clock) -> datetime:
        return now + timedelta(seconds=monotonic() - begin)

    Clock.now = shifted  # type: ignore[method-assign]


def set_metronome(file: Path) -> None:
    """Begins once the start is over."""
    settle = running.settle_memory

    def settled() -> None:
        settle()
        running.metronome = asyncio.ensure_future(beat(file))  # type: ignore[attr-defined]

    running.settle_memory = settled


async def beat(file: Path) -> None:
    worst = 0.0
    written = expected = monotonic()
    while True:
        expected += BEAT
        await asyncio.sleep(max(0.0, expected - monotonic()))
        worst = max(worst, monotonic() - expected)
        expected = max(expected, monotonic())
        if monotonic() - written > 1:
            written = monotonic()
            file.write_text(f"{1000 * worst:.1f}", encoding="ascii")  # noqa: ASYNC240


if __name__ == "__main__":
    set_clock(datetime.fromisoformat(sys.argv[1]))
    if len(sys.argv) > 2:
        set_metronome(Path(sys.argv[2]))
    sys.exit(main(["run"]))
