"""What every search by words is made of: words as they are typed, words for one thing, and lines by what is in them.

How words are folded and cut to their stems is said in `content.matching`; what counts how much, by whoever searches.
"""

import sys
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from functools import lru_cache
from math import log, sqrt
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

HUNDRED = 100
LAST_LETTER = chr(sys.maxunicode)
"""Comes after whatever a word goes on with."""

E = TypeVar("E")
Phrase = tuple[str, ...]
Slips = Sequence[tuple[int, int]]
"""From how many letters on a word may have how many slips; shorter ones would be mistaken for each other."""


@lru_cache(maxsize=4096)
def rarity(found: int, among: int) -> float:
    """How much it says that something is in so many of all entries: the fewer, the more."""
    return log(1 + among / max(found, 1))


class KnownWords:
    """Folded words, found by how they begin and by what somebody typed instead."""

    def __init__(self, words: Iterable[str], slips: Slips) -> None:
        self._all = frozenset(words)
        self._words = sorted(self._all)
        self._slips = slips

    def __contains__(self, word: str) -> bool:
        return word in self._all

    def beginning(self, letters: str) -> Sequence[str]:
        first = bisect_left(self._words, letters)
        return self._words[first : bisect_left(self._words, letters + LAST_LETTER, first)]

    def nearest(self, typed: str) -> Sequence[str]:
        """Those with the fewest letters wrong, missing, doubled or swapped, but never the first."""
        slips = next((slips for length, slips in self._slips if len(typed) >= length), 0)
        if not slips:
            return ()
        near = extract(typed, self.beginning(typed[0]), scorer=OSA.distance, score_cutoff=slips, limit=None)
        return [word for word, distance, _ in near if distance == near[0][1]]


class Phrases:
    """Groups of words and short phrases for one thing."""

    def __init__(self, groups: Iterable[Iterable[Phrase]]) -> None:
        self.groups = [tuple(dict.fromkeys(phrase for phrase in group if phrase)) for group in groups]
        by_first: dict[str, list[tuple[Phrase, int]]] = defaultdict(list)
        for number, group in enumerate(self.groups):
            for phrase in group:
                by_first[phrase[0]].append((phrase, number))
        self._by_first: Mapping[str, Sequence[tuple[Phrase, int]]] = {
            word: tuple(each) for word, each in by_first.items()
        }

    def words(self) -> Iterator[str]:
        return (word for group in self.groups for phrase in group for word in phrase)

    def said(self, spoken: set[str]) -> Iterator[tuple[Phrase, int]]:
        """The phrases of which every word is there, and the group of each."""
        for word in spoken:
            for phrase, number in self._by_first.get(word, ()):
                if spoken.issuperset(phrase):
                    yield phrase, number


class InvertedIndex(Generic[E]):
    """Entries and their lines, by feature: words, stems, letters, whatever lines are compared by.

    Entries and lines are numbered in the order in which they were added: 65,536 of these, 16 million of those.
    """

    def __init__(self) -> None:
        self.entries: list[E] = []
        self.entry_of = array("H")
        """By the number of the line."""
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        """For each feature its lines, and in the last eight bits what it counts there, in hundredths."""

    def add(self, entry: E, lines: Iterable[Mapping[str, float]]) -> None:
        """Each line by its features, and what they count there: up to 2.55."""
        number = len(self.entries)
        self.entries.append(entry)
        for features in lines:
            line = len(self.entry_of) << 8
            self.entry_of.append(number)
            for feature, counts in features.items():
                self._places[feature].append(line | round(HUNDRED * counts))

    def features(self) -> Iterable[str]:
        return self._places

    def lines_with(self, feature: str) -> Iterable[int]:
        return [place >> 8 for place in self._places.get(feature, ())]

    def entries_with(self, feature: str) -> set[int]:
        return {self.entry_of[place >> 8] for place in self._places.get(feature, ())}

    def count(self, feature: str, weight: float, found: MutableMapping[int, float]) -> set[int]:
        """Adds to every line with a feature what it counts there; the entries that have it."""
        weight /= HUNDRED
        places = self._places.get(feature, ())
        for place in places:
            found[place >> 8] += weight * (place & 255)
        entry_of = self.entry_of
        return {entry_of[place >> 8] for place in places}

    def lengths(self, weight: Callable[[str], float]) -> Sequence[float]:
        """Of all lines, each as a vector: divided by it, a long one is not nearer to everything than a short one."""
        squares = array("f", bytes(4 * len(self.entry_of)))
        for feature, places in self._places.items():
            counts = weight(feature) / HUNDRED
            for place in places:
                squares[place >> 8] += (counts * (place & 255)) ** 2
        return array("f", (sqrt(square) or 1.0 for square in squares))
