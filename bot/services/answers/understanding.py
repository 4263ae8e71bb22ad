"""Takes a message apart: greetings and stories, and each of the questions in it.

People ask two things at once, tell of themselves first, and leave out what they have just said. A part is what is
answered by itself; what stands around it helps to tell what it is about.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, pairwise, takewhile

from bot.services.answers.clauses import AHEAD, clauses, completed, ends_asking, is_short
from bot.services.answers.manners import Manners
from bot.services.answers.meanings import spoken_words
from bot.services.answers.naming import Asking, Names, kinds
from content.answers.every_contest import EveryContest
from content.matching.grammar import ASKING, INTERROGATIVES, PREPOSITIONS, asks
from content.matching.spelling import words

MOST_PARTS = 4
FEW_WORDS = 2
"""Of so few words a part says not all that it asks: «ал Павлодардікі ше»."""
PLAIN = frozenset({"amount", "number", "time", "place", "person"})
"""What is asked for by its mere name."""
SENTENCE = re.compile(r"[^.?!…;\n]+(?:\.(?=\S)[^.?!…;\n]+)*[.?!…;\n]*")
JOINT = re.compile(
    r"\s*,\s+(?:(?:а также|ал|а|и|және|әрі|сосын|тағы|ещё|еще)\s+)?"
    r"|\s+(?:а также|сондай-ақ|және|әрі|сосын|и|тағы|плюс|ал)(?: (?:ещё|еще))?\s+"
    rf"|\s+а\s+(?=(?:{'|'.join(AHEAD)})\s)",
    re.IGNORECASE,
)
WITH = re.compile(r"(?<=\s)([\w-]+)(\s+(?:мен|бен|пен)\s+)(?=([\w-]+))", re.IGNORECASE)
"""Between two things that may be asked of one: «сомасы мен мерзімі»."""
GOES_ON = re.compile(r"(?:а|ал|и|және|еще|ещё|тағы|плюс)\s", re.IGNORECASE)
"""A sentence that begins with it asks for something more."""
OF_REGIONS = frozenset({"person", "place"})
"""What is asked of the region that somebody is from."""
LISTED = re.compile(r"((?:[\w-]+,\s*)*[\w-]+)\s+(?:и|және|мен|бен|пен)\s+(?=([\w-]+))", re.IGNORECASE)
"""What may be numbers of several things of a kind: «2, 3 және 5»."""


EACH_NAMED = ("region", "topic")
"""Items of which several may be named at once: each is answered for."""
BESIDE = re.compile(r",|\s(?:и|және|мен|бен|пен)\s", re.IGNORECASE)
MOST_NAMED = 3


@dataclass(frozen=True)
class Part:
    """One question: its words, those around it, what it asks for, and what it is about."""

    text: str
    spoken: Sequence[str]
    around: Sequence[str]
    asked: frozenset[str]
    tags: frozenset[str]
    told: frozenset[str] = frozenset()
    """What the words around it are about."""
    before: frozenset[str] = frozenset()
    """What the question before it is about."""
    rest: frozenset[str] = frozenset()
    """Words that neither ask nor name: what else has to be in an answer."""


class Understanding:
    def __init__(self, said: EveryContest, asking: Asking, names: Names) -> None:
        self._asking = asking
        self._names = names
        self.manners = Manners(said.manners, names)
        self._whole = {folded for word in said.whole for folded in words(word)}
        self._pointing = {folded for word in said.pointing for folded in words(word)}

    def parts(self, text: str) -> list[Part]:
        """The questions of a message, in their order; all of it, where none stands out."""
        sentences = [each for each in map(str.strip, SENTENCE.findall(text)) if _speaks(each)]
        sentences = [each for each in sentences if self.manners.of(each) is None]
        asking = self._asking_ones(sentences)
        if not asking:
            each = self._each_numbered(" ".join(sentences)) if sentences else []
            return self._in_turn([piece for one in each for piece in self._pieces(one)], [], "")[:MOST_PARTS]
        around = [word for each in sentences if each not in asking for word in spoken_words(each)]
        told = " ".join(each for each in sentences if each not in asking)
        single = [one for sentence in asking for one in self._each_numbered(sentence)]
        pieces = [piece for sentence in single for piece in self._pieces(sentence)]
        parts = self._in_turn([one for piece in pieces for one in clauses(piece, self._tells)], around, told)
        return parts[-MOST_PARTS:] if len(asking) > MOST_PARTS else parts[:MOST_PARTS]

    def _in_turn(self, pieces: Sequence[str], around: Sequence[str], told: str) -> list[Part]:
        """What each piece asks, where it may go on with the one before."""
        parts: list[Part] = []
        for piece in pieces:
            last = parts[-1] if parts else None
            parts += self._each_named(self._part(completed(piece, last.text) if last else piece, around, last, told))
        return parts

    def _each_named(self, part: Part) -> list[Part]:
        """A part for each of several things of a kind that one names side by side: «Шымкент пен Түркістанға кім».

        A name of one word is heard beside a longer one where each stands on a side of its own.
        """
        joints = list(BESIDE.finditer(part.text))
        sides = [(self._names.tags(part.text[: at.start()]), self._names.tags(part.text[at.end() :])) for at in joints]
        for kind in EACH_NAMED if joints else ():
            in_turn = [_of_kind(kind, each) for each in chain.from_iterable(sides)]
            alone = [tag for each in in_turn if len(each) == 1 for tag in each]
            named = dict.fromkeys((*alone, *sorted(_of_kind(kind, part.tags))))
            if 1 < len(named) <= MOST_NAMED:
                return [replace(part, tags=part.tags - named.keys() | {tag}) for tag in named]
        return [part]

    def as_one(self, text: str) -> Part:
        """All of a message as one question, however many sentences of it ask."""
        return self._part(text, [], None)

    def _asking_ones(self, sentences: Sequence[str]) -> list[str]:
        """Where one sentence ends with the sign of a question, a word like «что» makes none of another."""
        marked = [each for each in sentences if "?" in each]
        first = {each for each in sentences if self._asks(" ".join(spoken_words(each)[:FEW_WORDS]))}
        first |= {each for each in sentences if GOES_ON.match(each) and self._asks(each)}
        first |= {each for each in sentences if ends_asking(each)}
        return [each for each in sentences if each in marked or (each in first if marked else self._asks(each))]

    def _asks(self, text: str) -> bool:
        return asks(words(text))

    def _wants(self, text: str) -> bool:
        """Whether a piece of a sentence that asks does so too, if only by what it names: «цель и срок»."""
        return self._asks(text) or self._plain(text)

    def _plain(self, text: str) -> bool:
        return not PLAIN.isdisjoint(self._asking.asked(text))

    def _says(self, text: str) -> bool:
        """Whether a text says more than what is asked for: «пункт какой» goes on with what stands before it."""
        spoken = spoken_words(text)
        counted = set() if self._names.tags(text) else self._names.counted(spoken)
        plain = self._asking.asked_by(word for word in spoken if word not in INTERROGATIVES)
        return bool(set(spoken) - self._asking.used(text) - counted) or not PLAIN.isdisjoint(plain)

    def _tells(self, text: str) -> int:
        """How many things a clause speaks of that neither ask nor point; an item that it names is as good as two."""
        spoken = set(spoken_words(text))
        return len(spoken - self._asking.used(text) - self._pointing - ASKING) + 2 * bool(self._names.tags(text))

    def _each_numbered(self, sentence: str) -> list[str]:
        """A sentence for each of several things that it names by their numbers: «9 және 11 бағыттардың сомасы»."""
        for found in LISTED.finditer(sentence):
            before = list(takewhile(self._names.numbers, reversed(found[1].split(", "))))
            if before and self._names.numbers(found[2]):
                first, last = found.end(1) - len(", ".join(before)), found.end(2)
                each = [f"{sentence[:first]}{number}{sentence[last:]}" for number in (*reversed(before), found[2])]
                if all(self._names.numbered(one) for one in each):
                    return each
        return [sentence]

    def _pieces(self, sentence: str) -> Iterator[str]:
        """A sentence that asks for several things, cut where each side asks for one."""
        begin = 0
        joints = [each.span() for each in JOINT.finditer(sentence)]
        joints += [each.span(2) for each in WITH.finditer(sentence) if self._plain(each[1]) and self._plain(each[3])]
        for (left, right), (following, _) in pairwise([*sorted(joints), (len(sentence), 0)]):
            before, piece = sentence[begin:left], sentence[right:following]
            wants = (self._wants(piece) or "?" in piece) and self._says(piece)
            if self._wants(before) and (wants or is_short(piece, before)):
                yield before
                begin = right
        yield sentence[begin:]

    def _part(self, text: str, around: Sequence[str], before: Part | None, told: str = "") -> Part:
        spoken = spoken_words(text)
        asked, tags = self._asking.asked(text), self._names.tags(text)
        of_told = self._names.tags(told) if told else frozenset()
        if before is not None and not tags and (again := self._names.numbered_like(text, before.tags)):
            around, tags = [*around, *before.spoken], again
        elif before is not None and len(spoken) <= FEW_WORDS + 1:
            around = [*around, *before.spoken]
            if self._whole.isdisjoint(words(text)):
                tags |= {tag for tag in before.tags if kinds([tag]).isdisjoint(kinds(tags))}
            asked = asked if len(spoken) > FEW_WORDS else asked | before.asked
        elif not tags and before is not None and not self._pointing.isdisjoint(words(text)):
            tags = before.tags
        elif not tags and (meant := _meant_of(of_told, asked)):
            tags = meant
        elif before is None and len(spoken) <= FEW_WORDS and around and not self._says(text):
            spoken, around = [*around, *spoken], []
        rest = {word for word in spoken if len(word) > 1} - self._asking.used(text) - self._names.used(spoken)
        rest -= self._pointing | PREPOSITIONS
        of_before = (before.tags or before.before) if before is not None else frozenset()
        return Part(text.strip(), spoken, around, asked, tags, of_told, of_before, frozenset(rest))


def _meant_of(told: frozenset[str], asked: frozenset[str]) -> frozenset[str]:
    """Which of the items that a tale names a question is about: whoever tells where they are from means the topic, if
    they name one, unless they ask for whoever advises there.
    """
    regions = frozenset(tag for tag in told if tag.startswith("region#"))
    items = told - regions
    of_region = len(regions) == 1 and not asked.isdisjoint({"person"} if items else OF_REGIONS)
    return regions if of_region else items if len(items) == 1 else frozenset()


def _of_kind(kind: str, tags: Iterable[str]) -> set[str]:
    return {tag for tag in tags if tag.startswith(f"{kind}#")}


def _speaks(sentence: str) -> bool:
    """Whether there is more than numbers in it."""
    return any(not word.isdigit() for word in spoken_words(sentence))
