"""Figures of a contest's questions: counts, and how long an answer takes, in all and by region and topic."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from bot.services.questions import cases
from bot.ui.context import Context, ExplainedError
from content.models import Contest
from content.rules.dates import TimeLeft
from storage.consultants import consultants, statistics
from storage.consultants.statistics import AnsweredQuestion, Instant
from storage.tables.questions import QuestionState

MINUTES = 60
WEEK = timedelta(days=7)


@dataclass(frozen=True)
class QuestionNumbers:
    """Of some questions. `minutes` is the median working time to the first answer."""

    total: int
    open: int
    overdue: int
    answered: int
    closed: int
    minutes: int | None
    helped: int
    not_helped: int
    by_phone: int
    """Answered so, as far as the bot was told."""
    unanswered: int
    """Closed without an answer."""
    week: int
    """Sent in the last seven days."""
    week_before: int
    """Sent in the seven days before those."""

    @property
    def took(self) -> TimeLeft | None:
        """In words: working hours, which are not turned into days."""
        return None if self.minutes is None else TimeLeft(0, *divmod(self.minutes, MINUTES))


def numbers(entries: Iterable[AnsweredQuestion], now: datetime) -> QuestionNumbers:
    found = list(entries)
    spent = [entry.answered_in for entry in found if entry.answered_in is not None]
    return QuestionNumbers(
        total=len(found),
        open=sum(entry.state is QuestionState.OPEN for entry in found),
        overdue=sum(entry.state is QuestionState.OPEN and entry.due_at < now for entry in found),
        answered=sum(entry.state is QuestionState.ANSWERED for entry in found),
        closed=sum(entry.state is QuestionState.CLOSED for entry in found),
        minutes=round(median(spent)) if spent else None,
        helped=sum(entry.helped is True for entry in found),
        not_helped=sum(entry.helped is False for entry in found),
        by_phone=sum(entry.by_phone for entry in found),
        unanswered=sum(entry.state is QuestionState.CLOSED and entry.answered_at is None for entry in found),
        week=sum(now - WEEK <= entry.sent_at for entry in found),
        week_before=sum(now - 2 * WEEK <= entry.sent_at < now - WEEK for entry in found),
    )


@dataclass(frozen=True)
class QuestionGroup:
    """The numbers of a region or topic, None where none was named; or of somebody who answers, by name."""

    id: str | None
    numbers: QuestionNumbers


def _groups(
    entries: Iterable[AnsweredQuestion], key: Callable[[AnsweredQuestion], str | None], now: datetime
) -> tuple[QuestionGroup, ...]:
    """With the most questions first."""
    parts: dict[str | None, list[AnsweredQuestion]] = {}
    for entry in entries:
        parts.setdefault(key(entry), []).append(entry)
    return tuple(
        QuestionGroup(name, numbers(part, now)) for name, part in sorted(parts.items(), key=lambda item: -len(item[1]))
    )


@dataclass(frozen=True)
class StatisticsSummary:
    """Everything there is to say; `mine` where it is of one's own regions alone."""

    entries: tuple[AnsweredQuestion, ...]
    total: QuestionNumbers
    by_region: tuple[QuestionGroup, ...]
    by_topic: tuple[QuestionGroup, ...]
    by_consultant: tuple[QuestionGroup, ...]
    """By who answered it or has it in hand; of what nobody took, whose region it is."""
    names: Mapping[int, str]
    """What those who answer are called."""
    instant: Instant
    mine: bool


async def summary(ctx: Context, contest: Contest) -> StatisticsSummary:
    """Of one's own regions for consultants, of all for staff; raises ExplainedError for anybody else."""
    async with ctx.database.reading() as connection:
        desk = await cases.desk(ctx, connection)
        links = await consultants.of_contest(connection, contest.id)
    if not desk.answers(contest.id):
        raise ExplainedError("consultants/not_consultant")
    own = {link.consultant_id for link in desk.links if link.contest_id == contest.id}
    regions = None if desk.staff else {each.id for each in contest.regions.regions if each.consultant in own}
    entry_names = {each.id: each.name for each in contest.regions.consultants}
    names = {link.person_id: entry_names[link.consultant_id] for link in links if link.consultant_id in entry_names}
    of_region = {each.id: entry_names[each.consultant] for each in contest.regions.regions if each.consultant}
    staff = ctx.label("desk.staff", operator=ctx.operator(contest))

    def whose(entry: AnsweredQuestion) -> str:
        if entry.taken_by is not None:
            return names.get(entry.taken_by, staff)
        return of_region.get(entry.region_id or "", staff)

    async with ctx.database.scanning() as connection:
        entries = await statistics.entries(connection, contest.id, regions)
        instant = await statistics.instant(connection, contest.id, regions)
    return StatisticsSummary(
        entries=tuple(entries),
        total=numbers(entries, ctx.now),
        by_region=_groups(entries, lambda entry: entry.region_id, ctx.now),
        by_topic=_groups(entries, lambda entry: entry.topic_id, ctx.now),
        by_consultant=_groups(entries, whose, ctx.now),
        names=names,
        instant=instant,
        mine=not desk.staff,
    )
