"""What people ask of others: the weather, a job, a loan. A question that is nearer to it is not for the contest.

Told in two ways: by the lines that are known of it, and by the letters of which its words are made, so that words that
nobody listed count too.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from math import log, sqrt

from bot.services.answers.meanings import Meanings, spoken_words
from bot.services.text_index import InvertedIndex
from content.matching.spelling import words

SHORTEST, LONGEST = 3, 5
"""Letters that count together, the edges of a word among them."""
NEVER = 0.1
"""How often letters count as seen that never were."""
LEAST = 0.5
"""Letters that speak less than this for either side are forgotten."""


class OtherScreens:
    def __init__(self, lines: Sequence[str], meanings: Meanings, rare: Callable[[str], float]) -> None:
        self._rare = rare
        self._index = InvertedIndex[None]()
        self._index.add(None, (meanings.features(spoken_words(line)) for line in lines))
        self._lengths = self._index.lengths(rare)

    def near(self, question: Mapping[str, float]) -> float:
        """How near the nearest of it is to a question."""
        alike: dict[int, float] = defaultdict(float)
        for feature, asked in question.items():
            self._index.count(feature, asked * self._rare(feature), alike)
        length = sqrt(sum(asked * asked for asked in question.values())) or 1.0
        return max((likeness / self._lengths[line] / length for line, likeness in alike.items()), default=0.0)


class Whose:
    """Each of `own` are the ways to ask for one thing, by their words: it counts once, however many they are."""

    def __init__(self, own: Iterable[Sequence[Sequence[str]]], others: Sequence[Sequence[str]]) -> None:
        ours: dict[str, float] = defaultdict(float)
        many = 0
        for lines in own:
            many += 1
            _count(ours, lines, 1 / len(lines))
        theirs: dict[str, float] = defaultdict(float)
        _count(theirs, others, many / max(1, len(others)))
        own_letters, other_letters = _by_letters(ours), _by_letters(theirs)
        odds = {
            each: log((other_letters.get(each, 0.0) + NEVER) / (own_letters.get(each, 0.0) + NEVER))
            for each in own_letters.keys() | other_letters.keys()
        }
        self._odds = {each: odd for each, odd in odds.items() if abs(odd) >= LEAST}

    def others(self, text: str) -> float:
        """The higher, the more likely it is that a text has nothing to do with the contest; 0 says nothing."""
        letters = {each for word in words(text) for each in _letters(word)}
        return sum(self._odds.get(each, 0.0) for each in letters) / sqrt(len(letters) or 1)


def _count(counts: dict[str, float], lines: Iterable[Sequence[str]], weight: float) -> None:
    for word in chain.from_iterable(lines):
        counts[word] += weight


def _by_letters(counted: Mapping[str, float]) -> Mapping[str, float]:
    found: dict[str, float] = defaultdict(float)
    for word, counts in counted.items():
        for each in _letters(word):
            found[each] += counts
    return found


def _letters(word: str) -> Iterator[str]:
    around = f" {word} "
    for length in range(SHORTEST, LONGEST + 1):
        for start in range(max(1, len(around) - length + 1)):
            yield around[start : start + length]
