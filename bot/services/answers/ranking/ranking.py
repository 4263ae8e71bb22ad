"""Which answers may be meant by a question: those that look near at first are looked at closely."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from heapq import nlargest

from bot.services.answers.meanings import is_meaning
from bot.services.answers.phrasings import Alike, Phrasings
from bot.services.answers.ranking.likelihood import WEIGHTS, Signs, naming_signs
from content.answers.answer import Answer

MOST_LOOKED_AT = 60
LINES = frozenset({"form_row", "footnote", "level"})
NOTHING = (0.0, 0.0, 0.0)


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
    before: frozenset[str]
    """What the question before it is about."""


@dataclass(frozen=True)
class Candidate:
    """An answer that may be meant, how well it fits, and what share of all that may be meant it has."""

    answer: Answer
    fit: float
    signs: Signs
    likelihood: float = 0.0


def candidates(question: AskedWords, shelf: Phrasings, alike: Alike, whole: Alike) -> Iterator[Candidate]:
    """Those of a shelf, by how near its answers are to a question, and to all that was typed."""
    said, rest = shelf.said(question.text), shelf.said(question.rest)
    around = shelf.said(question.around)
    meant = shelf.said({feature: counts for feature, counts in question.text.items() if is_meaning(feature)})
    few = 1 / (1 + len(question.rest))

    def at_first(number: int) -> float:
        return (
            WEIGHTS["nearest"] * alike.get(number, NOTHING)[0]
            + WEIGHTS["said"] * said.get(number, 0.0)
            + WEIGHTS["rest"] * rest.get(number, 0.0)
        )

    for number in nlargest(MOST_LOOKED_AT, alike.keys() | said.keys(), key=at_first):
        answer, tied_to, shares = shelf.answers[number], shelf.tied_to[number], shelf.asked[number]
        nearest, near, known = alike.get(number, NOTHING)
        whole_nearest, _, whole_known = whole.get(number, NOTHING)
        signs = Signs(
            nearest=nearest,
            near=near,
            known=known,
            said=said.get(number, 0.0),
            said_around=around.get(number, 0.0),
            asked=sum(shares.get(kind, 0.0) for kind in question.asked) / max(1, len(question.asked)),
            rest=rest.get(number, 0.0),
            told=float(not question.told.isdisjoint(tied_to)),
            before=float(not question.before.isdisjoint(tied_to)),
            whole=whole_nearest,
            whole_known=whole_known,
            whole_of_few=few * whole_nearest,
            said_of_few=few * around.get(number, 0.0),
            meant=meant.get(number, 0.0),
            row=float(answer.id in LINES),
            silent=float(answer.silent),
            single=float(not answer.item),
            **naming_signs(question.tags, tied_to),
        )
        yield Candidate(answer, signs.total(), signs)
