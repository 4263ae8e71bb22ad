"""The nine documents: one list with what is done, a card for each, and its status."""

from aiogram.enums import ButtonStyle

from bot.callbacks import Checklist, DocumentCard, SetDocument
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto
from bot.screens import Button, Screen
from bot.services.progress import progress
from content.dates import Status, status
from content.models import Contest, Document
from storage import packages
from storage.packages import FIRST, DocumentStatus, Kind, Package


async def _package(ctx: Context, contest: Contest, package_id: int) -> Package | None:
    """The package of a button; None where the person has no package yet."""
    async with ctx.database.reading() as connection:
        package = await packages.find(connection, ctx.person.id, contest.id, package_id)
    if package is None and package_id != FIRST:
        raise ExplainedError("package_gone")
    return package


def _document(contest: Contest, document_id: str) -> Document:
    document = contest.document(document_id)
    if document is None:
        raise ExplainedError("document_gone")
    return document


async def checklist(ctx: Context, at: Checklist) -> Screen:
    contest = ctx.contest(at.contest)
    package = await _package(ctx, contest, at.package)
    statuses = {
        document.id: package.status(document.id) if package else DocumentStatus.NOT_STARTED
        for document in contest.documents.documents
    }
    text = ctx.text(
        "checklist",
        contest=contest,
        closed=status(contest, ctx.now) is Status.CLOSED,
        groups=[
            (kind, [document.number for document in contest.documents.documents if statuses[document.id] is kind])
            for kind in DocumentStatus
            if kind in statuses.values()
        ],
        progress=progress(contest, package),
    )
    package_id = package.id if package else FIRST
    buttons = [
        ctx.button(
            "document.item",
            DocumentCard(contest=contest.id, document=document.id, package=package_id),
            sign=ctx.label(f"sign.{statuses[document.id].value}"),
            number=document.number,
            title=document.short[ctx.person.language],
        )
        for document in contest.documents.documents
    ]
    return ctx.screen(text, [[button] for button in buttons])


async def document_card(ctx: Context, at: DocumentCard) -> Screen:
    contest = ctx.contest(at.contest)
    document = _document(contest, at.document)
    package = await _package(ctx, contest, at.package)
    current = package.status(document.id) if package else DocumentStatus.NOT_STARTED
    state = status(contest, ctx.now)
    text = ctx.text("document", contest=contest, status=state, document=document, current=current)
    package_id = package.id if package else FIRST
    choices = [s for s in DocumentStatus if s is not DocumentStatus.NOT_NEEDED or document.optional]
    buttons = [
        Button(
            ctx.label("chosen" if choice is current else "choice", label=ctx.label(f"status.{choice.value}")),
            SetDocument(contest=contest.id, document=document.id, status=choice, package=package_id),
            style=ButtonStyle.PRIMARY if choice is current else None,
        )
        for choice in choices
    ]
    rows = [buttons[index : index + 2] for index in range(0, len(buttons), 2)]
    return ctx.screen(
        text, [] if state is Status.CLOSED else rows, back=Checklist(contest=contest.id, package=package_id)
    )


async def set_document(ctx: Context, to: SetDocument) -> Goto:
    """Sets a status; "not needed" only where the announcement allows it (section 5, items 8 and 9)."""
    contest = ctx.changeable(to.contest)
    document = _document(contest, to.document)
    if to.status is DocumentStatus.NOT_NEEDED and document.optional is None:
        raise ExplainedError("document_needed", document=document)
    async with ctx.database.writing() as connection:
        package = await packages.find_or_open(connection, ctx.person.id, contest.id, to.package, ctx.now)
        if package is None:
            raise ExplainedError("package_gone")
        await packages.mark(connection, package, Kind.DOCUMENT, document.id, to.status.value, ctx.person.id, ctx.now)
    return Goto(Checklist(contest=contest.id, package=package.id), ctx.label("document.set"))


def build_router() -> Activity:
    router = Activity("checklist")
    router.on(Checklist, checklist)
    router.on(DocumentCard, document_card)
    router.on(SetDocument, set_document)
    return router
