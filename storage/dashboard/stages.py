"""How far packages have come, stage by stage: what the dashboard and the export of people count."""

from enum import StrEnum

from sqlalchemy import Subquery, case, exists, literal, select

from content.models import Contest
from storage.packages.packages import DocumentStatus
from storage.packages.readiness import FINISHED, Condition, complete, handed_in
from storage.tables import assessments, package_marks, packages
from storage.tables.application.packages import MarkKind


class PackageStage(StrEnum):
    """Each counts by itself: nobody has to assess themselves before handing in."""

    TOPIC = "topic"
    BEGUN = "begun"
    """Something was marked on a document."""
    COMPLETE = "complete"
    """Every document is ready, or not needed."""
    ASSESSED = "assessed"
    HANDED_IN = "handed_in"


STAGES = tuple(PackageStage)
TOUCHED = (*FINISHED, DocumentStatus.IN_PROGRESS.value)


def stages_of(contest: Contest) -> tuple[PackageStage, ...]:
    """Those that a package of the contest can reach."""
    never = {PackageStage.ASSESSED: not contest.scored, PackageStage.HANDED_IN: not contest.preparing.steps}
    return tuple(stage for stage in STAGES if not never.get(stage, False))


def stages(contest: Contest, *conditions: Condition) -> Subquery:
    """A row a package of the contest, those put away left out: its ids, and whether it has reached each stage."""
    marks = package_marks.c
    reached: dict[PackageStage, Condition] = {
        PackageStage.TOPIC: packages.c.topic_id.in_([topic.id for topic in contest.topics.topics]),
        PackageStage.BEGUN: exists()
        .where(marks.package_id == packages.c.id, marks.kind == MarkKind.DOCUMENT, marks.value.in_(TOUCHED))
        .correlate(packages),
        PackageStage.COMPLETE: complete(contest),
        PackageStage.ASSESSED: exists()
        .where(assessments.c.package_id == packages.c.id, assessments.c.finished_at.is_not(None))
        .correlate(packages),
        PackageStage.HANDED_IN: handed_in(contest),
    }
    return (
        select(
            packages.c.id.label("package_id"),
            packages.c.topic_id,
            *(case((reached[stage], literal(True)), else_=literal(False)).label(stage.value) for stage in STAGES),
        )
        .where(packages.c.contest_id == contest.id, packages.c.archived_at.is_(None), *conditions)
        .subquery()
    )
