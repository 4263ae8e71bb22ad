"""The contest itself, for staff: what is served, when applications are taken, and holidays."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial

from aiogram.enums import ButtonStyle
from babel.dates import format_date

from bot.access import Right
from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.links import ConsultantList
from bot.payloads.consultants.shared_answers import SharedAnswerList
from bot.payloads.contests.contest import ContestMenu, DecideContest, DecisionKind, Holidays, SetHoliday
from bot.payloads.contests.people import ContestConsultants
from bot.payloads.contests.versions import ContestFiles, ContestVersions, VersionCard
from bot.payloads.staff.members import StaffMenu
from bot.services.contests import publication
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, pairs
from content import editing
from content.models import Contest, Language, Text
from content.render import Texts
from content.rules.dates import Status, opens, status
from content.rules.days import day_typed
from storage.audit import audit
from storage.contests import versions
from storage.contests.versions import Version

STAMP = "%y%m%d%H%M"
NOW = "now"
"""Stands for the moment at which the button is tapped, not for the one at which it was drawn."""
A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)
"""How long ago a moment may be that is typed, and one for which the decision is typed."""
CLOCK = re.compile(r"(?P<day>.+?)[\s,]+(?:в|сағат\s+)?\s*(?P<hour>\d{1,2})[:.](?P<minute>\d{2})")
DECISION = re.compile(
    r"№?\s*(?P<number>[^,;\n]{1,40}?)\s*(?:[,;\n]|\bот\b|\s)\s*(?P<day>\d{1,2}\.\d{1,2}\.\d{4}|\d{4}-\d{2}-\d{2})"
    r"\s*[,;\n]\s*(?P<source>.{2,200})",
    re.DOTALL,
)
MOST_HOLIDAYS = 24
MOST_OTHERS = 6
"""Other contests that the screen offers."""


async def desk(ctx: Context, at: ContestMenu) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        live = await versions.live(connection, contest.id)
        waiting = await versions.waiting(connection, contest.id)
        name = await _name(ctx, live)
    now = status(contest, ctx.now)
    text = ctx.text(
        "contests/contest",
        contest=contest,
        status=now.value,
        opens=opens(contest),
        live=live,
        name=name,
        waiting=waiting,
    )
    return ctx.screen(
        text, [*_waiting(ctx, waiting), *_buttons(ctx, contest, now), *_others(ctx, contest)], back=StaffMenu()
    )


async def _name(ctx: Context, version: Version | None) -> str:
    """Who published a version."""
    who = version.confirmed_by if version else None
    if who is None:
        return ""
    async with ctx.database.reading() as connection:
        return (await audit.names(connection, [who])).get(who, "")


def _waiting(ctx: Context, waiting: list[Version]) -> list[list[Button]]:
    return column(
        ctx.button("contest_desk.waiting", VersionCard(version=each.id), number=each.id, style=ButtonStyle.PRIMARY)
        for each in waiting
    )


def _buttons(ctx: Context, contest: Contest, now: Status) -> list[list[Button]]:
    turns = {
        Status.OPEN: (DecisionKind.EXTEND, DecisionKind.CLOSE),
        Status.UPCOMING: (DecisionKind.EXTEND, DecisionKind.OPEN),
        Status.CLOSED: (DecisionKind.EXTEND,),
    }
    at = contest.id
    rows = [
        [
            ctx.button(
                "contest_desk.reopen" if now is Status.CLOSED else f"contest_desk.{turn.value}",
                DecideContest(contest=at, turn=turn),
            )
            for turn in turns[now]
        ],
        [
            ctx.button("contest_desk.holidays", Holidays(contest=at)),
            ctx.button("contest_desk.consultants", ContestConsultants(contest=at)),
        ],
        [
            ctx.button("contest_desk.files", ContestFiles(contest=at)),
            ctx.button("contest_desk.versions", ContestVersions(contest=at)),
        ],
    ]
    if ctx.may(Right.ANSWER):
        rows.append(
            [ctx.button("desk.ready", CannedAnswerList()), ctx.button("desk.shared", SharedAnswerList(contest=at))]
        )
    rows.append([ctx.button("contest_desk.links", ConsultantList(contest=at))])
    return rows


def _others(ctx: Context, contest: Contest) -> list[list[Button]]:
    others = [each for each in ctx.catalogue if each.id != contest.id]
    others.sort(key=lambda each: each.deadline, reverse=True)
    return column(
        Button(each.contest.short[ctx.person.language][:28], ContestMenu(contest=each.id))
        for each in others[:MOST_OTHERS]
    )


# --- when applications are taken


async def decide(ctx: Context, at: DecideContest, fault: str | None = None) -> Screen:
    """Asks for the moment, then for the decision; `fault` says why what was typed was not taken."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    if at.at == NOW:
        at = at.model_copy(update={"at": ctx.now.astimezone(contest.tzinfo).strftime(STAMP)})
    text = ctx.text(
        "contests/decide",
        contest=contest,
        turn=at.turn.value,
        moment=_moment(contest, at) if at.at else None,
        closed=ctx.closed(contest),
        opens=opens(contest),
        fault=fault,
    )
    rows = []
    if not at.at and at.turn is not DecisionKind.EXTEND:
        rows.append([ctx.button(f"contest_desk.{at.turn.value}_now", at.model_copy(update={"at": NOW}))])
    back = DecideContest(contest=contest.id, turn=at.turn) if at.at else ContestMenu(contest=contest.id)
    return ctx.screen(text, rows, back=back, asks=at)


def _moment(contest: Contest, at: DecideContest) -> datetime:
    return datetime.strptime(at.at, STAMP).replace(tzinfo=contest.tzinfo)


async def decided(ctx: Context, at: DecideContest, words: str) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    if not at.at:
        moment = _typed_moment(words, ctx.today(contest))
        fault = _moment_fault(ctx, contest, at.turn, moment, A_MINUTE)
        if moment is None or fault:
            return await decide(ctx, at, fault or "moment")
        return Goto(at.model_copy(update={"at": moment.strftime(STAMP)}))
    local = _moment(contest, at).replace(tzinfo=None)
    if fault := _moment_fault(ctx, contest, at.turn, local, AN_HOUR):  # the deadline may be another one by now
        return await decide(ctx, DecideContest(contest=contest.id, turn=at.turn), fault)
    decision = _typed_decision(ctx.texts, words)
    fault = _decision_fault(ctx, contest, decision)
    if decision is None or fault:
        return await decide(ctx, at, fault)
    values = (local, decision.announced, decision.text, decision.source)
    change = {
        DecisionKind.EXTEND: lambda files: editing.extended(files, *values),
        DecisionKind.CLOSE: lambda files: editing.turned(files, "closed", *values),
        DecisionKind.OPEN: lambda files: editing.turned(files, "opened", *values),
    }[at.turn]
    return Goto(VersionCard(version=await publication.edit(ctx, contest, at.turn.value, change)))


def _typed_moment(words: str, today: date) -> datetime | None:
    """«8.06 18:00»; a naive local time."""
    found = CLOCK.fullmatch(" ".join(words.split()))
    day = day_typed(found["day"], today) if found else None
    if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:  # noqa: PLR2004
        return None
    return datetime.combine(day, time(int(found["hour"]), int(found["minute"])))


def _moment_fault(
    ctx: Context, contest: Contest, turn: DecisionKind, moment: datetime | None, late: timedelta
) -> str | None:
    if moment is None:
        return "moment"
    aware = moment.replace(tzinfo=contest.tzinfo)
    if aware < ctx.now - late:
        return "past"
    if turn is DecisionKind.EXTEND:
        closed_early = contest.contest.closed is not None
        if aware <= contest.deadline and not closed_early:
            return "not_later"
        return "project_end" if moment.date() > contest.contest.latest_project_end else None
    return "too_late" if aware >= contest.deadline else None


@dataclass(frozen=True)
class Decision:
    text: Text
    announced: date
    source: str


def _typed_decision(texts: Texts, words: str) -> Decision | None:
    """«№ 21, 2.06.2020, cisc.kz», as both languages say it."""
    found = DECISION.fullmatch(words.strip())
    day = day_typed(found["day"], date.min) if found else None
    if found is None or day is None:
        return None

    def said(language: Language) -> str:
        written = format_date(day, texts.label(language, "format.day"), locale=language.value)
        return texts.label(language, "contest_desk.decision", number=found["number"].strip(), day=written)

    text = Text(kk=said(Language.KK), ru=said(Language.RU))
    return Decision(text, day, " ".join(found["source"].split()))


def _decision_fault(ctx: Context, contest: Contest, decision: Decision | None) -> str | None:
    if decision is None:
        return "decision"
    if decision.announced > ctx.today(contest):
        return "future"
    before = max((each.announced for each in contest.contest.deadline.addenda), default=date.min)
    return "older" if decision.announced < before else None


# --- holidays


async def holidays(ctx: Context, at: Holidays, fault: str | None = None) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
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
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id), asks=at)


async def holidays_typed(ctx: Context, at: Holidays, words: str) -> Outcome:
    """Days apart by commas or lines."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(at.contest)
    today = ctx.today(contest)
    typed = [day_typed(part.strip(), today) for part in re.split(r"[,;\n]", words) if part.strip()]
    days = {day for day in typed if day is not None}
    if not typed or None in typed:
        return await holidays(ctx, at, "day")
    wanted = days.union(contest.contest.holidays)
    if len(wanted) > MOST_HOLIDAYS:
        return await holidays(ctx, at, "many")
    return await _with_holidays(ctx, contest, wanted)


async def set_holiday(ctx: Context, to: SetHoliday) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(to.contest)
    days = set(contest.contest.holidays)
    return await _with_holidays(ctx, contest, days | {to.day} if to.off else days - {to.day})


async def _with_holidays(ctx: Context, contest: Contest, days: set[date]) -> Goto:
    change = partial(editing.with_holidays, days=sorted(days))
    return Goto(VersionCard(version=await publication.edit(ctx, contest, "holidays", change)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(ContestMenu, desk)
    activity.on(DecideContest, decide)
    activity.typed(DecideContest, decided)
    activity.on(Holidays, holidays)
    activity.typed(Holidays, holidays_typed)
    activity.on(SetHoliday, set_holiday)
    return activity
