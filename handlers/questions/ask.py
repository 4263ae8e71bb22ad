"""A question to the region's consultant: writing it, what goes along, sending it, and everything said about it."""

from dataclasses import replace
from html import escape

from aiogram.enums import ButtonStyle
from aiogram.types import Message

from bot.payloads.answers.answers import AnswerCard
from bot.payloads.consultants.regions import ConsultantCard, RegionList
from bot.payloads.questions.ask import (
    AskAbout,
    AskConsultant,
    DropQuestion,
    LeaveOutPart,
    OfferPhone,
    PreviewQuestion,
    SendQuestion,
    WithdrawPhone,
)
from bot.services.open_links import asked_words
from bot.services.questions import asker, known_answers, places, private_numbers
from bot.services.questions.asker import PARTS, gather
from bot.services.questions.assignment import answerer, region_open
from bot.services.questions.places import PLACE
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import AskContact, Button, EndContact, Screen
from bot.ui.widgets import column
from content.models import Contest
from content.rules.private_numbers import MASK
from storage.answers import asked
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.tables.questions import MessageSide, MessageStage

# --- writing


async def ask(ctx: Context, payload: AskConsultant) -> Outcome:
    """What was typed and not answered at once is the beginning of the question, as long as it is kept."""
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        typed = await asked.find(connection, payload.asked, ctx.person.id) if payload.asked else None
        draft = await questions.begin(
            connection, ctx.person.id, contest.id, ctx.person.language, typed.id if typed else None, ctx.now
        )
        if typed is not None:
            # what was typed into a search has no message known here: its own number stands for one
            hidden = MASK in typed.words
            number = typed.message_id or -typed.id
            words = Words(ctx.person.id, number, None, "text", escape(typed.words), hidden=hidden)
            await messages.say(connection, draft.id, MessageSide.APPLICANT, words, MessageStage.WRITTEN, ctx.now)
    if region_open(ctx, contest):
        return Goto(RegionList(contest=contest.id))
    return await _draft_screen(ctx, contest)


async def ask_about(ctx: Context, payload: AskAbout) -> Goto:
    """The place goes along: the newest, where the question was begun elsewhere."""
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        draft = await questions.begin(connection, ctx.person.id, contest.id, ctx.person.language, None, ctx.now)
        await questions.change(connection, draft.id, context={**draft.context, PLACE: places.kept(payload)})
    return Goto(AskConsultant(contest=contest.id))


async def _draft_screen(ctx: Context, contest: Contest, fault: str | None = None) -> Screen:
    """What is written so far; `fault` says why what came was not taken."""
    async with ctx.database.reading() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        written = await messages.everything_said(connection, draft.id) if draft else []
    text = ctx.text(
        "questions/write",
        contest=contest,
        place=places.called(ctx, contest, draft.context.get(PLACE, "")) if draft else None,
        said=asker.lines(written),
        fault=fault,
        most=asker.MOST,
    )
    rows: list[list[Button]] = []
    if draft and written:
        preview = PreviewQuestion(contest=contest.id)
        rows.append([ctx.button("asking.preview", preview, style=ButtonStyle.PRIMARY)])
        rows.append([ctx.button("asking.drop", DropQuestion(contest=contest.id, question=draft.id))])
    return ctx.screen(text, rows, back=ConsultantCard(contest=contest.id), asks=AskConsultant(contest=contest.id))


async def written(ctx: Context, payload: AskConsultant, message: Message) -> Screen | None:
    """Takes texts, photos, documents, voice; what says who somebody is only after a word of its author."""
    contest = ctx.contest(payload.contest)
    words = asked_words(message)
    if isinstance(words, str):
        return await _draft_screen(ctx, contest, words)
    async with ctx.database.reading() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
    if private_numbers.numbers(words, contest, draft):
        return private_numbers.ask_first(ctx, contest, draft, words)
    return await take(ctx, contest, words)


async def take(ctx: Context, contest: Contest, words: Words) -> Screen | None:
    """As many messages as come; an album with one answer."""
    async with ctx.database.writing() as connection:
        draft = await questions.begin(connection, ctx.person.id, contest.id, ctx.person.language, None, ctx.now)
        known = words.album and await messages.by_album(connection, ctx.person.id, words.album)
        full = await asker.full(connection, draft, words)
        if not full:
            await messages.say(connection, draft.id, MessageSide.APPLICANT, words, MessageStage.WRITTEN, ctx.now)
    if full:
        return await _draft_screen(ctx, contest, "full")
    return None if known else await _draft_screen(ctx, contest)


async def preview(ctx: Context, payload: PreviewQuestion) -> Outcome:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        written = await messages.everything_said(connection, draft.id) if draft else []
        who = await answerer(ctx, connection, contest)
        known = await gather(ctx, connection, contest)
        answers = await known_answers.to_asker(ctx, connection, contest, draft, written) if draft else []
    if draft is None or not written:
        return Goto(AskConsultant(contest=contest.id))
    if who is None:
        return Goto(RegionList(contest=contest.id))
    text = ctx.text(
        "questions/preview",
        contest=contest,
        zone=ctx.zone(contest),
        region=contest.regions.region(ctx.person.region_id),
        said=asker.lines(written),
        **asker.spelled_out(ctx, contest, asker.goes_along(draft, known)),
        answerer=who,
        phone=draft.phone,
        answers=answers,
    )
    parts = [
        _part(ctx, contest, part, out=part in draft.left_out) for part in PARTS if part in {**draft.context, **known}
    ]
    offered = draft.phone is not None
    phone = (
        ctx.button("asking.no_phone", WithdrawPhone(contest=contest.id))
        if offered
        else ctx.button("asking.phone", OfferPhone(contest=contest.id))
    )
    ready = [
        Button(f"💡 {each.short[ctx.person.language]}", AnswerCard(contest=contest.id, answer=each.id, item=each.item))
        for each in answers
    ]
    rows = [
        *column(ready),
        [ctx.button("asking.send", SendQuestion(contest=contest.id, question=draft.id), style=ButtonStyle.PRIMARY)],
        *column(parts),
        [phone],
        [
            ctx.button("asking.more", AskConsultant(contest=contest.id)),
            ctx.button("asking.drop", DropQuestion(contest=contest.id, question=draft.id)),
        ],
    ]
    return ctx.screen(text, rows, back=AskConsultant(contest=contest.id))


def _part(ctx: Context, contest: Contest, part: str, *, out: bool) -> Button:
    label = f"asking.with_{part}" if out else f"asking.without_{part}"
    return ctx.button(label, LeaveOutPart(contest=contest.id, part=part, out=not out))


async def leave_out(ctx: Context, payload: LeaveOutPart) -> Goto:
    contest = ctx.contest(payload.contest)
    if payload.part in PARTS:
        async with ctx.database.writing() as connection:
            draft = await questions.draft(connection, ctx.person.id, contest.id)
            if draft is not None:
                await questions.leave_out(connection, draft, payload.part, out=payload.out)
    return Goto(PreviewQuestion(contest=contest.id))


async def drop(ctx: Context, payload: DropQuestion) -> Goto:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        await questions.drop(connection, payload.question, ctx.person.id)
    return Goto(ConsultantCard(contest=contest.id), ctx.label("asking.dropped"))


# --- the phone number


async def offer_phone(ctx: Context, payload: OfferPhone) -> Screen:
    contest = ctx.contest(payload.contest)
    share = AskContact(ctx.text("questions/phone_hint"), ctx.label("contact.share"))
    return ctx.screen(
        ctx.text("questions/phone"), back=PreviewQuestion(contest=contest.id), asks=payload, attachment=share
    )


async def phone_shared(ctx: Context, payload: OfferPhone, message: Message) -> Outcome:
    """Only the person's own number, as Telegram vouches for it (Contact.user_id)."""
    contact = message.contact
    if contact is None or contact.user_id != ctx.person.id:
        raise ExplainedError("consultants/contact_not_own")
    return await _with_phone(ctx, payload.contest, f"+{contact.phone_number.lstrip('+')}")


async def take_phone_back(ctx: Context, payload: WithdrawPhone) -> Outcome:
    return await _with_phone(ctx, payload.contest, None)


async def _with_phone(ctx: Context, contest_id: str, phone: str | None) -> Outcome:
    contest = ctx.contest(contest_id)
    async with ctx.database.writing() as connection:
        draft = await questions.draft(connection, ctx.person.id, contest.id)
        if draft is not None:
            await questions.change(connection, draft.id, phone=phone)
    shown = await preview(ctx, PreviewQuestion(contest=contest.id))
    if isinstance(shown, Screen) and phone is not None:
        return replace(shown, attachment=EndContact(ctx.text("questions/phone_taken", phone=phone)))
    return shown


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AskConsultant, ask)
    activity.on(AskAbout, ask_about)
    activity.sent(AskConsultant, written)
    activity.on(PreviewQuestion, preview)
    activity.on(LeaveOutPart, leave_out)
    activity.on(DropQuestion, drop)
    activity.on(OfferPhone, offer_phone)
    activity.sent(OfferPhone, phone_shared)
    activity.on(WithdrawPhone, take_phone_back)
    return activity
