"""How likely an answer is what was asked for: what speaks for it and against it, weighed.

The weights were chosen by hand on one half of the development questions (every other one of
tests/data/questions/development.yaml); from which likelihood on an answer is shown, with the other half in view.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp

from bot.services.answers.naming import kinds

SPECIFIC = frozenset({"topic", "region", "document", "criterion", "direction", "plan"})
"""Of what there are several: who names none did not ask for this one."""


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
    missed: float = 0.0
    """An item is named, and it is about none of the kind."""
    beside: float = 0.0
    """It is about a place alone, and so much else was said: a town is named in many a question."""
    rest: float = 0.0
    """How much it says of what neither asks nor names."""
    asked_else: float = 0.0
    """It answers for an amount, a time, a place or a person that is not asked for."""
    told: float = 0.0
    """It is about an item that is named around the question alone."""

    def values(self) -> Sequence[float]:
        return tuple(vars(self).values())


@dataclass(frozen=True)
class Weights:
    base: float
    signs: Mapping[str, float]

    def likelihood(self, signs: Signs) -> float:
        total = self.base + sum(self.signs.get(name, 0.0) * value for name, value in vars(signs).items())
        return 1 / (1 + exp(-total))


WEIGHTS = Weights(
    -5.0,
    {
        "nearest": 3.0,
        "near": 1.5,
        "known": 1.0,
        "said": 2.5,
        "said_around": 0.5,
        "asked": 0.8,
        "named": 1.6,
        "part_named": 1.5,
        "other": -4.0,
        "unnamed": -1.5,
        "missed": -1.0,
        "beside": -6.0,
        "told": 0.7,
        "rest": 2.0,
        "asked_else": -0.8,
    },
)


def naming_signs(asked: frozenset[str], own: frozenset[str]) -> Mapping[str, float]:
    """What the items that are named say of an answer about these."""
    of_asked, of_own = kinds(asked), kinds(own)
    named = {tag for tag in asked & own if tag.partition("#")[0] not in ("task", "result", "row", "section", "score")}
    parts = (asked & own) - named
    others = {kind for kind in of_asked & of_own if not {t for t in asked & own if t.startswith(f"{kind}#")}}
    return {
        "named": float(bool(named)),
        "part_named": float(bool(parts)),
        "other": float(bool(others)),
        "unnamed": float(bool((of_own & SPECIFIC) - of_asked)) if not named else 0.0,
        "missed": float(bool((of_asked & SPECIFIC) - of_own)) if not named else 0.0,
    }
