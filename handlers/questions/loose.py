"""What somebody who answers writes without saying for which question: one of those that wait, or their own."""

import re
from typing import Any

from aiogram.types import Message

from bot.payloads.consultants.queue import ConsultantMenu
from bot.payloads.questions.answering import DropWords, GiveWords, OwnWords
from bot.payloads.questions.ask import AskConsultant
from bot.payloads.questions.cases import CaseCard, SendHeldAnswer, WriteAnswer
from bot.services.answers.responding import respond
from bot.services.message_words import words_of
from bot.services.open_links import asked_words
from bot.services.questions import cases, private_numbers, writing
from bot.services.questions.writing import Offered
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Button
from bot.ui.widgets import column
from content.ellipsis import cut
from content.texts.plain_words import plain
from storage.questions import loose, messages, questions
from storage.questions.messages import Words
from storage.questions.questions import QuestionLine
from storage.tables.questions import MessageSide, MessageStage

NUMBER = re.compile(r"[№#]\s*(\d{1,9})|(\d{1,6})")
"""How somebody types the number of a question."""
QUOTED_CHARACTERS = 300


async def of_known_album(message: Message, ctx: Context) -> bool | dict[str, Any]:
    """Lets through a further part of an album whose first part belongs to a question."""
    if message.media_group_id is None or ctx.person.stranger:
        return False
    async with ctx.database.reading() as connection:
        first = await messages.by_album(connection, ctx.person.id, message.media_group_id)
    return {"side": first.side} if first is not None else False


async def rest_of_album(message: Message, ctx: Context, side: MessageSide) -> None:
    words = asked_words(message) if side is MessageSide.APPLICANT else words_of(message)
    if isinstance(words, Words):
        async with ctx.database.writing() as connection:
            await writing.rest_of_album(ctx, connection, words)


async def for_some_question(message: Message, ctx: Context) -> bool | dict[str, Any]:
    """Lets through what may belong to a question that the person answers."""
    if ctx.person.stranger or (message.text or "").startswith("/") or words_of(message) is None:
        return False
    async with ctx.database.reading() as connection:
        if not await cases.answers_anything(ctx, connection):
            return False
        offered = await writing.offered(ctx, connection)
    number = NUMBER.fullmatch((message.text or "").strip())
    if number is not None:
        return {"offered": offered, "number": int(number[1] or number[2])}
    return {"offered": offered, "number": None} if offered else False


async def written(message: Message, ctx: Context, offered: Offered, number: int | None) -> Outcome | None:
    """A number is the question of that number; anything else waits until it is said whose it is."""
    if number is not None:
        return Goto(CaseCard(question=number))
    words = words_of(message)
    assert words is not None  # noqa: S101  the filter has seen to it
    async with ctx.database.writing() as connection:
        shown = await writing.keep_loose(ctx, connection, words)
        kept = await loose.kept(connection, ctx.person.id)
    if not shown:
        return None
    said = [(each.kind, cut(plain(each.text), QUOTED_CHARACTERS)) for each in kept]
    rows = column(_give(ctx, question) for question in offered.others)
    if offered.continued is not None:
        go_on = GiveWords(question=offered.continued.id, send=True)
        rows.insert(0, [ctx.button("loose.continued", go_on, number=offered.continued.id)])
    ways = [ctx.button("loose.own", OwnWords()), ctx.button("loose.nobody", DropWords())]
    return ctx.screen(ctx.text("questions/loose", said=said), [*rows, ways], back=ConsultantMenu())


def _give(ctx: Context, question: QuestionLine) -> Button:
    contest = ctx.catalogue.get(question.contest_id)
    region = contest.regions.region(question.region_id) if contest else None
    name = region.short[ctx.person.language] if region else "—"
    return ctx.button("loose.question", GiveWords(question=question.id), number=question.id, region=name)


async def give(ctx: Context, payload: GiveWords) -> Goto:
    async with ctx.database.writing() as connection:
        case = await cases.case(ctx, connection, payload.question)
        await writing.give(ctx, connection, case)
        first = await cases.before_me(ctx, connection, case.question)
    if payload.send and first is None:
        return Goto(SendHeldAnswer(question=payload.question))
    return Goto(WriteAnswer(question=payload.question, anyway=True))


async def own(ctx: Context, _: OwnWords) -> Goto:
    """Words are answered as anybody's; with anything else begins a question to a consultant."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        kept = await loose.kept(connection, ctx.person.id)
    if kept and all(each.kind == "text" for each in kept):
        words = "\n".join(plain(each.text) for each in kept)
        way = Goto(await respond(ctx, contest, words, kept[0].message_id))
    else:
        way = Goto(AskConsultant(contest=contest.id))
    async with ctx.database.writing() as connection:
        if isinstance(way.payload, AskConsultant) and kept:
            draft = await questions.begin(connection, ctx.person.id, contest.id, ctx.person.language, None, ctx.now)
            for words_kept in kept:
                stage, side = MessageStage.WRITTEN, MessageSide.APPLICANT
                shown = private_numbers.without(words_kept, contest, draft)
                await messages.say(connection, draft.id, side, shown, stage, ctx.now)
        await loose.drop(connection, ctx.person.id)
    return way


async def drop(ctx: Context, _: DropWords) -> Goto:
    async with ctx.database.writing() as connection:
        await loose.drop(connection, ctx.person.id)
    return Goto(ConsultantMenu(), ctx.label("desk.dropped"))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(rest_of_album, of_known_album)
    activity.message(written, for_some_question)
    activity.on(GiveWords, give)
    activity.on(OwnWords, own)
    activity.on(DropWords, drop)
    return activity
