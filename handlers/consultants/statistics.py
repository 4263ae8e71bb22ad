"""Figures for those who answer: on the screen, and as a file."""

import asyncio
from dataclasses import replace

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.queue import ConsultantMenu, QuestionStatistics, QuestionStatisticsFile
from bot.services.consultants.statistics import StatisticsSummary, summary
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import File, Screen
from content.models import Contest
from storage.tables.answers import AskedOutcome

MOST_LINES = 10
"""Topics on the screen; the file has them all."""


async def figures(ctx: Context, at: QuestionStatistics) -> Screen:
    contest = ctx.contest(at.contest)
    return _screen(ctx, contest, await summary(ctx, contest))


def _screen(ctx: Context, contest: Contest, found: StatisticsSummary) -> Screen:
    named = [(contest.regions.region(group.id), group.numbers) for group in found.by_region]
    topics = [(contest.topic(group.id) if group.id else None, group.numbers) for group in found.by_topic]
    text = ctx.text(
        "consultants/statistics",
        contest=contest,
        found=found,
        regions=named,
        topics=topics[:MOST_LINES],
        more=len(topics[MOST_LINES:]),
        instant={outcome.value: found.instant.outcomes.get(outcome, 0) for outcome in AskedOutcome},
    )
    file = ctx.button("figures.file", QuestionStatisticsFile(contest=contest.id), style=ButtonStyle.PRIMARY)
    return ctx.screen(text, [[file]], back=ConsultantMenu())


async def figures_file(ctx: Context, at: QuestionStatisticsFile) -> Screen:
    """Made in a thread of its own: nobody else waits for it."""
    contest = ctx.contest(at.contest)
    found = await summary(ctx, contest)
    content = await asyncio.to_thread(_made, contest, ctx, found)
    return replace(_screen(ctx, contest, found), attachment=File(f"questions-{contest.id}.xlsx", content))


def _made(contest: Contest, ctx: Context, found: StatisticsSummary) -> bytes:
    from bot.services.consultants.statistics_book import workbook  # noqa: PLC0415  openpyxl is loaded by those who ask for a file

    return workbook(contest, ctx.texts, ctx.person.language, found)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(QuestionStatistics, figures)
    activity.on(QuestionStatisticsFile, figures_file)
    return activity
