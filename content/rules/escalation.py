"""By when a question should be answered, and who is reminded of it when (working time)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from content.models import Contest
from content.rules.dates import Status, status
from content.rules.working_time import WorkingTime

AN_HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Timetable:
    """`too_late`: no working hour is left before the deadline, so whoever keeps those hours need not be waited for."""

    nudge_at: datetime
    due_at: datetime
    staff_at: datetime
    too_late: bool = False


def timetable(contest: Contest, now: datetime) -> Timetable:
    """From a question that is asked now. Before the deadline half of the working time left is taken at the most."""
    work = WorkingTime(contest)
    aim = timedelta(hours=contest.regions.answer_hours)
    if status(contest, now) is not Status.CLOSED:
        left = work.between(now, contest.deadline)
        if left < AN_HOUR:
            return _until(contest.deadline, now)
        aim = min(aim, left / 2)
    return Timetable(work.after(now, aim / 2), work.after(now, aim), work.after(now, aim * 1.5))


def _until(deadline: datetime, now: datetime) -> Timetable:
    left = deadline - now
    return Timetable(now + left / 4, now + left / 2, now + left * 3 / 4, too_late=True)
