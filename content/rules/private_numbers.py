"""Numbers that say who somebody is: people write them into a question without thinking of who will read them."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

import phonenumbers

from content.models import Contest, Phone
from content.phones import dialled
from content.rules.forms.contacts import check_digit

MASK = "••••"
"""Stands for a number that was hidden."""


class NumberKind(StrEnum):
    IIN = "iin"
    """An individual identification number: a birthday, a century with a sex, and a check digit."""
    CARD = "card"
    PHONE = "phone"


@dataclass(frozen=True)
class PrivateNumber:
    """Where a number stands in a text."""

    kind: NumberKind
    start: int
    end: int


IIN = re.compile(r"(?<![^\W_])\d(?:[ \N{NO-BREAK SPACE}-]?\d){11}(?![^\W_])")
CARD = re.compile(r"(?<![^\W_])[2-6]\d(?:[ \N{NO-BREAK SPACE}-]?\d){13,17}(?![^\W_])")
CALLED_IIN = re.compile(r"\b(?:ЖСН|ИИН|IIN)\w*(?![^\d]*(?:БСН|БИН|BIN))[^\d]{0,20}$", re.IGNORECASE)
CALLED_CARD = re.compile(r"\b(?:төлем\s+)?карт\w*[^\d]{0,20}$", re.IGNORECASE)
"""What stands before a number that is called so: then it is one, though somebody mistyped a digit."""
AMOUNT = re.compile(r"\d(?:[ \N{NO-BREAK SPACE}]\d{3}){3}")
"""How thousands of millions are written; a phone number has its digits in other groups, or a plus."""
FEWEST = 8
"""Digits that a text has which says any of these."""
CENTURIES = {"0": (19, 20), "1": (18,), "2": (18,), "3": (19,), "4": (19,), "5": (20,), "6": (20,)}
"""What the seventh digit of an IIN says of the year; zero is that of foreigners."""


def listed(contest: Contest) -> frozenset[str]:
    """Numbers that the contest itself publishes: nobody has to hide them."""
    regions = contest.regions
    printed: list[Phone | None] = [each.phone for each in regions.consultants]
    printed += [each.phone for each in regions.regions]
    printed.append(regions.call_centre.phone if regions.call_centre else None)
    return frozenset(number for phone in printed if phone and (number := dialled(phone)))


def noticed(text: str, known: Collection[str] = ()) -> list[PrivateNumber]:
    """The numbers in plain text, in order; `known` are phones, in international form, that may stand there."""
    if sum(map(str.isdecimal, text)) < FEWEST:
        return []
    found = [
        *(
            PrivateNumber(NumberKind.IIN, *each.span())
            for each in IIN.finditer(text)
            if _is_iin(_digits(each[0])) or CALLED_IIN.search(text, 0, each.start())
        ),
        *(
            PrivateNumber(NumberKind.CARD, *each.span())
            for each in CARD.finditer(text)
            if _luhn(_digits(each[0])) or CALLED_CARD.search(text, 0, each.start())
        ),
    ]
    rest = masked(text, found, " ")
    found += [each for each in _phones(rest, known) if text[each.start : each.end] == rest[each.start : each.end]]
    return sorted(found, key=lambda each: each.start)


def masked(text: str, found: Collection[PrivateNumber], sign: str | None = None) -> str:
    """The text without these numbers; with a `sign` for each of their characters it stays as long as it was."""
    for each in sorted(found, key=lambda number: number.start, reverse=True):
        instead = MASK if sign is None else sign * (each.end - each.start)
        text = text[: each.start] + instead + text[each.end :]
    return text


def _digits(written: str) -> str:
    return re.sub(r"\D", "", written)


def _is_iin(digits: str) -> bool:
    """The number of a person; that of an organisation, which is public, has no day in its fifth place."""
    if check_digit(digits) != int(digits[-1]):
        return False
    year, month, day = int(digits[:2]), int(digits[2:4]), int(digits[4:6])
    return any(_is_day(100 * century + year, month, day) for century in CENTURIES.get(digits[6], ()))


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def _luhn(digits: str) -> bool:
    """The check of card numbers: every second digit from the right counts twice, by the sum of its digits."""
    doubled = [sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2]]
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def _phones(text: str, known: Collection[str]) -> Iterator[PrivateNumber]:
    for match in phonenumbers.PhoneNumberMatcher(text, "KZ", leniency=phonenumbers.Leniency.VALID):
        number = phonenumbers.format_number(match.number, phonenumbers.PhoneNumberFormat.E164)
        if number not in known and not AMOUNT.fullmatch(match.raw_string):
            yield PrivateNumber(NumberKind.PHONE, match.start, match.end)
