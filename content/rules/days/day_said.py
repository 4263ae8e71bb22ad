"""Days as people name them in passing (today, «ертең», «в пятницу», «4 июня»), and what they mean for handing in."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from babel.dates import get_day_names

from content.matching.spelling import fold, words
from content.models import Contest, Language
from content.rules.dates import Door, Office, Status, office, status
from content.rules.days.typed_days import day_typed
from content.rules.working_time import WorkingTime

DATE = re.compile(r"\b\d{1,2}[\s-]*[^\W\d]{3,}|\b\d{1,2}\.\d{1,2}\b")
MOST_ADDED = 4
"""Letters that a form of a weekday has more than its name."""
WEEK = 7


class Named(StrEnum):
    """How a day was named."""

    NOW = "now"
    TODAY = "today"
    TOMORROW = "tomorrow"
    LATER = "later"
    YESTERDAY = "yesterday"
    DATE = "date"


AWAY = {Named.NOW: 0, Named.TODAY: 0, Named.TOMORROW: 1, Named.LATER: 2, Named.YESTERDAY: -1}


@dataclass(frozen=True)
class DayStanding:
    """A day that somebody named, and whether papers are taken on it."""

    day: date
    named: Named
    taken: bool
    """By weekday and holiday, and by the deadline."""
    over: bool
    last: bool
    office: Office | None
    """As it stands at this moment, for today."""

    @property
    def lunch(self) -> bool:
        return self.office is not None and self.office.door is Door.LUNCH


def day_said(text: str, today: date, named: Mapping[str, Named]) -> tuple[date, Named] | None:
    """The day that a text names; `named` are folded words for days near by. A date goes before a word."""
    for found in DATE.findall(text):
        if day := day_typed(found, today):
            return day, Named.DATE
    spoken = words(text)
    near = next((named[word] for word in spoken if word in named), None)
    if near is not None:
        return today + timedelta(days=AWAY[near]), near
    for word in spoken:
        if (number := weekday(word)) is not None:
            return today + timedelta(days=(number - today.isoweekday()) % WEEK), Named.DATE
    return None


def standing(contest: Contest, said: tuple[date, Named], now: datetime) -> DayStanding:
    day, named = said
    deadline = contest.deadline
    today = now.astimezone(contest.tzinfo).date()
    over = status(contest, now) is Status.CLOSED if day == today else day > deadline.date()
    hours = contest.submission.office_hours
    works = WorkingTime(contest).works(day)
    return DayStanding(
        day,
        named,
        taken=works and not over,
        over=over,
        last=day == deadline.date(),
        office=office(hours, now, contest.tzinfo) if hours and day == today else None,
    )


def weekday(word: str) -> int | None:
    """Its number, in any form of its name or by two letters; «жұмыс» is no «жұма» and «средства» no «среда»."""
    for language, number, name, whole in _weekdays():
        if word == name:
            return number
        inflected = whole and word.startswith(name) and len(word) <= len(name) + MOST_ADDED
        other_case = (
            whole and language is Language.RU and word[:-1].startswith(name[:-1]) and len(word) <= len(name) + 1
        )
        if inflected or other_case:
            return number
    return None


@cache
def _weekdays() -> Sequence[tuple[Language, int, str, bool]]:
    """The names of all weekdays, folded, with their numbers; of each language the short ones come first.

    Folded, «сс» (сейсенбі) is the Russian preposition «с», which names no day.
    """
    return [
        (language, int(place) + 1, folded, width == "wide")
        for language in Language
        for width in ("abbreviated", "wide")
        for place, name in get_day_names(width, "stand-alone", language.value).items()
        if len(folded := fold(name)) > 1
    ]
