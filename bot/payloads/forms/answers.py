"""One answer: to read, to write, to take from what is known, its versions, and words that met others'."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bot.payloads.forms.places import AddedRowAt, AtPlace, BookAt, ColumnAt, FieldAt, LanguageAt, Version
from bot.payloads.payload import Number, Payload
from content.models import TopicFact


class FieldCard(AtPlace, Payload, prefix="fld"):
    """Words typed at it take the place of the version that was shown; with `more`, they are added to it."""

    seen: Version = 0
    more: bool = False


class ClearAnswer(AtPlace, Payload, prefix="fno"):
    """Takes an answer out; its versions stay."""

    seen: Version = 0


class SetAnswer(Payload, prefix="fse"):
    """A value from a button: an option, or months as YYMM-YYMM."""

    book: BookAt
    field: FieldAt
    table_row: AddedRowAt
    column: ColumnAt
    seen: Version
    picked: Annotated[str, Field(max_length=12)]


class FirstMonth(Payload, prefix="fmo"):
    """The first of several months was chosen, as YYMM."""

    book: BookAt
    field: FieldAt
    table_row: AddedRowAt
    column: ColumnAt
    first: Annotated[str, Field(pattern=r"^\d{4}$")]


class TakeSuggestion(Payload, prefix="fsu"):
    """Shows what is known, and takes it over once somebody is `sure`."""

    book: BookAt
    field: FieldAt
    language: LanguageAt
    fact: TopicFact
    seen: Version = 0
    sure: bool = False


class NameList(AtPlace, Payload, prefix="fnl"):
    """Names that were written elsewhere, to be taken for this place."""

    page: Number = 1


class TakeName(AtPlace, Payload, prefix="fnt"):
    """Writes such a name. `mark` is that of its words: a name that has changed since is not taken for another."""

    mark: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]
    seen: Version = 0


class RenameUsers(AtPlace, Payload, prefix="fnr"):
    """Brings a name to where an older one of it still stands."""


class FullText(AtPlace, Payload, prefix="ftx"):
    page: Number = 1


class AnswerHistory(AtPlace, Payload, prefix="fhi"):
    """Every version; or one of them, by its number."""

    version: Version = 0


class RestoreAnswer(AtPlace, Payload, prefix="fba"):
    """`versions` are the one to go back to and the one that was shown as the newest, 3-7."""

    versions: Annotated[str, Field(pattern=r"^[0-9]{1,6}-[0-9]{1,6}$")]


class ClashDecision(StrEnum):
    MINE = "m"
    THEIRS = "t"
    BOTH = "b"


class ClashCard(AtPlace, Payload, prefix="fme"):
    """One's own words beside what stands at their place."""


class DecideClash(AtPlace, Payload, prefix="fde"):
    decision: ClashDecision
    seen: Version
