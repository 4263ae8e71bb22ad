"""The dashboard as a file for a spreadsheet. It names nobody, unless an owner asked for a file that does."""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence

from bot.services.consultants.statistics import MINUTES
from bot.services.dashboard import wording
from bot.services.dashboard.board import Board
from bot.services.spreadsheet import Heading, Row, Rows, Sheet, Value
from bot.ui.context import Context
from content.models import Contest, Language, Region, Topic
from storage.consultants import statistics
from storage.consultants.statistics import AnsweredQuestion
from storage.dashboard import named
from storage.dashboard.named import NamedPerson
from storage.dashboard.stages import STAGES, stages_of

WIDE = ("summary", "topic", "stages", "stage")
WIDEST, WIDTH, REGION_WIDTH = 44, 18, 30
BOLD = 2
"""Characters by which a heading is wider than its letters count."""
CAME = ("people", "packages", "handed_in", "questions")
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
)
PEOPLE = ("id", "name", "language", "region", "joined", "seen", "topic_number", "topic", "stages")


class BoardBook:
    """Everything that the dashboard counts, every question, and with names every person."""

    def __init__(self, ctx: Context, contest: Contest, board: Board) -> None:
        self.ctx = ctx
        self.contest = contest
        self.board = board
        self.language = ctx.person.language
        self.stages = {stage: ctx.label(f"dashboard.stage.{stage.value}") for stage in STAGES}
        self.regions: Mapping[str | None, str] = {each.id: self._region(each) for each in contest.regions.regions}
        self.topics: Mapping[str | None, Row] = {each.id: self._topic(each) for each in contest.topics.topics}
        self.nowhere, self.nothing = self._region(None), self._topic(None)

    async def parts(self, *, with_names: bool) -> AsyncIterator[Rows]:
        for rows in (self._summary(), self._trends(), self._groups(), self._waiting()):
            yield rows
        scope = self.board.scope
        async with self.ctx.database.scanning() as connection:
            yield [self._sheet("questions", QUESTIONS, self._asked)]
            asked = await statistics.entries(connection, self.contest.id, None, *scope.of_questions())
            yield map(self._question, asked)
            if with_names:
                yield [self._sheet("people", PEOPLE)]
                async for people in named.everybody(connection, self.contest, scope):
                    yield map(self._person, people)

    def _label(self, key: str) -> str:
        return self.ctx.label(f"dashboard.sheet.{key}")

    def _language(self, language: Language) -> str:
        return self.ctx.texts.language_label(self.language, f"dashboard.sheet.language_{language}", language)

    def _asked(self, key: str) -> str:
        """The columns of questions are called as in the file of their own."""
        return self.ctx.label(f"figures.sheet.{key}")

    def _sheet(self, name: str, columns: Sequence[str], label: Callable[[str], str] | None = None) -> Sheet:
        head = [(label or self._label)(column) for column in columns]
        return Sheet(self._label(name), [_wide(*each) for each in zip(columns, head, strict=True)], head)

    def _summary(self) -> Rows:
        board = self.board
        hours = None if board.minutes is None else round(board.minutes / MINUTES, 2)
        people: dict[str, Value] = {
            "as_of": board.at,
            "zone": self.contest.contest.zone_label[self.language],
            "people": board.people(),
            "active": board.people("active"),
            "new": board.people("new"),
            "unreachable": board.people("unreachable"),
        }
        work: dict[str, Value] = {
            "packages": board.packages,
            "sent": board.questions(),
            "open": board.questions("open"),
            "overdue": board.questions("overdue"),
            "answered": board.questions("answered"),
            "hours": hours,
        }
        if board.announced is not None:
            work |= {
                "announcements": board.announcements[0],
                "delivered": board.announced.delivered,
                "undelivered": board.announced.undelivered,
                "opened": board.announced.opened,
            }
        yield Sheet(self._label("summary"), [WIDEST, REGION_WIDTH])
        yield [Heading(self.contest.contest.short[self.language])]
        for name, words in wording.filters(self.ctx, self.contest, board.scope, board.at).items():
            if words:
                yield [self._label(f"filter_{name}"), Heading(words)]
        for key, value in people.items():
            yield [self._label(key), value]
        for language in Language:
            yield [self._language(language), board.people("total", language)]
        for key, value in work.items():
            yield [self._label(key), value]

    def _trends(self) -> Rows:
        """What came within the period, or the last week, beside as long a time before it."""
        board, before = self.board, self.board.came_before
        if board.came is None:
            return
        now = "now_period" if board.scope.since else "now"
        head = [
            self._label("came"),
            self.ctx.label(f"dashboard.sheet.{now}", number=board.days),
            self._label("before"),
            self._label("change"),
        ]
        yield Sheet(self._label("trend"), [REGION_WIDTH, *(_wide("number", each) for each in head[1:3]), WIDEST], head)
        for field in CAME:
            came, came_before = getattr(board.came, field), getattr(before, field) if before else None
            if came is not None:
                yield [self._label(f"came_{field}"), came, came_before, wording.trend_words(self.ctx, board, field)]

    def _groups(self) -> Rows:
        yield self._sheet("by_stage", ("stage", "number"))
        for stage in stages_of(self.contest):
            yield [self.stages[stage], self.board.reached(stage)]
        yield self._sheet("by_topic", ("topic_number", "topic", "number"))
        for topic, number in self.board.by_topic(self.contest):
            yield [*self._topic(topic), number]
        if self.contest.regions.regions:
            yield self._sheet("by_region", ("region", "number"))
            for region, number in self.board.by_region(self.contest):
                yield [self._region(region), number]

    def _waiting(self) -> Rows:
        """Questions without an answer: regions down, topics across."""
        found = self.board.waiting(self.contest)
        topics: list[Topic | None] = [*self.contest.topics.topics, None]
        names = [f"{each.number}. {each.short[self.language]}" if each else self._asked("none") for each in topics]
        widths = [REGION_WIDTH, *(_wide("number", name) for name in names)]
        yield Sheet(self._label("waiting"), widths, [self._label("region"), *names])
        for region in (*self.contest.regions.regions, None):
            at = region.id if region else ""
            yield [self._region(region), *(found[at, each.id if each else ""] for each in topics)]

    def _question(self, entry: AnsweredQuestion) -> Row:
        return [
            entry.number,
            self.regions.get(entry.region_id, self.nowhere),
            *self.topics.get(entry.topic_id, self.nothing),
            self._asked(f"state_{entry.state.value}"),
            entry.sent_at,
            entry.due_at,
            entry.answered_at,
            entry.settled_at,
            None if entry.answered_in is None else round(entry.answered_in / MINUTES, 2),
        ]

    def _person(self, each: NamedPerson) -> Row:
        return [
            each.id,
            each.name or None,
            each.language,
            self.regions.get(each.region_id, self.nowhere),
            each.joined_at,
            each.seen_on,
            *self.topics.get(each.topic_id, self.nothing),
            ", ".join(self.stages[stage] for stage in each.reached),
        ]

    def _region(self, region: Region | None) -> str:
        return region.name[self.language] if region else self._asked("none")

    def _topic(self, topic: Topic | None) -> Row:
        return [topic.number, topic.title[self.language]] if topic else [None, self._asked("none")]


def _wide(column: str, head: str) -> int:
    """Characters: a heading is read whole, unless it is longer than any column should be."""
    if column in WIDE:
        return WIDEST
    return min(WIDEST, max(REGION_WIDTH if column == "region" else WIDTH, len(head) + BOLD))
