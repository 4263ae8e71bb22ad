"""Everything the page draws, as one JSON object."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from bot.demo.clock import DemoClock
from bot.demo.methods.chat_topics import emoji_of
from bot.demo.methods.profile import shown_commands, shown_description
from bot.demo.page.phones import DemoPhone
from bot.demo.state.world import Chat, Json
from bot.demo.telegram import Telegram


def snapshot(telegram: Telegram, clock: DemoClock, zone: ZoneInfo, phones: Iterable[DemoPhone]) -> Json:
    now = clock.now()
    return {
        "version": telegram.version,
        "clock": {
            "now": now.astimezone(zone).isoformat(timespec="seconds"),
            "unix": now.timestamp(),
            "zone": zone.key,
        },
        "bot": {name: telegram.bot[name] for name in ("id", "first_name", "username")},
        "phones": [_phone(telegram, phone) for phone in phones],
    }


def _phone(telegram: Telegram, phone: DemoPhone) -> Json:
    person, chat = telegram.people[phone.user.id], telegram.chats[phone.user.id]
    return {
        "id": phone.id,
        "user": person.user,
        "phone_number": person.phone_number,
        "blocked": person.blocked,
        "started": person.started,
        "typing": telegram.typing(chat),
        "description": shown_description(telegram, phone.user.id),
        "commands": shown_commands(telegram, phone.user.id),
        "reply_keyboard": chat.keyboard,
        "messages": [_message(telegram, chat, message) for message in chat.messages.values()],
    }


def _message(telegram: Telegram, chat: Chat, message: Json) -> Json:
    """With the topic in which it stands, as that is called now."""
    topic = telegram.topics.get(chat.id, {}).get(message.get("message_thread_id", 0))
    return message if topic is None else message | {"topic": f"{emoji_of(topic.icon)} {topic.name}".strip()}
