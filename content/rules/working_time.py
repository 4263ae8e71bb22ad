"""Working time: the hours in which consultants are at work, lunch, weekends and holidays left out."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from content.models import Contest

LONGEST = 400
"""Days looked ahead: no contest and no absence lasts longer."""


class WorkingTime:
    """Counts by the hours in which questions are answered: those of the office, where no others are printed.

    All moments are aware.
    """

    def __init__(self, contest: Contest) -> None:
        self._hours = contest.hours
        self._zone = contest.tzinfo
        self._holidays = frozenset(contest.contest.holidays)

    def works(self, day: date) -> bool:
        return day.isoweekday() in self._hours.weekdays and day not in self._holidays

    def after(self, start: datetime, spent: timedelta) -> datetime:
        """The moment at which that much working time has passed since `start`."""
        for begin, end in self._spells(start):
            if spent <= end - begin:
                return begin + spent
            spent -= end - begin
        raise ValueError("no working time in sight")

    def between(self, start: datetime, end: datetime) -> timedelta:
        """The working time from one moment to another; none where the second lies before the first."""
        total = timedelta()
        for begin, finish in self._spells(start):
            if begin >= end:
                break
            total += min(finish, end) - begin
        return total

    def _spells(self, start: datetime) -> Iterator[tuple[datetime, datetime]]:
        """Stretches of work from a moment on, in UTC, where a clock change does not distort what lies between."""
        first = start.astimezone(self._zone).date()
        for day in (first + timedelta(days=number) for number in range(LONGEST)):
            if not self.works(day):
                continue
            for opens, closes in self._hours.spells:
                begin, end = max(self._at(day, opens), start.astimezone(UTC)), self._at(day, closes)
                if begin < end:
                    yield begin, end

    def _at(self, day: date, clock: time) -> datetime:
        return datetime.combine(day, clock, tzinfo=self._zone).astimezone(UTC)
