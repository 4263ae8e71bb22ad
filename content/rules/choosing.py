"""Which topics suit what a person has in mind: an order with reasons for and against, never a forecast.

Only what the announcement prints about a topic counts: whom it names, its territory, its amount.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from content.models import Audience, Contest, Region, Topic, Topics, Town

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
    """The amounts in groups, three at the most, parted where one amount exceeds the next by the greatest factor.

    An amount that is not fixed stands where it ends.
    """
    amounts = sorted({topic.amount.most for topic in topics if topic.amount})
    if not amounts:
        return ()
    steps = sorted(range(1, len(amounts)), key=lambda step: amounts[step - 1] / amounts[step])
    cuts = [0, *sorted(steps[: BRACKETS - 1]), len(amounts)]
    return tuple(Bracket(amounts[start], amounts[end - 1]) for start, end in pairwise(cuts))


def asked(contest: Contest) -> frozenset[Aspect]:
    """What topics of a contest differ in, so that it is worth asking; nothing where there is but one."""
    topics = contest.topics
    if len(topics.topics) == 1:
        return frozenset()
    differs = {
        Aspect.AUDIENCE: bool(topics.audiences),
        Aspect.PLACE: bool(contest.regions.regions) and any(topic.places for topic in topics.topics),
        Aspect.BUDGET: len(brackets(topics.topics)) > 1,
    }
    return frozenset(aspect for aspect, worth in differs.items() if worth)


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
        reasons.append(Reason(Aspect.BUDGET, _affordable(topic, wishes.budget)))
    return reasons


def _affordable(topic: Topic, budget: Bracket) -> bool:
    """Whether an amount within the bracket may be asked for on this topic, as far as that is printed."""
    if topic.amount is None:
        return False
    return (topic.amount.least or 0) <= budget.most and budget.least <= topic.amount.most
