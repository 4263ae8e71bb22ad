"""The local Telegram as an HTTP server: the Bot API, webhooks, and the demo page if there is one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial

from aiohttp import web

from bot.demo.api.endpoint import LARGEST_REQUEST, BotApi
from bot.demo.api.webhook import deliver_updates
from bot.demo.page.page import DemoPage
from bot.demo.telegram import Telegram

SECONDS_TO_FINISH = 0.2


@asynccontextmanager
async def serve(
    telegram: Telegram, host: str = "127.0.0.1", port: int = 0, page: DemoPage | None = None
) -> AsyncIterator[str]:
    """Serves as long as the context lasts and gives the base URL; port 0 takes a free one.

    Raises OSError if the port is taken.
    """
    app = web.Application(client_max_size=LARGEST_REQUEST)
    BotApi(telegram).add_routes(app)
    if page is not None:
        page.add_routes(app)
    app.cleanup_ctx.append(partial(_delivery, telegram))
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=SECONDS_TO_FINISH)
    await runner.setup()
    try:
        await web.TCPSite(runner, host, port).start()
        yield f"http://{host}:{runner.addresses[0][1]}"
    finally:
        await runner.cleanup()


async def _delivery(telegram: Telegram, _: web.Application) -> AsyncIterator[None]:
    async with asyncio.TaskGroup() as group:
        delivery = group.create_task(deliver_updates(telegram))
        yield
        delivery.cancel()
