"""A budget as a page of a spreadsheet has it: its words, and its lines with their figures."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from content.models import BudgetPart, Form, Language
from content.models.forms.budgets import SOURCES
from content.rules.forms.budget import Amounts, Entry, FilledBudget
from content.rules.forms.filled import FilledForms
from content.rules.forms.on_paper import OPEN_END, row_article, with_open_ends

LONGEST_SHEET_NAME = 31


def budget_page(filled: FilledForms, form: Form, language: Language, difference: str) -> Mapping[str, Any]:
    """Of a form with a budget; `difference` heads the column beside the printed ones."""
    budget = form.budget
    if budget is None:
        raise ValueError(form.id)
    book = FilledBudget(filled, budget)
    entries = book.entries(language, printed=True)
    return {
        "name": f"{form.short[language]} ({language})"[:LONGEST_SHEET_NAME],
        "heading": form.heading[language],
        "mark": form.mark[language],
        "title": form.title[language],
        "heads": [column.label[language] for column in budget.columns],
        "group": budget.group[language],
        "difference": difference,
        "rows": [_line(entry) for entry in with_open_ends(entries)],
        "total": budget.total[language],
        "amounts": _amounts(book.total),
        "note": budget.footnote[language] if budget.footnote else "",
    }


def _line(entry: Entry | int) -> Mapping[str, Any]:
    """A line of the budget, or of the depth of one that is still to be written."""
    if isinstance(entry, int):
        return {"depth": entry, "number": "", "article": OPEN_END, "unit": "", "heading": False, "own_words": True} | {
            "amounts": _amounts(Amounts()),
            **dict.fromkeys(("quantity", "price", *SOURCES)),
        }
    return {
        "depth": entry.depth,
        "number": entry.number if entry.depth == 0 else "",
        "article": row_article(entry),
        "unit": entry.unit,
        "heading": entry.heading,
        "own_words": entry.added,
        "quantity": _figure(entry.quantity),
        "price": _figure(entry.price),
        BudgetPart.OWN: _figure(entry.own),
        BudgetPart.OTHER: _figure(entry.other),
        BudgetPart.GRANT: _figure(entry.grant),
        "amounts": _amounts(entry.amounts),
    }


def _figure(amount: Decimal | None) -> float | None:
    return None if amount is None else float(amount)


def _amounts(amounts: Amounts) -> Sequence[float]:
    """Of all, and of each source."""
    return [float(amounts.total), *(float(amounts.of_source(part)) for part in SOURCES)]
