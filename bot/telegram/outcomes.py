"""What becomes of an update. What it changes and what a person sees of it are two things: see `Unshown`."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from aiogram.exceptions import (
    TelegramAPIError,
    TelegramConflictError,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)
from aiogram.utils.backoff import BackoffConfig

from storage.errors import DatabaseError, explain, is_outage

LAST_ATTEMPT = 3
"""A fault that may pass is tried again unseen; the last time, the person hears of it and the update is set aside."""
OUTAGES = (TelegramRetryAfter, TelegramNetworkError, TelegramServerError)
"""Telegram's troubles: no fault of an update, so they count as no attempt."""
PAUSES = BackoffConfig(min_delay=1.0, max_delay=30.0, factor=1.5, jitter=0.1)
"""Before Telegram is asked again for what it did not give."""


@dataclass(frozen=True)
class Unshown:
    """All is done that the update asks for, but Telegram does not let the person see it yet.

    `again` shows what has not arrived; it returns None once all has, else what is still to be shown. `seconds`: how
    long Telegram asks to wait, if it says so.
    """

    again: Callable[[], Awaitable["Unshown | None"]]
    seconds: float | None = None


@dataclass(frozen=True)
class Failure:
    """The last attempt failed too; the reason quotes nothing that a person wrote. The apology may be unshown."""

    reason: str
    apology: Unshown | None = None


@dataclass(frozen=True)
class Stopped:
    """The bot stops: the update is handled after the next start."""


async def shown(show: Callable[[], Awaitable[Any]]) -> Unshown | None:
    """Shows something; where Telegram cannot just now, it is to be shown again."""
    try:
        await show()
    except TelegramRetryAfter as error:
        return Unshown(lambda: shown(show), error.retry_after)
    except OUTAGES:
        return Unshown(lambda: shown(show))
    return None


def passes(error: Exception) -> bool:
    """Whether it is an outage: whatever were asked for now would end in it."""
    return isinstance(error, OUTAGES) or is_outage(error)


def trouble(error: TelegramAPIError | DatabaseError | OSError) -> str:
    """What keeps updates from coming, in words for the operator."""
    if isinstance(error, OSError):
        return f"Updates cannot be written down: {error.strerror}"
    if isinstance(error, DatabaseError):
        return f"Updates cannot be written down: {explain(error)}"
    if isinstance(error, TelegramConflictError):
        return "Another bot is running with the same token"
    if isinstance(error, TelegramNetworkError):
        return "The Bot API cannot be reached"
    return f"No updates: {error.message}"
