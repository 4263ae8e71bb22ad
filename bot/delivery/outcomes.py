"""What can become of a row of the outbox, once it was tried."""

from dataclasses import dataclass
from datetime import datetime

from bot.ui.notices import Later, Nothing
from storage.tables.delivery import OutboxState

GONE = ("chat not found", "user is deactivated", "PEER_ID_INVALID")
UNCHANGED = "message is not modified"
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


Outcome = Sent | Again | Later | Nothing


def refused(reason: str) -> Outcome:
    """What Telegram will not do, whenever it is asked."""
    if UNCHANGED in reason:
        return Sent(())
    if any(words in reason for words in GONE):
        return Nothing(reason, OutboxState.BLOCKED)
    return Nothing(
        reason, OutboxState.SKIPPED if any(words in reason for words in OUT_OF_REACH) else OutboxState.FAILED
    )
