"""What a reminder says at the moment when it goes out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice

from bot.services.packages import tailoring
from bot.services.packages.lookup import title
from bot.services.packages.progress import handed_in, starts
from bot.services.packages.work_plan import SetDays, dated
from bot.services.reminders.planner import stamp
from bot.ui.context import Context
from bot.ui.notices import Nothing
from content.models import Contest, Document, HandInStep
from content.rules.reminders import BEFORE_DEADLINE, ReminderRule, chosen
from storage.packages.packages import DocumentStatus, Package
from storage.tables.delivery import OutboxState

A_MOMENT = timedelta(minutes=3)
"""What the queue may take without a reminder counting as late."""
MOST_URGENT = 3
MOST_PACKAGES = 3
"""Packages whose open points a reminder lists; the others are counted."""


@dataclass(frozen=True)
class ToDo:
    """Something to do, and what makes it urgent. With neither document nor step it is to choose a topic."""

    document: Document | None = None
    step: HandInStep | None = None
    day: date | None = None
    """The last day to begin, or the day that the person set."""
    own: bool = False
    given: bool = False
    """It is the day that came with a document given to the person."""
    late: bool = False


@dataclass(frozen=True)
class Open:
    """What a package still lacks."""

    package: Package
    title: str
    documents: tuple[Document, ...]
    steps: int
    urgent: tuple[ToDo, ...]
    due: tuple[ToDo, ...]
    """What has to be begun, or was meant to be ready, by today."""


def outdated(ctx: Context, contest: Contest, rule: ReminderRule, deadline: str) -> Nothing | None:
    """Why a reminder is not wanted any more since it was planned."""
    if deadline != stamp(contest.deadline):
        return Nothing("the deadline has moved")
    if ctx.closed(contest):
        return Nothing("the deadline has passed", OutboxState.MISSED)
    if rule not in chosen(ctx.person.reminders):
        return Nothing("switched off")
    return None


def on_time(contest: Contest, rule: ReminderRule, now: datetime) -> datetime:
    """The moment that a reminder is for, where it goes out then: seven days are not six and twenty-three hours."""
    if rule in BEFORE_DEADLINE:
        moment = contest.deadline - BEFORE_DEADLINE[rule]
        if timedelta() <= now - moment < A_MOMENT:
            return moment
    return now


def what_is_open(ctx: Context, contest: Contest, package: Package, days: SetDays) -> Open:
    """`days`: those that are set in this package."""
    statuses = tailoring.statuses(contest, package)
    unfinished = tuple(
        document
        for document in tailoring.documents(contest, package)
        if statuses[document.id] in {DocumentStatus.NOT_STARTED, DocumentStatus.IN_PROGRESS}
    )
    todo = [step for step in tailoring.steps(contest, package) if not tailoring.done(step, package)]
    today = ctx.today(contest)
    own = [
        ToDo(entry.document, day=entry.day, own=True, given=entry.given, late=entry.day < today)
        for entry in dated(contest, package, days)
        if entry.doer is None
    ]
    begin = [ToDo(each.document, day=each.day, late=each.late) for each in starts(contest, statuses, ctx.now)]
    # what the person chose for today before all the rest, then the earliest day
    by_day = sorted((*own, *begin), key=lambda point: (not (point.own and point.day == today), point.day or today))
    no_topic = package.topic_id is None or contest.topic(package.topic_id) is None
    points = [
        *([ToDo()] if no_topic else []),
        *by_day,
        *(ToDo(document) for document in unfinished),
        *(ToDo(step=step) for step in todo),
    ]
    return Open(
        package,
        title(ctx, contest, package),
        unfinished,
        len(todo),
        tuple(_first(points)),
        due=tuple(point for point in by_day if point.day and point.day <= today),
    )


def _first(points: list[ToDo]) -> list[ToDo]:
    """The first few, each document once."""
    seen: dict[str, ToDo] = {}
    for point in points:
        key = point.document.id if point.document else point.step.id if point.step else ""
        seen.setdefault(key, point)
    return list(islice(seen.values(), MOST_URGENT))


def at_work(contest: Contest, packages: list[Package]) -> tuple[list[Package], list[Package]]:
    """Packages that are still open, and those handed in; what is archived counts for neither."""
    live = [package for package in packages if not package.archived]
    return (
        [package for package in live if not handed_in(contest, package)],
        [package for package in live if handed_in(contest, package)],
    )
