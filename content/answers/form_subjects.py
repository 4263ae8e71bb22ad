"""What can be asked about the forms: a whole form, a section of one, and each row, column and line in it."""

from collections.abc import Iterator, Sequence
from typing import Any

from content.answers.subject import Subject
from content.models import Contest, Form, FormSection, Text


def forms(contest: Contest) -> Iterator[Subject]:
    for form in contest.forms.forms:
        about = (form.title, *(section.short for section in form.sections))
        yield Subject(form.id, form.source, _values(contest, form), about, tied_to=_tied_to(contest, form))


def sections(contest: Contest) -> Iterator[Subject]:
    for form in contest.forms.forms:
        for place, section in enumerate(form.sections, 1):
            printed = [each for each in (section.label, section.note, *section.text) if each]
            lines = _lines(section)
            values = _values(contest, form) | {"section": section, "lines": lines}
            item = f"f{form.source.appendix or place}s{section.number or section.id}"
            tied_to = (*_tied_to(contest, form), *((f"section#{section.number}",) if section.number else ()))
            about = (section.short, *printed, *lines)
            yield Subject(item[:19], section.source or form.source, values, about, tied_to=tied_to)


def rows(contest: Contest) -> Iterator[Subject]:
    """What is printed inside of a section, and is asked for by itself: rows, columns, lines of a budget."""
    for form in contest.forms.forms:
        for section in form.sections:
            where = (*_tied_to(contest, form), *((f"section#{section.number}",) if section.number else ()))
            for field in section.fields:
                printed = [each for each in (field.label, field.caption) if each]
                if printed:
                    values = _values(contest, form) | {"section": section, "number": field.number, "printed": printed}
                    values |= {"short": field.short, "hint": field.hint}
                    tied_to = (*where, *_row(field.number))
                    yield Subject(
                        field.id,
                        field.source or section.source or form.source,
                        values,
                        (field.short, *printed),
                        tied_to=tied_to,
                    )
                for column in field.columns:
                    values = _values(contest, form) | {"section": section, "number": None, "printed": [column.label]}
                    values |= {"short": column.short, "hint": column.hint}
                    yield Subject(
                        column.id, section.source or form.source, values, (column.short, column.label), tied_to=where
                    )
            if section.budget is not None:
                for block in section.budget.lines:
                    for line in block.walk():
                        values = _values(contest, form) | {
                            "section": section,
                            "number": line.number,
                            "printed": [line.label],
                        }
                        values |= {"short": line.label, "hint": line.hint, "block": block}
                        yield Subject(
                            line.id,
                            section.source or form.source,
                            values,
                            (line.label,),
                            tied_to=(*where, *_row(line.number)),
                        )


def footnotes(contest: Contest) -> Iterator[Subject]:
    """What is printed at the foot of a form."""
    for form in contest.forms.forms:
        budgets = [section.budget for section in form.sections if section.budget]
        for number, note in enumerate([form.letterhead, *(budget.footnote for budget in budgets)]):
            if note is not None:
                values = _values(contest, form) | {"note": note}
                item = f"{form.id[:16]}_n{number}"
                yield Subject(item, form.source, values, (note,), tied_to=_tied_to(contest, form))


def _values(contest: Contest, form: Form) -> dict[str, Any]:
    return {"form": form, "document": contest.document(form.document)}


def _row(number: str | None) -> tuple[str, ...]:
    digits = "".join(sign for sign in number or "" if sign.isdigit())
    return (f"row#{digits}",) if digits else ()


def _tied_to(contest: Contest, form: Form) -> tuple[str, ...]:
    document = contest.document(form.document)
    own = (f"document#{document.number}",) if document else ()
    return (*own, f"appendix#{form.source.appendix}") if form.source.appendix else own


def _lines(section: FormSection) -> Sequence[Text]:
    """What is printed in it line by line: its rows, the heads of its columns, the blocks of a budget."""
    found: list[Text] = []
    for field in section.fields:
        found += [column.label for column in field.columns]
        found += [each for each in (field.label or field.caption,) if each and not field.columns]
    if section.budget is not None:
        found += [line.label for line in section.budget.lines]
    return found
