"""The dictionaries of the demo's page: no language lacks a word, and the page has no word of its own."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

import bot.demo.page
from bot.demo.refusal import Hindrance
from storage.tables.delivery import OutboxKind, OutboxState

STATIC = Path(bot.demo.page.__file__).parent / "static"
LANGUAGES = ("kk", "ru", "en")
NO_WORDS = {"title", "style", "script", "noscript", "symbol"}


def dictionary(language: str) -> dict[str, str]:
    """Its words, those of groups under `group.name`."""
    read = json.loads((STATIC / f"{language}.json").read_text(encoding="utf-8"))
    return dict(_flat(read, ""))


def _flat(words: dict[str, Any], group: str) -> Iterator[tuple[str, str]]:
    for name, word in words.items():
        if isinstance(word, dict):
            yield from _flat(word, f"{name}.")
        else:
            yield f"{group}{name}", word


KAZAKH = dictionary("kk")


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_language_lacks_a_word(language: str) -> None:
    words = dictionary(language)
    assert list(words) == list(KAZAKH)
    assert [name for name, word in words.items() if not word.strip()] == []
    for name, word in words.items():
        assert set(re.findall(r"{\w+}", word)) == set(re.findall(r"{\w+}", KAZAKH[name])), name


def test_whatever_is_told_by_a_code_has_words() -> None:
    for group, codes in (("kind", OutboxKind), ("state", OutboxState)):
        assert {name for name in KAZAKH if name.startswith(f"{group}.")} == {f"{group}.{code.value}" for code in codes}
    refused = {name.removeprefix("refused.") for name in KAZAKH if name.startswith("refused.")}
    assert refused == {*Hindrance, "no_answer"}


def test_scripts_ask_for_words_that_are_there() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
    asked = set(re.findall(r"\bwords\.(\w+)", scripts))
    assert len(asked) > 40
    assert asked - {name.partition(".")[0] for name in KAZAKH} - {"js"} == set()


class Words(HTMLParser):
    """What stands as text in the page, and which words it asks for."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.asked: set[str] = set()
        self.own: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "input", "path", "circle", "rect", "use"}:
            self.open.append(tag)
        for name, value in attrs:
            if name in {"data-word", "data-label", "data-hint"}:
                self.asked.add(value or "")
            elif name in {"title", "placeholder", "aria-label", "alt"}:
                self.own.append(value or "")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if re.search(r"\w", data) and not NO_WORDS & set(self.open):
            self.own.append(data.strip())


def test_the_page_has_no_words_of_its_own() -> None:
    page = Words()
    page.feed((STATIC / "index.html").read_text(encoding="utf-8"))
    assert page.own == []
    assert len(page.asked) > 15
    assert page.asked <= KAZAKH.keys()
