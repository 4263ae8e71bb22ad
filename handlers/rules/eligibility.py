"""May we take part? One condition a screen; the answers travel in the buttons and are stored nowhere."""

from bot.payloads.entry import Home
from bot.payloads.payload import Payload
from bot.payloads.questions.ask import AskedPlace
from bot.payloads.rules.eligibility import EligibilityAnswer, EligibilityCheck
from bot.payloads.rules.rules import RulesMenu
from bot.payloads.topics import TopicList
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about
from content.models import Contest


async def may_we(ctx: Context, payload: EligibilityCheck) -> Screen:
    contest = ctx.contest(payload.contest)
    if not contest.grounds.conditions:
        return ctx.screen(
            ctx.text("rules/no_grounds", contest=contest), [ask_about(ctx, contest, AskedPlace.CONDITION)]
        )
    answers = [EligibilityAnswer(letter) for letter in payload.answers[: len(contest.grounds.conditions)]]
    draw = _question if len(answers) < len(contest.grounds.conditions) else _result
    return draw(ctx, contest, answers)


def _question(ctx: Context, contest: Contest, answers: list[EligibilityAnswer]) -> Screen:
    condition = contest.grounds.conditions[len(answers)]
    text = ctx.text(
        "rules/eligibility_question",
        contest=contest,
        closed=ctx.closed(contest),
        condition=condition,
        number=len(answers) + 1,
    )
    yes, no = (
        (EligibilityAnswer.FINE, EligibilityAnswer.HARMS)
        if condition.check.fine == "yes"
        else (EligibilityAnswer.HARMS, EligibilityAnswer.FINE)
    )
    rows = [
        [
            ctx.button("may_we.yes", _carrying(contest, [*answers, yes])),
            ctx.button("may_we.no", _carrying(contest, [*answers, no])),
        ],
        [ctx.button("may_we.unknown", _carrying(contest, [*answers, EligibilityAnswer.UNKNOWN]))],
    ]
    if condition.unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.CONDITION))
    return ctx.screen(text, rows, back=_before(contest, answers))


def _result(ctx: Context, contest: Contest, answers: list[EligibilityAnswer]) -> Screen:
    answered = list(zip(contest.grounds.conditions, answers, strict=True))
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
    return ctx.screen(text, rows, back=_before(contest, answers))


def _carrying(contest: Contest, answers: list[EligibilityAnswer]) -> EligibilityCheck:
    return EligibilityCheck(contest=contest.id, answers="".join(answers))


def _before(contest: Contest, answers: list[EligibilityAnswer]) -> Payload:
    """The question before, for whoever wants to answer it anew; home before the first."""
    return _carrying(contest, answers[:-1]) if answers else Home()


def build_activity() -> Activity:
    activity = Activity()
    activity.on(EligibilityCheck, may_we)
    return activity
