"""Dates and times as people write them: 2027-05-14, 14.05.2027, «14 мая 2027 г.», «2027 ж. 14 мамыр, сағат 18:30»,
«до 18:30 14 мая 2027 года».
"""

import re
from datetime import date, datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator, StringConstraints

from content.matching.months import month_named
from content.models.complaint import Complaint

LANGUAGES = ("kk", "ru")
"""In which months have names here."""
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
FIGURES = re.compile(r"(?P<day>\d{1,2})[./](?P<month>\d{1,2})[./](?P<year>\d{4})\.?")
MONTH = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})|(?P<later>\d{1,2})[./](?P<since>\d{4})")
CLOCK = r"(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
SPOKEN = r"\s*(?:час(?:а|ов)?|ч)?\.?"
TIME = re.compile(CLOCK + SPOKEN)
MOMENT = re.compile(r"(?P<day>.+?)(?:T|[\s,]+)(?:(?:в|сағат)\s+)?" + CLOCK + SPOKEN)
WITHIN = re.compile(
    r"(?:\bсағат\s+)?(?<![\d.])(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2})(?!\.?\d)|\s*(?:час(?:а|ов)?|ч)\b\.?"
    r"(?:\s*(?P<spoken>\d{2})\s*мин(?:ут[аы]?)?\b\.?)?)(?:\s*(?:час(?:а|ов)?|ч)\b\.?)?(?:-?(?:ға|ге|де|да|ден|дан)\b)?",
    re.IGNORECASE,
)
"""A time of the day among other words."""
ABOUT = re.compile(
    r"\([^)\d]*\)|\bпо времени \w+|\b\w+ уақыты(?:мен| бойынша)?\b"
    r"|\b(?:до|в|к|с|не позднее|сағат|дейін|бастап|кешіктірмей)\b",
    re.IGNORECASE,
)
"""What stands beside a date, and says nothing of which it is."""
PIECE = re.compile(r"\d+|[^\W\d_]+")
AROUND = frozenset({"г", "год", "года", "ж", "жыл", "жылғы", "жылы", "жылдың"})
"""What stands beside a year."""
YEAR = 4
"""Figures of one."""


def day(words: str) -> date | None:
    """The day that is written; None where it is none, or says more than a day."""
    text = " ".join(words.split())
    if found := ISO.fullmatch(text) or FIGURES.fullmatch(text):
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    years, others, months, more = _pieces(text)
    if more or (len(years), len(others), len(months)) != (1, 1, 1):
        return None
    return _day(years[0], months[0], others[0])


def moment(words: str) -> datetime | None:
    """The day and the time that are written, one behind the other."""
    text = " ".join(words.split())
    found = MOMENT.fullmatch(text)
    found_day = day(found["day"]) if found else None
    if found is None or found_day is None:
        return _moment_within(text)
    clock = _clock(found)
    return None if clock is None else datetime.combine(found_day, clock)


def _moment_within(text: str) -> datetime | None:
    """The one time of the day in a text, and the day that its other words name."""
    clocks = list(WITHIN.finditer(text))
    if len(clocks) != 1:
        return None
    found = clocks[0]
    rest = ABOUT.sub(" ", f"{text[: found.start()]} {text[found.end() :]}")
    found_day = day(" ".join(rest.split()).strip(" ,;"))
    try:
        clock = time(int(found["hour"]), int(found["minute"] or found["spoken"] or 0))
    except ValueError:
        return None
    return None if found_day is None else datetime.combine(found_day, clock)


def clock_time(words: str) -> time | None:
    found = TIME.fullmatch(words.strip())
    return _clock(found) if found else None


def year_month(words: str) -> str | None:
    """A month of a year, as 2027-05."""
    text = " ".join(words.split())
    if found := MONTH.fullmatch(text):
        year, number = int(found["year"] or found["since"]), int(found["month"] or found["later"])
    else:
        years, others, months, more = _pieces(text)
        if more or others or (len(years), len(months)) != (1, 1):
            return None
        year, number = years[0], months[0]
    return f"{year:04}-{number:02}" if _day(year, number, 1) else None


def _pieces(text: str) -> tuple[list[int], list[int], list[int], bool]:
    """The years of a text, its other figures, its months, and whether it says something else."""
    pieces = PIECE.findall(text)
    figures = [piece for piece in pieces if piece.isdecimal()]
    spoken = [piece for piece in pieces if not piece.isdecimal() and piece.casefold() not in AROUND]
    months = [number for piece in spoken if (number := month_named(piece, LANGUAGES))]
    years = [int(each) for each in figures if len(each) == YEAR]
    return years, [int(each) for each in figures if len(each) < YEAR], months, len(months) < len(spoken)


def _day(year: int, month_number: int, day_of_month: int) -> date | None:
    try:
        return date(year, month_number, day_of_month)
    except ValueError:
        return None


def _clock(found: re.Match[str]) -> time | None:
    try:
        return time(int(found["hour"]), int(found["minute"]), int(found["second"] or 0))
    except ValueError:
        return None


# --- as the fields of files


def _as_day(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = day(value)
    if found is None:
        raise ValueError(Complaint("{value!r} is no date, as 2027-05-14 or 14.05.2027", value=value))
    return found


def _as_moment(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = moment(value)
    if found is not None:
        return found
    if day(value) is not None:
        raise ValueError(Complaint("{value!r} has no time of the day, as {value} 18:30", value=value))
    try:
        return datetime.fromisoformat(value)
    except ValueError as error:
        complaint = Complaint("{value!r} is no date with a time, as 2027-05-14 18:30 or 14.05.2027 18:30", value=value)
        raise ValueError(complaint) from error


def _as_time(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = clock_time(value)
    if found is not None:
        return found
    try:
        return time.fromisoformat(value)
    except ValueError as error:
        raise ValueError(Complaint("{value!r} is no time, as 18:30", value=value)) from error


def _as_month(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    found = year_month(value)
    if found is None:
        raise ValueError(Complaint("{value!r} is no month, as 2027-05 or 05.2027", value=value))
    return found


WrittenDay = Annotated[date, BeforeValidator(_as_day)]
WrittenMoment = Annotated[datetime, BeforeValidator(_as_moment)]
WrittenTime = Annotated[time, BeforeValidator(_as_time)]
YearMonth = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$"), BeforeValidator(_as_month)]
