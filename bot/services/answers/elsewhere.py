"""What people ask of others: the weather, a job, a loan. A question that is nearer to it is not for the contest."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from math import sqrt

from bot.services.answers.meanings import Meanings, spoken_words
from bot.services.text_index import InvertedIndex


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
