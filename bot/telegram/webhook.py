"""Webhook: Telegram brings every update to the bot's own address, and hears of it once it is written down."""

import asyncio
import json
import logging
import secrets
import socket
from functools import partial
from hmac import compare_digest

from aiogram.exceptions import TelegramAPIError
from aiogram.utils.backoff import Backoff
from aiohttp import web
from pydantic import AnyHttpUrl

from bot.settings import SettingsError
from bot.telegram.receiving import PAUSES, SECONDS_TO_STOP, Inbox, Updates, trouble
from storage.database import DatabaseError

logger = logging.getLogger(__name__)

HERE = "127.0.0.1"
LARGEST_UPDATE = 4 * 1024 * 1024
"""Bytes; far more than any message that people can write."""
REMEMBERED = 1000
"""Handled updates that are known again: one comes again where Telegram has not heard that it was taken."""
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105  a name, no secret


def webhook(url: AnyHttpUrl, port: int) -> Updates:
    """Where updates come from; a web server that people can reach at `url` hands them on to a port of this machine.

    Raises SettingsError where the port cannot be had.
    """
    try:
        listener = socket.create_server((HERE, port))
    except OSError as error:
        raise SettingsError(f"WEBHOOK_PORT: nobody can be heard at port {port}: {error.strerror}") from error
    return partial(_listen, url=url, listener=listener)


async def _listen(inbox: Inbox, *, url: AnyHttpUrl, listener: socket.socket) -> None:
    """Takes what comes until it is cancelled; then finishes what it has begun to take."""
    secret = secrets.token_urlsafe(32)
    app = web.Application(client_max_size=LARGEST_UPDATE)
    app.router.add_post(url.path or "/", partial(_take, inbox, secret))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_STOP)
    await runner.setup()
    try:
        await web.SockSite(runner, listener).start()
        await _tell_telegram(inbox, str(url), secret)
        await asyncio.Event().wait()
    finally:
        await runner.cleanup()


async def _tell_telegram(inbox: Inbox, url: str, secret: str) -> None:
    """Says where the bot is (setWebhook); trouble is waited out with growing pauses."""
    pauses = Backoff(PAUSES)
    while True:
        try:
            await inbox.bot.set_webhook(url, secret_token=secret, allowed_updates=inbox.kinds)
        except TelegramAPIError as error:
            logger.warning("%s; trying again in %.0f s", trouble(error), next(pauses))
            await asyncio.sleep(pauses.current_delay)
        else:
            return


async def _take(inbox: Inbox, secret: str, request: web.Request) -> web.Response:
    """Whatever is not answered with 200 comes again."""
    if not compare_digest(request.headers.get(SECRET_HEADER, "").encode(), secret.encode()):
        return web.Response(status=403)
    try:
        update = json.loads(await request.read())
        number = int(update["update_id"])
    except (ValueError, TypeError, KeyError):
        return web.Response(status=400)
    try:
        await inbox.take([update], confirmed=number - REMEMBERED)
    except (DatabaseError, OSError) as error:
        logger.warning("%s; Telegram brings them again", trouble(error))
        return web.Response(status=503)
    return web.Response()
