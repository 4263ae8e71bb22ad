"""The clock that the demo moves."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.demo.clock import DemoClock

START = datetime.fromisoformat("2020-05-20T10:00+06:00")


def test_starts_where_it_is_told_and_runs() -> None:
    clock = DemoClock(START)
    first = clock.now()
    assert first.tzinfo is UTC
    assert timedelta() <= first - START < timedelta(seconds=5)
    assert clock.now() >= first


def test_moves_and_comes_back() -> None:
    clock = DemoClock(START)
    clock.advance(timedelta(days=1))
    assert timedelta(days=1) <= clock.now() - START < timedelta(days=1, seconds=5)
    clock.move_to(START - timedelta(days=3))
    assert clock.now() < START
    clock.advance(timedelta(hours=-1))
    clock.reset()
    assert timedelta() <= clock.now() - START < timedelta(seconds=5)


def test_an_instant_needs_its_offset() -> None:
    with pytest.raises(ValueError, match="offset"):
        DemoClock(START).move_to(datetime(2020, 6, 3, 18, 0))  # noqa: DTZ001
