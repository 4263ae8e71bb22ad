"""The budget: every line of the print in its order, sums of what stands below, what no source pays for."""

from collections.abc import Mapping
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.loader import load_organisation_sheet
from content.models import Budget, Contest, Language
from content.rules.forms.budget import Amounts, FilledBudget
from content.rules.forms.filled import FilledAnswer, FilledForms, FilledSheet, Place, TableRow
from content.rules.forms.progress import of_form


def filled(contest: Contest, values: Mapping[Place, str], tables: Mapping[str, tuple[TableRow, ...]]) -> FilledForms:
    answers = {place: FilledAnswer(value, 1) for place, value in values.items()}
    return FilledForms(
        contest,
        contest.topics.topics[0],
        FilledSheet(answers, tables),
        FilledSheet(),
        load_organisation_sheet(),
        (Language.KK,),
    )


@pytest.fixture
def budget(contest: Contest) -> Budget:
    return next(contest.forms.budgets)


def test_a_blank_budget_has_every_printed_line(contest: Contest, budget: Budget) -> None:
    entries = FilledBudget(filled(contest, {}, {}), budget).entries(Language.RU, printed=True)
    words = [f"{entry.number} {entry.label}".strip() for entry in entries]
    assert words[0] == "1 Административные затраты:"
    assert sum(entry.line.open for entry in entries) == 8
    assert words[-1] == "2) мероприятие 2"
    assert len(entries) == 26


def test_sums_rise_from_rows_to_headings(contest: Contest, budget: Budget) -> None:
    rows = {
        "calendar": (TableRow("5"), TableRow("6")),
        "budget": (TableRow("7", "salary"), TableRow("8", "persons", "6")),
    }
    values = {
        Place("calendar", "6", "activity", "kk"): "Тренинг",
        Place("budget", "7", "article", "kk"): "Үйлестіруші",
        Place("budget", "7", "quantity"): "6",
        Place("budget", "7", "price"): "150000",
        Place("budget", "7", "grant"): "900000",
        Place("budget", "8", "quantity"): "2",
        Place("budget", "8", "price"): "0.5",
        Place("budget", "8", "own"): "2",
        Place("budget", "daily.6", "quantity"): "3",
        Place("budget", "daily.6", "price"): "1000",
    }
    whole = FilledBudget(filled(contest, values, rows), budget)
    by_label = {entry.label: entry for entry in whole.entries(Language.KK)}
    assert by_label["Үйлестіруші"].amounts.difference == 0
    assert by_label["2-іс-шара: Тренинг"].amounts == Amounts(Decimal(3001), Decimal(2))
    assert whole.total == Amounts(Decimal(903001), Decimal(2), Decimal(0), Decimal(900000))
    assert whole.total.difference == 2999


@given(st.lists(st.tuples(st.integers(0, 10**6), st.decimals(0, 10**6, places=2)), max_size=12))
@pytest.mark.slow
def test_the_whole_is_the_sum_of_its_rows(contest: Contest, rows: list[tuple[int, Decimal]]) -> None:
    budget = next(contest.forms.budgets)
    keys = [str(number) for number in range(len(rows))]
    values: dict[Place, str] = {}
    for key, (quantity, price) in zip(keys, rows, strict=True):
        values |= {Place("budget", key, "quantity"): str(quantity), Place("budget", key, "price"): str(price)}
    tables = {"budget": tuple(TableRow(key, ("salary", "equipping")[int(key) % 2]) for key in keys)}
    total = FilledBudget(filled(contest, values, tables), budget).total
    assert total.total == sum((quantity * price for quantity, price in rows), Decimal(0))


def test_a_form_counts_what_the_print_demands(contest: Contest) -> None:
    empty = filled(contest, {}, {})
    demanded = {form.id: of_form(empty, form).demanded for form in contest.forms.forms}
    assert demanded == {"form_1": 3, "form_2": 16, "form_3": 4, "form_4": 18, "form_5": 1}
    goal = filled(contest, {Place("goal", language="kk"): "300"}, {})
    form = contest.forms.form("form_4")
    assert form is not None
    assert of_form(goal, form).done == 1
    assert goal.printed(form.sections[5].fields[0], Language.RU) == "300"
