"""The forms that documents are written on (forms.yaml): what is printed, what is filled in, and our help with it.

`label`, `mark`, `title`, `text`, `note` are printed; `short`, `optional` and `unclear` are our own words.
"""

import re
from collections.abc import Callable, Iterator
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from content.models.base import Finding, Item, ItemId, Language, Source, Strict, Text, unique
from content.models.complaint import Complaint
from content.models.forms.budgets import Budget, BudgetColumn
from content.models.forms.fields import OF_ORGANISATION, AnswerId, FieldType, FormField, NamesAt, Serves

BLANK = re.compile(r"\{(\w+)\}")


class Layout(StrEnum):
    """How a section stands on the paper."""

    ADDRESS = "address"
    """A block at the right margin."""
    LETTER = "letter"
    """Paragraphs with blanks in them."""
    SIGNATURE = "signature"
    """Blanks side by side, each with a caption below it."""
    DATED = "dated"
    QUESTIONNAIRE = "questionnaire"
    """Three columns: number, what is asked, what is answered."""
    ROWS = "rows"
    """Two columns: what is asked, what is answered."""
    TEXT = "text"
    """One answer below the heading."""
    TABLE = "table"
    BUDGET = "budget"


class FormSection(Strict):
    """A part of a form. `text` is printed; blanks in it are fields of this form in braces."""

    id: AnswerId
    source: Source | None = None
    number: int | None = None
    label: Text | None = None
    short: Text
    note: Text | None = None
    text: tuple[Text, ...] = ()
    strong: tuple[Text, ...] = ()
    """Words of the text that are printed in bold where they stand first."""
    layout: Layout
    columns: tuple[Text, ...] = ()
    """The printed head of a questionnaire."""
    fields: tuple[FormField, ...] = ()
    budget: Budget | None = None
    optional: Text | None = None
    """When the section need not be filled in, and why."""

    @property
    def asked(self) -> tuple[FormField, ...]:
        return tuple(field for field in self.fields if field.asked)

    def _printed(self, language: Language) -> str:
        return "\n".join(words[language] for words in self.text)

    @property
    def serves(self) -> Iterator[tuple[str, Serves]]:
        """What is written here counts for which sub-points, by the id of the field, or of the budget."""
        for field in self.fields:
            yield from ((field.id, each) for each in field.serves)
        if self.budget is not None:
            yield from ((self.budget.id, each) for each in self.budget.serves)

    def findings(self) -> Iterator[Finding]:
        for index, field in enumerate(self.fields):
            yield from ((("fields", index, *rest), message) for rest, message in field.findings())
        tables = [field.type is FieldType.TABLE for field in self.fields]
        if self.layout is Layout.TABLE and sum(tables) != 1:
            yield ("fields",), Complaint("a section that is a table has one field of type table")
        if self.layout is Layout.TEXT and (len(tables) != 1 or tables[0]):
            yield ("fields",), Complaint("a section of text has one field, and no table")
        for index, words in enumerate(self.strong):
            if any(said not in self._printed(language) for language, said in words.said.items()):
                yield ("strong", index), Complaint("not in the text in every language")
        if (self.layout is Layout.BUDGET) != (self.budget is not None):
            yield ("budget",), Complaint("a section laid out as a budget, and no other, has one")
        if self.budget is not None:
            yield from ((("budget", *rest), message) for rest, message in self.budget.findings())


class Form(Item):
    """The form of a document. With a `letterhead` it is printed on the letterhead, and this note stands at its foot."""

    document: ItemId
    heading: Text
    mark: Text
    title: Text
    short: Text
    file_name: Text
    letterhead: Text | None = None
    sections: Annotated[tuple[FormSection, ...], Field(min_length=1)]

    @property
    def fields(self) -> Iterator[FormField]:
        for section in self.sections:
            yield from section.fields

    def field(self, field_id: str) -> FormField | None:
        return next((field for field in self.fields if field.id == field_id), None)

    def section(self, section_id: str) -> FormSection | None:
        return next((section for section in self.sections if section.id == section_id), None)

    @property
    def budget(self) -> Budget | None:
        return next((section.budget for section in self.sections if section.budget), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("sections", (section.id for section in self.sections))
        for index, section in enumerate(self.sections):
            yield from ((("sections", index, *rest), message) for rest, message in section.findings())
            if section.source is None:
                yield ("sections", index, "source"), Complaint("where the announcement prints it is missing")
            for place, words in enumerate(section.text):
                for blank in {name for said in words.said.values() for name in BLANK.findall(said)}:
                    if self.field(blank) is None:
                        yield (
                            ("sections", index, "text", place),
                            Complaint("no field has the id {blank!r}", blank=blank),
                        )


class Forms(Strict):
    """Every form of a contest (forms.yaml). The file may be missing: then the contest has none."""

    forms: tuple[Form, ...] = ()

    @property
    def fields(self) -> Iterator[FormField]:
        for form in self.forms:
            yield from form.fields

    @property
    def budget_columns(self) -> tuple[BudgetColumn, ...]:
        budgets = (section.budget for form in self.forms for section in form.sections if section.budget)
        return tuple(column for budget in budgets for column in budget.columns)

    def form(self, form_id: str) -> Form | None:
        return next((form for form in self.forms if form.id == form_id), None)

    def of_document(self, document_id: str) -> Form | None:
        return next((form for form in self.forms if form.document == document_id), None)

    def field(self, field_id: str) -> FormField | None:
        return next((field for field in self.fields if field.id == field_id), None)

    def holding(self, field_id: str) -> tuple[Form, FormSection] | None:
        """Where a field, or a budget, stands."""
        return next(
            (
                (form, section)
                for form in self.forms
                for section in form.sections
                if any(field.id == field_id for field in section.fields)
                or (section.budget is not None and section.budget.id == field_id)
            ),
            None,
        )

    @property
    def budgets(self) -> Iterator[Budget]:
        yield from (section.budget for form in self.forms for section in form.sections if section.budget is not None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("forms", (form.id for form in self.forms))
        ids = [field.id for field in self.fields] + [budget.id for budget in self.budgets]
        for twice in sorted({each for each in ids if ids.count(each) > 1}):
            yield ("forms",), Complaint("the id {twice!r} stands twice among the fields", twice=twice)
        for index, form in enumerate(self.forms):
            yield from ((("forms", index, *rest), message) for rest, message in form.findings())
            for field in form.fields:
                if field.same_as is not None and self.field(field.same_as) is None:
                    yield (
                        ("forms", index),
                        Complaint("field {id!r}: no field has the id {same_as!r}", id=field.id, same_as=field.same_as),
                    )
            for budget in (section.budget for section in form.sections if section.budget):
                activities = self.field(budget.activities)
                if activities is None or activities.column(budget.activity) is None:
                    yield (
                        ("forms", index),
                        Complaint(
                            "no table {activities!r} has a column {activity!r}",
                            activities=budget.activities,
                            activity=budget.activity,
                        ),
                    )
                yield from ((("forms", index), message) for message in self._unknown(budget))
        for index, name, place in self.names_wanted:
            if not place.startswith(OF_ORGANISATION) and not names_at(place, self.field):
                yield ("forms", index), Complaint("{id!r}: no words stand at {place!r}", id=name, place=place)

    @property
    def names_wanted(self) -> Iterator[tuple[int, str, NamesAt]]:
        """Every place whose names are offered: by the number of the form, and the field or line that offers them."""
        for index, form in enumerate(self.forms):
            for field in form.fields:
                yield from ((index, field.id, place) for each in (field, *field.columns) for place in each.names_from)
            for line in form.budget.walk() if form.budget else ():
                yield from ((index, line.id, place) for place in line.names_from)

    def _unknown(self, budget: Budget) -> Iterator[Complaint]:
        for item in budget.asked_for:
            for place in item.places:
                if place != budget.id and self.field(place) is None:
                    yield Complaint("asked for {id!r}: no field has the id {place!r}", id=item.id, place=place)


def names_at(place: NamesAt, field: Callable[[str], FormField | None]) -> bool:
    """Whether people write words there, in one's own forms or, without its first part, of the organisation."""
    named, _, column = place.removeprefix(OF_ORGANISATION).partition(".")
    found = field(named)
    if found is None or not found.asked:
        return False
    written = found.column(column) if column else found
    return written is not None and written.type.in_languages


class OrganisationSheet(Strict):
    """What is kept of an organisation once, for all its forms; it belongs to no contest."""

    sections: tuple[FormSection, ...]

    @property
    def fields(self) -> Iterator[FormField]:
        for section in self.sections:
            yield from section.fields

    def field(self, field_id: str) -> FormField | None:
        return next((field for field in self.fields if field.id == field_id), None)

    def section(self, section_id: str) -> FormSection | None:
        return next((section for section in self.sections if section.id == section_id), None)

    def findings(self) -> Iterator[Finding]:
        yield from unique("sections", (section.id for section in self.sections))
        for index, section in enumerate(self.sections):
            yield from ((("sections", index, *rest), message) for rest, message in section.findings())
