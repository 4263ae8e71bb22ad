"""What can be reached and sent on the demo's page: by Tab, beside each other, and beyond words and files."""

from typing import Any

import pytest
from aiogram.types import Update
from playwright.sync_api import Page, expect

from tests.browser.conftest import in_a_browser
from tests.browser.quiet import QuietDemo, begin

pytestmark = in_a_browser

PHONES = ("applicant", "colleague", "consultant", "staff")
MOST_STEPS = 3


def update(quiet: QuietDemo) -> dict[str, Any]:
    """What the bot would get of the last act; aiogram must be able to read it."""
    newest = quiet.telegram.queue.waiting[-1]
    Update.model_validate(newest)
    message: dict[str, Any] = newest["message"]
    return message


def test_four_phones_are_seen_side_by_side_at_1600(quiet_page: Page) -> None:
    quiet_page.set_viewport_size({"width": 1600, "height": 900})
    for name in PHONES:
        box = quiet_page.get_by_test_id(f"phone-{name}").bounding_box()
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 1600
        assert box["width"] >= 360


@pytest.mark.parametrize("width", [390, 1600])
def test_tab_reaches_the_text_field_of_each_phone_within_three_steps(
    quiet_page: Page, quiet: QuietDemo, width: int
) -> None:
    page = quiet_page
    for name in PHONES:
        begin(page.get_by_test_id(f"phone-{name}"))
    buttons = [[{"text": str(number), "callback_data": str(number)}] for number in range(12)]
    quiet.say(page, "a", reply_markup={"inline_keyboard": buttons})
    page.set_viewport_size({"width": width, "height": 900})
    for name in PHONES:
        if width < 760:
            page.get_by_test_id(f"tab-{name}").click()
        phone = page.get_by_test_id(f"phone-{name}")
        phone.evaluate("phone => { phone.tabIndex = -1; phone.focus(); phone.removeAttribute('tabindex'); }")
        steps = 0
        while not phone.get_by_test_id("composer-input").evaluate("field => field === document.activeElement"):
            on_skip = phone.get_by_test_id("to-composer").evaluate("link => link === document.activeElement")
            page.keyboard.press("Enter" if on_skip else "Tab")
            steps += 1
            assert steps <= MOST_STEPS
        page.keyboard.type(name)
        expect(phone.get_by_test_id("composer-input")).to_have_value(name)


def test_one_phone_leads_to_the_next(quiet_page: Page) -> None:
    page = quiet_page
    page.get_by_test_id("phone-applicant").get_by_test_id("to-composer").focus()
    for name in PHONES[1:]:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.get_by_test_id(f"phone-{name}").get_by_test_id("to-composer")).to_be_focused()


def test_before_the_start_the_skip_leads_to_the_button(quiet_page: Page) -> None:
    phone = quiet_page.get_by_test_id("phone-staff")
    phone.get_by_test_id("to-composer").focus()
    quiet_page.keyboard.press("Enter")
    expect(phone.get_by_test_id("start")).to_be_focused()


def test_a_message_is_sent_on(quiet_page: Page, quiet: QuietDemo) -> None:
    page, phone = quiet_page, quiet_page.get_by_test_id("phone-applicant")
    begin(phone)
    quiet.say(page, "Боттың сөзі")
    phone.get_by_test_id("message-text").filter(has_text="Боттың сөзі").click(position={"x": 5, "y": 5})
    page.get_by_role("menuitem").filter(has_text="Қайта жіберу").click()
    expect(phone.get_by_test_id("forwarded")).to_have_text("Грант көмекшісі атынан қайта жіберілді")
    message = update(quiet)
    assert (message["text"], message["forward_origin"]["type"]) == ("Боттың сөзі", "user")
    assert message["forward_origin"]["sender_user"]["id"] == quiet.telegram.bot["id"]


def test_a_sticker_is_sent_as_an_answer(quiet_page: Page, quiet: QuietDemo) -> None:
    page, phone = quiet_page, quiet_page.get_by_test_id("phone-applicant")
    begin(phone)
    quiet.say(page, "Сұрақ")
    phone.get_by_test_id("message-text").filter(has_text="Сұрақ").click(position={"x": 5, "y": 5})
    page.get_by_role("menuitem").filter(has_text="Жауап беру").click()
    phone.get_by_test_id("attach").click()
    page.get_by_role("menuitem").filter(has_text="Стикер").click()
    page.get_by_role("menuitem").filter(has_text="🙏").click()
    expect(phone.locator(".sticker")).to_have_text("🙏")
    expect(phone.get_by_test_id("reference-bar")).to_be_hidden()
    message = update(quiet)
    assert (message["sticker"]["emoji"], message["reply_to_message"]["text"]) == ("🙏", "Сұрақ")


def test_a_place_is_sent_also_where_the_bot_asks_for_it(quiet_page: Page, quiet: QuietDemo) -> None:
    page, phone = quiet_page, quiet_page.get_by_test_id("phone-applicant")
    begin(phone)
    phone.get_by_test_id("attach").click()
    page.get_by_role("menuitem").filter(has_text="Орналасқан жер").click()
    page.get_by_role("menuitem").filter(has_text="Атырау").click()
    expect(phone.get_by_test_id("location")).to_contain_text("47.0945, 51.9238")
    assert update(quiet)["location"] == {"latitude": 47.094496, "longitude": 51.923837}
    asked = {"keyboard": [[{"text": "Қайдасыз?", "request_location": True}]], "one_time_keyboard": True}
    quiet.say(page, "Қайдасыз?", reply_markup=asked)
    phone.get_by_test_id("reply-button").click()
    page.get_by_role("menuitem").filter(has_text="Алматы").click()
    expect(phone.get_by_test_id("location")).to_have_count(2)
    assert update(quiet)["location"]["latitude"] == 43.238949
    expect(phone.get_by_test_id("reply-keyboard")).to_be_hidden()
