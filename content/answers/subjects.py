"""What an entry with `per` answers for one by one: items of the contest, and the lines and figures inside of them."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from content.answers import form_subjects
from content.answers.subject import Subject
from content.models import Contest, Document, DocumentCase, Per, Quote, Rule
from content.phones import dialled


def subjects(contest: Contest, per: Per) -> Iterator[Subject]:
    return SUBJECTS[per](contest)


def _topics(contest: Contest) -> Iterator[Subject]:
    for topic in contest.topics.topics:
        goal = (topic.goal,) if topic.goal else ()
        about = (topic.title, *goal, *topic.tasks, *topic.results)
        yield Subject(topic.id, topic.source, {"topic": topic}, about, tied_to=(f"topic#{topic.number}",))


def _points(contest: Contest, name: str, kind: str) -> Iterator[Subject]:
    """The lines of a list of each topic."""
    for topic in contest.topics.topics:
        for number, point in enumerate(getattr(topic, name), 1):
            values = {"topic": topic, "point": point, "number": number}
            tied_to = (f"topic#{topic.number}", f"{kind}#{number}")
            yield Subject(f"t{topic.number}{kind[0]}{number}", topic.source, values, (point,), tied_to=tied_to)


def _tasks(contest: Contest) -> Iterator[Subject]:
    return _points(contest, "tasks", "task")


def _results(contest: Contest) -> Iterator[Subject]:
    return _points(contest, "results", "result")


def _directions(contest: Contest) -> Iterator[Subject]:
    for direction in contest.topics.directions:
        topics = [topic for topic in contest.topics.topics if topic.direction == direction.number]
        values = {"direction": direction, "topics": topics}
        item = f"direction_{direction.number}"
        yield Subject(
            item, contest.topics.source, values, (direction.name,), tied_to=(f"direction#{direction.number}",)
        )


def _document(document: Document) -> tuple[str, ...]:
    own = f"document#{document.number}"
    return (own, f"appendix#{document.appendix}") if document.appendix else (own,)


def _documents(contest: Contest) -> Iterator[Subject]:
    for document in contest.documents.documents:
        about = (document.title, *(note.text for note in document.notes), *(case.text for case in document.cases))
        yield Subject(document.id, document.source, {"document": document}, about, tied_to=_document(document))


def _notes(contest: Contest) -> Iterator[Subject]:
    """The sentences printed with a document, and its cases."""
    for document in contest.documents.documents:
        quotes: tuple[Quote | DocumentCase, ...] = (*document.notes, *document.cases)
        for number, quote in enumerate(quotes, 1):
            values = {"document": document, "quote": quote}
            item = f"d{document.number}n{number}"
            yield Subject(item, quote.source, values, (quote.text,), tied_to=_document(document))


def _criteria(contest: Contest) -> Iterator[Subject]:
    for criterion in contest.criteria.criteria:
        about = (criterion.title, *criterion.sub_points)
        yield Subject(
            criterion.id, criterion.source, {"criterion": criterion}, about, tied_to=(f"criterion#{criterion.number}",)
        )


def _sub_points(contest: Contest) -> Iterator[Subject]:
    for criterion in contest.criteria.criteria:
        for number, point in enumerate(criterion.sub_points, 1):
            values = {"criterion": criterion, "point": point, "number": number}
            item = f"c{criterion.number}p{number}"
            yield Subject(
                item, criterion.source, values, (point, point.lift), tied_to=(f"criterion#{criterion.number}",)
            )


def _levels(contest: Contest) -> Iterator[Subject]:
    for criterion in contest.criteria.criteria:
        for level in criterion.levels:
            values = {"criterion": criterion, "level": level}
            item = f"c{criterion.number}l{level.score}"
            tied_to = (f"criterion#{criterion.number}", f"score#{level.score}")
            yield Subject(item, criterion.source, values, (), tied_to=tied_to)


def _rules(rules: Iterable[Rule]) -> Iterator[Subject]:
    for number, rule in enumerate(rules, 1):
        values = {"rule": rule, "number": number}
        plain = getattr(rule, "plain", None)
        yield Subject(rule.id, rule.source, values, (rule.text, plain) if plain else (rule.text,))


def _excluded(contest: Contest) -> Iterator[Subject]:
    return _rules(contest.grounds.excluded)


def _refusal(contest: Contest) -> Iterator[Subject]:
    return _rules(contest.grounds.refusal)


def _void(contest: Contest) -> Iterator[Subject]:
    return _rules(contest.grounds.void)


def _submission(contest: Contest) -> Iterator[Subject]:
    return _rules(contest.submission.rules)


def _plan_directions(contest: Contest) -> Iterator[Subject]:
    if contest.plan is None:
        return
    for direction in contest.plan.directions:
        item = f"plan_{direction.number}"
        yield Subject(item, contest.plan.source, {"direction": direction}, (direction.name,), tied_to=("plan#",))


def _regions(contest: Contest) -> Iterator[Subject]:
    """A region with whoever answers for it, the number as printed and as it is dialled, and all its names."""
    for region in contest.regions.regions:
        consultant = next(each for each in contest.regions.consultants if each.id == region.consultant)
        phone = region.phone or consultant.phone
        values = {"region": region, "consultant": consultant, "phone": phone, "number": dialled(phone)}
        later = (name for each in region.later for name in (*each.name.said.values(), *each.aliases))
        yield Subject(region.id, region.source, values, (), (*region.aliases, *later), (f"region#{region.id}",))


SUBJECTS: Mapping[Per, Callable[[Contest], Iterator[Subject]]] = {
    Per.TOPIC: _topics,
    Per.TASK: _tasks,
    Per.RESULT: _results,
    Per.DIRECTION: _directions,
    Per.DOCUMENT: _documents,
    Per.NOTE: _notes,
    Per.CRITERION: _criteria,
    Per.SUB_POINT: _sub_points,
    Per.LEVEL: _levels,
    Per.EXCLUDED: _excluded,
    Per.REFUSAL: _refusal,
    Per.VOID: _void,
    Per.RULE: _submission,
    Per.PLAN_DIRECTION: _plan_directions,
    Per.REGION: _regions,
    Per.FORM: form_subjects.forms,
    Per.FORM_SECTION: form_subjects.sections,
    Per.FORM_ROW: form_subjects.rows,
    Per.FORM_TEXT: form_subjects.paragraphs,
    Per.FOOTNOTE: form_subjects.footnotes,
}
