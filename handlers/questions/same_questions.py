"""Questions like this one: answered all at once, or joined where one person asked twice."""

from aiogram.enums import ButtonStyle

from bot.payloads.questions.cases import CaseCard
from bot.payloads.questions.same import JoinQuestion, SameQuestions, SendSame
from bot.services.consultants import same_questions
from bot.services.questions import cases
from bot.services.questions.desk_notices import CaseLine
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.screens import Button, Screen
from storage.tables.questions import QuestionState


async def show(ctx: Context, payload: SameQuestions) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        listed = await same_questions.like(ctx, connection, case)
        answered = bool(await same_questions.last_answer(connection, case))
    rows = [_ways(ctx, case, line, answered=answered) for line in listed]
    if answered and len(listed) > 1:
        every = SendSame(question=case.question.id)
        rows.insert(0, [ctx.button("same.send_all", every, style=ButtonStyle.PRIMARY, number=len(listed))])
    text = ctx.text("consultants/same_questions", question=case.question, listed=listed, answered=answered)
    return ctx.screen(text, rows, back=CaseCard(question=case.question.id))


def _ways(ctx: Context, case: cases.Case, line: CaseLine, *, answered: bool) -> list[Button]:
    number = line.question.id
    ways = [ctx.button("desk.short", CaseCard(question=number), number=number)]
    if line.question.person_id == case.question.person_id and case.question.state is QuestionState.OPEN:
        ways.append(ctx.button("same.join", JoinQuestion(question=case.question.id, other=number), number=number))
    elif answered:
        ways.append(ctx.button("same.send", SendSame(question=case.question.id, other=number), number=number))
    return ways


async def send(ctx: Context, payload: SendSame) -> Goto:
    """To one of them, or to all that are still alike and free."""
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        listed = await same_questions.like(ctx, connection, case)
        numbers = [line.question.id for line in listed if payload.other in {0, line.question.id}]
        sent = await same_questions.send(ctx, connection, case, numbers)
    return Goto(CaseCard(question=payload.question), ctx.label("same.sent", number=sent))


async def join(ctx: Context, payload: JoinQuestion) -> Goto:
    async with ctx.database.writing() as connection:
        kept = await cases.case(ctx, connection, payload.question)
        gone = await cases.case(ctx, connection, payload.other)
        await cases.join(ctx, connection, kept, gone)
        await same_questions.understand(ctx, connection, kept.contest, kept.question)
    return Goto(CaseCard(question=payload.question), ctx.label("same.joined"))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SameQuestions, show)
    activity.on(SendSame, send)
    activity.on(JoinQuestion, join)
    return activity
