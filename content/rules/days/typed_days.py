"""Days as people type them: «25.05», «25 мамыр», «25 мая 2020», «2020-05-25»."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

from content.matching.months import month_named
from content.models import Language

FIGURES = re.compile(r"(?P<day>\d{1,2})[./\- ](?P<month>\d{1,2})(?:[./\- ](?P<year>\d{4}|\d{2}))?\.?")
ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
NAMED = re.compile(r"(?P<day>\d{1,2})\W*(?P<name>[^\W\d]{3,})(?:\W+(?P<year>\d{4}))?.*")
SPAN = re.compile(r"(?P<first>.+?)\s*(?:–|—|\s-\s|\s?-\s?(?=\d{1,2}\.)|\sпо\s|,)\s*(?P<last>.+)")
MOMENT = re.compile(r"(?P<day>.+?)[\s,]+(?:в\s*|сағат\s+)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})", re.IGNORECASE)


def day_typed(words: str, today: date) -> date | None:
    """The day that was typed; without a year it is this year's. None where it is none."""
    text = " ".join(words.split())
    if found := ISO.fullmatch(text) or FIGURES.fullmatch(text):
        number = int(found["month"])
    elif found := NAMED.fullmatch(text):
        number = month_named(found["name"], Language) or 0
    else:
        return None
    year = int(found["year"] or today.year)
    try:
        return date(year + 2000 if year < 100 else year, number, int(found["day"]))  # noqa: PLR2004 - a short year
    except ValueError:
        return None


def days_typed(words: str, today: date) -> tuple[date, date] | None:
    """The first and the last day that were typed, «25.05 – 30.05», or one day for both. None where they are none."""
    text = " ".join(words.split())
    if found := SPAN.fullmatch(text):  # before one day: behind the name of a month that one leaves anything aside
        first, last = day_typed(found["first"], today), day_typed(found["last"], today)
        if first and last:
            return first, last
    day = day_typed(text, today)
    return (day, day) if day else None


def moment_typed(words: str, now: datetime, zone: ZoneInfo) -> datetime | None:
    """The day and the time that were typed, «3.06 09:00», by the clock of a zone. None where they are none."""
    found = MOMENT.fullmatch(" ".join(words.split()))
    day = day_typed(found["day"], now.astimezone(zone).date()) if found else None
    if found is None or day is None:
        return None
    try:
        return datetime(day.year, day.month, day.day, int(found["hour"]), int(found["minute"]), tzinfo=zone)
    except ValueError:
        return None
