"""The dashboard of a contest: what its figures are, in all, by region and by topic."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from operator import attrgetter
from typing import TypeVar

from pydantic import TypeAdapter

from bot.services.consultants.statistics import MINUTES
from bot.services.dashboard import trend
from bot.services.dashboard.trend import Trend
from content.models import Contest, Language, Region, Topic
from content.rules.dates import TimeLeft
from storage.dashboard import figures
from storage.dashboard.arrivals import Arrivals, arrivals, first_moment
from storage.dashboard.figures import Announced, Crowd, Prepared, QuestionTally
from storage.dashboard.scope import EVERYTHING, Scope
from storage.dashboard.stages import PackageStage
from storage.database import Database, Reader
from storage.tables.broadcasts import BroadcastState

A_DAY, A_WEEK = timedelta(days=1), timedelta(days=7)
"""Who was seen within it is active, who joined within it is new; without another period, so long is a trend."""
T = TypeVar("T")
PAST = (BroadcastState.DONE, BroadcastState.STOPPED, BroadcastState.WITHDRAWN)
AHEAD = (BroadcastState.SCHEDULED, BroadcastState.SENDING, BroadcastState.PAUSED)
"""States of announcements that went out, and of those that are to or do."""


@dataclass(frozen=True)
class Board:
    """Everything the dashboard says, as of a moment."""

    contest_id: str
    at: datetime
    crowds: tuple[Crowd, ...]
    prepared: tuple[Prepared, ...]
    asked: tuple[QuestionTally, ...]
    minutes: int | None
    announced: Announced | None
    """None where only some people count: announcements go to all."""
    scope: Scope = EVERYTHING
    came: Arrivals | None = None
    """Within the period, or the last week. None in reports that were counted before there was such a thing."""
    came_before: Arrivals | None = None
    """Within as long a time before that; None where it was not all counted."""

    @property
    def days(self) -> int:
        """Of the time that a trend is about."""
        since = self.scope.since or self.at - A_WEEK
        return max(1, round(((self.scope.until or self.at) - since) / A_DAY))

    def trend(self, field: str) -> Trend | None:
        """Of `people`, `packages`, `handed_in`, `questions` or `minutes` that came; None where nothing is known."""
        came, before = self.came, self.came_before
        if came is None:
            return None
        if field == "minutes":
            return trend.of_medians(
                (came.answered, came.minutes), (before.answered, before.minutes) if before else None
            )
        number = attrgetter(field)
        return None if number(came) is None else trend.of_numbers(number(came), number(before) if before else None)

    def people(self, field: str = "total", language: Language | None = None) -> int:
        """All, or the `active`, `new` or `unreachable` of them."""
        wanted = [crowd for crowd in self.crowds if language in {None, crowd.language}]
        return _sum(wanted, attrgetter(field))

    @property
    def packages(self) -> int:
        return _sum(self.prepared, attrgetter("total"))

    def reached(self, stage: PackageStage) -> int:
        return _sum(self.prepared, lambda each: each.reached[stage])

    def questions(self, field: str = "total") -> int:
        """All, or the `open`, `overdue` or `answered` of them; an answered question may be open no longer."""
        return _sum(self.asked, attrgetter(field))

    @property
    def took(self) -> TimeLeft | None:
        """In words: working hours, which are not turned into days."""
        return None if self.minutes is None else TimeLeft(0, *divmod(self.minutes, MINUTES))

    @property
    def announcements(self) -> tuple[int, int]:
        """Those that went out, and those that are to or do."""
        states = self.announced.announcements if self.announced else {}
        return sum(states.get(state, 0) for state in PAST), sum(states.get(state, 0) for state in AHEAD)

    @property
    def withdrawn(self) -> int:
        return self.announced.announcements.get(BroadcastState.WITHDRAWN, 0) if self.announced else 0

    def by_topic(self, contest: Contest) -> list[tuple[Topic | None, int]]:
        """Packages, in the order of the announcement; those without a topic, or with one that is gone, come last."""
        counts = _counted(self.prepared, lambda each: contest.topic(each.topic_id or ""), attrgetter("total"))
        return [(topic, counts[topic.id if topic else ""]) for topic in (*contest.topics.topics, None)]

    def by_region(self, contest: Contest) -> list[tuple[Region | None, int]]:
        """People, most first; those who have not said where they are come last."""
        counts = _counted(self.crowds, lambda each: contest.regions.region(each.region_id), attrgetter("total"))
        named = sorted(contest.regions.regions, key=lambda region: -counts[region.id])
        return [*((region, counts[region.id]) for region in named), (None, counts[""])]

    def waiting(self, contest: Contest) -> Counter[tuple[str, str]]:
        """Questions without an answer by the ids of region and topic; an empty one where there is none."""
        found: Counter[tuple[str, str]] = Counter()
        for each in self.asked:
            region, topic = contest.regions.region(each.region_id), contest.topic(each.topic_id or "")
            found[region.id if region else "", topic.id if topic else ""] += each.open
        return +found


def _sum(groups: Iterable[T], number: Callable[[T], int]) -> int:
    return sum(number(group) for group in groups)


def _counted(
    groups: Iterable[T], item: Callable[[T], Region | Topic | None], number: Callable[[T], int]
) -> Counter[str]:
    counts: Counter[str] = Counter()
    for group in groups:
        found = item(group)
        counts[found.id if found else ""] += number(group)
    return counts


async def board(database: Database, contest: Contest, now: datetime, scope: Scope = EVERYTHING) -> Board:
    """Counts everything anew."""
    period = scope if scope.since else replace(scope, since=now - A_WEEK)
    async with database.scanning() as connection:
        _, minutes = await figures.answered_in(connection, contest.id, scope)
        return Board(
            contest_id=contest.id,
            at=now,
            crowds=tuple(await figures.crowds(connection, contest.id, scope, now - A_WEEK)),
            prepared=tuple(await figures.prepared(connection, contest, scope)),
            asked=tuple(await figures.asked(connection, contest.id, scope, now)),
            minutes=minutes,
            announced=await figures.announced(connection, contest.id, scope) if scope.of_everybody else None,
            scope=scope,
            came=await arrivals(connection, contest, period),
            came_before=await _before(connection, contest, period, now),
        )


async def _before(connection: Reader, contest: Contest, period: Scope, now: datetime) -> Arrivals | None:
    """What came in as long a time before the period; None where that is not all known."""
    since = period.since or now
    begins = since - (min(period.until or now, now) - since)
    first = await first_moment(connection)
    if first is None or not first <= begins < since:
        return None
    return await arrivals(connection, contest, replace(period, since=begins, until=period.since))


@cache
def as_plain() -> TypeAdapter[Board]:
    """To and from JSON, for figures that are sent later than they were counted. Made when first needed."""
    return TypeAdapter(Board)
