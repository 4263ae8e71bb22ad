"""Methods about the topics of private chats and of forums.

Source: Bot API, createForumTopic and its neighbours; closing is for supergroups alone.
"""

from dataclasses import replace

from aiogram.methods import (
    CloseForumTopic,
    CreateForumTopic,
    DeleteForumTopic,
    EditForumTopic,
    GetForumTopicIconStickers,
    ReopenForumTopic,
)

from bot.demo.methods.registry import answers
from bot.demo.refusal import bad_request
from bot.demo.state.topics import ChatTopic
from bot.demo.state.world import Chat, Json, World

LONGEST_NAME = 128
COLOR = 7322096
ICONS = ("❓", "❗️", "✍️", "👀", "✅", "🏁")
"""Some of those that Telegram offers."""


def icon_id(emoji: str) -> str:
    return f"icon-{ICONS.index(emoji)}"


def emoji_of(icon: str | None) -> str:
    """The emoji of a topic's icon, "" where it has none."""
    return next((emoji for emoji in ICONS if icon_id(emoji) == icon), "")


@answers(GetForumTopicIconStickers)
async def get_forum_topic_icon_stickers(_: World, __: GetForumTopicIconStickers) -> list[Json]:
    return [
        {
            "file_id": icon_id(emoji),
            "file_unique_id": icon_id(emoji),
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
            "custom_emoji_id": icon_id(emoji),
        }
        for emoji in ICONS
    ]


@answers(CreateForumTopic)
async def create_forum_topic(world: World, method: CreateForumTopic) -> Json:
    chat = world.writable_chat(method.chat_id)
    _may(world, chat)
    topic = ChatTopic(_name(method.name), _icon(method.icon_custom_emoji_id))
    thread = world.last_message_id + 1
    world.topics.setdefault(chat.id, {})[thread] = topic
    created = {"forum_topic_created": {"name": topic.name, "icon_color": COLOR}}
    world.add_message(chat, world.bot, created | world.thread_of(chat, thread))
    icon = {} if topic.icon is None else {"icon_custom_emoji_id": topic.icon}
    return {"message_thread_id": thread, "name": topic.name, "icon_color": COLOR} | icon


@answers(EditForumTopic)
async def edit_forum_topic(world: World, method: EditForumTopic) -> bool:
    """Without a name or an icon, the topic keeps the one that it has."""
    chat, topic = _topic(world, method)
    icon = topic.icon if method.icon_custom_emoji_id is None else _icon(method.icon_custom_emoji_id)
    edited = replace(topic, name=_name(method.name) if method.name else topic.name, icon=icon)
    if edited == topic:
        raise bad_request("TOPIC_NOT_MODIFIED")
    world.topics[chat.id][method.message_thread_id] = edited
    thread = world.thread_of(chat, method.message_thread_id)
    world.add_message(chat, world.bot, {"forum_topic_edited": {"name": edited.name}} | thread)
    return True


@answers(CloseForumTopic)
async def close_forum_topic(world: World, method: CloseForumTopic) -> bool:
    return _set_closed(world, method, closed=True)


@answers(ReopenForumTopic)
async def reopen_forum_topic(world: World, method: ReopenForumTopic) -> bool:
    return _set_closed(world, method, closed=False)


def _set_closed(world: World, method: CloseForumTopic | ReopenForumTopic, *, closed: bool) -> bool:
    chat, topic = _topic(world, method)
    if chat.private:
        raise bad_request("the chat is not a supergroup")
    if topic.closed == closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    world.topics[chat.id][method.message_thread_id] = replace(topic, closed=closed)
    sign: Json = {"forum_topic_closed" if closed else "forum_topic_reopened": {}}
    world.add_message(chat, world.bot, sign | world.thread_of(chat, method.message_thread_id))
    return True


@answers(DeleteForumTopic)
async def delete_forum_topic(world: World, method: DeleteForumTopic) -> bool:
    """Its messages go along."""
    chat, _ = _topic(world, method)
    world.remove_topic(chat, method.message_thread_id)
    return True


def _may(world: World, chat: Chat) -> None:
    if not (chat.forum or (chat.private and world.topics_on)):
        raise bad_request("the chat is not a forum")
    if chat.forum and not chat.manages_topics:
        raise bad_request("not enough rights to create a topic")


def _topic(
    world: World, method: EditForumTopic | DeleteForumTopic | CloseForumTopic | ReopenForumTopic
) -> tuple[Chat, ChatTopic]:
    chat = world.writable_chat(method.chat_id)
    _may(world, chat)
    topic = world.topics.get(chat.id, {}).get(method.message_thread_id)
    if topic is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, topic


def _name(name: str) -> str:
    if not 1 <= len(name) <= LONGEST_NAME:
        raise bad_request("TOPIC_TITLE_EMPTY" if not name else "TOPIC_TITLE_TOO_LONG")
    return name


def _icon(icon: str | None) -> str | None:
    if icon and icon not in map(icon_id, ICONS):
        raise bad_request("DOCUMENT_INVALID")
    return icon or None
