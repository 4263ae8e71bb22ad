"""What people write and send in the local Telegram, what they forward, and how they change it afterwards."""

from base64 import b64decode
from collections.abc import Sequence
from typing import NamedTuple

from bot.demo.markup.formatting import Formatted, body
from bot.demo.markup.html_markup import Entity
from bot.demo.refusal import Hindrance, NotPossibleError, RefusalError
from bot.demo.state.contents import CAPTIONED, content_of, forwarded
from bot.demo.state.files import StoredFile
from bot.demo.state.world import Account, Chat, Json, World

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
SMALLEST_ALBUM, LARGEST_ALBUM = 2, 10
STICKER = b64decode("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
"""A picture of one point: the page draws a sticker by its emoji."""


class Attachment(NamedTuple):
    name: str
    data: bytes
    mime_type: str | None = None

    @property
    def is_image(self) -> bool:
        return (self.mime_type or "").startswith("image/")


class Composing(World):
    longest_caption = LONGEST_CAPTION
    """Who pays for Telegram may write longer ones, and a bot may not."""

    def write(self, user_id: int, text: str, chat_id: int | None = None, reply_to: int | None = None) -> int:
        """Sends a text, to the bot or to a group, and returns the message's id.

        Raises NotPossibleError for an empty text, one over 4,096 characters, or when the bot is blocked.
        """
        return self._send(user_id, body("text", self._text(text)), chat_id, reply_to)

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
        reply_to: int | None = None,
    ) -> int:
        """Sends a file; images go as photos unless told otherwise, all else as documents."""
        words = body("caption", self._caption(caption))
        file = Attachment(name, data, mime_type)
        kind = "photo" if as_photo or (as_photo is None and file.is_image) else "document"
        content = {kind: self._stored(kind, file).as_type({})}
        return self._send(user_id, content | words, chat_id, reply_to)

    def send_album(
        self,
        user_id: int,
        files: Sequence[Attachment],
        caption: str = "",
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> list[int]:
        """Sends 2 to 10 files together, as one update each; the caption is that of the first.

        Images alone go as photos. With anything else among them all are documents: an album is not mixed.
        """
        words = body("caption", self._caption(caption))
        if not SMALLEST_ALBUM <= len(files) <= LARGEST_ALBUM:
            raise NotPossibleError("an album holds 2 to 10 files", Hindrance.ALBUM)
        kind = "photo" if all(file.is_image for file in files) else "document"
        contents = [{kind: self._stored(kind, file).as_type({})} for file in files]
        contents[0] |= words
        album = {"media_group_id": self.next_album_id()}
        return [self._send(user_id, content | album, chat_id, reply_to) for content in contents]

    def send_voice(
        self,
        user_id: int,
        data: bytes,
        duration: int,
        *,
        name: str = "voice.ogg",
        caption: str = "",
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A voice message; `duration` in seconds."""
        words = body("caption", self._caption(caption))
        stored = self._stored("voice", Attachment(name, data))
        return self._send(user_id, {"voice": stored.as_type({"duration": duration})} | words, chat_id, reply_to)

    def send_sticker(
        self, user_id: int, emoji: str = "👍", *, chat_id: int | None = None, reply_to: int | None = None
    ) -> int:
        stored = self._stored("sticker", Attachment("sticker.webp", STICKER, "image/webp"))
        return self._send(user_id, {"sticker": stored.as_type({"emoji": emoji})}, chat_id, reply_to)

    def send_location(
        self,
        user_id: int,
        latitude: float,
        longitude: float,
        *,
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A place in degrees, one that stays (Bot API, Location)."""
        location = {"latitude": latitude, "longitude": longitude}
        return self._send(user_id, {"location": location}, chat_id, reply_to)

    def share_contact(self, user_id: int, reply_to: int | None = None) -> int:
        """The person's own card, as after a button with `request_contact`."""
        person = self.person(user_id)
        names = {name: person.user[name] for name in ("first_name", "last_name") if name in person.user}
        contact = {"phone_number": person.phone_number, "user_id": user_id} | names
        return self._send(user_id, {"contact": contact}, None, reply_to)

    def send_contact(
        self,
        user_id: int,
        phone_number: str,
        first_name: str,
        last_name: str | None = None,
        *,
        whose: int | None = None,
        chat_id: int | None = None,
        reply_to: int | None = None,
    ) -> int:
        """A card out of the person's address book; `whose` is its `user_id`, known only if that number has Telegram."""
        fields = {"phone_number": phone_number, "first_name": first_name, "last_name": last_name, "user_id": whose}
        contact = {name: value for name, value in fields.items() if value is not None}
        return self._send(user_id, {"contact": contact}, chat_id, reply_to)

    def forward(
        self, user_id: int, message_id: int, *, from_chat_id: int | None = None, chat_id: int | None = None
    ) -> int:
        """Forwards a message that the person sees, by default out of the chat with the bot and into it."""
        message = self._message_in(self._chat_of(user_id, from_chat_id), message_id)
        if not content_of(message):
            raise NotPossibleError("this message cannot be forwarded", Hindrance.NOT_FORWARDED)
        return self._send(user_id, forwarded(message), chat_id, None)

    def edit(self, user_id: int, message_id: int, text: str, chat_id: int | None = None) -> None:
        """Changes the text of an own message."""
        chat, message = self._own_message(user_id, message_id, chat_id)
        if "text" not in message:
            raise NotPossibleError("there is no text in this message")
        self._replace(chat, message, "text", self._text(text))

    def edit_caption(self, user_id: int, message_id: int, caption: str, chat_id: int | None = None) -> None:
        """Changes what stands under an own photo, document or voice message; an empty caption takes it away."""
        chat, message = self._own_message(user_id, message_id, chat_id)
        if not CAPTIONED & message.keys():
            raise NotPossibleError("this message has no caption")
        self._replace(chat, message, "caption", self._caption(caption))

    def _text(self, text: str) -> Formatted:
        formatted = self.formatted(text, None)
        if not formatted.text:
            raise NotPossibleError("an empty message cannot be sent", Hindrance.EMPTY)
        if formatted.length > LONGEST_TEXT:
            raise NotPossibleError("a message holds 4,096 characters at the most", Hindrance.TEXT_TOO_LONG)
        return formatted

    def _caption(self, caption: str) -> Formatted:
        formatted = self.formatted(caption, None)
        if formatted.length > self.longest_caption:
            sentence = f"a caption holds {self.longest_caption:,} characters at the most"
            raise NotPossibleError(sentence, Hindrance.CAPTION_TOO_LONG)
        return formatted

    def _stored(self, kind: str, file: Attachment) -> StoredFile:
        try:
            return self.files.store(kind, file.name, file.data, file.mime_type)
        except RefusalError as refusal:
            sentence = f"this file cannot be sent: {refusal.description}"
            raise NotPossibleError(sentence, Hindrance.FILE) from refusal

    def _send(self, user_id: int, content: Json, chat_id: int | None, reply_to: int | None) -> int:
        chat = self._chat_of(user_id, chat_id)
        person = self._unblocked(user_id)
        if reply_to is not None:
            thread = self._message_in(chat, reply_to).get("message_thread_id", 0)
            topic = self.thread_of(chat, thread) if self.in_topic(chat, thread) else {}
            content = content | topic | {"reply_to_message": self.quoted(chat, reply_to)}
        if chat.private:
            person.started = True
        if chat.keyboard is not None and chat.keyboard.get("one_time_keyboard"):
            chat.keyboard = None
        message = self.add_message(chat, person.user, content)
        self._tell_bot(chat, "message", message)
        message_id: int = message["message_id"]
        return message_id

    def _own_message(self, user_id: int, message_id: int, chat_id: int | None) -> tuple[Chat, Json]:
        chat = self._chat_of(user_id, chat_id)
        message = self._message_in(chat, message_id)
        if message["from"]["id"] != user_id or "forward_origin" in message:
            raise NotPossibleError("only an own message can be edited")
        return chat, message

    def _replace(self, chat: Chat, message: Json, field: str, formatted: Formatted) -> None:
        replaced = {"text", "entities"} if field == "text" else {"caption", "caption_entities"}
        edited = {name: value for name, value in message.items() if name not in replaced}
        edited |= {"edit_date": self.unix()} | body(field, formatted)
        chat.messages[message["message_id"]] = edited
        self.changed(chat.id)
        self._tell_bot(chat, "edited_message", edited)

    def _tell_bot(self, chat: Chat, kind: str, message: Json) -> None:
        """In a group the bot hears what is meant for it alone (Bot API, "Privacy mode"), as an administrator all."""
        if chat.private or chat.manages_topics or self._meant_for_bot(message):
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

    def _unblocked(self, user_id: int) -> Account:
        person = self.person(user_id)
        if person.blocked:
            raise NotPossibleError("the bot is blocked: unblock it first", Hindrance.BLOCKED)
        return person

    def _message_in(self, chat: Chat, message_id: int) -> Json:
        if message_id not in chat.messages:
            raise NotPossibleError(f"there is no message {message_id} in this chat", Hindrance.GONE)
        return chat.messages[message_id]


def _stretch(text: str, entity: Entity) -> str:
    """The part of the text that an entity covers."""
    begin, end = 2 * entity["offset"], 2 * (entity["offset"] + entity["length"])
    return text.encode("utf-16-le")[begin:end].decode("utf-16-le")
