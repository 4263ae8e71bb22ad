"""The page itself in Kazakh, Russian and English: chosen in the bar, remembered, and nothing of it left out."""

from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from storage.tables.delivery import OutboxKind, OutboxState
from tests.browser.conftest import in_a_browser
from tests.browser.quiet import PATIENCE_MS, QuietDemo

pytestmark = in_a_browser

BAR = {
    "kk": ("+1 сағат", "сәрсенбі, 2020 ж. 20 мамыр, 10:0", "Басынан бастайсыз ба?", "Уақытты ауыстыру", "жіберілді: 1"),
    "ru": ("+1 час", "ср, 20 мая 2020 г., 10:0", "Начать заново?", "Перевести часы", "отправлено: 1"),
    "en": ("+1 hour", "Wed, 20 May 2020, 10:0", "Start afresh?", "Move the clock", "sent: 1"),
}
OUTBOX = {
    "counts": {OutboxState.SENT.value: 1},
    "rows": [
        {"key": kind, "kind": kind, "person": "Айгүл", "state": "sent", "due": None, "at": 0, "reason": None}
        for kind in OutboxKind
    ],
}


@pytest.mark.parametrize("language", BAR)
def test_every_word_of_the_page_is_in_its_language(quiet_page: Page, language: str) -> None:
    page, (hour, now, reset, move, sent) = quiet_page, BAR[language]
    page.route("**/demo/outbox", lambda route: route.fulfill(json=OUTBOX))
    page.get_by_test_id(f"language-{language}").click()
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.get_by_test_id("clock-hour")).to_have_text(hour)
    expect(page.get_by_test_id("clock")).to_contain_text(now)
    page.get_by_test_id("outbox-toggle").click()
    expect(page.get_by_test_id("outbox-counts")).to_have_text(sent)
    expect(page.get_by_test_id("outbox-row")).to_have_count(len(OutboxKind))
    for name, title in (("reset", reset), ("clock-date", move)):
        page.get_by_test_id(name).click()
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.keyboard.press("Escape")
    said: str = page.evaluate("document.title + document.body.innerText")
    assert "undefined" not in said
    assert "{" not in said


def test_it_is_remembered(quiet_page: Page) -> None:
    quiet_page.get_by_test_id("language-kk").click()
    quiet_page.reload()
    expect(quiet_page.locator("html")).to_have_attribute("lang", "kk")
    expect(quiet_page.get_by_test_id("language-kk")).to_have_attribute("aria-pressed", "true")
    expect(quiet_page.get_by_test_id("clock-day")).to_have_text("+1 күн")


@pytest.mark.parametrize(("locale", "language"), [("kk-KZ", "kk"), ("ru-RU", "ru"), ("de-DE", "en")])
def test_a_first_visit_is_in_the_language_of_the_browser(
    browser: Browser, quiet: QuietDemo, locale: str, language: str
) -> None:
    context: BrowserContext = browser.new_context(locale=locale)
    page = context.new_page()
    page.goto(quiet.address, timeout=PATIENCE_MS)
    expect(page.locator("html")).to_have_attribute("lang", language)
    context.close()


def test_phones_keep_the_languages_of_their_people(quiet_page: Page) -> None:
    quiet_page.get_by_test_id("language-en").click()
    languages: Any = quiet_page.locator(".phone").evaluate_all("phones => phones.map(({ lang }) => lang)")
    assert languages == ["kk", "ru", "ru", "kk"]


@pytest.mark.parametrize(("language", "words"), [("kk", "Хабарламаға 4096"), ("ru", "не больше 4096")])
def test_why_something_is_refused_is_said_in_the_language_of_the_phone(
    quiet_page: Page, errors: list[str], language: str, words: str
) -> None:
    phone = quiet_page.get_by_test_id("phone-applicant" if language == "kk" else "phone-colleague")
    phone.get_by_test_id("start").click()
    phone.get_by_test_id("composer-input").fill("а" * 4097)
    phone.get_by_test_id("send").click()
    expect(phone.get_by_test_id("toast")).to_contain_text(words)
    errors.clear()  # the browser itself complains of every refusal
