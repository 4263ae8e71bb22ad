"""Which answers may be meant by a question: those that look near at first are looked at closely."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from bot.services.answers.likelihood import WEIGHTS, Signs, naming_signs
from bot.services.answers.phrasings import Phrasings
from content.answers.answer import Answer

MOST_LOOKED_AT = 60
PLAIN = frozenset({"amount", "time", "place", "person"})
"""What is hardly ever answered where it is not asked for."""
ALL_BUT_NAMED = 0.8
"""What a question about a place has in common with all ways to ask for whoever answers there."""
NOTHING = (0.0, 0.0, 0.0)
HALF = 0.5


@dataclass(frozen=True)
class AskedWords:
    """One question, as it is compared: by its features, and by the stems and meanings that answers may say."""

    features: Mapping[str, float]
    text: Mapping[str, float]
    around: Mapping[str, float]
    rest: Mapping[str, float]
    asked: frozenset[str]
    tags: frozenset[str]
    told: frozenset[str]


@dataclass(frozen=True)
class Candidate:
    """An answer that may be meant, and how likely."""

    answer: Answer
    likelihood: float
    signs: Signs


def candidates(question: AskedWords, shelf: Phrasings, rare: Callable[[str], float]) -> Iterator[Candidate]:
    alike = shelf.alike(question.features, rare)
    said, rest = shelf.said(question.text), shelf.said(question.rest)
    around = shelf.said(question.around)
    weight = WEIGHTS.signs

    def at_first(number: int) -> float:
        return (
            weight["nearest"] * alike.get(number, NOTHING)[0]
            + weight["said"] * said.get(number, 0.0)
            + weight["rest"] * rest.get(number, 0.0)
        )

    for number in nlargest(MOST_LOOKED_AT, alike.keys() | said.keys(), key=at_first):
        entry, shares = shelf.entries[number], shelf.asked[number]
        nearest, near, known = alike.get(number, NOTHING)
        of_place = any(tag.startswith("region#") for tag in entry.tied_to)
        signs = Signs(
            nearest=nearest,
            near=near,
            known=known,
            said=said.get(number, 0.0),
            said_around=around.get(number, 0.0),
            asked=sum(shares.get(kind, 0.0) for kind in question.asked) / max(1, len(question.asked)),
            rest=rest.get(number, 0.0),
            asked_else=max((shares.get(kind, 0.0) for kind in PLAIN - question.asked), default=0.0),
            beside=beside(known, rest.get(number, 0.0) if question.rest else 1.0) if of_place else 0.0,
            told=float(not question.told.isdisjoint(entry.tied_to)),
            **naming_signs(question.tags, entry.tied_to),
        )
        yield Candidate(entry.answer, WEIGHTS.likelihood(signs), signs)


def beside(known: float, rest: float) -> float:
    """How much else was said than what people ask about a place."""
    return max(0.0, ALL_BUT_NAMED - known) + HALF * (1 - rest)
