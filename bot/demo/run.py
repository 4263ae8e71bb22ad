"""`python -m bot demo`: the production bot, long-polling the local Telegram, and the page with the phones."""

import asyncio
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from pydantic import AnyHttpUrl, SecretStr

from bot.demo.api.server import serve
from bot.demo.clock import DemoClock
from bot.demo.page.page import DemoPage
from bot.demo.page.phones import DEMO_PHONES, OWNERS
from bot.demo.state import memory
from bot.demo.telegram import Telegram
from bot.running import run, stop_on_signals
from bot.serving.standby import stand_by
from bot.settings import Settings, SettingsError
from storage.database import Database, parse_url
from storage.lock import lock_of
from storage.migrate import migrate

logger = logging.getLogger(__name__)

DATABASE = "demo.db"
PHONES = "phones.pickle"
"""Beside the database: what the phones showed."""
SAVE_SECONDS = 5.0


class Demo:
    """Keeps one bot running; starting afresh stops it, forgets everything, and runs another."""

    def __init__(
        self, settings: Settings, now: datetime, folder: Path, *, keep: bool = False, topics: bool = False
    ) -> None:
        self.folder = folder
        self.keep = keep
        self.clock = DemoClock(now)
        self.telegram = Telegram(self.clock.now)
        self.telegram.topics_on = topics
        self.page = DemoPage(self.telegram, self.clock, DEMO_PHONES, self.start_afresh)
        self.settings = settings.model_copy(
            update={
                "bot_token": SecretStr(self.telegram.token),
                "database_url": SecretStr(f"sqlite+aiosqlite:///{folder / DATABASE}"),
                "staff_ids": OWNERS,
                "backup_dir": None,
                "monitoring_port": None,
            }
        )
        self._bot: asyncio.Task[None] | None = None
        self._begun = asyncio.Event()

    async def serve(self, port: int) -> None:
        """Runs until it is interrupted; stands by first while another demo has the same folder.

        Raises SettingsError where the port is taken.
        """
        lock = lock_of(parse_url(self.settings.database_url.get_secret_value()))
        try:
            with stop_on_signals() as stop:
                ours = await stand_by(lock, stop)
            if ours:
                await self._serve(port)
        finally:
            await lock.give_back()

    async def _serve(self, port: int) -> None:
        self._bring_back()
        try:
            async with serve(self.telegram, port=port, page=self.page) as base, asyncio.TaskGroup() as group:
                logger.info("Open %s in a browser, stop with Ctrl+C", base)
                settings = self.settings.model_copy(update={"bot_api_url": AnyHttpUrl(base)})
                saving = group.create_task(self._save_now_and_then())
                while not self._begun.is_set():
                    self._bot = group.create_task(self._live(settings))
                    self._begun.set()
                    await asyncio.wait([self._bot])
                    if not self._begun.is_set():
                        self._forget()
                saving.cancel()
                self._save()
        except OSError as error:
            raise SettingsError(f"port {port} cannot be used ({error.strerror}): choose another with --port") from error

    def _bring_back(self) -> None:
        """Phones and clock as they were, where the database is still there."""
        if self.keep and (self.folder / DATABASE).exists():
            then = memory.load(self.telegram, self.folder / PHONES)
            if then is not None:
                self.clock.move_to(then)

    async def _save_now_and_then(self) -> None:
        saved = -1
        while True:
            await asyncio.sleep(SAVE_SECONDS)
            if self.telegram.version != saved:
                saved = self.telegram.version
                self._save()

    def _save(self) -> None:
        if self.keep:
            memory.save(self.telegram, self.clock.now(), self.folder / PHONES)

    async def start_afresh(self) -> None:
        """Returns once the new bot has begun: what people do from then on is its business."""
        self._begun.clear()
        if self._bot is not None:
            self._bot.cancel()
        await self._begun.wait()

    async def _live(self, settings: Settings) -> None:
        """One bot, from its first start to its end, and the page's look into its database."""
        database = Database(settings.database_url.get_secret_value())
        try:
            await migrate(database)  # before the page looks for the tables
            self.page.database = database
            await run(settings, self.clock, staff_known=True, alone=True)
        finally:
            self.page.database = None
            await database.close()

    def _forget(self) -> None:
        for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", PHONES):
            (self.folder / name).unlink(missing_ok=True)
        self.clock.reset()
        self.telegram.reset()


async def run_demo(settings: Settings, *, port: int, now: datetime, folder: Path | None, topics: bool) -> None:
    """The demo at http://127.0.0.1:`port`, its clock starting at `now`; `folder` keeps database and phones."""
    with _place(folder) as place:
        await Demo(settings, now, place, keep=folder is not None, topics=topics).serve(port)


@contextmanager
def _place(folder: Path | None) -> Iterator[Path]:
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
        return
    with TemporaryDirectory(prefix="grant-demo-") as temporary:
        yield Path(temporary)
