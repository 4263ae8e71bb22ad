"""How well an answer fits a question: what speaks for it and against it, weighed.

The weights were fitted to the development questions (tests/data/questions), so that an answer that holds the facts
asked for comes first; how they do with others was measured by leaving a sixth of the questions out in turn.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.services.answers.naming import kinds

SPECIFIC = frozenset({"topic", "region", "document", "criterion", "direction", "plan"})
"""Of what there are several: who names none did not ask for this one."""
PARTS_OF_ITEMS = frozenset({"task", "result", "row", "section", "score"})


@dataclass(frozen=True)
class Signs:
    """What is seen of a question and an answer, each from 0 to 1."""

    nearest: float = 0.0
    near: float = 0.0
    known: float = 0.0
    said: float = 0.0
    said_around: float = 0.0
    asked: float = 0.0
    """How much it answers for what is asked for."""
    named: float = 0.0
    """It is about an item that is named."""
    part_named: float = 0.0
    """And about the very line of it that is."""
    other: float = 0.0
    """It is about another item of the kind that is named."""
    unnamed: float = 0.0
    """It is about one of several items, and none of the kind is named."""
    rest: float = 0.0
    """How much it says of what neither asks nor names."""
    told: float = 0.0
    """It is about an item that is named around the question alone."""
    before: float = 0.0
    """It is about an item that the question before was about."""
    whole: float = 0.0
    """How near its nearest phrasing is to all that was typed, of which the question is a part."""
    whole_known: float = 0.0
    whole_of_few: float = 0.0
    """The same where the question itself has hardly a word that tells anything."""
    said_of_few: float = 0.0
    """And how much the answer says of the words around it."""
    meant: float = 0.0
    """How much of what is meant it says, in whatever words."""
    row: float = 0.0
    """It is a line of a form, or a level of a criterion: seldom what is meant."""
    silent: float = 0.0
    """It says that the announcement does not say it."""
    single: float = 0.0
    """It is about no item."""

    def total(self) -> float:
        return sum(weight * float(getattr(self, name)) for name, weight in WEIGHTS.items())


WEIGHTS: Mapping[str, float] = {
    "nearest": 0.87,
    "near": 3.41,
    "known": 3.52,
    "said": 1.54,
    "said_around": 2.6,
    "asked": 2.55,
    "named": 1.33,
    "part_named": 1.1,
    "other": -2.57,
    "unnamed": -0.78,
    "rest": 1.36,
    "told": 0.65,
    "before": 1.63,
    "whole": 2.55,
    "whole_known": 4.93,
    "whole_of_few": 0.08,
    "said_of_few": 1.2,
    "meant": 0.76,
    "row": -1.32,
    "silent": -0.58,
    "single": -0.2,
}


def naming_signs(asked: frozenset[str], own: frozenset[str]) -> Mapping[str, float]:
    """What the items that are named say of an answer about these."""
    of_asked, of_own = kinds(asked), kinds(own)
    named = {tag for tag in asked & own if tag.partition("#")[0] not in PARTS_OF_ITEMS}
    parts = (asked & own) - named
    others = {kind for kind in of_asked & of_own if not {t for t in asked & own if t.startswith(f"{kind}#")}}
    return {
        "named": float(bool(named)),
        "part_named": float(bool(parts)),
        "other": float(bool(others)),
        "unnamed": float(bool((of_own & SPECIFIC) - of_asked)) if not named else 0.0,
    }
