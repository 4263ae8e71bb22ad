"""Which topics suit what a person has in mind: an order with reasons for and against, never a forecast.

Only what the announcement prints about a topic counts: whom it names, its territory, its amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from content.models import Audience, Region, Topic, Topics, Town

BRACKETS = 3


@dataclass(frozen=True)
class Bracket:
    """Amounts of topics that lie close together, from the least to the greatest; tenge."""

    least: int
    most: int


@dataclass(frozen=True)
class Wishes:
    """What a person has in mind; None where they left it open. `countrywide` leaves no region."""

    audience: Audience | None = None
    region: Region | None = None
    countrywide: bool = False
    budget: Bracket | None = None


class Aspect(StrEnum):
    AUDIENCE = "audience"
    PLACE = "place"
    BUDGET = "budget"


SETBACK = {Aspect.AUDIENCE: 4, Aspect.PLACE: 3, Aspect.BUDGET: 2}
"""How far an aspect that does not suit sets a topic back: an amount is planned anew sooner than a project."""


@dataclass(frozen=True)
class Reason:
    """`places` are the towns that the topic has in the region asked for, where it names towns at all."""

    aspect: Aspect
    suits: bool
    places: tuple[Town, ...] = ()


@dataclass(frozen=True)
class Ranked:
    topic: Topic
    reasons: tuple[Reason, ...]

    @property
    def setback(self) -> int:
        return sum(SETBACK[reason.aspect] for reason in self.reasons if not reason.suits)


def brackets(topics: Sequence[Topic]) -> tuple[Bracket, ...]:
    """The amounts in groups, three at the most, parted where one amount exceeds the next by the greatest factor."""
    amounts = sorted({topic.amount for topic in topics})
    steps = sorted(range(1, len(amounts)), key=lambda step: amounts[step - 1] / amounts[step])
    cuts = [0, *sorted(steps[: BRACKETS - 1]), len(amounts)]
    return tuple(Bracket(amounts[start], amounts[end - 1]) for start, end in pairwise(cuts))


def rank(topics: Topics, wishes: Wishes) -> tuple[Ranked, ...]:
    """Every topic, those with the least against them first; equals in the printed order."""
    ranked = [Ranked(topic, tuple(_reasons(topic, wishes))) for topic in topics.topics]
    return tuple(sorted(ranked, key=lambda each: (each.setback, each.topic.number)))


def _reasons(topic: Topic, wishes: Wishes) -> list[Reason]:
    reasons = []
    if wishes.audience:
        reasons.append(Reason(Aspect.AUDIENCE, wishes.audience.id in topic.audiences))
    if wishes.region or wishes.countrywide:
        region = wishes.region.id if wishes.region else None
        places = tuple(place for place in topic.places if place.region == region)
        reasons.append(Reason(Aspect.PLACE, not topic.places or bool(places), places))
    if wishes.budget:
        reasons.append(Reason(Aspect.BUDGET, wishes.budget.least <= topic.amount <= wishes.budget.most))
    return reasons
