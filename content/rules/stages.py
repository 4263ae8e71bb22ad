"""Pure rules of the stages after the deadline: until when their papers are taken, and of which days people hear."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from content.models import Contest, Document, Stage
from content.rules.reminders import BEFORE_DEADLINE, morning_of

LAST_WEEK = timedelta(days=7)
A_DAY = timedelta(days=1)


def later_stage(contest: Contest, document: Document) -> Stage | None:
    """The stage after the deadline in which a document is handed in; none where it is due by the deadline."""
    stage = contest.stage(document.stage) if document.stage else None
    return None if stage is None or stage == contest.main_stage else stage


def over(contest: Contest, stage: Stage, now: datetime) -> bool:
    """Whether the last day of a stage has passed; it never has where none is stated."""
    return stage.ends is not None and now.astimezone(contest.tzinfo).date() > stage.ends


def taking(contest: Contest, now: datetime) -> Stage | None:
    """Of the stages after the deadline the first that takes papers, and whose last day is stated and not over."""
    later = (stage for stage in contest.later_stages if stage.receives and stage.ends is not None)
    return next((stage for stage in later if not over(contest, stage, now)), None)


@dataclass(frozen=True)
class StageDay:
    """A day on which people hear of a stage: its first, or one before its last."""

    stage: Stage
    day: date
    left: int | None = None
    """Days until the last one; none on the first."""

    def due(self, zone: ZoneInfo) -> datetime:
        return morning_of(self.day, zone)


def stage_days(contest: Contest) -> Iterator[StageDay]:
    """Of every stage that people are told of, in order: it begins, and where it takes papers its end comes near."""
    intervals = [BEFORE_DEADLINE[rule] for rule in contest.contest.remind_before]
    for stage in contest.later_stages:
        if not stage.remind or stage.starts is None:
            continue
        yield StageDay(stage, stage.starts)
        if stage.receives and stage.ends is not None:
            for before in intervals:
                if A_DAY <= before <= LAST_WEEK and (day := stage.ends - before) > stage.starts:
                    yield StageDay(stage, day, before.days)
