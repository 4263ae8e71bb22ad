"""Answers, and all that is said of them: the ways to ask for each, and the words of the answer itself."""

import html
import re
from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from math import sqrt

from bot.services.answers.meanings import Meanings, asking_words, spoken_words, trigrams
from bot.services.answers.naming import Asking
from bot.services.text_index import InvertedIndex, rarity
from content.answers.answer import Answer, Expanded
from content.matching.spelling import words
from content.texts.render import Texts

QUOTING = frozenset({"task", "result", "note", "rule", "form_text"})
"""Entries whose phrasings are what they quote."""
Alike = Mapping[int, tuple[float, float, float]]
TELLING = 2.0
"""The least rarity of three letters by which words are compared."""
MOST_OTHERS = 3
"""Of the nearest phrasings, how many count together beside the very nearest."""
TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True)
class Spoken:
    """An answer by its words: those of each way to ask for it, and all that it says."""

    entry: Expanded
    typed: Mapping[str, Sequence[str]]
    """Each way to ask for it, and its words."""
    lines: Sequence[Sequence[str]]
    """Those of the words that ask for something."""
    said: Sequence[str]


def spoken(entry: Expanded, texts: Texts) -> Spoken:
    """What an answer says, and whatever else is said of its item, in all languages."""
    answer = entry.answer
    said = [text for each in (*entry.about, answer.question) for text in each.said.values()]
    said += [text for quote in answer.quotes for text in quote.text.said.values()]
    said += [TAG.sub(" ", html.unescape(answer.html(texts, language))) for language in answer.question.said]
    typed = {phrasing: words(phrasing) for phrasing in entry.phrasings}
    lines = [asking_words(each) for each in typed.values()]
    return Spoken(entry, typed, lines, tuple(dict.fromkeys(chain(spoken_words(" ".join(said)), *lines))))


def common_letters(each: Sequence[Spoken]) -> frozenset[str]:
    """Three letters that are in the phrasings of too many entries to tell anything."""
    said: dict[str, set[str]] = defaultdict(set)
    for one in each:
        said[one.entry.answer.id].update(*one.lines)
    found = Counter(chain.from_iterable(set(chain.from_iterable(map(trigrams, each))) for each in said.values()))
    return frozenset(letters for letters, entries in found.items() if rarity(entries, len(said)) < TELLING)


class Phrasings:
    def __init__(self, each: Sequence[Spoken], meanings: Meanings, asking: Asking) -> None:
        self.answers = tuple(one.entry.answer for one in each)
        self.tied_to = tuple(one.entry.tied_to for one in each)
        """For each answer, the items that it is about."""
        self.words: set[str] = set()
        """All that are in some phrasing."""
        self.stems: set[str] = set()
        """Those of what else is said of items."""
        self._together: list[int] = []
        """For each answer, how many phrasings count together: no more than it has in a language."""
        self.asked: list[Mapping[str, float]] = []
        """For each answer, the share of its phrasings that ask for an amount, a time …"""
        self._index = InvertedIndex[Answer]()
        self._saying: dict[str, array[int]] = defaultdict(lambda: array("H"))
        """By what is said, the answers that say it."""
        for number, one in enumerate(each):
            self.words.update(*one.lines)
            self.stems.update(map(meanings.stem, one.said))
            self._index.add(one.entry.answer, map(meanings.features, one.lines))
            in_one = len(one.lines) // len(one.entry.answer.question.said)
            self._together.append(max(1, min(MOST_OTHERS, in_one)))
            for feature in meanings.said(one.said):
                self._saying[feature].append(number)
            self.asked.append(_shares(one, asking))

    def rarities(self) -> Mapping[str, float]:
        """By the share of entries that have a feature: an entry about each region is one, not seventeen."""
        ids = [answer.id for answer in self.answers]
        many = len(set(ids))
        return {
            feature: rarity(len({ids[number] for number in self._index.entries_with(feature)}), many)
            for feature in self._index.features()
        }

    def text_rarities(self) -> Mapping[str, float]:
        """By the share of answers that say something."""
        many = len(self.answers)
        return {feature: rarity(len(answers), many) for feature, answers in self._saying.items()}

    def measure(self, rare: Callable[[str], float]) -> None:
        self._lengths = self._index.lengths(rare)

    def alike(self, question: Mapping[str, float], rare: Callable[[str], float]) -> Alike:
        """Of each answer that has anything of the question: how near its nearest phrasing is, how near the nearest ones
        are together, and how much of the question is in any of them.
        """
        alike: dict[int, float] = defaultdict(float)
        known: dict[int, float] = defaultdict(float)
        for feature, asked in question.items():
            for number in self._index.count(feature, asked * rare(feature), alike):
                known[number] += asked
        whole = sum(question.values()) or 1.0
        length = sqrt(sum(asked * asked for asked in question.values())) or 1.0
        by_answer: dict[int, list[float]] = defaultdict(list)
        lengths, entry_of = self._lengths, self._index.entry_of
        for line, likeness in alike.items():
            by_answer[entry_of[line]].append(likeness / lengths[line])
        found = {}
        for number, near in by_answer.items():
            near.sort(reverse=True)
            many = self._together[number]
            found[number] = near[0] / length, sum(near[:many]) / many / length, known[number] / whole
        return found

    def said(self, question: Mapping[str, float]) -> Mapping[int, float]:
        """How much of the question each answer says itself, from 0 to 1."""
        found: dict[int, float] = defaultdict(float)
        for feature, counts in question.items():
            for number in self._saying.get(feature, ()):
                found[number] += counts
        whole = sum(question.values()) or 1.0
        return {number: counts / whole for number, counts in found.items()}


def _shares(said: Spoken, asking: Asking) -> Mapping[str, float]:
    """What the phrasings of an entry ask for; lines that are quoted answer for the numbers in them."""
    if said.entry.answer.id in QUOTING:
        return {"number": float(any(sign.isdigit() for each in said.entry.about for sign in each.kk))}
    counts: dict[str, float] = defaultdict(float)
    for phrasing in said.entry.phrasings:
        for kind in asking.asked_by(said.typed[phrasing]):
            counts[kind] += 1 / len(said.entry.phrasings)
    return counts
