"""What people do in the local Telegram; each act makes the update that Telegram would make."""

from bot.demo.formatting import body
from bot.demo.html_markup import Entity
from bot.demo.refusal import NotPossibleError, RefusalError
from bot.demo.world import MOST_OPEN_CALLBACKS, Callback, Chat, Json, Person, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024


class People(World):
    def add_group(self, chat_id: int, title: str, members: list[int], *, added_by: int) -> None:
        """A group into which one of its members brings the bot. Groups have negative ids."""
        chat = Chat({"id": chat_id, "type": "group", "title": title}, {*members, self.bot["id"]})
        self.chats[chat_id] = chat
        adder = self.person(added_by).user
        self._bot_membership(chat, adder, {"status": "left"}, {"status": "member"})
        message = self.add_message(chat, adder, {"new_chat_members": [self.bot]})
        self.queue.put("message", message)

    def write(self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None) -> int:
        """Sends a text, to the bot or to a group, and returns the message's id.

        Raises NotPossibleError for an empty text, one over 4,096 characters, or when the bot is blocked.
        """
        formatted = self.formatted(text, None)
        if not formatted.text:
            raise NotPossibleError("an empty message cannot be sent")
        if formatted.length > LONGEST_TEXT:
            raise NotPossibleError("a message holds 4,096 characters at the most")
        return self._send(user_id, body("text", formatted), chat_id, reply_to)

    def edit(self, user_id: int, message_id: int, text: str, chat_id: int | None = None) -> None:
        """Changes an own message."""
        chat = self._chat_of(user_id, chat_id)
        message = self._message_in(chat, message_id)
        if message["from"]["id"] != user_id or "text" not in message:
            raise NotPossibleError("only an own text message can be edited")
        formatted = self.formatted(text, None)
        if not formatted.text or formatted.length > LONGEST_TEXT:
            raise NotPossibleError("a message holds 1 to 4,096 characters")
        kept = {name: value for name, value in message.items() if name not in {"text", "entities"}}
        edited = kept | {"edit_date": self.unix()} | body("text", formatted)
        chat.messages[message_id] = edited
        self.changed(chat.id)
        self._tell_bot(chat, "edited_message", edited)

    def tap(self, user_id: int, message_id: int, row: int, column: int, chat_id: int | None = None) -> str:
        """Taps an inline button and returns the callback query's id. Rows and columns count from 0."""
        chat = self._chat_of(user_id, chat_id)
        keyboard = self._message_in(chat, message_id).get("reply_markup", {}).get("inline_keyboard", [])
        if not (0 <= row < len(keyboard) and 0 <= column < len(keyboard[row])):
            raise NotPossibleError("there is no such button under this message")
        button = keyboard[row][column]
        if "callback_data" not in button:
            raise NotPossibleError("this button asks the bot nothing")
        return self.press(user_id, message_id, button["callback_data"], chat_id)

    def press(self, user_id: int, message_id: int, data: str, chat_id: int | None = None) -> str:
        """A callback query with any payload, such as that of a button long gone; the message may be gone too."""
        chat = self._chat_of(user_id, chat_id)
        person = self._unblocked(user_id)
        if chat.private:
            person.started = True
        self.last_callback_id += 1
        query_id = str(self.last_callback_id)
        self.callbacks[query_id] = Callback(user_id, chat.id, message_id, self.now().timestamp())
        if len(self.callbacks) > MOST_OPEN_CALLBACKS:
            self.callbacks.popitem(last=False)
        gone: Json = {"chat": chat.info, "message_id": message_id, "date": 0}
        query = {
            "id": query_id,
            "from": person.user,
            "chat_instance": str(chat.id),
            "message": chat.messages.get(message_id, gone),
            "data": data,
        }
        self.queue.put("callback_query", query)
        return query_id

    def share_contact(self, user_id: int, reply_to: int | None = None) -> int:
        """The person's own card, as after a button with `request_contact`."""
        person = self.person(user_id)
        names = {name: person.user[name] for name in ("first_name", "last_name") if name in person.user}
        contact = {"phone_number": person.phone_number, "user_id": user_id} | names
        return self._send(user_id, {"contact": contact}, None, reply_to)

    def send_file(
        self,
        user_id: int,
        name: str,
        data: bytes,
        mime_type: str | None = None,
        caption: str = "",
        *,
        as_photo: bool | None = None,
        chat_id: int | None = None,
    ) -> int:
        """Sends a file; images go as photos unless told otherwise, all else as documents."""
        formatted = self.formatted(caption, None)
        if formatted.length > LONGEST_CAPTION:
            raise NotPossibleError("a caption holds 1,024 characters at the most")
        if as_photo is None:
            as_photo = (mime_type or "").startswith("image/")
        kind = "photo" if as_photo else "document"
        try:
            stored = self.files.store(kind, name, data, mime_type)
        except RefusalError as refusal:
            raise NotPossibleError(f"this file cannot be sent: {refusal.description}") from refusal
        return self._send(user_id, {kind: stored.as_type({})} | body("caption", formatted), chat_id, None)

    def block(self, user_id: int) -> None:
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        self._set_blocked(user_id, blocked=False)

    def set_language(self, user_id: int, language_code: str) -> None:
        """The language of the person's Telegram app."""
        person = self.person(user_id)
        person.user = person.user | {"language_code": language_code}
        self.changed(user_id)

    def _send(self, user_id: int, content: Json, chat_id: int | None, reply_to: int | None) -> int:
        chat = self._chat_of(user_id, chat_id)
        person = self._unblocked(user_id)
        if reply_to is not None:
            self._message_in(chat, reply_to)
            content = content | {"reply_to_message": self.quoted(chat, reply_to)}
        if chat.private:
            person.started = True
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        message = self.add_message(chat, person.user, content)
        self._tell_bot(chat, "message", message)
        message_id: int = message["message_id"]
        return message_id

    def _tell_bot(self, chat: Chat, kind: str, message: Json) -> None:
        """In a group the bot hears what is meant for it alone (Bot API, "Privacy mode")."""
        if chat.private or self._meant_for_bot(message):
            self.queue.put(kind, message)

    def _meant_for_bot(self, message: Json) -> bool:
        if message.get("reply_to_message", {}).get("from", {}).get("id") == self.bot["id"]:
            return True
        username = f"@{self.bot['username']}".lower()
        for entity in message.get("entities", []):
            words = _stretch(message["text"], entity).lower()
            if entity["type"] == "bot_command" and ("@" not in words or words.endswith(username)):
                return True
            if entity["type"] == "mention" and words == username:
                return True
        return False

    def _chat_of(self, user_id: int, chat_id: int | None) -> Chat:
        self.person(user_id)
        chat = self.chats.get(user_id if chat_id is None else chat_id)
        if chat is None or user_id not in chat.members:
            raise NotPossibleError(f"{user_id} is not in the chat {chat_id}")
        return chat

    def _unblocked(self, user_id: int) -> Person:
        person = self.person(user_id)
        if person.blocked:
            raise NotPossibleError("the bot is blocked: unblock it first")
        return person

    def _message_in(self, chat: Chat, message_id: int) -> Json:
        if message_id not in chat.messages:
            raise NotPossibleError(f"there is no message {message_id} in this chat")
        return chat.messages[message_id]

    def _set_blocked(self, user_id: int, *, blocked: bool) -> None:
        person = self.person(user_id)
        if person.blocked == blocked:
            return
        person.blocked = blocked
        member, kicked = {"status": "member"}, {"status": "kicked", "until_date": 0}
        old, new = (member, kicked) if blocked else (kicked, member)
        self._bot_membership(self.chats[user_id], person.user, old, new)
        self.changed(user_id)

    def _bot_membership(self, chat: Chat, by: Json, old: Json, new: Json) -> None:
        update = {
            "chat": chat.info,
            "from": by,
            "date": self.unix(),
            "old_chat_member": {"user": self.bot, **old},
            "new_chat_member": {"user": self.bot, **new},
        }
        self.queue.put("my_chat_member", update)


def _stretch(text: str, entity: Entity) -> str:
    """The part of the text that an entity covers."""
    begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return text.encode("utf-16-le")[begin:end].decode("utf-16-le")
