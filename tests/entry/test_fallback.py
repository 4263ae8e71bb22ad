"""Whatever else people do: free text, strange buttons, groups, and errors of our own."""

import logging

import pytest
from aiogram.methods import EditMessageText
from aiogram.types import Update

from bot.app import App
from bot.demo.telegram import Telegram
from storage.packages import packages
from tests.support.conversation import PIXEL, Chats, Phone

STRANGE = [
    "<b>жирный</b> & <script>",
    "{{ contest }} {% raw %}",
    "👨‍👩‍👧‍👦" * 40,
    "مرحبا بالعالم 12",
    "а" * 4096,
    "&lt;b&gt; &amp;amp;",
    "%s {0} \\n",
]


@pytest.mark.parametrize("text", STRANGE)
async def test_whatever_people_write_is_shown_as_text_with_a_way_on(applicant: Phone, text: str) -> None:
    await applicant.begin()
    await applicant.send(text)
    assert text[:50] in applicant.text
    assert applicant.buttons[0] == "Кеңесшіден сұрау"
    assert {"Тақырыптар", "Құжаттар", "🏠 Басты бет"} <= set(applicant.buttons)


async def test_what_has_no_words_is_answered_with_what_counts_most(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("👍")
    assert "Мұнда сөз таппадым" in applicant.text
    assert "3 маусым" in applicant.text
    assert "Кеңесшіден сұрау" in applicant.buttons


async def test_a_photo_or_a_contact_gets_the_same_useful_answer(applicant: Phone, telegram: Telegram) -> None:
    await applicant.begin("Русский")
    telegram.share_contact(applicant.id)
    await applicant.chats.settle()
    assert "сообщение прочитать не могу" in applicant.text


@pytest.mark.parametrize(
    "data", ["", "nonsense", "home:1:2:3", "docs", "point:x:y:z", "setdoc:2020-repeat:doc_1:burnt", "тақырып:1"]
)
async def test_unknown_and_broken_buttons_are_explained(applicant: Phone, data: str) -> None:
    await applicant.begin()
    await applicant.press(data or "x")
    assert "ескірген" in applicant.text
    assert applicant.buttons == ["🏠 Басты бет"]


async def test_a_button_on_a_deleted_message_answers_with_a_new_one(applicant: Phone, telegram: Telegram) -> None:
    await applicant.begin()
    message = applicant.last.message_id
    telegram.press(applicant.id, message, "topics:2020-repeat")
    await applicant.chats.app.bot.delete_message(applicant.id, message)
    await applicant.chats.settle()
    assert applicant.last.message_id != message
    assert "Грант тақырыптары" in applicant.text


async def test_a_tap_that_changes_nothing_is_quietly_answered(applicant: Phone) -> None:
    await applicant.begin()
    count = len(applicant.messages)
    await applicant.press("home")
    assert len(applicant.messages) == count
    assert len(applicant.chats.answers.seen) == 2


async def test_in_a_group_the_bot_only_points_to_itself(chats: Chats, applicant: Phone, telegram: Telegram) -> None:
    await applicant.begin()
    telegram.add_group(-100, "ҮЕҰ", [applicant.id], added_by=applicant.id)
    for text in ("/start", "/help@grant_assistant_bot", "@grant_assistant_bot қалай?", "өзара әңгіме"):
        telegram.write(applicant.id, text, chat_id=-100)
        await chats.settle()
    replies = [message for message in telegram.messages(-100) if message.from_user and message.from_user.is_bot]
    assert len(replies) == 3
    assert replies[-1].reply_markup is not None
    assert replies[-1].reply_markup.inline_keyboard[0][0].url == "https://t.me/grant_assistant_bot"


async def test_an_error_is_an_apology_with_the_id_that_is_in_the_log(
    applicant: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await applicant.begin("Русский")

    async def broken(*_: object) -> None:
        raise RuntimeError("out of order")

    with monkeypatch.context() as patch, caplog.at_level(logging.ERROR):
        patch.setattr(packages, "find", broken)
        await applicant.tap("Документы")
    assert "произошел сбой" in applicant.text
    code = next(
        entity.extract_from(applicant.text) for entity in applicant.last.entities or () if entity.type == "code"
    )
    record = next(record for record in caplog.records if code in record.getMessage())
    assert record.exc_info
    await applicant.tap("На главную", "Документы")
    assert "готово 0 / 9" in applicant.text


async def test_an_error_keeps_what_people_write_out_of_the_log(
    applicant: Phone, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    await applicant.begin()
    with monkeypatch.context() as patch, caplog.at_level(logging.DEBUG):
        patch.setattr("handlers.entry.fallback.respond", lambda *_: 1 / 0)
        await applicant.send("менің құпия телефоным 8 700 000 00 00")
    assert "ақау" in applicant.text
    assert "құпия" not in caplog.text


async def test_a_failing_database_is_an_apology_too(
    applicant: Phone, app: App, monkeypatch: pytest.MonkeyPatch
) -> None:
    await applicant.begin()

    def broken() -> None:
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(app.database, "reading", broken)
        await applicant.send("/start")
    assert "ақау" in applicant.text
    await applicant.send("/start")
    assert "Соңғы мерзім" in applicant.text


async def test_somebody_who_blocked_the_bot_does_not_stop_it(
    chats: Chats, applicant: Phone, telegram: Telegram
) -> None:
    await applicant.begin()
    telegram.tap(applicant.id, applicant.last.message_id, *applicant.find("Көмек"))
    telegram.write(applicant.id, "/start")
    telegram.block(applicant.id)
    await chats.settle()
    other = chats.person(7002)
    await other.send("/start")
    assert other.buttons
    telegram.unblock(applicant.id)
    await applicant.send("/start")
    assert "Соңғы мерзім" in applicant.text


async def test_trouble_of_telegram_is_not_hidden_by_sending_again(applicant: Phone, telegram: Telegram) -> None:
    await applicant.begin()
    telegram.faults.server_error(method=EditMessageText.__api_method__, times=2)
    count = len(applicant.messages)
    await applicant.tap("Көмек")
    assert len(applicant.messages) == count
    assert "ақау" not in applicant.text


@pytest.mark.parametrize(
    ("language", "sticker", "voice", "picture"),
    [
        ("Қазақша", "Стикеріңізге рақмет", "Дауысты тыңдай алмаймын", "Суреттегіні оқи алмаймын"),
        ("Русский", "Спасибо за стикер", "Прослушать голосовое я не могу", "Прочитать, что на снимке, я не могу"),
    ],
)
async def test_what_is_sent_instead_of_words_gets_a_reply_of_its_own(
    applicant: Phone, language: str, sticker: str, voice: str, picture: str
) -> None:
    await applicant.begin(language)
    await applicant.send_sticker()
    assert sticker in applicant.text
    await applicant.send_voice()
    assert voice in applicant.text
    await applicant.send_file("1.png", PIXEL, "image/png")
    assert picture in applicant.text
    assert "🏠" in applicant.buttons[-1]


@pytest.mark.parametrize(("language", "words"), [("Қазақша", "Өңірді таңдау"), ("Русский", "Выбрать регион")])
async def test_a_place_on_the_map_leads_to_the_regions(
    chats: Chats, applicant: Phone, language: str, words: str
) -> None:
    await applicant.begin(language)
    bot = chats.app.bot
    sent = {
        "message_id": 10**6,
        "date": 1590000000,
        "chat": {"id": applicant.id, "type": "private"},
        "from": {"id": applicant.id, "is_bot": False, "first_name": "Айгүл"},
        "location": {"latitude": 51.1, "longitude": 71.4},
    }
    update = Update.model_validate({"update_id": 10**6, "message": sent}, context={"bot": bot})
    await chats.app.dispatcher.feed_update(bot, update)
    await applicant.tap(words)
    assert len(applicant.buttons) > 10
