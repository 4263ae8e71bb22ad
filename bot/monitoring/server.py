"""What programs ask the bot, on a port of this machine: does it live, does it serve, and how does it get on."""

import asyncio
import errno
import logging
import socket
from pathlib import Path
from time import monotonic

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.app import App
from bot.monitoring.exposition import exposition
from bot.monitoring.readiness import readiness
from bot.operating import status
from bot.operating.status import Figures
from bot.settings import SettingsError
from storage.errors import DatabaseError
from storage.lock import Lock

logger = logging.getLogger(__name__)

HERE = "127.0.0.1"
FRESH = 5.0
"""Seconds for which figures count: however often somebody asks, the database is not asked more often."""


class Monitoring:
    """`/livez` answers as long as the bot can; `/readyz` with 503 while people are not served; `/metrics`."""

    def __init__(self, app: App, port: int, backup_dir: Path | None, lock: Lock | None) -> None:
        self.app = app
        self.port = port
        self.backup_dir = backup_dir
        self.lock = lock
        self._runner: web.AppRunner | None = None
        self._turn = asyncio.Lock()
        self._figures: Figures | None = None
        self._looked_at: float | None = None

    async def listen_if_free(self) -> None:
        """Whoever stands by on the same machine has to leave the port to whoever serves."""
        try:
            await self._listen()
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise self._wrong(error) from error
            logger.info("Port %s for monitoring is taken: it is tried again when the bot begins to serve", self.port)

    async def listen(self) -> None:
        """Raises SettingsError where the port cannot be had."""
        try:
            await self._listen()
        except OSError as error:
            raise self._wrong(error) from error

    def _wrong(self, error: OSError) -> SettingsError:
        return SettingsError(f"MONITORING_PORT: nobody can be heard at port {self.port}: {error.strerror}")

    async def _listen(self) -> None:
        if self._runner is not None:
            return
        listener = socket.create_server((HERE, self.port))
        app = web.Application()
        app.router.add_get("/livez", self._live)
        app.router.add_get("/readyz", self._ready)
        app.router.add_get("/metrics", self._metrics)
        self._runner = web.AppRunner(app, access_log=None)
        await self._runner.setup()
        await web.SockSite(self._runner, listener).start()

    async def close(self) -> None:
        if self._runner is not None:
            await self._runner.cleanup()

    async def _live(self, _: web.Request) -> web.Response:
        return web.Response(text="alive\n")

    async def _ready(self, _: web.Request) -> web.Response:
        facts = await readiness(self.app, self.lock)
        return web.json_response(facts, status=200 if facts["ready"] else 503)

    async def _metrics(self, _: web.Request) -> web.Response:
        async with self._turn:
            if self._looked_at is None or monotonic() - self._looked_at > FRESH:
                self._figures = await self._look()
                self._looked_at = monotonic()
        body = exposition(self.app.measures, self._figures)
        return web.Response(body=body, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _look(self) -> Figures | None:
        try:
            return await status.figures(self.app.database, self.backup_dir, self.app.clock.now())
        except (DatabaseError, OSError):
            return None
