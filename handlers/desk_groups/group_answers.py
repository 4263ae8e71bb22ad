"""A reply to the bot in a topic of a group is the answer, shown before it goes; everything else there is talk."""

from contextlib import suppress
from dataclasses import replace

from aiogram import F
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import Message

from bot.payloads.desk_groups import GroupDrop, GroupSend, GroupTake
from bot.payloads.links import CASE
from bot.services.desk_groups import connecting
from bot.services.message_words import words_of
from bot.services.questions import cases, private_numbers, writing
from bot.services.questions.relay import FITS
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen, visible_units
from storage.desk_groups import desk_groups
from storage.questions import messages
from storage.questions.messages import Words


async def answered(message: Message, ctx: Context) -> None:
    """Shows what will go; whoever may not answer that question, or sends no words, reads why."""
    number = await _question(message, ctx)
    if number is None:
        raise SkipHandler
    if connecting.is_anonymous(message):
        await message.reply(connecting.anonymous(ctx))
        return
    try:
        async with ctx.database.writing() as connection:
            case = await cases.case(ctx, connection, number)
            await writing.hold(ctx, connection, case, _words(ctx, number, message))
        screen = await _draft(ctx, case)
    except ExplainedError as error:
        screen = _explained(ctx, error)
    await message.reply(screen.text, reply_markup=screen.keyboard())


def _words(ctx: Context, question_id: int, message: Message) -> Words:
    """Raises ExplainedError for anything else than words."""
    words = words_of(message)
    if words is None or words.kind != "text":
        in_private = Button(ctx.label("desk_group.open"), url=ctx.link(f"{CASE}{question_id}"))
        raise ExplainedError("desk_groups/words_only", [[in_private]])
    return replace(
        private_numbers.of_answer(words),
        message_id=writing.number_in_group(message.chat.id, message.message_id),
        album=None,
    )


async def _question(message: Message, ctx: Context) -> int | None:
    """The one in whose topic something of the bot is replied to: the card, or the draft that is to go on.

    What stands in a topic replies to its beginning, if to nothing else.
    """
    to = message.reply_to_message
    bots = to is not None and to.from_user is not None and to.from_user.is_bot
    if to is None or not bots or to.forum_topic_created or message.message_thread_id is None:
        return None
    async with ctx.database.reading() as connection:
        return await desk_groups.question_of(connection, message.chat.id, message.message_thread_id)


async def _draft(ctx: Context, case: cases.Case) -> Screen:
    async with ctx.database.reading() as connection:
        held = await messages.held(connection, case.question.id, ctx.person.id)
        other = await cases.before_me(ctx, connection, case.question)
    words = [each.text for each in held]
    text = ctx.text(
        "desk_groups/draft",
        question=case.question,
        words=words if visible_units("".join(words)) <= FITS else None,
        other=case.name(ctx, other),
        hidden=any(each.hidden for each in held),
    )
    number = case.question.id
    send, drop = GroupSend(question=number), GroupDrop(question=number)
    return Screen(text, [[ctx.button("desk_group.send", send), ctx.button("desk_group.drop", drop)]])


def _explained(ctx: Context, error: ExplainedError) -> Screen:
    feature, _, name = error.reason.partition("/")
    return Screen(ctx.text(f"{feature}/explain/{name}", **error.values), error.rows)


async def take(ctx: Context, payload: GroupTake, _: Message) -> str | None:
    """The card says it within moments."""
    try:
        async with ctx.database.writing() as connection:
            case = await cases.case(ctx, connection, payload.question)
            done = await cases.take(ctx, connection, case, taken=payload.taken)
    except ExplainedError:
        return ctx.label("desk_group.not_yours")
    return ctx.label("desk_group.done" if done else "desk_group.taken")


async def send(ctx: Context, payload: GroupSend, message: Message) -> str | None:
    """Whoever taps sends what they themselves have written: nobody speaks for another."""
    try:
        async with ctx.database.writing() as connection:
            case = await cases.case(ctx, connection, payload.question)
            if not await messages.held(connection, payload.question, ctx.person.id):
                return ctx.label("desk_group.nothing")
            await cases.send_held(ctx, connection, case)
    except ExplainedError:
        return ctx.label("desk_group.not_yours")
    await _over(message, ctx.text("desk_groups/sent", number=payload.question))
    return ctx.label("desk_group.done")


async def drop(ctx: Context, payload: GroupDrop, message: Message) -> str | None:
    async with ctx.database.writing() as connection:
        if not await messages.held(connection, payload.question, ctx.person.id):
            return ctx.label("desk_group.nothing")
        await messages.unsay(connection, payload.question, ctx.person.id)
    await _over(message, ctx.text("desk_groups/dropped", number=payload.question))
    return None


async def _over(message: Message, text: str) -> None:
    with suppress(TelegramBadRequest):
        await message.edit_text(text)


def build_activity() -> Activity:
    activity = Activity()
    activity.message(answered, F.chat.type == ChatType.SUPERGROUP, F.reply_to_message)
    activity.in_group(GroupTake, take)
    activity.in_group(GroupSend, send)
    activity.in_group(GroupDrop, drop)
    return activity
