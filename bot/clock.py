"""The only source of "now"."""

from datetime import UTC, datetime


class Clock:
    """Real time. The demo and the tests hand in one that they can move."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)


class FixedClock(Clock):
    """Shows one moment, for drawing screens as they were or will be."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment
