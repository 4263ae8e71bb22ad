"""Which keyboards Telegram takes under a message.

Source: Bot API, InlineKeyboardMarkup, InlineKeyboardButton, ReplyKeyboardMarkup. Where Telegram drops a surplus button
without a word, this refuses it: a button that people will never see is a fault of the bot.
"""

from typing import Any

from bot.demo.markup.links import WrongLinkError, checked_link
from bot.demo.refusal import bad_request

MOST_PAYLOAD_BYTES = 64
MOST_COPIED_CHARACTERS = 256
MOST_BUTTONS = 100
MOST_BUTTONS_IN_ROW = 8
STYLES = {"danger", "success", "primary", "link"}
UNSUPPORTED_ACTIONS = {"callback_game", "pay"}
DRAWING_FIELDS = {"text", "style", "icon_custom_emoji_id"}


def check_markup(markup: dict[str, Any] | None) -> None:
    """Refuses a reply markup in the form of the Bot API's JSON that Telegram would not show."""
    if markup is None:
        return
    for kind, check in (("inline_keyboard", _check_inline_button), ("keyboard", _check_reply_button)):
        rows = markup.get(kind)
        if rows is None:
            continue
        if sum(len(row) for row in rows) > MOST_BUTTONS or any(len(row) > MOST_BUTTONS_IN_ROW for row in rows):
            raise bad_request("reply markup is too long")
        for row in rows:
            for button in row:
                check(button)


def inline_keyboard(markup: dict[str, Any] | None) -> dict[str, Any] | None:
    """What a message keeps of its reply markup: an inline keyboard with at least one button."""
    if markup is None or not any(markup.get("inline_keyboard", [])):
        return None
    return {"inline_keyboard": [row for row in markup["inline_keyboard"] if row]}


def _check_inline_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("inline keyboard button text must be non-empty")
    actions = [name for name in button.keys() - DRAWING_FIELDS if button[name] not in ("", False)]
    if not actions:
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    if len(actions) > 1 or actions[0] in UNSUPPORTED_ACTIONS:
        raise bad_request("BUTTON_TYPE_INVALID")
    if button.get("style", "primary") not in STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    action, value = actions[0], button[actions[0]]
    if action == "callback_data" and len(value.encode()) > MOST_PAYLOAD_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if action == "copy_text" and not 1 <= len(value["text"]) <= MOST_COPIED_CHARACTERS:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    if action == "url":
        try:
            checked_link(value)
        except WrongLinkError as wrong:
            raise bad_request(f"inline keyboard button URL '{value}' is invalid: {wrong}") from None


def _check_reply_button(button: dict[str, Any]) -> None:
    if not button["text"].strip():
        raise bad_request("keyboard button text must be non-empty")
