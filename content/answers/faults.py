"""What is wrong with the texts of answers: what cannot be rendered, is too long, or says other figures in one language.

They are templates, so only what they say of each item tells.
"""

import html
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, UndefinedError

from content.answers.answer import GAP, SHORT_CHARACTERS
from content.answers.every_contest import questions_by_file
from content.answers.expansion import answered_for
from content.checks import text_faults
from content.models import Contest, FaqEntry, Language, Location, Text
from content.models.complaint import Complaint
from content.texts.render import Texts
from content.yaml_file import Fault, YamlFile

KEY_CHARACTERS = 30
"""Of an entry's id and its item's together, for which a button has room."""
MOST_CHARACTERS = {"question": 90, "short": SHORT_CHARACTERS, "answer": 900}
TAG = re.compile(r"</?([a-z-]+)[^>]*>")
TAGS = frozenset({"b", "i", "code", "tg-time"})


def answer_faults(folder: Path, contest: Contest, texts: Texts) -> list[Fault]:
    """What cannot be rendered, is too long, or says other figures in one language than in the other."""
    faults: list[Fault] = []
    for path, entries in ((folder / "faq.yaml", contest.faq.questions), *questions_by_file().items()):
        file = YamlFile(path)
        faults += (
            file.fault(("questions", index, *where), what)
            for index, entry in enumerate(entries)
            for where, what in _faults(contest, entry, texts)
        )
    return list(dict.fromkeys(faults))


def _faults(contest: Contest, entry: FaqEntry, texts: Texts) -> Iterator[tuple[Location, Complaint]]:
    for subject, values in answered_for(contest, entry):
        about = f" ({subject.id})" if subject else ""
        if subject and len(entry.id + subject.id) > KEY_CHARACTERS:
            yield ("id",), Complaint("too long for a button with the id of its item") + about
        for location, text in _texts(entry):
            plain = location[0] not in {"answer", "late"}
            most = MOST_CHARACTERS[str(location[0]) if plain else "answer"]
            for where, message in _text_faults(texts, text, values, most, plain=plain):
                yield (*location, *where), message + about
        for language in Language:
            for index, phrasing in enumerate(entry.phrasings[language]):
                _, fault = _rendered(texts, language, phrasing, values, plain=True)
                if fault:
                    yield ("phrasings", language.value, index), fault + about


def _texts(entry: FaqEntry) -> Iterator[tuple[Location, Text]]:
    yield ("question",), entry.question
    yield ("short",), entry.short
    yield ("answer",), entry.answer
    late = ((("late", "by_post"), entry.late.by_post), (("late", "over"), entry.late.over))
    yield from ((where, text) for where, text in late if text is not None)


def _text_faults(
    texts: Texts, text: Text, values: Mapping[str, Any], most: int, *, plain: bool
) -> Iterator[tuple[Location, Complaint]]:
    said: dict[Language, str] = {}
    for language, template in text.said.items():
        words, fault = _rendered(texts, language, template, values, plain=plain)
        if fault:
            yield (language.value,), fault
            continue
        said[language] = visible = words if plain else html.unescape(TAG.sub("", words))
        if not visible or len(visible) > most:
            yield (language.value,), Complaint("{number} characters, 1 to {most} fit", number=len(visible), most=most)
        if not plain:
            yield from (((language.value,), message) for message in _tag_faults(words))
    if len(said) == len(text.said):
        yield from (((), message) for message in text_faults(said))


def _rendered(
    texts: Texts, language: Language, source: str, values: Mapping[str, Any], *, plain: bool
) -> tuple[str, Complaint | None]:
    """What a template says, or why it says nothing; a text without gaps is no template."""
    if GAP not in source:
        return source.strip(), None
    try:
        return texts.template(language, source, plain=plain).render(values).strip(), None
    except (TemplateError, TypeError, ValueError, AttributeError, LookupError) as error:
        return "", _unrendered(error)


def _unrendered(error: Exception) -> Complaint:
    """What is wrong with a gap in braces; the message of whoever stumbled over it names it best."""
    if isinstance(error, UndefinedError | AttributeError | LookupError):
        return Complaint("a gap asks for what is not there: {error}", f"cannot be rendered: {error}", error=error)
    return Complaint("cannot be rendered: {error}", error=error)


def _tag_faults(said: str) -> Iterator[Complaint]:
    opened: list[str] = []
    for tag in TAG.finditer(said):
        if tag[1] not in TAGS:
            yield Complaint("{tag} is no mark-up of answers", tag=tag[0])
        elif not tag[0].startswith("</"):
            opened.append(tag[1])
        elif not opened or opened.pop() != tag[1]:
            yield Complaint("{tag} closes nothing", tag=tag[0])
    yield from (Complaint("<{tag}> is not closed", tag=tag) for tag in opened)
