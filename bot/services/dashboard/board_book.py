"""The dashboard as a file for a spreadsheet. It names nobody, unless an owner asked for a file that does."""

import json
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from bot.services.child_process import ChildProcess
from bot.services.consultants.statistics import MINUTES
from bot.services.dashboard.board import Board
from bot.ui.context import Context
from content.models import Contest, Language, Region, Topic
from storage.consultants import statistics
from storage.consultants.statistics import Entry
from storage.dashboard import named
from storage.dashboard.named import Named
from storage.dashboard.stages import STAGES

AT_ONCE = 100
"""Rows handed over before somebody else has a turn."""
WIDE = ("summary", "topic", "stages", "stage")
Row = Sequence[Any]
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


async def book(ctx: Context, contest: Contest, board: Board, writing: ChildProcess, *, with_names: bool) -> bytes:
    """Raises NotMadeError where it cannot be written."""
    return await writing.run(_Book(ctx, contest, board).lines(with_names=with_names))


def _as_lines(rows: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(row, ensure_ascii=False).encode() + b"\n" for row in rows)


class _Book:
    def __init__(self, ctx: Context, contest: Contest, board: Board) -> None:
        self.ctx = ctx
        self.contest = contest
        self.board = board
        self.language = ctx.person.language
        self.stages = {stage: ctx.label(f"dashboard.stage.{stage.value}") for stage in STAGES}
        self.regions: Mapping[str | None, str] = {each.id: self._region(each) for each in contest.regions.regions}
        self.topics: Mapping[str | None, Row] = {each.id: self._topic(each) for each in contest.topics.topics}
        self.zone = contest.tzinfo
        self.nowhere, self.nothing = self._region(None), self._topic(None)

    async def lines(self, *, with_names: bool) -> AsyncIterator[bytes]:
        """What `python -m bot.sheets` reads, in portions."""
        yield _as_lines(self._summary())
        yield _as_lines(self._groups())
        yield _as_lines(self._waiting())
        async with self.ctx.database.scanning() as connection:
            entries = await statistics.entries(connection, self.contest.id, None)
            yield _as_lines([self._sheet("questions", QUESTIONS, self._asked)])
            for start in range(0, len(entries), AT_ONCE):
                yield _as_lines(self._question(entry) for entry in entries[start : start + AT_ONCE])
            if with_names:
                yield _as_lines([self._sheet("people", PEOPLE)])
                async for people in named.everybody(connection, self.contest):
                    yield _as_lines(self._person(each) for each in people)

    def _label(self, key: str) -> str:
        return self.ctx.label(f"dashboard.sheet.{key}")

    def _asked(self, key: str) -> str:
        """The columns of questions are called as in the file of their own."""
        return self.ctx.label(f"figures.sheet.{key}")

    def _sheet(self, name: str, head: Sequence[str], label: Any = None) -> Mapping[str, Any]:
        label = label or self._label
        return {
            "sheet": self._label(name),
            "widths": [44 if column in WIDE else 18 for column in head],
            "head": [label(column) for column in head],
        }

    def _summary(self) -> Iterable[Any]:
        board = self.board
        hours = None if board.minutes is None else round(board.minutes / MINUTES, 2)
        rows: dict[str, Any] = {
            "as_of": self._at(board.at),
            "zone": self.contest.contest.zone_label[self.language],
            "people": board.people(),
            "active": board.people("active"),
            "new": board.people("new"),
            "unreachable": board.people("unreachable"),
            **{f"language_{each.value}": board.people("total", each) for each in Language},
            "packages": board.packages,
            "sent": board.questions(),
            "open": board.questions("open"),
            "overdue": board.questions("overdue"),
            "answered": board.questions("answered"),
            "hours": hours,
            "announcements": board.announcements[0],
            "delivered": board.announced.delivered,
            "undelivered": board.announced.undelivered,
            "opened": board.announced.opened,
        }
        yield {"sheet": self._label("summary"), "widths": [44, 18], "head": []}
        yield [{"bold": self.contest.contest.short[self.language]}]
        for key, value in rows.items():
            yield [self._label(key), value]

    def _groups(self) -> Iterable[Any]:
        yield self._sheet("by_stage", ("stage", "number"))
        for stage in STAGES:
            yield [self.stages[stage], self.board.reached(stage)]
        yield self._sheet("by_topic", ("topic_number", "topic", "number"))
        for topic, number in self.board.by_topic(self.contest):
            yield [*self._topic(topic), number]
        yield self._sheet("by_region", ("region", "number"))
        for region, number in self.board.by_region(self.contest):
            yield [self._region(region), number]

    def _waiting(self) -> Iterable[Any]:
        """Questions without an answer: regions down, topics across."""
        found = self.board.waiting(self.contest)
        topics: list[Topic | None] = [*self.contest.topics.topics, None]
        names = [f"{each.number}. {each.short[self.language]}" if each else self._asked("none") for each in topics]
        widths = [28, *(18 for _ in topics)]
        yield {"sheet": self._label("waiting"), "widths": widths, "head": [self._label("region"), *names]}
        for region in (*self.contest.regions.regions, None):
            at = region.id if region else ""
            yield [self._region(region), *(found[at, each.id if each else ""] for each in topics)]

    def _question(self, entry: Entry) -> Row:
        times = (entry.sent_at, entry.due_at, entry.answered_at, entry.settled_at)
        return [
            entry.number,
            self.regions.get(entry.region_id, self.nowhere),
            *self.topics.get(entry.topic_id, self.nothing),
            self._asked(f"state_{entry.state.value}"),
            *(self._at(moment) for moment in times),
            None if entry.answered_in is None else round(entry.answered_in / MINUTES, 2),
        ]

    def _person(self, each: Named) -> Row:
        return [
            each.id,
            each.name or None,
            each.language,
            self.regions.get(each.region_id, self.nowhere),
            self._at(each.joined_at),
            self._at(each.seen_on),
            *self.topics.get(each.topic_id, self.nothing),
            ", ".join(self.stages[stage] for stage in each.reached),
        ]

    def _region(self, region: Region | None) -> str:
        return region.name[self.language] if region else self._asked("none")

    def _topic(self, topic: Topic | None) -> Row:
        return [topic.number, topic.title[self.language]] if topic else [None, self._asked("none")]

    def _at(self, moment: date | None) -> Mapping[str, str] | None:
        """In the contest's zone, which a cell has no place for: the first sheet names it."""
        if isinstance(moment, datetime):
            local = moment.astimezone(self.zone).replace(tzinfo=None, microsecond=0)
            return {"at": local.isoformat()}
        return {"at": moment.isoformat()} if moment else None
