"""Methods that put a new message into a chat."""

from collections.abc import AsyncIterator
from typing import Any, cast

from aiogram import Bot
from aiogram.methods import (
    EditMessageText,
    SendAnimation,
    SendAudio,
    SendContact,
    SendDocument,
    SendLocation,
    SendMediaGroup,
    SendMessage,
    SendPhoto,
    SendVideo,
    SendVideoNote,
    SendVoice,
)
from aiogram.types import InputFile, InputMediaAudio, InputMediaDocument, InputMediaPhoto, InputMediaVideo

from bot.demo.markup.formatting import body
from bot.demo.markup.keyboards import check_markup, inline_keyboard
from bot.demo.methods.registry import all_as_json, answers, as_json, given
from bot.demo.refusal import bad_request
from bot.demo.state.files import StoredFile
from bot.demo.state.world import Chat, Json, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LARGEST_ALBUM = 10
AnyMedia = SendPhoto | SendDocument | SendVideo | SendVoice | SendAudio | SendAnimation
MediaItem = InputMediaPhoto | InputMediaDocument | InputMediaVideo | InputMediaAudio


@answers(SendMessage)
async def send_message(world: World, method: SendMessage) -> Json:
    content = text_body(world, method.text, given(method.parse_mode), method.entities)
    return send_content(world, method, content | preview_body(method))


@answers(SendPhoto)
async def send_photo(world: World, method: SendPhoto) -> Json:
    return await _send_media(world, method, "photo", method.photo)


@answers(SendDocument)
async def send_document(world: World, method: SendDocument) -> Json:
    return await _send_media(world, method, "document", method.document)


@answers(SendVideo)
async def send_video(world: World, method: SendVideo) -> Json:
    return await _send_media(world, method, "video", method.video)


@answers(SendVoice)
async def send_voice(world: World, method: SendVoice) -> Json:
    return await _send_media(world, method, "voice", method.voice)


@answers(SendAudio)
async def send_audio(world: World, method: SendAudio) -> Json:
    return await _send_media(world, method, "audio", method.audio)


@answers(SendAnimation)
async def send_animation(world: World, method: SendAnimation) -> Json:
    return await _send_media(world, method, "animation", method.animation)


@answers(SendVideoNote)
async def send_video_note(world: World, method: SendVideoNote) -> Json:
    """A round video has no caption."""
    world.writable_chat(method.chat_id)
    stored = await _stored(world, "video_note", method.video_note)
    duration = {} if method.duration is None else {"duration": method.duration}
    return send_content(world, method, {"video_note": stored.as_type(duration)})


@answers(SendContact)
async def send_contact(world: World, method: SendContact) -> Json:
    if not method.phone_number:
        raise bad_request("phone number is empty")
    if not method.first_name:
        raise bad_request("first name is empty")
    fields = ("phone_number", "first_name", "last_name", "vcard")
    contact = {name: getattr(method, name) for name in fields if getattr(method, name)}
    return send_content(world, method, {"contact": contact})


@answers(SendLocation)
async def send_location(world: World, method: SendLocation) -> Json:
    return send_content(world, method, {"location": {"latitude": method.latitude, "longitude": method.longitude}})


@answers(SendMediaGroup)
async def send_media_group(world: World, method: SendMediaGroup) -> list[Json]:
    """All or nothing, as with Telegram: a wrong item sends none."""
    if not method.media:
        raise bad_request("there are no messages to send")
    if len(method.media) > LARGEST_ALBUM:
        raise bad_request("too many messages to send as an album")
    kinds = {str(item.type) for item in method.media}
    if alone := {"document", "audio"} & kinds if len(kinds) > 1 else set():
        raise bad_request(f"{min(alone)} can't be mixed with other media types")
    contents = [await _album_item(world, item) for item in method.media]
    group = {"media_group_id": world.next_album_id()}
    return [send_content(world, method, content | group) for content in contents]


def text_body(world: World, text: str | None, parse_mode: str | None, entities: list[Any] | None) -> Json:
    """`text` and `entities` of a message, or Telegram's refusal."""
    if not text:
        raise bad_request("message text is empty")
    formatted = world.formatted(text, parse_mode, all_as_json(entities))
    if not formatted.text:
        raise bad_request("text must be non-empty")
    if formatted.length > LONGEST_TEXT:
        raise bad_request("message is too long")
    return body("text", formatted)


def preview_body(method: SendMessage | EditMessageText) -> Json:
    """`link_preview_options` with what was given of them."""
    options = given(method.link_preview_options)
    if options is None:
        return {}
    fields = {name: given(value) for name, value in options}
    kept = {name: value for name, value in fields.items() if value is not None}
    return {"link_preview_options": kept} if kept else {}


def caption_body(world: World, item: Any) -> Json:
    """`caption` and `caption_entities` of any method or media that has them."""
    formatted = world.formatted(item.caption or "", given(item.parse_mode), all_as_json(item.caption_entities))
    if formatted.length > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return body("caption", formatted)


async def _send_media(world: World, method: AnyMedia, kind: str, source: str | InputFile) -> Json:
    world.writable_chat(method.chat_id)
    caption = caption_body(world, method)
    stored = await _stored(world, kind, source)
    duration = getattr(method, "duration", None)
    extra = {} if duration is None else {"duration": duration}
    return send_content(world, method, {kind: stored.as_type(extra)} | caption)


async def _album_item(world: World, item: Any) -> Json:
    if not isinstance(item, MediaItem):
        raise bad_request("can't use the media of the specified type in the album")
    caption = caption_body(world, item)
    stored = await _stored(world, str(item.type), item.media)
    return {str(item.type): stored.as_type({})} | caption


async def _stored(world: World, kind: str, source: str | InputFile) -> StoredFile:
    """The file itself, read without a bot: only a file at an address would need one."""
    if isinstance(source, str):
        return world.files.known(kind, source)
    chunks = cast("AsyncIterator[bytes]", source.read(cast("Bot", None)))
    data = b"".join([chunk async for chunk in chunks])
    return world.files.store(kind, source.filename or "file", data)


def send_content(world: World, method: Any, content: Json) -> Json:
    """Puts a message of the bot into the chat, with the reply and the keyboard that the method asks for."""
    chat = world.writable_chat(method.chat_id)
    markup = as_json(getattr(method, "reply_markup", None))
    check_markup(markup)
    content |= world.thread_of(chat, getattr(method, "message_thread_id", None))
    content |= _reply(world, chat, method)
    keyboard = inline_keyboard(markup)
    if keyboard is not None:
        content["reply_markup"] = keyboard
    message = world.add_message(chat, world.bot, content)
    if markup is not None and "inline_keyboard" not in markup:
        chat.uneditable.add(message["message_id"])
        _put_keyboard(chat, markup)
    return message


def _put_keyboard(chat: Chat, markup: Json) -> None:
    """The newest reply keyboard is in force until another one comes or one is removed."""
    if "keyboard" in markup:
        chat.keyboard = markup
    elif "remove_keyboard" in markup:
        chat.keyboard = None


def _reply(world: World, chat: Chat, method: Any) -> Json:
    parameters = getattr(method, "reply_parameters", None)
    if parameters is None:
        return {}
    if parameters.message_id is None:
        raise bad_request('can\'t find field "message_id"')
    if parameters.message_id in chat.messages:
        return {"reply_to_message": world.quoted(chat, parameters.message_id)}
    if given(parameters.allow_sending_without_reply):
        return {}
    raise bad_request("message to be replied not found")
