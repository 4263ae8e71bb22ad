"""One spelling for what people type in many: Kazakh without its own letters, either language in Latin letters.

A folded word is no word of any language. It only serves to compare: what was typed against what is written.
"""

import re
import unicodedata
from functools import lru_cache
from sys import intern

CYRILLIC = str.maketrans(
    {
        **dict(zip("абвгдезиклмнопрстуфхй", "abvgdeziklmnoprstufhi", strict=True)),
        **dict(zip("әғқңөұүһіэёжчшщы", "agknouuhieejcwwi", strict=True)),
        "ц": "ts",
        "ю": "iu",
        "я": "ia",
        "ъ": "",
        "ь": "",
    }
)
# Before the accents go: the Kazakh Latin alphabets of 2018 and 2021 write with them what plain letters do not.
ACCENTED = str.maketrans({"ý": "u", "ş": "sh", "ç": "ch", "ı": "i", "ʼ": "", "’": "", "'": "", "ʹ": ""})
ANY_ACCENTED = re.compile(f"[{''.join(map(chr, ACCENTED))}]")
LATIN = {
    "shch": "w",
    "sch": "w",
    "sh": "w",
    "ch": "c",
    "zh": "j",
    "kh": "h",
    "gh": "g",
    "ts": "ts",
    "c": "ts",
    "q": "k",
    "w": "u",
    "x": "h",
    "y": "i",
}
LATIN_SOUND = re.compile("|".join(sorted(LATIN, key=len, reverse=True)))
WORD = re.compile(r"[^\W_]+")
DOUBLED = re.compile(r"([^\W\d])\1+")
BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
COMBINING = re.compile(r"[\u0300-\u036f]")
"""Accents that belong to no letter of their own: only what is folded as a whole is rid of them."""
KEPT_WORDS = 16_384


def fold(text: str) -> str:
    """«Жүрек», «журек», "jürek" and "zhurek" become one; doubled letters and «ң» or «нг» for «н» do not count."""
    return _folded(_lowered(text))


def _lowered(text: str) -> str:
    lowered = unicodedata.normalize("NFC", text).casefold()
    return lowered.translate(ACCENTED) if ANY_ACCENTED.search(lowered) else lowered  # hardly any text has one


def _folded(lowered: str) -> str:
    latin = LATIN_SOUND.sub(lambda sound: LATIN[sound[0]], lowered).translate(CYRILLIC)
    bare = BEYOND_ASCII.sub(_without_accents, latin)
    return DOUBLED.sub(r"\1", bare.replace("ng", "n"))


@lru_cache(maxsize=KEPT_WORDS)
def _folded_word(lowered: str) -> str:
    """The same for one word: texts repeat theirs. It is kept in memory once, wherever it stands."""
    return intern(_folded(lowered))


def _without_accents(signs: re.Match[str]) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", signs[0]) if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The folded words of a text, in order, as often as they stand there."""
    lowered = _lowered(text)
    if COMBINING.search(lowered):
        return [intern(word) for word in WORD.findall(_folded(lowered))]
    return [folded for word in WORD.findall(lowered) if (folded := _folded_word(word))]
