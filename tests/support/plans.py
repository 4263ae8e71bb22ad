"""How SQLite finds rows for what is done on the spot, in the event loop's own thread: never by looking through a table.

With a handful of people nobody notices; with a million everybody waits for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from inspect import currentframe
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, event

from storage.database import Database

GROWING = frozenset(
    {
        "announcement_taps",
        "asked",
        "assessment_answers",
        "assessments",
        "audit",
        "desk_news",
        "loose_messages",
        "outbox",
        "package_dates",
        "package_invites",
        "package_marks",
        "package_members",
        "packages",
        "people",
        "question_events",
        "question_messages",
        "question_openings",
        "question_posts",
        "question_versions",
        "question_words",
        "questions",
    }
)
"""Tables with rows for each person, or for what each person does."""
OURS = ("bot", "handlers", "storage")
ROOT = Path(__file__).parents[2]
_known: set[str] = set()
"""Statements that were looked at before, in any test."""


@contextmanager
def watched(database: Database) -> Iterator[None]:
    """Fails where anything of ours looks through a growing table on the spot."""
    found: list[str] = []

    def look(connection: Connection, _: Any, statement: str, *__: Any) -> None:
        on_the_spot = (
            connection.dialect.driver == "pysqlite" and connection.engine.url.database == database.url.database
        )
        if not on_the_spot or statement in _known or not _is_ours():
            return
        _known.add(statement)
        if statement.split(maxsplit=1)[0] in {"SELECT", "UPDATE", "DELETE", "INSERT"}:
            found.extend(f"{step}: {statement}" for step in _scans(connection, statement))

    event.listen(Engine, "before_cursor_execute", look)
    try:
        yield
    finally:
        event.remove(Engine, "before_cursor_execute", look)
    assert not found, "\n".join(found)


def _is_ours() -> bool:
    """Whether the statement comes from the product: tests look at whole tables as they like."""
    frame = currentframe()
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(ROOT) and path != Path(__file__) and ".venv" not in path.parts:
            place = path.relative_to(ROOT)
            if place.as_posix() != "storage/sqlite.py":
                return place.parts[0] in OURS
        frame = frame.f_back
    return False


def _scans(connection: Connection, statement: str) -> list[str]:
    cursor = connection.connection.cursor()
    try:
        steps = cursor.execute(f"EXPLAIN QUERY PLAN {statement}", [None] * statement.count("?")).fetchall()
    finally:
        cursor.close()
    return [step[3] for step in steps if step[3].startswith("SCAN ") and step[3].split()[1] in GROWING]
