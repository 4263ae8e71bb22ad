"""An application as it stands, with everything that the inspection looks at."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from bot.services.forms import books
from bot.services.forms.books import FormBook
from bot.services.packages import tailoring
from bot.services.papers.file_check import sent_files
from bot.ui.context import Context
from content.models import Contest
from content.models.inspection.rules import RemarkGroup
from content.rules.inspection.application import Application, Remark
from content.rules.inspection.inspecting import inspect
from content.rules.inspection.sent_files import SentFile
from storage.assessment import assessments
from storage.assessment.assessments import Assessment, Recent
from storage.database import Reader
from storage.packages.packages import Package
from storage.tables.application.packages import MarkKind


@dataclass(frozen=True)
class Inspected:
    """An application, its forms and its self-assessment, the files that were sent, and what was found."""

    book: FormBook
    attempt: Assessment | None
    files: Sequence[SentFile]
    remarks: Sequence[Remark]

    def counted(self) -> list[tuple[RemarkGroup, int]]:
        """Remarks of each group that has any."""
        found = [remark.rule.group for remark in self.remarks]
        return [(group, found.count(group)) for group in RemarkGroup if group in found]

    def of_group(self, group: RemarkGroup) -> list[Remark]:
        return [remark for remark in self.remarks if remark.rule.group is group]


async def inspected(ctx: Context, connection: Reader, contest: Contest, package: Package | None) -> Inspected:
    """Of the self-assessments the one under way counts, else the last one."""
    book = await books.to_read(ctx, connection, f"p{package.id}" if package else f"c{contest.id}")
    recent = await assessments.recent(connection, package.id) if package else Recent()
    attempt = recent.under_way or recent.last
    steps = tailoring.steps(contest, package)
    files = await sent_files(connection, package) if contest.inspection.of_files else []
    application = Application(
        forms=book.filled,
        language=ctx.person.language.written,
        documents={each: status.value for each, status in tailoring.statuses(contest, package).items()},
        facts=_marked(package, MarkKind.FACT),
        steps=_marked(package, MarkKind.STEP),
        open_steps=tuple(step.id for step in steps if not tailoring.done(step, package)),
        assessed=attempt.answers if attempt else {},
        files=files,
    )
    return Inspected(book, attempt, files, await asyncio.to_thread(inspect, application))


def _marked(package: Package | None, kind: MarkKind) -> dict[str, str]:
    marks = package.marks if package else {}
    return {item: mark.value for (of_kind, item), mark in marks.items() if of_kind is kind}
