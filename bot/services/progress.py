"""How far a package has come, and the next sensible step."""

from dataclasses import dataclass
from enum import StrEnum

from content.dates import Status
from content.models import Contest
from storage.assessments import Recent
from storage.packages import DocumentStatus, Package


@dataclass(frozen=True)
class Progress:
    """Documents ready of those needed; what is marked as not needed does not count."""

    ready: int
    needed: int

    @property
    def complete(self) -> bool:
        return self.ready == self.needed


def progress(contest: Contest, package: Package | None) -> Progress:
    statuses = [
        package.status(document.id) if package else DocumentStatus.NOT_STARTED
        for document in contest.documents.documents
    ]
    return Progress(
        ready=statuses.count(DocumentStatus.READY),
        needed=len(statuses) - statuses.count(DocumentStatus.NOT_NEEDED),
    )


class Step(StrEnum):
    """What helps most now; each has a label and leads to a screen."""

    READ = "read"
    CHOOSE_TOPIC = "choose_topic"
    GO_ON = "go_on"
    PREPARE = "prepare"
    ASSESS = "assess"
    HAND_IN = "hand_in"


def next_step(contest: Contest, state: Status, package: Package | None, recent: Recent) -> Step:
    """The first thing that is still open: topic, begun self-assessment, documents, self-assessment, handing in."""
    if state is Status.CLOSED:
        return Step.READ
    if package is None or package.topic_id is None or contest.topic(package.topic_id) is None:
        return Step.CHOOSE_TOPIC
    if recent.under_way:
        return Step.GO_ON
    if not progress(contest, package).complete:
        return Step.PREPARE
    return Step.HAND_IN if recent.last else Step.ASSESS
