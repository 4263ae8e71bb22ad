"""Questions about the application: the answers fit the checklist to it."""

from bot.payloads.packages.documents import Checklist, FactCard, SetFact
from bot.payloads.questions.ask import AskedPlace
from bot.services.packages import changes, tailoring
from bot.services.packages.lookup import others_change, to_change, to_read
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from bot.ui.widgets import ask_about, choice, column
from content.models import Contest, TailoringQuestion
from storage.packages.packages import FIRST
from storage.tables.application.packages import MarkKind


def _question(contest: Contest, question_id: str) -> tuple[int, TailoringQuestion]:
    """A question with its place in the row, counted from 1."""
    for number, question in enumerate(contest.preparing.questions, 1):
        if question.id == question_id:
            return number, question
    raise ExplainedError("questions/question_gone")


async def question_card(ctx: Context, payload: FactCard) -> Screen:
    contest = ctx.contest(payload.contest)
    number, question = _question(contest, payload.question)
    async with ctx.database.reading() as connection:
        package = await to_read(ctx, connection, contest, payload.package)
        change = await others_change(ctx, connection, package, MarkKind.FACT, question.id)
    package_id = package.id if package else FIRST
    current = package.value(MarkKind.FACT, question.id) if package else None
    closed = ctx.closed(contest)
    text = ctx.text(
        "packages/question",
        contest=contest,
        closed=closed,
        question=question,
        number=number,
        count=len(contest.preparing.questions),
        change=change,
    )
    choices = column(
        choice(
            ctx,
            option.label[ctx.person.language],
            SetFact(contest=contest.id, question=question.id, option=option.id, package=package_id),
            chosen=option.id == current,
        )
        for option in question.options
    )
    turn = [
        Button(ctx.label(key), FactCard(contest=contest.id, question=other.id, package=package_id))
        for key, other in (
            ("questions.previous", contest.preparing.questions[number - 2] if number > 1 else None),
            ("questions.next", next(iter(contest.preparing.questions[number:]), None)),
        )
        if other
    ]
    rows = [turn] if closed else [*choices, turn]
    if question.unclear:
        rows.append(ask_about(ctx, contest, AskedPlace.FACT, question.id))
    return ctx.screen(text, rows, back=Checklist(contest=contest.id, package=package_id))


async def set_fact(ctx: Context, payload: SetFact) -> Goto:
    """Keeps the answer and goes on to the next question that has none, or back to the list."""
    contest = ctx.changeable(payload.contest)
    _, question = _question(contest, payload.question)
    if payload.option not in {option.id for option in question.options}:
        raise ExplainedError("questions/question_gone")
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await changes.make(ctx, connection, contest, package, payload)
        package = await to_change(ctx, connection, contest, package.id)
    toast = ctx.label("questions.set")
    following = next(iter(tailoring.unanswered(contest, package)), None)
    if following is None:
        return Goto(Checklist(contest=contest.id, package=package.id), toast)
    return Goto(FactCard(contest=contest.id, question=following, package=package.id), toast)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(FactCard, question_card)
    activity.on(SetFact, set_fact)
    return activity
