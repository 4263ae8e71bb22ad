"""May we take part? One condition a screen; the answers travel in the buttons and are stored nowhere."""

from bot.callbacks import Answer, ConsultantCard, Home, MayWe, Payload, Rules, TopicList
from bot.context import Context
from bot.navigation import Activity
from bot.screens import Button, Screen
from content.dates import Status, status
from content.models import Contest


async def may_we(ctx: Context, at: MayWe) -> Screen:
    contest = ctx.contest(at.contest)
    answers = [Answer(letter) for letter in at.answers[: len(contest.grounds.conditions)]]
    draw = _question if len(answers) < len(contest.grounds.conditions) else _result
    return draw(ctx, contest, answers)


def _question(ctx: Context, contest: Contest, answers: list[Answer]) -> Screen:
    condition = contest.grounds.conditions[len(answers)]
    text = ctx.text(
        "eligibility/question",
        contest=contest,
        closed=status(contest, ctx.now) is Status.CLOSED,
        condition=condition,
        number=len(answers) + 1,
    )
    yes, no = (Answer.FINE, Answer.HARMS) if condition.check.fine == "yes" else (Answer.HARMS, Answer.FINE)
    rows = [
        [
            ctx.button("may_we.yes", _carrying(contest, [*answers, yes])),
            ctx.button("may_we.no", _carrying(contest, [*answers, no])),
        ],
        [ctx.button("may_we.unknown", _carrying(contest, [*answers, Answer.UNKNOWN]))],
    ]
    return ctx.screen(text, rows, back=_before(contest, answers))


def _result(ctx: Context, contest: Contest, answers: list[Answer]) -> Screen:
    answered = list(zip(contest.grounds.conditions, answers, strict=True))
    text = ctx.text(
        "eligibility/result",
        contest=contest,
        closed=status(contest, ctx.now) is Status.CLOSED,
        failing=[condition for condition, answer in answered if answer is Answer.HARMS],
        unknown=[condition for condition, answer in answered if answer is Answer.UNKNOWN],
    )
    ask = [ctx.button("consultant", ConsultantCard(contest=contest.id))] if set(answers) - {Answer.FINE} else []
    rows = [
        [ctx.button("topics", TopicList(contest=contest.id)), ctx.button("rules.open", Rules(contest=contest.id))],
        [*ask, Button(ctx.label("rules.copy_email"), copy=contest.submission.email)],
        [ctx.button("may_we.again", MayWe(contest=contest.id))],
    ]
    return ctx.screen(text, rows, back=_before(contest, answers))


def _carrying(contest: Contest, answers: list[Answer]) -> MayWe:
    return MayWe(contest=contest.id, answers="".join(answers))


def _before(contest: Contest, answers: list[Answer]) -> Payload:
    """The question before, for whoever wants to answer it anew; home before the first."""
    return _carrying(contest, answers[:-1]) if answers else Home()


def build_activity() -> Activity:
    activity = Activity()
    activity.on(MayWe, may_we)
    return activity
