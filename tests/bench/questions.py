"""How questions fare: a long queue against a short one, and how soon a consultant's phone rings.

By itself: python -m tests.bench.questions
"""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from aiogram import Bot
from aiogram.methods import TelegramMethod
from aiogram.types import Update, User
from sqlalchemy import text

from bot.app import App, build_app
from bot.clock import Clock
from bot.delivery.rate_limit import RateLimit
from bot.demo.api.session import InMemorySession
from bot.demo.state.world import Observer
from bot.demo.telegram import Telegram
from bot.payloads.consultants.queue import Queue
from content.models import Contest
from storage.consultants import consultants
from storage.migrate import migrate
from tests.bench.bench_settings import settings_in
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT
from tests.bench.figures import FIGURES, table, verdict

FEW, MANY = 10, 10_000
ROUNDS = 60
MOST = 1.5
ANSWER_SECONDS = 0.06
"""What Telegram takes to answer a call."""
QUESTIONS = 100
ASKER, CONSULTANT, FIRST_PERSON = 7001, 7003, 5_000_000_000


class At(Clock):
    """The moment of the contest in which all is measured."""

    def __init__(self, moment: datetime) -> None:
        self._begin = perf_counter()
        self._moment = moment

    def now(self) -> datetime:
        return self._moment + timedelta(seconds=perf_counter() - self._begin)


class SlowSession(InMemorySession):
    """The local Telegram, as far away as the real one."""

    seconds = 0.0

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ASYNC109 - aiogram's own parameter
    ) -> Any:
        await asyncio.sleep(self.seconds)
        return await super().make_request(bot, method, timeout)


@dataclass
class Bell(Observer):
    """Rings once something in the consultant's chat changes."""

    rung: asyncio.Event

    def changed(self, chat_id: int | None) -> None:
        if chat_id == CONSULTANT:
            self.rung.set()


class Bench:
    """A bot with two people: one asks, one answers for their region."""

    def __init__(self, app: App, telegram: Telegram, session: SlowSession, contest: Contest) -> None:
        self.app = app
        self.telegram = telegram
        self.session = session
        self.contest = contest
        self.region = contest.regions.regions[0]
        self._offset = 0

    async def begin(self) -> None:
        for user_id, name in ((ASKER, "Asker"), (CONSULTANT, "Consultant")):
            self.telegram.add_person(User(id=user_id, is_bot=False, first_name=name), f"+7700{user_id:07d}")
            await self.write(user_id, "/start")
            await self.tap(user_id, "setlang:kk:")
        async with self.app.database.writing() as connection:
            await consultants.link(
                connection, self.contest.id, self.region.consultant, CONSULTANT, "", self.app.clock.now(), invited=False
            )
        await self.tap(ASKER, f"region:{self.contest.id}:{self.region.id}:0")

    async def fill(self, number: int) -> None:
        """So many open questions of other people."""
        async with self.app.database.bulk_writing() as connection:
            await connection.execute(text("DELETE FROM questions"))
            now = self.app.clock.now().astimezone(UTC).replace(tzinfo=None)
            numbers = (
                "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 <= :number) "
            )
            people = "INSERT OR IGNORE INTO people (id, language, joined_at) SELECT :first + n, 'kk', :now FROM numbers"
            opened = (
                "INSERT INTO questions (person_id, contest_id, region_id, language, state, context, holder, created_at,"
                " sent_at, due_at, staff_at, step_at) SELECT :first + n, :contest, :region, 'kk', 'open', '{}',"
                " :holder, :now, :now, :due, :due, :due FROM numbers"
            )
            values = {"number": number, "first": FIRST_PERSON, "now": now, "due": now + timedelta(days=1)}
            place = {"contest": self.contest.id, "region": self.region.id, "holder": self.region.consultant}
            await connection.execute(text(numbers + people), values)
            await connection.execute(text(numbers + opened), {**values, **place})

    async def write(self, user_id: int, words: str) -> None:
        self.telegram.write(user_id, words)
        await self.settle()

    async def tap(self, user_id: int, data: str) -> None:
        self.telegram.press(user_id, self.telegram.messages(user_id)[-1].message_id, data)
        await self.settle()

    async def settle(self) -> None:
        for raw in await self.telegram.updates(offset=self._offset, timeout=0):
            update = Update.model_validate(raw, context={"bot": self.app.bot})
            self._offset = update.update_id + 1
            await self.app.dispatcher.feed_update(self.app.bot, update)

    async def draft(self) -> int:
        """A question that is written and not sent yet: its number."""
        await self.tap(ASKER, f"askc:{self.contest.id}:0")
        await self.write(ASKER, "Мөр керек пе?")
        async with self.app.database.reading() as reader:
            row = await reader.execute(text("SELECT max(id) FROM questions WHERE state = 'draft'"))
            return int(row.scalar_one())

    async def send(self, number: int) -> None:
        await self.tap(ASKER, f"asksend:{self.contest.id}:{number}")

    async def answered(self, number: int) -> None:
        """The next question of the same minute is one of its own then."""
        async with self.app.database.writing() as connection:
            await connection.execute(text("UPDATE questions SET state = 'answered' WHERE id = :id"), {"id": number})

    async def ask(self) -> None:
        number = await self.draft()
        await self.send(number)
        await self.answered(number)

    def rings(self) -> asyncio.Event:
        """Set as soon as the consultant gets a message."""
        event = asyncio.Event()
        self.telegram.observers.append(Bell(event))
        return event

    async def show_queue(self) -> None:
        await self.tap(CONSULTANT, Queue().pack())


@asynccontextmanager
async def bench_bot() -> AsyncIterator[Bench]:
    contest, now = contest_of_the_day(CONTENT)
    with tempfile.TemporaryDirectory() as folder:
        settings = settings_in(folder)
        clock = At(now)
        telegram = Telegram(clock.now)
        session = SlowSession(telegram)
        app = build_app(settings, session, clock)
        try:
            await migrate(app.database)
            bench = Bench(app, telegram, session, contest)
            await bench.begin()
            yield bench
        finally:
            await app.close()


async def _seconds(act: Callable[[], Awaitable[None]]) -> float:
    begin = perf_counter()
    await act()
    return perf_counter() - begin


async def long_queues() -> list[list[str]]:
    """In turn, few and many: what disturbs the machine disturbs both."""
    taken: dict[tuple[str, int], list[float]] = {}
    async with bench_bot() as bench:
        for _ in range(4):
            for number in (FEW, MANY):
                await bench.fill(number)
                for name, act in (("queue", bench.show_queue), ("ask", bench.ask)):
                    await act()
                    times = [await _seconds(act) for _ in range(ROUNDS // 4)]
                    taken.setdefault((name, number), []).append(median(times))
    rows = []
    for name, words in (("queue", "/queue"), ("ask", "a new question")):
        ratio = median(many / few for many, few in zip(taken[name, MANY], taken[name, FEW], strict=True))
        rows.append(verdict(f"{words}: {MANY:,} open, of {FEW}", ratio, "<= 1.5", ratio <= MOST))
    return rows


async def to_the_phone() -> list[list[str]]:
    """From the tap that sends a question until the consultant's phone has it."""
    stop = asyncio.Event()
    async with bench_bot() as bench, asyncio.TaskGroup() as group:
        bench.app.delivery.rate_limit = RateLimit(between_two=0.0)  # each question stands for another consultant's
        group.create_task(bench.app.delivery.run(stop))
        taken = sorted([await _ring(bench) for _ in range(QUESTIONS)])
        stop.set()
    slowest = taken[int(len(taken) * 0.99) - 1]
    return [verdict("question to the consultant's phone, p99, s", slowest, "< 1", slowest < 1)]


async def _ring(bench: Bench) -> float:
    rung = bench.rings()
    draft = await bench.draft()
    bench.session.seconds = ANSWER_SECONDS
    begin = perf_counter()
    async with asyncio.TaskGroup() as group:
        group.create_task(bench.send(draft))
        await rung.wait()
        seconds = perf_counter() - begin
    bench.session.seconds = 0.0
    await bench.answered(draft)
    return seconds


async def bench() -> None:
    print(table([FIGURES, *await long_queues(), *await to_the_phone()]), end="\n\n")


if __name__ == "__main__":
    asyncio.run(bench())
