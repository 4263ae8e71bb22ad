"""Phone numbers as the announcement prints them, and as a phone dials them."""

import re
from functools import lru_cache

import phonenumbers

from content.models import Phone

SHORT = re.compile(r"\d{3,5}")
"""What a number of a service is made of."""
COUNTRY = 7
"""The code of Kazakhstan, which it shares."""


def dialled(phone: Phone) -> str | None:
    """The number in international form (E.164), a short one as it is, or None where the print cannot be dialled."""
    if phone.service:
        digits = re.sub(r"[\s-]", "", phone.printed)
        return digits if SHORT.fullmatch(digits) else None
    return _as_printed(phone.printed)


@lru_cache(maxsize=256)  # a contest has a few, and whatever people type is compared with them
def _as_printed(printed: str) -> str | None:
    return in_international_form(printed)


def in_international_form(printed: str) -> str | None:
    """The same of a number that nobody has listed yet: it may be anything that somebody typed.

    A number of another country begins with a plus.
    """
    try:
        number = phonenumbers.parse(printed, "KZ")
    except phonenumbers.NumberParseException:
        return None
    abroad = printed.strip().startswith("+") and number.country_code != COUNTRY
    if not (phonenumbers.is_valid_number(number) if abroad else phonenumbers.is_valid_number_for_region(number, "KZ")):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
