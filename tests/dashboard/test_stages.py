"""How far packages have come: the database counts as the screens do."""

from collections.abc import Callable
from itertools import product

import pytest
from sqlalchemy import Dialect, select, text
from sqlalchemy.dialects import postgresql

from bot.app import App
from bot.services.dashboard.board import board
from bot.services.packages.progress import handed_in, progress
from bot.services.packages.tailoring import statuses
from content.models import Contest
from storage.dashboard.stages import PackageStage, stages
from storage.packages import packages
from storage.packages.packages import DONE, TO_DO
from storage.tables import questions
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN
from tests.support.asking import question_row
from tests.support.preparing import prepare, ready

pytestmark = pytest.mark.slow

UNREADY = [(), ("doc_8",), ("doc_9",), ("doc_8", "doc_9"), ("doc_1",)]
MARKS = [None, "not_started", "in_progress", "not_needed"]
ANSWERS = [
    {},
    {"partners": "no"},
    {"partners": "yes"},
    {"own_share": "no", "other_funds": "none"},
    {"own_share": "yes", "other_funds": "none"},
    {"partners": "no", "own_share": "no", "other_funds": "none"},
    {"partners": "no", "own_share": "no", "other_funds": "person"},
]


async def test_the_database_counts_as_the_screens_do(app: App, contest: Contest) -> None:
    """Of every combination of answers, documents that are not ready, and what is marked on these."""
    cases = list(enumerate(product(ANSWERS, UNREADY, MARKS), start=1))
    last = contest.preparing.steps[-1].id
    for person_id, (answers, unready, mark) in cases:
        marks = ready(contest, *unready)
        marks += [(MarkKind.DOCUMENT, document_id, mark) for document_id in unready if mark]
        marks += [(MarkKind.FACT, name, value) for name, value in answers.items()]
        marks.append((MarkKind.STEP, last, TO_DO if mark else DONE))
        await prepare(app, contest, person_id, marks)
    async with app.database.reading() as connection:
        counted = {row.package_id: row for row in await connection.execute(select(stages(contest)))}
        found = set()
        for person_id, case in cases:
            package = await packages.find(connection, person_id, contest.id)
            assert package is not None
            complete = progress(statuses(contest, package)).complete
            assert bool(counted[package.id].complete) == complete, case
            assert bool(counted[package.id].handed_in) == (handed_in(contest, package) is not None), case
            found.add(complete)
    assert found == {True, False}


async def test_what_was_put_away_does_not_count(app: App, contest: Contest) -> None:
    await prepare(app, contest, 1, ready(contest), "topic_1")
    await prepare(app, contest, 2, (), "topics/topic_gone")
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE packages SET archived_at = '2020-05-20 00:00:00' WHERE person_id = 1"))
    found = await board(app.database, contest, OPEN)
    assert found.packages == 1
    assert found.reached(PackageStage.TOPIC) == 0
    assert found.by_topic(contest)[-1] == (None, 1)


async def test_a_region_and_a_topic_that_are_gone_are_none(app: App, contest: Contest) -> None:
    await prepare(app, contest, 7001)
    gone = question_row(1, "nowhere", context={"topic": "topic_gone"})
    async with app.database.bulk_writing() as connection:
        await connection.execute(questions.insert(), [gone])
    assert (await board(app.database, contest, OPEN)).waiting(contest) == {("", ""): 1}


def test_counts_are_written_so_that_another_database_takes_them_too(contest: Contest) -> None:
    other: Callable[[], Dialect] = postgresql.dialect
    assert "FROM packages" in str(select(stages(contest)).compile(dialect=other()))
