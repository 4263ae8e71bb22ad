"""What it takes to draw a screen, with few people and with many; to search among many topics; and to answer questions.

All of it happens in this process, without Telegram. By itself: python -m tests.bench.screens
"""

import asyncio
import tempfile
from collections import deque
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from statistics import median
from time import perf_counter

from sqlalchemy import Connection, Engine, event

from bot.app import build_navigation
from bot.check.contexts import contexts_at
from bot.check.crawl import explore
from bot.payloads.entry import Home
from bot.payloads.payload import Payload
from bot.ui.context import ExplainedError
from bot.ui.navigation import Goto
from bot.ui.screens import Screen
from content.catalogue import Catalogue
from content.models import Contest
from content.texts.render import Texts
from storage.database import Database
from storage.entry import people
from storage.migrate import migrate
from tests.bench import answering
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT
from tests.bench.crowd import fill
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.searching import TOPICS, slowest_search

SIZES = (100, 100_000)
ROUNDS = 5
MOST_STATEMENTS = 5
SEARCH_MS = 20
ANSWER_MS = 30
WRONG = 0.03
"""The share of typed questions that may be answered with something else than was asked."""
COLUMNS = ["people", "screens", "statements, most", "ms, median", "ms, most", "changes", "statements, most"]


class Statements:
    """Every statement that a database is sent; to be made before its connections are."""

    def __init__(self, database: Database) -> None:
        self.sent: list[str] = []
        self.database = database
        event.listen(Engine, "before_cursor_execute", self._note)

    def _note(self, connection: Connection, _cursor: object, statement: str, *_: object) -> None:
        if connection.engine.url.database == self.database.url.database:
            self.sent.append(statement)


@dataclass(frozen=True)
class Drawn:
    """What became of a tap on a payload. A change writes before anything is drawn, so it is told apart."""

    payload: Payload
    screen: Screen
    statements: int
    changes: bool
    seconds: float


class Tapping:
    """The last person of a crowd, who taps all there is; a tap reads the person first, as every update does."""

    def __init__(self, database: Database, statements: Statements, contest: Contest, now: datetime, size: int) -> None:
        self.database = database
        self.size = size
        self.contexts = contexts_at(now, database, Catalogue({contest.id: contest}), Texts())
        self.navigation = build_navigation()
        self.statements = statements

    async def everything(self) -> list[Drawn]:
        """Taps every button once to find the next ones, then times the screens, whose templates are read by now."""
        found: list[Drawn] = []

        async def draw(payload: Payload) -> Screen:
            found.append(await self.draw(payload))
            return found[-1].screen

        await explore(self.navigation, [Home()], draw, deque[Payload].popleft, most_made=self.size)
        return [each if each.changes else await self._timed(each) for each in found]

    async def _timed(self, found: Drawn) -> Drawn:
        again = [await self.draw(found.payload) for _ in range(ROUNDS)]
        most = max(each.statements for each in (found, *again))
        return Drawn(found.payload, found.screen, most, found.changes, median(each.seconds for each in again))

    async def draw(self, payload: Payload) -> Drawn:
        self.statements.sent.clear()
        begin = perf_counter()
        async with self.database.reading() as connection:
            person = await people.find(connection, self.size)
        assert person is not None
        ctx = await self.contexts.make(person)
        try:
            screen, _ = await self.navigation.draw(ctx, Goto(payload))
        except ExplainedError as error:
            screen = self.navigation.explain(ctx, error)
        seconds = perf_counter() - begin
        sent = self.statements.sent
        return Drawn(payload, screen, len(sent), any(each.startswith("BEGIN") for each in sent), seconds)


@dataclass(frozen=True)
class Costs:
    """What one person can tap among so many people."""

    size: int
    screens: list[Drawn]
    changes: list[Drawn]

    def row(self) -> list[str]:
        milliseconds = [1000 * each.seconds for each in self.screens]
        return [
            f"{self.size:,}",
            f"{len(self.screens)}",
            f"{self.most(self.screens)}",
            f"{median(milliseconds):.1f}",
            f"{max(milliseconds):.1f}",
            f"{len(self.changes)}",
            f"{self.most(self.changes)}",
        ]

    @staticmethod
    def most(drawn: list[Drawn]) -> int:
        """A file for the person is left out: that of all their data asks every table once."""
        return max(each.statements for each in drawn if each.screen.attachment is None)


async def costs(contest: Contest, now: datetime, size: int) -> Costs:
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite+aiosqlite:///{Path(folder) / 'bot.db'}")
        statements = Statements(database)
        try:
            await migrate(database)
            await fill(database, contest, now, size)
            drawn = await Tapping(database, statements, contest, now, size).everything()
        finally:
            await database.close()
    return Costs(size, [each for each in drawn if not each.changes], [each for each in drawn if each.changes])


async def bench() -> None:
    contest, now = contest_of_the_day(CONTENT)
    measured = [await costs(contest, now, size) for size in SIZES]
    slowest = max((each for costs in measured for each in costs.screens), key=lambda each: each.seconds)
    statements = max(costs.most(costs.screens) for costs in measured)
    search = 1000 * slowest_search(contest)
    answered = answering.by_language_and_half(contest)
    answer = 1000 * max(rates.slowest for rates in answered.values())
    wrong = max(rates.wrong for rates in answered.values())
    print(table([COLUMNS, *(each.row() for each in measured)]))
    print(f"slowest: {slowest.payload.pack()}", end="\n\n")
    print(table([answering.COLUMNS, *(rates.row(name) for name, rates in answered.items())]), end="\n\n")
    print(
        table(
            [
                FIGURES,
                verdict("statements a screen", statements, f"<= {MOST_STATEMENTS}", statements <= MOST_STATEMENTS),
                verdict(f"search among {TOPICS} topics, ms", search, f"<= {SEARCH_MS}", search <= SEARCH_MS),
                verdict("a typed question, ms", answer, f"< {ANSWER_MS}", answer < ANSWER_MS),
                verdict("answered wrongly, most", wrong, f"<= {WRONG}", wrong <= WRONG),
            ]
        )
    )


if __name__ == "__main__":
    asyncio.run(bench())
