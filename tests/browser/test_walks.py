"""The demo as a person meets it: in a real browser, on a wide screen and on a phone's.

With DEMO_PICTURE set, the picture for the README is written there (`make picture`).
"""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import in_a_browser, tap

PIXEL = (
    b"GIF89a\x01\x00\x01\x00\x80\x00\x00\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\x01\x00\x01\x00\x00\x02\x02D\x01\x00;"
)

pytestmark = in_a_browser


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
    expect(answer).to_contain_text("дәл жауап таппадым")


def test_four_phones_stand_side_by_side(page: Page) -> None:
    phones = [page.get_by_test_id(f"phone-{name}") for name in ("applicant", "colleague", "consultant", "staff")]
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 860})
        boxes = [box for phone in phones if (box := phone.bounding_box())]
        assert [box["y"] for box in boxes] == [boxes[0]["y"]] * 4
        assert all(box["width"] >= 360 for box in boxes)
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    phones[3].get_by_test_id("start").click()
    tap(phones[3], "Қазақша")
    phones[3].get_by_test_id("composer-input").fill("/staff")
    phones[3].get_by_test_id("send").click()
    expect(phones[3].get_by_test_id("message-text").last).to_contain_text("Сіз боттың иесісіз")


def test_a_conversation_on_a_narrow_screen(page: Page, address: str, tmp_path: Path) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.get_by_test_id("tab-consultant").click()
    phone = page.get_by_test_id("phone-consultant")
    phone.get_by_test_id("start").click()
    tap(phone, "Русский")
    own = phone.locator(".message.own")
    choose = page.get_by_role("menuitem")

    # a photo is answered though a tap on it opens it
    pictures = [tmp_path / name for name in ("a.gif", "b.gif", "c.gif")]
    for picture in pictures:
        picture.write_bytes(PIXEL)
    phone.get_by_test_id("file-input").set_input_files(pictures)
    phone.get_by_role("textbox", name="Подпись").fill("Три")
    phone.get_by_test_id("file-dialog-yes").click()
    album = own.filter(has=page.locator(".album"))
    expect(album.locator(".photo")).to_have_count(3)
    expect(album.get_by_test_id("message-text")).to_contain_text("Три")
    album.locator(".photo").first.click(button="right")
    choose.filter(has_text="Ответить").click()
    phone.get_by_test_id("attach").click()
    choose.filter(has_text="Голосовое сообщение").click()
    voice = own.filter(has=page.locator("audio"))
    expect(voice.locator(".reply")).to_contain_text("Три")
    expect(voice.locator("audio")).to_have_js_property("duration", 2)

    # own words are changed; what was being written comes back
    phone.get_by_test_id("composer-input").fill("черновик")
    album.get_by_test_id("message-text").click()
    choose.filter(has_text="Изменить").click()
    expect(phone.get_by_test_id("reference-bar")).to_contain_text("Изменить")
    expect(phone.get_by_test_id("composer-input")).to_have_value("Три")
    phone.get_by_test_id("composer-input").fill("Три снимка")
    phone.get_by_test_id("send").click()
    expect(album.get_by_test_id("message-text")).to_contain_text("Три снимка")
    expect(album.get_by_test_id("edited")).to_be_visible()
    expect(album.locator(".photo")).to_have_count(3)
    expect(phone.get_by_test_id("composer-input")).to_have_value("черновик")
    expect(phone.get_by_test_id("reference-bar")).to_be_hidden()

    # the bot asks for the number
    keyboard = {"keyboard": [[{"text": "Отправить номер", "request_contact": True}]], "one_time_keyboard": True}
    message = {"chat_id": 7003, "text": "Ваш номер?", "reply_markup": keyboard}
    answer = page.request.post(f"{address}/bot100200300:local-telegram/sendMessage", data=message)
    assert answer.ok
    phone.get_by_test_id("reply-button").click()
    phone.get_by_test_id("contact-dialog-yes").click()
    expect(own.get_by_test_id("contact")).to_contain_text("+77755915570")
    expect(phone.get_by_test_id("reply-keyboard")).to_be_hidden()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


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
