"""Text and entities as a message keeps them."""

from typing import Any

import pytest

from bot.demo.markup.formatting import format_text
from bot.demo.refusal import RefusalError


def kinds(text: str, parse_mode: str | None = "HTML") -> list[tuple[str, int, int]]:
    return [(e["type"], e["offset"], e["length"]) for e in format_text(text, parse_mode).entities]


def test_offsets_are_utf16_code_units() -> None:
    assert kinds("👍 <b>🇰🇿</b>") == [("bold", 3, 4)]


@pytest.mark.parametrize(
    ("source", "text", "entities"),
    [
        ("  a \n", "a", []),
        (" <b>a </b> ", "a", [("bold", 0, 1)]),
        ("x <b>a </b>", "x a", [("bold", 2, 1)]),
        ("a<b> </b>b", "a b", []),
        ("a\r\nb\tc", "a\nb c", []),
        ("a\r<b>b</b>", "ab", [("bold", 1, 1)]),
        ("\u202e<b>b</b>", "b", [("bold", 0, 1)]),
        ("<b> </b>\u200b", "", []),
    ],
)
def test_trims_as_telegram_does(source: str, text: str, entities: list[tuple[str, int, int]]) -> None:
    assert (format_text(source, "HTML").text, kinds(source)) == (text, entities)


@pytest.mark.parametrize(
    ("source", "entities"),
    [
        ("<b>a<code>b</code>c</b>", [("bold", 0, 1), ("code", 1, 1), ("bold", 2, 1)]),
        ("<code>a<b>b</b></code>", [("code", 0, 2)]),
        ("<blockquote>a<blockquote>b</blockquote></blockquote>", [("blockquote", 0, 2)]),
        ("<blockquote><pre>a</pre></blockquote>", [("blockquote", 0, 1), ("pre", 0, 1)]),
        ('<a href="a.kz">x<a href="b.kz">y</a></a>', [("text_link", 0, 2)]),
        ("<i><b>a</b></i>", [("bold", 0, 1), ("italic", 0, 1)]),
        ('<a href="a.kz"><b>x</b></a>', [("text_link", 0, 1), ("bold", 0, 1)]),
    ],
)
def test_entities_that_may_not_stand_together(source: str, entities: list[tuple[str, int, int]]) -> None:
    assert kinds(source) == entities


@pytest.mark.parametrize(
    ("text", "entities"),
    [
        ("/start topic_5", [("bot_command", 0, 6)]),
        ("see /help@some_bot now", [("bot_command", 4, 14)]),
        ("24/7 и/или", []),
        ("mail info@example.kz.", [("email", 5, 15)]),
        ("https://example.kz/a?b=1, then", [("url", 0, 24)]),
        ("open example.kz!", [("url", 5, 10)]),
        ("@some_bot", [("mention", 0, 9)]),
        ("#грант2020", [("hashtag", 0, 10)]),
        ("+7 700 000-00-01 day or night", [("phone_number", 0, 16)]),
        ("п. 5.2, 12 000 000 теңге", []),
        ("а.б.", []),
    ],
)
def test_finds_what_telegram_finds(text: str, entities: list[tuple[str, int, int]]) -> None:
    assert kinds(text, None) == entities


def test_finds_nothing_in_code_or_links() -> None:
    assert kinds("<code>/start</code>") == [("code", 0, 6)]
    assert kinds('<a href="a.kz">b.kz</a>') == [("text_link", 0, 4)]


def test_entities_given_by_the_bot() -> None:
    raw = [{"type": "text_link", "offset": 3, "length": 1, "url": "a.kz"}, {"type": "url", "offset": 0, "length": 2}]
    assert format_text("👍 a", None, raw).entities == [
        {"type": "text_link", "offset": 3, "length": 1, "url": "http://a.kz/"}
    ]


@pytest.mark.parametrize(
    ("entity", "reason"),
    [
        ({"type": "bold", "offset": 100, "length": 1}, "entity begins after the end of the text at UTF-16 offset 100"),
        (
            {"type": "bold", "offset": 0, "length": 100},
            "entity beginning at UTF-16 offset 0 ends after the end of the text at UTF-16 offset 100",
        ),
        ({"type": "bold", "offset": -1, "length": 1}, "receive an entity with incorrect offset -1"),
        ({"type": "loud", "offset": 0, "length": 1}, "can't parse MessageEntity: Unsupported type specified"),
        ({"type": "text_link", "offset": 0, "length": 1}, "can't parse MessageEntity: Can't find field \"url\""),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "not-a-url"},
            "entity URL 'not-a-url' is invalid: Wrong HTTP URL",
        ),
        (
            {"type": "text_link", "offset": 0, "length": 1, "url": "ftp://a.kz"},
            "entity URL 'ftp://a.kz' is invalid: Unsupported URL protocol",
        ),
    ],
)
def test_refuses_entities(entity: dict[str, Any], reason: str) -> None:
    with pytest.raises(RefusalError, match=r"^400 Bad Request: ") as refused:
        format_text("hello", None, [entity])
    assert refused.value.description == f"Bad Request: {reason}"


@pytest.mark.parametrize(
    ("mode", "reason"),
    [("loud", "unsupported parse_mode"), ("MarkdownV2", "this server reads HTML only, not MarkdownV2")],
)
def test_refuses_other_parse_modes(mode: str, reason: str) -> None:
    with pytest.raises(RefusalError) as refused:
        format_text("a", mode)
    assert refused.value.description == f"Bad Request: {reason}"


def test_a_hundred_entities_at_the_most() -> None:
    assert len(kinds("<b>a</b> " * 100)) == 100
    with pytest.raises(RefusalError, match="ENTITIES_TOO_LONG"):
        format_text("<b>a</b> " * 101, "HTML")
