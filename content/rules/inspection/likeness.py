"""Whether two sets of words mean the same: endings, order and small words do not count. Rather yes than no."""

import re
from collections import Counter
from difflib import SequenceMatcher
from functools import lru_cache

from content.matching.grammar import stems
from content.matching.spelling import fold, words

NEARLY_ALL = 0.75
"""Of the words of the shorter one that the other one has."""
HALF = 0.5
SAME_NAME = 0.6
"""Of 1: how much two spellings of a name have in common."""
MOST_IN_WORDS = 10
"""Numbers up to this are often written in letters."""
FIGURE = re.compile(r"\d+(?:[\s\u00a0\u202f]\d{3})*(?:[.,]\d+)?")
SMALL = 3
OF_A_NAME = 0.55
"""Of the letters of a place's name: less than that is common to the names of a city and of the region around it."""


@lru_cache(maxsize=8192)
def _stems(word: str) -> frozenset[str]:
    return frozenset(stems(word))


@lru_cache(maxsize=2048)
def _bare(text: str) -> tuple[str, ...]:
    """Words that count: figures, and whatever is no little word."""
    found = words(text)
    return tuple(dict.fromkeys(word for word in found if len(word) >= SMALL or word.isdecimal())) or tuple(found)


def _same_word(left: str, right: str) -> bool:
    return left == right or bool(_stems(left) & _stems(right))


def _share(part: tuple[str, ...], whole: tuple[str, ...]) -> float:
    """How many of the words the other one has, of 1."""
    return sum(any(_same_word(each, other) for other in whole) for each in part) / len(part) if part else 1.0


def alike(left: str, right: str) -> bool:
    """Whether two names are of one thing; one may say more of it than the other."""
    if fold(left) == fold(right):
        return True
    shorter, longer = sorted((_bare(left), _bare(right)), key=len)
    return bool(shorter) and _share(shorter, longer) >= NEARLY_ALL


def named_in(name: str, text: str) -> bool:
    """Whether a text speaks of something; most of its words are enough."""
    return _share(_bare(name), _bare(text)) > HALF


def says(name: str, text: str) -> bool:
    """Whether a text has this name, as it is spelled, whatever its ending."""
    wanted, found = words(name), words(text)
    size = len(wanted)
    return bool(wanted) and any(
        all(_same_place(each, other) for each, other in zip(wanted, found[start : start + size], strict=True))
        for start in range(len(found) - size + 1)
    )


def _same_place(name: str, word: str) -> bool:
    common = max(map(len, _stems(name) & _stems(word)), default=0)
    return name == word or common >= OF_A_NAME * len(name)


def same_person(left: str, right: str) -> bool:
    """A name is also written with initials, or without a patronymic."""
    shorter, longer = sorted((words(left), words(right)), key=len)
    return bool(shorter) and all(
        any(each == other or (min(len(each), len(other)) == 1 and each[0] == other[0]) for other in longer)
        for each in shorter
    )


def same_name(left: str, right: str) -> bool:
    """Whether the first words of a name in two languages are spellings of one."""
    first, second = words(left)[:1], words(right)[:1]
    return not first or not second or SequenceMatcher(None, first[0], second[0]).ratio() >= SAME_NAME


def numbers(text: str) -> Counter[str]:
    """Figures of a text in one form: without spaces, with a point."""
    found = (re.sub(r"[\s\u00a0\u202f]", "", each).replace(",", ".") for each in FIGURE.findall(text))
    return Counter(each.rstrip("0").rstrip(".") if "." in each else each for each in found)


def other_figures(left: str, right: str) -> list[str]:
    """Figures that one of two translations has and the other one has not, where it is no small number in letters."""
    mine, theirs = set(numbers(left)), set(numbers(right))
    only_left, only_right = mine - theirs, theirs - mine
    if only_left and only_right:
        return sorted(only_left | only_right)
    return sorted(each for each in only_left | only_right if float(each) > MOST_IN_WORDS)
