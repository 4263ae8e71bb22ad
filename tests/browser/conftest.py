"""The demo's page in a real browser: what tests of it share."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.browser.quiet import CHROMIUM, PATIENCE_MS, QuietDemo, chromium, quiet_demo

in_a_browser = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install Debian's package chromium"),
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


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
    expect(page.get_by_test_id("phone-applicant")).to_be_visible()  # from now on the bar hears
    page.get_by_test_id("reset").click()
    with page.expect_response("**/demo/reset"):
        page.get_by_test_id("reset-confirm").click()
    expect(page.get_by_test_id("phone-applicant").get_by_test_id("start")).to_be_visible()
    yield page
    page.close()
    assert errors == []


@pytest.fixture(scope="module")
def quiet() -> Iterator[QuietDemo]:
    with quiet_demo() as demo:
        yield demo


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
