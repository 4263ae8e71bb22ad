"""The files of a contest, for staff: one ZIP to take away, and one to bring, which becomes a proposed version."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

from aiogram.enums import ButtonStyle
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu
from bot.payloads.contests.outline import NewContest
from bot.payloads.contests.versions import (
    ContestFiles,
    DownloadContestFiles,
    DownloadContestTables,
    VersionCard,
)
from bot.services.audit import audit_trail
from bot.services.contests import publication, tables, upload
from bot.services.contests.tables import TakenTables
from bot.services.papers.fetching import NotFetchedError, fetched
from bot.services.papers.office import PaperWorks
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import File, Screen
from content import bundles
from content.bundles import LARGEST_ZIP, MOST_BYTES, MOST_FILES, SHEET, BundleError
from content.editing import Files
from content.loader import load_files
from content.models import Contest
from content.texts.complaints import told
from content.yaml_file import ContentError
from handlers.contests.long_lists import first_lines, with_file
from storage.contests import versions

MEGABYTE = 2**20

Asks = ContestFiles | NewContest
"""Screens to which a folder may be sent."""
NotTaken = BundleError | NotFetchedError
Again = Callable[[Context, Any, NotTaken], Awaitable[Screen]]
"""Draws the screen once more, with why what was sent was not taken."""


async def files(ctx: Context, payload: ContestFiles, fault: NotTaken | None = None) -> Screen:
    """Asks for a folder as a ZIP; `fault` says why the one sent was not taken."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    text = ctx.text("contests/files", contest=contest, fault=fault, **limits())
    rows = [
        [ctx.button("contest_desk.download", DownloadContestFiles(contest=contest.id), style=ButtonStyle.PRIMARY)],
        [ctx.button("contest_desk.tables", DownloadContestTables(contest=contest.id))],
        [ctx.button("contest_desk.new_contest", NewContest(contest=contest.id))],
    ]
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id), asks=ContestFiles(contest=contest.id))


def limits() -> dict[str, int]:
    """What a ZIP may hold, for the words of a screen."""
    return {"most_files": MOST_FILES, "most_megabytes": MOST_BYTES // MEGABYTE, "largest": LARGEST_ZIP // MEGABYTE}


async def download(ctx: Context, payload: DownloadContestFiles) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    version, texts = await publication.files_of(ctx, contest)
    content = await asyncio.to_thread(bundles.pack, contest.id, texts)
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "contest.downloaded", contest=contest.id, version=version)
    screen = await files(ctx, ContestFiles(contest=contest.id))
    return replace(screen, attachment=File(f"{contest.id}.zip", content))


async def download_tables(spreadsheets: Spreadsheets, ctx: Context, payload: DownloadContestTables) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    version, texts = await publication.files_of(ctx, contest)
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "contest.downloaded", contest=contest.id, version=version)
    sorry = ctx.text("contests/not_written")
    attachment = spreadsheets.file(f"{contest.id}.xlsx", tables.book(ctx, texts), contest.tzinfo, sorry)
    return replace(await files(ctx, ContestFiles(contest=contest.id)), attachment=attachment)


async def sent(office: PaperWorks, again: Again, ctx: Context, payload: Asks, message: Message) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    try:
        taken = await _taken(office, ctx, payload, message)
    except (BundleError, NotFetchedError) as error:
        await _refused(ctx, contest, error.reason)
        return await again(ctx, payload, error)
    if taken.faults:
        await _refused(ctx, contest, "check")
        return _faulty(ctx, payload, "", tables.cell_faults(ctx, taken))
    texts = taken.files
    with suppress(TelegramAPIError):  # the check takes a while, and goes on without this
        await message.answer(ctx.text("contests/checking"))
    contest_id = upload.id_in(texts)
    faults = await upload.faults(contest_id, texts, ctx.texts, ctx.person.language)
    if faults:
        await _refused(ctx, contest, "check")
        return _faulty(ctx, payload, contest_id, tables.with_rows(ctx, faults, taken))
    return await _proposed(ctx, payload, contest_id, texts)


async def _taken(office: PaperWorks, ctx: Context, payload: Asks, message: Message) -> TakenTables:
    """The texts of a ZIP that was sent, or those that are served with what a spreadsheet says.

    Raises BundleError or NotFetchedError.
    """
    data = await fetched(message, LARGEST_ZIP)
    name = (message.document.file_name or "") if message.document else ""
    if not name.lower().endswith(SHEET):
        return await tables.beside(office, await asyncio.to_thread(bundles.read, data, name))
    if isinstance(payload, NewContest):  # a spreadsheet alone would change the contest that is served
        raise BundleError("sheet_alone", name)
    return await tables.taken_over(office, (await publication.files_of(ctx, ctx.contest(payload.contest)))[1], data)


async def _refused(ctx: Context, contest: Contest, reason: str) -> None:
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "contest.file_refused", contest=contest.id, reason=reason)


def _faulty(ctx: Context, payload: Asks, contest_id: str, faults: Sequence[str]) -> Screen:
    """What is wrong, and the same question again: the mended files are sent to this very screen."""
    named = ctx.contest(payload.contest) if isinstance(payload, ContestFiles) else ctx.catalogue.get(contest_id)
    name = named.contest.short[ctx.person.language] if named else contest_id
    text = ctx.text("contests/faults", name=name, lines=first_lines(faults), total=len(faults))
    return with_file(ctx.screen(text, back=payload, asks=payload), "faults.txt", faults)


async def _proposed(ctx: Context, payload: Asks, contest_id: str, texts: Files) -> Outcome:
    try:
        new = await asyncio.to_thread(load_files, contest_id, texts)
    except ContentError as error:
        return _faulty(ctx, payload, contest_id, told(ctx.texts, ctx.person.language, error.faults))
    async with ctx.database.reading() as connection:
        live = await versions.live(connection, new.id)
    return Goto(VersionCard(version=await publication.propose(ctx, new, texts, "files", live.id if live else 0)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestFiles, files)
    activity.sent(ContestFiles, partial(sent, PaperWorks(), files))
    activity.on(DownloadContestTables, partial(download_tables, Spreadsheets()))
    activity.on(DownloadContestFiles, download)
    return activity
