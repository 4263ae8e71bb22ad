"""Kinds of rules about what is there: documents, answers, steps, whatever is filled in, and the own judgement."""

from collections.abc import Iterator
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from content.models.base import ItemId, OptionId
from content.models.forms.fields import AnswerId
from content.models.inspection.rules import (
    Given,
    InspectionRule,
    Presence,
    Reference,
    RefersTo,
    answers_named,
)


class TopicChosen(InspectionRule):
    """A topic is chosen."""

    kind: Literal["topic_chosen"]


class TopicOpen(InspectionRule):
    """Of tasks and results of the topic the announcement leaves something open."""

    gaps: ClassVar = frozenset({"topic", "names"})
    kind: Literal["topic_open"]


class FormsBegun(InspectionRule):
    """Something is written in each form. Of one in which nothing is, other rules have nothing to say until then."""

    gaps: ClassVar = frozenset({"form", "number"})
    kind: Literal["forms_begun"]


class FormsFilled(InspectionRule):
    """What the forms demand is filled in; a field of `unless` may stay empty under answers."""

    gaps: ClassVar = frozenset({"form", "names"})
    kind: Literal["forms_filled"]
    unless: dict[AnswerId, Given] = Field(default_factory=dict)

    def refers(self) -> Iterator[Reference]:
        for field, given in self.unless.items():
            yield RefersTo.FIELD, field
            yield from answers_named(given)


class RowsFilled(InspectionRule):
    """No row of a table has gaps."""

    gaps: ClassVar = frozenset({"form", "names"})
    kind: Literal["rows_filled"]


class OrganisationFilled(InspectionRule):
    """What the forms take from the organisation is there."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["organisation_filled"]


class DocumentsReady(InspectionRule):
    """Every document is marked as ready, or as not needed. A form with gaps is a matter of `forms_filled`."""

    gaps: ClassVar = frozenset({"document", "number"})
    kind: Literal["documents_ready"]


class DocumentCaused(InspectionRule):
    """A document, and what makes it needed."""

    gaps: ClassVar = frozenset({"document"})
    document: ItemId
    causes: Annotated[tuple[Presence, ...], Field(min_length=1)]

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.DOCUMENT, self.document
        for cause in self.causes:
            yield from cause.refers()


class DocumentNeeded(DocumentCaused):
    """It is not marked as not needed while there is a cause for it."""

    kind: Literal["document_needed"]


class DocumentUnfounded(DocumentCaused):
    """It is not marked as ready while nothing is there that it could confirm."""

    kind: Literal["document_unfounded"]


class DocumentOpen(InspectionRule):
    """A document that is still to be prepared, and about which something is left open."""

    gaps: ClassVar = frozenset({"document"})
    kind: Literal["document_open"]
    document: ItemId

    def refers(self) -> Iterator[Reference]:
        yield RefersTo.DOCUMENT, self.document


class StepsDone(InspectionRule):
    """Every step before handing in is done."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["steps_done"]


class AnswerAbout(InspectionRule):
    """A question about something that can be seen in the application; `none` are the answers that there is none."""

    question: ItemId
    none: Annotated[tuple[OptionId, ...], Field(min_length=1)]
    there: Presence

    def refers(self) -> Iterator[Reference]:
        yield from answers_named({self.question: self.none})
        yield from self.there.refers()


class AnswerDenied(AnswerAbout):
    """The answer is not that there is none while it is there."""

    kind: Literal["answer_denied"]


class AnswerUnfounded(AnswerAbout):
    """The answer is not that there is some while it is not there."""

    kind: Literal["answer_unfounded"]


class AnswerGiven(InspectionRule):
    """An answer that something follows from; with `unwritten` only while that field of the organisation is empty."""

    gaps: ClassVar = frozenset({"answer"})
    kind: Literal["answer_given"]
    question: ItemId
    answers: tuple[OptionId, ...]
    unwritten: AnswerId | None = None

    def refers(self) -> Iterator[Reference]:
        yield from answers_named({self.question: self.answers})


class AnswersAlike(InspectionRule):
    """A question about the application and a choice of the organisation with the same options have the same answer."""

    kind: Literal["answers_alike"]
    question: ItemId
    organisation: AnswerId


class QuestionsAnswered(InspectionRule):
    """Questions on which it depends what is needed are answered."""

    gaps: ClassVar = frozenset({"names"})
    kind: Literal["questions_answered"]
    questions: tuple[ItemId, ...]


class SubPointsMet(InspectionRule):
    """Sub-points that the last self-assessment says are not met."""

    gaps: ClassVar = frozenset({"criterion", "number", "lift"})
    kind: Literal["sub_points_met"]


OfPapers = (
    TopicChosen
    | TopicOpen
    | FormsBegun
    | FormsFilled
    | RowsFilled
    | OrganisationFilled
    | DocumentsReady
    | DocumentNeeded
    | DocumentUnfounded
    | DocumentOpen
    | StepsDone
    | AnswerDenied
    | AnswerUnfounded
    | AnswerGiven
    | AnswersAlike
    | QuestionsAnswered
    | SubPointsMet
)
