"""Answering a question: what is written is shown as it will go, and goes as a whole; a reply to a card goes at once."""

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.consultants.queue import Queue
from bot.payloads.consultants.shared_answers import ProposeSharedAnswer
from bot.payloads.questions.ask import WriteFollowUp
from bot.payloads.questions.cases import CaseCard, CloseQuestion, DropHeldAnswer, SendHeldAnswer, WriteAnswer
from bot.payloads.questions.same import SameQuestions
from bot.services.consultants import same_questions
from bot.services.message_words import words_of
from bot.services.questions import asker, cases, private_numbers, topic_view, writing
from bot.services.questions.cards import other_first
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import AskReply, Button, Screen
from storage.delivery.claims import OutboxRow
from storage.questions import messages, posts, questions
from storage.tables.delivery import OutboxKind


async def reply(ctx: Context, payload: WriteAnswer) -> Screen:
    """Asks for the answer; where somebody else came first, asks about that before."""
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        other = None if payload.anyway else await cases.before_me(ctx, connection, case.question)
        held = await messages.held(connection, case.question.id, ctx.person.id)
    if other is not None and not held:
        return other_first(ctx, case, other, WriteAnswer(question=case.question.id, anyway=True))
    opens = AskReply(ctx.text("consultants/reply_here", question=case.question), ctx.label("desk.reply_place"))
    return await draft(ctx, case, attachment=None if held else opens)


async def draft(ctx: Context, case: cases.Case, attachment: AskReply | None = None) -> Screen:
    """What was written so far, as it will go."""
    number = case.question.id
    async with ctx.database.reading() as connection:
        held = await messages.held(connection, number, ctx.person.id)
        other = await cases.before_me(ctx, connection, case.question)
    text = ctx.text(
        "consultants/reply",
        question=case.question,
        held=asker.lines(held),
        hidden=any(each.hidden for each in held),
        other=case.name(ctx, other),
    )
    rows: list[list[Button]] = []
    if held:
        rows.append([ctx.button("desk.send_held", SendHeldAnswer(question=number), style=ButtonStyle.PRIMARY)])
        rows.append([ctx.button("desk.drop_held", DropHeldAnswer(question=number))])
    return ctx.screen(
        text,
        rows,
        back=CaseCard(question=number),
        asks=WriteAnswer(question=number, anyway=True),
        attachment=attachment,
    )


async def answered(ctx: Context, payload: WriteAnswer, message: Message) -> Outcome | None:
    """Whatever comes while an answer is written is part of it; an album is shown once."""
    words = words_of(message)
    if words is None:
        raise ExplainedError("questions/kind_not_relayed")
    async with ctx.database.writing() as connection:
        if await writing.rest_of_album(ctx, connection, words):
            return None
        case = await cases.case(ctx, connection, payload.question)
        await writing.hold(ctx, connection, case, private_numbers.of_answer(words))
    return await draft(ctx, case)


async def answered_card(ctx: Context, payload: WriteAnswer, message: Message) -> Outcome | None:
    """A reply to something of a question is its answer."""
    words = words_of(message)
    if words is None:
        raise ExplainedError("questions/kind_not_relayed")
    async with ctx.database.writing() as connection:
        if await writing.rest_of_album(ctx, connection, words):
            return None
        case = await cases.case(ctx, connection, payload.question)
        words = private_numbers.of_answer(words)
        sent = await writing.reply(ctx, connection, case, words)
    return await _sent(ctx, case, hidden=words.hidden) if sent else await draft(ctx, case)


async def _sent(ctx: Context, case: cases.Case, *, hidden: bool = False) -> Screen:
    number = case.question.id
    rows = [
        [
            ctx.button("desk.close", CloseQuestion(question=number)),
            ctx.button("desk.useful", ProposeSharedAnswer(question=number)),
        ],
        [ctx.button("desk.add", WriteAnswer(question=number))],
    ]
    async with ctx.database.reading() as connection:
        same = await same_questions.like(ctx, connection, case)
    if same:
        rows.append([ctx.button("same.open", SameQuestions(question=number), number=len(same))])
    return ctx.screen(ctx.text("consultants/sent", question=case.question, hidden=hidden), rows, back=Queue())


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


async def unsent(ctx: Context, letter: OutboxRow) -> Composed:
    """After a pause: whether what was written is the whole answer."""
    number = letter.content["question"]
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, number)
        waiting = await writing.unsent(ctx, connection, number, letter.content["said"])
    if not waiting:
        return Nothing("sent or dropped meanwhile, or more came")
    text = ctx.text("consultants/unsent", question=case.question, held=asker.lines(waiting))
    send = ctx.button("desk.send_held", SendHeldAnswer(question=number), style=ButtonStyle.PRIMARY)
    write = ctx.button("desk.write_on", WriteAnswer(question=number, anyway=True))
    return ctx.notice(text, [[send], [write, ctx.button("desk.drop_held", DropHeldAnswer(question=number))]])


async def place(ctx: Context, message_id: int) -> WriteAnswer | WriteFollowUp | None:
    """The question that a message of the chat belongs to, by whose it is: to be added to, or to be answered."""
    async with ctx.database.reading() as connection:
        number = await posts.question_of(connection, ctx.person.id, message_id)
        question = await questions.find(connection, number) if number else None
    if question is None:
        return None
    mine = question.person_id == ctx.person.id
    return WriteFollowUp(question=question.id) if mine else WriteAnswer(question=question.id)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(WriteAnswer, reply)
    activity.sent(WriteAnswer, answered)
    activity.replied(WriteAnswer, answered_card)
    activity.placed(place)
    activity.on(SendHeldAnswer, send_held)
    activity.on(DropHeldAnswer, drop_held)
    activity.sends(OutboxKind.ANSWER_UNSENT, topic_view.in_topic(unsent), astray=topic_view.astray)
    return activity
