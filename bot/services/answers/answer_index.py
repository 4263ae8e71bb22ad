"""Everything that a contest answers at once, and the reply to what somebody typed.

A question is compared with every way of asking that is known: by the words, by what they mean, and by their letters;
and with what each answer says. Nothing is made up: an answer found is shown as it is written, or none is.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from math import exp

from bot.services.answers.manners import Manner
from bot.services.answers.meanings import Meanings, spoken_words
from bot.services.answers.naming import Asking, Names, kinds
from bot.services.answers.phrasings import Alike, Phrasings, common_letters, spoken
from bot.services.answers.ranking.elsewhere import OtherScreens, Whose
from bot.services.answers.ranking.matter import NONE, Evidence, Matter
from bot.services.answers.ranking.ranking import AskedWords, Candidate, candidates
from bot.services.answers.understanding import FEW_WORDS, Part, Understanding
from bot.services.text_index import KnownWords, Phrases
from content.answers import every_contest
from content.answers.answer import Answer, Published, published
from content.answers.expansion import expand
from content.matching.lexemes import Lexemes
from content.matching.spelling import words
from content.models import Contest
from content.texts.render import Texts

LONGEST = 700
"""Characters of a message that count."""
MOST_WORDS = 16
"""Of a question those that count, the rarest."""
MOST_NEAR, MOST_RIVALS = 6, 40
"""Answers that are kept, and those that have a share."""
REMEMBERED = 32
"""Messages of which is kept what was found out: one is asked about several times before its screen is drawn."""
AROUND = 0.25
"""What a word around a question counts beside one in it."""
NEARLY_ALL = 0.7
"""The same where the question itself has hardly a word: «Какие именно?»."""
WHOLLY_ELSEWHERE = 0.9
UNKNOWN = 0.9
"""The rarity of what is in no phrasing, as a part of the greatest."""
SLIPS = ((9, 2), (5, 1))
LINES_OF_TOPICS = frozenset({"task", "result"})
OF_FEW = 2.0
"""The least rarity of what the lines of one topic say and hardly another answer."""


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
    strange: float = 0.0
    """Of the words that neither ask nor number, the share that the contest never says."""
    everyday: float = 0.0
    """And the share that is said of everyday life."""
    words: int = 0
    """How many such words there are."""
    others: float = 0.0
    """How much all that was typed sounds like everyday life, and not like the contest."""
    evidence: Evidence = NONE
    """What the words of all that was typed say for and against the contest."""
    answers: int = 0
    """How many the contest has."""
    overall: Candidate | None = None
    """What fits best where a tale around the question counts as much as it does: «… Бұл кедергі ме?»."""


@dataclass(frozen=True)
class Whole:
    """All that was typed, of which each question is a part."""

    features: Mapping[str, float]
    others: float
    evidence: Evidence
    alike: Sequence[Alike]
    """How near the answers of each shelf are to it."""


class AnswerIndex:
    def __init__(self, contest: Contest, texts: Texts) -> None:
        said = every_contest.vocabulary()
        self._texts = texts
        groups = [tuple(group) for group in _groups(contest, said)]
        each = [spoken(entry, texts) for entry in expand(contest, texts)]
        everyday = [*said.everyday.kk, *said.everyday.ru]
        named = (word for name in chain(everyday, *groups) for word in spoken_words(name))
        lexemes = Lexemes(chain(named, *(one.said for one in each)))
        self._meanings = Meanings(groups, lexemes, common_letters(each))
        self._everyday = Phrases([[self._meanings.phrase(name) for name in everyday]])
        self._meant = set(self._meanings.words())
        self._asking = Asking(said)
        self._names = Names(contest, said)
        self._understanding = Understanding(said, self._asking, self._names)
        self._shelf = Phrasings(each, self._meanings, self._asking)
        ways: dict[str, list[Sequence[str]]] = defaultdict(list)
        lines: dict[str, set[str]] = defaultdict(set)
        stems: dict[str, list[Iterable[str]]] = defaultdict(list)
        for one in each:
            ways[one.entry.answer.id] += (one.typed[phrasing] for phrasing in one.entry.phrasings)
            stems[one.entry.answer.id] += [map(self._meanings.stem, line) for line in one.lines]
            if one.entry.answer.id in LINES_OF_TOPICS:
                for tag in one.entry.tied_to:
                    lines[tag].update(map(self._meanings.stem, one.said))
        del each  # what only the building needs is large
        self._rarities = self._shelf.rarities()
        self._rarest = UNKNOWN * max(self._rarities.values(), default=1.0)
        self._text_rarities = self._shelf.text_rarities()
        self._lines = {
            tag: {stem for stem in stems if self._text_rarities[f"{stem}-"] >= OF_FEW} for tag, stems in lines.items()
        }
        self._text_rarest = UNKNOWN * max(self._text_rarities.values(), default=1.0)
        self._shelf.measure(self._rarity)
        self._elsewhere = OtherScreens((*said.elsewhere.kk, *said.elsewhere.ru), self._meanings, self._rarity)
        others = (*said.elsewhere.kk, *said.elsewhere.ru, *everyday)
        synonyms = ([words(each) for each in group] for group in said.synonyms)
        self._whose = Whose((*ways.values(), *synonyms), [words(each) for each in others])
        own = chain(stems.values(), (map(self._meanings.phrase, group) for group in groups))
        places = self._meanings.phrase(" ".join(name for group in _regions(contest) for name in group))
        self._matter = Matter(own, map(self._meanings.phrase, others), frozenset(places))
        known = self._shelf.words.union(self._meanings.words(), self._names.words())
        self._words = KnownWords(known, SLIPS)
        daily = (word for line in others for word in spoken_words(line))
        self._stems = self._shelf.stems.union(map(self._meanings.stem, chain(known, daily)))
        self._by_key = {(answer.id, answer.item): answer for answer in self._shelf.answers}
        self._remembered = lru_cache(maxsize=REMEMBERED)(self._replies)
        self._parts = lru_cache(maxsize=REMEMBERED)(self._understanding.parts)
        self._manner = lru_cache(maxsize=REMEMBERED)(self._understanding.manners.of)
        self._later: tuple[tuple[Published, ...], Phrasings] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self._shelf.answers

    def get(self, answer_id: str, item: str) -> Answer | None:
        return self._by_key.get((answer_id, item))

    def with_published(self, each: tuple[Published, ...]) -> Phrasings:
        """A shelf of answers that came later, weighed like the others; made anew only when they are others."""
        if self._later is None or self._later[0] != each:
            shelf = Phrasings([spoken(published(one), self._texts) for one in each], self._meanings, self._asking)
            shelf.measure(self._rarity)
            self._later = each, shelf
        return self._later[1]

    def manner(self, typed: str) -> Manner | None:
        return self._manner(typed)

    def parts(self, typed: str) -> Sequence[Part]:
        return self._parts(typed[:LONGEST])

    def replies(self, typed: str, more: Phrasings | None = None) -> tuple[PartReply, ...]:
        """What each question of a message may be answered with; the last ones are remembered for their screens."""
        return self._remembered(typed, more)

    def _replies(self, typed: str, more: Phrasings | None) -> tuple[PartReply, ...]:
        parts = self.parts(typed)
        shelves = [shelf for shelf in (self._shelf, more) if shelf]
        features = self.features(typed)
        alike = [shelf.alike(features, self._rarity) for shelf in shelves]
        whole = Whole(features, self._whose.others(typed[:LONGEST]), self._evidence(typed[:LONGEST]), alike)
        replies = tuple(self._reply(part, whole, shelves) for part in parts)
        if len(replies) != 1 or not parts[0].around:
            return replies
        as_one = self._reply(self._understanding.as_one(typed[:LONGEST]), whole, shelves)
        return (replace(replies[0], overall=next(iter(as_one.candidates), None)),)

    def _reply(self, part: Part, whole: Whole, shelves: Sequence[Phrasings]) -> PartReply:
        spoken, around = self._counting(part.spoken), self._counting(part.around)
        own = self._weighed(spoken)
        far = AROUND if len(part.rest) > FEW_WORDS or part.tags else NEARLY_ALL
        question = {feature: far * counts for feature, counts in self._weighed(around).items()} | dict(own)
        asked = AskedWords(
            features=question,
            text=self._text_weighed(spoken),
            around=self._text_weighed(around),
            rest=self._text_weighed([self._as_known(word) for word in part.rest]),
            asked=part.asked,
            tags=self._tags(part, spoken),
            told=part.told,
            before=part.before,
        )
        found: list[Candidate] = []
        for shelf, of_whole in zip(shelves, whole.alike, strict=True):
            alike = shelf.alike(question, self._rarity) if question != whole.features else of_whole
            found += candidates(asked, shelf, alike, of_whole)
        found.sort(key=lambda each: (-each.fit, each.answer.key))
        silent = self._asking.used(part.text) | self._understanding.manners.around
        about = {self._meanings.stem(word) for word in spoken if word not in silent}
        everyday = self._everyday.said({stem for stem in about if not self._matter.is_ours(stem)})
        daily = {stem for phrase, _ in everyday for stem in phrase}
        many = max(1, len(about))
        return PartReply(
            part,
            _shared_out(found),
            asked.tags,
            self._away(part, own),
            self._known(spoken),
            sum(f"{stem}-" not in self._text_rarities and stem not in self._meant for stem in about) / many,
            len(daily) / many,
            len(about),
            whole.others,
            whole.evidence,
            len(self._shelf.answers),
        )

    def _tags(self, part: Part, spoken: Sequence[str]) -> frozenset[str]:
        """What a part is about: the topic just spoken of, too, where its tasks speak of what is asked now."""
        own = kinds(part.tags)
        others = (tag for tag in self._names.tags(" ".join(spoken)) if kinds([tag]).isdisjoint(own))
        tags = part.tags | {tag for tag in others if tag not in part.told or not _place(tag)}
        if tags or not part.rest:
            return tags
        rest = {self._meanings.stem(self._as_known(word)) for word in part.rest}
        return frozenset(tag for tag in part.before if not rest.isdisjoint(self._lines.get(tag, ())))

    def _away(self, part: Part, own: Mapping[str, float]) -> float:
        """How near a question is to what people ask of others; so it is, where it begins with that."""
        first = spoken_words(part.text.partition(",")[0])
        near = self._elsewhere.near(self._weighed(first)) if 0 < len(first) < len(part.spoken) else 0.0
        whole = max(self._elsewhere.near(own), near if near >= WHOLLY_ELSEWHERE else 0.0)
        place = any(map(_place, part.tags))
        return max(whole, self._elsewhere.near(self._weighed(sorted(part.rest)))) if place and part.rest else whole

    def _evidence(self, typed: str) -> Evidence:
        silent = self._asking.used(typed) | self._understanding.manners.around
        return self._matter.of({self._meanings.stem(self._as_known(w)) for w in spoken_words(typed) if w not in silent})

    def features(self, typed: str) -> Mapping[str, float]:
        """What questions are compared by among themselves."""
        return self._weighed(self._counting(spoken_words(typed[:LONGEST])))

    def _counting(self, spoken: Sequence[str]) -> list[str]:
        """The words that tell most, as they are known, in their order."""
        known = [self._as_known(word) for word in spoken]
        if len(known) <= MOST_WORDS:
            return known
        rare = {word: self._rarity(f"{self._meanings.stem(word)}-") for word in known}
        least = sorted(rare.values(), reverse=True)[min(MOST_WORDS, len(rare)) - 1]
        return [word for word in known if rare[word] >= least][:MOST_WORDS]

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
        if self._meanings.stem(word) in self._stems:
            return word
        return next(iter(self._words.nearest(word)), word)


def _shared_out(found: Sequence[Candidate]) -> tuple[Candidate, ...]:
    """The best, each with its share of all that may be meant: the better one fits, the more."""
    parts = [exp(each.fit - found[0].fit) for each in found[:MOST_RIVALS]]
    shared = [replace(each, likelihood=part / sum(parts)) for each, part in zip(found, parts, strict=False)]
    near = shared[:MOST_NEAR]
    if len({each.answer.item for each in near}) == 1:
        near[-1:] = [each for each in shared if each.answer.item != near[0].answer.item][:1] or near[-1:]
    return tuple(near)


def _groups(contest: Contest, said: every_contest.EveryContest) -> Iterator[Iterable[str]]:
    """Words for one thing: as they are listed, and the names of the contest's items in every language."""
    yield from said.synonyms
    yield from contest.faq.synonyms
    yield from contest.topics.synonyms
    yield from _regions(contest)
    for topic in contest.topics.topics:
        yield (*topic.short.said.values(), *topic.aliases)
    yield from (document.short.said.values() for document in contest.documents.documents)
    yield from (criterion.short.said.values() for criterion in contest.criteria.criteria)


def _place(tag: str) -> bool:
    return tag.startswith("region#")


def _regions(contest: Contest) -> Iterator[Iterable[str]]:
    for region in contest.regions.regions:
        later = [name for each in region.later for name in (*each.name.said.values(), *each.aliases)]
        yield (*region.short.said.values(), *region.name.said.values(), *region.aliases, *later)
