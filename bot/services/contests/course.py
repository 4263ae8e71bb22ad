"""What people will see of a contest once it is published, and when: for staff, before they publish it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.services.reminders.planner import AFTER_DEADLINE
from content.catalogue import Catalogue
from content.models import Contest, Document
from content.rules.dates import Status, status, working_days_before
from content.rules.reminders import ReminderRule, awake, due, morning_of
from content.rules.stages import StageDay, stage_days

NEWS_WITHIN = timedelta(days=14)
"""As the planner has it."""


class Turn(StrEnum):
    """What happens by itself at a moment."""

    OPENS = "opens"
    REMINDER = "reminder"
    BEGIN = "begin"
    """A document has to be begun."""
    CLOSES = "closes"
    NEWS_OF_THE_END = "news_of_the_end"
    STAGE = "stage"
    """Whoever prepared something hears that a stage begins, or nears its end."""


@dataclass(frozen=True)
class Coming:
    """What will happen, and when; at the clock of the contest."""

    at: datetime
    turn: Turn
    rule: ReminderRule | None = None
    documents: tuple[Document, ...] = ()
    stage: StageDay | None = None


def course(contest: Contest, now: datetime) -> tuple[Coming, ...]:
    """What is still to come, in order."""
    return tuple(sorted((each for each in _turns(contest) if each.at > now), key=lambda each: each.at))


def _turns(contest: Contest) -> Iterator[Coming]:
    deadline, zone = contest.deadline, contest.tzinfo
    yield Coming(contest.opens, Turn.OPENS)
    for rule in contest.contest.remind_before:
        if (at := due(rule, deadline, zone)) > contest.opens:
            yield Coming(at, Turn.REMINDER, rule)
    leads: dict[datetime, list[Document]] = {}
    for document in contest.documents.documents:
        if document.lead:
            day = working_days_before(deadline.date(), document.lead.working_days, contest.contest.holidays)
            leads.setdefault(morning_of(day, zone), []).append(document)
    yield from (Coming(at, Turn.BEGIN, documents=tuple(each)) for at, each in leads.items())
    yield Coming(deadline, Turn.CLOSES)
    after = deadline + AFTER_DEADLINE
    yield Coming(awake(after, zone, deadline + NEWS_WITHIN), Turn.NEWS_OF_THE_END)
    yield from (Coming(day.due(zone), Turn.STAGE, stage=day) for day in stage_days(contest))


@dataclass(frozen=True)
class Front:
    """From when home shows a contest to whoever chose none, and which it shows until then."""

    since: datetime
    before: Contest | None


def front(catalogue: Catalogue, contest: Contest, now: datetime) -> Front | None:
    """None where others stand in front of it until it is over."""
    others = [each for each in catalogue if each.id != contest.id]
    served = Catalogue({each.id: each for each in (*others, contest)})
    turns = sorted({now, *(moment for each in served for moment in (each.opens, each.deadline) if moment > now)})
    since = next((moment for moment in turns if served.current(moment).id == contest.id), None)
    if since is None or status(contest, since) is Status.CLOSED:
        return None
    return Front(since, None if since == now else served.current(now))
