"""The demo's Telegram and its page without a bot, and the browser that looks at it."""

import asyncio
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from queue import Queue
from threading import Thread
from typing import Any

from aiogram.methods import SendMessage
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

from bot.demo.api.server import serve
from bot.demo.clock import DemoClock
from bot.demo.page.page import DemoPage
from bot.demo.page.phones import DEMO_PHONES
from bot.demo.telegram import Telegram

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
PATIENCE_MS = 30_000
"""A bot that starts afresh takes its time where others use the machine."""
expect.set_options(timeout=PATIENCE_MS)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@contextmanager
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        try:
            yield browser
        finally:
            browser.close()


def begin(phone: Locator) -> None:
    """Taps "start"; from then on the bot may write there."""
    phone.get_by_test_id("start").click()
    expect(phone.get_by_test_id("message").filter(has_text="/start").first).to_be_visible()


@dataclass(frozen=True)
class QuietDemo:
    """Nobody answers but the test."""

    telegram: Telegram
    address: str
    loop: asyncio.AbstractEventLoop

    def say(self, page: Page, text: str, **more: Any) -> None:
        """As the bot, to the first phone."""
        message = {"chat_id": DEMO_PHONES[0].user.id, "text": text} | more
        assert page.request.post(f"{self.address}/bot{self.telegram.token}/sendMessage", data=message).ok

    def fill(self, messages: Sequence[SendMessage]) -> None:
        """Makes these the only messages of the first phone; the page is told once."""

        async def send() -> None:
            self.telegram.chats[DEMO_PHONES[0].user.id].messages.clear()
            for message in messages:
                await self.telegram.perform(message)

        asyncio.run_coroutine_threadsafe(send(), self.loop).result(PATIENCE_MS / 1000)


@contextmanager
def quiet_demo() -> Iterator[QuietDemo]:
    clock = DemoClock(datetime.fromisoformat("2020-05-20T10:00+06:00"))
    telegram = Telegram(clock.now)
    ready: Queue[tuple[str, asyncio.AbstractEventLoop, asyncio.Event]] = Queue()

    async def reset() -> None:
        telegram.reset()

    async def live() -> None:
        stop = asyncio.Event()
        async with serve(telegram, page=DemoPage(telegram, clock, DEMO_PHONES, reset)) as address:
            ready.put((address, asyncio.get_running_loop(), stop))
            await stop.wait()

    thread = Thread(target=lambda: asyncio.run(live()), daemon=True)
    thread.start()
    address, loop, stop = ready.get(timeout=PATIENCE_MS / 1000)
    try:
        yield QuietDemo(telegram, address, loop)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join()
