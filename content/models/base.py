"""What all files of a contest are made of: texts in several languages, places in the announcement, ids."""

from collections.abc import Iterable, Iterator
from enum import StrEnum
from functools import cache
from typing import Annotated, Self
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    PrivateAttr,
    StringConstraints,
    ValidationInfo,
    model_validator,
)

from content.models.complaint import Complaint

Location = tuple[str | int, ...]
Finding = tuple[Location, Complaint]


class Language(StrEnum):
    """The languages in which people can use the bot; nothing else says which they are.

    A further one needs its line here, by its code of two letters, and its catalogues, which `make texts` begins.
    """

    KK = "kk"
    RU = "ru"

    @property
    def written(self) -> "Language":
        """The language in which somebody of this one reads what nobody wrote in it."""
        return self if self in WRITTEN_LANGUAGES else Language.RU


SOURCE_LANGUAGE = Language.KK
"""Whose words stand in the templates and labels."""
WRITTEN_LANGUAGES = (Language.KK, Language.RU)
"""In which every contest is written, and in which staff and consultants write to people.

In a further language the bot speaks, and it says of a contest what is written in that language. The rest is read in
Russian: more people know it who know neither.
"""


@cache
def _zones() -> frozenset[str]:
    """Reads the folders of the zone database, so only once."""
    return frozenset(available_timezones())


def _known_zone(name: str) -> str:
    if name not in _zones():
        raise ValueError(Complaint("{name!r} is not a time zone of the IANA database", name=name))
    return name


# Ids travel in buttons that live for ever and hold 64 bytes at most, so they are short and never change.
ContestId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{1,13}$")]
ItemId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,18}$")]
OptionId = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{1,12}$")]
Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Zone = Annotated[str, AfterValidator(_known_zone)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


def known_languages(names: Iterable[str]) -> None:
    """Raises ValueError where one of them is none of the bot's languages."""
    if strange := set(names) - set(Language):
        raise ValueError(Complaint("no language of the bot: {strange}", strange=", ".join(sorted(strange))))


COUNTED = "{number}"
"""Stands in printed words for the number of each that is counted."""


def counted(said: str, number: int) -> str:
    """Printed words with the number of one that is counted."""
    return said.replace(COUNTED, str(number))


class Text(Strict):
    """The same words in Kazakh, in Russian, and in any further language in which somebody wrote them."""

    model_config = ConfigDict(extra="allow")

    __pydantic_extra__: dict[str, Words]
    kk: Words
    ru: Words

    @model_validator(mode="after")
    def _languages(self) -> Self:
        known_languages(self.__pydantic_extra__)
        return self

    def __getitem__(self, language: Language) -> str:
        own: str | None = vars(self).get(language) or self.__pydantic_extra__.get(language)
        return own or self[language.written]

    def spoken(self, language: Language) -> Language:
        """The language in which people of that one read it."""
        return language if language in self.said else language.written

    def counted(self, number: int) -> Self:
        return type(self)(**{language: counted(said, number) for language, said in self.said.items()})

    @property
    def said(self) -> dict[Language, str]:
        """The words in every language that has its own."""
        further = {Language(language): words for language, words in self.__pydantic_extra__.items()}
        return {Language.KK: self.kk, Language.RU: self.ru, **further}


class Source(Strict):
    """Where it is said: a section, and its item where it has numbered ones; an appendix; or a page.

    `paper` is the id of one of the contest's `papers`, where it is not the announcement itself that says it.
    """

    section: Words | None = None
    item: Words | None = None
    appendix: int | None = None
    page: int | None = None
    paper: ItemId | None = None
    _called: Text | None = PrivateAttr(default=None)

    @model_validator(mode="after")
    def _somewhere(self, info: ValidationInfo) -> Self:
        places = sum(each is not None for each in (self.section, self.appendix, self.page))
        if places > 1 or (not places and self.paper is None):
            raise ValueError(Complaint("name one of a section, an appendix, a page, or another paper"))
        if self.paper is not None and self._called is None:
            called: dict[str, Text] = (info.context or {}).get("papers", {})
            if self.paper not in called:
                raise ValueError(Complaint("no paper has the id {paper!r}", paper=self.paper))
            self._called = called[self.paper]
        return self

    @property
    def called(self) -> Text | None:
        """The name of the paper, where it is another one than the announcement."""
        return self._called


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
            yield (field, index, "id"), Complaint("id {item_id!r} stands twice", item_id=item_id)
        seen.add(item_id)


def numbered(field: str, numbers: list[int]) -> Iterator[Finding]:
    """A finding where numbers do not run 1, 2, 3 …"""
    if numbers != list(range(1, len(numbers) + 1)):
        yield (field,), Complaint("numbers do not run from 1 without a gap: {numbers}", numbers=numbers)
