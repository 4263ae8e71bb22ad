"""What words speak for the contest, and what words for something else.

A word that many answers are asked for by, and hardly anything else, is of the contest's matter; one that only everyday
life is asked about speaks against it. Most words do neither, and words that nobody has listed say nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from math import log, sqrt

SEEN = 0.5
"""How often a word counts as said by either side before it was."""
ENOUGH = 400
"""Things to ask for; of fewer each counts as much more, for there are as many lines of what others are asked."""


@dataclass(frozen=True)
class Evidence:
    """Of a message: its strongest word for the contest, what all of them say for it, and what they say against it."""

    strongest: float = 0.0
    speaks_for: float = 0.0
    against: float = 0.0


NONE = Evidence()


class Matter:
    """`own` are the stems of the ways to ask for one thing after the other, `others` those of what others are asked.

    Names of places and numbers speak for neither: people have them in whatever they say.
    """

    def __init__(
        self, own: Iterable[Iterable[Iterable[str]]], others: Iterable[Iterable[str]], places: frozenset[str]
    ) -> None:
        things = [{stem for line in lines for stem in line} for lines in own]
        weight = max(1.0, ENOUGH / max(1, len(things)))
        ours = Counter(chain.from_iterable(things))
        theirs = Counter(stem for line in others for stem in set(line))
        self._odds = {
            stem: log((weight * ours[stem] + SEEN) / (theirs[stem] + SEEN))
            for stem in ours.keys() | theirs.keys()
            if stem not in places and not stem.isdigit()
        }

    def is_ours(self, stem: str) -> bool:
        """Whether it speaks for the contest."""
        return self._odds.get(stem, 0.0) > 0

    def of(self, stems: set[str]) -> Evidence:
        """What the stems of a message say together."""
        found = [self._odds.get(stem, 0.0) for stem in stems]
        many = sqrt(len(found) or 1)
        return Evidence(
            max(found, default=0.0),
            sum(each for each in found if each > 0) / many,
            -sum(each for each in found if each < 0) / many,
        )
