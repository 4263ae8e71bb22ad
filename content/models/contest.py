"""The whole folder of a contest."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from content.models.about import About
from content.models.application.documents import Document, Documents
from content.models.application.preparing import Preparing
from content.models.application.submission import Hours, Submission
from content.models.base import Finding, Location, Source, Strict, Text
from content.models.complaint import Complaint
from content.models.criteria import Criteria, Criterion
from content.models.faq import Faq, LinkedScreen, Related
from content.models.forms.forms import Forms
from content.models.grounds import Grounds
from content.models.inspection.inspection import Inspection
from content.models.inspection.rules import RefersTo
from content.models.plan import Plan
from content.models.regions import Regions
from content.models.stages import Stage
from content.models.topics import Topic, Topics

USUAL_HOURS = Hours(weekdays=(1, 2, 3, 4, 5), opens=time(9), closes=time(18))
"""By which questions are counted where a contest names no hours at all; nobody is told of them."""


class Clause(Strict):
    """Printed words, and where they stand."""

    text: Text
    source: Source


class Contest(Strict):
    """A contest as its folder describes it: a field a file, named like the file. What has a default may be left out."""

    contest: About
    submission: Submission
    topics: Topics
    documents: Documents
    preparing: Preparing = Preparing()
    criteria: Criteria = Criteria()
    grounds: Grounds = Grounds()
    regions: Regions = Regions()
    plan: Plan | None = None
    faq: Faq = Faq()
    forms: Forms = Forms()
    inspection: Inspection = Inspection()

    def findings(self) -> Iterator[tuple[str, Location, Complaint]]:
        """What does not fit between the files: file, place, message."""
        yield from self._document_findings()
        yield from self._demand_findings()
        yield from (("forms", where, what) for where, what in self._form_findings())
        yield from (("inspection", where, what) for where, what in self.inspection.unknown(self._ids))
        regions = {region.id for region in self.regions.regions}
        for index, topic in enumerate(self.topics.topics):
            for number, place in enumerate(topic.places):
                if regions and place.region not in regions:
                    yield (
                        "topics",
                        ("topics", index, "places", number),
                        Complaint("no region has the id {region!r}", region=place.region),
                    )
        yield from self._unknown_to_answers()
        yield from self._links_astray()

    def _links_astray(self) -> Iterator[tuple[str, Location, Complaint]]:
        for index, link in enumerate(self.contest.links):
            for number, place in enumerate(link.at):
                asked = place.view is LinkedScreen.ELIGIBILITY and self.grounds.condition(place.item)
                if not asked and not self.has(place):
                    yield "contest", ("links", index, "at", number), place.absent

    def _unknown_to_answers(self) -> Iterator[tuple[str, Location, Complaint]]:
        """What answers quote or lead on to that is not there."""
        clauses = self.clauses
        for index, entry in enumerate(self.faq.questions):
            for number, clause in enumerate(entry.quotes):
                if clause not in clauses:
                    yield (
                        "faq",
                        ("questions", index, "quotes", number),
                        Complaint("no rule has the id {clause!r}", clause=clause),
                    )
            for number, related in enumerate(entry.screens):
                if not self.has(related):
                    yield "faq", ("questions", index, "screens", number), related.absent

    def _demand_findings(self) -> Iterator[tuple[str, Location, Complaint]]:
        for index, step in enumerate(self.preparing.steps):
            if step.document is not None and self.document(step.document) is None:
                yield (
                    "preparing",
                    ("steps", index, "document"),
                    Complaint("no document has the id {document!r}", document=step.document),
                )

    def _document_findings(self) -> Iterator[tuple[str, Location, Complaint]]:
        for index, rule in enumerate(self.preparing.tailoring):
            document = self.document(rule.document)
            if document is None:
                yield (
                    "preparing",
                    ("tailoring", index, "document"),
                    Complaint("no document has the id {document!r}", document=rule.document),
                )
            elif rule.needed is False and document.optional is None:
                yield "preparing", ("tailoring", index, "needed"), Complaint("the document has no `optional`")
        receiving = {stage.id for stage in self.contest.stages if stage.receives}
        for index, document in enumerate(self.documents.documents):
            if document.stage is not None and document.stage not in receiving:
                message = Complaint("no stage that receives papers has the id {stage!r}", stage=document.stage)
                yield "documents", ("documents", index, "stage"), message
            for place, kind in enumerate(document.kinds):
                if self.topics.kind(kind) is None:
                    yield (
                        "documents",
                        ("documents", index, "kinds", place),
                        Complaint("no kind has the id {kind!r}", kind=kind),
                    )
        for index, stage in enumerate(self.contest.stages):
            main = self.main_stage is not None and stage.id == self.main_stage.id
            if stage.receives and not any(
                self._handed_in(document, stage, main) for document in self.documents.documents
            ):
                yield (
                    "contest",
                    ("stages", index, "receives"),
                    Complaint("no document is for the stage {id!r}", id=stage.id),
                )

    def _form_findings(self) -> Iterator[Finding]:
        """What forms say of documents, criteria and questions that are not there."""
        questions = {question.id: question for question in self.preparing.questions}
        for index, form in enumerate(self.forms.forms):
            if self.document(form.document) is None:
                yield (
                    ("forms", index, "document"),
                    Complaint("no document has the id {document!r}", document=form.document),
                )
            for name, serves in (each for section in form.sections for each in section.serves):
                criterion = next((each for each in self.criteria.criteria if each.id == serves.criterion), None)
                if criterion is None or not 1 <= serves.sub_point <= len(criterion.sub_points):
                    yield (
                        ("forms", index),
                        Complaint(
                            "field {id!r} serves no sub-point {criterion}/{sub_point}",
                            id=name,
                            criterion=serves.criterion,
                            sub_point=serves.sub_point,
                        ),
                    )
        for contribution in (each for budget in self.forms.budgets for each in budget.contributions):
            question = questions.get(contribution.question)
            known = {option.id for option in question.options} if question else set()
            if self.document(contribution.document) is None or not set(contribution.none) <= known:
                yield (
                    ("forms",),
                    Complaint("contribution {value!r}: no such document or answer", value=contribution.part.value),
                )

    @property
    def _ids(self) -> Mapping[RefersTo, set[str]]:
        """What rules of the inspection may name."""
        fields, budgets = tuple(self.forms.fields), tuple(self.forms.budgets)
        tables = [field for field in fields if field.columns]
        return {
            RefersTo.FIELD: {field.id for field in fields},
            RefersTo.TABLE: {table.id for table in tables},
            RefersTo.COLUMN: {f"{table.id}.{column.id}" for table in tables for column in table.columns},
            RefersTo.LINE: {line.id for budget in budgets for line in budget.walk()},
            RefersTo.ASKED_FOR: {item.id for budget in budgets for item in budget.asked_for},
            RefersTo.DOCUMENT: {document.id for document in self.documents.documents},
            RefersTo.STEP: {step.id for step in self.preparing.steps},
            RefersTo.SUB_POINT: {
                f"{criterion.id}.{number}"
                for criterion in self.criteria.criteria
                for number in range(1, len(criterion.sub_points) + 1)
            },
            RefersTo.ANSWER: {
                f"{question.id}.{option.id}" for question in self.preparing.questions for option in question.options
            },
        }

    @staticmethod
    def _handed_in(document: Document, stage: Stage, main: bool) -> bool:
        return document.stage == stage.id or (main and document.stage is None)

    def has(self, related: Related) -> bool:
        """Whether there is a screen that an answer leads on to."""
        finders = {
            LinkedScreen.DOCUMENT: self.document,
            LinkedScreen.TOPIC: self.topic,
            LinkedScreen.RULES: self.submission.group,
        }
        if related.item is not None:
            find = finders.get(related.view)
            return find is not None and find(related.item) is not None
        there = {
            LinkedScreen.STEPS: bool(self.preparing.steps),
            LinkedScreen.ASSESSMENT: bool(self.scored),
            LinkedScreen.WHO: self.grounds.who,
            LinkedScreen.REFUSAL: bool(self.grounds.refusal),
            LinkedScreen.VOID: bool(self.grounds.void),
            LinkedScreen.NOT_STATED: bool(self.submission.not_stated),
            LinkedScreen.STAGES: bool(self.contest.stages),
            LinkedScreen.ELIGIBILITY: bool(self.grounds.conditions),
        }
        return there.get(related.view, True)

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
    def opens(self) -> datetime:
        """The moment from which applications are taken, aware, in the contest's zone."""
        return self.contest.starts.replace(tzinfo=self.tzinfo)

    @property
    def hours(self) -> Hours:
        """The hours in which questions are answered."""
        return self.regions.hours or self.submission.office_hours or USUAL_HOURS

    def stage(self, item_id: str) -> Stage | None:
        return next((stage for stage in self.contest.stages if stage.id == item_id), None)

    @property
    def main_stage(self) -> Stage | None:
        """The stage that lasts from the opening to the deadline."""
        return next((stage for stage in self.contest.stages if stage.receives), None)

    @property
    def later_stages(self) -> tuple[Stage, ...]:
        """What follows once applications are no longer taken."""
        main = self.main_stage
        return self.contest.stages[self.contest.stages.index(main) + 1 :] if main else ()

    def days(self, stage: Stage) -> tuple[date | None, date | None]:
        """The first and the last day of a stage, where they are stated."""
        if stage == self.main_stage:
            return self.contest.starts.date(), self.contest.ends.date()
        return stage.starts, stage.ends

    def stage_on(self, day: date) -> Stage | None:
        """The stage that a day lies in: the last that has begun and is not known to have ended."""
        begun = [stage for stage in self.contest.stages if (first := self.days(stage)[0]) and first <= day]
        latest = begun[-1] if begun else None
        over = self.days(latest)[1] if latest else None
        return None if latest is None or (over and over < day) else latest

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
        found = {rule.id: Clause(text=rule.text, source=rule.source) for rule in rules if rule}
        hours = self.submission.office_hours
        for name, each in (("deadline", self.contest.deadline), ("office_hours", hours)):
            if each is not None:
                found[name] = Clause(text=each.text, source=each.source)
        return found

    def topic(self, item_id: str) -> Topic | None:
        return next((topic for topic in self.topics.topics if topic.id == item_id), None)

    def latest_end(self, topic: Topic) -> date | None:
        """The last day for a project on a topic: its own, else its kind's, else the contest's."""
        kind = self.topics.kind(topic.kind)
        return topic.latest_end or (kind.latest_end if kind else None) or self.contest.latest_project_end

    def document(self, item_id: str) -> Document | None:
        return next((document for document in self.documents.documents if document.id == item_id), None)

    def criterion(self, item_id: str) -> Criterion | None:
        return next((criterion for criterion in self.scored if criterion.id == item_id), None)
