"""The desk among 10,000 open questions and among ten: the queue, the search, and questions like one.

By itself: python -m tests.bench.desk
"""

import asyncio
import sys
import tempfile
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from bot.services.consultants import same_questions
from content.models import Language
from storage.database import Database
from storage.entry import people
from storage.migrate import migrate
from storage.questions import queues, words
from storage.questions.questions import get
from storage.questions.queues import QueueView, Sight
from storage.tables import question_messages, question_words, questions

FEW, MANY = 10, 10_000
MOST = 1.5
"""What the many may take, in times of what the few take."""
TIMES = 300
AT_ONCE = 500
NOW = datetime(2020, 5, 20, 4, 0, tzinfo=UTC)
ASKER, ANSWERS = 1, 2
REGIONS = ("atyrau", "mangystau", "shymkent", "akmola", "almaty")
SIGHT = Sight(ANSWERS, ("ibadullaev",), (("2020-repeat", "atyrau"), ("2020-repeat", "mangystau")), ())
ON_A_PAGE = 16
FEW_ALIKE = 8
OWN_WORDS = "Волонтерлерге төлем көлік шығыны сұрақ нөмірі"
WORDS = "Мөр керек пе, шарт пен смета туралы сұрақ нөмірі"


async def populate(database: Database, number: int) -> None:
    """Open questions of several regions, each with the same words and one of its own."""
    await migrate(database)
    async with database.writing() as connection:
        for person in (ASKER, ANSWERS):
            await people.set_language(connection, person, Language.KK, NOW)
    for first in range(1, number + 1, AT_ONCE):
        part = range(first, min(first + AT_ONCE, number + 1))
        async with database.bulk_writing() as connection:
            await connection.execute(questions.insert(), [_question(each) for each in part])
            await connection.execute(question_messages.insert(), [_message(each) for each in part])
            kept = [{"word": word, "question_id": each} for each in part for word in _forms(each)]
            await connection.execute(question_words.insert(), kept)
    await database.optimize()


def _forms(number: int) -> set[str]:
    return {form for word in words.forms(_text(number)) for form in word}


def _text(number: int) -> str:
    """Some have words that no other has; most have nearly the same."""
    return OWN_WORDS if number == FEW_ALIKE else f"{WORDS} белгі{number}"


def _question(number: int) -> dict[str, object]:
    region = REGIONS[number % len(REGIONS)]
    return {
        "id": number,
        "person_id": ASKER,
        "contest_id": "2020-repeat",
        "region_id": region,
        "language": "kk",
        "state": "open",
        "holder": "ibadullaev" if number % 2 else "staff",
        "created_at": NOW,
        "sent_at": NOW,
        "due_at": NOW + timedelta(minutes=number),
    }


def _message(number: int) -> dict[str, object]:
    return {
        "id": number,
        "question_id": number,
        "side": "applicant",
        "author_id": ASKER,
        "message_id": number,
        "kind": "text",
        "text": _text(number),
        "at": NOW,
        "state": "sent",
    }


async def seconds(act: Callable[[], Awaitable[object]]) -> float:
    taken = []
    for _ in range(TIMES):
        begun = perf_counter()
        await act()
        taken.append(perf_counter() - begun)
    return median(taken)


async def measured(folder: Path, number: int) -> dict[str, float]:
    database = Database(f"sqlite+aiosqlite:///{folder / f'{number}.db'}")
    try:
        await populate(database, number)

        async def page(view: QueueView, offset: int) -> None:
            async with database.reading() as connection:
                await queues.page(connection, SIGHT, view, NOW, offset=offset, limit=ON_A_PAGE)

        async def search(text: str) -> None:
            async with database.reading() as connection:
                await words.search(connection, SIGHT, text, ON_A_PAGE)

        async def like(number: int) -> None:
            async with database.reading() as connection:
                question = await get(connection, number)
                await same_questions.alike(connection, SIGHT, question)

        return {
            "queue, first page": await seconds(lambda: page(QueueView.OPEN, 0)),
            "queue, overdue": await seconds(lambda: page(QueueView.OVERDUE, 0)),
            "search, a word of every question": await seconds(lambda: search("мөр шарты")),
            "search, a word of one question": await seconds(lambda: search("белгі7")),
            "questions like one, that all are like": await seconds(lambda: like(7)),
            "questions like one, that few are like": await seconds(lambda: like(FEW_ALIKE)),
        }
    finally:
        await database.close()


async def bench() -> None:
    with tempfile.TemporaryDirectory() as folder:
        few, many = [await measured(Path(folder), number) for number in (FEW, MANY)]
    for name, taken in few.items():
        times = many[name] / taken
        kept = "within" if times <= MOST else "OVER"
        sys.stdout.write(
            f"{name}: {taken * 1e6:.0f} µs among {FEW}, {many[name] * 1e6:.0f} µs among {MANY}, "
            f"{times:.2f} times, {kept} {MOST}\n"
        )


if __name__ == "__main__":
    asyncio.run(bench())
