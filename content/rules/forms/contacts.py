"""Phone numbers, addresses of mail and identification numbers, as people type them."""

import re
from collections.abc import Iterator

import phonenumbers

from content.rules.forms.typed_error import TypedError

BLANKS = re.compile(r"[\s\u00a0\u2007\u2009\u202f]+")
SEVERAL = re.compile(r"[,;\n]+")
ABROAD = re.compile(r"^00(?=[1-9])")
"""Dialled before the code of a country."""
EXTENSION = re.compile(r"(?:доб|ішкі|вн)[^\W\d_]*\.?", re.IGNORECASE)
EMAIL = re.compile(r"[^@\s,;<>\"']{1,64}@[^@\s,;<>\"'.]+(?:\.[^@\s,;<>\"'.]+)+")
MAILTO = re.compile(r"^mailto:", re.IGNORECASE)
CYRILLIC = re.compile(r"[\u0400-\u04ff]")


def phones(text: str) -> str:
    """One or several numbers, each as it is dialled from abroad. Raises TypedError."""
    return ", ".join(_phone(each) for each in SEVERAL.split(text) if each.strip())


def _phone(text: str) -> str:
    dialled = ABROAD.sub("+", EXTENSION.sub("ext.", text.strip()))
    try:
        parsed = phonenumbers.parse(dialled, "KZ")
    except phonenumbers.NumberParseException as error:
        raise TypedError("phone", typed=text.strip()) from error
    if not phonenumbers.is_valid_number(parsed):
        raise TypedError("phone", typed=text.strip())
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def emails(text: str) -> str:
    """One or several addresses. Raises TypedError, and says what is wrong with which."""
    found = [_bare(each) for each in SEVERAL.split(text) if each.strip()]
    return ", ".join(address for each in found for address in _addresses(each))


def _bare(address: str) -> str:
    return MAILTO.sub("", address.strip(" \t<>")).rstrip(".")


def _addresses(typed: str) -> Iterator[str]:
    """Also of several with only a space between them."""
    parts = BLANKS.split(typed)
    if len(parts) > 1 and not all(EMAIL.fullmatch(each) for each in parts):
        raise TypedError("email_space" if EMAIL.fullmatch("".join(parts)) else "email", typed=typed)
    for each in parts:
        if not EMAIL.fullmatch(each):
            raise TypedError("email", typed=each)
        ending = each.rpartition(".")[2]
        if ending.isascii() and (letters := "".join(dict.fromkeys(CYRILLIC.findall(each)))):
            raise TypedError("email_letters", typed=each, letters=", ".join(letters))
        yield each


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
