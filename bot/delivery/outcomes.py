"""What can become of a row of the outbox, once it was tried."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError

from bot.ui.notices import Call, Later, Nothing
from bot.ui.screens import Copy, NameTopic, OpenTopic, Screen
from storage.tables.delivery import OutboxState

TRIES = 150
"""With the pauses between them these take a day: so long may a network be down without a row failing of it."""
FIRST_PAUSE = timedelta(seconds=2)
LONGEST_PAUSE = timedelta(minutes=10)
MOST_DOUBLINGS = 10
GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
UNCHANGED = ("message is not modified", "TOPIC_NOT_MODIFIED")
TOPICS_FORBIDDEN = "BOT_FORUM"
"""Begins reasons of a 403 that speak of topics (BOT_FORUM_CREATE_FORBIDDEN): everything else still arrives."""
TOPIC_GONE = ("thread not found", "TOPIC_DELETED", "TOPIC_ID_INVALID", "not a forum")
OUT_OF_REACH = (
    "message to edit not found",
    "message to delete not found",
    "message can't be edited",
    "message can't be deleted",
)
"""Why a message that was sent before stays as it is, however often one tries."""


@dataclass(frozen=True)
class Again:
    """It did not work, and may work then."""

    until: datetime


@dataclass(frozen=True)
class Sent:
    """Several messages are an album; what only takes messages away makes none."""

    message_ids: tuple[int, ...]


@dataclass(frozen=True)
class Strayed:
    """The topic in which it was to stand is not there, or was not made: then it is composed without."""

    thread: int | None
    reason: str


Outcome = Sent | Again | Later | Nothing | Strayed


def pause_after(attempts: int) -> timedelta | None:
    """How long a row rests after so many tries and one more; None where it was tried too often."""
    return None if attempts + 1 >= TRIES else min(FIRST_PAUSE * 2 ** min(attempts, MOST_DOUBLINGS), LONGEST_PAUSE)


def refused_in_group(error: TelegramAPIError, composed: Call) -> Outcome:
    """What a group refuses says nothing of the person in whose language it was."""
    reason = error.message
    if any(words in reason for words in UNCHANGED):
        return Sent(())
    plain = isinstance(composed, Screen) and composed.thread is None
    return Nothing(reason) if plain else Strayed(None, reason)


def refused(error: TelegramAPIError, composed: Call) -> Outcome:
    """What Telegram will not do, whenever it is asked. What stood in a topic may still stand in the plain chat."""
    reason = error.message
    if isinstance(error, TelegramForbiddenError) and TOPICS_FORBIDDEN not in reason:
        return Nothing(reason, OutboxState.BLOCKED)
    if any(words in reason for words in UNCHANGED):
        return Sent(())
    if (strayed := _strayed(reason, composed)) is not None:
        return strayed
    if any(words in reason for words in GONE):
        return Nothing(reason, OutboxState.BLOCKED)
    return Nothing(
        reason, OutboxState.SKIPPED if any(words in reason for words in OUT_OF_REACH) else OutboxState.FAILED
    )


def _strayed(reason: str, composed: Call) -> Strayed | None:
    match composed:
        case OpenTopic():
            return Strayed(None, reason)
        case Screen(thread=int() as thread) | Copy(thread=int() as thread):
            return Strayed(thread, reason)
        case NameTopic(thread) if any(words in reason for words in TOPIC_GONE):
            return Strayed(thread, reason)
    return None
