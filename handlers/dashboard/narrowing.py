"""What of a contest the dashboard counts: which region, which time, which language, which topic."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from aiogram.enums import ButtonStyle

from bot.payloads.dashboard import (
    MONTH,
    WEEK,
    Dashboard,
    DashboardDays,
    DashboardFilter,
    DashboardRegions,
    DashboardTopics,
    Narrowed,
    spanning,
)
from bot.services.dashboard import wording
from bot.services.dashboard.filters import scope
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, choice, column, pairs
from content.models import Contest, Language
from content.rules.days.typed_days import days_typed

REGIONS, TOPICS = 20, 10
"""On a page."""
LENGTHS = (1, 7, 14, 30)
"""Days from the first one on that are offered as the last one."""
HANDY = (0, 1, 7, 14, 30)
"""Days ago that are offered as the first one."""


def _changed(shown: Narrowed, **values: Any) -> DashboardFilter:
    """The same with other values; what is no filter stays behind."""
    return DashboardFilter(**{name: getattr(shown, name) for name in Narrowed.model_fields} | values)


async def narrowing(ctx: Context, payload: DashboardFilter) -> Screen:
    """Every filter with what it is set to; the dashboard is drawn once all are as wanted."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    narrowed = dict(payload)
    everything = DashboardFilter(contest=contest.id)
    rows = [
        *pairs(_periods(ctx, payload)),
        *pairs(_languages(ctx, payload)),
        [ctx.button("dashboard.topics", DashboardTopics(**narrowed))] if contest.topics.topics else [],
        [ctx.button("dashboard.regions", DashboardRegions(**narrowed))] if contest.regions.regions else [],
        [ctx.button("dashboard.no_filter", everything)] if payload != everything else [],
        [ctx.button("dashboard.show", Dashboard(**narrowed), style=ButtonStyle.PRIMARY)],
    ]
    set_to = wording.filters(ctx, contest, scope(ctx, contest, payload), ctx.now)
    text = ctx.text("dashboard/filter", contest=contest, set_to=set_to)
    return ctx.screen(text, rows, back=Dashboard(**narrowed))


def _periods(ctx: Context, shown: Narrowed) -> Iterator[Button]:
    for key, period in (("week", WEEK), ("month", MONTH), ("contest", "")):
        label = ctx.label(f"dashboard.period.{key}")
        yield choice(ctx, label, _changed(shown, period=period), chosen=shown.period == period, style=None)
    days = DashboardDays(**dict(_changed(shown, period="")))
    between = shown.period not in {"", WEEK, MONTH}
    yield choice(ctx, ctx.label("dashboard.period.days"), days, chosen=between, style=None)


def _languages(ctx: Context, shown: Narrowed) -> Iterator[Button]:
    names = {"": ctx.label("dashboard.any_language")}
    names |= {language.value: wording.language_name(ctx, language) for language in Language}
    for language, name in names.items():
        yield choice(ctx, name, _changed(shown, language=language), chosen=shown.language == language, style=None)


async def regions(ctx: Context, payload: DashboardRegions) -> Screen:
    ctx.require()
    contest = ctx.contest(payload.contest)
    names = {"": ctx.label("dashboard.any_region")}
    names |= {each.id: each.short[ctx.person.language] for each in contest.regions.regions}
    buttons, turns = _choices(ctx, payload, "region", names, REGIONS)
    return ctx.screen(
        ctx.text("dashboard/filter_region", contest=contest), [*pairs(buttons), turns], back=_changed(payload)
    )


async def topics(ctx: Context, payload: DashboardTopics) -> Screen:
    ctx.require()
    contest = ctx.contest(payload.contest)
    names = {0: ctx.label("dashboard.any_topic")}
    names |= {each.number: f"{each.number}. {each.short[ctx.person.language]}" for each in contest.topics.topics}
    buttons, turns = _choices(ctx, payload, "topic", names, TOPICS)
    return ctx.screen(
        ctx.text("dashboard/filter_topic", contest=contest), [*column(buttons), turns], back=_changed(payload)
    )


def _choices(
    ctx: Context, payload: DashboardRegions | DashboardTopics, field: str, names: Mapping[Any, str], most: int
) -> tuple[list[Button], list[Button]]:
    """A page of the values that a field may have, at most so many, and the way to the other pages."""
    pages = Pages(len(names), most, payload.page)
    buttons = [
        choice(ctx, name, _changed(payload, **{field: value}), chosen=getattr(payload, field) == value, style=None)
        for value, name in pages.shown(list(names.items()))
    ]
    return buttons, pages.turns(ctx, payload)


async def days(ctx: Context, payload: DashboardDays, fault: str | None = None) -> Screen:
    """The first day, then the last. `fault` says what is wrong with what was typed."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    today = ctx.today(contest)
    first = payload.first
    if first is None:
        offered = _first_days(contest, today)
        buttons = [_day(ctx, day, payload.model_copy(update={"first": day})) for day in offered]
    else:
        offered = sorted({min(first + timedelta(days=length - 1), today) for length in LENGTHS} | {today})
        buttons = [_day(ctx, day, _changed(payload, period=spanning(first, day))) for day in offered if day >= first]
    text = ctx.text("dashboard/filter_days", contest=contest, first=first, fault=fault)
    back = payload.model_copy(update={"first": None}) if first else _changed(payload)
    return ctx.screen(text, pairs(buttons), back=back, asks=payload)


def _first_days(contest: Contest, today: date) -> list[date]:
    """The day of the announcement, and some of these weeks."""
    opened = contest.opens.astimezone(contest.tzinfo).date()
    recent = {today - timedelta(days=ago) for ago in HANDY}
    return sorted(day for day in {opened, *recent} if day <= today)


def _day(ctx: Context, day: date, payload: DashboardDays | DashboardFilter) -> Button:
    return ctx.button("day.choice", payload, day=ctx.texts.weekday(ctx.person.language, day))


async def days_were_typed(ctx: Context, payload: DashboardDays, words: str) -> Outcome:
    """Both at once, or the one that is asked for; none before anything was counted, and none to come."""
    ctx.require()
    contest = ctx.contest(payload.contest)
    today = ctx.today(contest)
    earliest = min(_first_days(contest, today))
    typed = days_typed(words, today)
    if typed is None:
        return await days(ctx, payload, "none")
    first, last = typed
    one = first == last
    if one and payload.first is None and first <= today:
        return await days(ctx, payload.model_copy(update={"first": max(first, earliest)}))
    if one and payload.first is not None:
        first = payload.first
    if first > today:
        return await days(ctx, payload, "ahead")
    if last < first:
        return await days(ctx, payload, "order")
    if last < earliest:
        return await days(ctx, payload, "none")
    return Goto(_changed(payload, period=spanning(max(first, earliest), min(last, today))))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(DashboardFilter, narrowing)
    activity.on(DashboardRegions, regions)
    activity.on(DashboardTopics, topics)
    activity.on(DashboardDays, days)
    activity.typed(DashboardDays, days_were_typed)
    return activity
