"""From what a bot or a person sends to the text and the entities that a message keeps.

Source: Bot API, "Formatting options" and MessageEntity. Inside, positions are counted in characters; outside, in
UTF-16 code units.
"""

import re
from bisect import bisect_left
from functools import lru_cache
from itertools import accumulate
from typing import Any, NamedTuple

from bot.demo.markup.html_markup import Entity, parse_html
from bot.demo.markup.links import WrongLinkError, checked_link
from bot.demo.refusal import bad_request

MOST_ENTITIES = 100
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f]")
UNSEEN = re.compile(r"[\r\u2028-\u202e]")
ONLY_UNSEEN = re.compile(r"[\s\u200b-\u200f\u2060-\u2064\ufeff\u00ad\u3164]*")

BLOCKQUOTES = {"blockquote", "expandable_blockquote"}
SPLITTABLE = {"bold", "italic", "underline", "strikethrough", "spoiler"}
DETECTED = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number"}
NEEDS = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
KNOWN = BLOCKQUOTES | SPLITTABLE | DETECTED | NEEDS.keys() | {"code", "pre"}
# Of two entities at one place the first named here is the outer one.
OUTER = ("blockquote", "expandable_blockquote", "pre", "code", "text_link", "text_mention", "date_time")
INNER = ("bold", "italic", "underline", "strikethrough", "spoiler", "custom_emoji")
ORDER = {name: place for place, name in enumerate((*OUTER, *sorted(DETECTED), *INNER))}

DETECTORS = {
    "email": re.compile(r"(?<![\w.+-])[\w.+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}"),
    "url": re.compile(
        r"(?<![\w@.-])(?:https?://[^\s<>\"]+|(?:[\w-]+\.)+(?:com|org|net|info|kz|ru|me|io|dev|edu|gov)\b(?:/[^\s<>\"]*)?)",
        re.IGNORECASE,
    ),
    "bot_command": re.compile(r"(?<![\w/<>@])/[A-Za-z0-9_]{1,64}(?:@[A-Za-z0-9_]{3,32})?(?![\w/])"),
    "mention": re.compile(r"(?<![\w@])@[A-Za-z][A-Za-z0-9_]{3,31}(?!\w)"),
    "hashtag": re.compile(r"(?<![\w#])#(?=\w*[^\W\d])\w{1,256}"),
    "phone_number": re.compile(r"(?<![\w+])\+\d(?:[ ()-]{0,2}\d){9,13}(?!\d)"),
}
AFTER_URL = ".,:;!?)]}'\"»…"


class Formatted(NamedTuple):
    text: str
    entities: list[Entity]
    """Shared between messages: never changed in place."""

    @property
    def length(self) -> int:
        """In UTF-16 code units."""
        return utf16_length(self.text)


def utf16_length(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def format_text(text: str, parse_mode: str | None, raw: list[Entity] | None = None) -> Formatted:
    """The text as a message keeps it; empty if nothing visible is left."""
    mode = (parse_mode or "").lower()
    if mode == "html":
        return _formatted_html(text)
    if mode in {"markdown", "markdownv2"}:
        raise bad_request(f"this server reads HTML only, not {parse_mode}")
    if mode:
        raise bad_request("unsupported parse_mode")
    return _tidy(text, _checked(text, raw or []))


@lru_cache(maxsize=1024)
def _formatted_html(text: str) -> Formatted:
    return _tidy(*parse_html(text))


def _checked(text: str, raw: list[Entity]) -> list[Entity]:
    """Entities given by the bot, moved from UTF-16 to characters; those that Telegram finds itself are left to it."""
    ends = list(accumulate((2 if character > "\uffff" else 1 for character in text), initial=0))
    entities = []
    for entity in raw:
        kind, begin, end = entity["type"], entity["offset"], entity["offset"] + entity["length"]
        if kind not in KNOWN:
            raise bad_request("can't parse MessageEntity: Unsupported type specified")
        if kind in NEEDS and entity.get(NEEDS[kind]) is None:
            raise bad_request(f"can't parse MessageEntity: Can't find field \"{NEEDS[kind]}\"")
        _check_span(begin, end, ends)
        if kind not in DETECTED:
            first, last = bisect_left(ends, begin), bisect_left(ends, end)
            link = {"url": _entity_link(entity["url"])} if kind == "text_link" else {}
            entities.append({**entity, **link, "offset": first, "length": last - first})
    return entities


def _check_span(begin: int, end: int, ends: list[int]) -> None:
    """Refuses a span that does not lie in the text, of which `ends` has the places between characters."""
    if begin < 0:
        raise bad_request(f"receive an entity with incorrect offset {begin}")
    if end < begin:
        raise bad_request(f"receive an entity with incorrect length {end - begin}")
    if begin > ends[-1]:
        raise bad_request(f"entity begins after the end of the text at UTF-16 offset {begin}")
    if end > ends[-1]:
        raise bad_request(
            f"entity beginning at UTF-16 offset {begin} ends after the end of the text at UTF-16 offset {end}"
        )
    if begin not in ends or end not in ends:
        raise bad_request(f"entity beginning at UTF-16 offset {begin} divides a character")


def _entity_link(url: str) -> str:
    try:
        return checked_link(url)
    except WrongLinkError as wrong:
        raise bad_request(f"entity URL '{url}' is invalid: {wrong}") from None


def _tidy(text: str, entities: list[Entity]) -> Formatted:
    text, entities = _without_unseen(CONTROL.sub(_plain_space, text), entities)
    if ONLY_UNSEEN.fullmatch(text):
        return Formatted("", [])
    entities = [_within(text, entity) for entity in entities]
    entities = [entity for entity in entities if text[entity["offset"] : _end(entity)].strip()]
    text, entities = _trimmed(text, _settled(entities))
    if len(entities) > MOST_ENTITIES:
        raise bad_request("ENTITIES_TOO_LONG")
    taken = [(entity["offset"], _end(entity)) for entity in entities if entity["type"] not in SPLITTABLE | BLOCKQUOTES]
    entities = sorted(entities + _detected(text, taken), key=_place)
    return Formatted(text, _in_utf16(text, entities))


def _plain_space(match: re.Match[str]) -> str:
    return "\r" if match[0] == "\r" else " "


def _end(entity: Entity) -> int:
    end: int = entity["offset"] + entity["length"]
    return end


def _place(entity: Entity) -> tuple[int, int, int]:
    return entity["offset"], -entity["length"], ORDER[entity["type"]]


def _without_unseen(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without carriage returns and the marks that turn the direction of writing."""
    gone = [match.start() for match in UNSEEN.finditer(text)]
    if not gone:
        return text, entities
    moved = []
    for entity in entities:
        begin = entity["offset"] - bisect_left(gone, entity["offset"])
        end = _end(entity) - bisect_left(gone, _end(entity))
        moved.append({**entity, "offset": begin, "length": end - begin})
    return UNSEEN.sub("", text), moved


def _within(text: str, entity: Entity) -> Entity:
    """The entity cut at the end of what trimming will leave."""
    end = min(_end(entity), len(text.rstrip(" \n")))
    return {**entity, "length": max(end - entity["offset"], 0)}


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without space at the end, and without space before the first entity or letter."""
    text = text.rstrip(" \n")
    start = len(text) - len(text.lstrip(" \n"))
    start = min([start, *(entity["offset"] for entity in entities)])
    return text[start:], [{**entity, "offset": entity["offset"] - start} for entity in entities]


def _settled(entities: list[Entity]) -> list[Entity]:
    """Entities that may stand together: the outer one wins, styles give way to code, quotations do not nest."""
    settled: list[Entity] = []
    solid: list[tuple[int, int]] = []
    quoted: list[tuple[int, int]] = []
    code: list[tuple[int, int]] = []
    for entity in sorted(entities, key=_place):
        kind, span = entity["type"], (entity["offset"], _end(entity))
        if kind in SPLITTABLE:
            continue
        rivals = quoted if kind in BLOCKQUOTES else solid
        if any(span[0] < end and begin < span[1] for begin, end in rivals):
            continue
        rivals.append(span)
        if kind in {"code", "pre"}:
            code.append(span)
        settled.append({key: value for key, value in entity.items() if kind == "pre" or key != "language"})
    for entity in entities:
        if entity["type"] in SPLITTABLE:
            settled += _around(entity, code)
    return sorted(settled, key=_place)


def _around(entity: Entity, holes: list[tuple[int, int]]) -> list[Entity]:
    """The parts of a styled stretch that lie outside code."""
    parts, begin, end = [], entity["offset"], _end(entity)
    for hole_begin, hole_end in holes:
        if hole_end <= begin or hole_begin >= end:
            continue
        if hole_begin > begin:
            parts.append({**entity, "offset": begin, "length": hole_begin - begin})
        begin = hole_end
    if begin < end:
        parts.append({**entity, "offset": begin, "length": end - begin})
    return parts


def _detected(text: str, taken: list[tuple[int, int]]) -> list[Entity]:
    """Addresses, numbers, commands and names that Telegram finds by itself."""
    found: list[Entity] = []
    for kind, pattern in DETECTORS.items():
        for match in pattern.finditer(text):
            begin, end = match.span()
            if kind == "url":
                end = begin + len(match[0].rstrip(AFTER_URL))
            if any(begin < other_end and other_begin < end for other_begin, other_end in taken):
                continue
            taken.append((begin, end))
            found.append({"type": kind, "offset": begin, "length": end - begin})
    return found


def _in_utf16(text: str, entities: list[Entity]) -> list[Entity]:
    if text.isascii() or max(text) <= "\uffff":
        return entities
    return [
        {
            **entity,
            "offset": utf16_length(text[: entity["offset"]]),
            "length": utf16_length(text[entity["offset"] : _end(entity)]),
        }
        for entity in entities
    ]


def body(field: str, formatted: Formatted) -> dict[str, Any]:
    """The fields of a message: `text` with `entities`, or `caption` with `caption_entities`."""
    if not formatted.text:
        return {}
    entities = "entities" if field == "text" else f"{field}_entities"
    return {field: formatted.text} | ({entities: formatted.entities} if formatted.entities else {})
