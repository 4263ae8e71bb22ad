"""The demo as a person meets it: in a real browser, on a wide screen and on a phone's.

With DEMO_PICTURE set, the picture for the README is written there (`make picture`).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect, sync_playwright

CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium here: install Debian's package chromium"),
]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    process = subprocess.Popen([sys.executable, "-m", "bot", "demo", "--port", "0"], stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    try:
        yield process.stderr.readline().partition("Open ")[2].split()[0]
    finally:
        process.kill()
        process.communicate()


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
    page.set_default_timeout(15_000)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.goto(address)
    page.get_by_test_id("reset").click()
    with page.expect_response("**/demo/reset"):
        page.get_by_test_id("reset-confirm").click()
    expect(page.get_by_test_id("phone-applicant").get_by_test_id("start")).to_be_visible()
    yield page
    page.close()
    assert errors == []


def tap(phone: Locator, words: str) -> None:
    phone.get_by_test_id("message").last.get_by_test_id("inline-button").filter(has_text=words).first.click()


def test_the_walk_in_kazakh_beside_a_colleague_in_russian(page: Page) -> None:
    applicant = page.get_by_test_id("phone-applicant")
    applicant.get_by_test_id("start").click()
    for label in ("Қазақша", "Тақырып таңдау", "2. Бала және денсаулық"):
        tap(applicant, label)
    quotation = applicant.get_by_test_id("quotation").first
    expect(quotation).to_be_visible()
    quotation.click()
    tap(applicant, "Осы тақырыпты таңдау")
    expect(applicant.get_by_test_id("toast")).to_contain_text("Тақырып таңдалды")
    for label in ("Құжаттарды дайындау", "1. Өтініш"):
        tap(applicant, label)
    applicant.get_by_test_id("message").last.get_by_test_id("inline-button").get_by_text("Дайын", exact=True).click()
    expect(applicant.get_by_test_id("message-text").last).to_contain_text("1 / 9")

    colleague = page.get_by_test_id("phone-colleague")
    colleague.get_by_test_id("start").click()
    tap(colleague, "Русский")
    expect(colleague.get_by_test_id("message-text").last).to_contain_text("Заявки принимают")
    tap(colleague, "Выбрать тему")
    tap(colleague, "6. ")
    expect(colleague.get_by_test_id("message-text").last).to_contain_text("5 782 000")
    if picture := os.environ.get("DEMO_PICTURE"):
        for phone in (applicant, colleague):
            expect(phone.get_by_test_id("toast")).to_be_hidden()
        page.screenshot(path=picture)


def test_the_clock_closes_the_contest(page: Page) -> None:
    phone = page.get_by_test_id("phone-colleague")
    phone.get_by_test_id("start").click()
    tap(phone, "Русский")
    page.get_by_test_id("clock-date").click()
    page.get_by_test_id("date-input").fill("2020-06-03T18:00")
    page.get_by_test_id("date-go").click()
    tap(phone, "Документы")
    expect(phone.get_by_test_id("message-text").last).to_contain_text("Прием завершен")


def test_the_clock_brings_a_reminder_and_the_outbox_lists_it(page: Page) -> None:
    phone = page.get_by_test_id("phone-applicant")
    phone.get_by_test_id("start").click()
    tap(phone, "Қазақша")
    expect(phone.get_by_test_id("message-text").last).to_contain_text("Соңғы мерзім")
    page.get_by_test_id("outbox-toggle").click()
    expect(page.get_by_test_id("outbox-rows")).to_have_text("Nothing yet.")
    page.get_by_test_id("clock-day").click()
    expect(phone.get_by_test_id("message")).to_have_count(3)
    row = page.get_by_test_id("outbox-row")
    expect(row).to_have_count(1)
    expect(row).to_contain_text("Айгүл")
    expect(row).to_contain_text("21 May, 10:00")
    expect(page.get_by_test_id("outbox-counts")).to_have_text("sent: 1")
    page.set_viewport_size({"width": 320, "height": 740})
    expect(row).to_be_visible()
    expect(page.get_by_test_id("phones")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_test_id("tab-applicant").click()
    expect(page.get_by_test_id("outbox")).to_be_hidden()
    expect(phone).to_be_visible()


def test_typed_text_is_shown_as_text(page: Page) -> None:
    phone = page.get_by_test_id("phone-applicant")
    phone.get_by_test_id("start").click()
    tap(phone, "Қазақша")
    phone.get_by_test_id("composer-input").fill("<img src=x onerror=alert(1)> {{ 7*7 }}")
    phone.get_by_test_id("send").click()
    answer = phone.get_by_test_id("message-text").last
    expect(answer).to_contain_text("<img src=x onerror=alert(1)> {{ 7*7 }}")
    expect(answer).to_contain_text("тақырып таппадым")


@pytest.mark.parametrize("width", [320, 390])
def test_a_narrow_screen_is_one_phone_with_tabs(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    expect(page.get_by_test_id("phone-applicant")).to_be_visible()
    expect(page.get_by_test_id("phone-colleague")).to_be_hidden()
    page.get_by_test_id("tab-colleague").click()
    phone = page.get_by_test_id("phone-colleague")
    phone.get_by_test_id("start").click()
    tap(phone, "Русский")
    expect(phone.get_by_test_id("message-text").last).to_contain_text("Срок: до 3 июня 2020 года, 18:00")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_keys_alone_are_enough(page: Page) -> None:
    phone = page.get_by_test_id("phone-applicant")
    phone.get_by_test_id("start").focus()
    page.keyboard.press("Enter")
    button = phone.get_by_test_id("inline-button").filter(has_text="Қазақша")
    button.focus()
    page.keyboard.press("Enter")
    expect(phone.get_by_test_id("message-text").last).to_contain_text("Соңғы мерзім")
