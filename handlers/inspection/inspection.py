"""The inspection of a whole application: what was found, group by group, each with the way to where it is put right."""

from bot.office.writing import portable
from bot.payloads.inspection import AskAboutRemark, InspectionReport, InspectionSummary
from bot.payloads.packages.documents import Checklist
from bot.payloads.papers import HandInFiles, PaperKind
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.rules.eligibility import EligibilityCheck
from bot.services.inspection.gathering import Inspected
from bot.services.inspection.looking import look
from bot.services.inspection.spots import WayThere, called
from bot.services.packages.lookup import title
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column
from content.ellipsis import fitted
from content.models import Contest
from content.models.inspection.rules import RemarkGroup
from content.rules.inspection.application import Remark
from storage.packages.packages import FIRST
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.tables.questions import MessageSide, MessageStage

PAGE = 4
"""Remarks on a page: with their buttons they fill a phone."""
NAME = 22
"""Characters of a place on a button."""
NO_MESSAGE = 2**40
"""Below minus this are the numbers of what nobody typed, lest it be said twice in one question."""


async def report(ctx: Context, payload: InspectionReport) -> Screen:
    contest, package, found = await look(ctx, payload.contest, payload.package)
    pages = Pages(len(found.remarks), PAGE, payload.page)
    numbered = list(enumerate(pages.shown(found.remarks), pages.offset + 1))
    groups = [(group, [each for each in numbered if each[1].rule.group is group]) for group in RemarkGroup]
    text = ctx.text(
        "inspection/report",
        contest=contest,
        title=title(ctx, contest, package) if package else None,
        counted=found.counted(),
        groups=[(group, remarks) for group, remarks in groups if remarks],
        page=pages.number,
        files=found.files,
        unread=[each for each in found.files if not each.read],
    )
    rows = column(_button(ctx, contest, found, number, remark) for number, remark in numbered)
    rows.append(pages.turns(ctx, payload))
    package_id = package.id if package else FIRST
    kinds = (PaperKind.WORD, PaperKind.PDF) if portable.installed() else (PaperKind.WORD,)
    rows.append(
        [
            ctx.button(
                f"inspection.page_{kind.value}", InspectionSummary(contest=contest.id, kind=kind, package=package_id)
            )
            for kind in kinds
        ]
    )
    if contest.inspection.of_files and not ctx.closed(contest):
        rows.append([ctx.button("inspection.files", HandInFiles(contest=contest.id, package=package_id))])
    if contest.grounds.conditions:
        rows.append([ctx.button("may_we.open", EligibilityCheck(contest=contest.id))])
    rows.append([ctx.ask_button(contest)])
    return ctx.screen(text, rows, back=Checklist(contest=contest.id, package=package_id))


def _button(ctx: Context, contest: Contest, found: Inspected, number: int, remark: Remark) -> Button:
    """To the place; what is left open leads to whoever can be asked."""
    name = fitted(called(ctx, contest, remark.spot), NAME)
    if remark.rule.group is RemarkGroup.UNCLEAR:
        package = found.book.package.id if found.book.package else FIRST
        ask = AskAboutRemark(contest=contest.id, rule=remark.rule.id, package=package)
        return ctx.button("inspection.ask", ask, number=number, title=name)
    target = WayThere(ctx, contest, found).leading(remark.spot)
    return ctx.button("inspection.place", target, number=number, title=name)


async def ask_about(ctx: Context, payload: AskAboutRemark) -> Goto:
    """The question begins with the remark and its clause. What was put right since is asked about no more."""
    contest, package, found = await look(ctx, payload.contest, payload.package)
    number, remark = next(
        ((number, each) for number, each in enumerate(found.remarks) if each.rule.id == payload.rule), (0, None)
    )
    package_id = package.id if package else FIRST
    if remark is None:
        return Goto(InspectionReport(contest=contest.id, package=package_id), ctx.label("inspection.gone"))
    words = ctx.text("inspection/asked", place=called(ctx, contest, remark.spot), remark=remark)
    async with ctx.database.writing() as connection:
        draft = await questions.begin(connection, ctx.person.id, contest.id, ctx.person.language, None, ctx.now)
        said = Words(
            ctx.person.id, -NO_MESSAGE - draft.id * len(contest.inspection.rules) - number, None, "text", words
        )
        await messages.say(connection, draft.id, MessageSide.APPLICANT, said, MessageStage.WRITTEN, ctx.now)
    return Goto(AskConsultant(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(InspectionReport, report)
    activity.on(AskAboutRemark, ask_about)
    return activity
