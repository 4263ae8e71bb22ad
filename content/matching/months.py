"""Months by their names, in any form that a sentence gives them."""

from collections.abc import Iterable, Mapping
from functools import cache

from babel.dates import get_month_names

from content.matching.spelling import words

LETTERS = 3
"""Of a month's name, folded, that tell it from the others of both languages."""


def month_named(word: str, languages: Iterable[str]) -> int | None:
    """The number of a month that a word names, «мая» or «мамырдың»."""
    folded = words(word)
    if len(folded) != 1 or len(word) < LETTERS:
        return None
    return _by_beginning(tuple(languages)).get(folded[0][:LETTERS])


@cache
def _by_beginning(languages: tuple[str, ...]) -> Mapping[str, int]:
    return {
        words(name)[0][:LETTERS]: number
        for language in languages
        for context in ("format", "stand-alone")
        for number, name in get_month_names("wide", context, language).items()
    }
