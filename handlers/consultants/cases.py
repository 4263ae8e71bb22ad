"""A question before those who answer: its card, answering it, and everything else that can be done with it."""

from aiogram.types import Message

from bot.payloads.consultants.queue import Queue
from bot.payloads.consultants.shared_answers import ProposeSharedAnswer
from bot.payloads.payload import Payload
from bot.payloads.questions.cases import (
    AnsweredByPhone,
    CaseCard,
    CloseQuestion,
    DropHeldAnswer,
    PassQuestion,
    PassQuestionTo,
    SendHeldAnswer,
    TakeQuestion,
    WriteAnswer,
)
from bot.services.audit import audit_trail
from bot.services.questions import cases
from bot.services.questions.cards import card, case_buttons
from bot.services.questions.relay import words_of
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from storage.questions import messages, openings
from storage.questions.questions import STAFF
from storage.tables.questions import QuestionState


async def show_case(ctx: Context, payload: CaseCard) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        text = await card(ctx, connection, case)
        known = await openings.known(connection, case.question.id, ctx.person.id)
    if not known:
        await _write_down(ctx, case)
    return ctx.screen(text, case_buttons(ctx, case), back=Queue())


async def _write_down(ctx: Context, case: cases.Case) -> None:
    """Who has opened whose question, once for each who did."""
    async with ctx.database.writing() as connection:
        if await openings.keep(connection, case.question.id, ctx.person.id, ctx.now):
            await audit_trail.write(ctx, connection, "question.opened", number=case.question.id)


async def reply(ctx: Context, payload: WriteAnswer) -> Screen:
    """Asks for the answer; where somebody else came first, asks about that before."""
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        other = None if payload.anyway else await cases.before_me(ctx, connection, case.question)
    if other is not None:
        return other_first(ctx, case, other, WriteAnswer(question=case.question.id, anyway=True))
    text = ctx.text("consultants/reply", question=case.question)
    return ctx.screen(text, back=CaseCard(question=case.question.id), asks=payload)


def other_first(ctx: Context, case: cases.Case, other: int, anyway: Payload) -> Screen:
    """Somebody else took or answered it: whoever answers all the same says so."""
    text = ctx.text("consultants/answer_other", question=case.question, name=case.name(ctx, other), held=False)
    return ctx.screen(text, [[ctx.button("desk.anyway", anyway)]], back=CaseCard(question=case.question.id))


async def answered(ctx: Context, payload: WriteAnswer, message: Message) -> Outcome | None:
    return await _answer(ctx, payload.question, message, anyway=payload.anyway)


async def answered_card(ctx: Context, payload: WriteAnswer, message: Message) -> Outcome | None:
    return await _answer(ctx, payload.question, message, anyway=False)


async def _answer(ctx: Context, question_id: int, message: Message, *, anyway: bool) -> Outcome | None:
    """Sends whatever was written to who asked; an album with one word about it."""
    words = words_of(message)
    if words is None:
        raise ExplainedError("questions/kind_not_relayed")
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, question_id)
        known = words.album and await messages.by_album(connection, ctx.person.id, words.album)
        sent = await cases.answer(ctx, connection, case, words, anyway=anyway)
        other = None if sent else await cases.before_me(ctx, connection, case.question)
    if known:
        return None
    return await _sent(ctx, case) if sent else _held(ctx, case, other)


async def _sent(ctx: Context, case: cases.Case) -> Screen:
    number = case.question.id
    rows = [
        [
            ctx.button("desk.close", CloseQuestion(question=number)),
            ctx.button("desk.useful", ProposeSharedAnswer(question=number)),
        ],
        [ctx.button("desk.add", WriteAnswer(question=number))],
    ]
    return ctx.screen(ctx.text("consultants/sent", question=case.question), rows, back=Queue())


def _held(ctx: Context, case: cases.Case, other: int | None) -> Screen:
    number = case.question.id
    text = ctx.text("consultants/answer_other", question=case.question, name=case.name(ctx, other), held=True)
    anyway = ctx.button("desk.send_held", SendHeldAnswer(question=number))
    return ctx.screen(
        text, [[anyway, ctx.button("desk.drop_held", DropHeldAnswer(question=number))]], back=CaseCard(question=number)
    )


async def send_held(ctx: Context, payload: SendHeldAnswer) -> Screen:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await cases.send_held(ctx, connection, case)
    return await _sent(ctx, case)


async def drop_held(ctx: Context, payload: DropHeldAnswer) -> Goto:
    async with ctx.database.writing() as connection:
        await cases.case(ctx, connection, payload.question)
        await messages.unsay(connection, payload.question, ctx.person.id)
    return Goto(CaseCard(question=payload.question), ctx.label("desk.dropped"))


async def take(ctx: Context, payload: TakeQuestion) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await cases.take(ctx, connection, case, taken=payload.taken)
    return Goto(CaseCard(question=payload.question))


async def pass_on(ctx: Context, payload: PassQuestion) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
    number = case.question.id
    rows = column(
        Button(_consultant(case, link.consultant_id), PassQuestionTo(question=number, holder=link.consultant_id))
        for link in case.on.links
        if link.consultant_id != case.question.holder and case.on.present(link, case.question.person_id)
    )
    if case.question.holder != STAFF:
        rows.append(
            [
                ctx.button(
                    "desk.to_staff", PassQuestionTo(question=number, holder=STAFF), operator=ctx.operator(case.contest)
                )
            ]
        )
    return ctx.screen(ctx.text("consultants/pass_on", question=case.question), rows, back=CaseCard(question=number))


def _consultant(case: cases.Case, consultant_id: str) -> str:
    consultant = case.contest.regions.consultant(consultant_id)
    return consultant.name if consultant else consultant_id


async def pass_to(ctx: Context, payload: PassQuestionTo) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        if case.question.state is QuestionState.OPEN and case.question.holder != payload.holder:
            await cases.pass_on(ctx, connection, case, payload.holder)
    return Goto(Queue(), ctx.label("desk.passed"))


async def by_phone(ctx: Context, payload: AnsweredByPhone) -> Goto:
    return await _close(ctx, payload.question, "by_phone")


async def close(ctx: Context, payload: CloseQuestion) -> Goto:
    return await _close(ctx, payload.question, "closed")


async def _close(ctx: Context, question_id: int, event: str) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, question_id)
        await cases.close(ctx, connection, case, event)
    return Goto(CaseCard(question=question_id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(CaseCard, show_case)
    activity.on(WriteAnswer, reply)
    activity.sent(WriteAnswer, answered)
    activity.replied(WriteAnswer, answered_card)
    activity.on(SendHeldAnswer, send_held)
    activity.on(DropHeldAnswer, drop_held)
    activity.on(TakeQuestion, take)
    activity.on(PassQuestion, pass_on)
    activity.on(PassQuestionTo, pass_to)
    activity.on(AnsweredByPhone, by_phone)
    activity.on(CloseQuestion, close)
    return activity
