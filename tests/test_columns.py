"""Types of columns: what stands in the database, and what comes out of it."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Dialect,
    Enum,
    Integer,
    MetaData,
    StaticPool,
    Table,
    create_engine,
    select,
    text,
)
from sqlalchemy.dialects import postgresql
from sqlalchemy.exc import StatementError

from content.models import Language
from storage import tables
from storage.tables.columns import Json, one_of

metadata = MetaData()
kept = Table(
    "kept",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("value", Json),
    Column("language", one_of(Language, 2)),
)


@pytest.fixture
def connection() -> Iterator[Connection]:
    engine = create_engine("sqlite://", poolclass=StaticPool)
    with engine.connect() as connection:
        metadata.create_all(connection)
        yield connection
    engine.dispose()


def test_json_stands_as_text_as_it_was_written(connection: Connection) -> None:
    value = {"ә": [1, None], "a": {"b": "в"}}
    connection.execute(kept.insert().values(value=value))
    assert connection.execute(text("SELECT value FROM kept")).scalar() == '{"ә": [1, null], "a": {"b": "в"}}'
    assert connection.execute(select(kept.c.value).where(kept.c.value == value)).scalar() == value


def test_where_there_is_no_json_there_is_nothing(connection: Connection) -> None:
    connection.execute(kept.insert(), [{"value": None}, {"value": {}}])
    assert connection.execute(text("SELECT count(*) FROM kept WHERE value IS NULL")).scalar() == 1
    assert connection.execute(select(kept.c.value).order_by(kept.c.id)).scalars().all() == [None, {}]


@pytest.mark.parametrize(
    ("value", "found"),
    [
        ({"topic": "topic_1"}, "topic_1"),
        ({"regions": ["topic_2"], "topic": "ә"}, "ә"),
        ({"topic": None}, None),
        ({}, None),
        (None, None),
    ],
)
def test_a_text_within_json_is_found_wherever_it_stands(connection: Connection, value: Any, found: str | None) -> None:
    connection.execute(kept.insert().values(value=value))
    assert connection.execute(select(kept.c.value["topic"].as_string())).scalar() == found


def test_text_is_read_as_json_on_postgresql_too() -> None:
    other: Callable[[], Dialect] = postgresql.dialect
    assert "CAST(kept.value AS JSON) ->> " in str(select(kept.c.value["topic"].as_string()).compile(dialect=other()))


def test_a_choice_stands_as_its_value(connection: Connection) -> None:
    connection.execute(kept.insert().values(language=Language.RU))
    assert connection.execute(text("SELECT language FROM kept")).scalar() == "ru"
    assert connection.execute(select(kept.c.language)).scalar() is Language.RU


def test_nothing_but_a_choice_is_written(connection: Connection) -> None:
    with pytest.raises(StatementError, match="'en' is not among the defined enum values"):
        connection.execute(kept.insert().values(language="en"))


RELEASED = {
    "people.language": "kk ru",
    "people.blocked_by": "self staff",
    "package_marks.kind": "document fact step topic",
    "asked.language": "kk ru",
    "asked.outcome": "answered topics not_it none",
    "questions.language": "kk ru",
    "questions.state": "draft open answered closed",
    "question_messages.side": "applicant answer",
    "question_messages.state": "written held sent",
    "question_events.kind": "taken left passed overdue answered by_phone closed solved reopened helped not_helped note "
    "joined",
    "desk_news.kind": "due came lost not_helped",
    "group_topics.step": "open card edit name close reopen",
    "shared_answers.state": "proposed approved refused",
    "announcements.state": "draft scheduled sending paused stopped done withdrawn",
    "announcements.missing": "others both",
    "announcement_messages.language": "kk ru",
    "contest_versions.state": "draft proposed live replaced refused",
    "outbox.state": "queued in_flight sent failed blocked missed skipped paused",
    "announcement_counts.kind": "announcement correction taking_back",
    "announcement_counts.state": "sent failed blocked missed skipped",
    "troubles.name": "set_aside failed standing_by lock_lost same_token webhook backup_old disk_full reminders_late",
}
"""What databases hold by now."""


def test_whatever_a_database_holds_by_now_is_still_known() -> None:
    columns = [column for table in tables.metadata.sorted_tables for column in table.columns]
    choices = {str(column): column.type.enums for column in columns if isinstance(column.type, Enum)}
    assert choices.keys() == RELEASED.keys()
    assert [name for name, values in RELEASED.items() if not set(values.split()) <= set(choices[name])] == []
