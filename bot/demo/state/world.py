"""What there is in the local Telegram: people, chats, messages, and what is known of the bot.

Everything is kept in the form of the Bot API's JSON. A message is never changed in place: an edit replaces it, so an
update or an answer may carry it without a copy.
"""

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from aiogram.types import Message, User

from bot.demo.markup.formatting import Formatted, format_text
from bot.demo.refusal import NotPossibleError, bad_request, forbidden
from bot.demo.state.faults import Faults
from bot.demo.state.files import Files
from bot.demo.state.topics import ChatTopic
from bot.demo.state.update_queue import UpdateQueue

Json = dict[str, Any]

TYPING_SECONDS = 5.0
CALLBACK_SECONDS = 60
MOST_OPEN_CALLBACKS = 100_000
GENERATED_BY_BOT_FATHER = {
    "can_join_groups": True,
    "can_read_all_group_messages": False,
    "supports_inline_queries": False,
    "can_connect_to_business": False,
    "has_main_web_app": False,
    "has_topics_enabled": False,
    "allows_users_to_create_topics": False,
}


@dataclass(slots=True)
class Account:
    user: Json
    phone_number: str
    started: bool = False
    """Has written to the bot: before that the bot cannot write to them."""
    blocked: bool = False


@dataclass(slots=True)
class Chat:
    info: Json
    members: set[int]
    messages: dict[int, Json] = field(default_factory=dict)
    uneditable: set[int] = field(default_factory=set)
    """Messages of the bot that carried a reply keyboard: Telegram lets nobody edit them."""
    keyboard: Json | None = None
    """The reply keyboard now in force."""
    pinned: list[int] = field(default_factory=list)
    reactions: dict[int, list[Json]] = field(default_factory=dict)
    typing_until: float = 0.0
    """On the clock of `time.monotonic`, for it is a matter of the wire and not of the simulated day."""
    manages_topics: bool = False
    """Of a group: the bot is an administrator there who may make topics (can_manage_topics)."""

    @property
    def id(self) -> int:
        chat_id: int = self.info["id"]
        return chat_id

    @property
    def private(self) -> bool:
        return bool(self.info["type"] == "private")

    @property
    def forum(self) -> bool:
        """A supergroup with topics."""
        return bool(self.info.get("is_forum"))


@dataclass(slots=True)
class Callback:
    user_id: int
    chat_id: int
    message_id: int
    asked: float
    answered: bool = False


@dataclass(frozen=True, slots=True)
class CallbackAnswer:
    """What a person sees after a tap: nothing, a toast, an alert or a page opened."""

    callback_query_id: str
    user_id: int
    chat_id: int
    message_id: int
    text: str | None
    show_alert: bool
    url: str | None


@dataclass(slots=True)
class Profile:
    """What the bot has told Telegram about itself; the key of texts is the language, "" for all others."""

    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[tuple[tuple[Any, ...], str], list[Json]] = field(default_factory=dict)
    """By scope and language."""
    menu_buttons: dict[int | None, Json] = field(default_factory=dict)


class Observer:
    """Is told what happens; a subclass overrides what it wants to know."""

    def called(self, method: str) -> None:
        """The bot called a method, whatever will come of it."""

    def changed(self, chat_id: int | None) -> None:
        """Something to be seen in a chat is different; None: in any of them."""

    def answered(self, answer: CallbackAnswer) -> None:
        """The bot answered a tap, for the first time."""


class World:
    """State and look-ups. `now` gives aware times; the token's number is the bot's id."""

    def __init__(
        self,
        now: Callable[[], datetime],
        token: str = "100200300:local-telegram",  # noqa: S107 - not a secret: this Telegram is a toy
        username: str = "grant_assistant_bot",
        first_name: str = "Грант көмекшісі",
    ) -> None:
        self.now = now
        self.token = token
        self.bot: Json = {
            "id": int(token.partition(":")[0]),
            "is_bot": True,
            "first_name": first_name,
            "username": username,
        }
        self.queue = UpdateQueue()
        self.faults = Faults()
        self.observers: list[Observer] = []
        self.version = 0
        """Grows with every change that can be seen."""
        self.last_message_id = 0
        self.last_callback_id = 0
        self.people: dict[int, Account] = {}
        self.chats: dict[int, Chat] = {}
        self.topics_on = False
        """The threaded mode, as it is switched at @BotFather (has_topics_enabled)."""
        self.topics: dict[int, dict[int, ChatTopic]] = {}
        """Of each chat by their message_thread_id."""
        self.callbacks: OrderedDict[str, Callback] = OrderedDict()
        self.files = Files()
        self.profile = Profile()

    def reset(self) -> None:
        """Everything afresh but the accounts themselves. Numbers of messages and updates go on counting."""
        accounts = [(person.user, person.phone_number) for person in self.people.values()]
        self.people, self.chats, self.topics = {}, {}, {}
        for user, phone_number in accounts:
            self.add_person(User(**user), phone_number)
        self.callbacks.clear()
        self.files = Files()
        self.profile = Profile()
        self.queue.clear()
        self.changed(None)

    def add_person(self, user: User, phone_number: str) -> None:
        """An account of Telegram; the bot knows nothing of it until they write."""
        known = user.model_dump(mode="json", exclude_none=True)
        self.people[user.id] = Account(known, phone_number)
        fields = ("first_name", "last_name", "username")
        info = {"id": user.id, "type": "private"} | {name: known[name] for name in fields if name in known}
        self.chats[user.id] = Chat(info, {user.id, self.bot["id"]})

    def unix(self) -> int:
        return int(self.now().timestamp())

    def changed(self, chat_id: int | None) -> None:
        self.version += 1
        for observer in self.observers:
            observer.changed(chat_id)

    # Look-ups for the bot: what it may not see it is refused.

    def chat(self, chat_id: int | str | None) -> Chat:
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            chat = self.chats.get(int(chat_id))
        except ValueError:
            named = [chat for chat in self.chats.values() if f"@{chat.info.get('username')}" == chat_id]
            chat = named[0] if named and not named[0].private else None
        if chat is None:
            raise bad_request("chat not found")
        return chat

    def writable_chat(self, chat_id: int | str | None) -> Chat:
        chat = self.chat(chat_id)
        if chat.private:
            person = self.people[chat.id]
            if person.blocked:
                raise forbidden("bot was blocked by the user")
            if not person.started:
                raise forbidden("bot can't initiate conversation with a user")
        elif self.bot["id"] not in chat.members:
            raise forbidden("bot was kicked from the supergroup chat")
        return chat

    def message(self, chat_id: int, message_id: int) -> Message:
        """As aiogram's own object, bound to no bot."""
        return Message.model_validate(self.chats[chat_id].messages[message_id])

    def messages(self, chat_id: int) -> list[Message]:
        """A chat as its people see it, oldest message first, as aiogram's own objects."""
        return [Message.model_validate(message) for message in self.chats[chat_id].messages.values()]

    def person(self, user_id: int) -> Account:
        if user_id not in self.people:
            raise NotPossibleError(f"nobody here has the id {user_id}")
        return self.people[user_id]

    # Text.

    def formatted(self, text: str, parse_mode: str | None, entities: list[Json] | None = None) -> Formatted:
        """Text with entities; a mention of somebody unknown stays plain text."""
        result = format_text(text, parse_mode, entities)
        if not any(entity["type"] == "text_mention" for entity in result.entities):
            return result
        kept = []
        for entity in result.entities:
            if entity["type"] == "text_mention":
                person = self.people.get(entity["user"]["id"])
                if person is None:
                    continue
                entity = {**entity, "user": person.user}  # noqa: PLW2901 - the same entity, completed
            kept.append(entity)
        return Formatted(result.text, kept)

    # Messages.

    def add_message(self, chat: Chat, sender: Json, content: Json) -> Json:
        self.last_message_id += 1
        message = {
            "message_id": self.last_message_id,
            "date": self.unix(),
            "chat": chat.info,
            "from": sender,
            **content,
        }
        chat.messages[self.last_message_id] = message
        if sender is self.bot:
            chat.typing_until = 0.0
        self.changed(chat.id)
        return message

    def in_topic(self, chat: Chat, thread: int) -> bool:
        """Whether there is such a topic, where there are any."""
        return (chat.forum or self.topics_on) and thread in self.topics.get(chat.id, {})

    def thread_of(self, chat: Chat, thread: int | None) -> Json:
        """What a message says of the topic in which it stands; nothing of one in the plain chat."""
        if thread is None:
            return {}
        if not self.in_topic(chat, thread):
            raise bad_request("message thread not found")
        return {"message_thread_id": thread, "is_topic_message": True}

    def remove_topic(self, chat: Chat, thread: int) -> None:
        """Its messages go along, as where somebody deletes it in their app."""
        del self.topics[chat.id][thread]
        for number in [
            each["message_id"] for each in chat.messages.values() if each.get("message_thread_id") == thread
        ]:
            del chat.messages[number]
        self.changed(chat.id)

    def next_album_id(self) -> str:
        """The `media_group_id` of an album that begins with the next message."""
        return str(self.last_message_id + 1)

    def quoted(self, chat: Chat, message_id: int) -> Json:
        """A message as the one that answers it carries it: with its buttons, but not with what it answers itself."""
        return {name: value for name, value in chat.messages[message_id].items() if name != "reply_to_message"}

    def typing(self, chat: Chat) -> bool:
        return time.monotonic() < chat.typing_until

    def open_callback(self, callback_query_id: str) -> Callback:
        callback = self.callbacks.get(callback_query_id)
        if callback is None or self.now().timestamp() - callback.asked > CALLBACK_SECONDS:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        return callback
