"""What people do, and the updates that it makes."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, KeyboardButton, ReplyKeyboardMarkup, Update

from bot.demo.refusal import NotPossibleError
from bot.demo.state.composing import Attachment
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL, DANIYAR, kind
from tests.support.conversation import PIXEL

GROUP = -100
PHOTOS = [Attachment("a.gif", PIXEL, "image/gif"), Attachment("b.gif", PIXEL, "image/gif")]
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="Иә", callback_data="yes"), InlineKeyboardButton(text="Сайт", url="https://a.kz")]
    ]
)


def only_update(telegram: Telegram) -> dict[str, Any]:
    """The one update that waits; aiogram must be able to read it."""
    (update,) = telegram.queue.waiting
    telegram.queue.waiting.clear()
    Update.model_validate(update)
    return update


def test_a_command(telegram: Telegram) -> None:
    message_id = telegram.write(AIGUL, " /start topic_5\n")
    assert only_update(telegram)["message"] == {
        "message_id": message_id,
        "date": 1589947200,
        "chat": {"id": AIGUL, "type": "private", "first_name": "Айгүл"},
        "from": {"id": AIGUL, "is_bot": False, "first_name": "Айгүл", "language_code": "kk"},
        "text": "/start topic_5",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    }


def test_markup_of_a_person_is_text(telegram: Telegram) -> None:
    telegram.write(AIGUL, "<b>{{ x }}</b> & \u202bمرحبا")
    assert only_update(telegram)["message"]["text"] == "<b>{{ x }}</b> & مرحبا"


@pytest.mark.parametrize("text", ["", " \n", "x" * 4097])
def test_texts_that_no_app_sends(telegram: Telegram, text: str) -> None:
    with pytest.raises(NotPossibleError):
        telegram.write(AIGUL, text)


async def test_a_reply_carries_what_it_answers(started: Telegram, bot: Bot) -> None:
    question = await bot.send_message(AIGUL, "a?")
    started.write(AIGUL, "b", reply_to=question.message_id)
    reply = only_update(started)["message"]["reply_to_message"]
    assert (reply["message_id"], reply["text"]) == (question.message_id, "a?")
    last = started.messages(AIGUL)[-1]
    started.write(AIGUL, "c", reply_to=last.message_id)
    assert "reply_to_message" not in only_update(started)["message"]["reply_to_message"]


async def test_a_reply_shows_the_buttons_of_what_it_answers(started: Telegram, bot: Bot) -> None:
    question = await bot.send_message(AIGUL, "a?", reply_markup=KEYBOARD)
    started.send_file(AIGUL, *PHOTOS[0], reply_to=question.message_id)
    (update,) = await bot.get_updates()
    assert update.message is not None
    assert update.message.reply_to_message is not None
    shown = update.message.reply_to_message.reply_markup
    assert shown is not None
    assert shown.model_dump(exclude_none=True) == KEYBOARD.model_dump(exclude_none=True)


def test_an_edit(telegram: Telegram) -> None:
    message_id = telegram.write(AIGUL, "a")
    telegram.queue.waiting.clear()
    telegram.edit(AIGUL, message_id, "b")
    edited = only_update(telegram)["edited_message"]
    assert (edited["text"], edited["edit_date"]) == ("b", 1589947200)
    assert telegram.message(AIGUL, message_id).text == "b"


def test_an_edit_of_a_caption(telegram: Telegram) -> None:
    message_id = telegram.send_file(AIGUL, *PHOTOS[0], "https://a.kz")
    telegram.queue.waiting.clear()
    telegram.edit_caption(AIGUL, message_id, "b")
    edited = only_update(telegram)["edited_message"]
    assert (edited["caption"], edited["edit_date"], len(edited["photo"])) == ("b", 1589947200, 1)
    assert "caption_entities" not in edited
    telegram.edit_caption(AIGUL, message_id, "")
    assert "caption" not in only_update(telegram)["edited_message"]


async def test_edits_that_no_app_offers(started: Telegram, bot: Bot) -> None:
    photo, text, sticker = started.send_file(AIGUL, *PHOTOS[0]), started.write(AIGUL, "a"), started.send_sticker(AIGUL)
    forwarded = started.forward(AIGUL, text)
    answer = (await bot.send_message(AIGUL, "b")).message_id
    for message_id in (photo, sticker, forwarded, answer):
        with pytest.raises(NotPossibleError):
            started.edit(AIGUL, message_id, "c")
    for message_id in (text, sticker, answer):
        with pytest.raises(NotPossibleError):
            started.edit_caption(AIGUL, message_id, "c")
    with pytest.raises(NotPossibleError):
        started.edit_caption(AIGUL, photo, "x" * 1025)


async def test_a_tap(started: Telegram, bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "a", reply_markup=KEYBOARD)
    query_id = started.tap(AIGUL, sent.message_id, 0, 0)
    query = only_update(started)["callback_query"]
    assert (query["id"], query["data"], query["from"]["id"]) == (query_id, "yes", AIGUL)
    assert query["message"]["reply_markup"]["inline_keyboard"][0][0]["text"] == "Иә"


async def test_taps_that_ask_nothing(started: Telegram, bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "a", reply_markup=KEYBOARD)
    for row, column in [(0, 1), (0, 2), (1, 0), (0, -2)]:
        with pytest.raises(NotPossibleError):
            started.tap(AIGUL, sent.message_id, row, column)


async def test_a_tap_on_a_message_that_is_gone(started: Telegram, bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "a", reply_markup=KEYBOARD)
    await sent.delete()
    started.press(AIGUL, sent.message_id, "old:1")
    (update,) = await bot.get_updates()
    assert update.callback_query is not None
    assert type(update.callback_query.message).__name__ == "InaccessibleMessage"
    assert update.callback_query.data == "old:1"


def test_an_own_contact(telegram: Telegram) -> None:
    telegram.share_contact(AIGUL)
    contact = only_update(telegram)["message"]["contact"]
    assert contact == {"phone_number": "+77000000001", "first_name": "Айгүл", "user_id": AIGUL}


def test_contacts_of_others(telegram: Telegram) -> None:
    telegram.send_contact(AIGUL, "+77000000002", "Данияр", "Ахметұлы", whose=DANIYAR)
    message = only_update(telegram)["message"]
    assert (message["from"]["id"], message["contact"]["user_id"], message["contact"]["last_name"]) == (
        AIGUL,
        DANIYAR,
        "Ахметұлы",
    )
    telegram.send_contact(AIGUL, "+77000000003", "Кеңесші")
    assert only_update(telegram)["message"]["contact"] == {"phone_number": "+77000000003", "first_name": "Кеңесші"}


def test_a_forwarded_contact_is_told_from_a_shared_one(telegram: Telegram) -> None:
    shared = telegram.share_contact(AIGUL)
    telegram.queue.waiting.clear()
    forwarded = telegram.forward(AIGUL, shared)
    message = only_update(telegram)["message"]
    assert message["contact"]["user_id"] == AIGUL
    assert message["forward_origin"]["sender_user"]["id"] == AIGUL
    telegram.forward(AIGUL, forwarded)
    assert only_update(telegram)["message"]["forward_origin"] == message["forward_origin"]


async def test_only_what_one_sees_can_be_forwarded(telegram: Telegram, bot: Bot) -> None:
    telegram.add_group(GROUP, "ҮЕҰ", [AIGUL, DANIYAR], added_by=AIGUL)
    (service,) = telegram.messages(GROUP)
    card = telegram.send_contact(DANIYAR, "+77000000002", "Данияр", whose=DANIYAR, chat_id=GROUP)
    telegram.queue.waiting.clear()
    telegram.forward(AIGUL, card, from_chat_id=GROUP)
    message = only_update(telegram)["message"]
    assert (message["from"]["id"], message["contact"]["user_id"], message["forward_origin"]["sender_user"]["id"]) == (
        AIGUL,
        DANIYAR,
        DANIYAR,
    )
    own = telegram.write(DANIYAR, "a")
    for message_id, chat_id in [(service.message_id, GROUP), (own, DANIYAR), (own, None)]:
        with pytest.raises(NotPossibleError):
            telegram.forward(AIGUL, message_id, from_chat_id=chat_id)


@pytest.mark.parametrize(
    ("name", "data", "mime_type", "kind"),
    [
        ("устав.pdf", b"%PDF", "application/pdf", "document"),
        ("a.gif", b"GIF89a\x02\x00\x03\x00", "image/gif", "photo"),
        ("a.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x02\x00\x00\x00\x03", "image/png", "photo"),
        (
            "a.jpg",
            b"\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x11\x08\x00\x03\x00\x02",
            "image/jpeg",
            "photo",
        ),
    ],
)
def test_a_file(telegram: Telegram, name: str, data: bytes, mime_type: str, kind: str) -> None:
    telegram.send_file(AIGUL, name, data, mime_type, "caption")
    message = only_update(telegram)["message"]
    assert message["caption"] == "caption"
    if kind == "photo":
        assert (message["photo"][0]["width"], message["photo"][0]["height"]) == (2, 3)
    else:
        assert (message["document"]["file_name"], message["document"]["file_size"]) == (name, len(data))


def test_an_album(telegram: Telegram) -> None:
    question = telegram.write(AIGUL, "a")
    telegram.queue.waiting.clear()
    ids = telegram.send_album(AIGUL, PHOTOS, "caption", reply_to=question)
    messages = [Update.model_validate(update).message for update in telegram.queue.waiting]
    assert [message.message_id for message in messages if message] == ids
    assert len({message.media_group_id for message in messages if message}) == 1
    assert [message.caption for message in messages if message] == ["caption", None]
    assert all(message.photo and message.reply_to_message for message in messages if message)


def test_albums_are_not_mixed(telegram: Telegram) -> None:
    first, second = telegram.send_album(AIGUL, [PHOTOS[0], Attachment("a.pdf", b"%PDF", "application/pdf")])
    assert telegram.message(AIGUL, first).document is not None
    assert telegram.message(AIGUL, second).document is not None
    other, _ = telegram.send_album(AIGUL, PHOTOS)
    assert telegram.message(AIGUL, other).media_group_id != telegram.message(AIGUL, first).media_group_id


@pytest.mark.parametrize("files", [[], PHOTOS[:1], PHOTOS * 6, [PHOTOS[0], Attachment("a.png", b"a", "image/png")]])
def test_albums_that_no_app_sends(telegram: Telegram, files: list[Attachment]) -> None:
    with pytest.raises(NotPossibleError):
        telegram.send_album(AIGUL, files)
    assert not telegram.queue.waiting


def test_a_voice_message_and_a_sticker(telegram: Telegram) -> None:
    telegram.send_voice(AIGUL, b"OggS", 7, caption="a")
    message = only_update(telegram)["message"]
    assert (message["voice"]["duration"], message["voice"]["mime_type"], message["caption"]) == (7, "audio/ogg", "a")
    telegram.send_sticker(AIGUL, "🙏")
    sticker = only_update(telegram)["message"]["sticker"]
    assert (sticker["emoji"], sticker["type"], sticker["is_animated"]) == ("🙏", "regular", False)


def test_blocking_and_coming_back(telegram: Telegram) -> None:
    telegram.block(AIGUL)
    update = only_update(telegram)["my_chat_member"]
    assert (update["old_chat_member"]["status"], update["new_chat_member"]["status"]) == ("member", "kicked")
    with pytest.raises(NotPossibleError):
        telegram.write(AIGUL, "a")
    telegram.block(AIGUL)
    assert not telegram.queue.waiting
    telegram.unblock(AIGUL)
    assert only_update(telegram)["my_chat_member"]["new_chat_member"]["status"] == "member"


async def test_a_one_time_keyboard_goes_after_use(started: Telegram, bot: Bot) -> None:
    keys = [[KeyboardButton(text="Нөмірмен бөлісу", request_contact=True)]]
    await bot.send_message(AIGUL, "a", reply_markup=ReplyKeyboardMarkup(keyboard=keys, one_time_keyboard=True))
    assert started.chats[AIGUL].keyboard is not None
    started.share_contact(AIGUL)
    assert started.chats[AIGUL].keyboard is None


async def test_in_a_group_the_bot_hears_what_is_meant_for_it(telegram: Telegram, bot: Bot) -> None:
    telegram.add_group(GROUP, "ҮЕҰ", [AIGUL, DANIYAR], added_by=AIGUL)
    assert [kind(update) for update in telegram.queue.waiting] == ["my_chat_member", "message"]
    telegram.queue.waiting.clear()
    answered = await bot.send_message(GROUP, "a")
    for text in ["hello", "/start@other_bot", "@other_bot hello", "a/start"]:
        telegram.write(DANIYAR, text, GROUP)
    assert not telegram.queue.waiting
    heard = ["/start", "/start@grant_assistant_bot", "hello @Grant_Assistant_Bot"]
    for text in heard:
        telegram.write(DANIYAR, text, GROUP)
    telegram.write(DANIYAR, "yes", GROUP, reply_to=answered.message_id)
    assert [update["message"]["text"] for update in telegram.queue.waiting] == [*heard, "yes"]
    assert telegram.queue.waiting[0]["message"]["chat"] == {"id": GROUP, "type": "group", "title": "ҮЕҰ"}


def test_a_reset_keeps_accounts_and_goes_on_counting(telegram: Telegram) -> None:
    first = telegram.write(AIGUL, "a")
    update_id = telegram.queue.last_id
    telegram.reset()
    assert telegram.messages(AIGUL) == []
    assert not telegram.people[AIGUL].started
    assert telegram.write(AIGUL, "b") == first + 1
    assert telegram.queue.waiting[0]["update_id"] == update_id + 1
