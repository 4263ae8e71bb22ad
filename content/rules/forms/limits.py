"""What a value may not be, beyond its kind: months outside of the topic's period, an end after the last day, a half
person, a day that is still to come.
"""

import re
from datetime import date
from decimal import Decimal

from content.ellipsis import fitted
from content.models import Contest, FieldType, Topic
from content.models.forms.fields import Holds
from content.rules.forms.typed import says_none, span
from content.rules.forms.typed_error import TypedError

PUT_OFF = re.compile(r"(?:кейін|білмеймін|потом|позже|не знаю|n/?a)[.!]?", re.IGNORECASE)
"""Said where somebody has no name to write yet."""
LETTERS = 2
"""Of which a name has at least so many."""
SHOWN = 30
DASHES = {"-", "–", "—"}


def keep_within(kind: FieldType, value: str, contest: Contest, topic: Topic | None) -> None:
    """Raises TypedError for months and days outside of the period. Without a topic the contest's own end counts."""
    if not value or kind not in {FieldType.MONTHS, FieldType.DATE}:
        return
    end = contest.latest_end(topic) if topic else contest.contest.latest_project_end
    first, last = span(value) if kind is FieldType.MONTHS else (value, value)
    if end is not None and last > (f"{end:%Y-%m}" if kind is FieldType.MONTHS else end.isoformat()):
        raise TypedError("after_end", end=end)
    period = topic.period if topic else None
    if period is not None and not (period.starts <= first[:7] and last[:7] <= period.ends):
        raise TypedError("outside_period", period=period)


def keep_whole(value: str) -> None:
    """Raises TypedError for a number with a fraction."""
    if value and Decimal(value) % 1:
        raise TypedError("whole")


def keep_past(value: str, earliest: date | None, today: date) -> None:
    """Raises TypedError for a day that is still to come, or that lies before the first that makes sense."""
    if not value:
        return
    day = date.fromisoformat(value)
    if day > today:
        raise TypedError("future_day", today=today)
    if earliest is not None and day < earliest:
        raise TypedError("too_early", day=day)


def keep_words(words: str, *, in_table: bool) -> None:
    """Raises TypedError for words without a letter or a figure. In a table a dash says that there is nothing."""
    if words and not any(each.isalnum() for each in words) and not (in_table and words.strip() in DASHES):
        raise TypedError("nothing_said")


def keep_named(words: str, holds: Holds) -> None:
    """Raises TypedError where no name stands, as in «жоқ», «-» or «1»: the paper would print it as if it were one."""
    none = says_none(words) or PUT_OFF.fullmatch(words)
    if words and (none or sum(each.isalpha() for each in words) < LETTERS):
        raise TypedError("no_name", holds=holds, typed=fitted(words, SHOWN))
