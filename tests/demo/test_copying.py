"""Messages that the bot takes from one chat to another."""

from typing import Any

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    Message,
    MessageOriginUser,
    ReplyParameters,
)

from bot.demo.state.composing import Attachment
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL, DANIYAR
from tests.support.conversation import PIXEL

PHOTOS = [Attachment("a.gif", PIXEL, "image/gif"), Attachment("b.gif", PIXEL, "image/gif")]
GROUP = -100
KEYBOARD = InlineKeyboardMarkup(inline_keyboard=[[InlineKeyboardButton(text="a", callback_data="a")]])

pytestmark = pytest.mark.usefixtures("started")


def copied(telegram: Telegram, *messages: Any) -> list[Message]:
    return [telegram.message(AIGUL, message.message_id) for message in messages]


async def test_a_copy_says_nothing_of_where_it_comes_from(bot: Bot, telegram: Telegram) -> None:
    telegram.write(DANIYAR, "a")
    original = await bot.send_message(DANIYAR, "<b>b</b>", parse_mode="HTML", reply_markup=KEYBOARD)
    (copy,) = copied(telegram, await bot.copy_message(AIGUL, DANIYAR, original.message_id))
    assert (copy.html_text, copy.forward_origin, copy.reply_markup) == ("<b>b</b>", None, None)
    assert copy.from_user is not None
    assert copy.from_user.id == bot.id


async def test_a_copy_answers_and_has_buttons_of_its_own(bot: Bot, telegram: Telegram) -> None:
    original = telegram.write(DANIYAR, "b")
    reply = ReplyParameters(message_id=1)
    sent = await bot.copy_message(AIGUL, DANIYAR, original, reply_parameters=reply, reply_markup=KEYBOARD)
    (copy,) = copied(telegram, sent)
    assert copy.reply_markup == KEYBOARD
    assert copy.reply_to_message is not None
    assert copy.reply_to_message.text == "/start"


async def test_a_reply_to_what_is_gone(bot: Bot, telegram: Telegram) -> None:
    original = telegram.write(DANIYAR, "b")
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.copy_message(AIGUL, DANIYAR, original, reply_parameters=ReplyParameters(message_id=99))
    anyway = ReplyParameters(message_id=99, allow_sending_without_reply=True)
    (copy,) = copied(telegram, await bot.copy_message(AIGUL, DANIYAR, original, reply_parameters=anyway))
    assert (copy.text, copy.reply_to_message) == ("b", None)


async def test_only_a_caption_is_replaced(bot: Bot, telegram: Telegram) -> None:
    photo = telegram.send_file(DANIYAR, *PHOTOS[0], "https://a.kz")
    text, contact = telegram.write(DANIYAR, "b"), telegram.share_contact(DANIYAR)
    wanted = [(photo, "<b>c</b>"), (photo, ""), (photo, None), (text, "c"), (contact, "c")]
    copies = copied(
        telegram,
        *[await bot.copy_message(AIGUL, DANIYAR, each, caption=words, parse_mode="HTML") for each, words in wanted],
    )
    assert [copy.caption for copy in copies] == ["c", None, "https://a.kz", None, None]
    assert [len(copy.caption_entities or []) for copy in copies[:3]] == [1, 0, 1]
    assert copies[3].text == "b"


async def test_many_at_once(bot: Bot, telegram: Telegram) -> None:
    ids = [
        telegram.write(DANIYAR, "a"),
        telegram.write(DANIYAR, "gone"),
        telegram.send_voice(DANIYAR, b"OggS", 3, caption="b"),
        telegram.send_sticker(DANIYAR, "👋"),
        telegram.send_contact(DANIYAR, "+77000000003", "Кеңесші"),
    ]
    await bot.delete_message(DANIYAR, ids[1])
    sent = await bot.copy_messages(AIGUL, DANIYAR, ids)
    first, voice, sticker, contact = copied(telegram, *sent)
    assert first.text == "a"
    assert voice.voice is not None
    assert (voice.voice.duration, voice.caption) == (3, "b")
    assert sticker.sticker is not None
    assert sticker.sticker.emoji == "👋"
    assert contact.contact is not None
    (bare,) = copied(telegram, *await bot.copy_messages(AIGUL, DANIYAR, [ids[2]], remove_caption=True))
    assert (bare.voice, bare.caption) == (voice.voice, None)


async def test_albums_stay_albums(bot: Bot, telegram: Telegram) -> None:
    first, second = telegram.send_album(DANIYAR, PHOTOS, "a"), telegram.send_album(DANIYAR, PHOTOS)
    alone = telegram.send_album(DANIYAR, PHOTOS)[1]
    originals = {message.media_group_id for message in telegram.messages(DANIYAR)}
    copies = copied(telegram, *await bot.copy_messages(AIGUL, DANIYAR, [*first, *second, alone]))
    groups = [copy.media_group_id for copy in copies]
    assert groups[0] == groups[1] != groups[2] == groups[3]
    assert groups[4] is None
    assert not originals & set(groups[:4])
    assert [copy.caption for copy in copies] == ["a", None, None, None, None]
    (single,) = copied(telegram, await bot.copy_message(AIGUL, DANIYAR, first[0]))
    assert single.media_group_id is None


async def test_what_cannot_be_copied(bot: Bot, telegram: Telegram) -> None:
    telegram.add_group(GROUP, "ҮЕҰ", [AIGUL], added_by=AIGUL)
    (service,) = telegram.messages(GROUP)
    spoken = telegram.write(AIGUL, "a", GROUP)
    (copy,) = copied(telegram, *await bot.copy_messages(AIGUL, GROUP, [service.message_id, spoken]))
    assert copy.text == "a"
    for call, reason in [
        (bot.copy_messages(AIGUL, GROUP, [service.message_id]), "messages can't be forwarded"),
        (bot.copy_message(AIGUL, GROUP, service.message_id), "the message can't be copied"),
        (bot.forward_message(AIGUL, GROUP, service.message_id), "the message can't be forwarded"),
    ]:
        with pytest.raises(TelegramBadRequest) as refused:
            await call
        assert refused.value.message == f"Bad Request: {reason}"


async def test_a_forwarded_message_names_its_sender(bot: Bot, telegram: Telegram) -> None:
    original = telegram.write(DANIYAR, "hello")
    forwarded = await bot.forward_message(AIGUL, DANIYAR, original)
    assert isinstance(forwarded.forward_origin, MessageOriginUser)
    assert forwarded.forward_origin.sender_user.id == DANIYAR
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await forwarded.edit_text("b")
