"""The bot as `make run` starts it, on a day of the contest: all but the clock is the command line's own.

python -m tests.bench.product NOW
"""

import sys
from datetime import UTC, datetime, timedelta
from time import monotonic

from bot.__main__ import main
from bot.clock import Clock


def set_clock(start: datetime) -> None:
    """Time goes on from `start`."""
    begin = monotonic()
    now = start.astimezone(UTC)

    def shifted(self: Clock) -> datetime:
        return now + timedelta(seconds=monotonic() - begin)

    Clock.now = shifted  # type: ignore[method-assign]


if __name__ == "__main__":
    set_clock(datetime.fromisoformat(sys.argv[1]))
    sys.exit(main(["run"]))
