"""A few ticks, never a job per person: the tables say what is due."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from time import time

from apscheduler.schedulers.asyncio import AsyncIOScheduler, run_in_event_loop

from bot.app import App
from bot.log import about
from bot.services.broadcasts.folding import fold_old
from bot.services.personal.retention import forget_old
from bot.spells import Spell
from bot.tasks import TasksUnderWay
from storage.errors import DatabaseError, explain

logger = logging.getLogger(__name__)

PLAN_SECONDS = 2
WATCH_SECONDS = 5
BROADCAST_SECONDS = 1
COMMANDS_SECONDS = 5
CHECKPOINT_SECONDS = 15
"""Whoever writes while it goes on waits for the disk: so seldom that hardly anybody notices."""
RECOVER_SECONDS = 30
FORGET_SECONDS = 3600
OPTIMIZE_SECONDS = 4 * 3600
BACKUP_SECONDS = 60
LOOK_SECONDS = 60
SECONDS_TO_STOP = 2.0
"""For ticks under way: most take a moment, but an announcement to many people takes longer."""


class Scheduler(AsyncIOScheduler):  # type: ignore[misc]  # it comes without types
    """APScheduler goes by the wall clock: set back by an hour it would wait for an hour, set forward it would catch up.

    Here a job is due once its next time is further away than its interval, in either direction. That is looked at in
    the moment in which the jobs are, not one turn of the loop before: a clock that is set in between would count.
    """

    @run_in_event_loop  # type: ignore[untyped-decorator]
    def wakeup(self) -> None:
        now = machine_now()
        for job in self.get_jobs():
            if abs(job.next_run_time - now) > job.trigger.interval:
                job.modify(next_run_time=now)
        AsyncIOScheduler.wakeup.__wrapped__(self)


def machine_now() -> datetime:
    """By the clock that APScheduler goes by, whatever ours says."""
    return datetime.fromtimestamp(time(), UTC)


@asynccontextmanager
async def ticking(app: App) -> AsyncIterator[None]:
    """Ticks until it is left, and lets what is under way come to its end; what takes too long is broken off.

    A tick that comes late runs once; while it runs the same does not begin again.
    """
    under_way = TasksUnderWay()
    over = False

    away = Spell(logger, "The jobs go on")

    def patient(name: str, tick: Callable[[], Awaitable[None]]) -> Callable[[], Awaitable[None]]:
        """A tick that the database does not let through is left to the next one."""

        async def patiently() -> None:
            if over:  # its turn came together with the end
                return
            with under_way.current(), about(job=name):
                try:
                    await tick()
                except DatabaseError as error:
                    away.met(f"The jobs wait for the database: {explain(error)}", name)
                else:
                    away.passed(name)

        return patiently

    scheduler = Scheduler(job_defaults={"coalesce": True, "misfire_grace_time": None, "max_instances": 1})
    ticks = (
        ("look after questions", app.escalation.tick, WATCH_SECONDS),
        ("weekly reports", app.weekly.tick, WATCH_SECONDS),
        ("broadcasts", app.broadcasts.tick, BROADCAST_SECONDS),
        ("menus of commands", app.commands.tick, COMMANDS_SECONDS),
        ("checkpoint", app.database.checkpoint, CHECKPOINT_SECONDS),
        ("rows forgotten in flight", app.delivery.recover, RECOVER_SECONDS),
        ("updates put back", app.inbox.take_up, RECOVER_SECONDS),
        ("forget what is old", partial(forget_old, app.database, app.clock), FORGET_SECONDS),
        ("fold old broadcasts", partial(fold_old, app.database, app.clock), FORGET_SECONDS),
        ("ask whoever is silent", app.silence.tick, FORGET_SECONDS),
        ("forget after some days", app.retention.tick, FORGET_SECONDS),
        ("optimize the database", app.database.optimize, OPTIMIZE_SECONDS),
        ("daily copy", app.daily_backup.tick, BACKUP_SECONDS),
        ("watch", app.watch.tick, LOOK_SECONDS),
    )
    # Reminders wait for the first plan; people wait for nothing, however much there is to plan.
    plan = patient("plan reminders", app.planner.tick)
    scheduler.add_job(plan, "interval", seconds=PLAN_SECONDS, name="plan reminders", next_run_time=machine_now())
    for name, tick, seconds in ticks:
        scheduler.add_job(patient(name, tick), "interval", seconds=seconds, name=name)
    scheduler.start()
    try:
        yield
    finally:
        over = True
        await under_way.finish(SECONDS_TO_STOP)
        scheduler.shutdown(wait=False)
