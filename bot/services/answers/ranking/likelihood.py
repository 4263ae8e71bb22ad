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
    row: float = 0.0
    """It is a line of a form, or a level of a criterion: seldom what is meant."""
    silent: float = 0.0
    """It says that the announcement does not say it."""
    single: float = 0.0
    """It is about no item."""

    def total(self) -> float:
        return sum(weight * float(getattr(self, name)) for name, weight in WEIGHTS.items())


WEIGHTS: Mapping[str, float] = {
    "nearest": 1.74,
    "near": 1.72,
    "known": 2.35,
    "said": 1.71,
    "said_around": 0.81,
    "asked": 1.3,
    "named": 1.15,
    "part_named": 0.4,
    "other": -1.11,
    "unnamed": -0.7,
    "rest": 1.32,
    "told": 0.36,
    "before": 0.31,
    "whole": 2.07,
    "whole_known": 2.58,
    "row": -0.49,
    "silent": -0.17,
    "single": 0.56,
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
