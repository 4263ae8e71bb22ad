"""How the bot presents itself in Telegram: commands and descriptions, in each person's language."""

import logging

from aiogram import Bot
from aiogram.exceptions import TelegramAPIError
from aiogram.types import BotCommand, BotCommandScopeAllPrivateChats, BotCommandScopeChat

from bot.access import Access, Right
from content.models import Language
from content.texts.render import Texts
from storage.consultants import consultants
from storage.database import Database
from storage.entry import people

logger = logging.getLogger(__name__)

COMMANDS = ("menu", "documents", "deadline", "ask", "help", "language", "cancel")
OF_THOSE_WHO_ANSWER = ("queue", "desk")
OF_STAFF = ("staff",)


async def set_up_profile(bot: Bot, texts: Texts) -> None:
    """Writes what differs (setMyCommands, setMyDescription, setMyName, setMyShortDescription).

    The texts without a language, which people with any other Telegram language see, are the Kazakh ones; the name
    without one stays what @BotFather knows.
    A refusal is no reason not to serve: it is logged, and the next start tries again.
    """
    try:
        for code, language in ((None, Language.KK), *((language.value, language) for language in Language)):
            await _set_up(bot, texts, language, code)
    except TelegramAPIError as error:
        logger.warning("Commands and descriptions are not up to date: %s", error.message)


async def _set_up(bot: Bot, texts: Texts, language: Language, code: str | None) -> None:
    scope = BotCommandScopeAllPrivateChats()
    commands = _commands(texts, language, COMMANDS)
    if await bot.get_my_commands(scope=scope, language_code=code) != commands:
        await bot.set_my_commands(commands, scope=scope, language_code=code)
    description = texts.label(language, "bot.description")
    if (await bot.get_my_description(language_code=code)).description != description:
        await bot.set_my_description(description=description, language_code=code)
    name = texts.label(language, "bot.name")
    if code is not None and (await bot.get_my_name(language_code=code)).name != name:
        await bot.set_my_name(name=name, language_code=code)
    short = texts.label(language, "bot.short_description")
    if (await bot.get_my_short_description(language_code=code)).short_description != short:
        await bot.set_my_short_description(short_description=short, language_code=code)


def _commands(texts: Texts, language: Language, names: tuple[str, ...]) -> list[BotCommand]:
    return [BotCommand(command=name, description=texts.label(language, f"command.{name}")) for name in names]


def commands_of(*, answers: bool, staff: bool) -> tuple[str, ...]:
    """What stands in the menu of somebody's chat."""
    return (*COMMANDS, *(OF_THOSE_WHO_ANSWER if answers else ()), *(OF_STAFF if staff else ()))


Menu = tuple[Language, tuple[str, ...]]


class StaffCommands:
    """The commands of consultants and of staff, in their own chats: set once they are some, taken away afterwards."""

    def __init__(self, bot: Bot, database: Database, texts: Texts, access: Access) -> None:
        self.bot = bot
        self.database = database
        self.texts = texts
        self.access = access
        self._shown: dict[int, Menu] = {}

    async def tick(self) -> None:
        """Tells Telegram what has changed since the last tick, once: a menu is no reason to try again and again."""
        wanted = await self._wanted()
        changed = {person: menu for person, menu in wanted.items() if self._shown.get(person) != menu}
        gone = self._shown.keys() - wanted.keys()
        self._shown = wanted
        for person in (*changed, *gone):
            try:
                await self._show(person, changed.get(person))
            except TelegramAPIError as error:
                logger.warning("A menu of commands is not up to date: %s", error.message)

    async def _show(self, person: int, menu: Menu | None) -> None:
        scope = BotCommandScopeChat(chat_id=person)
        if menu is None:
            await self.bot.delete_my_commands(scope=scope)
        else:
            await self.bot.set_my_commands(_commands(self.texts, *menu), scope=scope)

    async def _wanted(self) -> dict[int, Menu]:
        """Of everybody who has chosen a language and can be reached."""
        async with self.database.reading() as connection:
            answering = await consultants.everybody(connection) | self.access.who_may(Right.ANSWER)
            everybody = await people.languages(connection, answering | self.access.everybody)
        return {
            person: (
                language,
                commands_of(answers=person in answering, staff=person in self.access.everybody),
            )
            for person, language in everybody.items()
        }
