"""What the bot says by itself: how a row of the outbox becomes a message, and what follows from its fate."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from functools import wraps

from bot.ui.context import Context
from bot.ui.screens import Album, CloseTopic, Copy, Delete, Edit, Medium, MediumAlbum, NameTopic, OpenTopic, Screen
from content.models import Contest
from content.rules.reminders import night_ends, quiet
from storage.database import Writer
from storage.delivery.claims import OutboxRow
from storage.tables.delivery import OutboxState


@dataclass(frozen=True)
class Later:
    """Not now: a message that would come at night."""

    until: datetime


@dataclass(frozen=True)
class Nothing:
    """There is nothing to say any more, and why; `state` is what becomes of the row."""

    reason: str
    state: OutboxState = OutboxState.SKIPPED


Call = Screen | Copy | Edit | Delete | Medium | MediumAlbum | Album | OpenTopic | NameTopic | CloseTopic
"""What becomes a call of the Bot API."""


@dataclass(frozen=True)
class ToBeMade:
    """What takes a while to make: others are sent meanwhile. `sorry` goes where it cannot be made (NotMadeError)."""

    make: Callable[[], Awaitable[Call]]
    sorry: Call


Composed = Call | ToBeMade | Later | Nothing
Compose = Callable[[Context, OutboxRow], Awaitable[Composed]]
"""Says what a row of one kind says at the moment when its turn comes."""
Undelivered = Callable[[Writer, OutboxRow, datetime], Awaitable[None]]
"""What follows where a row of one kind can never arrive; part of the transaction that writes this down."""
Delivered = Callable[[Writer, OutboxRow, datetime], Awaitable[None]]
"""What follows where a row of one kind has arrived; part of the transaction that writes this down."""

Astray = Callable[[Writer, OutboxRow, int | None, datetime], Awaitable[None]]
"""What follows where a topic of a chat is not there, or was not made; part of the transaction that writes this down."""


def by_day(compose: Callable[[Context, OutboxRow, Contest], Awaitable[Composed]]) -> Compose:
    """What is about a contest and can wait for the morning: said once it is day where the person lives."""

    @wraps(compose)
    async def composed(ctx: Context, letter: OutboxRow) -> Composed:
        contest = ctx.catalogue.get(letter.contest_id or "")
        if contest is None:
            return Nothing("the contest is gone")
        zone = ctx.zone(contest)
        return Later(night_ends(ctx.now, zone)) if quiet(ctx.now, zone) else await compose(ctx, letter, contest)

    return composed
