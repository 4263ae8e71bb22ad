"""The dashboard as pictures: what each of them shows, in the words and figures of one language."""

import json
import struct
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from typing import Any

from bot.services.child_process import ChildProcess
from bot.services.dashboard import wording
from bot.services.dashboard.board import Board
from bot.ui.context import Context
from bot.ui.screens import Album, NotMadeError, Picture
from content.models import Contest
from content.texts.render import headed
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
    counted = wording.caption(ctx, contest, board)
    return Album(tuple(pictures), ctx.text("dashboard/caption", contest=contest, caption=counted))


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
        self.caption = wording.caption(ctx, contest, board)

    def all(self) -> dict[str, Chart]:
        """By the names of their files, as one looks at them; none that would have a single bar."""
        charts = {"overview": self.overview(), "stages": self.stages()}
        if self.board.scope.topic_id is None:
            charts["topics"] = self.topics()
        if self.contest.regions.regions and self.board.scope.region_id is None:
            charts["regions"] = self.regions()
        scope = self.board.scope
        if scope.region_id is None and scope.topic_id is None:
            charts["questions"] = self.waiting()
        elif scope.region_id is None or scope.topic_id is None:
            charts["questions"] = self.waiting_of_part()
        return charts

    def _label(self, key: str, **values: object) -> str:
        return self.ctx.label(f"dashboard.{key}", **values)

    def _number(self, number: int) -> str:
        return self.ctx.texts.number(self.language, number)

    def _chart(self, kind: str, title: str, note: str, **more: Any) -> Chart:
        """Each says what is counted: a picture may be sent on without the others."""
        noted = " · ".join(filter(None, (note, self.caption)))
        return {"kind": kind, "title": self._label(title), "note": noted, **more}

    def _tile(self, value: str, key: str, note: str = "", trend: str = "", colour: str = "calm") -> Chart:
        return {"value": value, "label": self._label(f"tile.{key}"), "note": note, "trend": trend, "colour": colour}

    def _note(self, key: str, number: int) -> str:
        return self._label(f"tile_note.{key}", number=self._number(number))

    def _trend(self, field: str) -> str:
        """Of what came within the period; without one, of the last days, which are then named."""
        words = wording.trend_words(self.ctx, self.board, field) if self.board.came_before else ""
        now = wording.came(self.ctx, self.board, field)
        if not now or self.board.scope.since:
            return words
        return ", ".join(filter(None, (self._label("tile_trend", days=self.board.days, now=now), words)))

    def overview(self) -> Chart:
        local = self.board.at.astimezone(self.contest.tzinfo)
        when = self.ctx.texts.weekday(self.language, local)
        note = self._label("as_of", contest=self.contest.contest.short[self.language], day=when, time=f"{local:%H:%M}")
        tiles = self._of_period() if self.board.scope.since else self._of_contest()
        took = self._tile(self._took(), "took", self._label("tile_note.took"), self._trend("minutes"))
        return self._chart("numbers", "title.overview", note, tiles=[*tiles, took, *self._announced()])

    def _of_contest(self) -> list[Chart]:
        board, number = self.board, self._number
        active = round(100 * board.people("active") / max(1, board.people()))
        share = self._label("tile_note.active", share=active)
        new = self._note("people", board.people("new"))
        handed_in = self._note("packages", board.reached(PackageStage.HANDED_IN))
        overdue = board.questions("overdue")
        return [
            self._tile(number(board.people()), "people", new, self._of_new_people()),
            self._tile(number(board.people("active")), "active", share),
            self._tile(number(board.packages), "packages", handed_in, self._trend("packages")),
            self._tile(
                number(board.questions("open")),
                "open",
                self._note("open", overdue),
                self._trend("questions"),
                "warm" if overdue else "calm",
            ),
        ]

    def _of_new_people(self) -> str:
        """Their number stands in the note already."""
        return wording.trend_words(self.ctx, self.board, "people") if self.board.came_before else ""

    def _of_period(self) -> list[Chart]:
        """What came in it. Who is active is known of these days alone."""
        board, number = self.board, self._number
        handed_in = wording.came(self.ctx, board, "handed_in")
        waiting = self._note("questions", board.questions("open"))
        tiles = [
            self._tile(number(board.people()), "new_people", trend=self._trend("people")),
            self._tile(handed_in, "handed_in", trend=self._trend("handed_in")),
            self._tile(number(board.packages), "new_packages", trend=self._trend("packages")),
            self._tile(number(board.questions()), "questions", waiting, self._trend("questions")),
        ]
        return [tile for tile in tiles if tile["value"]]

    def _announced(self) -> list[Chart]:
        """Nothing where only some people count."""
        announced = self.board.announced
        if announced is None:
            return []
        note = self._note("announcements", announced.undelivered)
        return [self._tile(self._number(announced.delivered), "announcements", note)]

    def _took(self) -> str:
        return "–" if self.board.minutes is None else wording.spent(self.ctx, self.board.minutes)

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
            self._bar(headed(region.short[self.language]) if region else self._label("no_region"), number)
            for region, number in self.board.by_region(self.contest)
        ]
        return self._chart("bars", "title.regions", self._label("people"), rows=self._bars(rows))

    def waiting_of_part(self) -> Chart:
        """Of one region by topics, or of one topic by regions: a map of a single row would be hard to read."""
        found, scope = self.board.waiting(self.contest), self.board.scope
        if scope.region_id is not None:
            key, topics = "waiting_by_topic", self.contest.topics.topics
            named = [(each.id, f"{each.number}. {each.short[self.language]}") for each in topics]
            named.append(("", self._label("other_topic")))
            rows = [self._bar(name, found[scope.region_id, topic_id]) for topic_id, name in named]
        else:
            key, regions = "waiting_by_region", self.contest.regions.regions
            named = [(each.id, headed(each.short[self.language])) for each in regions]
            named.append(("", self._label("no_region")))
            rows = [self._bar(name, found[region_id, scope.topic_id or ""]) for region_id, name in named]
        note = self._label(key, number=self._number(found.total()))
        return self._chart("bars", "title.waiting", note, rows=self._bars(rows))

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
        regions = [(region.id, headed(region.short[self.language])) for region in self.contest.regions.regions]
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
