"""What the answers about an application change: which documents are needed, which rules and steps apply."""

from itertools import chain

from content.models import Contest, Document, HandInStep, Quote, Tailoring
from storage.packages.packages import TO_DO, DocumentStatus, Package
from storage.tables.application.packages import MarkKind


def holds(when: dict[str, tuple[str, ...]] | None, package: Package | None) -> bool:
    """Whether a condition holds under the answers given; one that waits for an answer does not."""
    if not when:
        return True
    return package is not None and all(package.value(MarkKind.FACT, q) in answers for q, answers in when.items())


def rules(contest: Contest, package: Package | None, document: Document) -> tuple[Tailoring, ...]:
    """What applies to a document under the answers given."""
    return tuple(
        rule for rule in contest.preparing.tailoring if rule.document == document.id and holds(rule.when, package)
    )


def quoted_once(found: tuple[Tailoring, ...]) -> list[tuple[Tailoring, list[Quote]]]:
    """Rules with their quotations, each sentence only where it first stands."""
    seen: set[str] = set()
    result: list[tuple[Tailoring, list[Quote]]] = []
    for rule in found:
        fresh = [quote for quote in rule.quotes if quote.text.kk not in seen]
        seen |= {quote.text.kk for quote in fresh}
        result.append((rule, fresh))
    return result


def documents(contest: Contest, package: Package | None) -> tuple[Document, ...]:
    """What is handed in by the deadline for a grant of the topic's kind; of every kind, while no topic is chosen."""
    topic = contest.topic(package.topic_id) if package and package.topic_id else None
    main = contest.main_stage.id if contest.main_stage else None
    return tuple(
        document
        for document in contest.documents.documents
        if document.stage in {None, main} and (topic is None or not document.kinds or topic.kind in document.kinds)
    )


def later(contest: Contest) -> tuple[Document, ...]:
    """What is handed in only in a later stage."""
    main = contest.main_stage.id if contest.main_stage else None
    return tuple(each for each in contest.documents.documents if each.stage not in {None, main})


def later_status(contest: Contest, package: Package | None, document: Document) -> DocumentStatus | None:
    """The status of what is handed in only in a later stage, as the person set it; none for everything else."""
    if document not in later(contest):
        return None
    return package.status(document.id) if package else DocumentStatus.NOT_STARTED


def statuses(contest: Contest, package: Package | None) -> dict[str, DocumentStatus]:
    """The status by its id of each document that is asked for: as the person set it, else "not needed" where the
    answers make it so.
    """
    verdicts: dict[str, set[bool]] = {}
    for rule in contest.preparing.tailoring:
        if rule.needed is not None and holds(rule.when, package):
            verdicts.setdefault(rule.document, set()).add(rule.needed)
    result: dict[str, DocumentStatus] = {}
    for document in documents(contest, package):
        status = package.status(document.id) if package else DocumentStatus.NOT_STARTED
        spared = status is DocumentStatus.NOT_STARTED and verdicts.get(document.id) == {False}
        result[document.id] = DocumentStatus.NOT_NEEDED if spared else status
    return result


def unanswered(contest: Contest, package: Package | None) -> tuple[str, ...]:
    """Ids of the questions that still wait for an answer."""
    return tuple(
        question.id
        for question in contest.preparing.questions
        if package is None or package.value(MarkKind.FACT, question.id) is None
    )


def steps(contest: Contest, package: Package | None) -> tuple[HandInStep, ...]:
    """The steps of handing in that apply; one whose condition waits for an answer is shown until that rules it out."""
    return tuple(step for step in contest.preparing.steps if not step.document and not _ruled_out(step, package))


def demands(contest: Contest, package: Package | None, document_id: str) -> tuple[HandInStep, ...]:
    """What is asked of the words of a document, while it is written."""
    return tuple(
        step for step in contest.preparing.steps if step.document == document_id and not _ruled_out(step, package)
    )


def demands_and_steps(contest: Contest, package: Package | None) -> tuple[HandInStep, ...]:
    """All that is to be done, beside the documents themselves, before everything is handed in."""
    asked = (demands(contest, package, document.id) for document in documents(contest, package))
    return (*chain.from_iterable(asked), *steps(contest, package))


def _ruled_out(step: HandInStep, package: Package | None) -> bool:
    return package is not None and any(
        (answer := package.value(MarkKind.FACT, question)) is not None and answer not in answers
        for question, answers in (step.when or {}).items()
    )


def done(step: HandInStep, package: Package | None) -> bool:
    value = package.value(MarkKind.STEP, step.id) if package else None
    return value is not None and value != TO_DO
