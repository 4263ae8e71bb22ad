"""From an entry to answers: one, or with `per` one for each item."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Any

from content.answers.answer import GAP, Answer, Expanded
from content.answers.every_contest import entries
from content.answers.subject import Subject
from content.answers.subjects import subjects
from content.models import Contest, FaqEntry, Language, Source, Text
from content.texts.render import Texts

UNIT = "\x1f"
"""Parts what is rendered together (the ASCII unit separator, which no text holds)."""


def expand(contest: Contest, texts: Texts) -> Iterator[Expanded]:
    """Every answer of a contest."""
    for entry in entries(contest):
        yield from expand_entry(contest, entry, texts)


def expand_entry(contest: Contest, entry: FaqEntry, texts: Texts) -> Iterator[Expanded]:
    lines = {
        language: _Lines(texts, language, (question, entry.short[language], *entry.phrasings[language]))
        for language, question in entry.question.said.items()
    }
    clauses = contest.clauses if entry.quotes else {}
    quotes = tuple(clauses[each] for each in entry.quotes if each in clauses)
    for subject, values in answered_for(contest, entry):
        filled = {language: each.filled(values) for language, each in lines.items()}
        answer = Answer(
            id=entry.id,
            item=subject.id if subject else "",
            question=Text(**{language: said[0] for language, said in filled.items()}),
            short=Text(**{language: said[1] for language, said in filled.items()}),
            source=entry.source or (subject.source if subject else _source(entry, values)),
            silent=entry.silent,
            screens=tuple(each for each in entry.screens if contest.has(each)),
            answer=entry.answer,
            late=entry.late,
            values=values,
            quotes=quotes,
        )
        names = subject.names if subject else ()
        phrasings = tuple(filter(None, (*chain(*filled.values()), *names)))
        tied_to = frozenset((*(subject.tied_to if subject else ()), *entry.tied_to))
        yield Expanded(answer, phrasings, subject.about if subject else (), tied_to)


def answered_for(contest: Contest, entry: FaqEntry) -> Iterator[tuple[Subject | None, Mapping[str, Any]]]:
    """What an entry answers for, and the values of its templates."""
    common: dict[str, Any] = {"contest": contest}
    found = (
        [(each, common | dict(each.values)) for each in subjects(contest, entry.per)] if entry.per else [(None, common)]
    )
    yield from ((each, values) for each, values in found if all(_there(path, values) for path in entry.needs))


def _source(entry: FaqEntry, values: Mapping[str, Any]) -> Source | None:
    """Where what an entry needs is printed; what we advise is printed nowhere."""
    if entry.about_bot:
        return None
    found: Source | None = None
    for path in entry.needs[:1]:
        name, *fields = path.split(".")
        value = values.get(name)
        for each in fields:
            value = getattr(value, each, None)
            source = getattr(value, "source", None)
            found = source if isinstance(source, Source) else found
    return found


def _there(path: str, values: Mapping[str, Any]) -> bool:
    """Whether the contest has what a template is to say."""
    name, *fields = path.split(".")
    value = values.get(name)
    for each in fields:
        value = getattr(value, each, None)
    return value is not None and value != ()


class _Lines:
    """Short texts made one template: a template of its own for each would take several times as long."""

    def __init__(self, texts: Texts, language: Language, lines: Sequence[str]) -> None:
        self._lines = lines
        gaps = any(GAP in line for line in lines)
        self._template = texts.template(language, UNIT.join(lines), plain=True) if gaps else None

    def filled(self, values: Mapping[str, Any]) -> Sequence[str]:
        return self._template.render(values).split(UNIT) if self._template else self._lines
