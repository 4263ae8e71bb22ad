"""Methods about chats, their members and files, and small signs in them."""

import asyncio
import time

from aiogram.methods import (
    GetChat,
    GetChatMember,
    GetFile,
    PinChatMessage,
    SendChatAction,
    SetMessageReaction,
    UnpinChatMessage,
)

from bot.demo.methods.registry import all_as_json, answers
from bot.demo.refusal import bad_request
from bot.demo.state.files import LARGEST_DOWNLOAD
from bot.demo.state.people import administrator
from bot.demo.state.world import TYPING_SECONDS, Chat, Json, World

ACTIONS = {
    "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice", "upload_document",
    "choose_sticker", "find_location", "record_video_note", "upload_video_note",
}  # fmt: skip


@answers(GetChat)
async def get_chat(world: World, method: GetChat) -> Json:
    chat = world.chat(method.chat_id)
    gifts = ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels")
    full = chat.info | {
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(gifts, False),
    }
    if chat.pinned:
        full["pinned_message"] = chat.messages[chat.pinned[-1]]
    return full


@answers(GetChatMember)
async def get_chat_member(world: World, method: GetChatMember) -> Json:
    chat = world.chat(method.chat_id)
    if method.user_id == world.bot["id"]:
        member = administrator(chat) if chat.manages_topics else {"status": "member"}
        return {**member, "user": world.bot}
    person = world.people.get(method.user_id)
    if person is None:
        raise bad_request("user not found")
    return {"status": "member" if method.user_id in chat.members else "left", "user": person.user}


@answers(SendChatAction)
async def send_chat_action(world: World, method: SendChatAction) -> bool:
    """Seen for five seconds, or until the next message of the bot."""
    if method.action not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.writable_chat(method.chat_id)
    chat.typing_until = time.monotonic() + TYPING_SECONDS
    asyncio.get_running_loop().call_later(TYPING_SECONDS, world.changed, chat.id)
    world.changed(chat.id)
    return True


@answers(GetFile)
async def get_file(world: World, method: GetFile) -> Json:
    stored = world.files.by_id.get(method.file_id)
    if stored is None:
        raise bad_request("invalid file_id")
    if len(stored.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": stored.file_id,
        "file_unique_id": stored.unique_id,
        "file_size": len(stored.data),
        "file_path": stored.path,
    }


@answers(SetMessageReaction)
async def set_message_reaction(world: World, method: SetMessageReaction) -> bool:
    chat = world.writable_chat(method.chat_id)
    if method.message_id not in chat.messages:
        raise bad_request("message to react not found")
    if len(method.reaction or []) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    chat.reactions[method.message_id] = all_as_json(method.reaction)
    world.changed(chat.id)
    return True


@answers(PinChatMessage)
async def pin_chat_message(world: World, method: PinChatMessage) -> bool:
    chat = world.writable_chat(method.chat_id)
    if method.message_id not in chat.messages:
        raise bad_request("message to pin not found")
    _unpin(chat, method.message_id)
    chat.pinned.append(method.message_id)
    world.changed(chat.id)
    return True


@answers(UnpinChatMessage)
async def unpin_chat_message(world: World, method: UnpinChatMessage) -> bool:
    """Without a message: the one pinned last."""
    chat = world.writable_chat(method.chat_id)
    message_id = method.message_id or (chat.pinned[-1] if chat.pinned else None)
    if message_id is None or message_id not in chat.messages:
        raise bad_request("message to unpin not found")
    _unpin(chat, message_id)
    world.changed(chat.id)
    return True


def _unpin(chat: Chat, message_id: int) -> None:
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
