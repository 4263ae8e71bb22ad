"""What words are compared by, and what is asked about them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import sqrt
from sys import intern

from bot.services.text_index import Phrase, Phrases
from content.matching.grammar import FILLER
from content.matching.lexemes import Lexemes
from content.matching.spelling import words

STEM, WORD, LETTERS, MEANING = 1.0, 0.3, 1.0, 1.2
"""What the stem, the form, all letters and the meaning of a word count, if it is equally rare in each."""
TRIGRAM = 3
MOST_KEPT = 16_384
"""Words whose letters are kept."""
SYNONYM = 0.7
"""What is left of a word's own weight where its meaning counts too."""


class Meanings:
    """What words are compared by, where some mean the same."""

    def __init__(self, groups: Iterable[Iterable[str]], lexemes: Lexemes, common: frozenset[str]) -> None:
        """`common` are the three letters that are in too many words to tell anything."""
        self.stem = lexemes.stem
        self._common = common
        self._letters: dict[str, tuple[tuple[str, ...], float]] = {}
        self._phrases = Phrases([self.phrase(name) for name in group] for group in groups)

    def phrase(self, text: str) -> Phrase:
        return tuple(self.stem(word) for word in spoken_words(text))

    def words(self) -> Iterator[str]:
        return self._phrases.words()

    def features(self, spoken: Sequence[str]) -> Mapping[str, float]:
        """What words are compared by, and what each counts before its rarity."""
        of = {word: self.stem(word) for word in spoken}
        found: dict[str, float] = {}
        meant: set[str] = set()
        for said, number in self._phrases.said(set(of.values())):
            meant.update(said)
            found[f"={number}"] = MEANING
        for word, stem in of.items():
            part = SYNONYM if stem in meant else 1.0
            found[f"{stem}-"] = part * STEM
            found[f" {word} "] = part * WORD
            telling, each = self._of_letters(word)
            letters = part * each
            for trigram in telling:
                if found.get(trigram, 0.0) < letters:
                    found[trigram] = letters
        return found

    def _of_letters(self, word: str) -> tuple[tuple[str, ...], float]:
        """The telling three letters of a word, and what they count; kept, since lines repeat their words."""
        if kept := self._letters.get(word):
            return kept
        made = tuple(each for each in trigrams(word) if each not in self._common), LETTERS / sqrt(len(word))
        if len(self._letters) < MOST_KEPT:
            self._letters[word] = made
        return made

    def said(self, spoken: Iterable[str]) -> set[str]:
        """The stems of words and what they mean, for texts that are compared by nothing else."""
        found = {self.stem(word) for word in spoken}
        return {f"{stem}-" for stem in found} | {f"={number}" for _, number in self._phrases.said(found)}


def trigrams(word: str) -> Iterator[str]:
    """The three letters of a word each time, its edges among them."""
    around = f"^{word}$"
    return (intern(around[start : start + TRIGRAM]) for start in range(len(word)))


def is_meaning(feature: str) -> bool:
    """Whether it is what words mean, and not how they are put."""
    return feature[0] == "="


def spoken_words(text: str) -> list[str]:
    """The folded words of a text that ask for something."""
    return asking_words(words(text))


def asking_words(folded: Iterable[str]) -> list[str]:
    """Those of folded words that ask for something."""
    return [word for word in folded if word not in FILLER]
