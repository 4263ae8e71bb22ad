"""Whether people are served: of the bot itself, for Telegram may be away without that being its fault."""

import asyncio
from collections.abc import Mapping
from datetime import datetime

from bot.app import App
from storage.errors import DatabaseError
from storage.lock import Lock
from storage.operating import health

LONGEST_ANSWER = 2.0
"""Seconds within which the database tells a moment."""
LONGEST_WAIT = 300.0
"""Seconds that an update, or an answer to somebody, waits where all is well."""
HEARD = 60.0
"""Whoever was heard of within so many seconds is there: a poll without updates takes half of that."""

Facts = Mapping[str, bool | float | list[str] | None]


async def readiness(app: App, lock: Lock | None) -> Facts:
    """`ready`, why not, and what it is judged by. Ages are seconds.

    What waits longer than it should counts only while Telegram answers: else it waits for Telegram.
    """
    measures = app.measures
    now = app.clock.now()
    locked = lock is None or await lock.kept()
    ages = await _ages(app, now)
    heard = measures.since_answer is not None and measures.since_answer < HEARD
    reasons = {
        "it does not serve: it starts, stands by or stops": measures.serving,
        "the lock of the database is not held": locked,
        "the database does not answer": ages is not None,
    }
    if heard and ages is not None:
        reasons |= {f"{what} waits too long": (age or 0.0) < LONGEST_WAIT for what, age in ages.items()}
    return {
        "ready": all(reasons.values()),
        "reasons": [reason for reason, fine in reasons.items() if not fine],
        "lock": locked,
        "database": ages is not None,
        "update_age": measures.since_update,
        "telegram_age": measures.since_answer,
        **{f"{what}_oldest_age": age for what, age in (ages or {}).items()},
    }


async def _ages(app: App, now: datetime) -> dict[str, float | None] | None:
    """Of the oldest update and the oldest answer that wait; None where the database does not answer."""
    try:
        async with asyncio.timeout(LONGEST_ANSWER), app.database.scanning() as reader:
            found = {
                "update": await health.oldest_update(reader),
                "answer": await health.oldest_answer(reader, now),
            }
    except (DatabaseError, OSError, TimeoutError):
        return None
    return {what: (now - since).total_seconds() if since else None for what, since in found.items()}
