"""What is asked at a place of a form, with all the help there is; and in which order."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.services.forms.books import FormBook
from bot.ui.context import ExplainedError
from content.models import (
    Budget,
    BudgetPart,
    FieldType,
    FormField,
    FormSection,
    Language,
    Option,
    Serves,
    Source,
    TableColumn,
    Text,
    TopicFact,
)
from content.models.forms.budgets import SOURCES
from content.models.forms.fields import Holds, NamesAt
from content.rules.forms.filled import Place
from content.rules.forms.limits import keep_named, keep_past, keep_whole, keep_within, keep_words
from content.rules.forms.progress import of_field, places_of
from content.rules.forms.typed import read


@dataclass(frozen=True)
class FormQuestion:
    """One thing to write. `label` is what is printed for it."""

    place: Place
    type: FieldType
    short: Text
    hint: Text
    label: Text | None = None
    good: Text | None = None
    poor: Text | None = None
    required: bool = True
    most: int | None = None
    options: tuple[Option, ...] = ()
    within_period: bool = False
    whole: bool = False
    past: bool = False
    earliest: date | None = None
    suggests: tuple[TopicFact, ...] = ()
    holds: Holds | None = None
    names_from: tuple[NamesAt, ...] = ()
    usual: Text | None = None
    """What mostly stands there."""
    serves: tuple[Serves, ...] = ()
    source: Source | None = None

    def spoken(self, language: Language) -> Language:
        """In which an answer is written here: somebody's own, unless the place is of another one."""
        return Language(self.place.language) if self.place.language else language

    @property
    def long(self) -> bool:
        return self.type is FieldType.LONG_TEXT


def accepted(book: FormBook, asked: FormQuestion, typed: str, today: date) -> str:
    """What was typed, or stands in a file, in its plain form. Raises TypedError. Months may lack their year."""
    value = read(asked.type, typed, asked.options, today)
    if asked.holds:
        keep_named(value, asked.holds)
    elif asked.type.in_languages:
        keep_words(value, in_table=bool(asked.place.row))
    if asked.whole:
        keep_whole(value)
    if asked.past:
        keep_past(value, asked.earliest, today)
    if asked.within_period and book.contest is not None:
        keep_within(asked.type, value, book.contest, book.filled.topic)
    return value


def question(book: FormBook, place: Place) -> FormQuestion:
    """Raises ExplainedError where the forms ask that no more, or the words are of a language that it has not."""
    budget = book.budget(place.field)
    found = _of_budget(book, budget, place) if budget else _of_field(book, place)
    if found is None or found.type.in_languages != bool(place.language):
        raise ExplainedError("forms/field_gone")
    return found


def _of_field(book: FormBook, place: Place) -> FormQuestion | None:
    field = book.field(place.field)
    if field is None or not field.asked:
        return None
    section = book.holding(field.id)
    source = field.source or section.source
    if field.type is not FieldType.TABLE:
        return FormQuestion(
            place,
            field.type,
            field.short,
            field.hint,
            field.label or section.label,
            field.good,
            field.poor,
            field.required,
            field.most,
            field.options,
            field.within_period,
            field.whole,
            field.past,
            field.earliest,
            field.suggests,
            field.holds,
            field.names_from,
            serves=field.serves,
            source=source,
        )
    column = field.column(place.column)
    if column is None:
        return None
    return FormQuestion(
        place,
        column.type,
        column.short,
        column.hint,
        _printed(column),
        column.good,
        column.poor,
        column.required,
        within_period=field.within_period,
        whole=column.whole,
        holds=column.holds,
        names_from=column.names_from,
        serves=field.serves,
        source=source,
    )


PART_TYPES = {
    BudgetPart.ARTICLE: FieldType.TEXT,
    BudgetPart.UNIT: FieldType.TEXT,
    BudgetPart.QUANTITY: FieldType.NUMBER,
} | dict.fromkeys((BudgetPart.PRICE, *SOURCES), FieldType.MONEY)


def _printed(column: TableColumn) -> Text:
    """The head of a column; of months, the first and the last."""
    said = {each: " … ".join(head[each] for head in column.heads) for each in column.label.said}
    return Text.model_validate(said)


def _of_budget(book: FormBook, budget: Budget, place: Place) -> FormQuestion | None:
    if place.column not in PART_TYPES:
        return None
    part = BudgetPart(place.column)
    column = budget.column(part)
    line = budget.line(_line_of(book, place))
    return FormQuestion(
        place,
        PART_TYPES[part],
        column.short,
        line.hint if line and line.hint and part is BudgetPart.ARTICLE else column.hint,
        column.label,
        names_from=line.names_from if line and part is BudgetPart.ARTICLE else (),
        usual=line.unit if line and part is BudgetPart.UNIT else None,
    )


def _line_of(book: FormBook, place: Place) -> str:
    """The printed line of a row of the budget, or the one below which it was added."""
    added = (row.line for row in book.own.rows(place.field) if row.key == place.row)
    return next(added, place.row.partition(".")[0])


@dataclass(frozen=True)
class Step:
    """A stop on the way through a form: a place to write at, a table, or a budget."""

    section: FormSection
    done: bool
    place: Place | None = None
    table: FormField | None = None
    budget: Budget | None = None


def steps(book: FormBook, sections: tuple[FormSection, ...]) -> Iterator[Step]:
    """Every stop in the order of the print; what need not be filled in counts as done."""
    for section in sections:
        if section.budget is not None:
            yield Step(section, done=False, budget=section.budget)
        for field in section.asked:
            if field.type is FieldType.TABLE:
                done = section.optional is not None or of_field(book.own, field, book.languages).complete
                yield Step(section, done, table=field)
                continue
            for place in places_of(field, book.in_turn):
                yield Step(section, bool(book.own.at(place)) or not field.required, place)


def languages_of(book: FormBook, kind: FieldType) -> tuple[str, ...]:
    """The languages in which something of a kind is written; one empty word for what has none."""
    return book.in_turn if kind.in_languages else ("",)


def cell(field_id: str, row: str, column: str, kind: FieldType, language: Language) -> Place:
    """The place of a cell, in this language where it has one."""
    return Place(field_id, row, column, language.value if kind.in_languages else "")
