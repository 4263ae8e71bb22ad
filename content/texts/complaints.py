"""Faults of files in the languages of staff: the sentence, the field with its name, and the way to mend it."""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

import yaml

from content.models import Language
from content.models.complaint import Complaint
from content.texts.render import Texts
from content.yaml_file import Fault

CATALOGUE = Path(__file__).parents[1] / "complaints.yaml"


@cache
def sentences() -> Mapping[str, Mapping[str, str]]:
    """What is said for each English sentence, by language."""
    known: Mapping[str, Mapping[str, str]] = yaml.safe_load(CATALOGUE.read_text(encoding="utf-8"))
    return known


def told(texts: Texts, language: Language, faults: Sequence[Fault]) -> list[str]:
    """Each fault with its file and line. What has no words in the language is said in English."""
    return [f"{fault.file.name}:{fault.line}: {_told(texts, language, fault)}" for fault in faults]


def said(texts: Texts, language: Language, what: Complaint) -> str:
    """A complaint of no file."""
    return _sentence(texts, language, what) or what


def _told(texts: Texts, language: Language, fault: Fault) -> str:
    what = fault.what or fault.message
    said = _sentence(texts, language, what)
    if said is None:
        return fault.message
    place = ".".join(str(part + 1) if isinstance(part, int) else part for part in fault.where)
    field = next((part for part in reversed(fault.where) if isinstance(part, str)), "")
    return f"{place}{_called(texts, language, field)}: {said}" if place else said


def _sentence(texts: Texts, language: Language, what: str) -> str | None:
    if not isinstance(what, Complaint):
        return sentences().get(what, {}).get(language.written)
    said = sentences().get(what.sentence, {}).get(language.written)
    if said is None:
        return None
    called = _called(texts, language, str(what.values.get("field", "")))
    return said.format(**{"called": called, **what.values}) + what.after


def _called(texts: Texts, language: Language, field: str) -> str:
    """The name of a field in brackets, where it has one."""
    name = texts.found(language, f"diff.field.{field}") or texts.found(language, f"diff.file.{field}")
    return f" ({name})" if name else ""
