"""Updates as Telegram sends them, before they are read: nothing in them may stop whoever takes them."""

import json
import re
from contextlib import suppress
from typing import Any, TypeGuard

from storage.telegram.inbox import StoredUpdate

LARGEST = 2**63 - 1
"""What databases hold as a number."""
NO_LETTER = re.compile("[\x00\ud800-\udfff]")
"""NUL, and halves of pairs that stand alone: no database and no answer takes them."""
MAY_HOLD_ONE = re.compile(r"\\u(0000|d[89a-f])")
OWN_WORDS = frozenset({"text", "entities", "caption", "caption_entities", "reply_markup"})
"""Fields of a Message."""
IN_ITS_PLACE = "\N{REPLACEMENT CHARACTER}"


def stored(raw: object) -> StoredUpdate | None:
    """An update as it is kept; None where it has no number that could be confirmed to Telegram."""
    if not isinstance(raw, dict):
        return None
    number = raw.get("update_id")
    if not _is_number(number):
        return None
    try:
        return StoredUpdate(number, sender(raw), _body(raw))
    except RecursionError:
        return None


def sender(update: dict[str, Any]) -> int | None:
    """Who sent an update, read from it as it came; None where nobody did or it is not what it should be."""
    for content in update.values():
        if isinstance(content, dict):
            with suppress(KeyError, TypeError):
                person_id = content["from"]["id"]
                if _is_number(person_id):
                    return person_id
    return None


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST


def _body(update: dict[str, Any]) -> str:
    """What cannot be a letter becomes a sign for that, so that whoever wrote it gets an answer all the same."""
    update = _without_own_words(update)
    body = json.dumps(update)
    return body if MAY_HOLD_ONE.search(body) is None else json.dumps(_with_letters_alone(update))


def _without_own_words(update: dict[str, Any]) -> dict[str, Any]:
    """Of a tap, all but what the bot itself wrote on the tapped message: it is long, and nobody asks for it."""
    match update:
        case {"callback_query": {"message": dict() as message} as query}:
            kept = {name: value for name, value in message.items() if name not in OWN_WORDS}
            return update | {"callback_query": query | {"message": kept}}
        case _:
            return update


def _with_letters_alone(value: Any) -> Any:
    match value:
        case str():
            return NO_LETTER.sub(IN_ITS_PLACE, value)
        case dict():
            return {key: _with_letters_alone(content) for key, content in value.items()}
        case list():
            return [_with_letters_alone(content) for content in value]
        case _:
            return value
