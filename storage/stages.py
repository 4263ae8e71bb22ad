"""How far packages have come, as the database computes it; the rules are those of a package on the screen."""

from enum import StrEnum

from sqlalchemy import ColumnElement, Subquery, and_, case, exists, false, func, literal, not_, or_, select, true

from content.models import Contest, Tailoring
from storage.packages import DocumentStatus, Kind
from storage.tables import assessments, package_marks, packages


class Stage(StrEnum):
    """Each counts by itself: nobody has to assess themselves before handing in."""

    TOPIC = "topic"
    BEGUN = "begun"
    """Something was marked on a document."""
    COMPLETE = "complete"
    """Every document is ready, or not needed."""
    ASSESSED = "assessed"
    HANDED_IN = "handed_in"


STAGES = tuple(Stage)
TO_DO = "todo"
"""The mark of a step that was taken back."""
SETTLED = (DocumentStatus.READY.value, DocumentStatus.NOT_NEEDED.value)
TOUCHED = (*SETTLED, DocumentStatus.IN_PROGRESS.value)

Condition = ColumnElement[bool]


def stages(contest: Contest) -> Subquery:
    """A row a package of the contest, those put away left out: its ids, and whether it has reached each stage."""
    last = contest.preparing.steps[-1].id
    reached: dict[Stage, Condition] = {
        Stage.TOPIC: packages.c.topic_id.in_([topic.id for topic in contest.topics.topics]),
        Stage.BEGUN: _begun(),
        Stage.COMPLETE: _complete(contest),
        Stage.ASSESSED: exists().where(
            assessments.c.package_id == packages.c.id, assessments.c.finished_at.is_not(None)
        ),
        Stage.HANDED_IN: _marked(Kind.STEP, last, package_marks.c.value != TO_DO),
    }
    return (
        select(
            packages.c.id.label("package_id"),
            packages.c.topic_id,
            *(case((reached[stage], literal(True)), else_=literal(False)).label(stage.value) for stage in STAGES),
        )
        .where(packages.c.contest_id == contest.id, packages.c.archived_at.is_(None))
        .subquery()
    )


def _complete(contest: Contest) -> Condition:
    """As the answers tailor it: a document without a mark is not needed where some answers spare it and none asks."""
    rules: dict[str, list[Tailoring]] = {}
    for rule in contest.preparing.tailoring:
        if rule.needed is not None:
            rules.setdefault(rule.document, []).append(rule)
    settled: ColumnElement[int] = _settled(contest)
    for document, found in rules.items():
        spares = or_(false(), *(_holds(rule) for rule in found if not rule.needed))
        asks = or_(false(), *(_holds(rule) for rule in found if rule.needed))
        touched = _marked(Kind.DOCUMENT, document, package_marks.c.value.in_(TOUCHED))
        settled = settled + case((and_(spares, not_(asks), not_(touched)), 1), else_=0)
    documents = [document.id for document in contest.documents.documents]
    # Most packages lack the last of the documents that nothing spares: one look at it saves counting them all.
    plain = [document for document in documents if not any(rule.needed is False for rule in rules.get(document, ()))]
    last = _marked(Kind.DOCUMENT, plain[-1], package_marks.c.value.in_(SETTLED)) if plain else true()
    return and_(last, settled >= len(documents))


def _holds(rule: Tailoring) -> Condition:
    return and_(
        *(_marked(Kind.FACT, question, package_marks.c.value.in_(answers)) for question, answers in rule.when.items())
    )


def _begun() -> Condition:
    marks = package_marks.c
    touched = and_(marks.kind == Kind.DOCUMENT.value, marks.value.in_(TOUCHED))
    return exists().where(marks.package_id == packages.c.id, touched).correlate(packages)


def _settled(contest: Contest) -> ColumnElement[int]:
    """How many documents of the contest are ready, or marked as not needed."""
    marks = package_marks.c
    among = marks.item_id.in_([document.id for document in contest.documents.documents])
    settled = and_(marks.kind == Kind.DOCUMENT.value, among, marks.value.in_(SETTLED))
    number = select(func.count()).where(marks.package_id == packages.c.id, settled)
    return number.correlate(packages).scalar_subquery()


def _marked(kind: Kind, item_id: str, value: Condition) -> Condition:
    """Whether something has a mark of such a value."""
    marks = package_marks.c
    mark = and_(marks.package_id == packages.c.id, marks.kind == kind.value, marks.item_id == item_id, value)
    return exists().where(mark).correlate(packages)
