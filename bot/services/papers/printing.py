"""Forms as files, filled in as far as they are: each as Word or PDF, all in one document, a budget as a spreadsheet.

What stands where is found out where the files are made, in a process of its own (bot/office): it takes long enough for
others to notice.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.office.handed_over import packed
from bot.services.forms.books import organisation_sheet
from bot.services.papers import templates
from bot.services.papers.office import PaperWorks, TemplateOfForm
from bot.ui.context import Context
from content.models import Contest, Form
from content.rules.forms.filled import FilledForms

KNOWN = "for_papers"
"""What is packed of a contest, once, and kept with it."""


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
            TemplateOfForm(
                form.id,
                language,
                await templates.template(self.office, self.ctx.catalogue, self.contest, form, language),
            )
            for language in self.filled.languages
            for form in forms
        ]
        return await self.office.word(self.filled, await self._known(), parts, self.package)

    async def pdf(self, forms: Sequence[Form]) -> bytes:
        return await self.office.pdf(await self.word(forms))

    async def budget(self, form: Form) -> bytes:
        """Of a form that has one."""
        heads = {
            language.value: self.ctx.texts.label(language, "papers.difference") for language in self.filled.languages
        }
        return await self.office.budget(self.filled, await self._known(), form.id, heads, self.package)

    async def _known(self) -> str:
        return await asyncio.to_thread(
            self.ctx.catalogue.made, self.contest.id, KNOWN, lambda contest: packed(contest, organisation_sheet())
        )
