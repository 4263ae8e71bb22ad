"""Checks of one language's catalogues: nothing missing, nothing left over, and the same said in both languages."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Message

from content.checks import text_faults
from content.models import SOURCE_LANGUAGE, Language
from content.texts.extraction import Saying
from content.texts.translation import PIECE, Key, catalogue_files, edges, read_catalogue, source_of
from content.yaml_file import ContentError, Fault

TAG = re.compile(r"</?[a-z][^>]*>")
GAP = "\0"
"""Stands for what is inserted into a text."""
SHOWN_CHARACTERS = 50


def catalogue_faults(directory: Path, language: Language, wanted: Mapping[Key, Saying]) -> Iterator[Fault]:
    """What no catalogue has is named where it is said, everything else where it stands in its catalogue."""
    try:
        catalogues = {path: read_catalogue(path, language) for path in catalogue_files(directory, language)}
    except ContentError as error:
        yield from error.faults
        return
    seen: dict[Key, Path] = {}
    for path, catalogue in catalogues.items():
        for message in (message for message in catalogue if message.id):
            key = (message.context or "", source_of(message.id))
            for fault in _faults(message, wanted.get(key), seen.get(key), language):
                yield Fault(path, message.lineno or 1, f"{_named(key)}: {fault}")
            seen[key] = path
        for message in catalogue.obsolete.values():
            yield Fault(path, message.lineno or 1, f"{_named(('', source_of(message.id)))}: said nowhere any more")
    for key, saying in wanted.items():
        if key not in seen:
            yield Fault(*saying.places[0], f"{_named(key)}: not in the catalogue of {language}, run `make texts`")


def _named(key: Key) -> str:
    context, words = key
    line = " ".join(words.split())
    cut = line if len(line) <= SHOWN_CHARACTERS else line[: SHOWN_CHARACTERS - 1].rstrip() + "…"
    return f"{context} {cut!r}".strip()


def _faults(message: Message, saying: Saying | None, elsewhere: Path | None, language: Language) -> Iterator[str]:
    forms = message.string if isinstance(message.string, list | tuple) else [message.string]
    if saying is None:
        yield "said nowhere any more"
    elif elsewhere is not None:
        yield f"stands in {elsewhere.name} too"
    elif message.fuzzy:
        yield "fuzzy: see that it says the same and remove the mark"
    elif not all(forms):
        yield "not translated"
    else:
        for form in forms:
            yield from _differences(saying, str(form), language)


def _differences(saying: Saying, said: str, language: Language) -> Iterator[str]:
    """What a translation must have as the words have it."""
    words = saying.words[0]
    try:
        values = [_values(text, label=saying.label) for text in (words, said)]
    except ValueError as error:
        yield f"not a label: {error}"
        return
    if values[0] != values[1]:
        yield f"takes {values[1]}, in {SOURCE_LANGUAGE} {values[0]}"
    tags = [sorted(TAG.findall(text)) for text in (words, said)]
    if tags[0] != tags[1]:
        yield f"has the tags {tags[1]}, in {SOURCE_LANGUAGE} {tags[0]}"
    if not saying.label and "%" in PIECE.sub(GAP, said):
        yield "a percent sign is written %%"
    if edges(said)[1] != said:
        yield "white space at an edge is the template's matter"
    yield from text_faults({SOURCE_LANGUAGE: unmarked(words), language: unmarked(said)})


def _values(text: str, *, label: bool) -> list[str]:
    """The names of what is inserted, each once.

    Raises ValueError where a label is none.
    """
    found = (
        (name for _, name, _, _ in Formatter().parse(text))
        if label
        else (each["name"] for each in PIECE.finditer(text))
    )
    return sorted({name for name in found if name is not None})


def unmarked(text: str) -> str:
    """A message without mark-up and without the names of what is inserted."""
    return PIECE.sub(lambda piece: GAP if piece["name"] else "%", TAG.sub("", text))
