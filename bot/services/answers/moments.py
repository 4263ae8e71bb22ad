"""What the moment means for an answer: the day that the question names, the time left, and what is too late."""

from dataclasses import dataclass

from bot.services.answers.instant_answers import questions_in
from bot.ui.context import Context
from content.answers.every_contest import near_days
from content.models import Contest
from content.rules.dates import TimeLeft, time_left
from content.rules.days.day_said import DayStanding, Named, day_said, standing
from content.rules.last_days import WayNow, in_last_days, ways_now
from storage.answers.asked import Asked


@dataclass(frozen=True)
class AskedMoment:
    """`left` and the ways that are too `late` are for the last days alone; of a day that was past before the end
    nothing is said once it has `ended`.
    """

    day: DayStanding | None = None
    ended: bool = False
    left: TimeLeft | None = None
    late: tuple[WayNow, ...] = ()

    @property
    def says(self) -> bool:
        return bool(self.day or self.ended or self.left or self.late)


def moment_of(ctx: Context, contest: Contest, typed: Asked | None) -> AskedMoment:
    """As it is now; a day is counted from when it was typed."""
    now, ended = ctx.now, ctx.closed(contest)
    day = _day(ctx, contest, typed) if typed else None
    return AskedMoment(
        None if ended and day and not day.over else day,
        ended,
        time_left(contest.deadline, now) if in_last_days(contest, now) else None,
        tuple(way for way in ways_now(contest, now) if way.late),
    )


def _day(ctx: Context, contest: Contest, typed: Asked) -> DayStanding | None:
    asking = " ".join(questions_in(ctx, contest, typed.words))
    then = typed.at.astimezone(contest.tzinfo).date()
    said = day_said(asking, then, near_days())
    if said is None:
        return None
    day, named = said
    return standing(contest, (day, named if then == ctx.today(contest) else Named.DATE), ctx.now)
