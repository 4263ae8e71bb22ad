"""Finds topics by what people type: without Kazakh letters, in Latin ones, misspelt, in any form of the word.

The topics of the contest come first. A row of the annual plan, which belongs to another contest, is shown only where
no topic fits nearly as well.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Generic, TypeVar

from bot.services.text_index import InvertedIndex, KnownWords, Phrase, Phrases, rarity
from content.catalogue import Catalogue
from content.matching.grammar import meaningful, stems
from content.models import Contest, PlanRow, Text, Topic

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

    def __init__(self, words: Iterable[str]) -> None:
        known = sorted(set(words))
        self._by_stem: dict[str, list[str]] = defaultdict(list)
        for word in known:
            for stem in stems(word):
                self._by_stem[stem].append(word)
        self._words = KnownWords(known, SLIPS)
        self._stems = KnownWords((stem for stem in self._by_stem if len(stem) >= BEGINNING), SLIPS)

    def forms(self, word: str) -> Mapping[str, float]:
        """The known forms of a word, and how surely they are meant.

        A stem of a few letters is that of many words: it counts where hardly anything is cut off («тілі» and «тілді»,
        «село» and «села», but not «достық» and «досуга»).
        """
        found: dict[str, float] = {}
        for stem in stems(word):
            for known in self._by_stem.get(stem, ()):
                if len(stem) >= BEGINNING or min(len(word), len(known)) <= len(stem) + 1:
                    found.setdefault(known, AS_WRITTEN if known == word else INFLECTED)
        return found

    def begun(self, typed: str) -> Mapping[str, float]:
        """The known words that begin so."""
        return dict.fromkeys(self._words.beginning(typed), BEGUN) if len(typed) >= BEGINNING else {}

    def mistyped(self, typed: str) -> Mapping[str, float]:
        """The known words nearest to one that is not known, by the longest of its stems that is near to any."""
        for stem in stems(typed):
            found = [word for near in self._stems.nearest(stem) for word in self._by_stem[near]]
            if found:
                return dict.fromkeys(found, MISTYPED)
        return {}


Term = Mapping[Phrase, float]
"""Ways to say one thing, each as folded words that all must be there, and how much it counts."""


class Thesaurus:
    """Groups of words for one thing."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._phrases = Phrases([meaningful(phrase) for phrase in group] for group in groups)
        self._vocabulary = Vocabulary(self._phrases.words())

    def terms(self, typed: tuple[str, ...]) -> list[Term]:
        """What is asked for: each word by itself, or with everything that means the same."""
        known = {word: self._vocabulary.forms(word) or self._vocabulary.mistyped(word) for word in typed}
        said: dict[int, set[Phrase]] = defaultdict(set)
        for phrase, number in self._phrases.said({form for forms in known.values() for form in forms}):
            said[number].add(phrase)
        terms: list[Term] = []
        left = list(typed)
        for number in sorted(said):
            group = self._phrases.groups[number]
            parts = (part for phrase in group if phrase in said[number] for part in phrase)
            own = tuple(dict.fromkeys(next(word for word in typed if part in known[word]) for part in parts))
            # a word of the group is known as it is: it is not the beginning of another («семьи», «семинар»)
            terms.append({**dict.fromkeys(group, SYNONYM), own: INFLECTED if own in group else AS_WRITTEN})
            left = [word for word in left if word not in own]
        return terms + [{(word,): AS_WRITTEN} for word in left]


class WeightedLines(Generic[E]):
    """Entries and their weighted lines, found by folded word."""

    def __init__(self, entries: Iterable[tuple[E, Iterable[tuple[Text, float]]]]) -> None:
        self._index = InvertedIndex[E]()
        self._lines: list[tuple[Text, float]] = []
        for entry, lines in entries:
            weighted = list(lines)
            self._lines += weighted
            self._index.add(entry, (dict.fromkeys(_words(text), 1.0) for text, _ in weighted))
        self._vocabulary = Vocabulary(self._index.features())

    def find(self, terms: list[Term]) -> tuple[Hit[E], ...]:
        """The entries that speak of enough of what is asked, the best first."""
        asked = 0.0
        covered: dict[int, float] = defaultdict(float)
        scores: dict[int, float] = defaultdict(float)
        by_line: dict[int, float] = defaultdict(float)
        for term in terms:
            lines = self._lines_with(term)
            best: dict[int, float] = defaultdict(float)
            worth: dict[int, float] = defaultdict(float)
            for line, surely in lines.items():
                entry, weight = self._index.entry_of[line], self._lines[line][1]
                best[entry] = max(best[entry], surely)
                worth[entry] = max(worth[entry], surely * weight)
            rare = rarity(len(best), len(self._index.entries))
            asked += rare
            for line, surely in lines.items():
                by_line[line] += rare * surely * self._lines[line][1]
            for entry, surely in best.items():
                covered[entry] += rare * surely
                scores[entry] += rare * worth[entry]
        ranked = sorted(scores, key=lambda entry: (-scores[entry], entry))
        hits = (
            Hit(self._index.entries[entry], self._best_line(entry, by_line), covered[entry] / asked)
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
            for line in self._index.lines_with(form):
                found[line] = max(found.get(line, 0), surely)
        return found

    def _best_line(self, entry: int, by_line: Mapping[int, float]) -> Text:
        lines = [line for line in by_line if self._index.entry_of[line] == entry]
        return self._lines[max(lines, key=lambda line: (by_line[line], -line))][0]


def _words(text: Text) -> Iterable[str]:
    return (word for said in text.said.values() for word in meaningful(said))


class TopicIndex:
    """Everything that can be found in one contest."""

    def __init__(self, contest: Contest) -> None:
        self._thesaurus = Thesaurus(contest.topics.synonyms)
        self._topics = WeightedLines((topic, _lines(topic)) for topic in contest.topics.topics)
        self._plan = WeightedLines((row, [(row.title, TITLE)]) for row in (contest.plan.rows if contest.plan else ()))

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
    if topic.goal:
        yield topic.goal, GOAL
    yield from ((task, TASK) for task in topic.tasks)
    yield from ((result, RESULT) for result in topic.results)


def index(catalogue: Catalogue, contest_id: str) -> TopicIndex:
    """The index of a contest, built when it is first searched. Raises KeyError where the contest is not kept."""
    return catalogue.made(contest_id, INDEX, TopicIndex)
