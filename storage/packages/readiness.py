"""How far a package has come, as conditions of the database; the rules are those of a package on the screen."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, and_, case, exists, false, func, or_, select, true

from content.models import Contest, Tailoring
from storage.packages.packages import TO_DO, DocumentStatus
from storage.tables import package_marks, packages
from storage.tables.application.packages import MarkKind

FINISHED = (DocumentStatus.READY.value, DocumentStatus.NOT_NEEDED.value)

Condition = ColumnElement[bool]


def marked(kind: MarkKind, item_id: str, value: Condition) -> Condition:
    """Whether something of a package has a mark of such a value."""
    marks = package_marks.c
    mark = and_(marks.package_id == packages.c.id, marks.kind == kind, marks.item_id == item_id, value)
    return exists().where(mark).correlate(packages)


def handed_in(contest: Contest) -> Condition:
    """Nobody says so where the contest has no steps of handing in."""
    if not contest.preparing.steps:
        return false()
    return marked(MarkKind.STEP, contest.preparing.steps[-1].id, package_marks.c.value != TO_DO)


def complete(contest: Contest) -> Condition:
    """Every document is ready or not needed: marked so, or spared by the answers about the application."""
    rules: dict[str, list[Tailoring]] = {}
    for rule in contest.preparing.tailoring:
        if rule.needed is not None:
            rules.setdefault(rule.document, []).append(rule)
    plain = [document.id for document in contest.documents.documents if not _can_spare(rules.get(document.id, ()))]
    marks = package_marks.c
    # Most packages lack the last document. Of the others the marks are counted in one pass: looking at each document
    # by itself would take twice as long.
    finished = (
        select(func.coalesce(func.sum(case((marks.item_id.in_(plain), 1), else_=0)), 0))
        .where(marks.package_id == packages.c.id, marks.kind == MarkKind.DOCUMENT, marks.value.in_(FINISHED))
        .correlate(packages)
    )
    return and_(
        marked(MarkKind.DOCUMENT, plain[-1], marks.value.in_(FINISHED)) if plain else true(),
        finished.scalar_subquery() == len(plain),
        *(_finished(document_id, found) for document_id, found in rules.items() if _can_spare(found)),
    )


def _can_spare(rules: Iterable[Tailoring]) -> bool:
    return any(rule.needed is False for rule in rules)


def _finished(document_id: str, rules: list[Tailoring]) -> Condition:
    """A document that answers may make unnecessary. What somebody marked counts before that."""
    spares = or_(*(_holds(rule) for rule in rules if rule.needed is False))
    needs = [_holds(rule) for rule in rules if rule.needed]
    worked_on = marked(MarkKind.DOCUMENT, document_id, package_marks.c.value != DocumentStatus.NOT_STARTED.value)
    return or_(
        marked(MarkKind.DOCUMENT, document_id, package_marks.c.value.in_(FINISHED)),
        and_(~worked_on, spares, *(~condition for condition in needs)),
    )


def _holds(rule: Tailoring) -> Condition:
    answers = (
        marked(MarkKind.FACT, question, package_marks.c.value.in_(given)) for question, given in rule.when.items()
    )
    return and_(*answers)
