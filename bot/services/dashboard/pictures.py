"""The dashboard as pictures: what each of them shows, in the words and figures of one language."""

import json
import struct
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from bot.services.child_process import ChildProcess
from bot.services.dashboard.board import Board
from bot.ui.context import Context
from bot.ui.screens import Album, NotMadeError, Picture
from content.models import Contest
from storage.dashboard.stages import PackageStage, stages_of

Chart = Mapping[str, Any]
LENGTH = struct.Struct(">I")
MOST_BARS = 19
"""What stays readable on a phone; the rest is one bar."""
MOST_COLUMNS = 12


async def album(ctx: Context, contest: Contest, board: Board, drawing: ChildProcess) -> Album:
    """Raises NotMadeError where the pictures cannot be drawn."""
    charts = Charts(ctx, contest, board).all()
    drawn = await drawing.run(_as_input(list(charts.values())))
    pictures = [Picture(f"{name}.png", content) for name, content in zip(charts, _apart(drawn), strict=False)]
    if len(pictures) != len(charts):
        raise NotMadeError
    return Album(tuple(pictures))


async def _as_input(charts: Sequence[Chart]) -> AsyncIterator[bytes]:
    yield json.dumps(charts, ensure_ascii=False).encode()


def _apart(drawn: bytes) -> Iterable[bytes]:
    at = 0
    while at < len(drawn):
        (length,) = LENGTH.unpack_from(drawn, at)
        at += LENGTH.size + length
        yield drawn[at - length : at]


class Charts:
    def __init__(self, ctx: Context, contest: Contest, board: Board) -> None:
        self.ctx = ctx
        self.contest = contest
        self.board = board
        self.language = ctx.person.language

    def all(self) -> dict[str, Chart]:
        """By the names of their files, in the order in which one looks at them."""
        charts = {"overview": self.overview(), "stages": self.stages(), "topics": self.topics()}
        if self.contest.regions.regions:
            charts["regions"] = self.regions()
        return {**charts, "questions": self.waiting()}

    def _label(self, key: str, **values: object) -> str:
        return self.ctx.label(f"dashboard.{key}", **values)

    def _number(self, number: int) -> str:
        return self.ctx.texts.number(self.language, number)

    def _chart(self, kind: str, title: str, note: str, **more: Any) -> Chart:
        return {"kind": kind, "title": self._label(title), "note": note, **more}

    def _tile(self, value: str, key: str, colour: str = "calm", **values: object) -> Chart:
        label, note = self._label(f"tile.{key}"), self._label(f"tile_note.{key}", **values)
        return {"value": value, "label": label, "note": note, "colour": colour}

    def overview(self) -> Chart:
        board, number = self.board, self._number
        overdue = board.questions("overdue")
        active = round(100 * board.people("active") / max(1, board.people()))
        tiles = [
            self._tile(number(board.people()), "people", number=number(board.people("new"))),
            self._tile(number(board.people("active")), "active", share=active),
            self._tile(number(board.packages), "packages", number=number(board.reached(PackageStage.HANDED_IN))),
            self._tile(number(board.questions("open")), "open", "warm" if overdue else "calm", number=number(overdue)),
            self._tile(self._hours(), "took"),
            self._tile(number(board.announced.delivered), "announcements", number=number(board.announced.undelivered)),
        ]
        local = board.at.astimezone(self.contest.tzinfo)
        when = self.ctx.texts.weekday(self.language, local)
        note = self._label("as_of", contest=self.contest.contest.short[self.language], day=when, time=f"{local:%H:%M}")
        return self._chart("numbers", "title.overview", note, tiles=tiles)

    def _hours(self) -> str:
        if self.board.minutes is None:
            return "–"
        return self._label("hours", hours=self._number(self.board.minutes // 60), minutes=self.board.minutes % 60)

    def stages(self) -> Chart:
        packages = self.board.packages
        rows = []
        for stage in stages_of(self.contest):
            reached = self.board.reached(stage)
            words = f"{self._number(reached)} · {round(100 * reached / max(1, packages))}\N{NO-BREAK SPACE}%"
            rows.append(self._bar(self._label(f"stage.{stage.value}"), reached, words))
        return self._chart(
            "bars", "title.stages", self._label("of_packages", number=self._number(packages)), rows=rows, whole=packages
        )

    def _bar(self, label: str, value: int, words: str | None = None) -> Chart:
        return {"label": label, "value": value, "words": words or self._number(value), "colour": "calm"}

    def _bars(self, rows: list[Chart]) -> list[Chart]:
        """All of them, or the rest as one."""
        if len(rows) <= MOST_BARS:
            return rows
        rest = sum(row["value"] for row in rows[MOST_BARS - 1 :])
        return [*rows[: MOST_BARS - 1], self._bar(self._label("others"), rest)]

    def topics(self) -> Chart:
        rows = [
            self._bar(f"{topic.number}. {topic.short[self.language]}" if topic else self._label("no_topic"), number)
            for topic, number in self.board.by_topic(self.contest)
        ]
        return self._chart("bars", "title.topics", self._label("packages"), rows=self._bars(rows))

    def regions(self) -> Chart:
        rows = [
            self._bar(region.short[self.language] if region else self._label("no_region"), number)
            for region, number in self.board.by_region(self.contest)
        ]
        return self._chart("bars", "title.regions", self._label("people"), rows=self._bars(rows))

    def waiting(self) -> Chart:
        """Regions as the announcement lists them, by topics; the topics with the most where there are many."""
        found = self.board.waiting(self.contest)
        topics = list(self.contest.topics.topics)
        if len(topics) > MOST_COLUMNS:
            asked = {topic.id: sum(n for (_, about), n in found.items() if about == topic.id) for topic in topics}
            most = sorted(topics, key=lambda topic: -asked[topic.id])[:MOST_COLUMNS]
            topics = [topic for topic in topics if topic in most]
        columns = [(topic.id, str(topic.number), topic.short[self.language]) for topic in topics]
        columns.append(("", "–", self._label("other_topic")))
        shown = {topic_id for topic_id, *_ in columns}
        regions = [(region.id, region.short[self.language]) for region in self.contest.regions.regions]
        rows = []
        others = self._label("no_region" if regions else "sheet.total")
        for region_id, label in [*regions, ("", others)]:
            values = [found[region_id, topic_id] for topic_id, *_ in columns]
            values[-1] += sum(n for (at, about), n in found.items() if at == region_id and about not in shown)
            words = [self._number(value) if value else "" for value in values]
            rows.append({"label": label, "values": values, "words": words})
        note = self._label("waiting" if regions else "waiting_by_topic", number=self._number(found.total()))
        legend = [f"{number}: {name}" for _, number, name in columns]
        return self._chart(
            "heat", "title.waiting", note, columns=[number for _, number, _ in columns], rows=rows, legend=legend
        )
