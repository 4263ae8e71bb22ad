"""The documents: one list with what is done and what to begin first, a card for each, and its status."""

from aiogram.enums import ButtonStyle

from bot.payloads.forms.cards import FormCard, FormList
from bot.payloads.inspection import InspectionReport
from bot.payloads.packages.documents import Checklist, DocumentCard, FactCard, OwnDate, SetDocument
from bot.payloads.packages.hand_in import StepCard, StepList
from bot.payloads.packages.team import GiveDocument
from bot.payloads.packages.work_plan import WorkPlan
from bot.payloads.papers import AllPapers, FormPapers
from bot.payloads.questions.ask import AskedPlace
from bot.services.packages import changes, tailoring
from bot.services.packages.lookup import others_change, to_change, to_read
from bot.services.packages.progress import progress, starts
from bot.services.packages.work_plan import DONE_WITH, dated, set_days
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Screen
from bot.ui.widgets import ask_about, choice, column, link_buttons, pairs
from content.models import LinkedScreen
from content.rules import stages
from storage.packages import teams
from storage.packages.packages import FIRST, DocumentStatus
from storage.tables.application.packages import MarkKind

MOST_STARTS = 3
"""What the list says to begin first; the plan has them all."""


async def checklist(ctx: Context, payload: Checklist) -> Screen:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        days = await set_days(connection, package, ctx.person.id)
    closed = ctx.closed(contest)
    documents = tailoring.documents(contest, package)
    later = tailoring.later(contest)
    statuses = tailoring.statuses(contest, package)
    first = {start.document.id: start for start in starts(contest, statuses, ctx.now)}
    order = {document_id: place for place, document_id in enumerate(first)}
    open_questions = tailoring.unanswered(contest, package)
    text = ctx.text(
        "packages/checklist",
        contest=contest,
        closed=closed,
        groups=[
            (kind, [document.number for document in documents if statuses[document.id] is kind])
            for kind in DocumentStatus
            if kind in statuses.values()
        ],
        progress=progress(statuses),
        starts=list(first.values())[:MOST_STARTS],
        dated=dated(contest, package, days),
        unanswered=len(open_questions),
        later=[(document, tailoring.later_status(contest, package, document)) for document in later],
        stage=stages.taking(contest, ctx.now) if closed else None,
    )
    package_id = package.id if package else FIRST
    rows = column(
        ctx.button(
            "document.item",
            DocumentCard(contest=contest.id, document=document.id, package=package_id),
            sign=ctx.label(f"sign.{statuses[document.id].value}"),
            number=document.number,
            title=document.short[ctx.person.language],
        )
        for document in sorted(documents, key=lambda each: order.get(each.id, len(order)))
    )
    rows += column(
        ctx.button(
            "document.item",
            DocumentCard(contest=contest.id, document=document.id, package=package_id),
            sign=ctx.label(f"sign.{tailoring.later_status(contest, package, document)}"),
            number=document.number,
            title=document.short[ctx.person.language],
        )
        for document in later
    )
    if not closed:
        rows.append([ctx.button("plan.open", WorkPlan(contest=contest.id, package=package_id))])
    if not closed and contest.preparing.questions:
        question = next(iter(open_questions), contest.preparing.questions[0].id)
        label = "questions.answer" if open_questions else "questions.change"
        target = FactCard(contest=contest.id, question=question, package=package_id)
        rows.append([ctx.button(label, target, style=ButtonStyle.PRIMARY if open_questions else None)])
    if contest.forms.forms:
        at = f"p{package.id}" if package else f"c{contest.id}"
        rows.append([ctx.button("forms.all", FormList(book=at))])
        rows.append([ctx.button("papers.all", AllPapers(contest=contest.id, package=package_id))])
    if contest.inspection.rules:
        rows.append([ctx.button("inspection.open", InspectionReport(contest=contest.id, package=package_id))])
    if contest.preparing.steps:
        rows.append([ctx.button("steps", StepList(contest=contest.id, package=package_id))])
    return ctx.screen(text, rows)


async def document_card(ctx: Context, payload: DocumentCard) -> Screen:
    contest = ctx.contest(payload.contest)
    document = ctx.document(contest, payload.document)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        change = await others_change(ctx, connection, package, MarkKind.DOCUMENT, document.id)
        days = await set_days(connection, package, ctx.person.id)
        team = await teams.members(connection, package.id) if package else ()
    statuses = tailoring.statuses(contest, package)
    current = statuses.get(document.id) or tailoring.later_status(contest, package, document)
    demands = [(each, tailoring.done(each, package)) for each in tailoring.demands(contest, package, document.id)]
    closed = ctx.past(contest, document)
    links = contest.contest.links_at(LinkedScreen.DOCUMENT, document.id)
    text = ctx.text(
        "packages/document",
        contest=contest,
        links=links,
        closed=closed,
        document=document,
        stage=contest.stage(document.stage) if document.stage else None,
        current=current,
        change=change,
        dated=[entry for entry in dated(contest, package, days) if entry.document == document],
        demands=demands,
        rules=tailoring.quoted_once(tailoring.rules(contest, package, document)),
        start=next((s for s in starts(contest, statuses, ctx.now) if s.document.id == document.id), None),
    )
    package_id = package.id if package else FIRST
    choices = pairs(
        choice(
            ctx,
            ctx.label(f"status.{each.value}"),
            SetDocument(contest=contest.id, document=document.id, status=each, package=package_id),
            chosen=each is current,
        )
        for each in DocumentStatus
        if each is not DocumentStatus.NOT_NEEDED or document.optional
    )
    form = contest.forms.of_document(document.id)
    rows = [] if closed else choices
    if form is not None:
        at = f"p{package.id}" if package else f"c{contest.id}"
        rows.insert(0, [ctx.button("forms.open", FormCard(book=at, form=form.id), style=ButtonStyle.PRIMARY)])
    rows += column(
        ctx.button(
            "demand.item",
            StepCard(contest=contest.id, step=demand.id, package=package_id),
            sign=ctx.label("sign.ready" if done else "sign.not_started"),
            title=demand.short[ctx.person.language],
        )
        for demand, done in demands
    )
    where = {"contest": contest.id, "document": document.id, "package": package_id}
    more = [ctx.button("papers.open", FormPapers.model_validate(where))] if form is not None else []
    if ctx.today(contest) < contest.deadline.date():
        more.append(ctx.button("day.own", OwnDate.model_validate(where)))
        if len(team) > 1 and current not in DONE_WITH:
            more.append(ctx.button("errand.give", GiveDocument.model_validate(where)))
    rows += pairs(more)
    rows += link_buttons(ctx, links)
    if document.unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.DOCUMENT, document.id))
    return ctx.screen(text, rows, back=Checklist(contest=contest.id, package=package_id))


async def set_document(ctx: Context, payload: SetDocument) -> Goto:
    """Sets a status; "not needed" only where the announcement allows it (section 5, items 8 and 9)."""
    contest = ctx.contest(payload.contest)
    document = ctx.document(contest, payload.document)
    if ctx.past(contest, document):
        raise ExplainedError("contests/contest_closed", contest=contest)
    if payload.status is DocumentStatus.NOT_NEEDED and document.optional is None:
        raise ExplainedError("packages/document_needed", document=document)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await changes.make(ctx, connection, contest, package, payload)
    return Goto(Checklist(contest=contest.id, package=package.id), ctx.label("document.set"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Checklist, checklist)
    activity.on(DocumentCard, document_card)
    activity.on(SetDocument, set_document)
    return activity
