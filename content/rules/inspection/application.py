"""An application with everything that is known of it, as the inspection looks at it; and what it remarks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from content.ellipsis import fitted
from content.models import Budget, BudgetPart, Contest, FieldType, FormField, Language, Source, Topic
from content.models.inspection.inspection import RuleOfKind
from content.models.inspection.rules import Given, Presence, TableCells
from content.rules.forms.budget import Entry, FilledBudget
from content.rules.forms.filled import FilledForms, FilledSheet
from content.rules.inspection.sent_files import SentFile
from content.rules.scoring import Answers

NAME = 40
"""Characters of somebody's own words in a remark."""
NAMED = 3
"""Of several things so many are named, the others are counted."""


class SpotKind(StrEnum):
    TOPIC = "topic"
    FORM = "form"
    FORM_FIELD = "field"
    ORGANISATION = "organisation"
    DOCUMENT = "document"
    QUESTION = "question"
    STEPS = "steps"
    CRITERION = "criterion"
    FILES = "files"


@dataclass(frozen=True)
class Spot:
    """Where something is put right: a form, a field of it, a table or a budget with its row, a document, …"""

    kind: SpotKind
    item: str = ""
    row: str = ""
    column: str = ""
    language: str = ""


@dataclass(frozen=True)
class Remark:
    """Something that the inspection found. `words` are in the language of whoever reads."""

    rule: RuleOfKind
    spot: Spot
    words: str
    source: Source
    criterion: int | None = None
    """By its number, where it costs points."""
    sub_point: int | None = None


@dataclass(frozen=True)
class Application:
    """`language` is that of whoever reads. `documents` has the status of every document that is asked for by now."""

    forms: FilledForms
    language: Language
    documents: Mapping[str, str] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, str] = field(default_factory=dict)
    """What steps were marked as."""
    open_steps: tuple[str, ...] = ()
    assessed: Mapping[str, Answers] = field(default_factory=dict)
    """The last self-assessment, by its criteria."""
    files: Sequence[SentFile] = ()

    @property
    def contest(self) -> Contest:
        return self.forms.contest

    @property
    def topic(self) -> Topic | None:
        return self.forms.topic

    @property
    def own(self) -> FilledSheet:
        return self.forms.own

    def holds(self, given: Given) -> bool:
        """Whether these answers were given."""
        return all(self.facts.get(question) in options for question, options in given.items())

    # --- the budget

    @cached_property
    def budget(self) -> Budget | None:
        return next(self.contest.forms.budgets, None)

    @cached_property
    def filled_budget(self) -> FilledBudget | None:
        return FilledBudget(self.forms, self.budget) if self.budget else None

    @cached_property
    def entries(self) -> Sequence[Entry]:
        return self.filled_budget.entries(self.language) if self.filled_budget else ()

    # --- tables and texts

    def table(self, field_id: str) -> FormField | None:
        return self.contest.forms.field(field_id)

    def cells(self, cells: TableCells, language: Language | None = None) -> list[tuple[str, str]]:
        """What stands in a column, by the keys of its rows, empty ones left out."""
        table = self.table(cells.table)
        column = table.column(cells.column) if table else None
        if column is None:
            return []
        said = [
            (row.key, self.own.said(column.type, language or self.language, cells.table, row.key, cells.column))
            for row in self.own.rows(cells.table)
        ]
        return [(key, words) for key, words in said if words]

    def text(self, field_id: str, language: Language | None = None) -> str:
        """What is written in a field that is no table."""
        form_field = self.contest.forms.field(field_id)
        return self.own.said(form_field.type, language or self.language, field_id) if form_field else ""

    def of_organisation(self, field_id: str, language: Language | None = None) -> str:
        form_field = self.forms.sheet.field(field_id)
        kind = form_field.type if form_field else FieldType.TEXT
        return self.forms.organisation.said(kind, language or self.language, field_id)

    def there(self, presence: Presence) -> bool:
        if presence.table is not None:
            table = self.table(presence.table)
            return table is not None and any(
                self.own.said(column.type, self.language, presence.table, row.key, column.id)
                for row in self.own.rows(presence.table)
                for column in table.columns
            )
        return (
            self.filled_budget is not None
            and presence.part is not None
            and self.filled_budget.total.of_source(BudgetPart(presence.part)) > 0
        )

    # --- remarks

    def remark(self, rule: RuleOfKind, spot: Spot, /, **values: object) -> Remark:
        serves = rule.serves
        number = next(
            (each.number for each in self.contest.criteria.criteria if serves and each.id == serves.criterion), None
        )
        words = rule.text[self.language].format(**values)
        return Remark(rule, spot, words, rule.source, number, serves.sub_point if serves else None)


def in_forms(item: str, row: str = "", column: str = "", language: str = "") -> Spot:
    return Spot(SpotKind.FORM_FIELD, item, row, column, language)


def listed(names: Sequence[str]) -> str:
    """Things by their names, each once; of many the first ones and how many more there are."""
    known = list(dict.fromkeys(fitted(" ".join(name.split()), NAME) for name in names))
    more = f" (+{len(known) - NAMED})" if len(known) > NAMED else ""
    return "; ".join(known[:NAMED]) + more


def once(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    """The first words of each row."""
    found: dict[str, str] = {}
    for key, words in pairs:
        found.setdefault(key, words)
    return found
