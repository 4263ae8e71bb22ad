"""Finds the region a person means: old names and new ones, towns, any spelling."""

from dataclasses import dataclass

from rapidfuzz.distance import OSA

from content.matching.spelling import words
from content.models import Contest, LaterName, Region

# Folded words that say what a place is, not which: «облысы», «область», «қаласы», «город» and their short forms.
GENERIC = frozenset(
    word
    for text in ("облысы обл облыс область области", "қаласы қала қ город города г", "region oblast oblysy city")
    for word in words(text)
)
FEWEST = 3
"""Letters from which on a beginning or a misspelling is looked for."""
SHORT = 5
"""Letters up to which a single slip is forgiven; longer names forgive two."""


@dataclass(frozen=True)
class FoundRegion:
    """A region, and the later name by which it was asked for."""

    region: Region
    later: LaterName | None = None


def places(contest: Contest, typed: str) -> tuple[FoundRegion, ...]:
    """The regions that fit best: written so, else begun so, else with a slip. Several where the name is of several."""
    asked = _key(typed)
    if not asked:
        return ()
    named = [(_key(name), place) for name, place in _names(contest)]
    exact = [place for key, place in named if key == asked]
    if exact or len(asked) < FEWEST:
        return _distinct(exact)
    begun = [place for key, place in named if key.startswith(asked)]
    slips = 1 if len(asked) <= SHORT else 2
    near = [place for key, place in named if OSA.distance(key, asked) <= slips]
    return _distinct(begun or near)


def _names(contest: Contest) -> list[tuple[str, FoundRegion]]:
    found: list[tuple[str, FoundRegion]] = []
    for region in contest.regions.regions:
        own = (*region.name.said.values(), *region.short.said.values(), region.printed, *region.aliases)
        found += [(name, FoundRegion(region)) for name in own]
        for later in region.later:
            names = (*later.name.said.values(), *later.aliases)
            found += [(name, FoundRegion(region, later)) for name in names]
    return found


def _key(text: str) -> str:
    return "".join(word for word in words(text[:60]) if word not in GENERIC)


def _distinct(found: list[FoundRegion]) -> tuple[FoundRegion, ...]:
    """One place a region; the printed name goes before a later one."""
    by_region: dict[str, FoundRegion] = {}
    for place in sorted(found, key=lambda each: each.later is not None):
        by_region.setdefault(place.region.id, place)
    return tuple(by_region.values())
