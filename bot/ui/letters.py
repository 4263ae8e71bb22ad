"""How wide words are on a phone, reckoned: «ш» takes three times the room of «і», so counting letters says little."""

from functools import lru_cache

EMS = {
    0.25: "іІїijl|'’",
    0.3: " \u00a0\u202f.,:;!/‹›ItfrI[]",
    0.36: "г()-r",
    0.5: "зткхсуучьэvckxyzs",
    0.7: "АВЕРХЧДмИЙНПСЭЯЦКыжҚҒӘҰABCDEGHKNOPQRUVXYw",
    0.8: "юшщфмОФМөҮӨmMQOW",
    0.95: "ЖШЩЫЮ—…@%№",
}
"""Of a letter's height, by letters, as the usual fonts without serifs have it."""
USUAL, LAST_LETTER, SIGN = 0.57, "\u2300", 1.3
"""Of any other letter; beyond the last one come signs, which are square."""
WIDTHS = {letter: wide for wide, letters in EMS.items() for letter in letters}
JOINED = "\ufe0f\u200d"
"""Characters without a width of their own."""


@lru_cache(maxsize=4096)
def width(words: str) -> float:
    """In ems: 1 is the size of the script."""
    return sum(_wide(letter) for letter in words if letter not in JOINED)


def _wide(letter: str) -> float:
    return WIDTHS.get(letter) or (SIGN if letter > LAST_LETTER else USUAL)
