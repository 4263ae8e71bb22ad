"""What the moment of a question means for handing in: the day that it names, the time left, and what is too late."""

from dataclasses import dataclass

from bot.services.answers.instant_answers import questions_in
from bot.ui.context import Context
from content.answers.every_contest import near_days
from content.models import Contest
from content.rules.dates import TimeLeft, time_left
from content.rules.days.day_said import DayStanding, day_said, standing
from content.rules.last_days import WayNow, in_last_days, ways_now
from storage.answers.asked import Asked


@dataclass(frozen=True)
class AskedMoment:
    """`left` and the ways that are too `late` are for the last days alone."""

    day: DayStanding | None = None
    ended: bool = False
    left: TimeLeft | None = None
    late: tuple[WayNow, ...] = ()

    @property
    def says(self) -> bool:
        return bool(self.day or self.ended or self.left or self.late)


def moment_of(ctx: Context, contest: Contest, typed: Asked | None) -> AskedMoment:
    """For what was typed alone, as it was when that was typed."""
    if typed is None:
        return AskedMoment()
    now = typed.at
    asking = " ".join(questions_in(ctx, contest, typed.words))
    said = day_said(asking, now.astimezone(contest.tzinfo).date(), near_days())
    return AskedMoment(
        standing(contest, said, now) if said else None,
        ctx.closed(contest),
        time_left(contest.deadline, now) if in_last_days(contest, now) else None,
        tuple(way for way in ways_now(contest, now) if way.late),
    )
