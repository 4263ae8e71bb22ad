"""Everything that a contest answers at once, and the reply to what somebody typed.

A question is compared with every way of asking that is known: by the words, by what they mean, and by their letters;
and with what each answer says. Nothing is made up: an answer found is shown as it is written, or none is.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.services.answers.elsewhere import OtherScreens
from bot.services.answers.meanings import Meanings, spoken_words
from bot.services.answers.naming import Asking, Names
from bot.services.answers.phrasings import Phrasings
from bot.services.answers.ranking import AskedWords, Candidate, candidates
from bot.services.answers.understanding import FEW_WORDS, Manner, Part, Understanding
from bot.services.text_index import KnownWords
from content.answers import every_contest
from content.answers.answer import Answer, Published, published
from content.answers.expansion import expand
from content.matching.grammar import stems
from content.models import Contest
from content.texts.render import Texts

LONGEST = 700
"""Characters of a message that count."""
MOST_WORDS = 24
MOST_NEAR = 6
REMEMBERED = 32
AROUND = 0.25
"""What a word around a question counts beside one in it."""
NEARLY_ALL = 0.7
"""The same where the question itself has hardly a word: «Какие именно?»."""
WHOLLY_ELSEWHERE = 0.9
UNKNOWN = 0.9
"""The rarity of what is in no phrasing, as a part of the greatest."""
SLIPS = ((9, 2), (5, 1))


@dataclass(frozen=True)
class PartReply:
    """What one question may be answered with, the likeliest first."""

    part: Part
    candidates: tuple[Candidate, ...]
    tags: frozenset[str]
    """What it is about, misspelt names too."""
    elsewhere: float
    """How near it is to what people ask of others."""
    known: float
    """How much of it is known to the contest at all."""


class AnswerIndex:
    def __init__(self, contest: Contest, texts: Texts) -> None:
        said = every_contest.vocabulary()
        self._texts = texts
        self._meanings = Meanings(_groups(contest, said))
        self._asking = Asking(said)
        self._names = Names(contest, said)
        self._understanding = Understanding(said, self._asking, self._names)
        self._shelf = Phrasings(tuple(expand(contest, texts)), self._meanings, self._asking, texts)
        self._rarities = self._shelf.rarities()
        self._rarest = UNKNOWN * max(self._rarities.values(), default=1.0)
        self._text_rarities = self._shelf.text_rarities()
        self._text_rarest = UNKNOWN * max(self._text_rarities.values(), default=1.0)
        self._shelf.measure(self._rarity)
        self._elsewhere = OtherScreens((*said.elsewhere.kk, *said.elsewhere.ru), self._meanings, self._rarity)
        known = self._shelf.words.union(self._meanings.words(), self._names.words())
        self._words = KnownWords(known, SLIPS)
        self._stems = self._shelf.stems.union(stems(word)[-1] for word in known)
        self._by_key = {(answer.id, answer.item): answer for answer in self._shelf.answers}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._replies)
        self._later: tuple[tuple[Published, ...], Phrasings] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self._shelf.answers

    def get(self, answer_id: str, item: str) -> Answer | None:
        return self._by_key.get((answer_id, item))

    def with_published(self, each: tuple[Published, ...]) -> Phrasings:
        """A shelf of answers that came later, weighed like the others; made anew only when they are others."""
        if self._later is None or self._later[0] != each:
            shelf = Phrasings([published(one) for one in each], self._meanings, self._asking, self._texts)
            shelf.measure(self._rarity)
            self._later = each, shelf
        return self._later[1]

    def manner(self, typed: str) -> Manner | None:
        return self._understanding.manner(typed)

    def parts(self, typed: str) -> list[Part]:
        return self._understanding.parts(typed[:LONGEST])

    def replies(self, typed: str, more: Phrasings | None = None) -> tuple[PartReply, ...]:
        """What each question of a message may be answered with; the last ones are remembered for their screens."""
        return self._remembered(typed, more)

    def _replies(self, typed: str, more: Phrasings | None) -> tuple[PartReply, ...]:
        return tuple(self._reply(part, more) for part in self.parts(typed))

    def _reply(self, part: Part, more: Phrasings | None) -> PartReply:
        spoken = [self._as_known(word) for word in part.spoken[:MOST_WORDS]]
        around = [self._as_known(word) for word in part.around[:MOST_WORDS]]
        own = self._weighed(spoken)
        far = AROUND if len(part.spoken) > FEW_WORDS else NEARLY_ALL
        question = {feature: far * counts for feature, counts in self._weighed(around).items()} | dict(own)
        asked = AskedWords(
            features=question,
            text=self._text_weighed(spoken),
            around=self._text_weighed(around),
            rest=self._text_weighed([self._as_known(word) for word in part.rest]),
            asked=part.asked,
            tags=part.tags | self._names.tags(" ".join(spoken)),
            told=part.told,
        )
        shelves = [shelf for shelf in (self._shelf, more) if shelf]
        found = [each for shelf in shelves for each in candidates(asked, shelf, self._rarity)]
        found.sort(key=lambda each: (-each.likelihood, each.answer.key))
        return PartReply(part, tuple(found[:MOST_NEAR]), asked.tags, self._away(part, own), self._known(spoken))

    def _away(self, part: Part, own: Mapping[str, float]) -> float:
        """How near a question is to what people ask of others; so it is, where it begins with that."""
        first = spoken_words(part.text.partition(",")[0])
        near = self._elsewhere.near(self._weighed(first)) if 0 < len(first) < len(part.spoken) else 0.0
        whole = max(self._elsewhere.near(own), near if near >= WHOLLY_ELSEWHERE else 0.0)
        place = any(tag.startswith("region#") for tag in part.tags)
        return max(whole, self._elsewhere.near(self._weighed(sorted(part.rest)))) if place and part.rest else whole

    def features(self, typed: str) -> Mapping[str, float]:
        """What questions are compared by among themselves."""
        return self._weighed([self._as_known(word) for word in spoken_words(typed[:LONGEST])[:MOST_WORDS]])

    def _known(self, spoken: Sequence[str]) -> float:
        weighed = self._text_weighed(spoken)
        whole = sum(weighed.values())
        return sum(c for f, c in weighed.items() if f in self._text_rarities) / whole if whole else 0.0

    def _weighed(self, spoken: Sequence[str]) -> Mapping[str, float]:
        return {f: counts * self._rarity(f) for f, counts in self._meanings.features(spoken).items()}

    def _text_weighed(self, spoken: Sequence[str]) -> Mapping[str, float]:
        return {f: self._text_rarities.get(f, self._text_rarest) for f in self._meanings.said(spoken)}

    def _rarity(self, feature: str) -> float:
        return self._rarities.get(feature, self._rarest)

    def _as_known(self, word: str) -> str:
        """The word itself, or the one it was most likely meant to be; the first letter is hardly ever mistyped."""
        if stems(word)[-1] in self._stems:
            return word
        return next(iter(self._words.nearest(word)), word)


def _groups(contest: Contest, said: every_contest.EveryContest) -> Iterator[Iterable[str]]:
    """Words for one thing: as they are listed, and the names of the contest's items in every language."""
    yield from said.synonyms
    yield from contest.faq.synonyms
    yield from contest.topics.synonyms
    for region in contest.regions.regions:
        later = [name for each in region.later for name in (*each.name.said.values(), *each.aliases)]
        yield (*region.short.said.values(), *region.name.said.values(), *region.aliases, *later)
    for topic in contest.topics.topics:
        yield (*topic.short.said.values(), *topic.aliases)
    yield from (document.short.said.values() for document in contest.documents.documents)
    yield from (criterion.short.said.values() for criterion in contest.criteria.criteria)
