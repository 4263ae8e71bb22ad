"""Phone numbers as the announcement prints them, and as a phone dials them."""

import phonenumbers

from content.models import Phone


def dialled(phone: Phone) -> str | None:
    """The number in international form (E.164), or None where the print cannot be dialled."""
    return in_international_form(phone.printed)


def in_international_form(printed: str) -> str | None:
    """The same of a number that nobody has listed yet: it may be anything that somebody typed."""
    try:
        number = phonenumbers.parse(printed, "KZ")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number_for_region(number, "KZ"):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
