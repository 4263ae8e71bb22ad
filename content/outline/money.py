"""Sums as people write them: «5 млн», «3–5 млн тенге», «5 000 000 теңгеге дейін», «от 500 тыс. до 2 млн»."""

import re
from decimal import Decimal

from content.models import Amount

GROUPED = re.compile(r"\d{1,3}(?:[ .]\d{3})+(?:,\d{1,2})?")
NUMBER = re.compile(rf"{GROUPED.pattern}(?!\d)|\d+(?:[.,]\d{{1,3}})?")
WORD = re.compile(r"[^\W\d_]+|₸")
IN_WORDS = re.compile(r"\([^)\d]*\)")
"""«5 000 000 (пять миллионов)»."""
UNITS = {"млрд": 10**9, "миллиард": 10**9, "млн": 10**6, "миллион": 10**6, "тыс": 10**3, "мың": 10**3}
"""Tenge, by how a word begins."""
UP_TO = frozenset({"до", "дейін", "максимум", "аспайды", "аспайтын", "аспауы", "керек"})
FROM = frozenset({"от", "бастап", "свыше", "кемінде", "минимум"})
COMPARED = {"более": "не", "больше": "не", "артық": "емес", "көп": "емес"}
"""More than, and what makes it no more than."""
AT_LEAST = frozenset({"менее", "меньше", "кем"})
ENDINGS = frozenset({"ға", "ге", "қа", "ке", "нан", "нен", "дан", "ден", "тан", "тен"})
"""Written behind a hyphen: «5 млн-ға дейін»."""
OUT_OF = ("нан", "нен", "дан", "ден", "тан", "тен")
SILENT = frozenset({"не", "и", "в", "размере", "сумма", "сома", "сомасы", "емес", "тг", "kzt", "₸", "грант"})
CURRENCY = ("тенге", "теңге")
LARGEST = 10**12
LEAST = 1000
"""Whoever types less means another unit."""
SMALL = 1000
"""What is less is meant in the unit of the number behind it: «3–5 млн»."""
DASHES = "-–—"


class AmountError(Exception):
    """What was typed is no sum; `reason` names the words that tell why."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def amount_typed(words: str) -> Amount:
    """The amount that words say: fixed, from – to, or a ceiling. Raises AmountError where it may be misread."""
    text = re.sub(r"\s+", " ", IN_WORDS.sub(" ", words.casefold()))
    found = list(NUMBER.finditer(text))
    if not 1 <= len(found) <= 2:  # noqa: PLR2004 - from and to
        raise AmountError("amount")
    ends = [0, *(each.end() for each in found)]
    starts = [*(each.start() for each in found), len(text)]
    around = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    spoken = [WORD.findall(each) for each in around]
    if not all(_known(word) for each in spoken for word in each):
        raise AmountError("amount")
    numbers = [_value(each[0]) for each in found]
    units = [_unit(each) for each in spoken[1:]]
    if len(found) == 1:
        return _single(_whole(numbers[0], units[0] or 1), [word for each in spoken for word in each])
    if not _range(around[1], spoken):
        raise AmountError("amount")
    shared = units[1] if numbers[0] < SMALL else None
    least, most = _whole(numbers[0], units[0] or shared or 1), _whole(numbers[1], units[1] or 1)
    if least > most:
        raise AmountError("amount_order")
    return Amount(least=least, most=most)


def _single(tenge: int, spoken: list[str]) -> Amount:
    more = [word for word in spoken if word in COMPARED]
    at_most = any(COMPARED[word] in spoken for word in more)
    if FROM & set(spoken) or AT_LEAST & set(spoken) or (more and not at_most):
        raise AmountError("amount_floor")
    return Amount(least=None if at_most or UP_TO & set(spoken) else tenge, most=tenge)


def _range(between: str, spoken: list[list[str]]) -> bool:
    """Whether two numbers stand for from – to."""
    if set(between) & set(DASHES) or "бастап" in spoken[1]:
        return True
    if "от" in spoken[0] and "до" in spoken[1]:
        return True
    return any(word.endswith(OUT_OF) for word in spoken[1])


def _known(word: str) -> bool:
    exact = UP_TO | FROM | AT_LEAST | COMPARED.keys() | ENDINGS | SILENT
    return word in exact or word.startswith((*UNITS, *CURRENCY))


def _unit(spoken: list[str]) -> int | None:
    return next((unit for word in spoken for name, unit in UNITS.items() if word.startswith(name)), None)


def _value(number: str) -> Decimal:
    if GROUPED.fullmatch(number):
        number = re.sub(r"[ .]", "", number)
    return Decimal(number.replace(",", "."))


def _whole(number: Decimal, unit: int) -> int:
    """In tenge. Raises AmountError for parts of one, for nothing, and for what nobody gives."""
    tenge = number * unit
    if tenge != int(tenge) or not 0 < tenge < LARGEST:
        raise AmountError("amount")
    if tenge < LEAST:
        raise AmountError("amount_small")
    return int(tenge)
