"""Whether more or less came than in the time before, where that can be said honestly."""

from dataclasses import dataclass
from enum import StrEnum

ENOUGH_FOR_A_SHARE = 20
"""Below it a per cent says less than the two numbers."""
ENOUGH_FOR_A_MEDIAN = 5
"""Answers; of fewer the one in the middle is chance."""


class TrendDirection(StrEnum):
    MORE = "more"
    LESS = "less"
    SAME = "same"
    FIRST = "first"
    """There was none before."""
    NONE = "none"
    """Neither before nor now."""
    EARLY = "early"
    """The time before was not all counted."""
    FEW = "few"
    """Too few to be held against each other."""


@dataclass(frozen=True)
class Trend:
    """`now` held against `before`. `share` is by how many per cent it changed, where that says something."""

    direction: TrendDirection
    now: int
    before: int = 0
    share: int | None = None


def of_numbers(now: int, before: int | None) -> Trend:
    """Of things that were counted; `before` is None where the time before was not all counted."""
    if before is None:
        return Trend(TrendDirection.EARLY, now)
    if not before:
        return Trend(TrendDirection.FIRST if now else TrendDirection.NONE, now)
    if now == before:
        return Trend(TrendDirection.SAME, now, before)
    share = round(100 * abs(now - before) / before) if before >= ENOUGH_FOR_A_SHARE else None
    return Trend(TrendDirection.MORE if now > before else TrendDirection.LESS, now, before, share or None)


def of_medians(now: tuple[int, int | None], before: tuple[int, int | None] | None) -> Trend:
    """Of minutes: each how many answers there were, and their median."""
    (answers, minutes), (answers_before, minutes_before) = now, before or (0, None)
    if before is None:
        return Trend(TrendDirection.EARLY, minutes or 0)
    few = min(answers, answers_before) < ENOUGH_FOR_A_MEDIAN
    if few or minutes is None or minutes_before is None:
        return Trend(TrendDirection.FEW, minutes or 0, minutes_before or 0)
    if minutes == minutes_before:
        return Trend(TrendDirection.SAME, minutes, minutes_before)
    return Trend(TrendDirection.MORE if minutes > minutes_before else TrendDirection.LESS, minutes, minutes_before)
