"""The demo's page in a real browser: what tests of it share."""

import asyncio
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from queue import Queue
from threading import Thread
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

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

in_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install Debian's package chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def errors() -> list[str]:
    return []


@pytest.fixture
def page(address: str, browser: Browser, errors: list[str]) -> Iterator[Page]:
    """A wide page on a fresh demo; whatever the page itself complains of fails the test."""
    page = browser.new_page(viewport={"width": 1280, "height": 860})
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address, timeout=2 * PATIENCE_MS)  # the bot is only just starting
    page.get_by_test_id("reset").click()
    with page.expect_response("**/demo/reset"):
        page.get_by_test_id("reset-confirm").click()
    expect(page.get_by_test_id("phone-applicant").get_by_test_id("start")).to_be_visible()
    yield page
    page.close()
    assert errors == []


@dataclass(frozen=True)
class QuietDemo:
    """The demo's Telegram and its page without a bot: nobody answers but the test."""

    telegram: Telegram
    address: str

    def say(self, page: Page, text: str, **more: Any) -> None:
        """As the bot, to the first phone."""
        message = {"chat_id": DEMO_PHONES[0].user.id, "text": text} | more
        assert page.request.post(f"{self.address}/bot{self.telegram.token}/sendMessage", data=message).ok


@pytest.fixture(scope="module")
def quiet() -> Iterator[QuietDemo]:
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
    yield QuietDemo(telegram, address)
    loop.call_soon_threadsafe(stop.set)
    thread.join()


@pytest.fixture
def visitor(browser: Browser) -> Iterator[BrowserContext]:
    """Whoever comes to the page for the first time, with a browser in English."""
    context = browser.new_context(locale="en-GB", viewport={"width": 1280, "height": 860})
    context.set_default_timeout(PATIENCE_MS)
    yield context
    context.close()


@pytest.fixture
def quiet_page(quiet: QuietDemo, visitor: BrowserContext, errors: list[str]) -> Iterator[Page]:
    quiet.telegram.reset()
    page = visitor.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(quiet.address)
    expect(page.get_by_test_id("phone-applicant").get_by_test_id("start")).to_be_visible()
    yield page
    assert errors == []


def tap(phone: Locator, words: str) -> None:
    phone.get_by_test_id("message").last.get_by_test_id("inline-button").filter(has_text=words).first.click()
