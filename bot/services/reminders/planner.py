"""Planning: what has become due for everybody goes into the outbox, once, also after an outage of any length."""

import asyncio
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.access import Access
from bot.clock import Clock
from content.catalogue import Catalogue
from content.models import Contest
from content.rules.dates import Status, status
from content.rules.reminders import ReminderRule, awake, due, morning_of
from content.rules.stages import over, stage_days
from content.rules.work_plan import begin_days
from storage.database import Database, Reader
from storage.delivery import outbox
from storage.delivery.outbox import Priority
from storage.packages import due_days
from storage.reminders import rounds
from storage.reminders.rounds import Area, Round, Whom
from storage.tables.delivery import OutboxKind

logger = logging.getLogger(__name__)

AFTER_DEADLINE = timedelta(hours=1)
NEWS_FOR = timedelta(days=1)
"""A deadline that passed longer ago is no news any more."""
STAGE_NEWS_FOR = timedelta(days=7)
"""Nor is a stage that began longer ago."""


def areas(contest: Contest) -> list[Area]:
    """The contest's own zone first."""
    own = str(contest.tzinfo)
    by_zone: dict[str, list[str]] = {}
    for region in contest.regions.regions:
        by_zone.setdefault(region.zone, []).append(region.id)
    elsewhere = {zone: tuple(ids) for zone, ids in by_zone.items() if zone != own}
    others = tuple(region_id for ids in elsewhere.values() for region_id in ids)
    return [
        Area(contest.tzinfo, None, others),
        *(Area(ZoneInfo(zone), ids, ()) for zone, ids in elsewhere.items()),
    ]


def stamp(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%MZ")


class Planner:
    """One tick looks at every contest; `wake` tells the worker that there is something to send."""

    def __init__(
        self, database: Database, catalogue: Catalogue, clock: Clock, access: Access, wake: Callable[[], None]
    ) -> None:
        self.database = database
        self.catalogue = catalogue
        self.clock = clock
        self.access = access
        self.wake = wake
        self.planned_until = datetime.min.replace(tzinfo=UTC)
        """Everything that became due before has been planned."""
        self._done: set[str] = set()
        self._queued = False

    async def tick(self) -> None:
        """Queues what is due now. With nothing due it asks the database once."""
        now = self.clock.now()
        for contest in (each for each in self.catalogue if each.contest.archived is None):
            news = _news(contest, self.access.everybody, now)
            candidates = [*news, *reminders(contest, now), *_stages(contest, now)]
            for one in await self._undone(contest, candidates, now):
                await self._do(one, now)
        await self._own_dates(now)
        self.planned_until = now
        if self._queued:
            self._queued = False
            self.wake()

    async def _undone(self, contest: Contest, candidates: list[Round], now: datetime) -> list[Round]:
        """Of rounds that are due those that were not done, the most urgent first; the others yield to it."""
        names = {one.name for one in candidates} - self._done
        if names:
            async with self.database.reading() as reader:
                left = await rounds.undone(reader, names)
            self._done |= names - left
            names = left
        todo = [one for one in candidates if one.name in names]
        moved = [one for one in todo if one.kind == OutboxKind.DEADLINE_MOVED]
        if moved:  # only the newest decision is told
            told = -1 if back(contest, moved[0].content["old"], now) else moved[-1].content["number"]
            todo = [
                replace(one, missed=one.missed or one.content["number"] != told)
                if one.kind == OutboxKind.DEADLINE_MOVED
                else one
                for one in todo
            ]
        return [replace(one, yields=place > 0 and one.kind == OutboxKind.REMINDER) for place, one in enumerate(todo)]

    async def _do(self, wave: Round, now: datetime) -> None:
        queued = await rounds.do(self.database, wave, now)
        self._done.add(wave.name)
        if queued:
            logger.info("Round %s: %s rows", wave.name, queued)
            self._queued = True

    async def _own_dates(self, now: datetime) -> None:
        while True:
            async with self.database.scanning() as reader:
                due_now = await due_days.due(reader, now, rounds.PORTION)
            if due_now is None:
                return
            await self._remind_of_own(*due_now, now)
            await asyncio.sleep(rounds.REST)

    async def _remind_of_own(self, contest_id: str, person_ids: list[int], now: datetime) -> None:
        contest = self.catalogue.get(contest_id)
        async with self.database.bulk_writing() as connection:
            if contest is not None:
                await outbox.queue_each(
                    connection,
                    person_ids,
                    key=f"own:{contest_id}:{stamp(now)}",
                    kind=OutboxKind.REMINDER,
                    contest_id=contest_id,
                    content=_content(contest, ReminderRule.OWN),
                    priority=Priority.REMINDER,
                    now=now,
                )
            await due_days.queued(connection, contest_id, person_ids, now)
        self._queued = True


def _content(contest: Contest, rule: ReminderRule) -> dict[str, str]:
    return {"rule": rule.value, "deadline": stamp(contest.deadline)}


def _round(
    contest: Contest,
    area: Area,
    now: datetime,
    kind: OutboxKind,
    occasion: str,
    *,
    whom: Whom,
    joined_before: datetime,
    at_latest: datetime,
    content: Mapping[str, Any] | None = None,
    missed: bool = False,
) -> Round:
    """What is due now in an area, once an occasion. A night there is waited out, but not beyond `at_latest`."""
    prefix = f"{occasion}:"
    return Round(
        name=f"{prefix}{area.zone}",
        prefix=prefix,
        kind=kind,
        contest_id=contest.id,
        area=area,
        whom=whom,
        not_before=max(now, awake(now, area.zone, at_latest)),
        joined_before=joined_before,
        content=content or {},
        missed=missed,
    )


def back(contest: Contest, known: str, now: datetime) -> bool:
    """Whether the deadline is again the one that people know (ISO 8601), and the contest never ended meanwhile."""
    between = (each.at.replace(tzinfo=contest.tzinfo) for each in contest.contest.moves[:-1])
    return datetime.fromisoformat(known) == contest.deadline and all(at > now for at in between)


def _news(contest: Contest, staff: frozenset[int], now: datetime) -> Iterator[Round]:
    """A moved deadline, the end of a contest, the beginning of one."""
    moves = contest.contest.moves
    if contest.contest.closed and contest.deadline <= now:
        moves = moves[:-1]  # of what was closed at once, the end itself is the news
    history = [contest.contest.deadline.original, *(each.at for each in moves)]
    for area in areas(contest):
        for number in range(1, len(history)):
            old, new = (moment.replace(tzinfo=contest.tzinfo) for moment in history[number - 1 : number + 1])
            yield _moved(contest, staff, area, now, number, old, f"{number}:{stamp(new)}")
        after = awake(contest.deadline + AFTER_DEADLINE, area.zone, contest.deadline + timedelta(days=14))
        if now >= after:
            yield _round(
                contest,
                area,
                now,
                OutboxKind.CONTEST_CLOSED,
                f"{OutboxKind.CONTEST_CLOSED}:{contest.id}:{stamp(contest.deadline)}",
                whom=Whom.WORKS,
                joined_before=contest.deadline,
                at_latest=now + timedelta(days=14),
            )
        if status(contest, now) is Status.OPEN:
            yield _round(
                contest,
                area,
                now,
                OutboxKind.NEXT_CONTEST,
                f"{OutboxKind.NEXT_CONTEST}:{contest.id}",
                whom=Whom.TELL_NEXT,
                joined_before=now,
                at_latest=contest.deadline,
            )


def _moved(
    contest: Contest, staff: frozenset[int], area: Area, now: datetime, number: int, old: datetime, occasion: str
) -> Round:
    """`number` is the decision that counts, 0 where it is the deadline as announced."""
    moved = _round(
        contest,
        area,
        now,
        OutboxKind.DEADLINE_MOVED,
        f"{OutboxKind.DEADLINE_MOVED}:{contest.id}:{occasion}",
        whom=Whom.CONCERNED,
        joined_before=now,
        at_latest=contest.deadline,
        content={"number": number, "old": old.isoformat()},
        missed=contest.deadline + NEWS_FOR < now,
    )
    return replace(moved, staff=staff)


async def anew(
    connection: Reader, old: Contest, new: Contest, staff: frozenset[int], version_id: int, now: datetime
) -> list[Round]:
    """News of a deadline that a version of the files moves, and of which people would not hear from its decision.

    A decision is news once; going back to an earlier version takes one away, or brings one back. To be asked before
    that version is served: from then on new decisions are told of.
    """
    if old.deadline == new.deadline or new.contest.closed is not None:  # an early end is news of its own
        return []
    number = len(new.contest.moves)
    usual = [
        _moved(new, staff, area, now, number, old.deadline, f"{number}:{stamp(new.deadline)}") for area in areas(new)
    ]
    if number and await rounds.undone(connection, [one.name for one in usual]):
        return []
    return [_moved(new, staff, area, now, number, old.deadline, f"v{version_id}") for area in areas(new)]


def reminders(contest: Contest, now: datetime) -> Iterator[Round]:
    """What is due before the deadline, the most urgent first."""
    deadline = contest.deadline
    days = sorted(set(begin_days(contest).values()))
    for area in areas(contest):
        before = [
            (rule, f"{rule}", Whom.WANTS, moment)
            for rule in reversed(contest.contest.remind_before)
            if (moment := due(rule, deadline, area.zone)) > contest.opens
        ]
        starts = [
            (ReminderRule.START, f"{ReminderRule.START}:{day}", Whom.WANTS_AND_WORKS, morning_of(day, area.zone))
            for day in reversed(days)
        ]
        for rule, name, whom, moment in (*before, *starts):
            if moment <= now:
                reminder = _round(
                    contest,
                    area,
                    now,
                    OutboxKind.REMINDER,
                    f"{name}:{contest.id}:{stamp(deadline)}",
                    whom=whom,
                    joined_before=moment,
                    at_latest=deadline,
                    content=_content(contest, rule),
                    missed=status(contest, now) is Status.CLOSED,
                )
                yield replace(reminder, rule=rule)


def _stages(contest: Contest, now: datetime) -> Iterator[Round]:
    """What is due of the stages after the deadline, in order: of several that wait the last is said."""
    for area in areas(contest):
        for day in stage_days(contest):
            moment = day.due(area.zone)
            if moment <= now:
                yield _round(
                    contest,
                    area,
                    now,
                    OutboxKind.STAGE,
                    f"{OutboxKind.STAGE}:{contest.id}:{day.stage.id}:{day.day}",
                    whom=Whom.PREPARES,
                    joined_before=moment,
                    at_latest=now + NEWS_FOR,
                    content={"stage": day.stage.id, "day": day.day.isoformat()},
                    missed=over(contest, day.stage, now) or now - moment > STAGE_NEWS_FOR,
                )
