"""What a question asks for (an amount, a time, whether), and what it is about (a topic, a document, a region)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from bot.services.answers.meanings import spoken_words
from bot.services.text_index import Phrases
from content.answers.every_contest import EveryContest
from content.matching.lexemes import is_ending
from content.matching.spelling import words
from content.models import Contest

TOPIC = "topic#"
LEAST = 3
"""Letters of a word that must be there."""
LONG, MOST_CHANGED = 7, 2
"""Letters at the end of a long name that its forms may have otherwise; of a shorter one, the last."""


class Asking:
    """By which words somebody asks for what."""

    def __init__(self, said: EveryContest) -> None:
        self._kinds = list(said.asking)
        self._phrases = Phrases([tuple(words(each)) for each in said.asking[kind]] for kind in self._kinds)

    def asked(self, text: str) -> frozenset[str]:
        """What a text asks for: amount, time, whether …"""
        return self.asked_by(words(text))

    def asked_by(self, folded: Iterable[str]) -> frozenset[str]:
        """The same of folded words."""
        return frozenset(self._kinds[number] for _, number in self._phrases.said(set(folded)))

    def used(self, text: str) -> set[str]:
        """The words that do the asking."""
        return {word for phrase, _ in self._phrases.said(set(words(text))) for word in phrase}


class Names:
    """Items of a contest by what people call them, and by their numbers: «5-тақырып», «приложение 3»."""

    def __init__(self, contest: Contest, said: EveryContest) -> None:
        named = list(_named(contest))
        self._tags = [tag for tag, _ in named]
        self._phrases = Phrases([tuple(spoken_words(name)) for name in names] for _, names in named)
        self._by_beginning: dict[str, set[str]] = defaultdict(set)
        for word in self._phrases.words():
            self._by_beginning[word[:LEAST]].add(word)
        self._behind = _beginnings((word, kind) for kind, each in said.numbered.items() for word in each.behind)
        self._before = _beginnings((word, kind) for kind, each in said.numbered.items() for word in each.before)
        self._ordinals = {
            folded: str(number)
            for number, group in enumerate(said.ordinals, 1)
            for word in group
            for folded in words(word)
        }

    def words(self) -> Iterator[str]:
        return self._phrases.words()

    def tags(self, text: str) -> frozenset[str]:
        """What a text is about: `topic#5`, `region#akmola`.

        Topics share words: a number goes before a name, a name of two words before one of them, two names before one.
        """
        spoken = words(text)
        longest: dict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
        for said, number in self._phrases.said({form for word in spoken for form in self._forms(word)}):
            length, times = longest[self._tags[number]]
            longest[self._tags[number]] = max(length, len(said)), times + 1
        numbered = self.numbered(text)
        most = max((each for tag, each in longest.items() if tag.startswith(TOPIC)), default=(0, 0))
        by_number = any(tag.startswith(TOPIC) for tag in numbered)
        named = {tag for tag, each in longest.items() if not tag.startswith(TOPIC) or (each == most and not by_number)}
        return numbered | named

    def used(self, spoken: Iterable[str]) -> set[str]:
        """Those of the words that name something, or stand for its number."""
        forms = {word: set(self._forms(word)) for word in spoken}
        naming = {name for phrase, _ in self._phrases.said(set().union(*forms.values())) for name in phrase}
        return {word for word, each in forms.items() if not naming.isdisjoint(each)} | self.counted(forms)

    def counted(self, spoken: Iterable[str]) -> set[str]:
        """Those of the words that only number: «пункт», «3», «үшінші»."""
        return {
            word
            for word in spoken
            if word.isdigit() or word in self._ordinals or _kind(word, self._behind) or _kind(word, self._before)
        }

    def _forms(self, word: str) -> Iterator[str]:
        """The words of names of which a word is a form: it begins like them, and grammar explains how it goes on."""
        for name in self._by_beginning.get(word[:LEAST], ()):
            alike = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(word, name, strict=False)))
            least = max(LEAST, len(name) - (MOST_CHANGED if len(name) >= LONG else 1))
            cuts = range(least, alike + 1) if len(name) > LEAST else ()
            if word == name or any(is_ending(word[cut:]) and is_ending(name[cut:]) for cut in cuts):
                yield name

    def _numbered(self, spoken: Sequence[str]) -> Iterator[str]:
        """What stands beside its number; a number belongs to one thing alone."""
        read = ["", *(self._ordinals.get(word, word) for word in spoken), ""]
        taken = 0
        for place, word in enumerate(read):
            behind, before = _kind(word, self._behind), _kind(word, self._before)
            last, following = read[place - 1], read[min(place + 1, len(read) - 1)]
            if behind and last.isdigit() and taken != place - 1:
                yield f"{behind}#{last}"
            elif before and following.isdigit():
                taken = place + 1
                yield f"{before}#{following}"
            elif before and last.isdigit() and taken != place - 1:
                yield f"{before}#{last}"
            elif behind and following.isdigit():
                taken = place + 1
                yield f"{behind}#{following}"

    def numbered(self, text: str) -> frozenset[str]:
        """What a text names by its number."""
        return frozenset(self._numbered(words(text)))

    def numbers(self, text: str) -> bool:
        """Whether a text is nothing but a number: «9», «тоғызыншы», «3-ші»."""
        said = words(text)
        return bool(said) and self._ordinals.get(said[0], said[0]).isdigit() and (len(said) == 1 or "-" in text)

    def numbered_like(self, text: str, tags: Iterable[str]) -> frozenset[str]:
        """What a mere number means after what was just spoken of: «за третий критерий и за пятый»."""
        numbers = [number for word in words(text) if (number := self._ordinals.get(word, word)).isdigit()]
        of = {tag.partition("#")[0] for tag in tags if tag.partition("#")[2].isdigit()}
        return frozenset(f"{kind}#{numbers[0]}" for kind in of) if len(numbers) == 1 else frozenset()


def kinds(tags: Iterable[str]) -> frozenset[str]:
    return frozenset(tag.partition("#")[0] for tag in tags)


def _beginnings(named: Iterable[tuple[str, str]]) -> Mapping[str, str]:
    """What words begin with, in any form of theirs: all but the last letter, which changes."""
    return {folded[:-1] if len(folded) > LEAST else folded: kind for word, kind in named for folded in words(word)}


def _kind(word: str, beginnings: Mapping[str, str]) -> str | None:
    kinds_of = (kind for begins, kind in beginnings.items() if word.startswith(begins) and _goes_on(word, begins))
    return next(kinds_of, None)


def _goes_on(word: str, begins: str) -> bool:
    """Whether grammar explains what follows a short beginning: «балға» is a form of «балл», «баланс» is not."""
    return len(begins) > LEAST or any(is_ending(word[cut:]) for cut in (len(begins), len(begins) + 1))


def _named(contest: Contest) -> Iterator[tuple[str, Sequence[str]]]:
    for topic in contest.topics.topics:
        yield f"topic#{topic.number}", (*topic.short.said.values(), *topic.title.said.values(), *topic.aliases)
    for document in contest.documents.documents:
        yield f"document#{document.number}", (*document.short.said.values(), *document.title.said.values())
    for criterion in contest.criteria.criteria:
        yield f"criterion#{criterion.number}", (*criterion.short.said.values(), *criterion.title.said.values())
    for region in contest.regions.regions:
        later = [name for each in region.later for name in (*each.name.said.values(), *each.aliases)]
        names = (*region.short.said.values(), *region.name.said.values(), *region.aliases, *later)
        yield f"region#{region.id}", names
    yield "plan#", ("жылдық жоспар", "годовой план", "жоспар", "план грантов", "birgemiz")
