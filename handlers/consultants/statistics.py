"""Figures for those who answer: on the screen, and as a file."""

from dataclasses import replace
from functools import partial

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.queue import ConsultantMenu, QuestionStatistics, QuestionStatisticsFile
from bot.services.consultants.statistics import StatisticsSummary, summary
from bot.services.consultants.statistics_book import StatisticsBook
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from content.models import Contest
from storage.tables.answers import AskedOutcome

MOST_LINES = 10
"""Topics and consultants on the screen; the file has them all."""


async def figures(ctx: Context, payload: QuestionStatistics) -> Screen:
    contest = ctx.contest(payload.contest)
    return _screen(ctx, contest, await summary(ctx, contest))


def _screen(ctx: Context, contest: Contest, found: StatisticsSummary) -> Screen:
    named = [(contest.regions.region(group.id), group.numbers) for group in found.by_region]
    topics = [(contest.topic(group.id) if group.id else None, group.numbers) for group in found.by_topic]
    text = ctx.text(
        "consultants/statistics",
        contest=contest,
        found=found,
        consultants=found.by_consultant[:MOST_LINES],
        consultants_more=len(found.by_consultant[MOST_LINES:]),
        regions=named,
        topics=topics[:MOST_LINES],
        more=len(topics[MOST_LINES:]),
        instant={outcome.value: found.instant.outcomes.get(outcome, 0) for outcome in AskedOutcome},
    )
    file = ctx.button("figures.file", QuestionStatisticsFile(contest=contest.id), style=ButtonStyle.PRIMARY)
    return ctx.screen(text, [[file]], back=ConsultantMenu())


async def figures_file(spreadsheets: Spreadsheets, ctx: Context, payload: QuestionStatisticsFile) -> Screen:
    contest = ctx.contest(payload.contest)
    found = await summary(ctx, contest)
    parts = StatisticsBook(ctx, contest).parts(found)
    sorry = ctx.text("dashboard/not_written")
    file = spreadsheets.file(f"questions-{contest.id}.xlsx", parts, contest.tzinfo, sorry)
    return replace(_screen(ctx, contest, found), attachment=file)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(QuestionStatistics, figures)
    activity.on(QuestionStatisticsFile, partial(figures_file, Spreadsheets()))
    return activity
