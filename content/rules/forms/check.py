"""The budget against the contest: what fits, what does not, what is asked for and there or not. No forecast in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from content.matching.spelling import fold
from content.models import AskedFor, Budget, Contribution, FieldType, FormField, Language
from content.rules.forms.budget import Amounts, Entry, FilledBudget
from content.rules.forms.filled import FilledForms, Place

SHORT = 3
"""Letters of a word that too many others begin with."""


@dataclass(frozen=True)
class Share:
    """Money beside the grant, and what was answered about it: nothing, that there is some, or that there is none."""

    contribution: Contribution
    amount: Decimal
    answered: bool | None

    @property
    def agrees(self) -> bool:
        return self.answered is not None and self.answered == (self.amount > 0)


@dataclass(frozen=True)
class BudgetFindings:
    """`uneven` are rows that sources do not pay for exactly, `unpaid` activities without money, `strange` those that
    other tables name and the calendar does not.
    """

    total: Amounts
    most: int | None
    uneven: tuple[Entry, ...]
    asked_for: tuple[tuple[AskedFor, bool], ...]
    activities: int
    unpaid: tuple[str, ...]
    strange: tuple[str, ...]
    shares: tuple[Share, ...]

    @property
    def over(self) -> Decimal:
        """By how much the grant part is more than the topic gives."""
        return max(self.total.grant - (self.most or 0), Decimal(0)) if self.most is not None else Decimal(0)


def findings(filled: FilledForms, budget: Budget, facts: Mapping[str, str], language: Language) -> BudgetFindings:
    """`facts` are the answers to the contest's questions about the application."""
    whole = FilledBudget(filled, budget)
    entries = whole.entries(language)
    names = {key: whole.activity(key, language) for key in (row.key for row in whole.activities)}
    paid = {entry.activity for entry in entries if entry.activity and not entry.heading and entry.amounts.total}
    return BudgetFindings(
        total=whole.total,
        most=filled.topic.amount.most if filled.topic and filled.topic.amount else None,
        uneven=tuple(entry for entry in entries if not entry.heading and entry.amounts.difference),
        asked_for=tuple((item, asked_for_found(filled, item)) for item in budget.asked_for),
        activities=len(names),
        unpaid=tuple(name for key, name in names.items() if key not in paid),
        strange=tuple(_strange(filled, budget, {fold(name) for name in names.values()}, language)),
        shares=tuple(_share(each, whole.total, facts) for each in budget.contributions),
    )


def _share(contribution: Contribution, total: Amounts, facts: Mapping[str, str]) -> Share:
    answer = facts.get(contribution.question)
    return Share(
        contribution, total.of_source(contribution.part), None if answer is None else answer not in contribution.none
    )


def asked_for_found(filled: FilledForms, item: AskedFor) -> bool:
    """Whether words stand there that begin as they are asked for; in either language."""
    return begins_there(item, " ".join(words for place in item.places for words in _said(filled, place)))


def begins_there(item: AskedFor, words: str) -> bool:
    """Whether a text has words that begin as they are asked for; «PR» and the like stand alone."""
    said = fold(words)
    return all(any(re.search(_pattern(fold(word)), said) for word in group) for group in item.words)


def _pattern(word: str) -> str:
    end = r"\b" if len(word) <= SHORT else ""
    return rf"\b{re.escape(word)}{end}"


def _said(filled: FilledForms, place: str) -> Iterator[str]:
    return (answer.value for at, answer in filled.own.answers.items() if at.field == place and _there(filled, at))


def _there(filled: FilledForms, place: Place) -> bool:
    """Whether it does not stand in a row that was removed."""
    return not place.row.isdecimal() or any(place.row == each.key for each in filled.own.rows(place.field))


def _strange(filled: FilledForms, budget: Budget, known: set[str], language: Language) -> Iterator[str]:
    """Activities that another table has, in a column whose names come from these."""
    for table in filled.contest.forms.fields:
        for column in table.columns:
            if f"{budget.activities}.{budget.activity}" in column.names_from:
                yield from _others(filled, table, column.id, known, language)


def _others(filled: FilledForms, table: FormField, column: str, known: set[str], language: Language) -> Iterator[str]:
    for row in filled.own.rows(table.id):
        name = filled.own.said(FieldType.TEXT, language, table.id, row.key, column)
        if name and fold(name) not in known:
            yield name
