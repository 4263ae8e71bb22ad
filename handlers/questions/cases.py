"""A question before those who answer: its card, and everything that can be done with it but answering."""

from aiogram.enums import ButtonStyle

from bot.payloads.consultants.queue import Queue
from bot.payloads.personal.blocking import BlockCard
from bot.payloads.questions.cases import (
    AnsweredByPhone,
    BlockAsker,
    CaseCard,
    CloseQuestion,
    PassQuestion,
    PassQuestionTo,
    QuestionHistory,
    ReopenQuestion,
    ShowFiles,
    TakeQuestion,
    WriteNote,
)
from bot.payloads.questions.same import SameQuestions
from bot.services.audit import audit_trail
from bot.services.consultants import same_questions
from bot.services.personal import blocking
from bot.services.questions import cases, relay
from bot.services.questions.cards import drawn
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column, sure
from content.ellipsis import cut
from storage.personal import blocked
from storage.questions import events, openings
from storage.questions.questions import STAFF
from storage.tables.questions import QuestionState

NOTE_CHARACTERS = 300
MOST_EVENTS = 30


async def show_case(ctx: Context, payload: CaseCard) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        text, rows = await drawn(ctx, connection, case)
        known = await openings.known(connection, case.question.id, ctx.person.id)
        same = await same_questions.like(ctx, connection, case)
    if same:
        rows = [*rows, [ctx.button("same.open", SameQuestions(question=case.question.id), number=len(same))]]
    if not known:
        await _write_down(ctx, case)
    return ctx.screen(text, rows, back=Queue())


async def _write_down(ctx: Context, case: cases.Case) -> None:
    """Who has opened whose question, once for each who did."""
    async with ctx.database.writing() as connection:
        if await openings.keep(connection, case.question.id, ctx.person.id, ctx.now):
            await audit_trail.write(ctx, connection, "question.opened", number=case.question.id)


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
        staff, operator = PassQuestionTo(question=number, holder=STAFF), ctx.operator(case.contest)
        rows.append([ctx.button("desk.to_staff", staff, operator=operator)])
    return ctx.screen(ctx.text("consultants/pass_on", question=case.question), rows, back=CaseCard(question=number))


def _consultant(case: cases.Case, consultant_id: str) -> str:
    consultant = case.contest.regions.consultant(consultant_id)
    return consultant.name if consultant else consultant_id


async def pass_to(ctx: Context, payload: PassQuestionTo) -> Goto:
    """Whoever gets it sees from whom, and why where that was said."""
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        if case.question.state is QuestionState.OPEN and case.question.holder != payload.holder:
            await cases.pass_on(ctx, connection, case, payload.holder)
    return Goto(WriteNote(question=payload.question, passed=True), ctx.label("desk.passed"))


# --- the end, and back


async def by_phone(ctx: Context, payload: AnsweredByPhone) -> Outcome:
    return await _end(ctx, payload, by_phone=True)


async def close(ctx: Context, payload: CloseQuestion) -> Outcome:
    return await _end(ctx, payload, by_phone=False)


async def _end(ctx: Context, payload: AnsweredByPhone | CloseQuestion, *, by_phone: bool) -> Outcome:
    """What was answered is closed at once, and can be reopened; else that is asked about before."""
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        answered = case.question.state is not QuestionState.OPEN
        if answered or payload.sure:
            await cases.close(ctx, connection, case, by_phone=by_phone)
    if answered or payload.sure:
        return Goto(CaseCard(question=payload.question))
    unanswered = cases.unanswered(case.question)
    text = ctx.text("consultants/end", question=case.question, by_phone=by_phone, unanswered=unanswered)
    yes = sure(ctx, f"desk.{'by_phone' if by_phone else 'close_unanswered' if unanswered else 'close'}_sure", payload)
    return ctx.screen(text, [[yes]], back=CaseCard(question=payload.question))


async def reopen(ctx: Context, payload: ReopenQuestion) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await cases.reopen(ctx, connection, case)
    return Goto(CaseCard(question=payload.question))


async def block_asker(ctx: Context, payload: BlockAsker) -> Outcome:
    """For somebody who floods: the question stays, nothing more of theirs comes. Ended where blocks are listed."""
    ctx.require(*blocking.RIGHTS)
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        if await blocked.find(connection, case.question.person_id):
            return Goto(BlockCard(person=case.question.person_id))
        if payload.sure:
            await blocking.by_staff(ctx, connection, case.question.person_id)
            return Goto(CaseCard(question=case.question.id), ctx.label("block.is_set"))
    text = ctx.text("consultants/block_asker", question=case.question)
    yes = sure(ctx, "block.set_sure", payload, style=ButtonStyle.DANGER)
    return ctx.screen(text, [[yes]], back=CaseCard(question=case.question.id))


# --- what only those who answer see


async def show_files(ctx: Context, payload: ShowFiles) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await relay.show_again(ctx, connection, case.question, ctx.person.id)
    return Goto(CaseCard(question=payload.question), ctx.label("desk.files_sent"))


async def note(ctx: Context, payload: WriteNote) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
    text = ctx.text("consultants/note", question=case.question, passed=payload.passed)
    return ctx.screen(text, back=Queue() if payload.passed else CaseCard(question=payload.question), asks=payload)


async def noted(ctx: Context, payload: WriteNote, words: str) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await cases.annotate(ctx, connection, case, cut(words.strip(), NOTE_CHARACTERS))
    return Goto(CaseCard(question=payload.question), ctx.label("ready.kept"))


async def history(ctx: Context, payload: QuestionHistory) -> Screen:
    async with ctx.database.reading() as connection:
        case = await cases.case(ctx, connection, payload.question)
        happened = await events.history(connection, case.question.id)
    named = [(each, case.doer(ctx, each), _holder(ctx, case, each.holder)) for each in happened[-MOST_EVENTS:]]
    text = ctx.text(
        "consultants/history", question=case.question, contest=case.contest, zone=ctx.zone(case.contest), happened=named
    )
    return ctx.screen(text, back=CaseCard(question=payload.question))


def _holder(ctx: Context, case: cases.Case, holder: str | None) -> str | None:
    staff = ctx.label("away.staff", operator=ctx.operator(case.contest))
    return staff if holder == STAFF else _consultant(case, holder) if holder else None


def build_activity() -> Activity:
    activity = Activity()
    activity.on(CaseCard, show_case)
    activity.on(TakeQuestion, take)
    activity.on(PassQuestion, pass_on)
    activity.on(PassQuestionTo, pass_to)
    activity.on(AnsweredByPhone, by_phone)
    activity.on(CloseQuestion, close)
    activity.on(ReopenQuestion, reopen)
    activity.on(BlockAsker, block_asker)
    activity.on(ShowFiles, show_files)
    activity.on(WriteNote, note)
    activity.typed(WriteNote, noted)
    activity.on(QuestionHistory, history)
    return activity
