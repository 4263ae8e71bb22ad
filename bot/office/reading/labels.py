"""Printed words of forms, to find again what stands beside and below them, also where somebody typed them anew."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from rapidfuzz import fuzz, process

from content.models import WRITTEN_LANGUAGES, Form, FormField, FormSection, Language, Layout
from content.models.forms.budgets import Budget
from content.models.forms.forms import BLANK
from content.rules.forms.on_paper import printed_columns

T = TypeVar("T")
LIKE_ENOUGH = 88
"""Of 100: a slip of the print mended or not, a bracket lost."""
LONGEST = 700
"""Characters of anything that is printed on a form."""
COLUMNS_ENOUGH = 0.6
NUMBERING = re.compile(r"^\s*(?:№\s*)?\d{1,2}\s*[.)]+\s*")
NOISE = re.compile(r"[\s\W_]+")


def bare(words: str) -> str:
    """Words without their number, marks and spaces at the ends, in small letters."""
    return NOISE.sub(" ", NUMBERING.sub("", words)).strip().casefold() or words.strip()


class Index(Generic[T]):
    """Things by the words that are printed for them; the first of equals wins."""

    def __init__(self, entries: Iterator[tuple[str, T]]) -> None:
        self.known: dict[str, T] = {}
        for words, thing in entries:
            self.known.setdefault(bare(words), thing)
        self.known.pop("", None)

    def find(self, words: str) -> T | None:
        if len(words) > LONGEST:
            return None
        key = bare(words)
        if not key or key in self.known:
            return self.known.get(key)
        like = process.extractOne(key, self.known.keys(), scorer=fuzz.ratio, score_cutoff=LIKE_ENOUGH)
        return self.known[like[0]] if like else None


@dataclass(frozen=True)
class PrintedSection:
    form: Form
    section: FormSection
    language: Language

    @property
    def table(self) -> FormField | None:
        return next((field for field in self.section.fields if field.columns), None)

    @cached_property
    def heads(self) -> Mapping[str, str]:
        """Names of the columns by their heads, in the order of the print."""
        table, budget = self.table, self.section.budget
        if budget:
            return {bare(column.label[self.language]): column.id.value for column in budget.columns}
        return {bare(label): name for name, label in printed_columns(table, self.language)} if table else {}

    def columns(self, cells: Sequence[str]) -> Mapping[int, str] | None:
        """Which column stands where, if these are the heads."""
        found: dict[int, str] = {}
        heads = Index(iter(self.heads.items()))
        for find in (lambda cell: self.heads.get(bare(cell)), heads.find):
            for place, cell in enumerate(cells):
                name = find(cell) if place not in found else None
                if name is not None and name not in found.values():
                    found[place] = name
        enough = len(found) >= COLUMNS_ENOUGH * len(self.heads)
        return found if enough and len(found) > 1 else None


@dataclass(frozen=True)
class PrintedField:
    form: Form
    field: FormField
    language: Language


class PrintedForms:
    """All forms of a contest by their printed words, in every language in which they are printed."""

    def __init__(self, forms: Sequence[Form]) -> None:
        self.sections = [
            PrintedSection(form, section, language)
            for language in WRITTEN_LANGUAGES
            for form in forms
            for section in form.sections
        ]
        self.by_heading = Index(
            (each.section.label[each.language], each) for each in self.sections if each.section.label
        )
        self.by_label = Index(self._labels())
        self.tables = [each for each in self.sections if each.heads]
        self.other_words = Index((words, True) for words in self._other_words(forms))

    def _labels(self) -> Iterator[tuple[str, PrintedField]]:
        for each in self.sections:
            if each.section.layout in {Layout.ROWS, Layout.QUESTIONNAIRE}:
                for field in each.section.fields:
                    if field.label:
                        yield field.label[each.language], PrintedField(each.form, field, each.language)

    def _other_words(self, forms: Sequence[Form]) -> Iterator[str]:
        """Whatever is printed and leads to nothing."""
        for language in WRITTEN_LANGUAGES:
            for form in forms:
                yield from (form.heading[language], form.mark[language], form.title[language])
                if form.letterhead:
                    yield form.letterhead[language]
                for section in form.sections:
                    yield from _printed(section, language)

    def is_printed(self, words: str) -> bool:
        return self.other_words.find(words) is not None

    def is_signed(self, rows: Sequence[Sequence[str]]) -> bool:
        """Whether a table is the lines to sign on."""
        return any(
            words and all(map(self.is_printed, words)) for row in rows if (words := [each for each in row if each])
        )


def _printed(section: FormSection, language: Language) -> Iterator[str]:
    if section.note:
        yield section.note[language]
    if isinstance(section.budget, Budget) and section.budget.footnote:
        yield section.budget.footnote[language]
    for field in section.fields:
        if field.caption:
            yield field.caption[language]


@dataclass(frozen=True)
class Letter:
    """A paragraph with blanks in it: the fields that stand in them, one after the other."""

    pattern: re.Pattern[str]
    fields: Sequence[str]
    language: Language

    def said(self, words: str) -> Mapping[str, str] | None:
        """What stands in the blanks; None where it is another paragraph."""
        found = self.pattern.fullmatch(words)
        return dict(zip(self.fields, found.groups(), strict=True)) if found else None


def letters(forms: Sequence[Form]) -> list[Letter]:
    return [letter for form in forms for section in form.sections for letter in _with_blanks(section)]


def _with_blanks(section: FormSection) -> Iterator[Letter]:
    for text in section.text:
        for language, words in text.said.items():
            parts = BLANK.split(words)
            yield Letter(_between(parts[::2]), parts[1::2], language)
    if section.layout in {Layout.ADDRESS, Layout.DATED}:
        for field in section.fields:
            for language, words in (field.label.said if field.label else {}).items():
                yield Letter(_between([f"{words} ", ""]), [field.id], language)


def _between(parts: Sequence[str]) -> re.Pattern[str]:
    return re.compile("(.*)".join(re.escape(part) for part in parts), re.DOTALL)
