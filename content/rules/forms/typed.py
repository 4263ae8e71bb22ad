"""What people type into a form, read into one plain form of each kind; and how that stands on the paper.

What `written` makes of a value `read` makes the same value of again, in either language.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

import phonenumbers
from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from content.matching.months import month_named
from content.matching.spelling import fold
from content.models import FieldType, Language, Option

LARGEST = Decimal(10) ** 12
MOST_CHARACTERS = 10_000
PLACES = 2
"""Behind the comma, where there is one: tiyn, or hundredths."""
BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
NUMBER = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,})(?:[.,](?P<part>[0-9]+))?")
CURRENCY = re.compile(r"(?:теңге|тенге|тг|tg|kzt|₸)\.?$")
SCALE = re.compile(r"(?P<name>млрд|миллиард|млн|миллион|тыс|мың)[^\W\d_]*\.?$")
POWERS = {"млрд": 9, "миллиард": 9, "млн": 6, "миллион": 6, "тыс": 3, "мың": 3}
"""Noughts behind a number with such a word."""
DAY = re.compile(r"(?P<day>[0-9]{1,2})[./\-](?P<month>[0-9]{1,2})[./\-](?P<year>[0-9]{4})")
ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
MONTH = re.compile(r"(?P<month>[0-9]{1,2})[./\-](?P<year>[0-9]{4})")
ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})")
BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=[0-9]{4})-(?=[0-9]{2}\.)|\s*/\s*|(?<=[^\W\d])-(?=[^\W\d])")
EARLIEST, LATEST = 1900, 2100
EMAIL = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"'.]+(?:\.[^@\s,;<>\"'.]+)+")
SEVERAL = re.compile(r"[,;\n]+")


class TypedError(Exception):
    """What was typed is none of this kind; `reason` names the words that tell why."""

    def __init__(self, reason: str, **values: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.values = values


def read(kind: FieldType, typed: str, options: tuple[Option, ...] = (), today: date | None = None) -> str:
    """The value as it is kept. Raises TypedError; nothing typed is nothing kept.

    `today` lends its year to months that were typed without one.
    """
    text = plain(typed)
    if not text:
        return ""
    if kind is FieldType.MONTHS:
        return months(text, today)
    if kind is FieldType.CHOICE:
        return _option(text, options)
    return _READ[kind](text) if kind in _READ else text


def plain(typed: str) -> str:
    """Words as they were typed, without what no paper can hold; raises TypedError where they are too many."""
    text = CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MOST_CHARACTERS:
        raise TypedError("long", most=MOST_CHARACTERS, length=len(text))
    return text


def number(text: str) -> Decimal:
    """«1 500 000,50», «1.500.000», «250 тг», «1,5 млн»; never less than nothing. Raises TypedError."""
    bare = BLANKS.sub("", CURRENCY.sub("", BLANKS.sub("", text).casefold()))
    if bare.startswith(("-", "−", "–")):
        raise TypedError("negative")
    scale = SCALE.search(bare)
    power = POWERS[scale["name"]] if scale else 0
    found = NUMBER.fullmatch(bare[: scale.start()] if scale else bare)
    if found is None:
        raise TypedError("number")
    if len((found["part"] or "").rstrip("0" if power else "")) > PLACES + power:
        raise TypedError("places")
    try:
        value = Decimal(f"{found['whole'].replace('.', '')}.{found['part'] or '0'}").scaleb(power)
    except InvalidOperation as error:  # pragma: no cover - the pattern lets no other through
        raise TypedError("number") from error
    if value >= LARGEST:
        raise TypedError("large")
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()


def day(text: str) -> date:
    found = ISO_DAY.fullmatch(text) or DAY.fullmatch(text.rstrip("."))
    if found:
        return _day(int(found["year"]), int(found["month"]), int(found["day"]))
    figures = re.findall(r"[0-9]+", text)
    named = _named_months(text)
    years = [int(each) for each in figures if len(each) == 4]  # noqa: PLR2004 - a year
    days = [int(each) for each in figures if len(each) <= 2]  # noqa: PLR2004 - a day
    if len(named) != 1 or len(years) != 1 or len(days) != 1:
        raise TypedError("date")
    return _day(years[0], named[0], days[0])


def _day(year: int, month: int, day_of_month: int) -> date:
    if not EARLIEST <= year <= LATEST:
        raise TypedError("date")
    try:
        return date(year, month, day_of_month)
    except ValueError as error:
        raise TypedError("no_such_day") from error


def months(text: str, today: date | None = None) -> str:
    """«06.2027 – 09.2027», «маусым – қыркүйек 2027», «2026-03», as 2027-06/2027-09. Raises TypedError."""
    parts = [part for part in BETWEEN.split(text) if part]
    if not 1 <= len(parts) <= 2:  # noqa: PLR2004 - from and to
        raise TypedError("months")
    last = _month(parts[-1], today.year if today else None)
    first = _month(parts[0], last[0])
    if first > last:
        raise TypedError("months_order")
    return f"{first[0]:04}-{first[1]:02}/{last[0]:04}-{last[1]:02}"


def _month(text: str, year: int | None) -> tuple[int, int]:
    text = text.strip().rstrip(".")
    if found := ISO_MONTH.fullmatch(text) or MONTH.fullmatch(text):
        known, month = int(found["year"]), int(found["month"])
    else:
        years = [int(each) for each in re.findall(r"[0-9]{4}", text)] or ([year] if year else [])
        named = _named_months(text)
        if len(years) != 1 or len(named) != 1:
            raise TypedError("months")
        known, month = years[0], named[0]
    if not 1 <= month <= 12 or not EARLIEST <= known <= LATEST:  # noqa: PLR2004 - months of a year
        raise TypedError("months")
    return known, month


def span(value: str) -> tuple[str, str]:
    """The first and the last month of what is kept."""
    first, _, last = value.partition("/")
    return first, last or first


def _named_months(text: str) -> list[int]:
    return [number for word in re.findall(r"[^\W\d_]{3,}", text) if (number := month_named(word, Language))]


def phones(text: str) -> str:
    """One or several numbers, each as it is dialled from abroad. Raises TypedError."""
    return ", ".join(_phone(each) for each in SEVERAL.split(text) if each.strip())


def _phone(text: str) -> str:
    try:
        parsed = phonenumbers.parse(text, "KZ")
    except phonenumbers.NumberParseException as error:
        raise TypedError("phone", typed=text.strip()) from error
    if not phonenumbers.is_valid_number(parsed):
        raise TypedError("phone", typed=text.strip())
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def emails(text: str) -> str:
    found = [each.strip() for each in SEVERAL.split(text) if each.strip()]
    for each in found:
        if not EMAIL.fullmatch(each):
            raise TypedError("email", typed=each)
    return ", ".join(found)


BIN_DIGITS = 12
BIN_NAMED = re.compile(r"(?i)^(?:бсн|бин|bin)[:№.-]*")
BIN_KINDS = "456"
"""What the fifth digit of a BIN can be: a resident, a non-resident, an entrepreneur; an IIN has a day there."""


def bin_number(text: str) -> str:
    """Twelve digits of which the last one checks the others; its name may stand before it. Raises TypedError."""
    digits = BIN_NAMED.sub("", BLANKS.sub("", text)).replace("-", "").rstrip(".,;")
    if not re.fullmatch(r"[0-9]+", digits):
        raise TypedError("bin_figures")
    if len(digits) != BIN_DIGITS:
        raise TypedError("bin_length", length=len(digits))
    if check_digit(digits) != int(digits[-1]):
        raise TypedError("bin_check")
    if digits[4] not in BIN_KINDS:
        raise TypedError("bin_iin")
    return digits


def check_digit(digits: str) -> int | None:
    """The twelfth digit that belongs to the first eleven (modulo 11, in two rounds of weights); None: no digit does."""
    first = sum(int(digit) * (place + 1) for place, digit in enumerate(digits[:11])) % 11
    if first < 10:  # noqa: PLR2004 - one digit
        return first
    second = sum(int(digit) * ((place + 2) % 11 + 1) for place, digit in enumerate(digits[:11])) % 11
    return second if second < 10 else None  # noqa: PLR2004


def _option(text: str, options: tuple[Option, ...]) -> str:
    for option in options:
        if text == option.id or any(fold(text) == fold(words) for words in option.label.said.values()):
            return option.id
    raise TypedError("choice")


_READ: dict[FieldType, Callable[[str], str]] = {
    FieldType.NUMBER: lambda text: str(number(text)),
    FieldType.MONEY: lambda text: str(number(text)),
    FieldType.DATE: lambda text: day(text).isoformat(),
    FieldType.PHONE: phones,
    FieldType.EMAIL: emails,
    FieldType.BIN: bin_number,
}


def written(kind: FieldType, value: str, language: Language, options: tuple[Option, ...] = ()) -> str:
    """A value as it stands on the paper; what is none of its kind stands there as it is."""
    if not value:
        return ""
    match kind:
        case FieldType.NUMBER | FieldType.MONEY:
            return figures(Decimal(value), language)
        case FieldType.DATE:
            form = "y 'жылғы' d MMMM" if language is Language.KK else "d MMMM y 'года'"
            return format_date(date.fromisoformat(value), form, locale=language.written.value)
        case FieldType.MONTHS:
            first, last = (f"{each[5:]}.{each[:4]}" for each in span(value))
            return first if first == last else f"{first} – {last}"
        case FieldType.CHOICE:
            return next((option.label[language] for option in options if option.id == value), value)
    return value


def figures(amount: Decimal, language: Language) -> str:
    """An amount with its thousands apart and, where it has any, two places behind the comma."""
    plainly = f"{amount:,.0f}" if amount == amount.to_integral_value() else f"{amount:,.{PLACES}f}"
    return plainly.translate(_signs(language.written))


@cache
def _signs(language: Language) -> dict[int, str]:
    """What stands in a number of the language in the place of English signs. Asked once: whole budgets are written."""
    return {ord(","): get_group_symbol(language.value), ord("."): get_decimal_symbol(language.value)}
