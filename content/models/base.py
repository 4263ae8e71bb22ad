"""What all files of a contest are made of: texts in both languages, places in the announcement, ids."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Annotated, Self
from zoneinfo import available_timezones

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, model_validator

Location = tuple[str | int, ...]
Finding = tuple[Location, str]


class Language(StrEnum):
    KK = "kk"
    RU = "ru"


SOURCE_LANGUAGE = Language.KK
"""Whose words stand in the templates and labels."""


@cache
def _zones() -> frozenset[str]:
    """Reads the folders of the zone database, so only once."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(f"{name!r} is not a time zone of the IANA database")
    return name


# Ids travel in buttons that live for ever and hold 64 bytes at most, so they are short and never change.
ContestId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,13}$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,18}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,12}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Zone = Annotated[str, AfterValidator(_known_zone)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Text(Strict):
    """The same words in both languages."""

    kk: Words
    ru: Words

    def __getitem__(self, language: Language) -> str:
        return self.kk if language is Language.KK else self.ru


class Source(Strict):
    """Where the announcement says it: a section, and its item where it has numbered ones; or an appendix."""

    section: Words | None = None
    item: Words | None = None
    appendix: int | None = None

    @model_validator(mode="after")
    def _somewhere(self) -> Self:
        if (self.section is None) == (self.appendix is None):
            raise ValueError("name either a section or an appendix")
        return self


class Item(Strict):
    """Anything a person may ask about: it has an id that never changes and a place in the announcement."""

    id: ItemId
    source: Source
    unclear: Text | None = None


class Rule(Item):
    """One sentence of the announcement, quoted."""

    text: Text


class Quote(Strict):
    """A sentence as printed; `gloss` explains a word, `inapplicable` why it does not concern this contest."""

    text: Text
    source: Source
    gloss: Text | None = None
    inapplicable: Text | None = None


def unique(field: str, ids: Iterable[str]) -> Iterator[Finding]:
    """A finding for every id that stands twice."""
    seen: set[str] = set()
    for index, item_id in enumerate(ids):
        if item_id in seen:
            yield (field, index, "id"), f"id {item_id!r} stands twice"
        seen.add(item_id)


def numbered(field: str, numbers: list[int]) -> Iterator[Finding]:
    """A finding where numbers do not run 1, 2, 3 …"""
    if numbers != list(range(1, len(numbers) + 1)):
        yield (field,), f"numbers do not run from 1 without a gap: {numbers}"
