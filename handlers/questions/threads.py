"""One's own questions: everything said about each, adding to it, closing and rating it."""

from contextlib import suppress
from dataclasses import replace

from aiogram import F
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.consultants.regions import ConsultantCard, RegionList
from bot.payloads.questions.ask import (
    AskStaff,
    MarkSolved,
    MyQuestions,
    RateAnswer,
    ReopenMine,
    SendQuestion,
    ThreadCard,
    WriteFollowUp,
)
from bot.services.consultants import same_questions
from bot.services.message_words import words_of
from bot.services.open_links import asked_words
from bot.services.questions import asker, cases, private_numbers, relay
from bot.services.questions.asker import reopens
from bot.services.questions.assignment import answerer, region_open, roster
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Contact, Screen
from bot.ui.widgets import column
from storage.database import Reader
from storage.questions import events, messages, questions
from storage.questions.messages import QuestionMessage, Words
from storage.questions.questions import STAFF, Question
from storage.tables.questions import MessageSide, MessageStage, QuestionEventKind, QuestionState

SHOWN = 10
"""Questions on the list."""
NOT_TAKEN = {"kind": "questions/kind_not_relayed", "link": "questions/link_hidden"}
"""What is said where a message cannot be a part of a question."""


async def send(ctx: Context, payload: SendQuestion) -> Outcome:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        draft = await asker.mine(ctx, connection, payload.question)
        if region_open(ctx, contest):
            return Goto(RegionList(contest=contest.id))
        sent = await asker.send(ctx, connection, contest, draft)
        await same_questions.understand(ctx, connection, contest, sent)
        who = await answerer(ctx, connection, contest)
    screen = await thread(ctx, ThreadCard(question=sent.id), joined=sent.id != draft.id)
    if draft.state is QuestionState.DRAFT and who and who.consultant and who.number and not who.linked:
        return replace(screen, attachment=Contact(who.number, who.consultant.name))
    return screen


async def my_questions(ctx: Context, payload: MyQuestions) -> Screen:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        mine = await questions.of_person(connection, ctx.person.id, contest.id, SHOWN)
    rows = column(
        ctx.button(f"asking.item.{each.state.value}", ThreadCard(question=each.id), number=each.id) for each in mine
    )
    rows.append([ctx.write_button(contest, style=ButtonStyle.PRIMARY, key="asking.write")])
    return ctx.screen(
        ctx.text("questions/mine", contest=contest, number=len(mine)), rows, back=ConsultantCard(contest=contest.id)
    )


async def thread(ctx: Context, payload: ThreadCard, *, joined: bool = False) -> Screen:
    async with ctx.database.reading() as connection:
        question = await asker.mine(ctx, connection, payload.question)
        if question.joined_to is not None:
            question = await asker.mine(ctx, connection, question.joined_to)
        contest = ctx.contest(question.contest_id)
        if question.state is QuestionState.DRAFT:
            raise ExplainedError("questions/question_draft")
        said = await messages.everything_said(connection, question.id)
        on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    text = ctx.text(
        "questions/thread",
        contest=contest,
        zone=ctx.zone(contest),
        question=question,
        region=contest.regions.region(question.region_id),
        said=asker.lines(said),
        late=question.due_at is not None and question.due_at < ctx.now,
        heard=bool(relay.whose(question, on)),
        writable=reopens(question, ctx.now),
        joined=joined,
    )
    asks = WriteFollowUp(question=question.id) if _wants_more(ctx, question) else None
    return ctx.screen(text, _thread_buttons(ctx, question), back=MyQuestions(contest=contest.id), asks=asks)


def _wants_more(ctx: Context, question: Question) -> bool:
    """Whoever says that an answer did not help goes on to say why."""
    return question.state is QuestionState.CLOSED and question.helped is False and reopens(question, ctx.now)


def _thread_buttons(ctx: Context, question: Question) -> list[list[Button]]:
    rows: list[list[Button]] = []
    if reopens(question, ctx.now):
        rows.append([ctx.button("asking.add", WriteFollowUp(question=question.id))])
    if question.state is QuestionState.ANSWERED:
        rows[0].append(ctx.button("asking.solved", MarkSolved(question=question.id)))
    if question.state is QuestionState.CLOSED and question.answered_at and question.helped is not True:
        rows.append(rating(ctx, question))
    if question.state is QuestionState.CLOSED and rows:
        rows.append([ctx.button("asking.again", ReopenMine(question=question.id))])
    if question.state is QuestionState.CLOSED and question.helped is False and question.holder != STAFF:
        rows.append(
            [
                ctx.button(
                    "asking.staff",
                    AskStaff(question=question.id),
                    operator=ctx.operator(ctx.contest(question.contest_id)),
                )
            ]
        )
    return rows


def rating(ctx: Context, question: Question) -> list[Button]:
    return [
        ctx.button("asking.helped", RateAnswer(question=question.id, helped=True)),
        ctx.button("asking.not_helped", RateAnswer(question=question.id, helped=False)),
    ]


async def write_more(ctx: Context, payload: WriteFollowUp) -> Screen:
    async with ctx.database.reading() as connection:
        question = await asker.mine(ctx, connection, payload.question)
    if not reopens(question, ctx.now):
        raise ExplainedError("questions/thread_closed")
    return ctx.screen(
        ctx.text("questions/more", question=question), back=ThreadCard(question=question.id), asks=payload
    )


async def added(ctx: Context, payload: WriteFollowUp, message: Message) -> Outcome | None:
    """More of a question that was sent: by the screen that asks for it, or as a reply to the question or its answer."""
    words = asked_words(message)
    if isinstance(words, str):
        raise ExplainedError(NOT_TAKEN[words])
    async with ctx.database.reading() as connection:
        question = await asker.mine(ctx, connection, payload.question)
    contest = ctx.contest(question.contest_id)
    if private_numbers.numbers(words, contest, question):
        return private_numbers.ask_first(ctx, contest, question, words)
    return await add(ctx, question.id, words)


async def add(ctx: Context, question_id: int, words: Words) -> Screen | None:
    async with ctx.database.writing() as connection:
        question = await asker.mine(ctx, connection, question_id)
        contest = ctx.contest(question.contest_id)
        if not reopens(question, ctx.now):
            raise ExplainedError("questions/thread_closed")
        if await asker.full(connection, question, words):
            raise asker.no_room(contest, question)
        known = words.album and await messages.by_album(connection, ctx.person.id, words.album)
        new = await messages.say(connection, question.id, MessageSide.APPLICANT, words, MessageStage.SENT, ctx.now)
        said = await messages.by_message(connection, ctx.person.id, words.message_id)
        if new and said is not None and not known:
            await asker.follow_up(ctx, connection, contest, question, [said])
    return None if known else await thread(ctx, ThreadCard(question=question.id))


async def album_goes_on(message: Message, ctx: Context) -> None:
    """Messages of an album come one by one; by the second nothing is asked any more. It follows the first unseen."""
    async with ctx.database.writing() as connection:
        first = await messages.by_album(connection, ctx.person.id, message.media_group_id or "")
        if first is None or not await _still_theirs(ctx, connection, first):
            raise SkipHandler
        words = asked_words(message) if first.side is MessageSide.APPLICANT else words_of(message) or "kind"
        if isinstance(words, str):
            raise ExplainedError(NOT_TAKEN[words])
        question = await questions.get(connection, first.question_id)
        if first.side is MessageSide.APPLICANT:
            words = private_numbers.without(words, ctx.contest(question.contest_id), question)
        else:
            words = private_numbers.of_answer(words)
        if first.side is MessageSide.APPLICANT and await asker.full(connection, question, words):
            raise asker.no_room(ctx.contest(question.contest_id), question)
        await messages.say(connection, question.id, first.side, words, first.stage, ctx.now)


async def solved(ctx: Context, payload: MarkSolved) -> Goto:
    async with ctx.database.writing() as connection:
        question = await asker.mine(ctx, connection, payload.question)
        await asker.settle(ctx, connection, question)
    return Goto(ThreadCard(question=question.id))


async def rate(ctx: Context, payload: RateAnswer) -> Goto:
    async with ctx.database.writing() as connection:
        question = await asker.mine(ctx, connection, payload.question)
        contest = ctx.contest(question.contest_id)
        await asker.rate(ctx, connection, contest, question, helped=payload.helped)
    return Goto(ThreadCard(question=question.id), ctx.label("asking.thanks"))


async def again(ctx: Context, payload: ReopenMine) -> Goto:
    """What was closed waits for an answer again."""
    async with ctx.database.writing() as connection:
        question = await asker.mine(ctx, connection, payload.question)
        contest = ctx.contest(question.contest_id)
        if not reopens(question, ctx.now):
            raise ExplainedError("questions/thread_closed")
        if question.state is QuestionState.CLOSED:
            await asker.reopen(ctx, connection, contest, question)
            on = await roster(connection, contest, ctx.staff_ids, ctx.now)
            now_open = await questions.get(connection, question.id)
            await relay.deal(ctx, connection, now_open, on, "new")
            await relay.redraw(ctx, connection, question.id)
    return Goto(ThreadCard(question=question.id))


async def ask_staff(ctx: Context, payload: AskStaff) -> Goto:
    """A question that the answer did not help with goes to staff, as a question of its own right."""
    async with ctx.database.writing() as connection:
        question = await asker.mine(ctx, connection, payload.question)
        contest = ctx.contest(question.contest_id)
        if question.state is QuestionState.CLOSED and question.holder != STAFF:
            await questions.change(connection, question.id, holder=STAFF, taken_by=None)
            await asker.reopen(ctx, connection, contest, question)
            kind, person = QuestionEventKind.PASSED, ctx.person.id
            await events.note(connection, question.id, kind, ctx.now, person_id=person, holder=STAFF)
            on = await roster(connection, contest, ctx.staff_ids, ctx.now)
            await relay.deal(ctx, connection, await questions.get(connection, question.id), on, "not_helped")
            await relay.redraw(ctx, connection, question.id)
    return Goto(ThreadCard(question=question.id))


async def reworded(message: Message, ctx: Context) -> None:
    """A message of a question was edited in the chat, by either side; new numbers in it are hidden."""
    hidden = None
    async with ctx.database.writing() as connection:
        said = await messages.by_message(connection, ctx.person.id, message.message_id)
        if said is None or not await _still_theirs(ctx, connection, said):
            return
        words = asked_words(message) if said.side is MessageSide.APPLICANT else words_of(message)
        if isinstance(words, Words) and said.text != words.text:
            question = await questions.get(connection, said.question_id)
            contest = ctx.contest(question.contest_id)
            applicant = said.side is MessageSide.APPLICANT
            changed = (
                private_numbers.edited(words, said, contest, question)
                if applicant
                else private_numbers.of_answer(words)
            )
            if changed.text != said.text:
                await relay.reworded(ctx, connection, contest, said, changed)
                if applicant:
                    await same_questions.understand(ctx, connection, contest, question)
            if changed.hidden and applicant:
                hidden = private_numbers.told(ctx, contest, question)
    if words == "link":
        await message.answer(ctx.text("questions/explain/link_hidden"))
    elif hidden is not None:
        await message.reply(hidden.text, reply_markup=hidden.keyboard())


async def _still_theirs(ctx: Context, connection: Reader, said: QuestionMessage) -> bool:
    """Whoever answers no more changes no answer either."""
    if said.side is MessageSide.ANSWER:
        with suppress(ExplainedError):
            await cases.case(ctx, connection, said.question_id)
            return True
        return False
    return True


def build_activity() -> Activity:
    activity = Activity()
    activity.on(SendQuestion, send)
    activity.on(MyQuestions, my_questions)
    activity.on(ThreadCard, thread)
    activity.on(WriteFollowUp, write_more)
    activity.sent(WriteFollowUp, added)
    activity.replied(WriteFollowUp, added)
    activity.on(MarkSolved, solved)
    activity.on(RateAnswer, rate)
    activity.on(ReopenMine, again)
    activity.on(AskStaff, ask_staff)
    activity.edited_message(reworded)
    activity.message(album_goes_on, F.media_group_id)
    return activity
