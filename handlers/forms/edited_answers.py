"""Words edited in the chat: what was kept of them stays, and whoever fills in a form is told so."""

from contextlib import suppress

from aiogram.dispatcher.event.bases import SkipHandler
from aiogram.types import Message

from bot.payloads.forms.answers import FieldCard
from bot.services.forms import books
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from handlers.forms import ways
from storage.broadcasts import drafts
from storage.questions import messages


async def edited(message: Message, ctx: Context) -> None:
    screen = await _still_as_it_was(ctx, message)
    if screen is None:
        raise SkipHandler
    await message.reply(screen.text, reply_markup=screen.keyboard())


async def _still_as_it_was(ctx: Context, message: Message) -> Screen | None:
    """None where nothing of a form is asked, and where the message belongs to a question or a broadcast."""
    with suppress(ValueError, ExplainedError):
        asked = FieldCard.unpack(ctx.person.asked or "")
        async with ctx.database.reading() as connection:
            if await messages.by_message(connection, ctx.person.id, message.message_id) is not None:
                return None
            if await drafts.drafts_saying(connection, ctx.person.id, message.message_id):
                return None
            book = await books.to_read(ctx, connection, asked.book)
        section = book.holding(asked.field)
        way = Button(section.short[ctx.person.language], ways.of_section(book, section))
        return ctx.notice(ctx.text("forms/edited"), [[way]])
    return None


def build_activity() -> Activity:
    activity = Activity()
    activity.edited_message(edited)
    return activity
