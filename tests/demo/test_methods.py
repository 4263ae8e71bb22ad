"""What the bot's methods do to chats and to the bot's own profile."""

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    BufferedInputFile,
    InputMediaDocument,
    InputMediaPhoto,
    KeyboardButton,
    LinkPreviewOptions,
    MenuButtonCommands,
    ReactionTypeEmoji,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from bot.demo.methods import chats
from bot.demo.methods.profile import shown_commands, shown_description
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL, DANIYAR, StandingClock
from tests.support.conversation import PIXEL
from tests.support.waiting import until

pytestmark = pytest.mark.usefixtures("started")


async def test_a_message_as_it_is_kept(bot: Bot, telegram: Telegram) -> None:
    sent = await bot.send_message(
        AIGUL,
        "<b>a</b>",
        parse_mode="html",
        link_preview_options=LinkPreviewOptions(is_disabled=True),
        reply_parameters=ReplyParameters(message_id=1),
    )
    (_, kept) = telegram.messages(AIGUL)
    assert kept.model_dump() == sent.model_dump()
    assert kept.html_text == "<b>a</b>"
    assert kept.link_preview_options is not None
    assert kept.link_preview_options.model_dump(exclude_unset=True) == {"is_disabled": True}
    assert kept.reply_to_message is not None
    assert kept.reply_to_message.text == "/start"


async def test_an_edit_replaces_text_and_keyboard(bot: Bot, telegram: Telegram, clock: StandingClock) -> None:
    sent = await bot.send_message(AIGUL, "a")
    clock.advance(seconds=5)
    await sent.edit_text("<i>b</i>", parse_mode="HTML")
    kept = telegram.message(AIGUL, sent.message_id)
    assert (kept.html_text, kept.edit_date) == ("<i>b</i>", 1589947205)


async def test_a_caption_is_edited(bot: Bot) -> None:
    sent = await bot.send_photo(AIGUL, BufferedInputFile(PIXEL, "a.gif"), caption="a")
    edited = await sent.edit_caption(caption="<b>b</b>", parse_mode="HTML")
    assert not isinstance(edited, bool)
    assert (edited.caption, edited.photo) == ("b", sent.photo)


async def test_files_are_sent_again_by_id(bot: Bot) -> None:
    sent = await bot.send_document(AIGUL, BufferedInputFile(b"abc", "нысан.docx"))
    assert sent.document is not None
    again = await bot.send_document(AIGUL, sent.document.file_id)
    assert again.document == sent.document
    with pytest.raises(TelegramBadRequest, match="can't use file of type Document as Photo"):
        await bot.send_photo(AIGUL, sent.document.file_id)


async def test_voice_video_contact_location(bot: Bot) -> None:
    voice = await bot.send_voice(AIGUL, BufferedInputFile(b"a", "a.ogg"), duration=3)
    video = await bot.send_video(AIGUL, BufferedInputFile(b"a", "a.mp4"))
    contact = await bot.send_contact(AIGUL, "+77000000003", "Кеңесші")
    place = await bot.send_location(AIGUL, 51.1, 71.4)
    assert voice.voice is not None
    assert voice.voice.duration == 3
    assert video.video is not None
    assert contact.contact is not None
    assert contact.contact.first_name == "Кеңесші"
    assert place.location is not None
    assert place.location.latitude == 51.1


async def test_what_is_heard_and_seen_is_sent_again_by_its_id(bot: Bot) -> None:
    audio = (await bot.send_audio(AIGUL, BufferedInputFile(b"a", "a.mp3"), caption="a", duration=5)).audio
    moving = (await bot.send_animation(AIGUL, BufferedInputFile(b"a", "a.mp4"))).animation
    circle = (await bot.send_video_note(AIGUL, BufferedInputFile(b"a", "a.mp4"), duration=4)).video_note
    assert audio is not None
    assert moving is not None
    assert circle is not None
    again = await bot.send_video_note(AIGUL, circle.file_id)
    copied = await bot.copy_message(AIGUL, AIGUL, again.message_id)
    assert copied.message_id > again.message_id
    assert (await bot.send_animation(AIGUL, moving.file_id, caption="b")).caption == "b"
    assert (await bot.send_audio(AIGUL, audio.file_id)).audio is not None
    with pytest.raises(TelegramBadRequest, match="can't use file of type"):
        await bot.send_video_note(AIGUL, audio.file_id)


async def test_an_album_is_sent_whole_or_not_at_all(bot: Bot, telegram: Telegram) -> None:
    photo = InputMediaPhoto(media=BufferedInputFile(PIXEL, "a.gif"), caption="a")
    sent = await bot.send_media_group(AIGUL, [photo, InputMediaPhoto(media=BufferedInputFile(PIXEL, "b.gif"))])
    assert len({message.media_group_id for message in sent}) == 1
    with pytest.raises(TelegramBadRequest, match="document can't be mixed with other media types"):
        await bot.send_media_group(AIGUL, [photo, InputMediaDocument(media=BufferedInputFile(b"a", "a"))])
    with pytest.raises(TelegramBadRequest, match="IMAGE_PROCESS_FAILED"):
        await bot.send_media_group(AIGUL, [photo, InputMediaPhoto(media=BufferedInputFile(b"a", "a.png"))])
    assert len(telegram.messages(AIGUL)) == 3


async def test_deleting(bot: Bot, telegram: Telegram) -> None:
    sent = [await bot.send_message(AIGUL, text) for text in "abc"]
    await sent[0].delete()
    await bot.delete_messages(AIGUL, [message.message_id for message in sent])
    assert [message.text for message in telegram.messages(AIGUL)] == ["/start"]
    await bot.delete_message(AIGUL, 1)
    assert telegram.messages(AIGUL) == []


async def test_the_reply_keyboard_in_force(bot: Bot, telegram: Telegram) -> None:
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a", style="success")]], resize_keyboard=True)
    sent = await bot.send_message(AIGUL, "a", reply_markup=keys)
    assert sent.reply_markup is None
    await bot.send_message(AIGUL, "b")
    assert telegram.chats[AIGUL].keyboard == {
        "keyboard": [[{"text": "a", "style": "success"}]],
        "resize_keyboard": True,
    }
    await bot.send_message(AIGUL, "c", reply_markup=ReplyKeyboardRemove())
    assert telegram.chats[AIGUL].keyboard is None


async def test_typing_ends_with_a_message(bot: Bot, telegram: Telegram) -> None:
    await bot.send_chat_action(AIGUL, "typing")
    assert telegram.typing(telegram.chats[AIGUL])
    await bot.send_message(AIGUL, "a")
    assert not telegram.typing(telegram.chats[AIGUL])


async def test_typing_ends_by_itself(bot: Bot, telegram: Telegram, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chats, "TYPING_SECONDS", 0.02)
    await bot.send_chat_action(AIGUL, "typing")
    version = telegram.version
    await until(lambda: telegram.version > version)
    assert not telegram.typing(telegram.chats[AIGUL])


async def test_chats_and_members(bot: Bot) -> None:
    sent = await bot.send_message(AIGUL, "a")
    await sent.pin()
    chat = await bot.get_chat(AIGUL)
    assert (chat.first_name, chat.type) == ("Айгүл", "private")
    assert chat.pinned_message is not None
    assert chat.pinned_message.message_id == sent.message_id
    await bot.unpin_chat_message(AIGUL)
    assert (await bot.get_chat(AIGUL)).pinned_message is None
    assert (await bot.get_chat_member(AIGUL, AIGUL)).status == "member"
    assert (await bot.get_chat_member(AIGUL, DANIYAR)).status == "left"
    await sent.react([ReactionTypeEmoji(emoji="👍")])
    await bot.set_chat_menu_button(AIGUL, MenuButtonCommands())


async def test_the_narrowest_commands_are_shown(bot: Bot, telegram: Telegram) -> None:
    async def told(name: str, **where: object) -> None:
        await bot.set_my_commands([BotCommand(command=name, description=name)], **where)  # type: ignore[arg-type]

    def shown() -> str:
        return str(shown_commands(telegram, AIGUL)[0]["command"])

    assert shown_commands(telegram, AIGUL) == []
    await told("default")
    assert shown() == "default"
    await told("default_kk", language_code="kk")
    assert shown() == "default_kk"
    await told("private", scope=BotCommandScopeAllPrivateChats())
    assert shown() == "private"
    await told("own", scope=BotCommandScopeChat(chat_id=AIGUL), language_code="kk")
    assert shown() == "own"
    commands = await bot.get_my_commands(scope=BotCommandScopeChat(chat_id=AIGUL), language_code="kk")
    assert [command.command for command in commands] == ["own"]
    await bot.delete_my_commands(scope=BotCommandScopeChat(chat_id=AIGUL), language_code="kk")
    assert shown() == "private"


async def test_texts_about_the_bot_by_language(bot: Bot, telegram: Telegram) -> None:
    await bot.set_my_description("for all")
    await bot.set_my_description("қазақша", language_code="kk")
    await bot.set_my_short_description("short")
    await bot.set_my_name("Көмекші", language_code="kk")
    assert shown_description(telegram, AIGUL) == "қазақша"
    assert shown_description(telegram, DANIYAR) == "for all"
    assert (await bot.get_my_description(language_code="en")).description == "for all"
    assert (await bot.get_my_short_description()).short_description == "short"
    assert (await bot.get_my_name(language_code="kk")).name == "Көмекші"
    assert (await bot.get_my_name()).name == "Грант көмекшісі"
    await bot.set_my_description("", language_code="kk")
    assert shown_description(telegram, AIGUL) == "for all"


async def test_the_bot_itself(bot: Bot) -> None:
    me = await bot.get_me()
    assert (me.id, me.is_bot, me.username) == (bot.id, True, "grant_assistant_bot")
    assert await bot.log_out()
    assert await bot.close()
