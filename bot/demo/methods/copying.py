"""Methods that put a message of another chat into a chat."""

from collections import Counter
from itertools import pairwise

from aiogram.methods import CopyMessage, CopyMessages, ForwardMessage

from bot.demo.methods.registry import answers
from bot.demo.methods.sending import caption_body, send_content
from bot.demo.refusal import bad_request
from bot.demo.state.contents import CAPTIONED, content_of, forwarded, without_caption
from bot.demo.state.world import Json, World

MOST_COPIED = 100


@answers(CopyMessage)
async def copy_message(world: World, method: CopyMessage) -> Json:
    """A caption replaces that of a medium; any other message is copied as it is."""
    original = world.chat(method.from_chat_id).messages.get(method.message_id)
    if original is None:
        raise bad_request("message to copy not found")
    content = content_of(original)
    if not content:
        raise bad_request("the message can't be copied")
    if method.caption is not None and CAPTIONED & content.keys():
        content = without_caption(content) | caption_body(world, method)
    return {"message_id": send_content(world, method, content)["message_id"]}


@answers(CopyMessages)
async def copy_messages(world: World, method: CopyMessages) -> list[Json]:
    """What is gone or cannot be copied is skipped. Telegram's words for what fails are those of forwarding."""
    if not method.message_ids:
        raise bad_request("message identifiers are not specified")
    if len(method.message_ids) > MOST_COPIED:
        raise bad_request("too many message identifiers specified")
    world.writable_chat(method.chat_id)
    messages = world.chat(method.from_chat_id).messages
    found = [message_id for message_id in method.message_ids if message_id in messages]
    if not found:
        raise bad_request("there are no messages to forward")
    if any(earlier >= later for earlier, later in pairwise(found)):
        raise bad_request("message identifiers must be in a strictly increasing order")
    originals = [messages[message_id] for message_id in found if content_of(messages[message_id])]
    if not originals:
        raise bad_request("messages can't be forwarded")
    return [{"message_id": message_id} for message_id in _copies(world, method, originals)]


def _copies(world: World, method: CopyMessages, originals: list[Json]) -> list[int]:
    """Sends the copies; what two or more of them share of an album is an album again, with an id of its own."""
    members = Counter(original.get("media_group_id") for original in originals)
    albums: dict[str, str] = {}
    sent: list[int] = []
    for original in originals:
        content = content_of(original)
        if method.remove_caption:
            content = without_caption(content)
        album = original.get("media_group_id")
        if album is not None and members[album] > 1:
            content["media_group_id"] = albums.setdefault(album, world.next_album_id())
        sent.append(send_content(world, method, content)["message_id"])
    return sent


@answers(ForwardMessage)
async def forward_message(world: World, method: ForwardMessage) -> Json:
    original = world.chat(method.from_chat_id).messages.get(method.message_id)
    if original is None:
        raise bad_request("message to forward not found")
    if not content_of(original):
        raise bad_request("the message can't be forwarded")
    return send_content(world, method, forwarded(original))
