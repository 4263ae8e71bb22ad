"""Words that do not agree: between tables, with a text, between the languages of the paper, with the topic."""

from collections.abc import Iterator
from decimal import Decimal

from content.models import FieldType, FormField, Language, Region
from content.models.inspection import words
from content.models.inspection.rules import TableCells
from content.rules.forms.filled import Place
from content.rules.forms.typed import figures
from content.rules.inspection.application import Application, Remark, Spot, SpotKind, in_forms, listed, once
from content.rules.inspection.likeness import alike, named_in, numbers, other_figures, same_name, same_person, says

# --- tables


def rows_alike(rule: words.RowsAlike, application: Application) -> Iterator[Remark]:
    """Nothing is said as long as the other table is empty."""
    odd = once(
        (key, name)
        for language in application.forms.languages
        if (others := application.cells(rule.others, language))
        for key, name in application.cells(rule.cells, language)
        if not any(alike(name, other) for _, other in others)
    )
    for key, name in odd.items():
        yield application.remark(rule, in_forms(rule.cells.table, key), names=listed([name]))


def rows_named(rule: words.RowsNamed, application: Application) -> Iterator[Remark]:
    odd = once(
        (key, name)
        for language in application.forms.languages
        if (text := application.text(rule.field, language))
        for key, name in application.cells(rule.cells, language)
        if not named_in(name, text)
    )
    if odd:
        yield application.remark(rule, in_forms(rule.field), names=listed(list(odd.values())))


def counts_named(rule: words.CountsNamed, application: Application) -> Iterator[Remark]:
    said = numbers(application.text(rule.field))
    counts = [Decimal(value) for _, value in application.cells(rule.cells)]
    total = sum(counts, Decimal(0))
    if said and counts and str(total) not in said and not all(str(count) in said for count in counts):
        spot = in_forms(rule.field)
        yield application.remark(rule, spot, sum=figures(total, application.language))


def person_listed(rule: words.PersonListed, application: Application) -> Iterator[Remark]:
    person = application.of_organisation(rule.organisation)
    rows = [name for language in application.forms.languages for _, name in application.cells(rule.cells, language)]
    names = {application.of_organisation(rule.organisation, language) for language in application.forms.languages}
    if person and rows and not any(same_person(name, row) for name in names for row in rows):
        yield application.remark(rule, in_forms(rule.cells.table), name=listed([person]))


# --- the topic's territory


def territory_within(rule: words.TerritoryWithin, application: Application) -> Iterator[Remark]:
    topic, regions = application.topic, application.contest.regions.regions
    if topic is None or not topic.places or topic.territory is None:
        return
    text = " ".join(application.text(rule.field, language) for language in application.forms.languages)
    own = {place.region for place in topic.places}
    strange = [region for region in regions if region.id not in own and _named(region, text)]
    if strange:
        names = listed([region.name[application.language] for region in strange])
        territory = topic.territory[application.language]
        yield application.remark(rule, in_forms(rule.field), names=names, territory=territory)


def _named(region: Region, text: str) -> bool:
    names = (*region.name.said.values(), *region.short.said.values(), *region.aliases)
    return any(says(name, text) for name in names)


def territory_named(rule: words.TerritoryNamed, application: Application) -> Iterator[Remark]:
    topic = application.topic
    text = " ".join(application.text(rule.field, language) for language in application.forms.languages)
    if topic is None or topic.territory is None or not text.strip():
        return
    missing = [place for place in topic.places if not any(says(name, text) for name in place.name.said.values())]
    if missing:
        names = listed([place.name[application.language] for place in missing])
        territory = topic.territory[application.language]
        yield application.remark(rule, in_forms(rule.field), names=names, territory=territory)


def territory_whole(rule: words.TerritoryWhole, application: Application) -> Iterator[Remark]:
    """Nothing is said where the text says the territory as the topic does, or names all regions."""
    topic, regions = application.topic, application.contest.regions.regions
    if topic is None or topic.places or topic.territory is None:
        return
    text = " ".join(application.text(rule.field, language) for language in application.forms.languages)
    named = [region for region in regions if _named(region, text)]
    as_printed = any(says(words, text) for words in topic.territory.said.values())
    if named and len(named) < len(regions) and not as_printed:
        names = listed([region.name[application.language] for region in named])
        territory = topic.territory[application.language]
        yield application.remark(rule, in_forms(rule.field), names=names, territory=territory)


# --- figures


def figures_given(rule: words.FiguresGiven, application: Application) -> Iterator[Remark]:
    for field_id in rule.fields:
        form_field = application.contest.forms.field(field_id)
        text = application.text(field_id)
        if form_field is not None and text and not numbers(text):
            names = form_field.short[application.language]
            yield application.remark(rule, in_forms(field_id), names=names)
    for cells in rule.cells:
        for key, said in application.cells(cells):
            if not numbers(said):
                yield application.remark(rule, in_forms(cells.table, key), names=listed([said]))


# --- the languages of the paper


def _translated(application: Application) -> Iterator[tuple[Place, FormField, str, dict[Language, str]]]:
    """Every text that is written in words: where it stands, in which field, what it is, and its words."""
    languages = application.forms.languages
    for form_field in application.contest.forms.fields:
        if not form_field.asked:
            continue
        name = form_field.short[application.language]
        if form_field.type.in_languages:
            said = {each: application.own.at(Place(form_field.id, language=each.value)) for each in languages}
            yield Place(form_field.id), form_field, name, said
        for row in application.own.rows(form_field.id) if form_field.columns else ():
            for column in form_field.columns:
                if column.type.in_languages:
                    place = Place(form_field.id, row.key, column.id)
                    said = {
                        each: application.own.at(Place(form_field.id, row.key, column.id, each.value))
                        for each in languages
                    }
                    yield place, form_field, f"{name}: {column.short[application.language]}", said


def languages_whole(rule: words.LanguagesWhole, application: Application) -> Iterator[Remark]:
    """One remark for each language: which texts are there only in the other."""
    for language in application.forms.languages:
        missing = [
            (place, name)
            for place, _, name, said in _translated(application)
            if not said[language] and any(said.values())
        ]
        if missing:
            place = missing[0][0]
            spot = in_forms(place.field, place.row, place.column, language.value)
            names = listed([name for _, name in missing])
            yield application.remark(rule, spot, names=names, language=language.value)


def figures_alike(rule: words.FiguresAlike, application: Application) -> Iterator[Remark]:
    for place, _, name, said in _translated(application):
        there = [each for each in said.values() if each]
        for each in there[1:]:
            if odd := other_figures(there[0], each):
                spot = in_forms(place.field, place.row, place.column, application.forms.languages[-1].value)
                yield application.remark(rule, spot, names=name, figures=", ".join(odd))
                break


def names_alike(rule: words.NamesAlike, application: Application) -> Iterator[Remark]:
    languages = application.forms.languages
    for field_id in rule.organisation:
        names = [application.of_organisation(field_id, language) for language in languages]
        if not all(same_name(names[0], name) for name in names):
            yield application.remark(rule, Spot(SpotKind.ORGANISATION, field_id), names=" / ".join(names))
    for cells in rule.cells:
        yield from _names_in(rule, application, cells)


def _names_in(rule: words.NamesAlike, application: Application, cells: TableCells) -> Iterator[Remark]:
    for row in application.own.rows(cells.table):
        names = [
            application.own.said(FieldType.TEXT, language, cells.table, row.key, cells.column)
            for language in application.forms.languages
        ]
        if not all(same_name(names[0], name) for name in names):
            spot = in_forms(cells.table, row.key, cells.column)
            yield application.remark(rule, spot, names=" / ".join(names))
