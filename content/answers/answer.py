"""One answer, and all ways to ask for it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from content.ellipsis import cut
from content.models import SHARED, Clause, Language, LateAnswers, Lateness, Related, Source, Text
from content.texts.render import Texts

SHORT_CHARACTERS = 28
GAP = "{"
"""With which every gap of a template begins: what has none is no template."""


@dataclass(frozen=True)
class AttachedFile:
    """What goes with an answer, by Telegram's id of it: the message that brought it may be deleted."""

    kind: str
    """photo, document, voice …"""
    file_id: str
    name: str = ""


@dataclass(frozen=True)
class Published:
    """An answer of a consultant that staff have published; plain words."""

    id: int
    question: Text
    answer: Text
    file: AttachedFile | None = None


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
    late: LateAnswers
    values: Mapping[str, Any] = field(repr=False, compare=False)
    published: bool = False
    quotes: tuple[Clause, ...] = field(default=(), repr=False, compare=False)
    """Printed words that it rests on."""
    file: AttachedFile | None = None

    @property
    def key(self) -> str:
        return f"{self.id}/{self.item}" if self.item else self.id

    def html(self, texts: Texts, language: Language, lateness: Lateness = Lateness.NOTHING) -> Markup:
        """What it says when so much is too late; rendered when it is asked for."""
        if self.published:
            return escape(self.answer[language])
        said = self.late.at(lateness) or self.answer
        spoken = said.spoken(language)
        words = said[spoken]
        if GAP in words:
            words = texts.template(spoken, words).render(self.values)
        return Markup(words.strip())  # noqa: S704


@dataclass(frozen=True)
class Expanded:
    """An answer, and all ways to ask for it."""

    answer: Answer
    phrasings: tuple[str, ...]
    about: tuple[Text, ...] = ()
    """What else is said of the item."""
    tied_to: frozenset[str] = frozenset()
    """Ids of the items that it is about: the topic of a task, the document of a form."""


def published(each: Published) -> Expanded:
    """An answer of a consultant among the instant ones."""
    said = each.question.said
    short = Text(**{language: cut(question, SHORT_CHARACTERS) for language, question in said.items()})
    answer = Answer(
        SHARED,
        str(each.id),
        each.question,
        short,
        None,
        False,
        (),
        each.answer,
        LateAnswers(),
        {},
        published=True,
        file=each.file,
    )
    return Expanded(answer, tuple(said.values()))
