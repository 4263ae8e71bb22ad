"""What can be asked of every contest, and how people put it: read from `content/every_contest` when first needed."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Annotated, TypeVar

from pydantic import BaseModel, Field

from content.matching.spelling import words
from content.models import Contest, FaqEntry, Language, Strict, TypedPhrasings, Words
from content.rules.days.day_said import Named
from content.yaml_file import ContentError, YamlFile

M = TypeVar("M", bound=BaseModel)
Figure = Annotated[float, Field(strict=False)]
"""As it stands in a file, where all are words."""

FOLDER = Path(__file__).parents[1] / "every_contest"


class MannerWords(Strict):
    """What people type that is no question about a contest, by what they want with it; each list in all languages."""

    around: tuple[Words, ...]
    """Words that go with them, and say nothing of what is asked wherever they stand."""
    beside: tuple[Words, ...]
    """And those that say nothing beside a command."""
    phrases: dict[str, tuple[Words, ...]]
    crossed: dict[str, tuple[tuple[tuple[Words, ...], ...], ...]]
    """What is told by a word of each of several lists, in any order: what to do, and what with."""
    beside_reminders: tuple[Words, ...]
    """Words that say of what, or how long before."""


class Numbered(Strict):
    """What has numbers: the words that stand behind the number, and those that stand before it."""

    behind: tuple[Words, ...]
    before: tuple[Words, ...]


class EveryContest(Strict):
    """`asking` are the words by which people ask for an amount, a place, a time; `elsewhere` what others are asked,
    `everyday` words of which no contest speaks.
    """

    asking: dict[str, Annotated[tuple[Words, ...], Field(min_length=1)]]
    numbered: dict[str, Numbered]
    ordinals: tuple[tuple[Words, ...], ...]
    pointing: tuple[Words, ...]
    whole: tuple[Words, ...]
    days: dict[Named, tuple[Words, ...]]
    synonyms: tuple[tuple[Words, ...], ...]
    manners: MannerWords
    elsewhere: TypedPhrasings
    everyday: TypedPhrasings


class Weighed(Strict):
    """The logarithm of the odds of something where nothing is seen, and what each thing that is seen adds to it."""

    base: Figure
    weights: dict[str, Figure]


class Chances(Strict):
    off: Weighed
    """That a message has nothing to do with the contest."""
    right: Weighed
    """That the best answer to a question about it is right."""


class Questions(Strict):
    questions: tuple[FaqEntry, ...]


@cache
def vocabulary() -> EveryContest:
    return _read(FOLDER / "words.yaml", EveryContest)


@cache
def chances() -> Chances:
    return _read(FOLDER / "chances.yaml", Chances)


@cache
def near_days() -> Mapping[str, Named]:
    """Folded words for days near by."""
    return {folded: named for named, each in vocabulary().days.items() for word in each for folded in words(word)[:1]}


@cache
def questions_by_file() -> Mapping[Path, tuple[FaqEntry, ...]]:
    return {path: _read(path, Questions).questions for path in sorted((FOLDER / "answers").glob("*.yaml"))}


def questions() -> Iterator[FaqEntry]:
    return chain.from_iterable(questions_by_file().values())


def _read(path: Path, model: type[M]) -> M:
    file = YamlFile(path)
    if file.faults:
        raise ContentError(file.faults)
    return model.model_validate_json(json.dumps(file.data))


def entries(contest: Contest) -> tuple[FaqEntry, ...]:
    """All entries that answer for a contest: its own, and of the common ones those that it has no own form of.

    A contest that answers a common question in its own words is asked it in the common ways, too.
    """
    common = {entry.id: entry for entry in questions()}
    own = tuple(_asked_like(entry, common.get(entry.id)) for entry in contest.faq.questions)
    known = {entry.id for entry in own}
    return (*own, *(entry for entry in common.values() if entry.id not in known))


def _asked_like(entry: FaqEntry, common: FaqEntry | None) -> FaqEntry:
    if common is None:
        return entry
    said = {each.value: tuple(dict.fromkeys((*entry.phrasings[each], *common.phrasings[each]))) for each in Language}
    return entry.model_copy(update={"phrasings": entry.phrasings.model_copy(update=said)})


def entry(contest: Contest, entry_id: str) -> FaqEntry | None:
    return next((each for each in entries(contest) if each.id == entry_id), None)
