"""How far forms are: what the print demands, and what of it is there."""

from dataclasses import dataclass

from content.models import FieldType, Form, FormField, FormSection, Language, OrganisationSheet
from content.rules.forms.budget import FilledBudget
from content.rules.forms.filled import FilledForms, FilledSheet, Place


@dataclass(frozen=True)
class Extent:
    """Answers that are there, of those that the print demands."""

    done: int
    demanded: int

    def __add__(self, more: "Extent") -> "Extent":
        return Extent(self.done + more.done, self.demanded + more.demanded)

    @property
    def complete(self) -> bool:
        return self.done >= self.demanded

    @property
    def begun(self) -> bool:
        return self.done > 0


NO_EXTENT = Extent(0, 0)


def of_field(sheet: FilledSheet, form_field: FormField, languages: tuple[Language, ...]) -> Extent:
    """A table counts as one answer: it is there once a row has all that the print demands of it."""
    if not form_field.required:
        return NO_EXTENT
    if form_field.type is FieldType.TABLE:
        return Extent(
            int(any(_row_full(sheet, form_field, row.key, languages) for row in sheet.rows(form_field.id))), 1
        )
    places = places_of(form_field, languages)
    return Extent(sum(bool(sheet.at(place)) for place in places), len(places))


def places_of(form_field: FormField, languages: tuple[Language, ...]) -> list[Place]:
    """Where a field that is no table is written, for these languages of the paper."""
    if form_field.type.in_languages:
        return [Place(form_field.id, language=language.value) for language in languages]
    return [Place(form_field.id)]


def _row_full(sheet: FilledSheet, form_field: FormField, row: str, languages: tuple[Language, ...]) -> bool:
    return all(
        sheet.at(Place(form_field.id, row, column.id, language))
        for column in form_field.columns
        if column.required
        for language in (languages if column.type.in_languages else ("",))
    )


def of_section(filled: FilledForms, section: FormSection) -> Extent:
    """A budget counts as one answer: it is there once something is in it and sources pay for all of it."""
    if section.optional is not None:
        return NO_EXTENT
    if section.budget is not None:
        total = FilledBudget(filled, section.budget).total
        return Extent(int(total.total > 0 and total.difference == 0), 1)
    return sum((of_field(filled.own, each, filled.languages) for each in section.asked), NO_EXTENT)


def of_form(filled: FilledForms, form: Form) -> Extent:
    """What the organisation has to bring counts too: without it the paper has gaps."""
    known = [field_id for field in form.fields for field_id in field.organisation]
    demanded = [field for field_id in dict.fromkeys(known) if (field := filled.sheet.field(field_id)) is not None]
    brought = sum((of_field(filled.organisation, each, filled.languages) for each in demanded), NO_EXTENT)
    return sum((of_section(filled, section) for section in form.sections), brought)


def of_sheet(sheet: FilledSheet, part: OrganisationSheet | FormSection, languages: tuple[Language, ...]) -> Extent:
    """How much is known of an organisation, or of a part of it."""
    return sum((of_field(sheet, field, languages) for field in part.fields if field.asked), NO_EXTENT)
