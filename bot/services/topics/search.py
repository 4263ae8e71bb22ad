"""Finds topics by what people type: without Kazakh letters, in Latin ones, misspelt, in any form of the word.

The topics of the contest come first. A row of the annual plan, which belongs to another contest, is shown only where
no topic fits nearly as well.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice, takewhile
from math import log
from typing import Generic, TypeVar

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from content.catalogue import Catalogue
from content.matching.grammar import meaningful, stems
from content.models import Contest, Language, PlanRow, Text, Topic

LONGEST = 200
"""Characters of a search that count."""
MOST_WORDS = 8
MOST_HITS = 5
ENOUGH = 0.4
"""The share of what was asked, rare words counting more, that an entry must speak of."""

FAR_MORE = 0.25
"""By how much a row of the plan must say more of it than any topic to be shown."""

AS_WRITTEN, INFLECTED, BEGUN, MISTYPED, SYNONYM = 1.0, 0.95, 0.85, 0.7, 0.8
TITLE, GOAL, TASK, RESULT = 1.0, 0.8, 0.6, 0.5
BEGINNING = 4
"""Letters that must be typed for the rest of a word to be guessed."""

SLIPS = ((9, 2), (6, 1))
"""From how many letters on a word may have how many slips; shorter ones would be mistaken for each other."""

INDEX = "search"

E = TypeVar("E")


@dataclass(frozen=True)
class Hit(Generic[E]):
    """What was found, the line of it that says most of what was asked, and how much the whole says of it (0 to 1)."""

    entry: E
    line: Text
    share: float


@dataclass(frozen=True)
class Found:
    """`planned` is filled only where the contest has no such topic, or a far less fitting one.

    Nothing was asked where no word says anything.
    """

    asked: bool
    topics: tuple[Hit[Topic], ...] = ()
    planned: tuple[Hit[PlanRow], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.topics or self.planned)


class Vocabulary:
    """Folded words, found however they are typed."""

    def __init__(self, known: Iterable[str]) -> None:
        self._words = sorted(set(known))
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for word in self._words:
            for stem in stems(word):
                self._by_stem[stem].append(word)
        self._by_initial: dict[str, list[str]] = defaultdict(list)
        for stem in self._by_stem:
            if len(stem) >= BEGINNING:
                self._by_initial[stem[0]].append(stem)

    def forms(self, word: str) -> Mapping[str, float]:
        """The known forms of a word, and how surely they are meant."""
        found: dict[str, float] = {}
        for stem in stems(word):
            for known in self._by_stem.get(stem, ()):
                found.setdefault(known, AS_WRITTEN if known == word else INFLECTED)
        return found

    def begun(self, typed: str) -> Mapping[str, float]:
        """The known words that begin so."""
        if len(typed) < BEGINNING:
            return {}
        first = bisect_left(self._words, typed)
        return dict.fromkeys(takewhile(lambda word: word.startswith(typed), self._words[first:]), BEGUN)

    def mistyped(self, typed: str) -> Mapping[str, float]:
        """The known words nearest to one with a letter wrong, missing, doubled or swapped, but never the first."""
        like = self._by_initial.get(typed[0], ())
        for stem in stems(typed):
            slips = next((slips for length, slips in SLIPS if len(stem) >= length), 0)
            near = extract(stem, like, scorer=OSA.distance, score_cutoff=slips, limit=None) if slips else ()
            nearest = min((distance for _, distance, _ in near), default=0)
            found = [word for found, distance, _ in near if distance == nearest for word in self._by_stem[found]]
            if found:
                return dict.fromkeys(found, MISTYPED)
        return {}


Term = Mapping[tuple[str, ...], float]
"""Ways to say one thing, each as folded words that all must be there, and how much it counts."""


class Thesaurus:
    """Groups of words for one thing."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._groups = [[words for phrase in group if (words := meaningful(phrase))] for group in groups]
        self._vocabulary = Vocabulary(word for group in self._groups for phrase in group for word in phrase)

    def terms(self, typed: tuple[str, ...]) -> list[Term]:
        """What is asked for: each word by itself, or with everything that means the same."""
        known = {word: self._vocabulary.forms(word) or self._vocabulary.mistyped(word) for word in typed}
        terms: list[Term] = []
        left = list(typed)
        for group in self._groups:
            said = [word for phrase in group for word in self._said(phrase, known)]
            if said:
                own = tuple(dict.fromkeys(said))
                terms.append({**dict.fromkeys(group, SYNONYM), own: AS_WRITTEN})
                left = [word for word in left if word not in own]
        return terms + [{(word,): AS_WRITTEN} for word in left]

    @staticmethod
    def _said(phrase: tuple[str, ...], known: Mapping[str, Mapping[str, float]]) -> list[str]:
        """The typed words that say the whole phrase; none where a part of it is missing."""
        by_part = [[word for word, alike in known.items() if part in alike] for part in phrase]
        return [words[0] for words in by_part] if all(by_part) else []


class Shelf(Generic[E]):
    """Entries and their weighted lines, indexed by folded word."""

    def __init__(self, entries: Iterable[tuple[E, Iterable[tuple[Text, float]]]]) -> None:
        self._entries: list[E] = []
        self._lines: list[tuple[int, Text, float]] = []
        self._places: dict[str, set[int]] = defaultdict(set)
        for number, (entry, lines) in enumerate(entries):
            self._entries.append(entry)
            for text, weight in lines:
                for language in Language:
                    for word in meaningful(text[language]):
                        self._places[word].add(len(self._lines))
                self._lines.append((number, text, weight))
        self._vocabulary = Vocabulary(self._places)

    def find(self, terms: list[Term]) -> tuple[Hit[E], ...]:
        """The entries that speak of enough of what is asked, the best first."""
        asked = 0.0
        covered: dict[int, float] = defaultdict(float)
        scores: dict[int, float] = defaultdict(float)
        by_line: dict[int, float] = defaultdict(float)
        for term in terms:
            lines = self._lines_with(term)
            entries = {self._lines[line][0] for line in lines}
            rarity = log(1 + len(self._entries) / max(len(entries), 1))
            asked += rarity
            best: dict[int, float] = defaultdict(float)
            worth: dict[int, float] = defaultdict(float)
            for line, surely in lines.items():
                entry, _, weight = self._lines[line]
                by_line[line] += rarity * surely * weight
                best[entry] = max(best[entry], surely)
                worth[entry] = max(worth[entry], surely * weight)
            for entry in entries:
                covered[entry] += rarity * best[entry]
                scores[entry] += rarity * worth[entry]
        ranked = sorted(scores, key=lambda entry: (-scores[entry], entry))
        hits = (
            Hit(self._entries[entry], self._best_line(entry, by_line), covered[entry] / asked)
            for entry in ranked
            if covered[entry] >= ENOUGH * asked
        )
        return tuple(islice(hits, MOST_HITS))

    def _lines_with(self, term: Term) -> Mapping[int, float]:
        """The lines that say a term in one of its ways, and how surely."""
        found: dict[int, float] = {}
        for phrase, counts in term.items():
            first, *others = (self._lines_of(word, typed=counts == AS_WRITTEN) for word in phrase)
            for line, surely in first.items():
                if all(line in other for other in others):
                    least = min((surely, *(other[line] for other in others))) if others else surely
                    found[line] = max(found.get(line, 0), counts * least)
        return found

    def _lines_of(self, word: str, *, typed: bool) -> Mapping[int, float]:
        """The lines with a word. Only what was typed can be begun or mistyped; synonyms are not."""
        known = self._vocabulary
        alike = known.forms(word)
        if typed:
            alike = {**known.begun(word), **alike} or known.mistyped(word)
        found: dict[int, float] = {}
        for form, surely in alike.items():
            for line in self._places[form]:
                found[line] = max(found.get(line, 0), surely)
        return found

    def _best_line(self, entry: int, by_line: Mapping[int, float]) -> Text:
        lines = [line for line in by_line if self._lines[line][0] == entry]
        return self._lines[max(lines, key=lambda line: (by_line[line], -line))][1]


class Index:
    """Everything that can be found in one contest."""

    def __init__(self, contest: Contest) -> None:
        self._thesaurus = Thesaurus(contest.topics.synonyms)
        self._topics = Shelf((topic, _lines(topic)) for topic in contest.topics.topics)
        self._plan = Shelf((row, [(row.title, TITLE)]) for row in contest.plan.rows)

    def search(self, typed: str) -> Found:
        words = meaningful(typed[:LONGEST])[:MOST_WORDS]
        if not words:
            return Found(asked=False)
        terms = self._thesaurus.terms(words)
        topics, planned = self._topics.find(terms), self._plan.find(terms)
        fitting = max((hit.share for hit in topics), default=0)
        return Found(True, topics, tuple(hit for hit in planned if hit.share > fitting + FAR_MORE))


def _lines(topic: Topic) -> Iterable[tuple[Text, float]]:
    yield topic.title, TITLE
    yield topic.short, TITLE
    yield topic.goal, GOAL
    yield from ((task, TASK) for task in topic.tasks)
    yield from ((result, RESULT) for result in topic.results)


def index(catalogue: Catalogue, contest_id: str) -> Index:
    """The index of a contest, built when it is first searched. Raises KeyError where the contest is not kept."""
    return catalogue.made(contest_id, INDEX, Index)
