"""Home on a phone of 390×844: no higher than the phone, and in the last days its first line is in sight at the end."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import in_a_browser, tap
from tests.browser.screen_sizes import PHONE_HEIGHT, PHONE_WIDTH

pytestmark = in_a_browser

SEEN = """(message) => {
    const chat = message.closest('[data-testid=messages]');
    const below = parseFloat(getComputedStyle(chat).paddingBottom);
    const { height } = message.getBoundingClientRect();
    return { height, above: height + below - chat.clientHeight };
}"""
"""How high a message is, and how much of it is out of sight where it is the last one; in CSS pixels."""
IN_TIME, OVER = ("2020-05-24T12:00", "2020-05-29T12:00"), ("2020-06-03T18:01", "2020-06-20T12:00")
LAST_DAYS = ("2020-05-31T18:30", "2020-06-02T12:00", "2020-06-02T13:10", "2020-06-03T15:00", "2020-06-03T17:31")
WORDS = {
    "kk": ("Қазақша", ("Тақырып таңдау", "5. ", "Осы тақырыпты таңдау"), "Барлық бөлімдер", "Сұрақтар"),
    "ru": ("Русский", ("Выбрать тему", "5. ", "Выбрать эту тему"), "Все разделы", "Вопросы"),
}


def move(page: Page, moment: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 860})
    page.get_by_test_id("clock-date").click()
    page.get_by_test_id("date-input").fill(moment)
    with page.expect_response("**/demo/clock"):
        page.get_by_test_id("date-go").click()
    page.set_viewport_size({"width": PHONE_WIDTH, "height": PHONE_HEIGHT})


def home(phone: Locator, marks: int, label: str) -> Locator:
    """Asks for home, which has a button `label`; reminders may come before and behind the question."""
    phone.get_by_test_id("composer-input").fill("/menu")
    phone.get_by_test_id("send").click()
    asked = phone.get_by_test_id("message").filter(has_text="/menu")
    expect(asked).to_have_count(marks)
    behind = asked.last.locator("xpath=following-sibling::*[@data-testid='message']")
    answer = behind.filter(has=phone.page.get_by_test_id("inline-button").filter(has_text=label)).first
    expect(answer).to_be_visible()
    return answer


@pytest.mark.parametrize("language", list(WORDS))
@pytest.mark.parametrize("begun", [False, True], ids=["before", "begun"])
def test_home_is_no_higher_than_a_phone(page: Page, language: str, begun: bool) -> None:
    name, choosing, more, section = WORDS[language]
    phone = page.get_by_test_id("phone-applicant")
    phone.get_by_test_id("start").click()
    tap(phone, name)
    for label in choosing if begun else ():
        tap(phone, label)
    asked = 0
    for moments, urgent in ((IN_TIME, False), (LAST_DAYS, True), (OVER, False)):
        for moment in moments:
            move(page, moment)
            asked += 1
            shown = home(phone, asked, more if urgent else section)
            found = shown.evaluate(SEEN)
            assert found["height"] <= PHONE_HEIGHT, (moment, found)
            if urgent:
                assert found["above"] <= 0, (moment, found)
                expect(shown.get_by_test_id("inline-button").filter(has_text=section)).to_have_count(0)
    move(page, LAST_DAYS[-1])
    home(phone, asked + 1, more).get_by_test_id("inline-button").filter(has_text=more).click()
    expect(phone.get_by_test_id("inline-button").filter(has_text=section).last).to_be_visible()
