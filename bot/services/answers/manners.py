"""What somebody wants who asks nothing: a greeting, thanks, or words that lead somewhere, in any form and order."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain

from bot.services.answers.naming import Names
from bot.services.text_index import KnownWords
from content.answers import every_contest
from content.matching.grammar import ASKING
from content.matching.lexemes import is_ending
from content.matching.spelling import words

MOST_WORDS = 12
"""Whoever types more words than these says something."""
SHORTEST_OF_FORMS = 4
SLIPS = ((9, 2), (6, 1))
"""Of words that lead somewhere: how many, from so many letters on."""
Phrase = tuple[str, ...]


class Manner(StrEnum):
    """What somebody wants who asks nothing."""

    GREETING = "greeting"
    THANKS = "thanks"
    HOME = "home"
    HELP = "help"
    BACK = "back"
    CANCEL = "cancel"
    LANGUAGE = "language"
    DOCUMENTS = "documents"
    REMINDERS = "reminders"
    CONTACT = "contact"
    TOPICS = "topics"
    ASSESSMENT = "assessment"
    DEADLINE = "deadline"
    SETTINGS = "settings"
    DATA = "data"


ASKED_FOR = frozenset({Manner.LANGUAGE, Manner.CANCEL, Manner.DOCUMENTS, Manner.REMINDERS, Manner.CONTACT})
"""What may be followed by why."""


@dataclass(frozen=True)
class Crossing:
    """A manner that is told by words of several kinds, in any order: one to do and one to do it with."""

    manner: Manner
    groups: Sequence[frozenset[Phrase]]

    def told_by(self, spoken: Sequence[str], beside: frozenset[str]) -> bool:
        """Whether something of each kind is said, and nothing beside it."""
        said: set[int] = set()
        place = 0
        while place < len(spoken):
            found = [
                (size, number)
                for number, group in enumerate(self.groups)
                for size in range(1, len(spoken) - place + 1)
                if tuple(spoken[place : place + size]) in group
            ]
            if not found and spoken[place] not in beside:
                return False
            longest = max((size for size, _ in found), default=1)
            said.update(number for size, number in found if size == longest)
            place += longest
        return said.issuperset(range(len(self.groups)))


class Manners:
    def __init__(self, said: every_contest.MannerWords, names: Names) -> None:
        self._names = names
        self._by_phrase: Mapping[Phrase, Manner] = {
            tuple(words(each)): Manner(name) for name, phrases in said.phrases.items() for each in phrases
        }
        self._crossings = [
            Crossing(Manner(name), [frozenset(tuple(words(each)) for each in group) for group in groups])
            for name, ways in said.crossed.items()
            for groups in ways
        ]
        self.around = frozenset(folded for word in said.around for folded in words(word))
        """Words that whoever is spoken to is called by, and the like: they say nothing of what is asked."""
        self._beside = self.around.union(folded for word in said.beside for folded in words(word))
        self._beside_reminders = {folded for word in said.beside_reminders for folded in words(word)}
        self._longest = max(map(len, self._by_phrase))
        crossed = chain.from_iterable(phrase for each in self._crossings for group in each.groups for phrase in group)
        self._words = frozenset(chain(self._beside, *self._by_phrase, crossed))
        self._known = KnownWords(self._words, SLIPS)

    def of(self, text: str) -> Manner | None:
        """What somebody wants who typed nothing but a few words of the kind; the last of them counts.

        What the bot is to do may be said with a reason: «отмени, я передумала».
        """
        if manner := self._of_all(text):
            return manner
        first, _, reason = text.partition(",")
        if not reason or not ASKING.isdisjoint(words(reason)) or self._names.tags(reason):
            return None
        manner = self._of_all(first)
        return manner if manner in ASKED_FOR else None

    def _of_all(self, text: str) -> Manner | None:
        spoken = words(text)
        if len(spoken) > MOST_WORDS:
            return None
        return next(filter(None, map(self._said_by, self._ways_to_read(spoken))), None)

    def _ways_to_read(self, spoken: Sequence[str]) -> Iterator[Sequence[str]]:
        """As it stands, without slips and endings that nothing known has, and without any ending."""
        known = [self._as_known(word) for word in spoken]
        yield known
        yield [self._bare(word) for word in known]

    def _said_by(self, spoken: Sequence[str]) -> Manner | None:
        crossed = (each.manner for each in self._crossings if each.told_by(spoken, self._beside))
        return self._by_phrases(spoken) or next(crossed, None)

    def _by_phrases(self, left: Sequence[str]) -> Manner | None:
        last, beside = None, False
        while left:
            sizes = range(min(self._longest, len(left)), 0, -1)
            length = next((size for size in sizes if tuple(left[:size]) in self._by_phrase), 0)
            if length:
                last = self._by_phrase[tuple(left[:length])]
            elif left[0] in self._beside_reminders or left[0].isdigit():
                beside = beside or left[0] not in self.around
            elif left[0] not in self.around:
                return None
            left = left[length or 1 :]
        return last if not beside or last is Manner.REMINDERS else None

    def _as_known(self, word: str) -> str:
        """A word of manners where one was meant: in another form, or mistyped."""
        if word in self._words or word in self._beside_reminders:
            return word
        bare = self._bare(word)
        return bare if bare != word else next(iter(self._known.nearest(word)), word)

    def _bare(self, word: str) -> str:
        """A word of manners without its ending: some stand in a phrase in another form alone, «мәзірді көрсет»."""
        if word in self._beside:
            return word
        longer = (word[:size] for size in range(len(word) - 1, SHORTEST_OF_FORMS - 1, -1) if is_ending(word[size:]))
        return next((known for known in longer if known in self._words), word)
