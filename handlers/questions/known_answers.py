"""An answer that stands ready, before a question: what whoever asked would read, and sending it."""

from aiogram.enums import ButtonStyle

from bot.payloads.questions.cases import CaseCard, KnownAnswer, SendKnownAnswer, WriteAnswer
from bot.services.answers.instant_answers import offered
from bot.services.questions import cases, known_answers
from bot.services.questions.cards import other_first
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from content.answers.answer import Answer
from content.models import Contest


async def _answer(ctx: Context, contest: Contest, payload: KnownAnswer | SendKnownAnswer) -> Answer:
    answer = await offered(ctx, contest, payload.answer, payload.item)
    if answer is None:
        raise ExplainedError("answers/answer_gone")
    return answer


async def show(ctx: Context, payload: KnownAnswer) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
    answer = await _answer(ctx, case.contest, payload)
    text = ctx.text(
        "consultants/known_answer",
        question=case.question,
        title=answer.question[case.question.language],
        words=known_answers.words(ctx, case, answer),
        file=answer.file,
    )
    to_asker = SendKnownAnswer(question=case.question.id, answer=payload.answer, item=payload.item)
    rows = [
        [ctx.button("ready.send", to_asker, style=ButtonStyle.PRIMARY)],
        [ctx.button("desk.in_own_words", WriteAnswer(question=case.question.id))],
    ]
    return ctx.screen(text, rows, back=CaseCard(question=case.question.id))


async def send(ctx: Context, payload: SendKnownAnswer) -> Outcome:
    """Answers the question; where somebody else came first, asks about that before."""
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
    answer = await _answer(ctx, case.contest, payload)
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        other = None if payload.anyway else await cases.before_me(ctx, connection, case.question)
        if other is None:
            await known_answers.send(ctx, connection, case, answer)
    if other is None:
        return Goto(CaseCard(question=payload.question), ctx.label("ready.sent"))
    return other_first(ctx, case, other, payload.model_copy(update={"anyway": True}))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(KnownAnswer, show)
    activity.on(SendKnownAnswer, send)
    return activity
