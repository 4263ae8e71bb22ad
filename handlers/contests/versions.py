"""Versions of a contest, for staff: its files as a ZIP, what a version changes, confirming it, and going back."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from typing import cast

from aiogram import Bot
from aiogram.enums import ButtonStyle
from aiogram.exceptions import TelegramAPIError
from aiogram.types import Message

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu
from bot.payloads.contests.versions import (
    ContestFiles,
    ContestVersions,
    DownloadContestFiles,
    DropVersion,
    PublishVersion,
    RestoreVersion,
    VersionCard,
)
from bot.services.audit import audit_trail
from bot.services.contests import publication, upload
from bot.services.contests.publication import PROPOSED, SETTLED, VersionStanding
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, File, Screen
from bot.ui.widgets import column
from content import bundles
from content.bundles import LARGEST_ZIP, MOST_BYTES, MOST_FILES, BundleError
from content.editing import Files
from content.ellipsis import cut
from content.loader import ContentError, load_files
from content.models import Contest
from storage.audit import audit
from storage.contests import versions
from storage.contests.versions import NOBODY
from storage.delivery.outbox import Letter
from storage.tables.contests import VersionState

MOST_LINES, LINE_CHARACTERS = 12, 230
"""On the screen; a file has the rest."""
MOST_VERSIONS = 10
MEGABYTE = 2**20


# --- files


async def files(ctx: Context, at: ContestFiles, fault: BundleError | None = None) -> Screen:
    """Asks for a folder as a ZIP; `fault` says why the one sent was not taken."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    text = ctx.text(
        "contests/files",
        contest=contest,
        fault=fault,
        most_files=MOST_FILES,
        most_megabytes=MOST_BYTES // MEGABYTE,
        largest=LARGEST_ZIP // MEGABYTE,
    )
    rows = [[ctx.button("contest_desk.download", DownloadContestFiles(contest=contest.id), style=ButtonStyle.PRIMARY)]]
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id), asks=ContestFiles(contest=contest.id))


async def download(ctx: Context, at: DownloadContestFiles) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    version, texts = await publication.files_of(ctx, contest)
    content = await asyncio.to_thread(bundles.pack, contest.id, texts)
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "contest.downloaded", contest=contest.id, version=version)
    screen = await files(ctx, ContestFiles(contest=contest.id))
    return replace(screen, attachment=File(f"{contest.id}.zip", content))


async def sent(ctx: Context, at: ContestFiles, message: Message) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    try:
        texts = await _received(message)
    except BundleError as error:
        await _refused(ctx, contest, error.reason)
        return await files(ctx, at, error)
    with suppress(TelegramAPIError):  # the check takes a while, and goes on without this
        await message.answer(ctx.text("contests/checking"))
    contest_id = upload.id_in(texts)
    faults = await upload.faults(contest_id, texts)
    if faults:
        await _refused(ctx, contest, "check")
        return _faulty(ctx, contest, faults)
    return await _proposed(ctx, contest, contest_id, texts)


async def _received(message: Message) -> Files:
    """The texts of the ZIP that was sent. Raises BundleError."""
    document = message.document
    if document is None:
        raise BundleError("no_file")
    if document.file_size is None or document.file_size > LARGEST_ZIP:
        raise BundleError("large")
    data = await cast("Bot", message.bot).download(document)
    return await asyncio.to_thread(bundles.read, data.read() if data else b"")


async def _refused(ctx: Context, contest: Contest, reason: str) -> None:
    async with ctx.database.writing() as connection:
        await audit_trail.write(ctx, connection, "contest.file_refused", contest=contest.id, reason=reason)


def _faulty(ctx: Context, contest: Contest, faults: Sequence[str]) -> Screen:
    lines = [cut(fault, LINE_CHARACTERS, close=False) for fault in faults[:MOST_LINES]]
    text = ctx.text("contests/faults", contest=contest, lines=lines, total=len(faults))
    screen = ctx.screen(text, back=ContestMenu(contest=contest.id), asks=ContestFiles(contest=contest.id))
    if len(faults) <= MOST_LINES:
        return screen
    return replace(screen, attachment=File("faults.txt", "\n".join(faults).encode()))


async def _proposed(ctx: Context, contest: Contest, contest_id: str, texts: Files) -> Outcome:
    try:
        new = await asyncio.to_thread(load_files, contest_id, texts)
    except ContentError as error:
        return _faulty(ctx, contest, [str(fault) for fault in error.faults])
    async with ctx.database.reading() as connection:
        live = await versions.live(connection, new.id)
    return Goto(VersionCard(version=await publication.propose(ctx, new, texts, "files", live.id if live else 0)))


# --- a version


async def proposal(ctx: Context, at: VersionCard) -> Screen:
    """What it changes, and what can be done with it now."""
    async with ctx.database.reading() as connection:
        of = await publication.standing(ctx, connection, at.version)
        names = await audit.names(connection, [of.version.proposed_by, of.version.confirmed_by or NOBODY])
    lines = of.version.summary.lines[ctx.person.language]
    text = ctx.text(
        "contests/proposal",
        version=of.version,
        contest=ctx.catalogue.get(of.version.contest_id),
        of=of,
        by=names.get(of.version.proposed_by, ""),
        settled_by=names.get(of.version.confirmed_by or NOBODY, ""),
        lines=[cut(line, LINE_CHARACTERS, close=False) for line in lines[:MOST_LINES]],
        more=max(0, len(lines) - MOST_LINES),
    )
    screen = ctx.screen(text, _choices(ctx, of), back=_place(ctx, of.version.contest_id))
    if len(lines) <= MOST_LINES:
        return screen
    return replace(screen, attachment=File(f"changes-{of.version.id}.txt", "\n".join(lines).encode()))


def _place(ctx: Context, contest_id: str) -> ContestMenu:
    """The desk of the contest; of one that is not served yet, of the current one."""
    known = ctx.catalogue.get(contest_id)
    return ContestMenu(contest=known.id if known else ctx.current().id)


def _choices(ctx: Context, of: VersionStanding) -> list[list[Button]]:
    if of.settled:
        return []
    asked = of.version.state is VersionState.PROPOSED
    label = "ask" if of.needs_another else "confirm" if asked else "publish"
    drop = ctx.button("contest_desk.drop" if of.mine else "contest_desk.refuse", DropVersion(version=of.version.id))
    if asked and of.needs_another:
        return [[drop]]
    publish = ctx.button(f"contest_desk.{label}", PublishVersion(version=of.version.id), style=ButtonStyle.PRIMARY)
    return [[publish], [drop]]


async def publish(ctx: Context, to: PublishVersion) -> Goto:
    of = await publication.confirm(ctx, to.version)
    if of.needs_another:
        return Goto(VersionCard(version=to.version), ctx.label("contest_desk.asked"))
    return Goto(_place(ctx, of.version.contest_id), ctx.label("contest_desk.published"))


async def drop(ctx: Context, to: DropVersion) -> Goto:
    of = await publication.drop(ctx, to.version)
    label = "contest_desk.dropped" if of.mine else "contest_desk.refused"
    return Goto(_place(ctx, of.version.contest_id), ctx.label(label))


# --- going back


async def history(ctx: Context, at: ContestVersions) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        kept = await versions.history(connection, contest.id, MOST_VERSIONS)
        names = await audit.names(connection, {each.confirmed_by or NOBODY for each in kept})
    text = ctx.text("contests/versions", contest=contest, versions=kept, names=names)
    before = kept[1:]
    rows = column(
        ctx.button(
            "contest_desk.back" if place else "contest_desk.back_before",
            RestoreVersion(version=each.id),
            number=each.id,
            style=None if place else ButtonStyle.PRIMARY,
        )
        for place, each in enumerate(before)
    )
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id))


async def back_to(ctx: Context, to: RestoreVersion) -> Goto:
    """Going back changes something too: it is shown, and confirmed, like anything else."""
    return Goto(VersionCard(version=await publication.back_to(ctx, to.version)))


# --- what staff are told


async def proposed_notice(ctx: Context, letter: Letter) -> Composed:
    """To those who may confirm it."""
    if not ctx.may(Right.CONTEST):
        return Nothing("nothing of their business any more")
    screen = await proposal(ctx, VersionCard(version=letter.content["version"]))
    async with ctx.database.reading() as connection:
        of = await publication.standing(ctx, connection, letter.content["version"])
    if of.settled:
        return Nothing("settled meanwhile")
    return ctx.notice(screen.text, _choices(ctx, of))


async def settled_notice(ctx: Context, letter: Letter) -> Composed:
    """To who proposed it: what became of it."""
    async with ctx.database.reading() as connection:
        version = await versions.find(connection, letter.content["version"])
        names = await audit.names(connection, [version.confirmed_by or NOBODY] if version else [])
    if version is None or not ctx.is_staff:
        return Nothing("nothing of their business any more")
    contest = ctx.catalogue.get(version.contest_id)
    refused = version.state is VersionState.REFUSED
    by = names.get(version.confirmed_by or NOBODY, "")
    text = ctx.text("contests/settled", version=version, contest=contest, refused=refused, by=by)
    return ctx.notice(text, [[ctx.button("contest_desk.show", _place(ctx, version.contest_id))]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestFiles, files)
    activity.sent(ContestFiles, sent)
    activity.on(DownloadContestFiles, download)
    activity.on(VersionCard, proposal)
    activity.on(PublishVersion, publish)
    activity.on(DropVersion, drop)
    activity.on(ContestVersions, history)
    activity.on(RestoreVersion, back_to)
    activity.sends(PROPOSED, proposed_notice)
    activity.sends(SETTLED, settled_notice)
    return activity
