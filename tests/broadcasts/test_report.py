"""What became of an announcement, in numbers that add up."""

import pytest

from bot.services.broadcasts.report import RecipientNumbers, by_people, numbers
from content.models import Language
from storage.broadcasts.figures import Group
from storage.tables.delivery import OutboxState

S = OutboxState


def test_every_state_is_counted_once() -> None:
    counts = {state: 10**place for place, state in enumerate(S)}
    found = numbers(counts)
    assert found.total == sum(counts.values())
    assert found.sent == counts[S.SENT]
    assert found.failed == counts[S.FAILED] + counts[S.MISSED]
    assert found.left == counts[S.QUEUED] + counts[S.IN_FLIGHT] + counts[S.PAUSED]
    assert (found.blocked, found.skipped) == (counts[S.BLOCKED], counts[S.SKIPPED])


@pytest.mark.parametrize(
    ("sent", "left", "percent", "bar"),
    [
        (0, 0, 0, "░" * 10),
        (0, 7, 0, "░" * 10),
        (1, 999, 0, "░" * 10),
        (1, 1, 50, "▓▓▓▓▓░░░░░"),
        (999, 1, 99, "▓▓▓▓▓▓▓▓▓░"),
        (5, 0, 100, "▓" * 10),
    ],
)
def test_a_hundred_percent_only_once_nobody_is_left(sent: int, left: int, percent: int, bar: str) -> None:
    found = RecipientNumbers(sent, 0, 0, 0, left)
    assert (found.percent, found.bar) == (percent, bar)


def test_of_whom_it_is_known_counts_whatever_became_of_it() -> None:
    assert RecipientNumbers(sent=1, blocked=1, failed=1, skipped=1, left=4).percent == 50


def test_people_are_told_apart_by_language_and_region_together() -> None:
    groups = [
        Group(Language.RU, "atyrau", S.SENT, 3),
        Group(Language.KK, "atyrau", S.SENT, 2),
        Group(Language.KK, None, S.BLOCKED, 1),
        Group(Language.KK, "atyrau", S.QUEUED, 4),
    ]
    found = by_people(groups)
    assert {key: each.total for key, each in found.items()} == {
        (Language.KK, None): 1,
        (Language.KK, "atyrau"): 6,
        (Language.RU, "atyrau"): 3,
    }
    assert found[Language.KK, "atyrau"].left == 4
