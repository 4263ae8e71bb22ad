"""Webhook: Telegram brings every update to the bot's own address, and hears of it once it is written down."""

import asyncio
import hmac
import json
import logging
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from hashlib import sha256

from aiogram.exceptions import TelegramAPIError
from aiogram.utils.backoff import Backoff
from aiohttp import web
from pydantic import AnyHttpUrl

from bot.settings import SettingsError
from bot.telegram.outcomes import PAUSES, trouble
from bot.telegram.raw_updates import stored
from bot.telegram.receiving import SECONDS_TO_STOP, Inbox, Updates
from storage.errors import DatabaseError

logger = logging.getLogger(__name__)

HERE = "127.0.0.1"
LARGEST_UPDATE = 4 * 1024 * 1024
"""Bytes; far more than any message that people can write."""
REMEMBERED = 1000
"""Handled updates that are known again: one comes again where Telegram has not heard that it was taken."""
MOST_CONNECTIONS = 100
"""Open at a time; Telegram opens 40 at the most (setWebhook, max_connections)."""
IDLE_SECONDS = 30.0
"""A connection ends that brings no whole head of a request for so long."""
BODY_SECONDS = 10.0
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a name, no secret


def webhook(url: AnyHttpUrl, port: int, *, told: bool = False) -> Updates:
    """Where updates come from; a web server that people can reach at `url` hands them on to a port of this machine.

    `told`: somebody else tells Telegram of it.
    Raises SettingsError where the port cannot be had.
    """
    try:
        listener = socket.create_server((HERE, port))
    except OSError as error:
        raise SettingsError(f"WEBHOOK_PORT: nobody can be heard at port {port}: {error.strerror}") from error
    return partial(_listen, url=url, listener=listener, told=told)


async def _listen(inbox: Inbox, *, url: AnyHttpUrl, listener: socket.socket, told: bool) -> None:
    """Takes what comes until it is cancelled; then finishes what it has begun to take."""
    secret = secret_of(inbox.bot.token)
    app = web.Application(client_max_size=LARGEST_UPDATE)
    doorway = Doorway()
    app.router.add_post(url.path or "/", partial(_take, inbox, secret, doorway))
    runner = web.AppRunner(
        app, access_log=None, shutdown_timeout=SECONDS_TO_STOP, keepalive_timeout=IDLE_SECONDS, lingering_time=0
    )
    await runner.setup()
    server = await asyncio.get_running_loop().create_server(partial(doorway.open, runner), sock=listener)
    try:
        if not told:
            await tell_telegram(inbox, url)
        await asyncio.Event().wait()
    finally:
        server.close()
        await runner.cleanup()


class Doorway:
    """Lets so many connections be open that Telegram finds its way, whoever opens others and says nothing."""

    def __init__(self) -> None:
        self._taking: set[web.RequestHandler] = set()
        """Those that have brought an update: they are left alone until it is taken."""

    def open(self, runner: web.AppRunner) -> asyncio.Protocol:
        """A new connection; where there are too many, the one that has been there longest must go for it."""
        assert runner.server is not None  # noqa: S101  it is set up
        there = [known for known in runner.server.connections if known.transport is not None]
        if len(there) >= MOST_CONNECTIONS:
            longest = next((known for known in there if known not in self._taking), None)
            if longest is not None:
                longest.force_close()
        return runner.server()

    @contextmanager
    def taking(self, connection: web.RequestHandler) -> Iterator[None]:
        self._taking.add(connection)
        try:
            yield
        finally:
            self._taking.discard(connection)


def secret_of(token: str) -> str:
    """Telegram proves by it that an update is its own: the same in every process that has the token."""
    return hmac.new(token.encode(), b"webhook", sha256).hexdigest()


async def tell_telegram(inbox: Inbox, url: AnyHttpUrl) -> None:
    """Says where the bot is (setWebhook); trouble is waited out with growing pauses."""
    pauses = Backoff(PAUSES)
    while True:
        try:
            await inbox.bot.set_webhook(str(url), secret_token=secret_of(inbox.bot.token), allowed_updates=inbox.kinds)
        except TelegramAPIError as error:
            inbox.bringing.met(f"{trouble(error)}; it is tried again and again", tell_telegram)
            await asyncio.sleep(next(pauses))
        else:
            inbox.bringing.passed(tell_telegram)
            return


async def _take(inbox: Inbox, secret: str, doorway: Doorway, request: web.Request) -> web.Response:
    """Whatever is not answered with 200 comes again."""
    if not hmac.compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        return web.Response(status=403)
    try:
        async with asyncio.timeout(BODY_SECONDS):
            entry = stored(json.loads(await request.read()))
    except TimeoutError:
        return web.Response(status=408)
    except (ValueError, RecursionError, web.RequestPayloadError, OSError):  # the last: who brought it is gone
        entry = None
    if entry is None:
        return web.Response(status=400)
    try:
        with doorway.taking(request.protocol):
            await inbox.take([entry], confirmed=entry.update_id - REMEMBERED)
    except (DatabaseError, OSError) as error:
        inbox.bringing.met(f"{trouble(error)}; Telegram brings them again")
        return web.Response(status=503)
    return web.Response()
