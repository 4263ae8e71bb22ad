"""The desk of those who answer: the queue, a question's card, and everything that can be done with it."""

from aiogram.enums import ButtonStyle
from aiogram.filters import Command
from aiogram.types import Message

from bot.payloads.consultants.absences import AbsenceCard
from bot.payloads.consultants.canned_answers import CannedAnswerList
from bot.payloads.consultants.links import ConsultantList
from bot.payloads.consultants.queue import ConsultantMenu, QuestionStatistics, Queue
from bot.payloads.consultants.shared_answers import ProposeSharedAnswer, SharedAnswerList
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
from bot.payloads.staff.members import StaffMenu
from bot.services.questions import cases
from bot.services.questions.cards import card, case_buttons
from bot.services.questions.relay import words_of
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, pairs
from content.models import Contest
from storage.database import Reader
from storage.questions import messages, queues
from storage.questions.questions import STAFF, Question
from storage.questions.queues import QueueView
from storage.tables.questions import QuestionState

ON_A_PAGE = 8


async def desk(ctx: Context, _: ConsultantMenu) -> Outcome:
    """For staff who answer for nothing, what else they may do."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        if ctx.is_staff and not await cases.answers_anything(ctx, connection):
            return Goto(StaffMenu())
        mine = await cases.desk(ctx, connection)
        counts = {
            view: await _count(ctx, connection, mine, view)
            for view in (QueueView.OPEN, QueueView.OVERDUE, QueueView.MINE)
        }
    text = ctx.text("consultants/menu", desk=mine, counts=counts, consultants=_names(ctx, mine))
    rows = [
        [ctx.button("desk.queue", Queue(), style=ButtonStyle.PRIMARY)],
        [
            ctx.button("desk.ready", CannedAnswerList()),
            ctx.button("desk.figures", QuestionStatistics(contest=contest.id)),
        ],
    ]
    if mine.links:
        rows.append([ctx.button("desk.away", AbsenceCard())])
    if mine.staff:
        people = ctx.button("desk.consultants", ConsultantList(contest=contest.id))
        rows.append([people, ctx.button("desk.shared", SharedAnswerList(contest=contest.id))])
    if ctx.is_staff:
        rows.append([ctx.button("staff.open", StaffMenu())])
    return ctx.screen(text, rows)


async def _count(ctx: Context, connection: Reader, mine: cases.Responsibility, view: QueueView) -> int:
    page = await queues.page(connection, mine.holders, ctx.person.id, view, ctx.now, offset=0, limit=0)
    return page.total


def _names(ctx: Context, mine: cases.Responsibility) -> list[tuple[Contest, list[str]]]:
    """The regions that the person answers for, by contest."""
    language = ctx.person.language
    return [
        (
            contest,
            [
                region.short[language]
                for region in contest.regions.regions
                if any(link.contest_id == contest.id and link.consultant_id == region.consultant for link in mine.links)
            ],
        )
        for contest in ctx.catalogue
        if any(link.contest_id == contest.id for link in mine.links)
    ]


async def queue(ctx: Context, at: Queue) -> Screen:
    async with ctx.database.reading() as connection:
        mine = await cases.desk(ctx, connection)
        page = await queues.page(
            connection,
            mine.holders,
            ctx.person.id,
            at.view,
            ctx.now,
            offset=(max(at.page, 1) - 1) * ON_A_PAGE,
            limit=ON_A_PAGE,
        )
    pages = Pages(page.total, ON_A_PAGE, at.page)
    if at.page > pages.count:
        return await queue(ctx, Queue(view=at.view, page=pages.count))
    text = ctx.text("consultants/queue", view=at.view.value, total=page.total, page=pages.number, pages=pages.count)
    rows = column(_item(ctx, question) for question in page.questions)
    views = pairs(ctx.button(f"desk.view.{view.value}", Queue(view=view)) for view in QueueView if view is not at.view)
    return ctx.screen(text, [*rows, pages.turns(ctx, at), *views], back=ConsultantMenu())


def _item(ctx: Context, question: Question) -> Button:
    contest = ctx.catalogue.get(question.contest_id)
    region = contest.regions.region(question.region_id) if contest else None
    late = question.state is QuestionState.OPEN and question.due_at is not None and question.due_at < ctx.now
    name = region.short[ctx.person.language] if region else "—"
    taken = question.state is QuestionState.OPEN and question.taken_by is not None
    label = "desk.item.late" if late else "desk.item.taken" if taken else "desk.item.plain"
    return ctx.button(label, CaseCard(question=question.id), number=question.id, region=name)


async def show_case(ctx: Context, at: CaseCard) -> Screen:
    async with ctx.database.reading() as connection:
        of = await cases.case(ctx, connection, at.question)
        text = await card(ctx, connection, of)
    return ctx.screen(text, case_buttons(ctx, of), back=Queue())


# --- answering


async def reply(ctx: Context, at: WriteAnswer) -> Screen:
    """Asks for the answer; where somebody else came first, asks about that before."""
    async with ctx.database.reading() as connection:
        of = await cases.case(ctx, connection, at.question)
        other = None if at.anyway else await cases.before_me(ctx, connection, of.question)
    back = CaseCard(question=of.question.id)
    if other is not None:
        text = ctx.text("consultants/answer_other", question=of.question, name=of.name(ctx, other), held=False)
        anyway = WriteAnswer(question=of.question.id, anyway=True)
        return ctx.screen(text, [[ctx.button("desk.anyway", anyway)]], back=back)
    return ctx.screen(ctx.text("consultants/reply", question=of.question), back=back, asks=at)


async def answered(ctx: Context, at: WriteAnswer, message: Message) -> Outcome | None:
    return await _answer(ctx, at.question, message, anyway=at.anyway)


async def answered_card(ctx: Context, at: WriteAnswer, message: Message) -> Outcome | None:
    return await _answer(ctx, at.question, message, anyway=False)


async def _answer(ctx: Context, question_id: int, message: Message, *, anyway: bool) -> Outcome | None:
    """Sends whatever was written to who asked; an album with one word about it."""
    words = words_of(message)
    if words is None:
        raise ExplainedError("questions/kind_not_relayed")
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, question_id)
        known = words.album and await messages.by_album(connection, ctx.person.id, words.album)
        sent = await cases.answer(ctx, connection, of, words, anyway=anyway)
        other = None if sent else await cases.before_me(ctx, connection, of.question)
    if known:
        return None
    return await _sent(ctx, of) if sent else _held(ctx, of, other)


async def _sent(ctx: Context, of: cases.Case) -> Screen:
    number = of.question.id
    rows = [
        [
            ctx.button("desk.close", CloseQuestion(question=number)),
            ctx.button("desk.useful", ProposeSharedAnswer(question=number)),
        ],
        [ctx.button("desk.add", WriteAnswer(question=number))],
    ]
    return ctx.screen(ctx.text("consultants/sent", question=of.question), rows, back=Queue())


def _held(ctx: Context, of: cases.Case, other: int | None) -> Screen:
    number = of.question.id
    text = ctx.text("consultants/answer_other", question=of.question, name=of.name(ctx, other), held=True)
    anyway = ctx.button("desk.send_held", SendHeldAnswer(question=number))
    return ctx.screen(
        text, [[anyway, ctx.button("desk.drop_held", DropHeldAnswer(question=number))]], back=CaseCard(question=number)
    )


async def send_held(ctx: Context, to: SendHeldAnswer) -> Screen:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, to.question)
        await cases.send_held(ctx, connection, of)
    return await _sent(ctx, of)


async def drop_held(ctx: Context, to: DropHeldAnswer) -> Goto:
    async with ctx.database.writing() as connection:
        await cases.case(ctx, connection, to.question)
        await messages.unsay(connection, to.question, ctx.person.id)
    return Goto(CaseCard(question=to.question), ctx.label("desk.dropped"))


# --- the rest


async def take(ctx: Context, to: TakeQuestion) -> Goto:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, to.question)
        await cases.take(ctx, connection, of, taken=to.taken)
    return Goto(CaseCard(question=to.question))


async def pass_on(ctx: Context, at: PassQuestion) -> Screen:
    async with ctx.database.reading() as connection:
        of = await cases.case(ctx, connection, at.question)
    number = of.question.id
    rows = column(
        Button(_consultant(of, link.consultant_id), PassQuestionTo(question=number, holder=link.consultant_id))
        for link in of.on.links
        if link.consultant_id != of.question.holder and of.on.present(link, of.question.person_id)
    )
    if of.question.holder != STAFF:
        rows.append([ctx.button("desk.to_staff", PassQuestionTo(question=number, holder=STAFF))])
    return ctx.screen(ctx.text("consultants/pass_on", question=of.question), rows, back=CaseCard(question=number))


def _consultant(of: cases.Case, consultant_id: str) -> str:
    consultant = of.contest.regions.consultant(consultant_id)
    return consultant.name if consultant else consultant_id


async def pass_to(ctx: Context, to: PassQuestionTo) -> Goto:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, to.question)
        if of.question.state is QuestionState.OPEN and of.question.holder != to.holder:
            await cases.pass_on(ctx, connection, of, to.holder)
    return Goto(Queue(), ctx.label("desk.passed"))


async def by_phone(ctx: Context, to: AnsweredByPhone) -> Goto:
    return await _close(ctx, to.question, "by_phone")


async def close(ctx: Context, to: CloseQuestion) -> Goto:
    return await _close(ctx, to.question, "closed")


async def _close(ctx: Context, question_id: int, event: str) -> Goto:
    async with ctx.database.writing() as connection:
        of = await cases.case(ctx, connection, question_id)
        await cases.close(ctx, connection, of, event)
    return Goto(CaseCard(question=question_id))


async def queue_command(_: Message) -> Goto:
    return Goto(Queue())


async def desk_command(_: Message) -> Goto:
    return Goto(ConsultantMenu())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(queue_command, Command("queue", ignore_case=True))
    activity.message(desk_command, Command("desk", ignore_case=True))
    activity.on(ConsultantMenu, desk)
    activity.on(Queue, queue)
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
