"""Checks that both languages say everything: same templates with the same values, same labels with the same gaps."""

from collections.abc import Iterator
from pathlib import Path
from string import Formatter

from jinja2 import TemplateSyntaxError, meta

from content.checks import text_faults
from content.loader import Fault
from content.models import Language
from content.render import HERE, Wording


def wording_faults(directory: Path = HERE) -> list[Fault]:
    kk, ru = (Wording(directory, language) for language in (Language.KK, Language.RU))
    return sorted([*_label_faults(directory, kk, ru), *_template_faults(directory, kk, ru)])


def _label_faults(directory: Path, kk: Wording, ru: Wording) -> Iterator[Fault]:
    files = {language: directory / "labels" / f"{language.value}.yaml" for language in Language}
    for ours, theirs in ((kk, ru), (ru, kk)):
        for key in theirs.labels.keys() - ours.labels.keys():
            # plural forms differ by language: Russian has more of them
            if not key.startswith("unit."):
                yield Fault(files[ours.language], 1, f"label {key!r} is missing")
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
