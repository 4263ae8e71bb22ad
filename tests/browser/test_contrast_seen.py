"""Words on the demo's page are told from what is behind them: as the browser computes them, 4.5:1 (WCAG 2.2, 1.4.3)."""

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page, expect

from storage.tables.delivery import OutboxState
from tests.browser.conftest import in_a_browser
from tests.browser.quiet import QuietDemo, begin

pytestmark = in_a_browser

ENOUGH = 4.5
MEASURE = (Path(__file__).parent / "contrast.js").read_text(encoding="utf-8")
MARKUP = (
    "<b>b</b> <i>i</i> <code>code</code> <a href='https://example.kz'>link</a> <tg-spoiler>hidden</tg-spoiler>"
    "<pre><code class='language-python'>x = 1</code></pre>"
    f"<blockquote expandable>{'quoted words ' * 30}</blockquote>"
)
OUTBOX = {
    "counts": {state.value: 1 for state in OutboxState},
    "rows": [
        {"key": "k", "kind": "reminder", "person": "Айгүл", "state": state.value, "due": None, "at": 0, "reason": "r"}
        for state in OutboxState
    ],
}


def faint(page: Page) -> list[dict[str, Any]]:
    page.wait_for_timeout(200)  # what comes up has come up
    found: list[dict[str, Any]] = page.evaluate(MEASURE, ENOUGH)
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_words_are_told_from_what_is_behind_them(
    quiet_page: Page, quiet: QuietDemo, tmp_path: Path, scheme: Literal["light", "dark"]
) -> None:
    page = quiet_page
    page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    page.route("**/demo/outbox", lambda route: route.fulfill(json=OUTBOX))
    phone = page.get_by_test_id("phone-applicant")
    seen = faint(page)

    seen += _chat(page, quiet, tmp_path)
    phone.get_by_test_id("phone-menu").click()
    seen += faint(page)
    page.keyboard.press("Escape")
    phone.get_by_test_id("to-composer").focus()
    seen += faint(page)

    page.get_by_test_id("outbox-toggle").click()
    expect(page.get_by_test_id("outbox-row")).to_have_count(len(OutboxState))
    seen += faint(page)
    for name in ("clock-date", "reset"):
        page.get_by_test_id(name).click()
        seen += faint(page)
        page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 844})
    seen += faint(page)
    assert "\n".join(sorted({f"{each['place']}: {each['text']} {each['ratio']}" for each in seen})) == ""


def _chat(page: Page, quiet: QuietDemo, folder: Path) -> list[dict[str, Any]]:
    """Whatever comes and goes in a chat."""
    phone, choose, seen = page.get_by_test_id("phone-applicant"), page.get_by_role("menuitem"), []
    begin(phone)
    buttons = [[{"text": style, "callback_data": style, "style": style}] for style in ("primary", "success", "danger")]
    buttons.append([{"text": "plain", "callback_data": "plain"}])
    quiet.say(page, MARKUP, parse_mode="HTML", reply_markup={"inline_keyboard": buttons})
    expect(phone.get_by_test_id("quotation")).to_be_visible()
    for button in phone.get_by_test_id("inline-button").all():
        button.hover()
        seen += faint(page)

    phone.get_by_test_id("composer-input").fill("Сәлем https://example.kz")
    phone.get_by_test_id("send").click()
    own = phone.locator(".message.own").filter(has_text="Сәлем").first
    document = folder / "жарғы.pdf"
    document.write_bytes(b"%PDF")
    phone.get_by_test_id("file-input").set_input_files(document)
    expect(phone.get_by_test_id("file-dialog-yes")).to_be_visible()
    seen += faint(page)
    phone.get_by_test_id("file-dialog-yes").click()
    expect(phone.locator(".message.own").get_by_test_id("document")).to_be_visible()

    own.get_by_test_id("message-text").click(position={"x": 5, "y": 5})
    seen += faint(page)
    choose.filter(has_text="Жауап беру").click()
    seen += faint(page)
    phone.get_by_test_id("composer-input").fill("Жауап")
    phone.get_by_test_id("send").click()
    phone.get_by_test_id("attach").click()
    choose.filter(has_text="Орналасқан жер").click()
    choose.filter(has_text="Атырау").click()
    expect(phone.get_by_test_id("location")).to_be_visible()
    own.get_by_test_id("message-text").click(position={"x": 5, "y": 5})
    choose.filter(has_text="Мәтінді көшіру").click()
    expect(phone.get_by_test_id("toast").or_(phone.get_by_test_id("copy-dialog"))).to_be_visible()
    seen += faint(page)
    if phone.get_by_test_id("copy-dialog").is_visible():
        page.keyboard.press("Escape")
    return seen
