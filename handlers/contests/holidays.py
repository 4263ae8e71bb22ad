"""Holidays of a contest: on these days nobody answers, and no hour of work counts."""

import re
from datetime import date
from functools import partial

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu, Holidays, SetHoliday
from bot.payloads.contests.versions import VersionCard
from bot.services.contests import publication
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import pairs
from content import editing
from content.models import Contest
from content.rules.days.typed_days import day_typed

MOST_HOLIDAYS = 24


async def holidays(ctx: Context, payload: Holidays, fault: str | None = None) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    days = contest.contest.holidays
    rows = pairs(
        ctx.button(
            "contest_desk.work",
            SetHoliday(contest=contest.id, day=day, off=False),
            day=ctx.texts.weekday(ctx.person.language, day),
        )
        for day in days[:MOST_HOLIDAYS]
    )
    text = ctx.text("contests/holidays", contest=contest, days=days, most=MOST_HOLIDAYS, fault=fault)
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id), asks=payload)


async def holidays_typed(ctx: Context, payload: Holidays, words: str) -> Outcome:
    """Days apart by commas or lines."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    today = ctx.today(contest)
    typed = [day_typed(part.strip(), today) for part in re.split(r"[,;\n]", words) if part.strip()]
    days = {day for day in typed if day is not None}
    if not typed or None in typed:
        return await holidays(ctx, payload, "day")
    wanted = days.union(contest.contest.holidays)
    if len(wanted) > MOST_HOLIDAYS:
        return await holidays(ctx, payload, "many")
    return await _with_holidays(ctx, contest, wanted)


async def set_holiday(ctx: Context, payload: SetHoliday) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    days = set(contest.contest.holidays)
    return await _with_holidays(ctx, contest, days | {payload.day} if payload.off else days - {payload.day})


async def _with_holidays(ctx: Context, contest: Contest, days: set[date]) -> Goto:
    change = partial(editing.with_holidays, days=sorted(days))
    return Goto(VersionCard(version=await publication.edit(ctx, contest, "holidays", change)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(Holidays, holidays)
    activity.typed(Holidays, holidays_typed)
    activity.on(SetHoliday, set_holiday)
    return activity
