"""A copy of the database every day, in a process of its own: nobody waits for it, and it goes with this one."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import PIPE
from datetime import UTC, datetime, time, timedelta, tzinfo
from pathlib import Path

from bot.clock import Clock
from bot.settings import CREDENTIALS, Settings
from content.catalogue import Catalogue
from storage import backup

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
AFTER_TROUBLE = timedelta(hours=1)
"""So long the next try waits after one that failed."""


class DailyBackup:
    """What is due is read from the copies that are there: after a day without power it is made up for at once."""

    def __init__(self, settings: Settings, catalogue: Catalogue, clock: Clock) -> None:
        self.settings = settings
        self.catalogue = catalogue
        self.clock = clock
        self._not_before = datetime.min.replace(tzinfo=UTC)

    async def tick(self) -> None:
        now = self.clock.now()
        if self.settings.backup_dir is None or now < self._not_before:
            return
        copies = await asyncio.to_thread(backup.copies, self.settings.backup_dir)
        last = moment_before(now, self.settings.backup_at, self.catalogue.current(now).tzinfo)
        if not copies or copies[-1][0] < last:
            self._not_before = now + AFTER_TROUBLE
            if await self._make():
                self._not_before = now

    async def _make(self) -> bool:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "backup", "--prove", stdout=PIPE, stderr=PIPE, env=self._environment()
        )
        try:
            said, trouble = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode:
            reason = trouble.decode(errors="replace").strip().splitlines()[-1:] or ["it says nothing"]
            logger.error("The daily copy of the database was not made: %s", reason[0])
            return False
        for line in said.decode(errors="replace").splitlines():
            logger.info("Daily copy: %s", line)
        for line in trouble.decode(errors="replace").splitlines():
            logger.warning("Daily copy: %s", line)
        return True

    def _environment(self) -> dict[str, str]:
        """The same database, whatever has become of `.env` since the start; a copy needs no token."""
        kept = {name: value for name, value in os.environ.items() if name.upper() not in {"BOT_TOKEN", CREDENTIALS}}
        return kept | {
            "PYTHONPATH": os.pathsep.join([str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]),
            "DATABASE_URL": self.settings.database_url.get_secret_value(),
            "BACKUP_DIR": str(self.settings.backup_dir),
            "BACKUP_KEEP": str(self.settings.backup_keep),
        }


def moment_before(now: datetime, clock_time: time, zone: tzinfo) -> datetime:
    """The last time that a clock of the zone showed this time of the day."""
    local = now.astimezone(zone)
    moment = datetime.combine(local.date(), clock_time, zone)
    return moment if moment <= local else datetime.combine(local.date() - timedelta(days=1), clock_time, zone)
