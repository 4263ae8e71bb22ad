"""The files that are to be handed in: looked at as they come, and counted by the check of the whole application."""

from functools import partial

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.inspection import InspectionReport
from bot.payloads.papers import BringPaper, BroughtPaper, DropFile, HandInFiles, TakeFiles
from bot.services.answers.responding import respond
from bot.services.packages.lookup import to_change, to_read
from bot.services.papers.arrivals import book_at
from bot.services.papers.fetching import LARGEST, NotFetchedError
from bot.services.papers.file_check import format_of, looked_at, sent_files
from bot.services.papers.office import PaperWorks
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import Pages, column
from content.ellipsis import fitted
from content.models import Contest
from content.models.inspection.files import FileFormat
from storage.packages import packages
from storage.packages.packages import FIRST
from storage.papers import arrivals, hand_in_files

PAGE = 4
"""Files on a screen."""
NAME = 22
"""Characters of a file's name on a button."""


async def hand_in(ctx: Context, payload: HandInFiles, fault: str = "") -> Screen:
    """What came last stands first. `fault` says why the message that was sent is not taken."""
    contest = _contest(ctx, payload.contest)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        files = [*reversed(await sent_files(connection, package))]
    package_id = package.id if package else FIRST
    pages = Pages(len(files), PAGE, payload.page)
    shown = pages.shown(files)
    text = ctx.text(
        "papers/hand_in",
        contest=contest,
        files=shown,
        documents={each.id: each.number for each in contest.documents.documents},
        looked_for=len(contest.inspection.headings()),
        fault=fault,
        largest=LARGEST // 2**20,
    )
    check = InspectionReport(contest=contest.id, package=package_id)
    rows = [[ctx.button("inspection.open", check, style=ButtonStyle.PRIMARY)]] if files else []
    rows += column(
        ctx.button(
            "papers.drop_file",
            DropFile(contest=contest.id, package=package_id, file=each.id),
            title=fitted(each.name, NAME),
        )
        for each in shown
    )
    if len(files) > 1:
        rows.append([ctx.button("papers.drop_files", DropFile(contest=contest.id, package=package_id))])
    rows.append(pages.turns(ctx, payload))
    return ctx.screen(text, rows, back=check, asks=HandInFiles(contest=contest.id, package=package_id))


def _contest(ctx: Context, contest_id: str) -> Contest:
    """Raises ExplainedError where nothing is asked of files, and where nothing is handed in any more."""
    contest = ctx.changeable(contest_id)
    if not contest.inspection.of_files:
        raise ExplainedError("inspection/no_rules", contest=contest)
    return contest


async def sent(office: PaperWorks, ctx: Context, payload: HandInFiles, message: Message) -> Outcome:
    contest = _contest(ctx, payload.contest)
    if message.text:
        return Goto(await respond(ctx, contest, message.text, message.message_id))
    try:
        file, _ = await looked_at(office, contest, message)
    except NotFetchedError as error:
        return await hand_in(ctx, payload, error.reason)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await hand_in_files.keep(connection, ctx.person.id, package.id, file, ctx.now)
    return Goto(HandInFiles(contest=contest.id, package=package.id))


# --- sent without being asked for


async def may_be_handed_in(message: Message, ctx: Context) -> bool:
    """Whether it is a file that can be read, of somebody who can hand in something."""
    if ctx.person.stranger or message.document is None:
        return False
    contest = ctx.current()
    readable = format_of(message.document.file_name or "") is not FileFormat.OTHER
    return readable and contest.inspection.of_files and not ctx.closed(contest)


async def offered(office: PaperWorks, message: Message, ctx: Context) -> Outcome | None:
    """Once for an album. A form that was made here is read as what came back of it, too."""
    contest = ctx.current()
    try:
        file, data = await looked_at(office, contest, message)
    except NotFetchedError:
        return Goto(HandInFiles(contest=contest.id))
    answers = await office.read(data, contest.forms.forms) if file.found.get("made_here") else {"refused": "kind"}
    async with ctx.database.writing() as connection:
        further = await hand_in_files.keep(connection, ctx.person.id, None, file, ctx.now)
        package = await packages.current(connection, ctx.person.id, contest.id)
        package_id = package.id if package else FIRST
        if "refused" not in answers:
            await arrivals.keep(connection, ctx.person.id, book_at(contest.id, package_id), answers, ctx.now)
    if further:
        return None
    take = TakeFiles(contest=contest.id, package=package_id)
    rows = [[ctx.button("papers.take_files", take, style=ButtonStyle.PRIMARY)]]
    if "refused" not in answers:
        rows.append([ctx.button("papers.compare", BroughtPaper(contest=contest.id, package=package_id))])
    elif contest.forms.forms and file.found["format"] != FileFormat.PDF:
        rows.append([ctx.button("papers.bring", BringPaper(contest=contest.id, package=package_id))])
    rows.append([ctx.write_button(contest)])
    album = file.album is not None
    return ctx.screen(ctx.text("papers/offered", contest=contest, name=file.name, album=album), rows)


async def take(ctx: Context, payload: TakeFiles) -> Goto:
    contest = _contest(ctx, payload.contest)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await hand_in_files.take(connection, ctx.person.id, package.id, ctx.now)
    return Goto(HandInFiles(contest=contest.id, package=package.id))


async def drop(ctx: Context, payload: DropFile) -> Goto:
    contest = _contest(ctx, payload.contest)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        if payload.file:
            await hand_in_files.drop(connection, package.id, payload.file)
        else:
            await hand_in_files.drop_all(connection, package.id)
    return Goto(HandInFiles(contest=contest.id, package=package.id), ctx.label("papers.file_dropped"))


def build_activity() -> Activity:
    activity = Activity()
    office = PaperWorks()
    activity.on(HandInFiles, hand_in)
    activity.sent(HandInFiles, partial(sent, office))
    activity.message(partial(offered, office), may_be_handed_in)
    activity.on(TakeFiles, take)
    activity.on(DropFile, drop)
    return activity
