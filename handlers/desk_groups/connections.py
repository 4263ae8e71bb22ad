"""A group of those who answer is connected by staff in the group itself, once they know who will see what."""

from contextlib import suppress

from aiogram import Bot, F
from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramBadRequest
from aiogram.filters import Command
from aiogram.types import Chat, ChatMemberAdministrator, ChatMemberUpdated, Message

from bot.access import Right
from bot.payloads.desk_groups import ConnectGroup, DisconnectGroup
from bot.services.desk_groups import connecting
from bot.services.desk_groups.connecting import COMMAND
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from storage.desk_groups import desk_groups


async def desk_command(message: Message, bot: Bot, ctx: Context) -> None:
    """For everybody else the bot is in a group what it always is there."""
    if connecting.is_anonymous(message):
        await message.reply(connecting.anonymous(ctx))
        return
    if not ctx.may(Right.ANSWER):
        raise SkipHandler
    may_topics = _may_topics(await bot.get_chat_member(message.chat.id, bot.id))
    screen = await _state(ctx, message.chat, may_topics=may_topics)
    await message.answer(screen.text, reply_markup=screen.keyboard())


def _may_topics(member: object) -> bool:
    return isinstance(member, ChatMemberAdministrator) and bool(member.can_manage_topics)


async def _state(ctx: Context, chat: Chat, *, may_topics: bool) -> Screen:
    """What connecting means, with the button; what is missing; or that it is connected."""
    contest = ctx.current()
    async with ctx.database.reading() as connection:
        group = await desk_groups.find(connection, chat.id)
    if group is not None:
        connected = ctx.catalogue.get(group.contest_id) or contest
        text = ctx.text("desk_groups/connected", contest=connected)
        return Screen(text, [[ctx.button("desk_group.disconnect", DisconnectGroup())]])
    if not chat.is_forum or not may_topics:
        return Screen(ctx.text("desk_groups/not_ready", is_forum=bool(chat.is_forum), command=COMMAND))
    return Screen(
        ctx.text("desk_groups/connect", contest=contest),
        [[ctx.button("desk_group.connect", ConnectGroup(contest=contest.id))]],
    )


async def connect(ctx: Context, payload: ConnectGroup, message: Message) -> str | None:
    if not ctx.may(Right.ANSWER):
        return ctx.label("desk_group.staff_only")
    contest = ctx.catalogue.get(payload.contest)
    if contest is not None:
        async with ctx.database.writing() as connection:
            await connecting.connect(ctx, connection, contest, message.chat.id, message.chat.title or "")
    await _show(message, await _state(ctx, message.chat, may_topics=True))
    return None


async def disconnect(ctx: Context, _: DisconnectGroup, message: Message) -> str | None:
    if not ctx.may(Right.ANSWER):
        return ctx.label("desk_group.staff_only")
    async with ctx.database.writing() as connection:
        await connecting.disconnect(ctx, connection, message.chat.id)
    await _show(message, Screen(ctx.text("desk_groups/disconnected", command=COMMAND)))
    return ctx.label("desk_group.done")


async def membership(event: ChatMemberUpdated, ctx: Context) -> None:
    """Removed, or with no right to topics any more, the bot has none there from that moment."""
    if _may_topics(event.new_chat_member):
        return
    async with ctx.database.writing() as connection:
        group = await desk_groups.find(connection, event.chat.id)
        if group is not None:
            await connecting.lose(connection, group, ctx.now)
            ctx.wake()


async def _show(message: Message, screen: Screen) -> None:
    """In place of the tapped message; a second tap finds it so already."""
    with suppress(TelegramBadRequest):
        await message.edit_text(screen.text, reply_markup=screen.keyboard())


def build_activity() -> Activity:
    activity = Activity()
    activity.message(desk_command, F.chat.type != ChatType.PRIVATE, Command(COMMAND, ignore_case=True))
    activity.membership(membership)
    activity.in_group(ConnectGroup, connect)
    activity.in_group(DisconnectGroup, disconnect)
    return activity
