"""The only source of "now"."""

from datetime import UTC, datetime


class Clock:
    """Real time. The demo and the tests hand in one that they can move."""

    def now(self) -> datetime:
        """The present moment, aware, in UTC."""
        return datetime.now(UTC)
