"""Answers typed questions from what stands ready, or tells that nothing there surely does.

A question is compared with every way of asking that the contest lists: by the words, by what they mean, and by their
letters, rare ones counting more. Nothing is made up: the answer found is shown as it is written, or none is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from bot.services.text_index import InvertedIndex, KnownWords, Phrase, Phrases, rarity
from bot.ui.context import Context
from content.answers import Answer, Expanded, Published, expand, published
from content.catalogue import Catalogue
from content.matching.grammar import ASKING, FILLER, stems
from content.matching.spelling import words
from content.models import SHARED, Contest, Criterion, Document, Topic
from content.texts.render import Texts
from storage.consultants import shared_answers

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
    """What words are compared by, where some mean the same."""

    def __init__(self, groups: Iterable[Iterable[str]]) -> None:
        self._phrases = Phrases([_stems(name) for name in group] for group in groups)

    def words(self) -> Iterator[str]:
        return self._phrases.words()

    def features(self, spoken: Sequence[str]) -> Mapping[str, float]:
        """What words are compared by, and what each counts before its rarity."""
        of = {word: stems(word)[-1] for word in spoken}
        found: dict[str, float] = {}
        meant: set[str] = set()
        for phrase, number in self._phrases.said(set(of.values())):
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


class Phrasings:
    """Answers, and all ways to ask for them. A line is a phrasing; or it is what else is said of an item, known but
    worth nothing.
    """

    def __init__(self, entries: Sequence[Expanded], meanings: Meanings) -> None:
        self.answers = tuple(entry.answer for entry in entries)
        self.words: set[str] = set()
        """All that are in some phrasing."""
        self.stems: set[str] = set()
        """Those of what else is said of items."""
        self._index = InvertedIndex[Answer]()
        for entry in entries:
            self._index.add(entry.answer, self._lines(entry, meanings))

    def _lines(self, entry: Expanded, meanings: Meanings) -> Iterator[Mapping[str, float]]:
        for phrasing in dict.fromkeys(entry.phrasings):
            spoken = spoken_words(phrasing)
            self.words.update(spoken)
            yield meanings.features(spoken)
        if entry.about:
            spoken = words(" ".join(said for each in entry.about for said in each.said.values()))
            self.stems.update(stems(word)[-1] for word in spoken)
            yield dict.fromkeys(meanings.features(spoken), 0.0)

    def rarities(self) -> Mapping[str, float]:
        """By the share of entries that have a feature: an entry about each region is one, not seventeen."""
        ids = [answer.id for answer in self.answers]
        many = len(set(ids))
        return {
            feature: rarity(len({ids[number] for number in self._index.entries_with(feature)}), many)
            for feature in self._index.features()
        }

    def measure(self, rare: Callable[[str], float]) -> None:
        self._lengths = self._index.lengths(rare)

    def find(self, question: Mapping[str, float], rare: Callable[[str], float]) -> Iterator[tuple[float, Answer]]:
        """How near each answer is that has anything of the question: how alike, and how much of it is known there."""
        alike: dict[int, float] = defaultdict(float)
        known: dict[int, float] = defaultdict(float)
        for feature, asked in question.items():
            for number in self._index.count(feature, asked * rare(feature), alike):
                known[number] += asked
        whole = sum(question.values())
        length = sqrt(sum(asked * asked for asked in question.values()))
        by_answer: dict[int, list[float]] = defaultdict(list)
        for line, likeness in alike.items():
            by_answer[self._index.entry_of[line]].append(likeness / self._lengths[line])
        for number, near in by_answer.items():
            near.sort(reverse=True)
            others = sum(near[:MOST_OTHERS]) / MOST_OTHERS
            likeness = ((1 - OTHERS) * near[0] + OTHERS * others) / length
            yield likeness * known[number] / whole, self.answers[number]


def spoken_words(text: str) -> list[str]:
    """The folded words of a text that ask for something."""
    return [word for word in words(text) if word not in FILLER]


def _stems(text: str) -> Phrase:
    return tuple(stems(word)[-1] for word in spoken_words(text))


def is_asked(text: str) -> bool:
    """Whether a text is put as a question, rather than being the mere name of something."""
    return not ASKING.isdisjoint(words(text))


class AnswerIndex:
    """Everything that a contest answers at once."""

    def __init__(self, contest: Contest, texts: Texts) -> None:
        self._meanings = Meanings(_groups(contest))
        self._shelf = Phrasings(tuple(expand(contest, texts)), self._meanings)
        self._rarities = self._shelf.rarities()
        self._rarest = UNKNOWN * max(self._rarities.values(), default=1.0)
        self._shelf.measure(self._rarity)
        known = self._shelf.words.union(self._meanings.words())
        self._words = KnownWords(known, SLIPS)
        self._stems = self._shelf.stems.union(stems(word)[-1] for word in known)
        self._by_key = {(answer.id, answer.item): answer for answer in self._shelf.answers}
        self._later: tuple[tuple[Published, ...], Phrasings] | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        return self._shelf.answers

    def get(self, answer_id: str, item: str) -> Answer | None:
        return self._by_key.get((answer_id, item))

    def with_published(self, each: tuple[Published, ...]) -> Phrasings:
        """A shelf of answers that came later, weighed like the others; made anew only when they are others."""
        if self._later is None or self._later[0] != each:
            shelf = Phrasings([published(one) for one in each], self._meanings)
            shelf.measure(self._rarity)
            self._later = each, shelf
        return self._later[1]

    def reply(self, typed: str, more: Phrasings | None = None) -> Reply:
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
        if stems(word)[-1] in self._stems:
            return word
        return next(iter(self._words.nearest(word)), word)


def _confidence(found: Sequence[tuple[float, Answer]]) -> float:
    """That the nearest answer is meant, and no other."""
    best, answer = found[0]
    rival = max((near / best for near, _ in found[1:]), default=0.0)
    sibling = max((near / best for near, other in found[1:] if other.id == answer.id), default=0.0)
    return best * (1 - RIVAL * rival**CLOSE) * (1 - sibling**SIBLING)


def _groups(contest: Contest) -> Iterator[Iterable[str]]:
    """Words for one thing: as the contest lists them, and the names of its items in every language."""
    yield from contest.faq.synonyms
    yield from contest.topics.synonyms
    for region in contest.regions.regions:
        later = [name for each in region.later for name in (*each.name.said.values(), *each.aliases)]
        yield (*region.short.said.values(), *region.name.said.values(), *region.aliases, *later)
    items: Iterable[Topic | Document | Criterion] = (
        *contest.topics.topics,
        *contest.documents.documents,
        *contest.criteria.criteria,
    )
    yield from (item.short.said.values() for item in items)


def index(catalogue: Catalogue, texts: Texts, contest_id: str) -> AnswerIndex:
    """The answers of a contest, indexed when first asked for. Raises KeyError where the contest is not kept."""
    return catalogue.made(contest_id, INDEX, lambda contest: AnswerIndex(contest, texts))


async def _published(ctx: Context, contest: Contest) -> tuple[Published, ...]:
    async with ctx.database.reading() as connection:
        return await shared_answers.approved(connection, contest.id)


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
