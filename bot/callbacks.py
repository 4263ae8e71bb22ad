"""Every payload of a button: the wire format that Telegram keeps for ever.

Rules: prefixes and field names never change their meaning; new fields come last and have a default, so that a
button sent years ago still works. `tests/data/callbacks.txt` lists every payload ever released.
"""

from typing import Self

from aiogram.filters.callback_data import CallbackData

from content.models import Language
from storage.packages import FIRST, DocumentStatus


class Payload(CallbackData, prefix="-"):
    """A payload whose last fields may be missing in old buttons."""

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Parses callback data; raises ValueError where it is none of this class."""
        prefix, *parts = value.split(cls.__separator__)
        if prefix != cls.__prefix__ or len(parts) > len(cls.model_fields):
            raise ValueError(f"no {cls.__name__}: {value!r}")
        return cls(**dict(zip(cls.model_fields, parts, strict=False)))


class Home(Payload, prefix="home"):
    pass


class Help(Payload, prefix="help"):
    pass


class Languages(Payload, prefix="lang"):
    """`start` is the parameter of the link a stranger came by, opened once the language is chosen."""

    start: str = ""


class SetLanguage(Payload, prefix="setlang"):
    language: Language
    start: str = ""


class TopicList(Payload, prefix="topics"):
    contest: str


class TopicCard(Payload, prefix="topic"):
    contest: str
    topic: str
    page: int = 1


class ChooseTopic(Payload, prefix="choose"):
    contest: str
    topic: str
    package: int = FIRST


class Checklist(Payload, prefix="docs"):
    contest: str
    package: int = FIRST


class DocumentCard(Payload, prefix="doc"):
    contest: str
    document: str
    package: int = FIRST


class SetDocument(Payload, prefix="setdoc"):
    contest: str
    document: str
    status: DocumentStatus
    package: int = FIRST


class SelfAssessment(Payload, prefix="assess"):
    contest: str
    package: int = FIRST


class StartAttempt(Payload, prefix="begin"):
    """`reuse` is the id of the finished attempt whose answers the new one begins with."""

    contest: str
    package: int = FIRST
    reuse: int = 0


class CriterionCard(Payload, prefix="crit"):
    attempt: int
    criterion: str


class SetPoint(Payload, prefix="point"):
    attempt: int
    criterion: str
    point: int
    met: bool


class SetLevel(Payload, prefix="level"):
    """The person's own word on which of several printed levels fits."""

    attempt: int
    criterion: str
    score: int


class FinishAttempt(Payload, prefix="finish"):
    attempt: int


class Result(Payload, prefix="result"):
    attempt: int
