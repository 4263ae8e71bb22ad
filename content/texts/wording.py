"""Checks that templates and labels are sound, and that every other language says the same."""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from string import Formatter

from babel.messages.plurals import get_plural
from jinja2 import TemplateSyntaxError, meta, nodes

from content.models import SOURCE_LANGUAGE, Language
from content.texts.extraction import sayings
from content.texts.labels import Label, label_documents, labels_of, leaves
from content.texts.render import HERE, Wording
from content.texts.translation import TemplateEnvironment, Translation, template_files
from content.texts.translation_check import GAP, TAG, catalogue_faults
from content.yaml_file import Fault, YamlFile

LETTERS = re.compile(r"[^\W\d_]+(?:.*[^\W\d_])?")
FOREIGN_LETTER = re.compile(r"[^\W\d_a-zA-Z]")


def wording_faults(directory: Path = HERE) -> list[Fault]:
    """Catalogues are looked at only once labels and templates are sound: these say what is to be translated."""
    documents = label_documents(directory)
    unsound = [fault for document in documents for fault in _form_faults(document)]
    labels = [] if unsound else labels_of(documents)
    unsound += [*_twice(labels), *(() if unsound else _template_faults(directory, labels))]
    if unsound:
        return sorted(unsound)
    others = [language for language in Language if language is not SOURCE_LANGUAGE]
    return sorted(
        fault
        for language in others
        for fault in (
            *catalogue_faults(directory, language, sayings(directory, language)),
            *_own_template_faults(directory, language, labels),
        )
    )


def _form_faults(document: YamlFile) -> Iterator[Fault]:
    """A label is words, or as many forms of them as numbers ask for; and each of its gaps has a name."""
    yield from document.faults
    forms = get_plural(SOURCE_LANGUAGE.value).num_plurals
    for location, label in leaves(document.data):
        if isinstance(label, list) and len(label) not in {1, forms}:
            yield document.fault(location, f"{len(label)} forms of a number, {SOURCE_LANGUAGE} has 1 or {forms}")
        for words in label if isinstance(label, list) else [label]:
            if not isinstance(words, str) or not words.strip():
                yield document.fault(location, "a label is words")
                continue
            try:
                gaps = [name for _, name, _, _ in Formatter().parse(words) if name is not None]
            except ValueError as error:
                yield document.fault(location, f"not a label: {error}")
            else:
                if "" in gaps:
                    yield document.fault(location, "a gap needs a name")


def _twice(labels: Sequence[Label]) -> Iterator[Fault]:
    """Two files that use a key; in one file the reader finds it."""
    first: dict[str, Label] = {}
    for label in labels:
        if label.key in first:
            yield Fault(label.file, label.line, f"{label.key!r} stands in {first[label.key].file.name} too")
        first.setdefault(label.key, label)


class _Silence(Translation):
    """Says nothing: what then remains of a template stands in no message."""

    def text(self, words: str, context: str = "") -> str:  # noqa: ARG002
        return ""


def _template_faults(directory: Path, labels: Sequence[Label]) -> Iterator[Fault]:
    """What is no template, and words that only one language could say."""
    folder = directory / "templates"
    environment = Wording(directory, SOURCE_LANGUAGE, labels).environment
    silent = TemplateEnvironment(_Silence(SOURCE_LANGUAGE))
    shared = template_files(directory, SOURCE_LANGUAGE)
    known = {path for language in Language for path in template_files(directory, language).values()}
    for path in sorted({*known, *shared.values(), *folder.rglob("*.j2")}):
        if path not in known:
            yield Fault(path, 1, "a template of no language")
            continue
        source = path.read_text(encoding="utf-8")
        try:
            meta.find_undeclared_variables(environment.parse(source))
        except TemplateSyntaxError as error:
            yield Fault(path, error.lineno, f"not a template: {error.message}")
            continue
        if path in shared.values():
            for line, words in _bare_words(silent.parse(source)):
                yield Fault(path, line, f"{words!r} stands outside trans and _()")


def _bare_words(template: nodes.Template) -> Iterator[tuple[int, str]]:
    """Line and words: of the text, and of expressions as far as they are not for machines."""
    for output in template.find_all(nodes.Output):
        text = "".join(each.data if isinstance(each, nodes.TemplateData) else GAP for each in output.nodes)
        shown = TAG.sub(lambda tag: " " * len(tag[0]), text)
        for words in LETTERS.finditer(shown):
            yield output.lineno + shown.count("\n", 0, words.start()), words[0]
    for constant in template.find_all(nodes.Const):
        if isinstance(constant.value, str) and FOREIGN_LETTER.search(constant.value):
            yield constant.lineno, constant.value


def _own_template_faults(directory: Path, language: Language, labels: Sequence[Label]) -> Iterator[Fault]:
    """A template of one language takes the values that the others take."""
    environment = Wording(directory, SOURCE_LANGUAGE, labels).environment
    shared = template_files(directory, SOURCE_LANGUAGE)
    for name, path in template_files(directory, language).items():
        if path == shared[name]:
            continue
        mine, theirs = (
            meta.find_undeclared_variables(environment.parse(file.read_text(encoding="utf-8")))
            for file in (path, shared[name])
        )
        if mine != theirs:
            yield Fault(path, 1, f"values used in one language only: {', '.join(sorted(mine ^ theirs))}")
