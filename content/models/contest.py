"""The whole folder of a contest."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from content.models.about import About
from content.models.base import Finding, Location, Source, Strict, Text
from content.models.criteria import Criteria, Criterion
from content.models.documents import Document, Documents
from content.models.faq import Faq, LinkedScreen, Related
from content.models.forms.forms import Forms
from content.models.grounds import Grounds
from content.models.plan import Plan
from content.models.preparing import Preparing
from content.models.regions import Regions
from content.models.submission import Submission
from content.models.topics import Topic, Topics


class Clause(Strict):
    """Printed words, and where they stand."""

    text: Text
    source: Source


class Contest(Strict):
    """A contest as its folder describes it: a field a file, named like the file."""

    contest: About
    submission: Submission
    topics: Topics
    documents: Documents
    preparing: Preparing
    criteria: Criteria
    grounds: Grounds
    regions: Regions
    plan: Plan
    faq: Faq
    forms: Forms = Forms()

    def findings(self) -> Iterator[tuple[str, Location, str]]:
        """What does not fit between the files: file, place, message."""
        for index, rule in enumerate(self.preparing.tailoring):
            document = self.document(rule.document)
            if document is None:
                yield "preparing", ("tailoring", index, "document"), f"no document has the id {rule.document!r}"
            elif rule.needed is False and document.optional is None:
                yield "preparing", ("tailoring", index, "needed"), "the document has no `optional`"
        yield from (("forms", where, what) for where, what in self._form_findings())
        regions = {region.id for region in self.regions.regions}
        for index, topic in enumerate(self.topics.topics):
            for number, place in enumerate(topic.places):
                if place.region not in regions:
                    yield "topics", ("topics", index, "places", number), f"no region has the id {place.region!r}"
        yield from self._unknown_to_answers()

    def _unknown_to_answers(self) -> Iterator[tuple[str, Location, str]]:
        """What answers quote or lead on to that is not there."""
        clauses = self.clauses
        for index, entry in enumerate(self.faq.questions):
            for number, clause in enumerate(entry.quotes):
                if clause not in clauses:
                    yield "faq", ("questions", index, "quotes", number), f"no rule has the id {clause!r}"
            for number, related in enumerate(entry.screens):
                if related.item is not None and not self._has(related):
                    yield (
                        "faq",
                        ("questions", index, "screens", number),
                        f"no screen {related.view.value}/{related.item}",
                    )

    def _form_findings(self) -> Iterator[Finding]:
        """What forms say of documents, criteria and questions that are not there."""
        questions = {question.id: question for question in self.preparing.questions}
        for index, form in enumerate(self.forms.forms):
            if self.document(form.document) is None:
                yield ("forms", index, "document"), f"no document has the id {form.document!r}"
            for field in form.fields:
                for serves in field.serves:
                    criterion = next((each for each in self.criteria.criteria if each.id == serves.criterion), None)
                    if criterion is None or not 1 <= serves.sub_point <= len(criterion.sub_points):
                        yield (
                            ("forms", index),
                            f"field {field.id!r} serves no sub-point {serves.criterion}/{serves.sub_point}",
                        )
        for contribution in (each for budget in self.forms.budgets for each in budget.contributions):
            question = questions.get(contribution.question)
            known = {option.id for option in question.options} if question else set()
            if self.document(contribution.document) is None or not set(contribution.none) <= known:
                yield ("forms",), f"contribution {contribution.part.value!r}: no such document or answer"

    def _has(self, related: Related) -> bool:
        """Whether there is a screen of the item that an answer leads on to."""
        finders = {
            LinkedScreen.DOCUMENT: self.document,
            LinkedScreen.TOPIC: self.topic,
            LinkedScreen.RULES: self.submission.group,
        }
        find = finders.get(related.view)
        return find is not None and find(related.item or "") is not None

    @property
    def id(self) -> str:
        return self.contest.id

    @property
    def tzinfo(self) -> ZoneInfo:
        return ZoneInfo(self.contest.zone)

    @property
    def deadline(self) -> datetime:
        """The deadline that counts, aware, in the contest's zone."""
        return self.contest.ends.replace(tzinfo=self.tzinfo)

    @property
    def scored(self) -> tuple[Criterion, ...]:
        """The criteria that apply to grants of this contest's budget (section 6, criterion 6)."""
        return tuple(c for c in self.criteria.criteria if c.budget in {None, self.contest.budget})

    @property
    def clauses(self) -> Mapping[str, Clause]:
        """All that the announcement says and answers quote, by id."""
        grounds = self.grounds
        rules = (
            *self.submission.rules,
            grounds.eligibility,
            *grounds.excluded,
            *grounds.required,
            *grounds.refusal,
            *grounds.void,
            self.criteria.sum_rule,
        )
        found = {rule.id: Clause(text=rule.text, source=rule.source) for rule in rules}
        for name, each in (("deadline", self.contest.deadline), ("office_hours", self.submission.office_hours)):
            found[name] = Clause(text=each.text, source=each.source)
        return found

    def topic(self, item_id: str) -> Topic | None:
        return next((topic for topic in self.topics.topics if topic.id == item_id), None)

    def document(self, item_id: str) -> Document | None:
        return next((document for document in self.documents.documents if document.id == item_id), None)

    def criterion(self, item_id: str) -> Criterion | None:
        return next((criterion for criterion in self.scored if criterion.id == item_id), None)
