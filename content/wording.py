"""Checks that both languages say everything: same templates with the same values, same labels with the same gaps."""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from jinja2 import TemplateSyntaxError, meta

from content.checks import text_faults
from content.loader import Fault, YamlFile
from content.models import Language, Location
from content.render import HERE, Wording

PLURAL = re.compile(r"unit\.\w+\.\w+")


def wording_faults(directory: Path = HERE) -> list[Fault]:
    unreadable = [
        fault
        for language in Language
        for fault in _form_faults(YamlFile(directory / "labels" / f"{language.value}.yaml"))
    ]
    if unreadable:
        return sorted(unreadable)
    kk, ru = (Wording(directory, language) for language in (Language.KK, Language.RU))
    return sorted([*_label_faults(directory, kk, ru), *_template_faults(directory, kk, ru)])


def _form_faults(document: YamlFile) -> Iterator[Fault]:
    """A label is words, and each of its gaps has a name."""
    yield from document.faults
    for location, label in _leaves(document.data):
        if not isinstance(label, str) or not label.strip():
            yield document.fault(location, "a label is words")
            continue
        try:
            gaps = [name for _, name, _, _ in Formatter().parse(label) if name is not None]
        except ValueError as error:
            yield document.fault(location, f"not a label: {error}")
        else:
            if "" in gaps:
                yield document.fault(location, "a gap needs a name")


def _leaves(node: object, at: Location = ()) -> Iterator[tuple[Location, object]]:
    if isinstance(node, dict):
        for key, value in node.items():
            yield from _leaves(value, (*at, key))
    elif at:
        yield at, node


def _unit_faults(file: Path, ours: Wording, units: set[str]) -> Iterator[Fault]:
    """A unit has the form `other`, and every form of its language as soon as it has more than that."""
    for unit in sorted(units):
        forms = {key.removeprefix(f"unit.{unit}.") for key in ours.labels if key.startswith(f"unit.{unit}.")}
        needed = {"other"} if forms <= {"other"} else {"other", *ours.locale.plural_form.tags}
        for form in sorted(needed - forms):
            yield Fault(file, 1, f"label 'unit.{unit}.{form}' is missing")


def _label_faults(directory: Path, kk: Wording, ru: Wording) -> Iterator[Fault]:
    files = {language: directory / "labels" / f"{language.value}.yaml" for language in Language}
    for ours, theirs in ((kk, ru), (ru, kk)):
        for key in theirs.labels.keys() - ours.labels.keys():
            # plural forms differ by language: Russian has more of them
            if not PLURAL.fullmatch(key):
                yield Fault(files[ours.language], 1, f"label {key!r} is missing")
        units = {key.split(".")[1] for key in ours.labels.keys() | theirs.labels.keys() if PLURAL.fullmatch(key)}
        yield from _unit_faults(files[ours.language], ours, units)
    for key in kk.labels.keys() & ru.labels.keys():
        gaps = {
            w.language: sorted(name for _, name, _, _ in Formatter().parse(w.labels[key]) if name) for w in (kk, ru)
        }
        if gaps[Language.KK] != gaps[Language.RU]:
            yield Fault(files[Language.RU], 1, f"label {key!r} takes {gaps[Language.RU]}, in kk {gaps[Language.KK]}")
        for message in text_faults(kk.labels[key], ru.labels[key]):
            yield Fault(files[Language.RU], 1, f"label {key!r}: {message}")


def _template_faults(directory: Path, kk: Wording, ru: Wording) -> Iterator[Fault]:
    names = {w.language: set(w.environment.list_templates()) for w in (kk, ru)}
    for name in sorted(names[Language.KK] ^ names[Language.RU]):
        missing = Language.RU if name in names[Language.KK] else Language.KK
        yield Fault(directory / "templates" / missing.value / name, 1, "the template is missing")
    for name in sorted(names[Language.KK] & names[Language.RU]):
        wanted: dict[Language, set[str]] = {}
        for wording in (kk, ru):
            path = directory / "templates" / wording.language.value / name
            text = path.read_text(encoding="utf-8")
            try:
                wanted[wording.language] = meta.find_undeclared_variables(wording.environment.parse(text))
            except TemplateSyntaxError as error:
                yield Fault(path, error.lineno, f"not a template: {error.message}")
        if len(wanted) == len(Language) and wanted[Language.KK] != wanted[Language.RU]:
            differing = ", ".join(sorted(wanted[Language.KK] ^ wanted[Language.RU]))
            yield Fault(directory / "templates" / "ru" / name, 1, f"values used in one language only: {differing}")
