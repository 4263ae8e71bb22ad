"""How far a package has come, what to begin first, and the next sensible step."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.services.packages import tailoring
from content.models import Contest, Document
from content.rules.dates import Status
from content.rules.work_plan import begin_days
from storage.assessment.assessments import Recent
from storage.packages.packages import DocumentStatus, Mark, Package
from storage.tables.application.packages import MarkKind

Statuses = Mapping[str, DocumentStatus]
"""Of every document that is asked for, by its id: see `tailoring.statuses`."""


@dataclass(frozen=True)
class Progress:
    """Done of those needed; what is not needed does not count."""

    ready: int
    needed: int

    @property
    def complete(self) -> bool:
        return self.ready == self.needed


def progress(statuses: Statuses) -> Progress:
    """Documents ready of those needed."""
    counts = Counter(statuses.values())
    return Progress(counts[DocumentStatus.READY], len(statuses) - counts[DocumentStatus.NOT_NEEDED])


def packing(contest: Contest, package: Package | None) -> Progress:
    """Steps done of those that apply."""
    steps = tailoring.steps(contest, package)
    return Progress(sum(tailoring.done(step, package) for step in steps), len(steps))


def handed_in(contest: Contest, package: Package | None) -> Mark | None:
    """How and when the package was handed in, as its people marked it."""
    if package is None or not contest.preparing.steps:
        return None
    last = contest.preparing.steps[-1]
    return package.marks.get((MarkKind.STEP, last.id)) if tailoring.done(last, package) else None


@dataclass(frozen=True)
class DocumentStart:
    """The last day to begin with a document that takes days."""

    document: Document
    day: date
    late: bool


def starts(contest: Contest, statuses: Statuses, now: datetime) -> tuple[DocumentStart, ...]:
    """When to begin what is still open, earliest first; counted back from the deadline over working days."""
    today = now.astimezone(contest.tzinfo).date()
    days = begin_days(contest)
    found = [
        DocumentStart(document, days[document.id], late=days[document.id] < today)
        for document in contest.documents.documents
        if document.id in days and statuses.get(document.id) is DocumentStatus.NOT_STARTED
    ]
    return tuple(sorted(found, key=lambda start: (start.day, start.document.number)))


class NextStep(StrEnum):
    """What helps most now; each has a label and leads to a screen."""

    READ = "read"
    CHOOSE_TOPIC = "choose_topic"
    GO_ON = "go_on"
    PREPARE = "prepare"
    ASSESS = "assess"
    PACK = "pack"
    DONE = "done"


def next_step(
    contest: Contest, state: Status, package: Package | None, ready: Progress, recent: Recent, *, urgent: bool = False
) -> NextStep:
    """The first thing still open: topic, begun self-assessment, documents, self-assessment, packing, handing in.

    Where it is `urgent`, nothing but what is handed in.
    """
    if state is Status.CLOSED:
        return NextStep.READ
    if handed_in(contest, package):
        return NextStep.DONE
    if package is None or package.topic_id is None or contest.topic(package.topic_id) is None:
        return NextStep.CHOOSE_TOPIC
    if recent.under_way and not urgent:
        return NextStep.GO_ON
    if not ready.complete:
        return NextStep.PREPARE
    return _last_steps(contest, recent, urgent=urgent)


def _last_steps(contest: Contest, recent: Recent, *, urgent: bool) -> NextStep:
    """What is left once the documents are ready, where the contest has it."""
    if contest.scored and not recent.last and not urgent:
        return NextStep.ASSESS
    return NextStep.PACK if contest.preparing.steps else NextStep.READ
