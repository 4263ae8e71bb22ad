"""Forms of one word, by what both languages may end a word with and by the words that are known.

Endings alone do not tell where a word ends: «волонтер» looks like «волон» in the Kazakh plural. So a word is cut where
most of the known words are cut too: «волонтерлер», «волонтеров» and «волонтерлік» leave «волонтер».
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from math import log

from content.matching.spelling import fold

SHORTEST = 3
LETTER, SHORT = 0.2, 0.6
"""What a letter more counts beside the words that are cut alike, and what speaks against the shortest stems."""


def _any(endings: str) -> str:
    return "|".join(sorted({fold(each) for each in endings.split()}, key=lambda each: (-len(each), each)))


# Kazakh, in the order in which a word grows: another word of it, number, belonging, case.
MADE = _any(
    "лық лік дық дік тық тік лы лі ды ді ты ті сыз сіз шы ші шылық шілік ғы гі қы кі дағы дегі тағы тегі ндағы ндегі"
)
MANY = _any("лар лер дар дер тар тер")
OWN = _any("ым ім ң ың ің м ы і сы сі мыз міз ымыз іміз ңыз ңіз ыңыз іңіз")
CASE = _any(
    "ның нің дың дің тың тің ға ге қа ке на не а е ны ні ды ді ты ті н да де та те нда нде дан ден тан тен нан"
    " нен ннан мен бен пен менен нікі дікі тікі дағы дегі тағы тегі ндағы ндегі"
    # where somebody is from: «Павлодарданбыз»
    " данмын денмін танмын тенмін нанмын ненмін данбыз денбіз танбыз тенбіз нанбыз ненбіз"
)
VERB = _any(
    "у ып іп п ға уға уге уды уді удың дан ған ген қан кен ғандар гендер атын етін йтын йтін ады еді йды йді ды"
    " ді ты ті дым дім дық дік тым тім тық тік са се сақ сек самыз сам ар ер р мас мес ай ей аймыз ейміз амыз еміз"
    " ымыз іміз аық айық ейік ыңыз іңіз ңыз ңіз сын сін уші ушы ушілер ушылар луы луі алы елі ала еле"
)
VOICE = _any("ыл іл л ын ін н ыс іс т дыр дір тыр тір ла ле да де та те лан лен дан ден тан тен")
NOT = _any("ма ме ба бе па пе")
# Russian: another word of it, then the endings of nouns, adjectives and verbs.
RU_MADE = _any(
    "ск инск анск овск н ин ов ев ств ост ость ност ность ник ниц ниче чик щик к ок ек очк ани ени яни ци аци ификаци"
)
RU_CASE = _any(
    "а я о е ы и у ю ь ой ей ою ею ом ем ам ям ами ями ах ях ов ев ий ия ие ию ии ием иям иями иях ые ый ая яя ое"
    " ее ую юю ого его ому ему ым им ыми ими ых их"
)
RU_VERB = _any(
    "ть ти ать ять ить еть уть ал ала али ало ил ила или ило ел ела ели ет ит ут ют ат ят ем им ете ите ешь ишь ю"
    " у ай яй и айте ает яет уют ают яют аем яем уем ует овать евать ировать ируют ирует ируем ированный емый"
    " уемый ируемый ется ится аются яются уется ться ся сь лся лась лись ан ана ано аны ен ена ено ены нный нная"
    " нные нного нных ющий ющая ющие ющих вший вшие вших ая ую ой"
)
ENDING = re.compile(
    rf"(?:{MADE})?(?:{MADE})?(?:{MANY})?(?:{OWN})?(?:{CASE})?(?:{CASE})?"
    rf"|(?:{VOICE})?(?:{VOICE})?(?:{NOT})?(?:{VERB})?(?:{MANY})?(?:{OWN})?(?:{CASE})?"
    rf"|(?:{RU_MADE})?(?:{RU_MADE})?(?:{RU_CASE})?|(?:{RU_VERB})"
)


class Lexemes:
    """Cuts words to what all forms of them have in common; `known` are the words by which that is told."""

    def __init__(self, known: Iterable[str]) -> None:
        self._support = Counter(stem for word in set(known) for stem in _beginnings(word))
        self.stem = cache(self._stem)

    def _stem(self, word: str) -> str:
        """A folded word without its endings; what was cut may have others still."""
        while True:
            shorter = max(_beginnings(word), key=self._likely, default=word)
            if shorter == word:
                return word
            word = shorter

    def _likely(self, stem: str) -> float:
        return log(1 + self._support[stem]) + LETTER * len(stem) - SHORT * (len(stem) == SHORTEST)


def _beginnings(word: str) -> Iterator[str]:
    """What may be left of a word, itself first."""
    for size in range(len(word), SHORTEST - 1, -1):
        if is_ending(word[size:]):
            yield word[:size]


@cache
def is_ending(letters: str) -> bool:
    """Whether grammar may add these letters, or none, to a word."""
    return ENDING.fullmatch(letters) is not None
