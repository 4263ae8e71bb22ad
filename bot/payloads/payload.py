"""Every payload of a button: the wire format that Telegram keeps for ever.

Rules: prefixes and field names never change their meaning; new fields come last and have a default, so that a
button sent years ago still works. `tests/data/callbacks.txt` lists every payload ever released.
"""

from datetime import date, datetime
from typing import Annotated, Self

from aiogram.filters.callback_data import CallbackData
from pydantic import AfterValidator, BeforeValidator, Field

from content.models import WRITTEN_LANGUAGES, Language

MOST_BYTES = 64
"""Of callback data (InlineKeyboardButton)."""
MOST = 2**31 - 1
# What a database takes for a number; anything else is no button of ours.
Number = Annotated[int, Field(ge=0, le=MOST)]
PersonId = Annotated[int, Field(gt=0, le=2**52)]
Token = Annotated[str, Field(max_length=32)]
"""Of a link that lets somebody join."""
DAY_FORM = "%y%m%d"


def read_day(value: str) -> date | None:
    """A day as it travels, None where there is none; raises ValueError where it is no day."""
    return datetime.strptime(value, DAY_FORM).date() if value else None  # noqa: DTZ007 - a day, not a moment


def _day(value: object) -> object:
    return read_day(value) if isinstance(value, str) else value or None


Day = Annotated[date, BeforeValidator(_day)]
"""Travels as YYMMDD."""
OptionalDay = Annotated[date | None, BeforeValidator(_day)]
"""Empty for none."""


def _written(language: Language) -> Language:
    if language not in WRITTEN_LANGUAGES:
        raise ValueError(f"nobody writes in {language}")
    return language


WrittenLanguage = Annotated[Language, AfterValidator(_written)]
"""In which people write something."""
Start = Annotated[str, Field(max_length=48)]


class Payload(CallbackData, prefix="-"):
    """A payload whose last fields may be missing in old buttons."""

    @classmethod
    def unpack(cls, value: str) -> Self:
        """Parses callback data; raises ValueError where it is none of this class."""
        prefix, *parts = value.split(cls.__separator__)
        if prefix != cls.__prefix__ or len(parts) > len(cls.model_fields):
            raise ValueError(f"no {cls.__name__}: {value!r}")
        return cls(**dict(zip(cls.model_fields, parts, strict=False)))

    def _encode(self, name: str, value: object) -> str:
        return value.strftime(DAY_FORM) if isinstance(value, date) else self._encode_value(name, value)

    def pack(self) -> str:
        """Callback data; raises ValueError where it would not fit or could not be read again."""
        values = [  # most are text already: a screen has many buttons, and each is packed for every tap
            value if type(value) is str else self._encode(name, value) for name, value in self.__dict__.items()
        ]
        data = self.__separator__.join([self.__prefix__, *values])
        if len(data.encode()) > MOST_BYTES or data.count(self.__separator__) != len(values):
            raise ValueError(f"this is no callback data: {data!r}")
        return data


def feature_of(prefix: str) -> str | None:
    """The feature whose payloads begin with it: the folder or the file they are in."""
    return next((each.__module__.split(".")[2] for each in Payload.__subclasses__() if each.__prefix__ == prefix), None)
