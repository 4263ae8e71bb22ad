"""One spelling for what people type in many: Kazakh without its own letters, either language in Latin letters.

A folded word is no word of any language. It only serves to compare: what was typed against what is written.
"""

import re
import unicodedata
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


def fold(text: str) -> str:
    """«Жүрек», «журек», "jürek" and "zhurek" become one; doubled letters and «ң» or «нг» for «н» do not count."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(ACCENTED)
    latin = LATIN_SOUND.sub(lambda sound: LATIN[sound[0]], plain).translate(CYRILLIC)
    bare = BEYOND_ASCII.sub(_without_accents, latin)
    return DOUBLED.sub(r"\1", bare.replace("ng", "n"))


def _without_accents(signs: re.Match[str]) -> str:
    return "".join(sign for sign in unicodedata.normalize("NFD", signs[0]) if not unicodedata.combining(sign))


def words(text: str) -> list[str]:
    """The folded words of a text, in order, as often as they stand there; each is kept in memory once."""
    return [intern(word) for word in WORD.findall(fold(text))]
