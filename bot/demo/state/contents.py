"""What a message says, apart from who says it and when: that goes along when it is copied or forwarded."""

from bot.demo.state.world import Json

CAPTIONED = {"photo", "document", "video", "voice", "audio", "animation"}
CONTENT = (
    "text", "entities", "link_preview_options", "caption", "caption_entities",
    "photo", "document", "video", "voice", "audio", "video_note", "animation", "sticker", "contact", "location",
)  # fmt: skip


def content_of(message: Json) -> Json:
    """Nothing for a service message, such as one about new members."""
    return {name: message[name] for name in CONTENT if name in message}


def without_caption(content: Json) -> Json:
    return {name: value for name, value in content.items() if not name.startswith("caption")}


def forwarded(message: Json) -> Json:
    """The content with its origin: who sent it first, and when."""
    first_sent = {"type": "user", "date": message["date"], "sender_user": message["from"]}
    return content_of(message) | {"forward_origin": message.get("forward_origin", first_sent)}
