"""Telegram's HTML: what it becomes, and how Telegram words its refusals."""

from typing import Any

import pytest

from bot.demo.markup.html_markup import parse_html
from bot.demo.refusal import RefusalError


def entity(kind: str, offset: int, length: int, **more: Any) -> dict[str, Any]:
    return {"type": kind, "offset": offset, "length": length, **more}


READ = {
    "plain": ("Өтінім", "Өтінім", []),
    "b": ("<b>құжат</b>", "құжат", [entity("bold", 0, 5)]),
    "strong": ("<strong>a</strong>", "a", [entity("bold", 0, 1)]),
    "i": ("a<i>b</i>", "ab", [entity("italic", 1, 1)]),
    "em": ("<em>a</em>", "a", [entity("italic", 0, 1)]),
    "u": ("<u>a</u>", "a", [entity("underline", 0, 1)]),
    "ins": ("<ins>a</ins>", "a", [entity("underline", 0, 1)]),
    "s": ("<s>a</s>", "a", [entity("strikethrough", 0, 1)]),
    "strike": ("<strike>a</strike>", "a", [entity("strikethrough", 0, 1)]),
    "del": ("<del>a</del>", "a", [entity("strikethrough", 0, 1)]),
    "spoiler span": ('<span class="tg-spoiler">a</span>', "a", [entity("spoiler", 0, 1)]),
    "spoiler": ("<tg-spoiler>a</tg-spoiler>", "a", [entity("spoiler", 0, 1)]),
    "code": ("<code>a</code>", "a", [entity("code", 0, 1)]),
    "pre": ("<pre>a</pre>", "a", [entity("pre", 0, 1)]),
    "pre with language": (
        '<pre><code class="language-sql">a</code></pre>',
        "a",
        [entity("pre", 0, 1, language="sql")],
    ),
    "code around pre": ('<code class="language-sql"><pre>a</pre></code>', "a", [entity("pre", 0, 1, language="sql")]),
    "quotation": ("<blockquote>a</blockquote>", "a", [entity("blockquote", 0, 1)]),
    "expandable": ("<blockquote expandable>a</blockquote>", "a", [entity("expandable_blockquote", 0, 1)]),
    "expandable with a value": (
        '<blockquote expandable="">a</blockquote>',
        "a",
        [entity("expandable_blockquote", 0, 1)],
    ),
    "link": ('<a href="https://egov.kz/x">a</a>', "a", [entity("text_link", 0, 1, url="https://egov.kz/x")]),
    "link without path": ('<a href="https://egov.kz">a</a>', "a", [entity("text_link", 0, 1, url="https://egov.kz/")]),
    "link without scheme": ("<a href='egov.kz/a'>a</a>", "a", [entity("text_link", 0, 1, url="http://egov.kz/a")]),
    "link that is its own text": ("<a>egov.kz/a</a>", "egov.kz/a", [entity("text_link", 0, 9, url="http://egov.kz/a")]),
    "link with a reference": (
        '<a href="https://egov.kz/?a=1&amp;b=2">a</a>',
        "a",
        [entity("text_link", 0, 1, url="https://egov.kz/?a=1&b=2")],
    ),
    "link nobody can follow": ('<a href="mailto:a@b.kz">a</a>', "a", []),
    "mention": ('<a href="tg://user?id=7001">a</a>', "a", [entity("text_mention", 0, 1, user={"id": 7001})]),
    "emoji": ('<tg-emoji emoji-id="12">👍</tg-emoji>', "👍", [entity("custom_emoji", 0, 1, custom_emoji_id="12")]),
    "time": (
        '<tg-time unix="1591185600" format="wDT">3 маусым</tg-time>',
        "3 маусым",
        [entity("date_time", 0, 8, unix_time=1591185600, date_time_format="wDT")],
    ),
    "time as it is": (
        '<tg-time unix="1">a</tg-time>',
        "a",
        [entity("date_time", 0, 1, unix_time=1, date_time_format="")],
    ),
    "nested": ("<b>a<i>b</i></b>", "ab", [entity("italic", 1, 1), entity("bold", 0, 2)]),
    "upper case": ("<B>a</b>", "a", [entity("bold", 0, 1)]),
    "short end tag": ("<b>a</>", "a", [entity("bold", 0, 1)]),
    "spaces in tags": ("<b  >a</b  >", "a", [entity("bold", 0, 1)]),
    "bare attribute": ("<b data>a</b>", "a", [entity("bold", 0, 1)]),
    "unquoted value": ("<b data = x.Y-1>a</b>", "a", [entity("bold", 0, 1)]),
    "nothing inside": ("a<b></b>", "a", []),
    "named references": ("&lt;&gt;&amp;&quot;", '<>&"', []),
    "without semicolon": ("&lt !", "< !", []),
    "numeric references": ("&#1178;&#x49A;&#128077;", "ҚҚ👍", []),
    "other references stay": ("&nbsp;&laquo;&LT;&ltx;", "&nbsp;&laquo;&LT;&ltx;", []),
    "references out of range stay": ("&#0;&#1114111;&#12345678;", "&#0;&#1114111;&#12345678;", []),
    "long references stay": ("&#0000065;&#00000065;", "A&#00000065;", []),
    "lone ampersand": ("a & b", "a & b", []),
    "greater sign": ("a > b", "a > b", []),
}  # fmt: skip

REFUSED = {
    "unknown tag": ("ab <x>c</x>", 'Unsupported start tag "x" at byte offset 3'),
    "bytes, not characters": ("Құжат <p>", 'Unsupported start tag "p" at byte offset 11'),
    "less sign": ("1 < 2 >", 'Unsupported start tag "" at byte offset 2'),
    "line break": ("a<br/>", 'Unsupported start tag "br/" at byte offset 1'),
    "unclosed": ("<b>a", 'Can\'t find end tag corresponding to start tag "b"'),
    "innermost unclosed": ("<b><i>a", 'Can\'t find end tag corresponding to start tag "i"'),
    "crossed": ("<b><i>a</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
    "surplus end": ("a</b>", "Unexpected end tag at byte offset 1"),
    "cut start tag": ("a <b", "Unclosed start tag at byte offset 2"),
    "cut in an attribute": ("<a href=", 'Unclosed start tag "a" at byte offset 0'),
    "cut in a value": ('<a href="x', "Unclosed start tag at byte offset 0"),
    "cut end tag": ("<b>a</b", "Unclosed end tag at byte offset 4"),
    "nameless attribute": ("<a =x>a</a>", 'Empty attribute name in the tag "a" at byte offset 0'),
    "bad unquoted value": ("<a href=a/b>a</a>", "Unexpected end of name token at byte offset 8"),
    "span": ("<span>a</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    "emoji": ('<tg-emoji emoji-id="x">a</tg-emoji>', "Invalid custom emoji identifier specified"),
    "time": ('<tg-time unix="soon">a</tg-time>', "Invalid Unix time specified"),
    "time format": ('<tg-time unix="1" format="rt">a</tg-time>', "Invalid date format used"),
    "half a character": (
        "&#xD83D;",
        (
            "Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate "
            "code units"
        ),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("source", "text", "entities"), READ.values(), ids=READ)
def test_reads(source: str, text: str, entities: list[dict[str, Any]]) -> None:
    assert parse_html(source) == (text, entities)


@pytest.mark.parametrize(("source", "reason"), REFUSED.values(), ids=REFUSED)
def test_refuses(source: str, reason: str) -> None:
    with pytest.raises(RefusalError) as refused:
        parse_html(source)
    assert refused.value.description == f"Bad Request: can't parse entities: {reason}"
    assert refused.value.code == 400
