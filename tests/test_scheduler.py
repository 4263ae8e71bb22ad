"""Ticks: they go on whatever happens to the clock of the machine."""

import asyncio
from datetime import datetime, timedelta, tzinfo

import apscheduler.schedulers.base
import apscheduler.triggers.interval
import pytest

from bot import scheduler
from bot.app import App
from bot.scheduler import Scheduler, ticking
from tests.support.processor import slowdown
from tests.support.waiting import PATIENCE, until


class Machine(datetime):
    """The clock of a machine that somebody sets."""

    by = timedelta()

    @classmethod
    def now(cls, tz: tzinfo | None = None) -> datetime:  # type: ignore[override]
        return datetime.now(tz) + cls.by


@pytest.mark.parametrize("hours", [-1, 1, -24 * 365, 24 * 365])
@pytest.mark.slow
async def test_ticks_go_on_when_the_clock_is_set(app: App, monkeypatch: pytest.MonkeyPatch, hours: int) -> None:
    for module in (apscheduler.schedulers.base, apscheduler.triggers.interval):
        monkeypatch.setattr(module, "datetime", Machine)
    monkeypatch.setattr(scheduler, "time", lambda: Machine.now().timestamp())
    for name in ("PLAN_SECONDS", "WATCH_SECONDS", "BROADCAST_SECONDS", "COMMANDS_SECONDS", "CHECKPOINT_SECONDS"):
        monkeypatch.setattr(scheduler, name, 0.1)
    ticks = 0

    async def count() -> None:
        nonlocal ticks
        ticks += 1

    monkeypatch.setattr(app.planner, "tick", count)
    async with ticking(app):
        await until(lambda: ticks >= 3)
        before = ticks
        monkeypatch.setattr(Machine, "by", timedelta(hours=hours))
        await until(lambda: ticks >= before + 3)
        await asyncio.sleep(0.2)
    assert ticks < before + 30, "what was missed is not caught up with"


async def test_a_clock_set_between_two_turns_of_the_loop_is_no_reason_to_catch_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every time that was missed would be counted, in the event loop: 18 million here."""
    for module in (apscheduler.schedulers.base, apscheduler.triggers.interval):
        monkeypatch.setattr(module, "datetime", Machine)
    monkeypatch.setattr(scheduler, "time", lambda: Machine.now().timestamp())
    ticks = Scheduler(job_defaults={"coalesce": True, "misfire_grace_time": None})
    ticks.add_job(asyncio.sleep, "interval", seconds=0.01, args=[0])
    ticks.start()
    await asyncio.sleep(0.02)
    ticks.wakeup()
    monkeypatch.setattr(Machine, "by", timedelta(hours=50))
    before = asyncio.get_running_loop().time()
    await asyncio.sleep(0)
    assert asyncio.get_running_loop().time() - before < slowdown()
    ticks.shutdown(wait=False)
    await asyncio.sleep(0)


async def test_whoever_starts_listens_before_everything_is_planned(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    """With 200,000 notices due people waited 12 s for the first answer."""
    planning = asyncio.Event()

    async def long() -> None:
        planning.set()
        await asyncio.sleep(PATIENCE)

    monkeypatch.setattr(app.planner, "tick", long)
    monkeypatch.setattr(scheduler, "SECONDS_TO_STOP", 0.1)
    async with asyncio.timeout(PATIENCE / 2), ticking(app):
        await planning.wait()
