"""Instant answers: the entries of a contest's faq.yaml, and one for each item where an entry asks for that.

What figures an answer names stand in the rest of the contest alone: its texts are templates.
"""

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from typing import Any

from jinja2 import TemplateError
from markupsafe import Markup, escape

from content.checks import text_faults
from content.ellipsis import cut
from content.loader import Fault, YamlFile
from content.models import (
    SHARED,
    Contest,
    Criterion,
    Document,
    FaqEntry,
    Item,
    Language,
    Location,
    Per,
    Region,
    Related,
    Source,
    Text,
    Topic,
)
from content.phones import dialled
from content.texts.render import Texts

UNIT = "\x1f"
"""Parts what is rendered together (the ASCII unit separator, which no text holds)."""
SHORT_CHARACTERS = 28
KEY_CHARACTERS = 30
"""Of an entry's id and its item's together, for which a button has room."""
MOST_CHARACTERS = {"question": 90, "short": SHORT_CHARACTERS, "answer": 700}
TAG = re.compile(r"</?([a-z-]+)[^>]*>")
TAGS = frozenset({"b", "i", "code", "tg-time"})


@dataclass(frozen=True)
class Published:
    """An answer of a consultant that staff have published; plain words."""

    id: int
    question: Text
    answer: Text


@dataclass(frozen=True)
class Answer:
    """One answer: `question` stands above it, `short` on its button. `item` is what it answers for, by its id."""

    id: str
    item: str
    question: Text
    short: Text
    source: Source | None
    silent: bool
    screens: tuple[Related, ...]
    answer: Text
    """Templates, or with `published` plain words."""
    values: Mapping[str, Any] = field(repr=False, compare=False)
    published: bool = False

    @property
    def key(self) -> str:
        return f"{self.id}/{self.item}" if self.item else self.id

    def html(self, texts: Texts, language: Language) -> Markup:
        """What it says; rendered when it is asked for."""
        if self.published:
            return escape(self.answer[language])
        spoken = self.answer.spoken(language)
        return Markup(texts.template(spoken, self.answer[spoken]).render(self.values).strip())  # noqa: S704


@dataclass(frozen=True)
class Expanded:
    """An answer, and all ways to ask for it."""

    answer: Answer
    phrasings: tuple[str, ...]
    about: tuple[Text, ...] = ()
    """What else is said of the item."""


def expand(contest: Contest, texts: Texts) -> Iterator[Expanded]:
    """Every answer of a contest."""
    for entry in contest.faq.questions:
        yield from expand_entry(contest, entry, texts)


def expand_entry(contest: Contest, entry: FaqEntry, texts: Texts) -> Iterator[Expanded]:
    lines = {
        language: _Lines(texts, language, (question, entry.short[language], *entry.phrasings[language]))
        for language, question in entry.question.said.items()
    }
    for item, values in _items(contest, entry.per):
        filled = {language: each.filled(values) for language, each in lines.items()}
        answer = Answer(
            id=entry.id,
            item=item.id if item else "",
            question=Text(**{language: said[0] for language, said in filled.items()}),
            short=Text(**{language: said[1] for language, said in filled.items()}),
            source=entry.source or (item.source if item else None),
            silent=entry.silent,
            screens=entry.screens,
            answer=entry.answer,
            values=values,
        )
        yield Expanded(answer, (*chain(*filled.values()), *_other_names(item)), _said_of(item))


class _Lines:
    """Short texts made one template: a template of its own for each would take several times as long."""

    def __init__(self, texts: Texts, language: Language, lines: Sequence[str]) -> None:
        self._lines = lines
        gaps = any("{" in line for line in lines)
        self._template = texts.template(language, UNIT.join(lines), plain=True) if gaps else None

    def filled(self, values: Mapping[str, Any]) -> Sequence[str]:
        return self._template.render(values).split(UNIT) if self._template else self._lines


def _other_names(item: Item | None) -> tuple[str, ...]:
    """The names by which alone people ask for a region, those that came after the announcement too."""
    if not isinstance(item, Region):
        return ()
    later = (name for each in item.later for name in (*each.name.said.values(), *each.aliases))
    return (*item.aliases, *later)


def _said_of(item: Item | None) -> tuple[Text, ...]:
    match item:
        case Topic():
            return (item.title, item.goal, *item.tasks, *item.results)
        case Criterion():
            return (item.title, *item.sub_points)
        case Document():
            return (item.title,)
        case _:
            return ()


def published(each: Published) -> Expanded:
    """An answer of a consultant among the instant ones."""
    said = each.question.said
    short = Text(**{language: cut(question, SHORT_CHARACTERS) for language, question in said.items()})
    answer = Answer(SHARED, str(each.id), each.question, short, None, False, (), each.answer, {}, published=True)
    return Expanded(answer, tuple(said.values()))


def _items(contest: Contest, per: Per | None) -> Iterable[tuple[Item | None, Mapping[str, Any]]]:
    """What an entry answers for, and the values of its templates."""
    common: dict[str, Any] = {"contest": contest}
    if per is None:
        return [(None, common)]
    if per is Per.REGION:
        return [(region, common | _consultant(contest, region)) for region in contest.regions.regions]
    items: Mapping[Per, Iterable[Item]] = {
        Per.TOPIC: contest.topics.topics,
        Per.DOCUMENT: contest.documents.documents,
        Per.CRITERION: contest.criteria.criteria,
    }
    return [(item, common | {per.value: item}) for item in items[per]]


def _consultant(contest: Contest, region: Region) -> dict[str, Any]:
    """A region with who answers for it, and the number as printed and as it is dialled."""
    consultant = next(each for each in contest.regions.consultants if each.id == region.consultant)
    phone = region.phone or consultant.phone
    return {"region": region, "consultant": consultant, "phone": phone, "number": dialled(phone)}


def answer_faults(folder: Path, contest: Contest, texts: Texts) -> list[Fault]:
    """What cannot be rendered, is too long, or says other figures in one language than in the other."""
    file = YamlFile(folder / "faq.yaml")
    return list(
        dict.fromkeys(
            file.fault(("questions", index, *where), what)
            for index, entry in enumerate(contest.faq.questions)
            for where, what in _faults(contest, entry, texts)
        )
    )


def _faults(contest: Contest, entry: FaqEntry, texts: Texts) -> Iterator[tuple[Location, str]]:
    for item, values in _items(contest, entry.per):
        about = f" ({item.id})" if item else ""
        if item and len(entry.id + item.id) > KEY_CHARACTERS:
            yield ("id",), f"too long for a button with the id of its item{about}"
        for name, most in MOST_CHARACTERS.items():
            for where, message in _text_faults(texts, getattr(entry, name), values, most, plain=name != "answer"):
                yield (name, *where), message + about
        for language in Language:
            for index, phrasing in enumerate(entry.phrasings[language]):
                _, fault = _rendered(texts, language, phrasing, values, plain=True)
                if fault:
                    yield ("phrasings", language.value, index), fault + about


def _text_faults(
    texts: Texts, text: Text, values: Mapping[str, Any], most: int, *, plain: bool
) -> Iterator[tuple[Location, str]]:
    said: dict[Language, str] = {}
    for language, template in text.said.items():
        words, fault = _rendered(texts, language, template, values, plain=plain)
        if fault:
            yield (language.value,), fault
            continue
        said[language] = visible = words if plain else html.unescape(TAG.sub("", words))
        if not visible or len(visible) > most:
            yield (language.value,), f"{len(visible)} characters, 1 to {most} fit"
        if not plain:
            yield from (((language.value,), message) for message in _tag_faults(words))
    if len(said) == len(text.said):
        yield from (((), message) for message in text_faults(said))


def _rendered(
    texts: Texts, language: Language, source: str, values: Mapping[str, Any], *, plain: bool
) -> tuple[str, str | None]:
    """What a template says, or why it says nothing."""
    try:
        return texts.template(language, source, plain=plain).render(values).strip(), None
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError) as error:
        return "", f"cannot be rendered: {error}"


def _tag_faults(said: str) -> Iterator[str]:
    opened: list[str] = []
    for tag in TAG.finditer(said):
        if tag[1] not in TAGS:
            yield f"{tag[0]} is no mark-up of answers"
        elif not tag[0].startswith("</"):
            opened.append(tag[1])
        elif not opened or opened.pop() != tag[1]:
            yield f"{tag[0]} closes nothing"
    yield from (f"<{tag}> is not closed" for tag in opened)
