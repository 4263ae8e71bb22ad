"""Forms as files, filled in as far as they are: each as Word or PDF, all in one document, a budget as a spreadsheet."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.services.papers import templates
from bot.services.papers.office import FilledTemplate, PaperWorks
from bot.services.papers.stamping import stamp
from bot.ui.context import Context
from content.models import Budget, BudgetPart, Contest, Form, Language
from content.models.forms.budgets import SOURCES
from content.rules.forms.budget import Amounts, Entry, FilledBudget
from content.rules.forms.filled import FilledForms
from content.rules.forms.on_paper import OPEN_END, on_paper, row_article, with_open_ends
from content.rules.forms.snapshot import written_now

LONGEST_SHEET_NAME = 31


@dataclass(frozen=True)
class Printer:
    """`package` is 0 for blank forms: they carry no stamp."""

    ctx: Context
    office: PaperWorks
    filled: FilledForms
    package: int = 0

    @property
    def contest(self) -> Contest:
        return self.filled.contest

    async def word(self, forms: Sequence[Form]) -> bytes:
        """One document: all forms in the first language, then in the others. Raises NotMadeError."""
        parts = [
            FilledTemplate(
                await templates.template(self.office, self.ctx.catalogue, self.contest, form, language),
                await asyncio.to_thread(on_paper, self.filled, form, language),
            )
            for language in self.filled.languages
            for form in forms
        ]
        return await self.office.word(parts, await self._stamp(forms))

    async def pdf(self, forms: Sequence[Form]) -> bytes:
        return await self.office.pdf(await self.word(forms))

    async def budget(self, form: Form, budget: Budget) -> bytes:
        sheets = [await asyncio.to_thread(self._sheet, form, budget, language) for language in self.filled.languages]
        return await self.office.budget(sheets, await self._stamp([form]))

    async def _stamp(self, forms: Sequence[Form]) -> Mapping[str, Any] | None:
        if not self.package:
            return None
        snapshots = [
            await asyncio.to_thread(written_now, self.filled, forms, language) for language in self.filled.languages
        ]
        return stamp(self.contest.id, self.package, snapshots)

    def _sheet(self, form: Form, budget: Budget, language: Language) -> Mapping[str, Any]:
        book = FilledBudget(self.filled, budget)
        entries = book.entries(language, printed=True)
        return {
            "name": f"{form.short[language]} ({language})"[:LONGEST_SHEET_NAME],
            "heading": form.heading[language],
            "mark": form.mark[language],
            "title": form.title[language],
            "heads": [column.label[language] for column in budget.columns],
            "group": budget.group[language],
            "difference": self.ctx.texts.label(language, "papers.difference"),
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
