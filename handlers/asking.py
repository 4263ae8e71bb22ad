"""A question to the region's consultant: writing it, what goes along, sending it, and everything said about it."""

from dataclasses import dataclass, replace
from datetime import datetime
from html import escape

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.callbacks import (
    AskConsultant,
    AskStaff,
    ConsultantCard,
    DropQuestion,
    LeaveOut,
    MyQuestions,
    OfferPhone,
    PreviewQuestion,
    Rate,
    RegionList,
    SendQuestion,
    Solved,
    TakePhoneBack,
    Thread,
    WriteMore,
)
from bot.context import Context, ExplainedError
from bot.navigation import Activity, Goto, Outcome
from bot.screens import AskContact, Button, Contact, EndContact, Screen, visible_units
from bot.services import questions as post
from bot.services.questions import PARTS, gather, reopens, words_of
from bot.services.routing import first, roster
from content.escalation import timetable
from content.models import Consultant, Contest, Phone
from content.phones import dialled
from storage import asked, questions
from storage.database import Reader
from storage.questions import STAFF, Question, Said, Side, Stage, State, Words

SHOWN = 10
"""Questions on the list of one's own, and messages of one on its screen."""
LONG = 700
"""Characters from which on a message is not repeated on the screen: it stands in the chat."""


@dataclass(frozen=True)
class Answerer:
    """Who would answer a question sent now, and by when."""

    consultant: Consultant
    phone: Phone
    number: str | None
    linked: bool
    by_staff: bool
    reachable: bool
    """Somebody would get the question: the consultant, who stands in, or staff."""
    due_at: datetime


async def _answerer(ctx: Context, connection: Reader, contest: Contest) -> Answerer | None:
    region = contest.regions.region(ctx.person.region_id)
    if region is None:
        return None
    consultant = contest.regions.consultant(region.consultant)
    if consultant is None:
        return None
    on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    times = timetable(contest, ctx.now)
    holder = first(on, contest, region.id, ctx.person.id, too_late=times.too_late)
    phone = region.phone or consultant.phone
    return Answerer(
        consultant=contest.regions.consultant(holder) or consultant,
        phone=phone,
        number=dialled(phone),
        linked=on.linked(region.consultant) is not None,
        by_staff=holder == STAFF,
        reachable=bool(on.people(holder, ctx.person.id)),
        due_at=times.due_at,
    )


# --- writing


async def ask(ctx: Context, at: AskConsultant) -> Outcome:
    """What was typed and not answered at once is the beginning of the question."""
    contest = ctx.contest(at.contest)
    async with ctx.database.writing() as connection:
        draft = await questions.begin(
            connection, ctx.person.id, contest.id, ctx.person.language, at.asked or None, ctx.now
        )
        typed = await asked.find(connection, at.asked, ctx.person.id) if at.asked else None
        if typed is not None:
            # it has no message of its own in the question: the number of the typed question stands for it
            words = Words(ctx.person.id, -typed.id, None, "text", escape(typed.words))
            await questions.say(connection, draft.id, Side.APPLICANT, words, Stage.WRITTEN, ctx.now)
    if contest.regions.region(ctx.person.region_id) is None:
        return Goto(RegionList(contest=contest.id))
    return await _draft_screen(ctx, contest)


async def _draft_screen(ctx: Context, contest: Contest, *, unknown: bool = False) -> Screen:
    async with ctx.database.reading() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        written = await questions.everything_said(connection, draft.id) if draft else []
    text = ctx.text("asking/write", contest=contest, said=_lines(written), unknown=unknown)
    rows: list[list[Button]] = []
    if draft and written:
        preview = PreviewQuestion(contest=contest.id)
        rows.append([ctx.button("asking.preview", preview, style=ButtonStyle.PRIMARY)])
        rows.append([ctx.button("asking.drop", DropQuestion(contest=contest.id, question=draft.id))])
    return ctx.screen(text, rows, back=ConsultantCard(contest=contest.id), asks=AskConsultant(contest=contest.id))


async def written(ctx: Context, at: AskConsultant, message: Message) -> Screen | None:
    """Takes texts, photos, documents, voice: as many as come, an album with one answer."""
    contest = ctx.contest(at.contest)
    words = words_of(message)
    if words is None:
        return await _draft_screen(ctx, contest, unknown=True)
    async with ctx.database.writing() as connection:
        draft = await questions.begin(connection, ctx.person.id, contest.id, ctx.person.language, None, ctx.now)
        known = words.album and await questions.by_album(connection, ctx.person.id, words.album)
        await questions.say(connection, draft.id, Side.APPLICANT, words, Stage.WRITTEN, ctx.now)
    return None if known else await _draft_screen(ctx, contest)


def _lines(said: list[Said]) -> list[Said]:
    """Messages to repeat on a screen: the last ones, none of them long."""
    return [each if visible_units(each.text) <= LONG else replace(each, text="") for each in said[-SHOWN:]]


async def preview(ctx: Context, at: PreviewQuestion) -> Outcome:
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        written = await questions.everything_said(connection, draft.id) if draft else []
        answerer = await _answerer(ctx, connection, contest)
        known = await gather(ctx, connection, contest)
    if draft is None or not written:
        return Goto(AskConsultant(contest=contest.id))
    if answerer is None:
        return Goto(RegionList(contest=contest.id))
    text = ctx.text(
        "asking/preview",
        contest=contest,
        region=contest.regions.region(ctx.person.region_id),
        said=_lines(written),
        **post.spelled_out(contest, post.goes_along(draft, known)),
        answerer=answerer,
        phone=draft.phone,
    )
    parts = [_part(ctx, contest, part, out=part in draft.left_out) for part in PARTS if part in known]
    offered = draft.phone is not None
    phone = (
        ctx.button("asking.no_phone", TakePhoneBack(contest=contest.id))
        if offered
        else ctx.button("asking.phone", OfferPhone(contest=contest.id))
    )
    rows = [
        [ctx.button("asking.send", SendQuestion(contest=contest.id, question=draft.id), style=ButtonStyle.PRIMARY)],
        *([part] for part in parts),
        [phone],
        [
            ctx.button("asking.more", AskConsultant(contest=contest.id)),
            ctx.button("asking.drop", DropQuestion(contest=contest.id, question=draft.id)),
        ],
    ]
    return ctx.screen(text, rows, back=AskConsultant(contest=contest.id))


def _part(ctx: Context, contest: Contest, part: str, *, out: bool) -> Button:
    label = f"asking.with_{part}" if out else f"asking.without_{part}"
    return ctx.button(label, LeaveOut(contest=contest.id, part=part, out=not out))


async def leave_out(ctx: Context, to: LeaveOut) -> Goto:
    contest = ctx.contest(to.contest)
    if to.part in PARTS:
        async with ctx.database.writing() as connection:
            draft = await questions.draft(connection, ctx.person.id, contest.id)
            if draft is not None:
                await questions.leave_out(connection, draft, to.part, out=to.out)
    return Goto(PreviewQuestion(contest=contest.id))


async def drop(ctx: Context, to: DropQuestion) -> Goto:
    contest = ctx.contest(to.contest)
    async with ctx.database.writing() as connection:
        await questions.drop(connection, to.question, ctx.person.id)
    return Goto(ConsultantCard(contest=contest.id), ctx.label("asking.dropped"))


# --- the phone number


async def offer_phone(ctx: Context, at: OfferPhone) -> Screen:
    contest = ctx.contest(at.contest)
    share = AskContact(ctx.text("asking/phone_hint"), ctx.label("contact.share"))
    return ctx.screen(ctx.text("asking/phone"), back=PreviewQuestion(contest=contest.id), asks=at, attachment=share)


async def phone_shared(ctx: Context, at: OfferPhone, message: Message) -> Outcome:
    """Only the person's own number, as Telegram vouches for it (Contact.user_id)."""
    contact = message.contact
    if contact is None or contact.user_id != ctx.person.id:
        raise ExplainedError("contact_not_own")
    return await _with_phone(ctx, at.contest, f"+{contact.phone_number.lstrip('+')}")


async def take_phone_back(ctx: Context, to: TakePhoneBack) -> Outcome:
    return await _with_phone(ctx, to.contest, None)


async def _with_phone(ctx: Context, contest_id: str, phone: str | None) -> Outcome:
    contest = ctx.contest(contest_id)
    async with ctx.database.writing() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        if draft is not None:
            await questions.change(connection, draft.id, phone=phone)
    shown = await preview(ctx, PreviewQuestion(contest=contest.id))
    if isinstance(shown, Screen) and phone is not None:
        return replace(shown, attachment=EndContact(ctx.text("asking/phone_taken", phone=phone)))
    return shown


# --- sending, and what follows


async def send(ctx: Context, to: SendQuestion) -> Outcome:
    contest = ctx.contest(to.contest)
    async with ctx.database.writing() as connection:
        draft = await _mine(ctx, connection, to.question)
        if contest.regions.region(ctx.person.region_id) is None:
            return Goto(RegionList(contest=contest.id))
        sent = await post.send(ctx, connection, contest, draft)
        answerer = await _answerer(ctx, connection, contest)
    screen = await thread(ctx, Thread(question=sent.id), joined=sent.id != draft.id)
    if draft.state is State.DRAFT and answerer and answerer.number and not answerer.linked:
        return replace(screen, attachment=Contact(answerer.number, answerer.consultant.name))
    return screen


async def _mine(ctx: Context, connection: Reader, question_id: int) -> Question:
    question = await questions.find(connection, question_id)
    if question is None or question.person_id != ctx.person.id:
        raise ExplainedError("thread_gone")
    return question


async def my_questions(ctx: Context, at: MyQuestions) -> Screen:
    contest = ctx.contest(at.contest)
    async with ctx.database.reading() as connection:
        mine = await questions.of_person(connection, ctx.person.id, contest.id, SHOWN)
    rows = [[ctx.button(f"asking.item.{each.state.value}", Thread(question=each.id), number=each.id)] for each in mine]
    rows.append([ctx.button("asking.write", AskConsultant(contest=contest.id), style=ButtonStyle.PRIMARY)])
    return ctx.screen(
        ctx.text("asking/mine", contest=contest, number=len(mine)), rows, back=ConsultantCard(contest=contest.id)
    )


async def thread(ctx: Context, at: Thread, *, joined: bool = False) -> Screen:
    async with ctx.database.reading() as connection:
        question = await _mine(ctx, connection, at.question)
        contest = ctx.contest(question.contest_id)
        said = await questions.everything_said(connection, question.id)
        on = await roster(connection, contest, ctx.staff_ids, ctx.now)
    if question.state is State.DRAFT:
        return await _draft_screen(ctx, contest)
    text = ctx.text(
        "asking/thread",
        contest=contest,
        question=question,
        region=contest.regions.region(question.region_id),
        said=_lines(said),
        late=question.due_at is not None and question.due_at < ctx.now,
        heard=bool(post.whose(question, on)),
        writable=reopens(question, ctx.now),
        joined=joined,
    )
    return ctx.screen(text, _thread_buttons(ctx, question), back=MyQuestions(contest=contest.id))


def _thread_buttons(ctx: Context, question: Question) -> list[list[Button]]:
    rows: list[list[Button]] = []
    if reopens(question, ctx.now):
        rows.append([ctx.button("asking.add", WriteMore(question=question.id))])
    if question.state is State.ANSWERED:
        rows[0].append(ctx.button("asking.solved", Solved(question=question.id)))
    if question.state is State.CLOSED and question.helped is None:
        rows.append(rating(ctx, question))
    if question.state is State.CLOSED and question.helped is False and question.holder != STAFF:
        rows.append([ctx.button("asking.staff", AskStaff(question=question.id))])
    return rows


def rating(ctx: Context, question: Question) -> list[Button]:
    return [
        ctx.button("asking.helped", Rate(question=question.id, helped=True)),
        ctx.button("asking.not_helped", Rate(question=question.id, helped=False)),
    ]


async def write_more(ctx: Context, at: WriteMore) -> Screen:
    async with ctx.database.reading() as connection:
        question = await _mine(ctx, connection, at.question)
    if not reopens(question, ctx.now):
        raise ExplainedError("thread_closed")
    return ctx.screen(ctx.text("asking/more", question=question), back=Thread(question=question.id), asks=at)


async def added(ctx: Context, at: WriteMore, message: Message) -> Outcome | None:
    """More of a question that was sent: by the screen that asks for it, or as a reply to the question or its answer."""
    words = words_of(message)
    if words is None:
        raise ExplainedError("kind_not_relayed")
    async with ctx.database.writing() as connection:
        question = await _mine(ctx, connection, at.question)
        contest = ctx.contest(question.contest_id)
        if not reopens(question, ctx.now):
            raise ExplainedError("thread_closed")
        known = words.album and await questions.by_album(connection, ctx.person.id, words.album)
        new = await questions.say(connection, question.id, Side.APPLICANT, words, Stage.SENT, ctx.now)
        said = await questions.by_message(connection, ctx.person.id, words.message_id)
        if new and said is not None and not known:
            await post.follow_up(ctx, connection, contest, question, [said])
    return None if known else await thread(ctx, Thread(question=question.id))


async def solved(ctx: Context, to: Solved) -> Goto:
    async with ctx.database.writing() as connection:
        question = await _mine(ctx, connection, to.question)
        if question.state in {State.OPEN, State.ANSWERED}:
            await questions.change(connection, question.id, state=State.CLOSED, settled_at=ctx.now, step_at=None)
    return Goto(Thread(question=question.id))


async def rate(ctx: Context, to: Rate) -> Goto:
    async with ctx.database.writing() as connection:
        question = await _mine(ctx, connection, to.question)
        if question.state is State.CLOSED:
            await questions.change(connection, question.id, helped=to.helped)
    return Goto(Thread(question=question.id), ctx.label("asking.thanks"))


async def ask_staff(ctx: Context, to: AskStaff) -> Goto:
    """A question that the answer did not help with goes to staff, as a question of its own right."""
    async with ctx.database.writing() as connection:
        question = await _mine(ctx, connection, to.question)
        contest = ctx.contest(question.contest_id)
        if question.state is State.CLOSED and question.holder != STAFF:
            await questions.change(connection, question.id, holder=STAFF, taken_by=None)
            await post.reopen(ctx, connection, contest, question)
            on = await roster(connection, contest, ctx.staff_ids, ctx.now)
            await post.deal(ctx, connection, await questions.get(connection, question.id), on, "not_helped")
    return Goto(Thread(question=question.id))


# --- what the bot sends by itself, and changed messages


async def reworded(message: Message, ctx: Context) -> None:
    """A message of a question was edited in the chat, by either side."""
    words = words_of(message)
    if words is None:
        return
    async with ctx.database.writing() as connection:
        said = await questions.by_message(connection, ctx.person.id, words.message_id)
        if said is not None and said.text != words.text:
            question = await questions.get(connection, said.question_id)
            await post.reworded(ctx, connection, ctx.contest(question.contest_id), said, words.text)


def build_router() -> Activity:
    router = Activity("asking")
    router.on(AskConsultant, ask)
    router.sent(AskConsultant, written)
    router.on(PreviewQuestion, preview)
    router.on(LeaveOut, leave_out)
    router.on(DropQuestion, drop)
    router.on(OfferPhone, offer_phone)
    router.sent(OfferPhone, phone_shared)
    router.on(TakePhoneBack, take_phone_back)
    router.on(SendQuestion, send)
    router.on(MyQuestions, my_questions)
    router.on(Thread, thread)
    router.on(WriteMore, write_more)
    router.sent(WriteMore, added)
    router.replied(WriteMore, added)
    router.on(Solved, solved)
    router.on(Rate, rate)
    router.on(AskStaff, ask_staff)
    router.edited_message.register(reworded)
    return router
