"""The page to take along to where it is handed in, as a file."""

from dataclasses import replace
from functools import partial

from aiogram.enums import ChatAction

from bot.payloads.inspection import InspectionReport, InspectionSummary
from bot.payloads.papers import PaperKind
from bot.services.inspection.looking import look
from bot.services.inspection.summary import lines, organisation
from bot.services.papers.file_names import file_name
from bot.services.papers.office import PaperWorks
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import File, InTheMaking, Screen
from handlers.inspection.inspection import report


async def summary(office: PaperWorks, ctx: Context, payload: InspectionSummary) -> Screen:
    contest, package, found = await look(ctx, payload.contest, payload.package)
    screen = await report(ctx, InspectionReport(contest=payload.contest, package=payload.package))
    as_pdf = payload.kind is PaperKind.PDF and office.makes_pdf
    written = lines(ctx, contest, package, found)
    name = file_name(ctx.label("inspection.page"), organisation(ctx, found), "pdf" if as_pdf else "docx")

    async def made() -> File:
        word = await office.page(written, ctx.person.language.written)
        return File(name, await office.pdf(word) if as_pdf else word)

    return replace(screen, attachment=InTheMaking(made, ctx.text("papers/not_made"), ChatAction.UPLOAD_DOCUMENT))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(InspectionSummary, partial(summary, PaperWorks()))
    return activity
