"""What people do in the local Telegram; each act makes the update that Telegram would make."""

from bot.demo.refusal import Hindrance, NotPossibleError
from bot.demo.state.composing import Composing
from bot.demo.state.world import MOST_OPEN_CALLBACKS, Callback, Chat, Json

RIGHTS = (
    *("can_be_edited", "is_anonymous", "can_manage_chat", "can_delete_messages", "can_manage_video_chats"),
    *("can_restrict_members", "can_promote_members", "can_change_info", "can_invite_users"),
    *("can_post_stories", "can_edit_stories", "can_delete_stories", "can_send_welcome_messages"),
)
"""What Telegram says of every administrator (Bot API, ChatMemberAdministrator)."""


def administrator(chat: Chat) -> Json:
    """What the bot is in a group whose topics it manages."""
    return {"status": "administrator", **dict.fromkeys(RIGHTS, False), "can_manage_topics": chat.manages_topics}


class People(Composing):
    def add_group(self, chat_id: int, title: str, members: list[int], *, added_by: int) -> None:
        """A group into which one of its members brings the bot. Groups have negative ids."""
        chat = Chat({"id": chat_id, "type": "group", "title": title}, {*members, self.bot["id"]})
        self.chats[chat_id] = chat
        adder = self.person(added_by).user
        self._bot_membership(chat, adder, {"status": "left"}, {"status": "member"})
        message = self.add_message(chat, adder, {"new_chat_members": [self.bot]})
        self.queue.put("message", message)

    def add_forum(self, chat_id: int, title: str, members: list[int], *, added_by: int) -> None:
        """A supergroup with topics, in which the bot becomes an administrator who may manage them."""
        info = {"id": chat_id, "type": "supergroup", "title": title, "is_forum": True}
        chat = self.chats[chat_id] = Chat(info, {*members, self.bot["id"]}, manages_topics=True)
        self._bot_membership(chat, self.person(added_by).user, {"status": "left"}, administrator(chat))

    def demote_bot(self, chat_id: int, *, by: int) -> None:
        """It stays in the group, and may do there what everybody may."""
        chat = self.chats[chat_id]
        old, chat.manages_topics = administrator(chat), False
        self._bot_membership(chat, self.person(by).user, old, {"status": "member"})

    def remove_bot(self, chat_id: int, *, by: int) -> None:
        """From a group of which it looks after the topics."""
        chat = self.chats[chat_id]
        old, chat.manages_topics = administrator(chat), False
        chat.members.discard(self.bot["id"])
        self._bot_membership(chat, self.person(by).user, old, {"status": "kicked", "until_date": 0})

    def tap(self, user_id: int, message_id: int, row: int, column: int, chat_id: int | None = None) -> str:
        """Taps an inline button and returns the callback query's id. Rows and columns count from 0."""
        chat = self._chat_of(user_id, chat_id)
        keyboard = self._message_in(chat, message_id).get("reply_markup", {}).get("inline_keyboard", [])
        if not (0 <= row < len(keyboard) and 0 <= column < len(keyboard[row])):
            raise NotPossibleError("there is no such button under this message", Hindrance.GONE)
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

    def block(self, user_id: int) -> None:
        self._set_blocked(user_id, blocked=True)

    def unblock(self, user_id: int) -> None:
        self._set_blocked(user_id, blocked=False)

    def set_language(self, user_id: int, language_code: str) -> None:
        """The language of the person's Telegram app."""
        person = self.person(user_id)
        person.user = person.user | {"language_code": language_code}
        self.changed(user_id)

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
