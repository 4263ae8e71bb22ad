"""The colours of the demo's page: words are told from what is behind them, in both themes (WCAG 2.2, 1.4.3)."""

import re
from pathlib import Path

import pytest

import bot.demo.page

STATIC = Path(bot.demo.page.__file__).parent / "static"
ENOUGH = 4.5
PAIRS = {
    "text": ("page", "surface", "hover", "bubble", "bubble-own"),
    "hint": ("page", "surface", "hover"),
    "accent": ("surface",),
    "on-accent": ("accent-strong",),
    "danger": ("surface",),
    "times": ("bubble",),
    "times-own": ("bubble-own",),
    "link": ("bubble", "bubble-own"),
    "quote": ("bubble",),
    "quote-own": ("bubble-own",),
    "key-text": ("key-primary", "key-success", "key-danger"),
    "code": ("bubble", "bubble-own"),
}


def themes() -> list[dict[str, str]]:
    css = (STATIC / "page.css").read_text(encoding="utf-8")
    light, dark = (
        dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6})", block))
        for block in re.findall(r"\{([^{}]*--page:[^{}]*)\}", css)
    )
    return [light, {**light, **dark}]


def luminance(colour: str) -> float:
    parts = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(words: str, behind: str) -> float:
    darker, lighter = sorted((luminance(words), luminance(behind)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", themes(), ids=["light", "dark"])
def test_words_are_told_from_what_is_behind_them(theme: dict[str, str]) -> None:
    faint = {
        (words, behind): round(contrast(theme[words], theme[behind]), 2)
        for words, places in PAIRS.items()
        for behind in places
        if contrast(theme[words], theme[behind]) < ENOUGH
    }
    assert faint == {}


def test_the_page_has_one_heading_above_all() -> None:
    page = (STATIC / "index.html").read_text(encoding="utf-8")
    assert len(re.findall(r"<h1\b", page)) == 1
