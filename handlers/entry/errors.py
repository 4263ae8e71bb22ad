"""The error boundary: whatever goes wrong, a person hears about it in their language and the bot goes on."""

import logging
import secrets

from aiogram import Bot
from aiogram.dispatcher.event.bases import UNHANDLED
from aiogram.enums import ChatType
from aiogram.exceptions import TelegramAPIError, TelegramForbiddenError
from aiogram.types import ErrorEvent

from bot.log import about
from bot.telegram.leasing import LeaseLostError
from bot.telegram.outcomes import LAST_ATTEMPT, OUTAGES, Failure, passes, shown
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.showing import answer

logger = logging.getLogger(__name__)


async def apologise(event: ErrorEvent, bot: Bot, ctx: Context | None = None, attempt: int = LAST_ATTEMPT) -> object:
    """Logs the fault under a short id and tells the person that id, so that support can find it.

    Nothing of what the person wrote goes into the log. Before the last attempt nobody hears of it.
    """
    if isinstance(event.exception, TelegramForbiddenError):
        logger.info("A person has blocked the bot; update %s is left", event.update.update_id)
        return True
    if attempt < LAST_ATTEMPT or passes(event.exception) or isinstance(event.exception, LeaseLostError):
        return UNHANDLED
    error_id = secrets.token_hex(3).upper()
    reason = f"error {error_id}, {type(event.exception).__name__}"
    with about(error_id=error_id, update_id=event.update.update_id):
        logger.error("Error %s in update %s", error_id, event.update.update_id, exc_info=event.exception)
    query, message = event.update.callback_query, event.update.message
    if ctx is None or (message is not None and message.chat.type != ChatType.PRIVATE):
        return Failure(reason)
    screen = ctx.screen(
        ctx.text("entry/apology", error_id=error_id, consultants=bool(ctx.current().regions.consultants))
    )
    if query is not None:
        await answer(query)

    async def say() -> None:
        try:
            await bot.send_message(ctx.person.id, screen.text, reply_markup=screen.keyboard())
        except OUTAGES:
            raise
        except TelegramAPIError as error:
            logger.warning("The apology for error %s did not arrive: %s", error_id, type(error).__name__)

    return Failure(reason, await shown(say))


def build_activity() -> Activity:
    activity = Activity()
    activity.error(apologise)
    return activity
