"""The one way into the outbox: what a row says, for one person or for many, and that no message is queued twice."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import String, select, text

from bot.app import App
from content.models import Language
from storage.database import Database
from storage.delivery.outbox import Message, Priority, key_of_each, queue, queue_each, queue_rows, rows
from storage.entry.people import set_language
from storage.tables import outbox, people
from storage.tables.delivery import OutboxKind
from tests.conftest import OPEN, SERVER

KINDS = """
reminder moved closed next team question copy follow_up answer question_news digest reworded
consultant_linked consultant_unlinked consultant_replaced away_set away_begins ready_file ready_file_gone
shared shared_outcome shared_answer
ann_preview ann_previewed announcement broadcast broadcast_end broadcast_over correction_preview correction taking_back
version_proposed version_settled staff_changed staff_joined weekly
"""
"""What outboxes hold by now."""
MESSAGE = Message(kind=OutboxKind.REMINDER, content={"rule": "7d", "ә": None}, priority=Priority.REMINDER, now=OPEN)


@pytest.fixture
async def database(app: App) -> Database:
    """Three people."""
    async with app.database.writing() as connection:
        for person_id in (1, 2, 3):
            await set_language(connection, person_id, Language.KK, OPEN)
    return app.database


async def keys(database: Database) -> list[str]:
    async with database.reading() as connection:
        return list((await connection.execute(select(outbox.c.key).order_by(outbox.c.key))).scalars())


def test_whatever_outboxes_hold_by_now_is_still_known() -> None:
    assert [kind for kind in KINDS.split() if kind not in set(OutboxKind)] == []
    assert isinstance(outbox.c.kind.type, String)
    assert max(map(len, OutboxKind)) <= (outbox.c.kind.type.length or 0)


def test_every_kind_is_composed_by_some_activity(app: App) -> None:
    assert set(app.navigation.notices) == set(OutboxKind)


def test_nobody_else_writes_rows_of_the_outbox() -> None:
    inserts = re.compile(r"\boutbox\.insert\(|\binsert\((\w+, *)?outbox\)|INSERT INTO outbox")
    for path in sorted(path for package in ("storage", "bot", "handlers") for path in Path(package).rglob("*.py")):
        assert not inserts.search(path.read_text(encoding="utf-8")), path


def written(moment: datetime) -> object:
    """SQLite keeps text."""
    return moment.astimezone(UTC) if SERVER else f"{moment.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"


async def test_a_row_stands_as_rows_always_stood(database: Database) -> None:
    async with database.writing() as connection:
        assert await queue(connection, key="a", person_id=2, **MESSAGE)
        row = (await connection.execute(text("SELECT * FROM outbox"))).mappings().one()
    assert {name: value for name, value in row.items() if value is not None} == {
        "id": 1,
        "key": "a",
        "kind": "reminder",
        "person_id": 2,
        "content": '{"rule": "7d", "ә": null}',
        "priority": 20,
        "not_before": written(OPEN),
        "state": "queued",
        "attempts": 0,
        "created_at": written(OPEN),
    }


async def test_what_may_be_said_besides(database: Database) -> None:
    later = OPEN + timedelta(hours=1)
    async with database.writing() as connection:
        besides = Message({**MESSAGE, "not_before": later, "contest_id": "c", "announcement_id": 7})
        await queue(connection, key="a", person_id=2, **besides)
        row = (await connection.execute(select(outbox))).one()
    assert (row.not_before, row.created_at, row.contest_id, row.announcement_id) == (later, OPEN, "c", 7)


async def test_nothing_is_queued_twice_or_for_somebody_who_is_gone(database: Database) -> None:
    async with database.writing() as connection:
        assert await queue(connection, key="a", person_id=1, **MESSAGE)
        assert not await queue(connection, key="a", person_id=2, **MESSAGE)
        assert not await queue(connection, key="b", person_id=4, **MESSAGE)
    assert await keys(database) == ["a"]


async def test_the_same_for_several_each_of_them_once(database: Database) -> None:
    async with database.writing() as connection:
        await queue(connection, key="news:2", person_id=2, **MESSAGE)
        assert await queue_each(connection, [1, 2, 3, 4], key="news", **MESSAGE) == 2
        assert await queue_each(connection, [], key="nobody", **MESSAGE) == 0
    assert await keys(database) == ["news:1", "news:2", "news:3"]


async def test_rows_for_whoever_fits_with_what_is_their_own(database: Database) -> None:
    async with database.writing() as connection:
        own = Message({**MESSAGE, "contest_id": people.c.language})
        new = rows(key_of_each("x"), **own).where(people.c.id > 1)
        assert await queue_rows(connection, new) == 2
        assert await queue_rows(connection, new) == 0
        found = (await connection.execute(select(outbox.c.key, outbox.c.person_id, outbox.c.contest_id))).all()
    assert sorted(tuple(row) for row in found) == [("x2", 2, "kk"), ("x3", 3, "kk")]
