"""`kill -9` of a random one of several replicas, again and again, while people tap and notices go out."""

import asyncio
import random
import sys
from dataclasses import dataclass
from datetime import timedelta
from time import perf_counter

from sqlalchemy import func, select

from bot.payloads.packages.documents import SetDocument
from bot.payloads.packages.packages import NewPackage
from bot.payloads.topics import ChooseTopic
from storage.database import Database
from storage.migrate import migrate
from storage.packages.packages import FIRST, DocumentStatus
from storage.tables import outbox, package_marks, packages, people
from storage.tables.application.packages import MarkKind
from storage.tables.delivery import OutboxState
from tests.bench.cluster import BalancedTelegram, Place, Replica, replicas
from tests.bench.contestants import BenchError
from tests.bench.figures import verdict
from tests.bench.load import until
from tests.bench.queues import ALLOWED, FIRST_PERSON
from tests.bench.telegram import serve

SECONDS_TO_FINISH = 600.0
LEAST_UP, MOST_UP = 1.0, 3.0
"""Seconds between two kills in which all replicas are at work."""
STATUSES = (DocumentStatus.READY, DocumentStatus.IN_PROGRESS)


@dataclass(frozen=True)
class Trial:
    """How much is asked of the replicas."""

    replicas: int
    kills: int
    people: int
    notices: int
    pause: float
    """Seconds between two taps of a person: one core is to be enough for all replicas."""


DAY = Trial(replicas=3, kills=20, people=300, notices=2_000, pause=10.0)


async def populate(place: Place, notices: int) -> None:
    """People who chose a language the day before, and to whom a reminder is due."""
    await migrate(place.database)
    joined = place.scene.now - timedelta(days=1)
    rows = [{"id": FIRST_PERSON + number, "language": "kk", "joined_at": joined} for number in range(notices)]
    async with place.database.bulk_writing() as connection:
        await connection.execute(people.insert(), rows)


async def killed(place: Place, trial: Trial) -> list[list[str]]:
    """Each person opens an application, changes a document again and again, and opens a second one half-way."""
    telegram, stop, half_way = BalancedTelegram(), asyncio.Event(), asyncio.Event()
    in_flight = 0
    async with serve(telegram) as address, replicas(telegram, trial.replicas, address, place) as running:
        async with asyncio.TaskGroup() as group:
            for number in range(trial.people):
                person = Person(telegram, FIRST_PERSON + number, place, trial.pause)
                group.create_task(person.taps(half_way, stop))
            for number in range(trial.kills):
                await asyncio.sleep(random.uniform(LEAST_UP, MOST_UP))
                in_flight += await _kill_one(running, place.database)
                print(f"kill {number + 1} of {trial.kills}", file=sys.stderr, flush=True)
                if 2 * number >= trial.kills - 1:
                    half_way.set()
            stop.set()
        await _finished(place.database, telegram)
    reached = set(telegram.arrived)
    lost = trial.notices - len(reached)
    repeats, most = sum(telegram.repeats().values()), telegram.most_in_a_second()
    left, astray, twice = len(telegram.under_way), await wrong(place, telegram), await _packages(place, trial.people)
    return [
        verdict("kills", trial.kills, "-", True),
        verdict("taps answered", telegram.done, "-", True),
        verdict("taps lost", left, "0", not left),
        verdict("notices lost", lost, "0", not lost),
        verdict(f"notices twice, of {in_flight} in flight at a kill", repeats, f"<= {in_flight}", repeats <= in_flight),
        verdict("people whose last tap does not count", astray, "0", not astray),
        verdict("people for whom something was done twice, or not", twice, "0", not twice),
        verdict("answers out of a person's order", telegram.out_of_order(), "0", not telegram.out_of_order()),
        verdict("taps answered again, in flight at a kill", telegram.answered_again(), "-", True),
        verdict("most in a second", most, f"<= {ALLOWED}", most <= ALLOWED),
    ]


class Person:
    """Taps as Telegram brings it: nothing more of a person before the last was taken."""

    def __init__(self, telegram: BalancedTelegram, person_id: int, place: Place, pause: float) -> None:
        self._telegram = telegram
        self._id = person_id
        self._contest = place.scene.contest
        self._pause = pause

    async def taps(self, half_way: asyncio.Event, stop: asyncio.Event) -> None:
        await asyncio.sleep(random.uniform(0.0, self._pause))
        topic = self._contest.topics.topics[0].id
        await self._tap(ChooseTopic(contest=self._contest.id, topic=topic).pack())
        turn, another = 0, False
        while not stop.is_set() or turn < len(STATUSES) or not another:
            if half_way.is_set() and not another:
                await self._tap(NewPackage(contest=self._contest.id, number=2, sure=True).pack())
                another = True
            await self._tap(document(self._contest.id, STATUSES[turn % 2]))
            turn += 1

    async def _tap(self, payload: str) -> None:
        number = self._telegram.bring(self._id, payload)
        await asyncio.sleep(random.uniform(0.5, 1.5) * self._pause)
        await until(lambda: number not in self._telegram.under_way, SECONDS_TO_FINISH)


def document(contest_id: str, status: DocumentStatus) -> str:
    return SetDocument(contest=contest_id, document="doc_1", status=status, package=FIRST).pack()


async def _kill_one(running: list[Replica], database: Database) -> int:
    """And begins it again. Returns how many notices were in flight."""
    chosen = random.choice(running)
    await chosen.kill()
    async with database.scanning() as reader:
        flying = select(func.count()).where(outbox.c.state == OutboxState.IN_FLIGHT)
        number = (await reader.execute(flying)).scalar_one()
    await asyncio.sleep(random.uniform(0.0, 1.0))
    await chosen.begin()
    await chosen.listens()
    return number


async def _finished(database: Database, telegram: BalancedTelegram) -> None:
    """Until all taps are answered and nothing is to be sent any more."""
    waits = select(func.count()).where(outbox.c.state.in_([OutboxState.QUEUED, OutboxState.IN_FLIGHT]))
    left, end = 1, perf_counter() + SECONDS_TO_FINISH
    while left or telegram.under_way or telegram.brought:
        if perf_counter() > end:
            raise BenchError(f"{len(telegram.under_way)} taps are not answered, {left} notices wait")
        await asyncio.sleep(1)
        async with database.scanning() as reader:
            left = (await reader.execute(waits)).scalar_one()


async def wrong(place: Place, telegram: BalancedTelegram) -> int:
    """People whose document is not as they tapped last."""
    first = (packages.c.id == package_marks.c.package_id) & (packages.c.number == 1)
    marks = select(packages.c.person_id, package_marks.c.value).join(packages, first)
    async with place.database.scanning() as reader:
        rows = (await reader.execute(marks.where(package_marks.c.kind == MarkKind.DOCUMENT))).all()
    kept = {row.person_id: row.value for row in rows}
    return sum(kept.get(person) != payload.split(":")[3] for person, payload in telegram.last.items())


async def _packages(place: Place, expected: int) -> int:
    """People who have not the two applications that they opened."""
    each = select(packages.c.person_id, func.count().label("number")).group_by(packages.c.person_id)
    async with place.database.scanning() as reader:
        found = {row.person_id: row.number for row in (await reader.execute(each)).all()}
    return sum(found.get(FIRST_PERSON + number) != 2 for number in range(expected))
