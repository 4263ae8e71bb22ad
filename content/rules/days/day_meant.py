"""The one day that somebody types in answer to a question: a date, «завтра», «жұмада», «через 3 дня», «келесі аптада».

The library dateparser was tried: it knows no case forms of Kazakh, and reads «15.05» as a time of day.
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta

from content.matching.spelling import fold, words
from content.rules.days.day_said import AWAY, DATE, WEEK, Named, weekday
from content.rules.days.typed_days import day_typed

AHEAD = re.compile(r"через\s+(?P<ru>\w+\s+)?(?P<ru_unit>\w+)|(?P<kk>\w+)\s+(?P<kk_unit>\w+)\s+(?:кейін|кейин|соң)")
NEXT = ("следующ", "келесі")
NUMBERS = {
    "бір": 1,
    "екі": 2,
    "үш": 3,
    "төрт": 4,
    "бес": 5,
    "алты": 6,
    "жеті": 7,
    "он": 10,
    "один": 1,
    "одну": 1,
    "два": 2,
    "две": 2,
    "три": 3,
    "четыре": 4,
    "пять": 5,
    "шесть": 6,
    "семь": 7,
    "десять": 10,
}
UNITS = {"күн": 1, "день": 1, "дня": 1, "дней": 1, "апта": WEEK, "недел": WEEK}
"""Days of a unit, by how its word begins."""


def day_meant(text: str, today: date, near: Mapping[str, Named]) -> date | None:
    """The day, or None where the text names none; `near` are folded words for days near by.

    A weekday is the next one, never today: whoever means today says so.
    """
    if day := day_typed(text, today):
        return day
    dates = [day for found in DATE.findall(text) if (day := day_typed(found, today))]
    if dates:
        return dates[0]
    if (ahead := _ahead(text)) is not None:
        return today + timedelta(days=ahead)
    spoken = words(text)
    named = next((near[word] for word in spoken if near.get(word, Named.NOW) is not Named.NOW), None)
    if named is not None:
        return today + timedelta(days=AWAY[named])
    number = next((found for word in spoken if (found := weekday(word)) is not None), None)
    return _next(number, today, text) if number is not None else None


def _next(number: int, today: date, text: str) -> date:
    """With «следующая» it is the one of the next calendar week."""
    if any(fold(each) in fold(text) for each in NEXT):
        return today + timedelta(days=WEEK - today.isoweekday() + number)
    return today + timedelta(days=(number - today.isoweekday() - 1) % WEEK + 1)


def _ahead(text: str) -> int | None:
    """How many days ahead a text says: «через неделю», «3 күннен кейін»."""
    found = AHEAD.search(text.casefold())
    if found is None:
        return None
    number, unit = (found["ru"], found["ru_unit"]) if found["ru_unit"] else (found["kk"], found["kk_unit"])
    days = next((days for begins, days in UNITS.items() if fold(unit).startswith(fold(begins))), None)
    many = _number((number or "бір").strip())
    return days * many if days and many else None


def _number(word: str) -> int | None:
    if word.isdecimal():
        return int(word) if len(word) <= 2 else None  # noqa: PLR2004 - nobody plans for more days than two digits
    return next((number for name, number in NUMBERS.items() if fold(name) == fold(word)), None)
