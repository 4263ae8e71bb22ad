"""A database after some years: a million people with a package each, and five messages to everybody in the outbox."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from content.models import Contest
from storage.database import Database
from storage.migrate import migrate

FIRST_PERSON = 5_000_000_000
MESSAGES = 5
"""To everybody: three reminders and two broadcasts."""

NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM numbers WHERE n + 1 < :people) "
PEOPLE = """
INSERT INTO people (id, language, region_id, joined_at, seen_on)
    SELECT :first + n, CASE n % 3 WHEN 0 THEN 'ru' ELSE 'kk' END, 'aktobe', :joined, :today FROM numbers;
INSERT INTO packages (id, person_id, contest_id, number, topic_id, created_at)
    SELECT n + 1, :first + n, :contest, 1, :topic, :joined FROM numbers;
INSERT INTO package_members (package_id, person_id, name, notices, current, joined_at)
    SELECT n + 1, :first + n, '', 0, 1, :joined FROM numbers;
INSERT INTO package_marks (package_id, kind, item_id, value, changed_at, changed_by)
    SELECT n + 1, 'document', :document, 'ready', :joined, :first + n FROM numbers
"""
BROADCAST = (
    "INSERT INTO announcements (id, contest_id, state, revision, created_by, created_at, audience, buttons, "
    "confirmed_by, confirmed_at, filled_to, finished_at) "
    "VALUES (:number, :contest, 'done', 0, :first, :at, '{}', '[]', :first, :at, 9223372036854775807, :at)"
)
MESSAGE = (
    "INSERT INTO outbox (key, kind, person_id, contest_id, content, priority, not_before, state, announcement_id, "
    "attempts, created_at, finished_at, message_id) "
    "SELECT :key || (:first + n), :kind, :first + n, :contest, :content, :priority, :at, "
    "CASE n % 25 WHEN 0 THEN 'blocked' ELSE 'sent' END, :announcement, 0, :at, :at, :number * 10000000 + n FROM numbers"
)


async def fill(folder: Path, contest: Contest, now: datetime, people: int) -> None:
    """Everything was sent in the last weeks, so that nothing of it is swept while somebody measures."""
    database = Database(f"sqlite+aiosqlite:///{folder / 'bot.db'}")
    await migrate(database)
    await database.close()
    with closing(sqlite3.connect(folder / "bot.db")) as connection:
        connection.execute("PRAGMA synchronous=OFF")
        for statement, values in _statements(contest, now, people):
            connection.execute(statement, values)
        connection.commit()
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def _statements(contest: Contest, now: datetime, people: int) -> Iterator[tuple[str, dict[str, object]]]:
    values: dict[str, object] = {
        "people": people,
        "first": FIRST_PERSON,
        "contest": contest.id,
        "topic": contest.topics.topics[0].id,
        "document": contest.documents.documents[0].id,
        "joined": _written(now - timedelta(days=40)),
        "today": now.astimezone(UTC).date().isoformat(),
    }
    for statement in PEOPLE.split(";"):
        yield NUMBERS + statement, values
    for number in range(1, MESSAGES + 1):
        values |= {"number": number, "at": _written(now - timedelta(days=35 - number))}
        broadcast = number % 2 == 0
        if broadcast:
            yield BROADCAST, values
        yield NUMBERS + MESSAGE, values | _message(number, broadcast=broadcast)


def _message(number: int, *, broadcast: bool) -> dict[str, object]:
    if broadcast:
        return {
            "key": f"ann{number}:",
            "kind": "announcement",
            "content": '{"language": "kk"}',
            "priority": 30,
            "announcement": number,
        }
    content = '{"rule": "14d", "deadline": "20200603T1200Z"}'
    return {"key": f"r{number}:", "kind": "reminder", "content": content, "priority": 20, "announcement": None}


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(sep=" ", timespec="microseconds")
