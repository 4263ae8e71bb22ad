"""Ways through a form: from one place to the next, and back to where it belongs."""

from itertools import groupby

from bot.payloads.forms.answers import FieldCard
from bot.payloads.forms.cards import FormCard, OrganisationCard, SectionCard
from bot.payloads.forms.places import fields_of
from bot.payloads.forms.tables import BudgetCard, RowCard, TableCard
from bot.payloads.payload import Payload
from bot.services.forms.asking import PART_TYPES, FormQuestion, Step, cell, languages_of, steps
from bot.services.forms.books import FormBook
from bot.ui.context import Context
from bot.ui.screens import Button
from content.models import WRITTEN_LANGUAGES, BudgetPart, FormField, FormSection, Language
from content.rules.forms.filled import Place


def card(book: FormBook, place: Place) -> FieldCard:
    return FieldCard.model_validate(fields_of(book.at, place))


def stop(book: FormBook, step: Step) -> Payload:
    """The screen of a stop on the way."""
    if step.place is not None:
        return card(book, step.place)
    if step.table is not None:
        return TableCard(book=book.at, field=step.table.id)
    return BudgetCard(book=book.at, field=step.budget.id if step.budget else "")


def above(book: FormBook, section: FormSection) -> Payload:
    """The form of a section, or the organisation."""
    form = book.form(section)
    return FormCard(book=book.at, form=form.id) if form else OrganisationCard(book=book.at)


def of_section(book: FormBook, section: FormSection) -> Payload:
    """The screen of a section: where it asks for a single thing, that one."""
    stops = list(steps(book, (section,)))
    if len(stops) == 1 or len(section.asked) == 1:
        return stop(book, stops[0])
    return SectionCard(book=book.at, section=section.id)


def parent(book: FormBook, place: Place) -> Payload:
    if place.row:
        return RowCard(book=book.at, field=place.field, row=place.row)
    section = book.holding(place.field)
    whole = of_section(book, section)
    return above(book, section) if isinstance(whole, FieldCard) else whole


def around(book: FormBook, place: Place, language: Language) -> tuple[Payload | None, Payload | None]:
    """The screens before and after a place: in a row from column to column, else from stop to stop."""
    if place.row:
        row = [list(places) for _, places in groupby(of_row(book, place, language), key=lambda each: each.column)]
        here = next((number for number, places in enumerate(row) if place in places), len(row) - 1)
        following = card(book, _in_turn(book, row[here + 1], place)) if here + 1 < len(row) else parent(book, place)
        return (card(book, _in_turn(book, row[here - 1], place, back=True)) if here else None), following
    section = book.holding(place.field)
    form = book.form(section)
    stops = _things(book, form.sections if form else book.sections)
    here = next((number for number, steps_of in enumerate(stops) if any(each.place == place for each in steps_of)), 0)
    before = _stop(book, stops[here - 1], place, back=True) if here else None
    return before, _stop(book, stops[here + 1], place) if here + 1 < len(stops) else above(book, section)


def _things(book: FormBook, sections: tuple[FormSection, ...]) -> list[list[Step]]:
    """Stops in their order; those that ask for one thing in several languages together."""
    found: list[list[Step]] = []
    for step in steps(book, sections):
        last = found[-1][0].place if found else None
        if step.place and last and step.place.field == last.field:
            found[-1].append(step)
        else:
            found.append([step])
    return found


def _stop(book: FormBook, thing: list[Step], place: Place, *, back: bool = False) -> Payload:
    places = [step.place for step in thing if step.place]
    return card(book, _in_turn(book, places, place, back=back)) if places else stop(book, thing[0])


def _in_turn(book: FormBook, places: list[Place], place: Place, *, back: bool = False) -> Place:
    """Of one thing in several languages that in which somebody writes; ahead, else what is missing. Theirs is first."""
    same = [each for each in places if each.language == place.language]
    missing = [] if back else [each for each in places if not book.own.at(each)]
    return (same or missing or places)[0]


def first_open(book: FormBook, sections: tuple[FormSection, ...]) -> Step | None:
    """Where to go on: at the first thing that is not written yet, rather in the person's own language."""
    there = [step for step in steps(book, sections) if not step.done]
    own = [step for step in there if step.place is None or step.place.language in {"", book.in_turn[0].value}]
    return next(iter(own or there), None)


def of_row(book: FormBook, place: Place, language: Language) -> list[Place]:
    """Every place of a row, in the order of the columns; words in each language of the paper."""
    budget = book.budget(place.field)
    if budget is None:
        columns = [(column.id, column.type) for column in book.table(place.field).columns]
    else:
        columns = [
            (part.value, kind)
            for part, kind in PART_TYPES.items()
            if part is not BudgetPart.ARTICLE or place.row.isdecimal()
        ]
    return [
        cell(place.field, place.row, column, kind, Language(each) if each else language)
        for column, kind in columns
        for each in languages_of(book, kind)
    ]


def other_languages(ctx: Context, book: FormBook, asked: FormQuestion) -> list[Button]:
    """The same place in the other languages of the paper; what is known of an organisation, in every one."""
    languages = book.languages if book.contest else WRITTEN_LANGUAGES
    return [
        ctx.button(f"form_language.{each.value}", card(book, Place(*_without_language(asked.place), each.value)))
        for each in languages
        if asked.place.language and each.value != asked.place.language
    ]


def _without_language(place: Place) -> tuple[str, str, str]:
    return place.field, place.row, place.column


def above_table(book: FormBook, section: FormSection) -> Payload:
    """What a table or a budget hangs on: its section, or the form where the section is nothing else."""
    whole = of_section(book, section)
    return whole if isinstance(whole, SectionCard) else above(book, section)


def behind(book: FormBook, section: FormSection, table: FormField | None = None) -> Payload | None:
    """The stop after a table, or after a budget; nothing behind the last one."""
    form = book.form(section)
    stops = list(steps(book, form.sections if form else book.sections))
    here = next((number for number, step in enumerate(stops) if step.table == table and step.section == section), None)
    return stop(book, stops[here + 1]) if here is not None and here + 1 < len(stops) else None
