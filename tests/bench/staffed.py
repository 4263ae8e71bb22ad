"""A contest in full swing: people of every region, packages come as far as they come, questions, an announcement."""

import json
from datetime import UTC, datetime, timedelta

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Contest
from storage.database import Database
from storage.packages.packages import DONE

PEOPLE, PACKAGES, QUESTIONS = 100_000, 60_000, 10_000
FIRST_PERSON = 5_000_000_000
NUMBERS = "WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers WHERE n < :number) "
STATES = ("open", "answered", "closed")


async def fill(database: Database, contest: Contest, now: datetime) -> None:
    at = now.astimezone(UTC).replace(tzinfo=None)
    async with database.bulk_writing() as connection:
        await _people(connection, contest, at)
        await _packages(connection, contest, at)
        await _questions(connection, contest, at)
        await _announcement(connection, contest, at)
        await connection.execute(text("ANALYZE"))


def _choice(column: str, values: list[str]) -> str:
    """One value after the other, as SQL."""
    whens = " ".join(f"WHEN {index} THEN '{value}'" for index, value in enumerate(values))
    return f"CASE {column} % {len(values)} {whens} END"


async def _people(connection: AsyncConnection, contest: Contest, at: datetime) -> None:
    regions = _choice("n", [region.id for region in contest.regions.regions])
    await connection.execute(
        text(
            f"{NUMBERS} INSERT INTO people (id, language, region_id, joined_at, seen_on) SELECT :first + n,"  # noqa: S608
            f" {_choice('n / 3', ['kk', 'ru'])}, CASE WHEN n % 5 THEN {regions} END, :joined,"
            " date(:today, '-' || (n % 30) || ' days') FROM numbers"
        ),
        {"number": PEOPLE, "first": FIRST_PERSON, "joined": at - timedelta(days=20), "today": at.date().isoformat()},
    )


async def _packages(connection: AsyncConnection, contest: Contest, at: datetime) -> None:
    values = {"number": PACKAGES, "first": FIRST_PERSON, "contest": contest.id, "at": at}
    topics = _choice("n", [topic.id for topic in contest.topics.topics])
    package = (
        f"{NUMBERS} INSERT INTO packages (id, person_id, contest_id, number, topic_id, created_at) SELECT n,"  # noqa: S608
        f" :first + n, :contest, 1, CASE WHEN n % 4 THEN {topics} END, :at FROM numbers"
    )
    await connection.execute(text(package), values)
    member = (
        f"{NUMBERS} INSERT INTO package_members (package_id, person_id, name, notices, current, joined_at)"  # noqa: S608
        " SELECT n, :first + n, '', 0, 1, :at FROM numbers"
    )
    await connection.execute(text(member), values)
    mark = (
        f"{NUMBERS} INSERT INTO package_marks (package_id, kind, item_id, value, changed_at)"  # noqa: S608
        " SELECT n, :kind, :item, :value, :at FROM numbers WHERE n % 10 >= :from"
    )
    marks = [("document", document.id, "ready", index) for index, document in enumerate(contest.documents.documents)]
    marks += [("fact", question.id, question.options[0].id, 3) for question in contest.preparing.questions]
    marks += [("step", contest.preparing.steps[-1].id, DONE, 9)]
    for kind, item, value, least in marks:
        await connection.execute(text(mark), {**values, "kind": kind, "item": item, "value": value, "from": least})
    assessed = (
        f"{NUMBERS} INSERT INTO assessments (package_id, started_at, finished_at) SELECT n, :at, :at"  # noqa: S608
        " FROM numbers WHERE n % 3 = 0"
    )
    await connection.execute(text(assessed), values)


async def _questions(connection: AsyncConnection, contest: Contest, at: datetime) -> None:
    regions = _choice("n * 7 / 5", [region.id for region in contest.regions.regions])
    topics = _choice("n / 3", [json.dumps({"topic": topic.id, "words": "x" * 400}) for topic in contest.topics.topics])
    statement = (
        f"{NUMBERS} INSERT INTO questions (person_id, contest_id, region_id, language, state, context, holder,"  # noqa: S608
        f" created_at, sent_at, due_at, answered_in) SELECT :first + n, :contest, {regions}, 'kk',"
        f" {_choice('n', list(STATES))}, {topics}, 'staff', :at, :at,"
        " CASE WHEN n % 4 THEN :later ELSE :at END, CASE WHEN n % 3 THEN n % 900 END FROM numbers"
    )
    await connection.execute(
        text(statement.replace('":', '"\\:')),
        {
            "number": QUESTIONS,
            "first": FIRST_PERSON,
            "contest": contest.id,
            "at": at - timedelta(days=1),
            "later": at + timedelta(days=1),
        },
    )


async def _announcement(connection: AsyncConnection, contest: Contest, at: datetime) -> None:
    values = {
        "number": PEOPLE,
        "first": FIRST_PERSON,
        "contest": contest.id,
        "content": '{"language": "kk"}',
        "at": at,
    }
    await connection.execute(
        text(
            "INSERT INTO announcements (id, contest_id, state, created_by, created_at)"
            " VALUES (1, :contest, 'done', 1, :at)"
        ),
        {"contest": contest.id, "at": at},
    )
    await connection.execute(
        text(
            f"{NUMBERS} INSERT INTO outbox (key, kind, person_id, contest_id, content, priority, not_before, state,"  # noqa: S608
            " announcement_id, attempts, created_at) SELECT 'ann1:' || n, 'announcement', :first + n, :contest,"
            " :content, 5, :at, CASE WHEN n % 50 THEN 'sent' ELSE 'blocked' END, 1, 1, :at FROM numbers"
        ),
        values,
    )
