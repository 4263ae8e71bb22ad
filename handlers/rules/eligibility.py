"""May we take part? One condition a screen; the answers travel in the buttons and are stored nowhere."""

from collections.abc import Sequence

from bot.payloads.entry import Home
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.payloads.rules.eligibility import EligibilityAnswer, EligibilityCheck, EligibilityInTime
from bot.payloads.rules.rules import RulesMenu
from bot.payloads.topics import TopicList
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about, link_buttons
from content.models import Contest, LinkedScreen
from content.models.grounds import Condition

EligibilityRound = EligibilityCheck | EligibilityInTime
"""Once through the questions; the order belongs to the kind."""
GivenAnswers = Sequence[EligibilityAnswer]


async def may_we(ctx: Context, payload: EligibilityCheck) -> Outcome:
    """Whoever begins is asked in the order of time; a button that has answers goes on in the order it was begun in."""
    if not payload.answers:
        return Goto(EligibilityInTime(contest=payload.contest))
    contest = ctx.contest(payload.contest)
    return _drawn(ctx, contest, payload, contest.grounds.conditions)


async def in_time(ctx: Context, payload: EligibilityInTime) -> Screen:
    contest = ctx.contest(payload.contest)
    return _drawn(ctx, contest, payload, contest.grounds.in_time)


def _drawn(ctx: Context, contest: Contest, payload: EligibilityRound, conditions: Sequence[Condition]) -> Screen:
    if not conditions:
        return ctx.screen(
            ctx.text("rules/no_grounds", contest=contest), [ask_about(ctx, contest, AskedPlace.CONDITION)]
        )
    answers = [EligibilityAnswer(letter) for letter in payload.answers[: len(conditions)]]
    draw = _question if len(answers) < len(conditions) else _result
    return draw(ctx, contest, payload, conditions, answers)


def _question(
    ctx: Context, contest: Contest, asked: EligibilityRound, conditions: Sequence[Condition], answers: GivenAnswers
) -> Screen:
    condition = conditions[len(answers)]
    links = contest.contest.links_at(LinkedScreen.ELIGIBILITY, condition.id)
    text = ctx.text(
        "rules/eligibility_question",
        contest=contest,
        closed=ctx.closed(contest),
        condition=condition,
        number=len(answers) + 1,
        links=links,
    )
    yes, no = (
        (EligibilityAnswer.FINE, EligibilityAnswer.HARMS)
        if condition.check.fine == "yes"
        else (EligibilityAnswer.HARMS, EligibilityAnswer.FINE)
    )
    rows = [
        [
            ctx.button("may_we.yes", _carrying(asked, [*answers, yes])),
            ctx.button("may_we.no", _carrying(asked, [*answers, no])),
        ],
        [ctx.button("may_we.unknown", _carrying(asked, [*answers, EligibilityAnswer.UNKNOWN]))],
    ]
    rows += link_buttons(ctx, links)
    if condition.unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.CONDITION))
    return ctx.screen(text, rows, back=_before(asked, answers))


def _result(
    ctx: Context, contest: Contest, asked: EligibilityRound, conditions: Sequence[Condition], answers: GivenAnswers
) -> Screen:
    answered = list(zip(conditions, answers, strict=True))
    text = ctx.text(
        "rules/eligibility_result",
        contest=contest,
        closed=ctx.closed(contest),
        failing=[condition for condition, answer in answered if answer is EligibilityAnswer.HARMS],
        unknown=[condition for condition, answer in answered if answer is EligibilityAnswer.UNKNOWN],
    )
    ask = [ctx.ask_button(contest)] if set(answers) - {EligibilityAnswer.FINE} else []
    email = contest.submission.email
    copy = [Button(ctx.label("rules.copy_email"), copy=email)] if email else []
    rows = [
        [ctx.button("topics", TopicList(contest=contest.id)), ctx.button("rules.open", RulesMenu(contest=contest.id))],
        [*ask, *copy],
        ask_about(ctx, contest, AskedPlace.CONDITION),
        [ctx.button("may_we.again", EligibilityCheck(contest=contest.id))],
    ]
    return ctx.screen(text, rows, back=_before(asked, answers))


def _carrying(asked: EligibilityRound, answers: GivenAnswers) -> EligibilityRound:
    return asked.model_copy(update={"answers": "".join(answers)})


def _before(asked: EligibilityRound, answers: GivenAnswers) -> Payload:
    """The question before, for whoever wants to answer it anew; home before the first."""
    return _carrying(asked, answers[:-1]) if answers else Home()


def build_activity() -> Activity:
    activity = Activity()
    activity.on(EligibilityCheck, may_we)
    activity.on(EligibilityInTime, in_time)
    return activity
