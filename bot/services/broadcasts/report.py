"""What became of an announcement: how far it is, and afterwards who got it, why others did not, who opened it."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import groupby

from bot.ui.context import Context
from content.models import Language
from content.rules.dates import TimeLeft, time_left
from storage.broadcasts import broadcasts, figures, taps
from storage.broadcasts.broadcasts import Broadcast
from storage.broadcasts.figures import FailureReason, Group
from storage.database import Reader
from storage.tables.delivery import OutboxKind, OutboxState

LATELY = timedelta(seconds=10)
"""The time over which messages a second are counted."""
CELLS = 10
NOT_ARRIVED = (OutboxState.BLOCKED, OutboxState.FAILED, OutboxState.SKIPPED)
TO_COME = (OutboxState.QUEUED, OutboxState.IN_FLIGHT, OutboxState.PAUSED)


@dataclass(frozen=True)
class RecipientNumbers:
    """People, by what became of the message to them."""

    sent: int
    blocked: int
    failed: int
    skipped: int
    left: int

    @property
    def total(self) -> int:
        return self.sent + self.blocked + self.failed + self.skipped + self.left

    @property
    def percent(self) -> int:
        """Of all, those of whom it is known; 100 only once nobody is left."""
        return 100 * (self.total - self.left) // self.total if self.total else 0

    @property
    def bar(self) -> str:
        full = self.percent * CELLS // 100
        return "▓" * full + "░" * (CELLS - full)


def numbers(counts: Mapping[OutboxState, int]) -> RecipientNumbers:
    return RecipientNumbers(
        sent=counts.get(OutboxState.SENT, 0),
        blocked=counts.get(OutboxState.BLOCKED, 0),
        failed=counts.get(OutboxState.FAILED, 0) + counts.get(OutboxState.MISSED, 0),
        skipped=counts.get(OutboxState.SKIPPED, 0),
        left=sum(counts.get(state, 0) for state in TO_COME),
    )


@dataclass(frozen=True)
class SendingPace:
    """Messages a second of late, and how long the others take at that pace."""

    rate: int
    left: TimeLeft | None


@dataclass(frozen=True)
class SendingProgress:
    numbers: RecipientNumbers
    pace: SendingPace
    corrections: RecipientNumbers
    taken_back: RecipientNumbers


async def progress(connection: Reader, broadcast: Broadcast, now: datetime) -> SendingProgress:
    found = numbers(await broadcasts.counts(connection, broadcast.id, OutboxKind.BROADCAST))
    rate = await broadcasts.sent_since(connection, broadcast.id, now - LATELY) / LATELY.total_seconds()
    left = time_left(now + timedelta(minutes=1, seconds=found.left / rate), now) if rate else None
    return SendingProgress(
        found,
        SendingPace(round(rate), left),
        numbers(await broadcasts.counts(connection, broadcast.id, OutboxKind.CORRECTION, broadcast.corrected_at)),
        numbers(await broadcasts.counts(connection, broadcast.id, OutboxKind.TAKING_BACK)),
    )


@dataclass(frozen=True)
class BroadcastReport:
    """`by_language` and `by_region` name nobody; a region is None where people have not chosen one."""

    total: RecipientNumbers
    groups: tuple[Group, ...]
    by_language: Mapping[Language, RecipientNumbers]
    by_region: Mapping[str | None, RecipientNumbers]
    reasons: tuple[FailureReason, ...]
    corrections: RecipientNumbers
    uncorrected: tuple[FailureReason, ...]
    taken_back: RecipientNumbers
    left_in_place: tuple[FailureReason, ...]
    opened: tuple[tuple[str, int], ...]
    """How many people opened each button that is counted; links are not."""


async def report(ctx: Context, broadcast: Broadcast, buttons: Sequence[str | None]) -> BroadcastReport:
    """`buttons` are the names of those below it, None where a button is not counted."""
    async with ctx.database.scanning() as connection:
        tapped = await taps.people(connection, broadcast.id)
        groups = await figures.groups(connection, broadcast.id)
        since = broadcast.corrected_at
        return BroadcastReport(
            total=_sum(groups),
            groups=tuple(groups),
            by_language={
                language: _sum(each for each in groups if each.language is language)
                for language in Language
                if any(each.language is language for each in groups)
            },
            by_region=_by_region(groups),
            reasons=await _reasons(ctx, connection, broadcast.id, OutboxKind.BROADCAST),
            corrections=numbers(await broadcasts.counts(connection, broadcast.id, OutboxKind.CORRECTION, since)),
            uncorrected=await _reasons(ctx, connection, broadcast.id, OutboxKind.CORRECTION, since),
            taken_back=numbers(await broadcasts.counts(connection, broadcast.id, OutboxKind.TAKING_BACK)),
            left_in_place=await _reasons(ctx, connection, broadcast.id, OutboxKind.TAKING_BACK),
            opened=tuple((name, tapped.get(number, 0)) for number, name in enumerate(buttons, start=1) if name),
        )


async def _reasons(
    ctx: Context, connection: Reader, announcement_id: int, kind: OutboxKind, since: datetime | None = None
) -> tuple[FailureReason, ...]:
    """Why people did not get it. Our own reasons in words; Telegram's as it says them."""
    found = await figures.reasons(connection, announcement_id, kind, NOT_ARRIVED, since)
    words = {each.reason: ctx.texts.found(ctx.person.language, f"broadcast.reason.{each.reason}") for each in found}
    return tuple(replace(each, reason=words[each.reason] or each.reason) for each in found)


def _sum(groups: Iterable[Group]) -> RecipientNumbers:
    counts: Counter[OutboxState] = Counter()
    for group in groups:
        counts[group.state] += group.number
    return numbers(counts)


def _by_region(groups: Iterable[Group]) -> dict[str | None, RecipientNumbers]:
    """With the most people first."""
    found = list(groups)
    regions = {
        region_id: _sum(each for each in found if each.region_id == region_id)
        for region_id in {each.region_id for each in found}
    }
    return dict(sorted(regions.items(), key=lambda item: (-item[1].total, item[0] or "")))


def by_people(groups: Iterable[Group]) -> dict[tuple[Language, str | None], RecipientNumbers]:
    """By language and region together."""
    found = sorted(groups, key=lambda each: (each.region_id or "", each.language))
    return {key: _sum(part) for key, part in groupby(found, key=lambda each: (each.language, each.region_id))}
