"""Existing databases: what each migration keeps, and that they end up like a new one."""

import importlib.util
import json
from collections.abc import AsyncIterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from sqlalchemy import Connection, func, inspect, select, table, text

import handlers  # noqa: F401  every payload is known
from bot.payloads.payload import Payload
from storage.database import Database
from storage.migrate import MIGRATIONS, migrate
from storage.tables import metadata

REVISIONS = sorted(path.stem.split("_")[0] for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
NOW = "2020-05-20 04:00:00"
FIELDS = {
    "question": "questions",
    "asked": "asked",
    "package": "packages",
    "attempt": "assessments",
    "reuse": "assessments",
    "announcement": "announcements",
    "shared": "shared_answers",
    "ready": "ready_answers",
    "version": "contest_versions",
}
"""Fields of payloads that are the number of a row, where they are numbers."""

pytestmark = pytest.mark.sqlite("tables are rebuilt, and those that were made before numbers were given once")


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(f"sqlite+aiosqlite:///{tmp_path / 'bot.db'}")
    yield database
    await database.close()


def migration(revision: str) -> ModuleType:
    (path,) = (MIGRATIONS / "versions").glob(f"{revision}_*.py")
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def shape(connection: Connection) -> dict[str, Any]:
    """Everything that SQLite knows of the tables, but for the order of the columns."""
    found: dict[str, Any] = {}
    for name in inspect(connection).get_table_names():
        if name == "alembic_version":
            continue
        columns = connection.execute(text(f"PRAGMA table_info({name})")).all()
        keys = connection.execute(text(f"PRAGMA foreign_key_list({name})")).all()
        indexes = connection.execute(text(f"PRAGMA index_list({name})")).all()
        sql = connection.execute(text("SELECT sql FROM sqlite_master WHERE name = :name"), {"name": name}).scalar()
        found[name] = {
            "columns": {column[1:] for column in columns},
            "references": {key[2:] for key in keys},
            "indexes": {
                (index[2:], tuple(connection.execute(text(f"PRAGMA index_info({index[1]})")).scalars("name")))
                for index in indexes
            },
            "numbers once": "AUTOINCREMENT" in str(sql),
        }
    found["where"] = {
        (name, " ".join(sql.partition(" WHERE ")[2].split()))
        for name, sql in connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'index'"))
        if sql
    }
    return found


async def shape_of(database: Database) -> dict[str, Any]:
    async with database.bulk_writing() as connection:
        return await connection.run_sync(shape)


@pytest.fixture
async def new_shape(tmp_path: Path) -> dict[str, Any]:
    """Of a database whose tables are made at once."""
    new = Database(f"sqlite+aiosqlite:///{tmp_path / 'new.db'}")
    try:
        async with new.bulk_writing() as connection:
            await connection.run_sync(metadata.create_all)
        return await shape_of(new)
    finally:
        await new.close()


@pytest.mark.slow
@pytest.mark.parametrize("revision", REVISIONS)
async def test_an_old_database_becomes_like_a_new_one(
    database: Database, new_shape: dict[str, Any], revision: str
) -> None:
    await migrate(database, revision)
    await migrate(database)
    assert await shape_of(database) == new_shape


@pytest.mark.slow
async def test_a_database_that_took_every_release_is_like_a_new_one(
    database: Database, new_shape: dict[str, Any]
) -> None:
    for revision in REVISIONS:
        await migrate(database, revision)
    assert await shape_of(database) == new_shape


ROWS = """
INSERT INTO people (id, language, joined_at, asked) VALUES (7, 'kk', :now, 'more:31'), (8, 'ru', :now, NULL);
INSERT INTO packages VALUES (1, 7, 'c', 1, NULL, NULL, :now, NULL);
INSERT INTO package_members VALUES (1, 7, '', 0, 1, :now), (1, 8, '', 0, 1, :now);
INSERT INTO package_marks VALUES (1, 'document', 'letter', 'ready', :now, 8);
INSERT INTO assessments VALUES (4, 1, :now, NULL);
INSERT INTO assessment_answers VALUES (4, 'criterion_1', 1, 1);
INSERT INTO asked (id, person_id, contest_id, language, words, outcome, at)
    VALUES (9, 7, 'c', 'kk', 'сөз', 'none', :now);
INSERT INTO questions (id, person_id, contest_id, language, state, created_at, asked_id)
    VALUES (5, 7, 'c', 'kk', 'draft', :now, 9);
INSERT INTO question_messages (id, question_id, side, author_id, message_id, kind, text, at, state)
    VALUES (6, 5, 'applicant', 7, -12, 'text', 'сөз', :now, 'written');
INSERT INTO audit (at, person_id, name, action, detail) VALUES (:now, 8, '', 'ready.dropped', '{"number": 333}')
"""
MENTIONS = (
    ("question", "q33:new", {"question": 33, "event": "new"}),
    ("copy", "q33:new:1", {"said": 44}),
    ("shared_for_asker", "s:1", {"shared": 55, "asked": 66, "question": 12}),
    ("version", "v:1", {"version": 77}),
    ("team", "t:1", {"package": 88, "since": "2020-05-20T04:00:00+00:00"}),
    ("broadcast_end", "b:1", {"announcement": 99}),
)
TAPPED = {
    "update_id": 1,
    "callback_query": {
        "data": "+point:111:criterion_1:2:1",
        "message": {"reply_markup": {"inline_keyboard": [[{"text": "№99999", "callback_data": "ready1:222:300"}]]}},
    },
}


async def counts(database: Database) -> dict[str, int]:
    async with database.bulk_writing() as connection:
        names = (await connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table'"))).scalars().all()
        return {
            name: (await connection.execute(select(func.count()).select_from(table(name)))).scalar_one()
            for name in names
            if not name.startswith("sqlite_")
        }


async def fill(database: Database) -> None:
    row = (
        "INSERT INTO outbox (key, kind, person_id, content, priority, not_before, state, attempts, created_at, "
        "announcement_id) VALUES (:key, :kind, 8, :content, 10, :now, 'sent', 0, :now, :announcement)"
    )
    async with database.bulk_writing() as connection:
        for statement in ROWS.replace(":now", f"'{NOW}'").split(";"):
            await connection.execute(text(statement))
        for kind, key, content in MENTIONS:
            values = {"key": key, "kind": kind, "content": json.dumps(content), "now": NOW, "announcement": None}
            await connection.execute(text(row), values)
        announced = {"key": "ann444:8", "kind": "announcement", "content": '{"language": "kk"}', "announcement": 444}
        await connection.execute(text(row), {**announced, "now": NOW})
        update = (
            "INSERT INTO inbox (update_id, body, received_at, attempts, answers) VALUES (1, :body, :now, 0, :words)"
        )
        values = {"body": json.dumps(TAPPED), "now": NOW, "words": "ready1:7:299"}
        await connection.execute(text(update), values)


async def test_rows_stay_and_numbers_go_on_behind_whatever_is_still_mentioned(database: Database) -> None:
    """Rows that were deleted long ago are named by buttons, by what was sent, and by what staff did."""
    await migrate(database, "0005")
    await fill(database)
    before = await counts(database)
    await migrate(database)
    after = await counts(database)
    assert {name: after[name] for name in before} == before
    async with database.reading() as reader:
        rows = (await reader.execute(text("SELECT name, seq FROM sqlite_sequence"))).all()
    assert {row.name: row.seq for row in rows} == {
        "packages": 88,
        "assessments": 111,
        "asked": 66,
        "outbox": 7,
        "questions": 300,
        "question_messages": 44,
        "question_versions": 0,
        "ready_answers": 333,
        "shared_answers": 55,
        "contest_versions": 77,
        "announcements": 444,
        "announcement_messages": 0,
        "audit": 1,
    }


def test_every_number_in_a_button_is_known_to_the_migration_that_looks_for_them() -> None:
    places = migration("0006").PLACES
    wanted = {
        (kind.__prefix__, place): FIELDS[name]
        for kind in Payload.__subclasses__()
        for place, (name, field) in enumerate(kind.model_fields.items(), 1)
        if name in FIELDS and field.annotation is int
    }
    assert places.items() <= wanted.items(), "payloads that came later stand in no database of that time"
