"""Holds an application against every rule of its contest. Pure, and quick: nothing is read and nothing is kept."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from content.models.inspection import files, money, papers, words
from content.models.inspection.rules import InspectionRule, RemarkGroup
from content.rules.inspection import of_files, of_money, of_papers, of_words
from content.rules.inspection.application import Application, Remark, SpotKind

Inspecting = Callable[[Any, Application], Iterator[Remark]]

KINDS: Mapping[type[InspectionRule], Inspecting] = {
    papers.TopicChosen: of_papers.topic_chosen,
    papers.TopicOpen: of_papers.topic_open,
    papers.FormsBegun: of_papers.forms_begun,
    papers.FormsFilled: of_papers.forms_filled,
    papers.RowsFilled: of_papers.rows_filled,
    papers.OrganisationFilled: of_papers.organisation_filled,
    papers.DocumentsReady: of_papers.documents_ready,
    papers.DocumentNeeded: of_papers.document_needed,
    papers.DocumentUnfounded: of_papers.document_unfounded,
    papers.DocumentOpen: of_papers.document_open,
    papers.StepsDone: of_papers.steps_done,
    papers.AnswerDenied: of_papers.answer_denied,
    papers.AnswerUnfounded: of_papers.answer_unfounded,
    papers.AnswerGiven: of_papers.answer_given,
    papers.AnswersAlike: of_papers.answers_alike,
    papers.QuestionsAnswered: of_papers.questions_answered,
    papers.SubPointsMet: of_papers.sub_points_met,
    money.GrantWithin: of_money.grant_within,
    money.GrantWhole: of_money.grant_whole,
    money.RowsPaid: of_money.rows_paid,
    money.RowsCounted: of_money.rows_counted,
    money.ActivitiesPaid: of_money.activities_paid,
    money.LineUsed: of_money.line_used,
    money.AskedForFound: of_money.asked_for_found_in,
    money.AskedForApart: of_money.asked_for_apart,
    money.MonthsWithin: of_money.months_within,
    money.MonthsRecent: of_money.months_recent,
    money.DateWithin: of_money.date_within,
    money.DateBefore: of_money.date_before,
    words.RowsAlike: of_words.rows_alike,
    words.RowsNamed: of_words.rows_named,
    words.CountsNamed: of_words.counts_named,
    words.PersonListed: of_words.person_listed,
    words.TerritoryWithin: of_words.territory_within,
    words.TerritoryNamed: of_words.territory_named,
    words.TerritoryWhole: of_words.territory_whole,
    words.FiguresGiven: of_words.figures_given,
    words.LanguagesWhole: of_words.languages_whole,
    words.FiguresAlike: of_words.figures_alike,
    words.NamesAlike: of_words.names_alike,
    files.FilesCounted: of_files.files_counted,
    files.FilesForeign: of_files.files_foreign,
    files.FilesOpen: of_files.files_open,
    files.FilesWithin: of_files.files_within,
    files.PartsFound: of_files.parts_found,
}


def inspect(application: Application) -> list[Remark]:
    """Everything that is to be said, in the order of the groups and then of the rules."""
    rules = application.contest.inspection.rules
    remarks = [
        remark
        for group in RemarkGroup
        for rule in rules
        if rule.group is group
        for remark in KINDS[type(rule)](rule, application)
    ]
    empty = {remark.spot.item for remark in remarks if remark.spot.kind is SpotKind.FORM}
    return [remark for remark in remarks if _form(application, remark) not in empty]


def _form(application: Application, remark: Remark) -> str | None:
    """The form in a place of which something is put right."""
    in_field = remark.spot.kind is SpotKind.FORM_FIELD
    holding = application.contest.forms.holding(remark.spot.item) if in_field else None
    return holding[0].id if holding else None
