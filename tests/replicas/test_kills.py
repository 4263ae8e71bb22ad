"""Replicas as they are on several machines: processes of their own, killed at any moment. A small run of the bench."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from tests.bench.cluster import Place
from tests.bench.kills import Trial, killed, populate
from tests.bench.pairs import at_the_same_time
from tests.bench.planning import planning_for_many
from tests.bench.queues import scene

pytestmark = pytest.mark.postgresql

TRIAL = Trial(replicas=2, kills=2, people=10, notices=60, pause=2.0)


@pytest.fixture
async def place(bare_url: str, tmp_path: Path) -> AsyncIterator[Place]:
    place = Place(scene(), Database(bare_url), bare_url, tmp_path)
    await populate(place, TRIAL.notices)
    yield place
    await place.database.close()


def missed(found: list[list[str]]) -> list[list[str]]:
    return [row for row in found if row[-1] != "ok"]


async def test_a_kill_loses_nothing_and_does_nothing_twice(place: Place) -> None:
    assert not missed(await killed(place, TRIAL))


async def test_planning_for_a_crowd_reaches_everybody_once(place: Place) -> None:
    assert not missed((await planning_for_many(place, 3_000, TRIAL.notices))[:1])


async def test_two_taps_at_once_on_two_replicas_count_in_their_order(place: Place) -> None:
    assert not missed((await at_the_same_time(place, 20))[:2])
