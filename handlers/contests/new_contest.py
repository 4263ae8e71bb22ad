"""Where a new contest begins: by questions, or with a folder that explains every field; its ZIP comes back here."""

import asyncio
from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu
from bot.payloads.contests.outline import ContestOutline, NewContest
from bot.payloads.contests.versions import ContestFiles, DownloadEmptyContest
from bot.scaffold.contest import skeleton
from bot.services.contests import outlining
from bot.services.papers.office import PaperWorks
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import File, Screen
from content import bundles
from content.yaml_file import TODO
from handlers.contests.files import NotTaken, limits, sent


async def new_contest(ctx: Context, payload: NewContest, fault: NotTaken | None = None) -> Screen:
    """`fault` says why the file that was sent was not taken."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    begun = bool(await outlining.answers(ctx))
    text = ctx.text("contests/new_contest", contest=contest, begun=begun, fault=fault, **limits())
    rows = [
        [ctx.button("contest_desk.outline", ContestOutline(contest=contest.id), style=ButtonStyle.PRIMARY)],
        [ctx.button("contest_desk.empty", DownloadEmptyContest(contest=contest.id))],
        [ctx.button("contest_desk.files", ContestFiles(contest=contest.id))],
    ]
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id), asks=payload)


async def download_empty(ctx: Context, payload: DownloadEmptyContest) -> Screen:
    """Every field explained; its id is left open like the rest."""
    ctx.require(Right.CONTEST)
    contest_id = f"{ctx.today(ctx.contest(payload.contest)).year + 1}-main"
    texts = await asyncio.to_thread(skeleton, f"{TODO}{contest_id}")
    content = await asyncio.to_thread(bundles.pack, contest_id, texts)
    screen = await new_contest(ctx, NewContest(contest=payload.contest))
    return replace(screen, attachment=File(f"{contest_id}.zip", content))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(NewContest, new_contest)
    activity.sent(NewContest, partial(sent, PaperWorks(), new_contest))
    activity.on(DownloadEmptyContest, download_empty)
    return activity
