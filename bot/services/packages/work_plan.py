"""What to do from today on, week by week, counted back from the deadline; and what time does not suffice for."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum
from itertools import groupby

from bot.services.packages import tailoring
from bot.services.packages.progress import DocumentStart, packing, starts
from content.models import Contest, Document, Way
from content.rules.dates import working_days_before
from content.rules.work_plan import days_left, packing_day
from storage.database import Reader
from storage.packages import errands, own_dates, teams
from storage.packages.packages import DocumentStatus, Package

DONE_WITH = frozenset({DocumentStatus.READY, DocumentStatus.NOT_NEEDED})
"""Nothing is left to do for it."""


class PlanLine(IntEnum):
    """What a line of the plan asks for, in the order of one day."""

    BEGIN = 1
    READY = 2
    SEND = 3
    PACK = 4
    DEADLINE = 5


@dataclass(frozen=True)
class PlanEntry:
    day: date
    line: PlanLine
    document: Document | None = None
    doer: str | None = None
    """Who of the others of the team does it; None where the day is one's own."""
    given: bool = False
    """One was given it with this day."""
    way: Way | None = None

    @property
    def place(self) -> tuple[date, PlanLine, int]:
        return self.day, self.line, self.document.number if self.document else 0


@dataclass(frozen=True)
class PlanWeek:
    first: date
    last: date
    entries: tuple[PlanEntry, ...]


@dataclass(frozen=True)
class PlannedWork:
    """`late`: what should have been begun, with `left` working days to go; `over`: days that people set, now past."""

    late: tuple[DocumentStart, ...]
    left: int
    over: tuple[PlanEntry, ...]
    under_way: tuple[Document, ...]
    ready_by: date
    weeks: tuple[PlanWeek, ...]

    @property
    def next(self) -> tuple[Document, ...]:
        """What needs somebody first, each document once."""
        lines = (*self.over, *(entry for week in self.weeks for entry in week.entries))
        found = [start.document for start in self.late]
        found += [entry.document for entry in lines if entry.document]
        return tuple({document.id: document for document in found}.values())


@dataclass(frozen=True)
class SetDays:
    """Days that people set in a package, as one of them sees it."""

    own: Mapping[str, date]
    given: Mapping[str, date]
    """To oneself, with a document."""
    others: Mapping[str, tuple[str, date]]
    """To others of the team: who, and until when."""


NO_DAYS = SetDays({}, {}, {})


async def set_days(connection: Reader, package: Package | None, person_id: int) -> SetDays:
    if package is None:
        return NO_DAYS
    own = await own_dates.find(connection, package.id, person_id)
    found = await errands.of_package(connection, package.id)
    names = {each.person_id: each.name for each in await teams.members(connection, package.id)} if found else {}
    return SetDays(
        own,
        {document: each.day for document, each in found.items() if each.person_id == person_id},
        {
            document: (names.get(each.person_id, ""), each.day)
            for document, each in found.items()
            if each.person_id != person_id
        },
    )


def dated(contest: Contest, package: Package | None, days: SetDays) -> list[PlanEntry]:
    """Documents that are not ready, by the days that people set for them."""
    if not (days.own or days.given or days.others):
        return []
    statuses = tailoring.statuses(contest, package)
    found: list[PlanEntry] = []
    for document in tailoring.documents(contest, package):
        if statuses[document.id] in DONE_WITH:
            continue
        if day := days.own.get(document.id):
            found.append(PlanEntry(day, PlanLine.READY, document))
        if day := days.given.get(document.id):
            found.append(PlanEntry(day, PlanLine.READY, document, given=True))
        if other := days.others.get(document.id):
            found.append(PlanEntry(other[1], PlanLine.READY, document, doer=other[0]))
    return sorted(found, key=lambda entry: entry.place)


def planned(contest: Contest, package: Package | None, days: SetDays, now: datetime) -> PlannedWork:
    today = now.astimezone(contest.tzinfo).date()
    statuses = tailoring.statuses(contest, package)
    begin = starts(contest, statuses, now)
    ready = dated(contest, package, days)
    entries = [
        *(PlanEntry(start.day, PlanLine.BEGIN, start.document) for start in begin if not start.late),
        *(entry for entry in ready if entry.day >= today),
        *_ends(contest, package, today),
    ]
    return PlannedWork(
        tuple(start for start in begin if start.late),
        days_left(contest, today),
        tuple(entry for entry in ready if entry.day < today),
        tuple(
            document
            for document in tailoring.documents(contest, package)
            if statuses[document.id] is DocumentStatus.IN_PROGRESS
        ),
        packing_day(contest),
        _weeks(sorted(entries, key=lambda entry: entry.place)),
    )


def _ends(contest: Contest, package: Package | None, today: date) -> list[PlanEntry]:
    """The last day to send, to put together, and to hand in."""
    deadline = contest.deadline.date()
    found = [PlanEntry(deadline, PlanLine.DEADLINE)]
    if contest.preparing.packing and not packing(contest, package).complete:
        found.append(PlanEntry(max(packing_day(contest), today), PlanLine.PACK))
    for way in contest.submission.ways:
        if way.takes:
            day = working_days_before(deadline, way.takes.working_days, contest.contest.holidays)
            found += [PlanEntry(day, PlanLine.SEND, way=way)] if day >= today else []
    return found


def _weeks(entries: list[PlanEntry]) -> tuple[PlanWeek, ...]:
    def monday(entry: PlanEntry) -> date:
        return entry.day - timedelta(days=entry.day.weekday())

    return tuple(
        PlanWeek(first, first + timedelta(days=6), tuple(lines)) for first, lines in groupby(entries, key=monday)
    )
