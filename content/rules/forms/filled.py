"""What is written in the forms of an application: values by their places, and how they stand on the paper.

Pure: drawn from by files and screens, and compared with what a file brings back.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from content.models import (
    WRITTEN_LANGUAGES,
    Contest,
    FieldType,
    FormField,
    Language,
    Option,
    OrganisationSheet,
    TableColumn,
    Topic,
    TopicFact,
)
from content.rules.forms.typed import figures, written

NO_BREAK = {ord(" "): "\N{NO-BREAK SPACE}", ord("-"): "\N{NON-BREAKING HYPHEN}"}


@dataclass(frozen=True, order=True)
class Place:
    """Where an answer stands: a field; a cell of a table by row and column; each language of words by itself."""

    field: str
    row: str = ""
    column: str = ""
    language: str = ""
    """Empty for what is the same in all languages."""


@dataclass(frozen=True)
class FilledAnswer:
    """A value in its plain form, and which version it is: 1 is the first. An empty one was taken out again."""

    value: str
    version: int
    by: int | None = None
    """The person who wrote it; nobody once they are forgotten."""
    at: datetime | None = None
    origin: str = ""
    """Where it came from, if nobody typed it: a suggestion, a file, an older version."""


@dataclass(frozen=True)
class TableRow:
    """A row that was added to a table or a budget. `key` never changes, and is never given again."""

    key: str
    line: str = ""
    """Of a budget: the line below which it stands."""
    activity: str = ""
    """Of a budget: the activity to which it belongs, by the key of that row."""


@dataclass(frozen=True)
class FilledSheet:
    """What was written in one place of work: the forms of a package, or an organisation. Empty answers are left out."""

    answers: Mapping[Place, FilledAnswer] = field(default_factory=dict)
    tables: Mapping[str, tuple[TableRow, ...]] = field(default_factory=dict)
    """Rows in their order, by the id of their field or budget."""

    def at(self, place: Place) -> str:
        answer = self.answers.get(place)
        return answer.value if answer else ""

    def rows(self, field_id: str) -> tuple[TableRow, ...]:
        return self.tables.get(field_id, ())

    def said(self, kind: FieldType, language: Language, field_id: str, row: str = "", column: str = "") -> str:
        """The value at a place. Words that are not there in this language are those of the other one."""
        if not kind.in_languages:
            return self.at(Place(field_id, row, column))
        order = (language.written, *(each for each in WRITTEN_LANGUAGES if each is not language.written))
        return next((words for each in order if (words := self.at(Place(field_id, row, column, each.value)))), "")


@dataclass(frozen=True)
class FilledForms:
    """The forms of an application with all that is known of it. `languages` are those of its paper."""

    contest: Contest
    topic: Topic | None
    own: FilledSheet
    organisation: FilledSheet
    sheet: OrganisationSheet
    languages: tuple[Language, ...]

    def printed(self, form_field: FormField, language: Language) -> str:
        """What stands on the paper in a field that is no table; empty where nothing is known."""
        if form_field.topic is not None:
            return self.of_topic(form_field.topic, language)
        if form_field.organisation:
            return self._of_organisation(form_field, language)
        if form_field.same_as is not None:
            other = self.contest.forms.field(form_field.same_as)
            return self.printed(other, language) if other else ""
        value = self.own.said(form_field.type, language, form_field.id)
        return _on_paper(form_field.type, value, language, form_field.options)

    def cell(self, form_field: FormField, row: TableRow, column: TableColumn, language: Language) -> str:
        """What stands on the paper in a cell. Of a column of months: from when to when."""
        value = self.own.said(column.type, language, form_field.id, row.key, column.id)
        return _on_paper(column.type, value, language)

    def _of_organisation(self, form_field: FormField, language: Language) -> str:
        """Of several things each that is known; several numbers are added up."""
        known = [each for field_id in form_field.organisation if (each := self.sheet.field(field_id))]
        values = [(each, self.organisation.said(each.type, language, each.id)) for each in known]
        there = [(each, value) for each, value in values if value]
        if form_field.type is FieldType.NUMBER and there:
            return figures(sum((Decimal(value) for _, value in there), Decimal(0)), language)
        return ", ".join(_on_paper(each.type, value, language, each.options) for each, value in there)

    def of_topic(self, fact: TopicFact, language: Language) -> str:
        """What is known from the topic; empty as long as none is chosen."""
        topic = self.topic
        if topic is None:
            return ""
        title = topic.title[language]
        direction = self.contest.topics.direction(topic.direction)
        named = direction.name[language] if direction else ""
        audiences = (self.contest.topics.audience(each) for each in topic.audiences)
        facts = {
            TopicFact.TITLE: title,
            TopicFact.DIRECTION: named,
            TopicFact.TITLE_AND_DIRECTION: f"{title} ({named})" if named else title,
            TopicFact.PERIOD: topic.period.text[language] if topic.period else "",
            TopicFact.TERRITORY: topic.territory[language] if topic.territory else "",
            TopicFact.GOAL: topic.goal[language] if topic.goal else "",
            TopicFact.TASKS: "\n".join(task[language] for task in topic.tasks),
            TopicFact.RESULTS: "\n".join(result[language] for result in topic.results),
            TopicFact.AUDIENCES: ", ".join(each.name[language] for each in audiences if each),
        }
        return facts[fact]

    @property
    def months(self) -> tuple[str, ...]:
        """The months of the topic's period, as YYYY-MM; none without a topic, or without its period."""
        period = self.topic.period if self.topic else None
        return tuple(_months(period.starts, period.ends)) if period else ()


def _months(first: str, last: str) -> Iterator[str]:
    year, month = int(first[:4]), int(first[5:])
    while (each := f"{year:04}-{month:02}") <= last:
        yield each
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)  # noqa: PLR2004 - months of a year


def _on_paper(kind: FieldType, value: str, language: Language, options: tuple[Option, ...] = ()) -> str:
    """A number that is dialled stays on one line; of several each does."""
    words = written(kind, value, language, options)
    return ", ".join(each.translate(NO_BREAK) for each in words.split(", ")) if kind is FieldType.PHONE else words
