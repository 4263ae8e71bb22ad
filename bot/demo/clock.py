"""A clock that the demo can move."""

import time
from datetime import UTC, datetime, timedelta

from bot.clock import Clock


class DemoClock(Clock):
    """Starts at an instant, runs with real time, and jumps when told to."""

    def __init__(self, start: datetime) -> None:
        self.start = start
        self.reset()

    def now(self) -> datetime:
        return self._origin + timedelta(seconds=time.monotonic() - self._set_at)

    def advance(self, step: timedelta) -> None:
        self.move_to(self.now() + step)

    def move_to(self, instant: datetime) -> None:
        """Jumps to an instant, forwards or back; raises ValueError for one without a zone."""
        if instant.tzinfo is None:
            raise ValueError("an instant needs its offset from UTC")
        self._origin = instant.astimezone(UTC)
        self._set_at = time.monotonic()

    def reset(self) -> None:
        """Back to the start."""
        self.move_to(self.start)
