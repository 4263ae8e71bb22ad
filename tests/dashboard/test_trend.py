"""Whether more or less came: said in words, and only where it can be said."""

import pytest

from bot.services.dashboard.trend import TrendDirection, of_medians, of_numbers


@pytest.mark.parametrize(
    ("now", "before", "direction", "share"),
    [
        (5, None, TrendDirection.EARLY, None),
        (0, 0, TrendDirection.NONE, None),
        (3, 0, TrendDirection.FIRST, None),
        (7, 7, TrendDirection.SAME, None),
        (8, 7, TrendDirection.MORE, None),
        (40, 19, TrendDirection.MORE, None),
        (30, 20, TrendDirection.MORE, 50),
        (10, 20, TrendDirection.LESS, 50),
        (0, 40, TrendDirection.LESS, 100),
        (1001, 1000, TrendDirection.MORE, None),
    ],
)
def test_a_share_is_said_of_enough_and_never_of_nothing(
    now: int, before: int | None, direction: TrendDirection, share: int | None
) -> None:
    found = of_numbers(now, before)
    assert (found.direction, found.share) == (direction, share)


@pytest.mark.parametrize(
    ("now", "before", "direction"),
    [
        ((9, 60), (9, 90), TrendDirection.LESS),
        ((9, 90), (9, 60), TrendDirection.MORE),
        ((9, 60), (9, 60), TrendDirection.SAME),
        ((4, 60), (9, 90), TrendDirection.FEW),
        ((9, 60), (4, 90), TrendDirection.FEW),
        ((9, 60), (0, None), TrendDirection.FEW),
        ((9, 60), None, TrendDirection.EARLY),
    ],
)
def test_the_middle_of_few_answers_is_chance(
    now: tuple[int, int | None], before: tuple[int, int | None] | None, direction: TrendDirection
) -> None:
    assert of_medians(now, before).direction is direction
