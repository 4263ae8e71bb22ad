"""Answers as people type them, read into the one form in which they are kept; they are shown what was understood."""

import re
from collections.abc import Callable
from datetime import date, datetime

from content.models import Amount
from content.models.written_dates import day, moment
from content.outline.money import AmountError, amount_typed
from content.outline.questions import OutlineKind

ID = re.compile(r"[a-z0-9][a-z0-9-]{1,13}")
EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[a-z]+")
BARE_LINK = re.compile(r"(?:www\.)?[^\s/@:]+\.[a-z]{2,}(?:/\S*)?", re.IGNORECASE)
LINK = re.compile(r"https://\S{4,300}")
MOST_CHARACTERS = 1000
MOST_OF_A_PLACE = 20
PAGE = re.compile(r"бет|\bстр|\bс\.", re.IGNORECASE)
ON_PAGE = "page "
"""Begins a place that is a page, as it is kept."""
MIDNIGHT = re.compile(r"\b24[:.]00\b")
FIRST_YEAR, LAST_YEAR = 2015, 2100


class OutlineTypedError(Exception):
    """What was typed is no such answer; `reason` names the words that tell why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def read(kind: OutlineKind, words: str) -> str:
    """The answer as it is kept. Raises OutlineTypedError."""
    text = " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())
    if not text:
        raise OutlineTypedError("empty")
    if len(text) > MOST_CHARACTERS:
        raise OutlineTypedError("long")
    return _READ.get(kind, _text)(text)


def _text(text: str) -> str:
    return text


def _id(text: str) -> str:
    if not ID.fullmatch(text):
        raise OutlineTypedError("id")
    return text


def _day(text: str) -> str:
    found = day(text)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise OutlineTypedError("day")
    return found.isoformat()


def _moment(text: str) -> str:
    found = moment(text)
    if found is None:
        if MIDNIGHT.search(text):
            raise OutlineTypedError("midnight")
        raise OutlineTypedError("no_time" if day(text) else "moment")
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise OutlineTypedError("moment")
    return found.isoformat(timespec="minutes")


def _place(text: str) -> str:
    """A section by its number, with or without the word beside it; «1-бет», «стр. 2» is a page."""
    found = re.search(r"[0-9IVXivx]+(?:[.\-][0-9]+)*", text)
    if found is None or len(text) > MOST_OF_A_PLACE:
        raise OutlineTypedError("place")
    if PAGE.search(text):
        if not found[0].isdecimal():
            raise OutlineTypedError("place")
        return f"{ON_PAGE}{int(found[0])}"
    return found[0].upper()


def _email(text: str) -> str:
    address = text.removeprefix("mailto:").rstrip(".").lower()
    if not EMAIL.fullmatch(address):
        raise OutlineTypedError("email")
    return address


def _link(text: str) -> str:
    address = text.rstrip(".,;")
    if BARE_LINK.fullmatch(address):
        address = f"https://{address}"
    if not LINK.fullmatch(address):
        raise OutlineTypedError("link")
    return address


def _amount(text: str) -> str:
    try:
        found = amount_typed(text)
    except AmountError as error:
        raise OutlineTypedError(error.reason) from error
    if found.fixed:
        return str(found.most)
    return f"{found.least or ''}-{found.most}"


def amount(kept: str) -> Amount:
    """An amount as it is kept: «5000000», «3000000-5000000», or a ceiling as «-5000000»."""
    least, dash, most = kept.partition("-")
    if not dash:
        return Amount(least=int(least), most=int(least))
    return Amount(least=int(least) if least else None, most=int(most))


def order_fault(announced: str | None, begins: str | None, deadline: str | None) -> bool:
    """Whether the days that are known run backwards."""
    opening = datetime.fromisoformat(begins).date() if begins else None
    days = [date.fromisoformat(announced) if announced else None, opening]
    end = datetime.fromisoformat(deadline) if deadline else None
    known = [each for each in days if each]
    if known != sorted(known):
        return True
    if end is None:
        return False
    return any(each > end.date() for each in known) or bool(begins and datetime.fromisoformat(begins) >= end)


_READ: dict[OutlineKind, Callable[[str], str]] = {
    OutlineKind.ID: _id,
    OutlineKind.DAY: _day,
    OutlineKind.MOMENT: _moment,
    OutlineKind.PLACE: _place,
    OutlineKind.EMAIL: _email,
    OutlineKind.LINK: _link,
    OutlineKind.AMOUNT: _amount,
}
