"""What is missing or contradicts itself among documents, answers, steps, forms; and what people judged themselves."""

from collections.abc import Iterator

from content.models import Budget, FieldType, Form, FormField
from content.models.inspection import papers
from content.rules.forms.budget import FilledBudget
from content.rules.forms.progress import of_section
from content.rules.inspection.application import Application, Remark, Spot, SpotKind, in_forms, listed

READY, NOT_NEEDED = "ready", "not_needed"


# --- the topic


def topic_chosen(rule: papers.TopicChosen, application: Application) -> Iterator[Remark]:
    if application.topic is None:
        yield application.remark(rule, Spot(SpotKind.TOPIC))


def topic_open(rule: papers.TopicOpen, application: Application) -> Iterator[Remark]:
    topic, language = application.topic, application.language
    if topic is None:
        return
    unclear = [point[language] for point in (*topic.tasks, *topic.results) if point.unclear is not None]
    if unclear:
        spot = Spot(SpotKind.TOPIC, topic.id)
        yield application.remark(rule, spot, topic=topic.short[language], names=listed(unclear))


# --- what is filled in


def forms_begun(rule: papers.FormsBegun, application: Application) -> Iterator[Remark]:
    """Sections of which nothing is demanded do not count."""
    for form in application.contest.forms.forms:
        number = sum(of_section(application.forms, section).demanded > 0 for section in form.sections)
        if number and form.document in application.documents and not _begun(application, form):
            name = form.short[application.language]
            yield application.remark(rule, Spot(SpotKind.FORM, form.id), form=name, number=number)


def _begun(application: Application, form: Form) -> bool:
    """Whether anything is written in it, or comes into it from what is known of the organisation."""
    known = (each for field in form.fields for each in field.organisation)
    fields = (field for field in form.fields if field.asked)
    return (
        any(map(application.of_organisation, known))
        or any(application.own.rows(field.id) or application.text(field.id) for field in fields)
        or any(_money_in(application, section.budget) for section in form.sections if section.budget)
    )


def _money_in(application: Application, budget: Budget) -> bool:
    """Whether a row was added to a budget, or a figure is written in it."""
    entries = FilledBudget(application.forms, budget).entries(application.language)
    return any(entry.added or entry.filled for entry in entries)


def forms_filled(rule: papers.FormsFilled, application: Application) -> Iterator[Remark]:
    spared = {field for field, given in rule.unless.items() if application.holds(given)}
    for form in application.contest.forms.forms:
        if form.document in application.documents:
            yield from _gaps(rule, application, form, spared)


def _gaps(rule: papers.FormsFilled, application: Application, form: Form, spared: set[str]) -> Iterator[Remark]:
    language = application.language
    for section in form.sections:
        empty = [] if section.optional else [each for each in section.asked if _empty(application, each, spared)]
        name = f"{section.number}. {section.short[language]}" if section.number else section.short[language]
        if empty:
            spot = in_forms(empty[0].id)
            names = listed([each.short[language] for each in empty])
            yield application.remark(rule, spot, form=form.short[language], names=names)
        elif section.budget is not None and not any(entry.amounts.total for entry in application.entries):
            yield application.remark(rule, in_forms(section.budget.id), form=form.short[language], names=name)


def _empty(application: Application, form_field: FormField, spared: set[str]) -> bool:
    if not form_field.required or form_field.id in spared:
        return False
    if form_field.type is FieldType.TABLE:
        return not application.own.rows(form_field.id)
    return not application.text(form_field.id)


def rows_filled(rule: papers.RowsFilled, application: Application) -> Iterator[Remark]:
    language = application.language
    for form in application.contest.forms.forms:
        for table in (each for each in form.fields if each.columns):
            for number, row in enumerate(application.own.rows(table.id), 1):
                empty = [
                    column
                    for column in table.columns
                    if column.required and not application.own.said(column.type, language, table.id, row.key, column.id)
                ]
                if empty:
                    names = f"{number}: {listed([column.short[language] for column in empty])}"
                    where = table.short[language]
                    yield application.remark(rule, in_forms(table.id, row.key), form=where, names=names)


def organisation_filled(rule: papers.OrganisationFilled, application: Application) -> Iterator[Remark]:
    forms = [form for form in application.contest.forms.forms if form.document in application.documents]
    known = dict.fromkeys(each for form in forms for field in form.fields for each in field.organisation)
    sheet = application.forms.sheet
    empty = [
        field
        for field in map(sheet.field, known)
        if field is not None and field.required and not application.of_organisation(field.id)
    ]
    if empty:
        names = listed([field.short[application.language] for field in empty])
        yield application.remark(rule, Spot(SpotKind.ORGANISATION, empty[0].id), names=names)


# --- documents


def documents_ready(rule: papers.DocumentsReady, application: Application) -> Iterator[Remark]:
    unfinished = _with_gaps(application)
    for document_id, status in application.documents.items():
        document = application.contest.document(document_id)
        if document is not None and status not in {READY, NOT_NEEDED} and document_id not in unfinished:
            spot = Spot(SpotKind.DOCUMENT, document.id)
            name = document.short[application.language]
            yield application.remark(rule, spot, document=name, number=document.number)


def _with_gaps(application: Application) -> set[str]:
    """Documents whose form is remarked upon already."""
    rules = [rule for rule in application.contest.inspection.rules if isinstance(rule, papers.FormsFilled)]
    fields = {remark.spot.item for rule in rules for remark in forms_filled(rule, application)}
    holding = (application.contest.forms.holding(field) for field in fields)
    return {found[0].document for found in holding if found is not None}


def _document(
    rule: papers.DocumentNeeded | papers.DocumentUnfounded | papers.DocumentOpen, application: Application
) -> Remark:
    document = application.contest.document(rule.document)
    name = document.short[application.language] if document else rule.document
    return application.remark(rule, Spot(SpotKind.DOCUMENT, rule.document), document=name)


def document_needed(rule: papers.DocumentNeeded, application: Application) -> Iterator[Remark]:
    if application.documents.get(rule.document) == NOT_NEEDED and any(map(application.there, rule.causes)):
        yield _document(rule, application)


def document_unfounded(rule: papers.DocumentUnfounded, application: Application) -> Iterator[Remark]:
    if application.documents.get(rule.document) == READY and not any(map(application.there, rule.causes)):
        yield _document(rule, application)


def document_open(rule: papers.DocumentOpen, application: Application) -> Iterator[Remark]:
    if application.documents.get(rule.document, READY) not in {READY, NOT_NEEDED}:
        yield _document(rule, application)


# --- answers and steps


def answer_denied(rule: papers.AnswerDenied, application: Application) -> Iterator[Remark]:
    if application.facts.get(rule.question) in rule.none and application.there(rule.there):
        yield application.remark(rule, Spot(SpotKind.QUESTION, rule.question))


def answer_unfounded(rule: papers.AnswerUnfounded, application: Application) -> Iterator[Remark]:
    answer = application.facts.get(rule.question)
    if answer is not None and answer not in rule.none and not application.there(rule.there):
        yield application.remark(rule, Spot(SpotKind.QUESTION, rule.question))


def answer_given(rule: papers.AnswerGiven, application: Application) -> Iterator[Remark]:
    answer = application.facts.get(rule.question)
    if answer not in rule.answers or (rule.unwritten and application.of_organisation(rule.unwritten)):
        return
    question = next((each for each in application.contest.preparing.questions if each.id == rule.question), None)
    option = next((each for each in question.options if each.id == answer), None) if question else None
    spot = Spot(SpotKind.QUESTION, rule.question)
    if rule.unwritten:
        spot = Spot(SpotKind.ORGANISATION, rule.unwritten)
    yield application.remark(rule, spot, answer=option.label[application.language] if option else answer)


def answers_alike(rule: papers.AnswersAlike, application: Application) -> Iterator[Remark]:
    answer, theirs = application.facts.get(rule.question), application.of_organisation(rule.organisation)
    if answer and theirs and answer != theirs:
        yield application.remark(rule, Spot(SpotKind.QUESTION, rule.question))


def questions_answered(rule: papers.QuestionsAnswered, application: Application) -> Iterator[Remark]:
    known = {each.id: each for each in application.contest.preparing.questions}
    left = [known[each] for each in rule.questions if each in known and each not in application.facts]
    if left:
        names = listed([each.text[application.language] for each in left])
        yield application.remark(rule, Spot(SpotKind.QUESTION, left[0].id), names=names)


def steps_done(rule: papers.StepsDone, application: Application) -> Iterator[Remark]:
    known = {step.id: step for step in application.contest.preparing.steps if not step.hands_in}
    left = [known[step] for step in application.open_steps if step in known]
    if left:
        names = listed([step.short[application.language] for step in left])
        yield application.remark(rule, Spot(SpotKind.STEPS), names=names)


# --- one's own judgement


def sub_points_met(rule: papers.SubPointsMet, application: Application) -> Iterator[Remark]:
    language = application.language
    for criterion in application.contest.scored:
        answers = application.assessed.get(criterion.id)
        for number, point in enumerate(criterion.sub_points, 1):
            if answers is not None and answers.points.get(number) is False:
                spot = Spot(SpotKind.CRITERION, criterion.id)
                values = {"criterion": criterion.short[language], "number": number, "lift": point.lift[language]}
                words = rule.text[language].format(**values)
                yield Remark(rule, spot, words, criterion.source, criterion.number, number)
