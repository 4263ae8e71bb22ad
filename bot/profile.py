"""How the bot presents itself in Telegram: commands and descriptions, in each person's language."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats

from content.models import Language
from content.render import Texts

logger = logging.getLogger(__name__)

COMMANDS = ("start", "help", "language", "cancel")


async def set_up_profile(bot: Bot, texts: Texts) -> None:
    """Writes what differs (setMyCommands, setMyDescription, setMyShortDescription).

    The texts without a language, which people with any other Telegram language see, are the Kazakh ones.
    A refusal is no reason not to serve: it is logged, and the next start tries again.
    """
    try:
        for code, language in ((None, Language.KK), *((language.value, language) for language in Language)):
            await _set_up(bot, texts, language, code)
    except TelegramAPIError as error:
        logger.warning("Commands and descriptions are not up to date: %s", error.message)


async def _set_up(bot: Bot, texts: Texts, language: Language, code: str | None) -> None:
    scope = BotCommandScopeAllPrivateChats()
    commands = [BotCommand(command=name, description=texts.label(language, f"command.{name}")) for name in COMMANDS]
    if await bot.get_my_commands(scope=scope, language_code=code) != commands:
        await bot.set_my_commands(commands, scope=scope, language_code=code)
    description = texts.label(language, "bot.description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description=description, language_code=code)
    short = texts.label(language, "bot.short_description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short_description=short, language_code=code)
