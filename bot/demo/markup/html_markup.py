"""Telegram's HTML: a small language of its own, read as strictly as Telegram reads it.

Source: Bot API, "Formatting options", "HTML style". Positions in here are counted in characters; errors name byte
offsets, as Telegram's do.
"""

import re
from dataclasses import dataclass, field
from typing import Any, NoReturn

from bot.demo.markup.links import WrongLinkError, checked_link, linked_user
from bot.demo.refusal import bad_request

Entity = dict[str, Any]

STYLES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "code": "code",
    "pre": "pre",
}
TAGS = STYLES.keys() | {"a", "blockquote", "tg-emoji", "tg-time"}

CHARACTER_REFERENCE = re.compile(r"(&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(lt|gt|amp|quot)(?![A-Za-z])));?")
NAMED_CHARACTERS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
LONGEST_REFERENCE = 9
LAST_CHARACTER = 0x10FFFF
SURROGATE = re.compile(r"[\ud800-\udfff]")
MARKUP = re.compile(r"[<&]")
SPACES = re.compile(r"\s*", re.ASCII)
TAG_NAME = re.compile(r"[^\s>]*", re.ASCII)
ATTRIBUTE_NAME = re.compile(r"[^\s=>]*", re.ASCII)
NAME_TOKEN = re.compile(r"[A-Za-z0-9.-]*")
DATE_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
EMOJI_ID = re.compile(r"0*[1-9][0-9]{0,18}")
LARGEST_EMOJI_ID = 2**63


def parse_html(source: str) -> tuple[str, list[Entity]]:
    """Plain text and entities, these in the order in which their tags end."""
    reader = HtmlReader(source)
    reader.read()
    return "".join(reader.pieces), reader.entities


def character_at(source: str, position: int) -> tuple[str, int]:
    """The character written at `position`, a reference resolved, and where the next one begins.

    What looks like a reference but is none of Telegram's stays as it is written.
    """
    match = CHARACTER_REFERENCE.match(source, position)
    if match is None:
        return source[position], position + 1
    if match[4]:
        return NAMED_CHARACTERS[match[4]], match.end()
    code = int(match[2], 16) if match[2] else int(match[3])
    if not 0 < code < LAST_CHARACTER or len(match[1]) > LONGEST_REFERENCE:
        return source[position], position + 1
    return chr(code), match.end()


@dataclass(frozen=True, slots=True)
class OpenTag:
    name: str
    attributes: dict[str, str]
    start: int


@dataclass(slots=True)
class HtmlReader:
    """Reads one text from left to right, collecting its plain text and its entities."""

    source: str
    at: int = 0
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    entities: list[Entity] = field(default_factory=list)
    open_tags: list[OpenTag] = field(default_factory=list)

    def read(self) -> None:
        while markup := MARKUP.search(self.source, self.at):
            self._add(self.source[self.at : markup.start()])
            self.at = markup.start()
            if markup[0] == "&":
                character, self.at = character_at(self.source, self.at)
                self._add(character)
            elif self.source.startswith("</", self.at):
                self._end_tag()
            else:
                self._start_tag()
        self._add(self.source[self.at :])
        if self.open_tags:
            self._fail(f'Can\'t find end tag corresponding to start tag "{self.open_tags[-1].name}"')
        if any(SURROGATE.search(piece) for piece in self.pieces):
            self._fail(
                "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched "
                "surrogate code units"
            )

    def _add(self, piece: str) -> None:
        self.pieces.append(piece)
        self.length += len(piece)

    def _fail(self, reason: str, position: int | None = None) -> NoReturn:
        where = "" if position is None else f" at byte offset {len(self.source[:position].encode())}"
        raise bad_request(f"can't parse entities: {reason}{where}")

    def _take(self, pattern: re.Pattern[str]) -> str:
        """What the pattern, which may match nothing, matches here."""
        match = pattern.match(self.source, self.at)
        taken = match[0] if match else ""
        self.at += len(taken)
        return taken

    def _here(self) -> str:
        """The next character, or nothing at the end."""
        return self.source[self.at : self.at + 1]

    def _start_tag(self) -> None:
        begin = self.at
        self.at += 1
        name = self._take(TAG_NAME).lower()
        if not self._here():
            self._fail("Unclosed start tag", begin)
        if name not in TAGS:
            self._fail(f'Unsupported start tag "{name}"', begin)
        attributes: dict[str, str] = {}
        while True:
            self._take(SPACES)
            if self._here() == ">":
                self.at += 1
                break
            if not self._here():
                self._fail(f'Unclosed start tag "{name}"', begin)
            attribute = self._take(ATTRIBUTE_NAME)
            if not attribute:
                self._fail(f'Empty attribute name in the tag "{name}"', begin)
            attributes[attribute] = self._attribute_value(name, begin)
        if name == "span" and attributes.get("class") != "tg-spoiler":
            self._fail('Tag "span" must have class "tg-spoiler"', begin)
        self.open_tags.append(OpenTag(name, attributes, self.length))

    def _attribute_value(self, tag: str, begin: int) -> str:
        """The value after `=`, bare or quoted; an attribute without one is empty."""
        self._take(SPACES)
        if self._here() != "=":
            return ""
        self.at += 1
        self._take(SPACES)
        quote = self._here()
        if not quote:
            self._fail(f'Unclosed start tag "{tag}"', begin)
        if quote not in "'\"":
            token_begin = self.at
            token = self._take(NAME_TOKEN).lower()
            if self._here() and not self._here().isspace() and self._here() != ">":
                self._fail("Unexpected end of name token", token_begin)
            return token
        self.at += 1
        value = []
        while self._here() != quote:
            if not self._here():
                self._fail("Unclosed start tag", begin)
            character, self.at = character_at(self.source, self.at)
            value.append(character)
        self.at += 1
        return "".join(value)

    def _end_tag(self) -> None:
        begin = self.at
        if not self.open_tags:
            self._fail("Unexpected end tag", begin)
        self.at += 2
        name = self._take(TAG_NAME).lower()
        self._take(SPACES)
        if self._here() != ">":
            self._fail("Unclosed end tag", begin)
        self.at += 1
        tag = self.open_tags.pop()
        if name and name != tag.name:
            self._fail(
                f"Unmatched end tag at byte offset {len(self.source[:begin].encode())}, "
                f'expected "</{tag.name}>", found "</{name}>"'
            )
        if self.length > tag.start:
            self._close(tag)

    def _close(self, tag: OpenTag) -> None:
        place = {"offset": tag.start, "length": self.length - tag.start}
        match tag.name:
            case "a":
                self._close_link(tag, place)
            case "blockquote":
                kind = "expandable_blockquote" if "expandable" in tag.attributes else "blockquote"
                self.entities.append({"type": kind, **place})
            case "tg-emoji":
                emoji_id = tag.attributes.get("emoji-id", "")
                if not EMOJI_ID.fullmatch(emoji_id) or int(emoji_id) >= LARGEST_EMOJI_ID:
                    self._fail("Invalid custom emoji identifier specified")
                self.entities.append({"type": "custom_emoji", **place, "custom_emoji_id": emoji_id})
            case "tg-time":
                self.entities.append({"type": "date_time", **place, **self._moment(tag.attributes)})
            case "code" | "pre":
                self._close_code(tag, place)
            case _:
                self.entities.append({"type": STYLES[tag.name], **place})

    def _close_link(self, tag: OpenTag, place: Entity) -> None:
        """A link that Telegram cannot follow is dropped without a word, and its text stays."""
        address = tag.attributes.get("href") or "".join(self.pieces)[tag.start :]
        user_id = linked_user(address)
        if user_id is not None:
            self.entities.append({"type": "text_mention", **place, "user": {"id": user_id}})
            return
        try:
            self.entities.append({"type": "text_link", **place, "url": checked_link(address)})
        except WrongLinkError:
            return

    def _moment(self, attributes: dict[str, str]) -> Entity:
        unix = attributes.get("unix", "")
        if not unix.isdecimal():
            self._fail("Invalid Unix time specified")
        form = attributes.get("format", "")
        if not DATE_TIME_FORMAT.fullmatch(form):
            self._fail("Invalid date format used")
        return {"unix_time": int(unix), "date_time_format": form}

    def _close_code(self, tag: OpenTag, place: Entity) -> None:
        """`pre` right around a `code` with a language, or the other way round, is one `pre` in that language."""
        language = tag.attributes.get("class", "")
        language = language.removeprefix("language-") if language.startswith("language-") else ""
        inner = self.entities[-1] if self.entities else {}
        if inner.get("offset") == place["offset"] and inner.get("length") == place["length"]:
            if tag.name == "code" and inner["type"] == "pre" and language:
                inner["language"] = language
                return
            if tag.name == "pre" and inner["type"] == "code" and "language" in inner:
                inner["type"] = "pre"
                return
        entity = {"type": tag.name, **place}
        if tag.name == "code" and language:
            entity["language"] = language
        self.entities.append(entity)
