"""What can be asked about the forms: a whole form, a section of one, and each row, column and line in it."""

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Any

from content.answers.subject import Subject
from content.models import BudgetLine, Contest, Form, FormField, FormSection, Text
from content.models.base import counted

GAP, LINE = re.compile(r"\{[a-z_]+\}"), "____"
"""Stands in a label for the number of a month or an activity; the print begins with the first."""


def forms(contest: Contest) -> Iterator[Subject]:
    for form in contest.forms.forms:
        about = (form.title, *(section.short for section in form.sections))
        yield Subject(form.id, form.source, _values(contest, form), about, tied_to=_tied_to(contest, form))


def sections(contest: Contest) -> Iterator[Subject]:
    for form, section in _sections(contest):
        printed = [each for each in (section.label, section.note) if each]
        lines = _lines(section)
        values = _values(contest, form) | {"section": section, "lines": lines}
        item = f"{_mark(form)}s_{section.number or section.id}"
        about = (section.short, *printed, *lines)
        yield Subject(item, section.source or form.source, values, about, tied_to=_tied_to(contest, form, section))


def rows(contest: Contest) -> Iterator[Subject]:
    """What is printed inside of a section, and is asked for by itself: rows, columns, lines of a budget."""
    words: dict[str, Any]
    for form, section in _sections(contest):
        for place, field in enumerate(section.fields):
            printed = [each for each in (field.label, field.caption) if each]
            if printed:
                words = {"number": field.number, "printed": printed, "short": field.short, "hint": field.hint}
                words |= {"inside": _below(section.fields[place:])}
                yield _row(contest, form, section, field.id, words)
            for column in field.columns:
                words = {"number": None, "printed": column.heads, "short": column.short, "hint": column.hint}
                yield _row(contest, form, section, f"{section.number or 0}_{column.id}", words)
        for block in section.budget.lines if section.budget else ():
            for line, above in _walk(block):
                label = line.label.counted(1)
                number = counted(line.number, 1) if line.number else None
                words = {"number": number, "printed": [label], "short": label, "hint": line.hint}
                words |= {
                    "above": [each.label.counted(1) for each in above],
                    "inside": [each.label.counted(1) for each in line.lines],
                }
                yield _row(contest, form, section, line.id, words)


def _below(fields: Sequence[FormField]) -> Sequence[Text]:
    """What is printed in the lines that belong to the first: «всего, в том числе:»."""
    first, *others = fields
    if first.label is None or not first.number or not first.label.kk.endswith(":"):
        return ()
    return [each.label for each in takewhile(lambda field: not field.number, others) if each.label]


def _walk(line: BudgetLine, above: Sequence[BudgetLine] = ()) -> Iterator[tuple[BudgetLine, Sequence[BudgetLine]]]:
    """Each line of a budget, with those that it stands below."""
    yield line, above
    for each in line.lines:
        yield from _walk(each, (*above, line))


def paragraphs(contest: Contest) -> Iterator[Subject]:
    """What is printed as running text, with a line where something is written in."""
    for form, section in _sections(contest):
        for number, text in enumerate(section.text, 1):
            printed = Text(**{language: GAP.sub(LINE, said) for language, said in text.said.items()})
            values = _values(contest, form) | {"section": section, "paragraph": printed}
            item = f"{_mark(form)}t_{section.id}{number}"
            source = section.source or form.source
            yield Subject(item, source, values, (printed,), tied_to=_tied_to(contest, form, section))


def footnotes(contest: Contest) -> Iterator[Subject]:
    """What is printed at the foot of a form."""
    for form in contest.forms.forms:
        budgets = [section.budget for section in form.sections if section.budget]
        for number, note in enumerate([form.letterhead, *(budget.footnote for budget in budgets)]):
            if note is not None:
                values = _values(contest, form) | {"note": note}
                item = f"{_mark(form)}_note{number}"
                yield Subject(item, form.source, values, (note,), tied_to=_tied_to(contest, form))


def _row(contest: Contest, form: Form, section: FormSection, item: str, words: dict[str, Any]) -> Subject:
    values = _values(contest, form) | {"section": section} | words
    digits = "".join(sign for sign in words["number"] or "" if sign.isdigit())
    tied_to = (*_tied_to(contest, form, section), *((f"row#{digits}",) if digits else ()))
    about = (words["short"], *words["printed"], *words.get("above", ()))
    return Subject(f"{_mark(form)}_{item}", section.source or form.source, values, about, tied_to=tied_to)


def _sections(contest: Contest) -> Iterator[tuple[Form, FormSection]]:
    for form in contest.forms.forms:
        for section in form.sections:
            yield form, section


def _mark(form: Form) -> str:
    return f"f{form.source.appendix}" if form.source.appendix else form.id[:5]


def _values(contest: Contest, form: Form) -> dict[str, Any]:
    return {"form": form, "document": contest.document(form.document)}


def _tied_to(contest: Contest, form: Form, section: FormSection | None = None) -> tuple[str, ...]:
    document = contest.document(form.document)
    found = [f"document#{document.number}"] if document else []
    if form.source.appendix:
        found.append(f"appendix#{form.source.appendix}")
    if section is not None and section.number:
        found.append(f"section#{section.number}")
    return tuple(found)


def _lines(section: FormSection) -> Sequence[Text]:
    """What is printed in it line by line: its rows, the heads of its columns, the blocks of a budget."""
    found: list[Text] = []
    for field in section.fields:
        found += [head for column in field.columns for head in column.heads]
        found += [each for each in (field.label or field.caption,) if each and not field.columns]
    if section.budget is not None:
        found += [line.label for line in section.budget.lines]
    return found
