"""When applications are taken: staff type the moment, then the decision, and see what both change."""

from datetime import datetime, timedelta

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu, DecideContest, DecisionKind
from bot.payloads.contests.versions import VersionCard
from bot.services.contests import decisions, publication
from bot.services.contests.decisions import A_MINUTE, AN_HOUR
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from content.models import Contest
from content.rules.dates import opens
from content.rules.days.typed_days import moment_typed

FIVE_DAYS = timedelta(days=5)
STAMP = "%y%m%d%H%M"
NOW = "now"
"""Stands for the moment at which the button is tapped, not for the one at which it was drawn."""


async def decide(ctx: Context, payload: DecideContest, fault: str | None = None) -> Screen:
    """Asks for the moment, then for the decision; `fault` says why what was typed was not taken."""
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    if payload.at == NOW:
        payload = payload.model_copy(update={"at": ctx.now.astimezone(contest.tzinfo).strftime(STAMP)})
    text = ctx.text(
        "contests/decide",
        contest=contest,
        turn=payload.turn.value,
        moment=_moment(contest, payload) if payload.at else None,
        closed=ctx.closed(contest),
        opens=opens(contest),
        fault=fault,
        example=_example(ctx, contest, payload),
    )
    rows = []
    if not payload.at and payload.turn is not DecisionKind.EXTEND:
        rows.append([ctx.button(f"contest_desk.{payload.turn.value}_now", payload.model_copy(update={"at": NOW}))])
    back = DecideContest(contest=contest.id, turn=payload.turn) if payload.at else ContestMenu(contest=contest.id)
    return ctx.screen(text, rows, back=back, asks=payload)


def _example(ctx: Context, contest: Contest, payload: DecideContest) -> str:
    """A moment that the contest could have, or the day of a decision: in its own year."""
    if payload.at:
        return f"{ctx.now.astimezone(contest.tzinfo):%d.%m.%Y}"
    moved = (opens(contest) if payload.turn is DecisionKind.OPEN else contest.deadline).astimezone(contest.tzinfo)
    if payload.turn is DecisionKind.EXTEND:
        moved += FIVE_DAYS
    return f"{moved:%d.%m.%Y %H:%M}"


def _moment(contest: Contest, payload: DecideContest) -> datetime:
    return datetime.strptime(payload.at, STAMP).replace(tzinfo=contest.tzinfo)


async def typed(ctx: Context, payload: DecideContest, words: str) -> Outcome:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    return await (_decided if payload.at else _timed)(ctx, contest, payload, words)


async def _timed(ctx: Context, contest: Contest, payload: DecideContest, words: str) -> Outcome:
    moment = moment_typed(words, ctx.now, contest.tzinfo)
    fault = decisions.moment_fault(ctx, contest, payload.turn, moment, A_MINUTE) if moment else "moment"
    if moment is None or fault:
        return await decide(ctx, payload, fault)
    return Goto(payload.model_copy(update={"at": moment.strftime(STAMP)}))


async def _decided(ctx: Context, contest: Contest, payload: DecideContest, words: str) -> Outcome:
    """Looks at the moment again: the deadline may be another one by now."""
    moment = _moment(contest, payload)
    if fault := decisions.moment_fault(ctx, contest, payload.turn, moment, AN_HOUR):
        return await decide(ctx, DecideContest(contest=contest.id, turn=payload.turn), fault)
    decision = decisions.decision_typed(ctx.texts, words)
    fault = decisions.decision_fault(ctx, contest, decision) if decision else "decision"
    if decision is None or fault:
        return await decide(ctx, payload, fault)
    change = decisions.change(payload.turn, moment.replace(tzinfo=None), decision)
    return Goto(VersionCard(version=await publication.edit(ctx, contest, payload.turn.value, change)))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(DecideContest, decide)
    activity.typed(DecideContest, typed)
    return activity
