"""Answers typed questions from what stands ready, or tells that nothing there surely does.

A question is compared with every way of asking that the contest lists: by the words, by what they mean, and by their
letters, rare ones counting more. Nothing is made up: the answer found is shown as it is written, or none is.
"""

from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from bot.ui.context import Context
from content.answers import Answer, Expanded, Published, expand, published
from content.catalogue import Catalogue
from content.matching.grammar import ASKING, FILLER, stems
from content.matching.spelling import words
from content.models import SHARED, Contest, Criterion, Document, Topic
from content.render import Texts
from storage.consultants import shared_answers as publications

INDEX = "answering"

LONGEST = 200
"""Characters of a question that count."""
MOST_WORDS = 16

SURE = 0.38
"""From this confidence on an answer is shown; chosen on one half of tests/data/questions.yaml, checked on the other."""
POSSIBLE = 0.03
"""Below it an answer is not even offered."""
MOST_NEAR = 4

STEM, WORD, LETTERS, MEANING = 1.0, 0.3, 1.0, 1.2
"""What the stem, the form, all letters and the meaning of a word count, if it is equally rare in each."""
SYNONYM = 0.7
"""What is left of a word's own weight where its meaning counts too."""
UNKNOWN = 0.9
"""The rarity of what is in no phrasing, as a part of the greatest."""
OTHERS, MOST_OTHERS = 0.3, 3
"""The part that the nearest phrasings together have beside the very nearest."""
RIVAL, CLOSE = 0.3, 4
"""What a second answer just as near takes of the confidence, and how quickly that fades with its distance."""
SIBLING = 16
"""The same for the answer about another item: where nothing tells the items apart, none of them was asked for."""
SLIPS = ((9, 2), (5, 1))
"""From how many letters on a word may have how many slips; shorter ones would be mistaken for each other."""


@dataclass(frozen=True)
class Reply:
    """What a question may be answered with, the nearest first. Nothing was asked where no word says anything."""

    asked: bool
    answers: tuple[Answer, ...] = ()
    confidence: float = 0.0
    """That the first is what was asked for, from 0 to 1."""

    @property
    def sure(self) -> Answer | None:
        return self.answers[0] if self.answers and self.confidence >= SURE else None


class Meanings:
    """Groups of words and short phrases for one thing, each phrase as the stems that must all be there."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._phrases: dict[str, set[tuple[tuple[str, ...], int]]] = defaultdict(set)
        for number, group in enumerate(groups):
            for name in group:
                phrase = tuple(stems(word)[-1] for word in words(name) if word not in FILLER)
                if phrase:
                    self._phrases[phrase[0]].add((phrase, number))

    def __iter__(self) -> Iterator[str]:
        return (stem for phrases in self._phrases.values() for phrase, _ in phrases for stem in phrase)

    def said(self, spoken: set[str]) -> Iterator[tuple[tuple[str, ...], int]]:
        """The phrases that are said, and the group of each."""
        for stem in spoken:
            for phrase, number in self._phrases.get(stem, ()):
                if spoken.issuperset(phrase):
                    yield phrase, number

    def features(self, spoken: Sequence[str]) -> Mapping[str, float]:
        """What words are compared by, and what each counts before its rarity."""
        of = {word: stems(word)[-1] for word in spoken}
        found: dict[str, float] = {}
        meant: set[str] = set()
        for phrase, number in self.said(set(of.values())):
            meant.update(phrase)
            found[f"={number}"] = MEANING
        for word, stem in of.items():
            part = SYNONYM if stem in meant else 1.0
            found[f"{stem}-"] = part * STEM
            found[f" {word} "] = part * WORD
            around = f"^{word}$"
            letters = part * LETTERS / sqrt(len(word))
            for start in range(len(word)):
                trigram = around[start : start + 3]
                found[trigram] = max(found.get(trigram, 0), letters)
        return found


class Shelf:
    """Answers, and all ways to ask for them, indexed by feature."""

    def __init__(self, entries: Sequence[Expanded], meanings: Meanings) -> None:
        self.answers = tuple(entry.answer for entry in entries)
        self.words: set[str] = set()
        """All that are in some phrasing."""
        self.stems: set[str] = set()
        """Those of what else is said of items."""
        self._of = array("H")
        """The answer of each line."""
        self._places: dict[str, array[int]] = defaultdict(lambda: array("I"))
        """For each feature its lines, and in the last eight bits what it counts there, in hundredths.

        A line is a phrasing; or it is what else is said of an item, known but worth nothing.
        """
        for number, entry in enumerate(entries):
            for phrasing in dict.fromkeys(entry.phrasings):
                spoken = spoken_words(phrasing)
                self.words.update(spoken)
                self._add(number, meanings.features(spoken))
            if entry.about:
                spoken = words(" ".join(f"{each.kk} {each.ru}" for each in entry.about))
                self.stems.update(stems(word)[-1] for word in spoken)
                self._add(number, dict.fromkeys(meanings.features(spoken), 0.0))
        self._places.default_factory = None

    def _add(self, number: int, features: Mapping[str, float]) -> None:
        for feature, counts in features.items():
            self._places[feature].append(len(self._of) << 8 | round(100 * counts))
        self._of.append(number)

    def rarities(self) -> Mapping[str, float]:
        """By the share of entries that have a feature: an entry about each region is one, not seventeen."""
        many = len({answer.id for answer in self.answers})
        return {
            feature: log(1 + many / len({self.answers[self._of[place >> 8]].id for place in places}))
            for feature, places in self._places.items()
        }

    def measure(self, rarity: Callable[[str], float]) -> None:
        """Weighs every line, so that a long one is not nearer to everything than a short one."""
        squares = array("f", bytes(4 * len(self._of)))
        for feature, places in self._places.items():
            weight = rarity(feature) / 100
            for place in places:
                squares[place >> 8] += (weight * (place & 255)) ** 2
        self._lengths = array("f", (sqrt(square) or 1.0 for square in squares))

    def find(self, question: Mapping[str, float], rarity: Callable[[str], float]) -> Iterator[tuple[float, Answer]]:
        """How near each answer is that has anything of the question: how alike, and how much of it is known there."""
        alike: dict[int, float] = defaultdict(float)
        known: dict[int, float] = defaultdict(float)
        for feature, asked in question.items():
            places = self._places.get(feature, ())
            weight = asked * rarity(feature) / 100
            for place in places:
                alike[place >> 8] += weight * (place & 255)
            for number in {self._of[place >> 8] for place in places}:
                known[number] += asked
        whole = sum(question.values())
        length = sqrt(sum(asked * asked for asked in question.values()))
        by_answer: dict[int, list[float]] = defaultdict(list)
        for line, likeness in alike.items():
            by_answer[self._of[line]].append(likeness / self._lengths[line])
        for number, near in by_answer.items():
            near.sort(reverse=True)
            others = sum(near[:MOST_OTHERS]) / MOST_OTHERS
            likeness = ((1 - OTHERS) * near[0] + OTHERS * others) / length
            yield likeness * known[number] / whole, self.answers[number]


def spoken_words(text: str) -> list[str]:
    """The folded words of a text that ask for something."""
    return [word for word in words(text) if word not in FILLER]


def is_asked(text: str) -> bool:
    """Whether a text is put as a question, rather than being the mere name of something."""
    return not ASKING.isdisjoint(words(text))


class Index:
    """Everything that a contest answers at once."""

    def __init__(self, contest: Contest, texts: Texts) -> None:
        self._meanings = Meanings(_groups(contest))
        self._shelf = Shelf(tuple(expand(contest, texts)), self._meanings)
        self._rarities = self._shelf.rarities()
        self._rarest = UNKNOWN * max(self._rarities.values(), default=1.0)
        self._shelf.measure(self._rarity)
        self._words = sorted(self._shelf.words.union(self._meanings))
        self._stems = self._shelf.stems.union(stems(word)[-1] for word in self._words)
        self._by_key = {(answer.id, answer.item): answer for answer in self._shelf.answers}
        self._later: tuple[tuple[Published, ...], Shelf] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self._shelf.answers

    def get(self, answer_id: str, item: str) -> Answer | None:
        return self._by_key.get((answer_id, item))

    def with_published(self, each: tuple[Published, ...]) -> Shelf:
        """A shelf of answers that came later, weighed like the others; made anew only when they are others."""
        if self._later is None or self._later[0] != each:
            shelf = Shelf([published(one) for one in each], self._meanings)
            shelf.measure(self._rarity)
            self._later = each, shelf
        return self._later[1]

    def reply(self, typed: str, more: Shelf | None = None) -> Reply:
        spoken = [self._as_known(word) for word in spoken_words(typed[:LONGEST])[:MOST_WORDS]]
        if not spoken:
            return Reply(asked=False)
        question = {
            feature: counts * self._rarity(feature) for feature, counts in self._meanings.features(spoken).items()
        }
        found = [pair for shelf in (self._shelf, more) if shelf for pair in shelf.find(question, self._rarity)]
        found = [pair for pair in found if pair[0] >= POSSIBLE]
        found.sort(key=lambda pair: -pair[0])
        if not found:
            return Reply(asked=True)
        return Reply(True, tuple(answer for _, answer in found[: MOST_NEAR + 1]), _confidence(found))

    def _rarity(self, feature: str) -> float:
        return self._rarities.get(feature, self._rarest)

    def _as_known(self, word: str) -> str:
        """The word itself, or the one it was most likely meant to be; the first letter is hardly ever mistyped."""
        slips = next((slips for length, slips in SLIPS if len(word) >= length), 0)
        if not slips or stems(word)[-1] in self._stems:
            return word
        initial = word[0]
        like = self._words[bisect_left(self._words, initial) : bisect_left(self._words, chr(ord(initial) + 1))]
        near = extractOne(word, like, scorer=OSA.distance, score_cutoff=slips)
        return near[0] if near else word


def _confidence(found: Sequence[tuple[float, Answer]]) -> float:
    """That the nearest answer is meant, and no other."""
    best, answer = found[0]
    rival = max((near / best for near, _ in found[1:]), default=0.0)
    sibling = max((near / best for near, other in found[1:] if other.id == answer.id), default=0.0)
    return best * (1 - RIVAL * rival**CLOSE) * (1 - sibling**SIBLING)


def _groups(contest: Contest) -> Iterator[Iterable[str]]:
    """Words for one thing: as the contest lists them, and the names of its items in both languages."""
    yield from contest.faq.synonyms
    yield from contest.topics.synonyms
    for region in contest.regions.regions:
        later = [name for each in region.later for name in (each.name.kk, each.name.ru, *each.aliases)]
        yield (region.short.kk, region.short.ru, region.name.kk, region.name.ru, *region.aliases, *later)
    items: Iterable[Topic | Document | Criterion] = (
        *contest.topics.topics,
        *contest.documents.documents,
        *contest.criteria.criteria,
    )
    yield from ((item.short.kk, item.short.ru) for item in items)


def index(catalogue: Catalogue, texts: Texts, contest_id: str) -> Index:
    """The answers of a contest, indexed when first asked for. Raises KeyError where the contest is not kept."""
    return catalogue.made(contest_id, INDEX, lambda contest: Index(contest, texts))


async def _published(ctx: Context, contest: Contest) -> tuple[Published, ...]:
    async with ctx.database.reading() as connection:
        return await publications.approved(connection, contest.id)


async def reply(ctx: Context, contest: Contest, typed: str) -> Reply:
    """What a question may be answered with, by the contest's own answers and by those that staff have published."""
    base = index(ctx.catalogue, ctx.texts, contest.id)
    later = await _published(ctx, contest)
    return base.reply(typed, base.with_published(later) if later else None)


async def offered(ctx: Context, contest: Contest, answer_id: str, item: str) -> Answer | None:
    """The answer of a button; None where it is not given any more."""
    if answer_id != SHARED:
        return index(ctx.catalogue, ctx.texts, contest.id).get(answer_id, item)
    return next((published(each).answer for each in await _published(ctx, contest) if str(each.id) == item), None)
