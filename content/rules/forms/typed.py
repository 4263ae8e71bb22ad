"""What people type into a form, read into one plain form of each kind; and how that stands on the paper.

What `written` makes of a value `read` makes the same value of again, in either language.
"""

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache

from babel.dates import format_date
from babel.numbers import get_decimal_symbol, get_group_symbol

from content.matching.months import month_named
from content.matching.spelling import fold
from content.models import FieldType, Language, Option
from content.rules.forms.contacts import BLANKS, bin_number, emails, phones
from content.rules.forms.typed_error import TypedError

LARGEST = Decimal(10) ** 12
MOST_CHARACTERS = 10_000
PLACES = 2
"""Behind the comma, where there is one: tiyn, or hundredths."""
CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
NUMBER = re.compile(r"(?P<whole>[0-9]+|[0-9]{1,3}(?:\.[0-9]{3}){2,})(?:[.,](?P<part>[0-9]+))?")
NONE = re.compile(
    r"(?:(?:әлі |әзірше |пока )?(?:жо[қк]|нет(?:у|ова)?)|не имеется|отсутству[юе]т|болмайды|[-–—]+|\.+)[.!]?",
    re.IGNORECASE,
)
"""Said instead of an answer."""
UNITS = re.compile(
    r"(?<=[0-9])(?:адам|чел|қызметкер|сотрудник|работник|волонт[её]р|маман|специалист|дана|шт|жыл|лет|год)[^\W\d_]*\.?$"
)
"""What is counted, behind the number."""
HALVES = {"полтора": "1,5", "біржарым": "1,5", "пол": "0,5", "жарты": "0,5", "один": "1", "бір": "1"}
"""Words before millions and thousands, as people say them, without spaces."""
WORD_BEFORE = re.compile(rf"({'|'.join(HALVES)})(?=млрд|миллиард|млн|миллион|тыс|мың)")
APOSTROPHE = re.compile(r"(?<=[0-9])['’`](?=[0-9]{3})")
CURRENCY = re.compile(r"(?:теңге|тенге|тг|tg|kzt|₸)\.?$")
SCALE = re.compile(r"(?:(?P<name>млрд|миллиард|млн|миллион|тыс|мың)[^\W\d_]*|(?P<short>[кk]))\.?$")
POWERS = {"млрд": 9, "миллиард": 9, "млн": 6, "миллион": 6, "тыс": 3, "мың": 3, "к": 3, "k": 3}
"""Noughts behind a number with such a word."""
DAY = re.compile(r"(?P<day>[0-9]{1,2})[./\-](?P<month>[0-9]{1,2})[./\-](?P<year>[0-9]{4})")
ISO_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
MONTH = re.compile(r"(?P<month>[0-9]{1,2})[./\-](?P<year>[0-9]{4})")
ISO_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})")
SHORT_MONTHS = re.compile(r"(?P<first>[0-9]{1,2})\s*[-–—]\s*(?P<last>[0-9]{1,2})(?:[./\s]+(?P<year>[0-9]{4}))?")
WITH_DAY = re.compile(r"\b[0-9]{1,2}\.([0-9]{1,2}\.[0-9]{4})")
SLASH = re.compile(r"\b([0-9]{1,2})/([0-9]{4})(?!-[0-9]{2}$)")
FROM_TO = 2
YEAR_NAMED = re.compile(r"\s*(?:г|ж|год|года|жыл|жылы)\.?$")
BETWEEN = re.compile(r"\s*[–—]\s*|\s+-\s+|(?<=[0-9]{4})-(?=[0-9]{2}\.)|\s*/\s*|(?<=[^\W\d])-(?=[^\W\d])")
EARLIEST, LATEST = 1900, 2100


def read(kind: FieldType, typed: str, options: tuple[Option, ...] = (), today: date | None = None) -> str:
    """The value as it is kept. Raises TypedError; nothing typed is nothing kept.

    `today` lends its year to months that were typed without one.
    """
    text = plain(typed)
    if not text:
        return ""
    if says_none(text) and (kind in _READ or kind is FieldType.MONTHS):
        raise TypedError("none_zero" if kind in {FieldType.NUMBER, FieldType.MONEY} else "none_skip")
    if kind is FieldType.MONTHS:
        return months(text, today)
    if kind is FieldType.CHOICE:
        return _option(text, options)
    return _READ[kind](text) if kind in _READ else text


def says_none(text: str) -> bool:
    """«жоқ», «нет», «—»: a word in the place of an answer."""
    return NONE.fullmatch(text) is not None


def plain(typed: str) -> str:
    """Words as they were typed, without what no paper can hold; raises TypedError where they are too many."""
    text = CONTROL.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MOST_CHARACTERS:
        raise TypedError("long", most=MOST_CHARACTERS, length=len(text))
    return text


def number(text: str) -> Decimal:
    """«1 500 000,50», «1.500.000», «250 тг», «1,5 млн»; never less than nothing. Raises TypedError."""
    bare = CURRENCY.sub("", APOSTROPHE.sub("", BLANKS.sub("", text).casefold()))
    bare = WORD_BEFORE.sub(lambda found: HALVES[found[1]], UNITS.sub("", bare), count=1)
    if bare.startswith(("-", "−", "–")):
        raise TypedError("negative")
    scale = SCALE.search(bare)
    power = POWERS[scale["name"] or scale["short"]] if scale else 0
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
    found = ISO_DAY.fullmatch(text) or DAY.fullmatch(YEAR_NAMED.sub("", text).rstrip("."))
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
    """«06.2027 – 09.2027», «маусым – қыркүйек 2027», «07-10.2027», «2026-03», as 2027-06/2027-09. Raises TypedError."""
    year = today.year if today else None
    if short := SHORT_MONTHS.fullmatch(text):
        years = f".{short['year'] or year or ''}"
        parts = [short["first"] + years, short["last"] + years]
    else:
        parts = _from_to(SLASH.sub(r"\1.\2", WITH_DAY.sub(r"\1", text)))
    last = _month(parts[-1], year)
    first = _month(parts[0], last[0])
    if first > last:
        raise TypedError("months_order")
    return f"{first[0]:04}-{first[1]:02}/{last[0]:04}-{last[1]:02}"


def _from_to(text: str) -> list[str]:
    """The one or two months that it names; «с июля по октябрь» and «шілде, тамыз, қыркүйек» name two, too."""
    parts = [part for part in BETWEEN.split(text) if part]
    names = [word for word in re.findall(r"[^\W\d_]{3,}", text) if month_named(word, Language)]
    if len(parts) == 1 and len(names) > 1:
        numbers = _named_months(text)
        years = re.findall(r"[0-9]{4}", text) or [""]
        if len(names) == FROM_TO or numbers == list(range(numbers[0], numbers[-1] + 1)):
            parts = [f"{names[0]} {years[0]}", f"{names[-1]} {years[-1]}"]
    if not 1 <= len(parts) <= FROM_TO:
        raise TypedError("months")
    return parts


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
    if kind is FieldType.PHONE:
        value = value.replace("ext.", "ішкі" if language is Language.KK else "доб.")
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
