"""In a group the bot answers only with a link to itself: what people prepare is nobody else's business."""

from aiogram import Bot, F
from aiogram.enums import ChatType
from aiogram.types import InlineKeyboardButton, InlineKeyboardMarkup, Message

from bot.ui.context import Context
from bot.ui.navigation import Activity


async def point_to_private_chat(message: Message, bot: Bot, ctx: Context) -> None:
    """Answers commands and mentions; what people say to each other, channels and other bots are left alone."""
    if message.is_automatic_forward or (message.from_user and message.from_user.is_bot and not message.sender_chat):
        return
    username = (await bot.me()).username
    text = (message.text or message.caption or "").lower()
    command, _, addressee = text.partition(" ")[0].partition("@")
    for_me = command.startswith("/") and addressee in {"", (username or "").lower()}
    if not for_me and f"@{username}".lower() not in text:
        return
    link = InlineKeyboardButton(text=ctx.label("group.open"), url=f"https://t.me/{username}")
    await message.answer(ctx.text("entry/group"), reply_markup=InlineKeyboardMarkup(inline_keyboard=[[link]]))


def build_activity() -> Activity:
    activity = Activity()
    activity.message(point_to_private_chat, F.chat.type != ChatType.PRIVATE)
    return activity
