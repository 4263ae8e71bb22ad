"""Cuts a sentence that asks two things where nothing parts them: «жайдарманның сомасы қанша мерзімі қандай».

A Kazakh clause ends with what it says: a finite verb or the sign of a question. A Russian one that asks begins with
the word that asks, or with the preposition before it.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

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
SHORT = words("ше")[0]
AHEAD = ("за", "по", "на", "для", "в", "у", "с")
FOLDED_AHEAD = frozenset(words(" ".join(AHEAD)))
VERB = 2
"""The most words of a verb before the sign of a question."""
LEAST_WORDS = 3, 2
"""Of the first of two clauses, and of the second."""
LEAST_SAID = 2, 1
"""The same, of those that neither ask nor are as good as none."""


def clauses(sentence: str, says: Callable[[str], float]) -> Iterator[str]:
    """The clauses that ask; the whole sentence where it asks one thing. `says` tells how much a clause names of what it
    asks of.
    """
    found = _words(sentence)
    spoken = [word for _, word in found]
    for place in _between(spoken):
        first, second = sentence[: found[place][0]].strip(), sentence[found[place][0] :].strip()
        if says(first) >= LEAST_SAID[0] and says(second) >= LEAST_SAID[1]:
            yield first
            yield from clauses(second, says)
            return
    yield sentence


def ends_asking(sentence: str) -> bool:
    """Whether a sentence ends with what asks, as a Kazakh one does without its verb: «түскі үзіліс нешеде»."""
    last = words(sentence)[-1:]
    return any(word in INTERROGATIVES or word in PARTICLES for word in last)


def is_short(clause: str, before: str) -> bool:
    """Whether a clause asks of something else what the one before it asked."""
    return completed(clause, before) != clause


def completed(clause: str, before: str) -> str:
    """A clause with what it leaves out of the one before: what asks stands behind in Kazakh, «смета қайда … ал жоспар
    ше», and in Russian ahead of the preposition that both have, «сколько баллов за смету … а за план».
    """
    spoken, earlier = _words(clause), _words(before)
    asking = _begin_of_asking(earlier)
    if asking is None or not spoken:
        return clause
    if spoken[-1][1] == SHORT:
        return f"{clause[: spoken[-1][0]]}{before[asking:]}"
    ahead = next(
        (start for start, word in earlier if word == spoken[0][1] and word in FOLDED_AHEAD and start > asking), None
    )
    if ahead is None or not ASKING.isdisjoint(word for _, word in spoken):
        return clause
    return f"{before[:ahead]}{clause}"


def _begin_of_asking(earlier: Sequence[tuple[int, str]]) -> int | None:
    """Where a clause begins to ask: with the word that does, or with the verb before its sign, «жіберуге бола ма»."""
    by_word = (start for start, word in earlier if word in INTERROGATIVES)
    by_sign = (earlier[max(0, place - VERB)][0] for place, (_, word) in enumerate(earlier) if word in PARTICLES)
    return next(chain(by_word, by_sign), None)


def _words(text: str) -> list[tuple[int, str]]:
    """Where each word begins, and how it is folded."""
    return [(each.start(), folded[0]) for each in WORD.finditer(text) if (folded := words(each[0]))]


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
