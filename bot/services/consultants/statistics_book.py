"""The figures of a contest as a file for a spreadsheet; it names nobody who asked, and repeats no words."""

from collections.abc import AsyncIterator, Callable, Iterable, Sequence

from bot.services.consultants.statistics import MINUTES, QuestionGroup, QuestionNumbers, StatisticsSummary
from bot.services.spreadsheet import Heading, Row, Rows, Sheet
from bot.ui.context import Context
from content.models import Contest
from storage.consultants.statistics import AnsweredQuestion
from storage.tables.answers import AskedOutcome

WIDTHS = {
    "summary": 44,
    "topic": 44,
    "region": 28,
    "consultant": 28,
    "answered_by": 28,
    "topic_number": 10,
    "number": 8,
}
WIDTH = 16
COLUMNS = (
    "total",
    "open",
    "overdue",
    "answered",
    "closed",
    "hours",
    "helped",
    "not_helped",
    "by_phone",
    "unanswered",
    "week",
    "week_before",
)
QUESTIONS = (
    "number",
    "region",
    "topic_number",
    "topic",
    "state",
    "sent",
    "due",
    "first_answer",
    "settled_at",
    "hours_taken",
    "helped_answer",
    "answered_by",
)


class StatisticsBook:
    """Five sheets: in all, by region, by topic, by who answered, and every question by its number."""

    def __init__(self, ctx: Context, contest: Contest) -> None:
        self.ctx = ctx
        self.contest = contest
        self.language = ctx.person.language

    async def parts(self, found: StatisticsSummary) -> AsyncIterator[Rows]:
        yield self._summary(found)
        yield self._groups("by_region", ("region",), found.by_region, self._region)
        yield self._groups("by_topic", ("topic_number", "topic"), found.by_topic, self._topic)
        yield self._groups("by_consultant", ("consultant",), found.by_consultant, lambda name: [name])
        yield self._questions(found)

    def _label(self, key: str) -> str:
        return self.ctx.label(f"figures.sheet.{key}")

    def _sheet(self, name: str, columns: Sequence[str]) -> Sheet:
        widths = [WIDTHS.get(column, WIDTH) for column in columns]
        return Sheet(self._label(name), widths, [self._label(column) for column in columns])

    def _summary(self, found: StatisticsSummary) -> Rows:
        yield Sheet(self._label("summary"), [WIDTHS["summary"]])
        yield [Heading(self.contest.contest.short[self.language])]
        for column, value in zip(COLUMNS, _numbers(found.total), strict=True):
            yield [self._label(column), value]
        yield []
        yield [Heading(self._label("instant"))]
        yield [self._label("settled"), found.instant.settled]
        for outcome in AskedOutcome:
            yield [self._label(f"instant_{outcome.value}"), found.instant.outcomes.get(outcome, 0)]
        yield []
        yield [self._label("zone"), self.contest.contest.zone_label[self.language]]

    def _groups(
        self, name: str, columns: Sequence[str], groups: Iterable[QuestionGroup], named: Callable[[str | None], Row]
    ) -> Rows:
        yield self._sheet(name, (*columns, *COLUMNS))
        for group in groups:
            yield [*named(group.id), *_numbers(group.numbers)]

    def _questions(self, found: StatisticsSummary) -> Rows:
        yield self._sheet("questions", QUESTIONS)
        words = {True: self._label("yes"), False: self._label("no"), None: None}
        for entry in found.entries:
            yield [
                entry.number,
                *self._region(entry.region_id),
                *self._topic(entry.topic_id),
                self._label(f"state_{entry.state.value}"),
                entry.sent_at,
                entry.due_at,
                entry.answered_at,
                entry.settled_at,
                _hours(entry.answered_in),
                words[entry.helped],
                self._who(entry, found),
            ]

    def _who(self, entry: AnsweredQuestion, found: StatisticsSummary) -> str | None:
        if entry.answered_by is None:
            return None
        return found.names.get(
            entry.answered_by, self.ctx.label("desk.staff", operator=self.ctx.operator(self.contest))
        )

    def _region(self, region_id: str | None) -> Row:
        region = self.contest.regions.region(region_id)
        return [region.name[self.language] if region else self._label("none")]

    def _topic(self, topic_id: str | None) -> Row:
        topic = self.contest.topic(topic_id) if topic_id else None
        return [topic.number, topic.title[self.language]] if topic else [None, self._label("none")]


def _numbers(found: QuestionNumbers) -> Row:
    return [
        found.total,
        found.open,
        found.overdue,
        found.answered,
        found.closed,
        _hours(found.minutes),
        found.helped,
        found.not_helped,
        found.by_phone,
        found.unanswered,
        found.week,
        found.week_before,
    ]


def _hours(minutes: int | None) -> float | None:
    return None if minutes is None else round(minutes / MINUTES, 2)
