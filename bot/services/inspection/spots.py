"""Where a remark leads: what the place is called, and the button to it."""

from dataclasses import dataclass

from bot.payloads.assessment import CriterionCard, SelfAssessment
from bot.payloads.forms.answers import FieldCard
from bot.payloads.forms.cards import FormCard
from bot.payloads.forms.tables import BudgetCard, RowCard, TableCard
from bot.payloads.packages.documents import Checklist, DocumentCard, FactCard
from bot.payloads.packages.hand_in import StepList
from bot.payloads.papers import HandInFiles
from bot.payloads.payload import Payload
from bot.payloads.topics import TopicCard, TopicList
from bot.services.forms.books import organisation_sheet
from bot.services.inspection.gathering import Inspected
from bot.ui.context import Context
from content.models import Contest, FormField, Text
from content.rules.inspection.application import Spot, SpotKind
from storage.packages.packages import FIRST

LABELS = {
    SpotKind.STEPS: "steps",
    SpotKind.QUESTION: "inspection.question",
    SpotKind.TOPIC: "topics",
    SpotKind.FILES: "inspection.files",
}
"""What is called by a label; a topic, while none is chosen."""


def called(ctx: Context, contest: Contest, spot: Spot) -> str:
    """The place in few words, for a button."""
    name = _name(contest, spot)
    if name is not None:
        return name[ctx.person.language]
    return ctx.label(LABELS[spot.kind]) if spot.kind in LABELS else spot.item


def _name(contest: Contest, spot: Spot) -> Text | None:
    holding = contest.forms.holding(spot.item)
    found = {
        SpotKind.FORM: contest.forms.form(spot.item),
        SpotKind.FORM_FIELD: contest.forms.field(spot.item) or (holding[0] if holding else None),
        SpotKind.ORGANISATION: organisation_sheet().field(spot.item),
        SpotKind.DOCUMENT: contest.document(spot.item),
        SpotKind.CRITERION: contest.criterion(spot.item),
        SpotKind.TOPIC: contest.topic(spot.item),
    }.get(spot.kind)
    return found.short if found is not None else None


@dataclass(frozen=True)
class WayThere:
    """To the screen on which something is put right."""

    ctx: Context
    contest: Contest
    found: Inspected

    @property
    def package(self) -> int:
        return self.found.book.package.id if self.found.book.package else FIRST

    def leading(self, spot: Spot) -> Payload:
        contest = self.contest.id
        match spot.kind:
            case SpotKind.FORM | SpotKind.FORM_FIELD | SpotKind.ORGANISATION:
                return self._written(spot)
            case SpotKind.DOCUMENT:
                return DocumentCard(contest=contest, document=spot.item, package=self.package)
            case SpotKind.QUESTION:
                return FactCard(contest=contest, question=spot.item, package=self.package)
            case SpotKind.FILES | SpotKind.STEPS:
                there = StepList if spot.kind is SpotKind.STEPS else HandInFiles
                return there(contest=contest, package=self.package)
            case SpotKind.TOPIC:
                return TopicCard(contest=contest, topic=spot.item) if spot.item else TopicList(contest=contest)
        return self._judged(spot)

    def _judged(self, spot: Spot) -> Payload:
        attempt = self.found.attempt
        if attempt is None or attempt.finished_at is not None:
            return SelfAssessment(contest=self.contest.id, package=self.package)
        return CriterionCard(attempt=attempt.id, criterion=spot.item)

    def _written(self, spot: Spot) -> Payload:
        if spot.kind is SpotKind.FORM:
            return FormCard(book=self.found.book.at, form=spot.item)
        if spot.kind is SpotKind.ORGANISATION:
            known = organisation_sheet().field(spot.item)
            spoken = self.ctx.person.language.written.value if known and known.type.in_languages else ""
            return FieldCard(book=self.found.book.organisation_at, field=spot.item, language=spoken)
        field = self.contest.forms.field(spot.item)
        return self._in_budget(spot) if field is None else self._in_form(field, spot)

    def _in_budget(self, spot: Spot) -> Payload:
        book = self.found.book
        if book.budget(spot.item) is None:
            return Checklist(contest=self.contest.id, package=self.package)
        if spot.row:
            return RowCard(book=book.at, field=spot.item, row=spot.row)
        return BudgetCard(book=book.at, field=spot.item)

    def _in_form(self, field: FormField, spot: Spot) -> Payload:
        at, column = self.found.book.at, field.column(spot.column)
        kind = column.type if column else field.type
        language = (spot.language or self._spoken) if kind.in_languages else ""
        if spot.row and column is not None:
            return FieldCard(book=at, field=spot.item, row=spot.row, column=spot.column, language=language)
        if spot.row:
            return RowCard(book=at, field=spot.item, row=spot.row)
        if field.columns:
            return TableCard(book=at, field=spot.item)
        return FieldCard(book=at, field=spot.item, language=language)

    @property
    def _spoken(self) -> str:
        """The language of the paper in which somebody is asked: their own, where the paper has it."""
        own, languages = self.ctx.person.language.written, self.found.book.languages
        return (own if own in languages else languages[0]).value
