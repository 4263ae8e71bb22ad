"""`python -m bot texts`: brings the catalogues of the other languages up to what templates and labels say.

A message stands in the catalogue of its feature, or in `common` where several features say it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import write_po
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from content.models import SOURCE_LANGUAGE, Language
from content.texts.labels import read_labels
from content.texts.render import HERE
from content.texts.translation import Key, catalogue_files, edges, read_catalogue, source_of, template_files
from content.yaml_file import ContentError, Fault

COMMON = "common"
SETTINGS = {"trim_blocks": "true", "lstrip_blocks": "true", "newstyle_gettext": "true", "silent": "false"}
"""How templates are read: as `content.texts.render` reads them."""
FUNCTIONS = ("gettext", "pgettext", "_")
HEADER = """\
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""


@dataclass
class Saying:
    """A message of the source language and the places that say it, as path and line."""

    words: tuple[str, ...]
    context: str
    label: bool = False
    plural: bool = False
    places: list[tuple[Path, int]] = field(default_factory=list)
    features: set[str] = field(default_factory=set)

    @property
    def feature(self) -> str:
        return next(iter(self.features)) if len(self.features) == 1 else COMMON


def sayings(directory: Path, language: Language) -> dict[Key, Saying]:
    """What a language has to say: the labels, then what its templates say, in the order of their files.

    Raises ContentError.
    """
    found: dict[Key, Saying] = {}
    for label in read_labels(directory):
        saying = found[label.key, label.words[0]] = Saying(label.words, label.key, label=True, plural=label.plural)
        saying.places.append((label.file, label.line))
        saying.features.add(label.file.stem)
    for name, path in template_files(directory, language).items():
        feature = name.split("/")[0] if "/" in name else COMMON
        for line, words, context in _said_in(path):
            saying = found.setdefault((context, words), Saying((words,), context))
            saying.places.append((path, line))
            saying.features.add(feature)
    return found


def _said_in(template: Path) -> Iterator[tuple[int, str, str]]:
    """Line, words and context of each message."""
    try:
        with template.open("rb") as file:
            found = list(babel_extract(file, FUNCTIONS, (), SETTINGS))
    except TemplateSyntaxError as error:
        raise ContentError([Fault(template, error.lineno, f"not a template: {error.message}")]) from None
    for line, _, message, _ in found:
        *context, words = [each for each in ([message] if isinstance(message, str) else message or ()) if each]
        yield line, edges(words)[1], "".join(context)


def update(directory: Path = HERE) -> list[Path]:
    """Writes the files that change, and returns them. A message that was nearly the same is kept and marked fuzzy.

    Raises ContentError.
    """
    return [path for each in Language if each is not SOURCE_LANGUAGE for path in _update(directory, each)]


def _update(directory: Path, language: Language) -> Iterator[Path]:
    wanted = sayings(directory, language)
    files = catalogue_files(directory, language)
    catalogue = Catalog(locale=language.value)
    for path in files:
        for message in read_catalogue(path, language):
            if message.id:
                catalogue[message.id] = message
    catalogue.update(_template(wanted, directory.parent))
    folder = directory / "locale" / language.value / "LC_MESSAGES"
    written = {folder / f"{feature}.po": text for feature, text in _by_feature(catalogue, wanted, language).items()}
    folder.mkdir(parents=True, exist_ok=True)
    for path in sorted({*files, *written}):
        if path not in written:
            path.unlink()
            yield path
        elif not path.exists() or path.read_bytes() != written[path]:
            path.write_bytes(written[path])
            yield path


def _template(wanted: Mapping[Key, Saying], root: Path) -> Catalog:
    template = Catalog()
    for saying in wanted.values():
        words = saying.words[0]
        template.add(
            (words, saying.words[-1]) if saying.plural else words,
            context=saying.context or None,
            locations=[(path.relative_to(root).as_posix(), line) for path, line in saying.places],
        )
    return template


def _by_feature(catalogue: Catalog, wanted: Mapping[Key, Saying], language: Language) -> dict[str, bytes]:
    """The catalogue of each feature as text."""
    parts: dict[str, Catalog] = defaultdict(lambda: Catalog(locale=language.value))
    for message in catalogue:
        if message.id:
            feature = wanted[message.context or "", source_of(message.id)].feature
            parts[feature][message.id] = message
    return {feature: _written(part) for feature, part in parts.items()}


def _written(catalogue: Catalog) -> bytes:
    """Lines of a message stay whole, so that a search finds what stands on a button."""
    file = BytesIO()
    file.write(HEADER.format(language=catalogue.locale, plurals=catalogue.plural_forms).encode())
    write_po(file, catalogue, width=0, omit_header=True, ignore_obsolete=True, include_lineno=False)
    return file.getvalue().rstrip() + b"\n"
