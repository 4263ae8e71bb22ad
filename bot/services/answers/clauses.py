"""Cuts a sentence that asks two things where nothing parts them: «жайдарманның сомасы қанша мерзімі қандай».

A Kazakh clause ends with what it says: a finite verb or the sign of a question. A Russian one that asks begins with
the word that asks, or with the preposition before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from content.matching.grammar import ASKING, CONTINUING, INTERROGATIVES, MODALS, PARTICLES, PREPOSITIONS
from content.matching.spelling import words

WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
FINITE = re.compile(
    r".{2,}(?:[aei]di|[aei]miz|[aei]siz|[aei]sizdar|[aei]sizder|[ae]min|imin|kerek|mindetti|bolama)|kerek|bolar|bolsin"
)
"""The end of a Kazakh verb that ends a clause, and of what stands for one."""
OWN = re.compile(r".{3,}(?<![dtn])i")
"""A Kazakh word that belongs to what was named before: «мерзімі», «сомасы»."""
PREDICATES = frozenset(words("қанша қашан қандай кім қайда неше"))
"""What asks and may end a clause itself."""
LEAST_WORDS = 3, 2
"""Of the first of two clauses, and of the second."""
LEAST_SAID = 2, 1
"""The same, of those that neither ask nor are as good as none."""


def clauses(sentence: str, says: Callable[[str], float]) -> Iterator[str]:
    """The clauses that ask; the whole sentence where it asks one thing. `says` tells how much a clause names of what it
    asks of.
    """
    found = [(each.start(), folded[0]) for each in WORD.finditer(sentence) if (folded := words(each[0]))]
    spoken = [word for _, word in found]
    for place in _between(spoken):
        first, second = sentence[: found[place][0]].strip(), sentence[found[place][0] :].strip()
        if says(first) >= LEAST_SAID[0] and says(second) >= LEAST_SAID[1]:
            yield first
            yield from clauses(second, says)
            return
    yield sentence


def _between(spoken: Sequence[str]) -> Iterator[int]:
    """Where a clause may begin, when both sides of the place ask."""
    asking = [_asks(spoken, place) for place in range(len(spoken))]
    least, least_left = LEAST_WORDS
    for place in range(least, len(spoken) - least_left + 1):
        if not ASKING.isdisjoint(spoken[:place]) and any(asking[place:]) and _begins(spoken, asking, place):
            yield place


def _asks(spoken: Sequence[str], place: int) -> bool:
    return spoken[place] in INTERROGATIVES or spoken[place] in PARTICLES or spoken[place] in MODALS


def _begins(spoken: Sequence[str], asking: Sequence[bool], place: int) -> bool:
    before, here, after = spoken[place - 1], spoken[place], spoken[place + 1]
    if before in PREPOSITIONS or here in PARTICLES or here in CONTINUING:
        return False
    if before in PARTICLES or FINITE.fullmatch(before):
        return True
    if here in PREPOSITIONS and after in INTERROGATIVES:
        return True
    if here in MODALS and after in PARTICLES:
        return True
    if before in PREDICATES and OWN.fullmatch(here):
        return not asking[place] and any(asking[place : place + 3])
    return here in INTERROGATIVES and not OWN.fullmatch(before)
