"""What the two queues stand: thousands of notices, a bad day at Telegram, kills at any moment, a crowd to plan for.

It takes some ten minutes, most of which is Telegram's limit of 30 messages a second. By itself:
python -m tests.bench.queues
"""

import asyncio
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

import uvloop
from sqlalchemy import text

from bot.access import Access
from bot.clock import Clock
from bot.payloads.entry import SetLanguage
from bot.payloads.packages.documents import SetDocument
from bot.payloads.packages.packages import NewPackage
from bot.payloads.topics import ChooseTopic
from bot.services.reminders.planner import Planner
from content.catalogue import Catalogue
from content.models import Contest, Language
from content.rules.reminders import ReminderRule, due
from storage.database import Database
from storage.migrate import migrate
from storage.packages.packages import FIRST, DocumentStatus
from tests.bench.checklist import contest_of_the_day
from tests.bench.contestants import CONTENT, BenchError, product
from tests.bench.figures import FIGURES, table, verdict
from tests.bench.load import steady, until
from tests.bench.postbox import CLEAR, Postbox, Weather

NOTICES = 3_000
NOTICES_KILLED = 2_000
KILLS = 20
TAPPING = 300
CROWD = 100_000
ALLOWED = 30
"""Messages a second, over all chats."""
BAD_DAY = {"too_many": 0.05, "server_error": 0.03, "dropped": 0.02}
BLOCKED_SHARE = 0.04
SECONDS_FOR_NOTICES = 900.0
"""On a bad day most of it is rest: every 429 stops the whole worker for as long as Telegram says."""
LULL = 5.0
TAPS_A_SECOND = 20
FIRST_PERSON = 5_000_000_000


@dataclass(frozen=True)
class Scene:
    """The contest, and a moment at which the first reminder of the deadline has just come due."""

    contest: Contest
    now: datetime

    @property
    def people(self) -> list[int]:
        return [FIRST_PERSON + number for number in range(NOTICES)]


def scene() -> Scene:
    contest, _ = contest_of_the_day(CONTENT)
    return Scene(contest, due(ReminderRule.DAYS_14, contest.deadline, contest.tzinfo) + timedelta(minutes=1))


async def populate(folder: Path, people: int, joined: datetime) -> None:
    """People who chose a language the day before, and nothing else."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    await migrate(database)
    async with database.bulk_writing() as connection:
        await connection.execute(
            text(
                "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :people) "
                "INSERT INTO people (id, language, joined_at) SELECT :first + n, 'kk', :joined FROM numbers"
            ),
            {"people": people, "first": FIRST_PERSON, "joined": joined.astimezone(UTC).replace(tzinfo=None)},
        )
    await database.close()


async def rows(folder: Path, statement: str) -> list[tuple[object, ...]]:
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    async with database.reading() as reader:
        found = [tuple(row) for row in (await reader.execute(text(statement))).all()]
    await database.close()
    return found


async def states(folder: Path) -> Counter[str]:
    found = await rows(folder, "SELECT state, count(*) FROM outbox GROUP BY state")
    return Counter({str(state): int(str(number)) for state, number in found})


async def all_sent(postbox: Postbox, folder: Path, expected: int) -> None:
    """Waits until nothing is queued or in flight; looks only in a lull, so as not to be in the way."""
    end = perf_counter() + SECONDS_FOR_NOTICES
    while perf_counter() < end:
        await asyncio.sleep(1)
        if postbox.calls and perf_counter() - postbox.calls[-1] > LULL:
            found = await states(folder)
            if sum(found.values()) >= expected and not found["queued"] + found["in_flight"]:
                return
    raise BenchError(f"after {SECONDS_FOR_NOTICES:.0f} s only {postbox.messages} of {expected} notices arrived")


async def on_a_good_day(scene: Scene, folder: Path) -> list[list[str]]:
    """3,000 notices to 3,000 people, while some of them tap; and the same taps on an idle bot."""
    await populate(folder, NOTICES, scene.now - timedelta(days=1))
    payload = f"docs:{scene.contest.id}"
    postbox = Postbox()
    async with product(postbox, folder, scene.now):
        await until(lambda: postbox.messages > ALLOWED, 30)
        busy = await steady(postbox, scene.people[-100:], payload, rate=TAPS_A_SECOND, seconds=60)
        await all_sent(postbox, folder, NOTICES)
        idle = await steady(postbox, scene.people[-100:], payload, rate=TAPS_A_SECOND, seconds=60)
    sent = sorted(at for times in postbox.arrived.values() for at in times)
    rate = (len(sent) - 1) / (sent[-1] - sent[0]) / ALLOWED
    most, ratio = postbox.most_in_a_second(), busy.quantile(0.99) / idle.quantile(0.99)
    once = len(postbox.arrived) == NOTICES and not postbox.repeats()
    return [
        verdict("3,000 notices: of 30 a second", rate, ">= 0.98", rate >= 0.98),
        verdict("most in any one second", most, f"<= {ALLOWED}", most <= ALLOWED),
        verdict("everybody exactly once", float(once), "1", once),
        verdict("p99 of a tap meanwhile, of idle", ratio, "<= 1.5", ratio <= 1.5),
    ]


async def on_a_bad_day(scene: Scene, folder: Path) -> list[list[str]]:
    """The same with 429, 5xx, broken connections and people who blocked the bot."""
    await populate(folder, NOTICES, scene.now - timedelta(days=1))
    blocked = set(random.Random(2).sample(scene.people, int(BLOCKED_SHARE * NOTICES)))
    postbox = Postbox(Weather(**BAD_DAY, blocked=blocked))
    async with product(postbox, folder, scene.now):
        await all_sent(postbox, folder, NOTICES)
    reached = set(postbox.arrived)
    right = {chat for chat, *_ in await rows(folder, "SELECT person_id FROM outbox WHERE state = 'sent'")} == reached
    right &= {
        chat for chat, *_ in await rows(folder, "SELECT person_id FROM outbox WHERE state = 'blocked'")
    } == blocked
    once = reached == set(scene.people) - blocked and not postbox.repeats()
    most = postbox.most_in_a_second()
    return [
        verdict("bad day: every reachable person once", float(once), "1", once),
        verdict("bad day: report right to the row", float(right), "1", right),
        verdict("bad day: most calls in one second", most, f"<= {ALLOWED}", most <= ALLOWED),
    ]


async def killed_while_sending(scene: Scene, folder: Path) -> list[list[str]]:
    """`kill -9` at random moments of a run, each followed by a restart."""
    await populate(folder, NOTICES_KILLED, scene.now - timedelta(days=1))
    postbox, chance = Postbox(), random.Random(3)
    in_flight, begin = 0, perf_counter()

    def now() -> datetime:
        return scene.now + timedelta(seconds=perf_counter() - begin)

    for _ in range(KILLS):
        async with product(postbox, folder, now()) as bot:
            await asyncio.sleep(chance.uniform(0.5, 4.0))
            bot.process.kill()
            await bot.process.wait()
        in_flight += (await states(folder))["in_flight"]
    async with product(postbox, folder, now()):
        await all_sent(postbox, folder, NOTICES_KILLED)
    lost = NOTICES_KILLED - len(postbox.arrived)
    repeats = sum(postbox.repeats().values())
    return [
        verdict("20 kills while sending: lost", lost, "0", lost == 0),
        verdict(f"repeated, of {in_flight} in flight", repeats, f"<= {in_flight}", repeats <= in_flight),
    ]


async def killed_while_receiving(scene: Scene, folder: Path) -> list[list[str]]:
    """`kill -9` while people tap; every tenth update cannot be read by anybody."""
    postbox, chance = Postbox(CLEAR), random.Random(4)
    people = scene.people[:TAPPING]
    contest, documents = scene.contest, scene.contest.documents.documents
    for person in people:
        postbox.tap(person, SetLanguage(language=Language.KK).pack())
        postbox.tap(person, ChooseTopic(contest=contest.id, topic=contest.topics.topics[0].id).pack())
    wanted: dict[int, dict[str, str]] = {person: {} for person in people}
    readable = poison = 0

    async def tapping(seconds: float) -> None:
        nonlocal readable, poison
        end = perf_counter() + seconds
        while perf_counter() < end:
            person = chance.choice(people)
            if chance.random() < 0.1:
                postbox.garbage(person)
                poison += 1
            else:
                document = chance.choice(documents)
                status = chance.choice([DocumentStatus.IN_PROGRESS, DocumentStatus.READY])
                wanted[person][document.id] = status.value
                payload = SetDocument(contest=contest.id, document=document.id, status=status, package=FIRST)
                postbox.tap(person, payload.pack())
                readable += 1
            await asyncio.sleep(0.01)

    for number in range(KILLS):
        async with product(postbox, folder, scene.now) as bot:
            if number == KILLS // 2:
                for person in people:
                    postbox.tap(person, NewPackage(contest=contest.id, number=2).pack())
            await tapping(chance.uniform(0.3, 2.0))
            bot.process.kill()
            await bot.process.wait()
    async with product(postbox, folder, scene.now):
        await until(lambda: not postbox.waiting, 60)
        await asyncio.sleep(2)
    left = await rows(folder, "SELECT update_id FROM inbox WHERE done_at IS NULL AND set_aside_at IS NULL")
    aside = await rows(folder, "SELECT update_id FROM inbox WHERE set_aside_at IS NOT NULL")
    marks = await rows(
        folder,
        "SELECT packages.person_id, item_id, value FROM package_marks JOIN packages ON packages.id = package_id "
        "WHERE packages.number = 1 AND kind = 'document'",
    )
    found: dict[int, dict[str, str]] = {person: {} for person in people}
    for owner, item, value in marks:
        found[int(str(owner))][str(item)] = str(value)
    wrong = sum(found[person] != wanted[person] for person in people)
    packages = Counter(str(owner) for (owner,) in await rows(folder, "SELECT person_id FROM packages"))
    twice = sum(packages[str(person)] != 2 for person in people)
    return [
        verdict(f"20 kills, {readable} taps: not handled", len(left), "0", not left),
        verdict(f"unreadable set aside, of {poison}", len(aside), str(poison), len(aside) == poison),
        verdict("people whose last tap does not count", wrong, "0", wrong == 0),
        verdict("people for whom something was done twice", twice, "0", twice == 0),
    ]


def _resident() -> float:
    """Of this process, in MiB."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * 4 / 1024


class Standing(Clock):
    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def now(self) -> datetime:
        return self.moment.astimezone(UTC)


async def planning(scene: Scene, folder: Path) -> list[list[str]]:
    """Reminders for 100,000 people; then ticks with nothing due."""
    await populate(folder, CROWD, scene.now - timedelta(days=1))
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    planner = Planner(
        database, Catalogue({scene.contest.id: scene.contest}), Standing(scene.now), Access(), lambda: None
    )
    before = _resident()
    begin = perf_counter()
    await planner.tick()
    seconds = perf_counter() - begin
    memory = _resident() - before
    queued = (await states(folder))["queued"]
    idle = []
    for _ in range(50):
        begin = perf_counter()
        await planner.tick()
        idle.append(1000 * (perf_counter() - begin))
    await database.close()
    return [
        verdict(f"planning for {queued:,} people, s", seconds, "< 5", seconds < 5 and queued == CROWD),
        verdict("memory for it, MiB", memory, "<= 100", memory <= 100),
        verdict("a tick with nothing due, ms", median(idle), "< 20", max(idle) < 20),
    ]


PARTS = (planning, on_a_good_day, on_a_bad_day, killed_while_sending, killed_while_receiving)


async def bench(names: Collection[str] = ()) -> None:
    """Prints a table of each part as it is done; with names, of these parts alone."""
    for part in PARTS:
        if not names or part.__name__ in names:
            with tempfile.TemporaryDirectory() as folder:
                print(table([FIGURES, *await part(scene(), Path(folder))]), end="\n\n", flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(bench(sys.argv[1:]))
