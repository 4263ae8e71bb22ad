"""Methods about the bot itself: its name, its descriptions, its commands."""

import re
from typing import Any

from aiogram.methods import (
    Close,
    DeleteMyCommands,
    GetMe,
    GetMyCommands,
    GetMyDescription,
    GetMyName,
    GetMyShortDescription,
    LogOut,
    SetChatMenuButton,
    SetMyCommands,
    SetMyDescription,
    SetMyName,
    SetMyShortDescription,
)
from aiogram.types import BotCommandScopeUnion

from bot.demo.methods.registry import all_as_json, answers, as_json
from bot.demo.refusal import bad_request
from bot.demo.state.world import GENERATED_BY_BOT_FATHER, Json, World

LONGEST_NAME = 64
LONGEST_DESCRIPTION = 512
LONGEST_SHORT_DESCRIPTION = 120
LONGEST_COMMAND_DESCRIPTION = 256
MOST_COMMANDS = 100
COMMAND = re.compile(r"[a-z0-9_]{1,32}")
LANGUAGE = re.compile(r"[a-z]{2}")


@answers(GetMe)
async def get_me(world: World, _: GetMe) -> Json:
    return world.bot | GENERATED_BY_BOT_FATHER | {"has_topics_enabled": world.topics_on}


@answers(LogOut)
async def log_out(world: World, _: LogOut) -> bool:
    world.queue.end_poll("terminated by logOut request")
    return True


@answers(Close)
async def close(world: World, _: Close) -> bool:
    world.queue.end_poll("terminated by close request")
    return True


@answers(SetMyCommands)
async def set_my_commands(world: World, method: SetMyCommands) -> bool:
    commands = all_as_json(method.commands)
    if len(commands) > MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not COMMAND.fullmatch(command["command"].removeprefix("/")):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"]) <= LONGEST_COMMAND_DESCRIPTION:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    world.profile.commands[_scope(world, method.scope), _language(method.language_code)] = [
        command | {"command": command["command"].removeprefix("/")} for command in commands
    ]
    world.changed(None)
    return True


@answers(GetMyCommands)
async def get_my_commands(world: World, method: GetMyCommands) -> list[Json]:
    """Exactly those of this scope and language, without falling back to wider ones."""
    return world.profile.commands.get((_scope(world, method.scope), _language(method.language_code)), [])


@answers(DeleteMyCommands)
async def delete_my_commands(world: World, method: DeleteMyCommands) -> bool:
    world.profile.commands.pop((_scope(world, method.scope), _language(method.language_code)), None)
    world.changed(None)
    return True


@answers(SetMyName)
async def set_my_name(world: World, method: SetMyName) -> bool:
    if len(method.name or "") > LONGEST_NAME:
        raise bad_request("BOT_TITLE_INVALID")
    return _set_text(world, world.profile.names, method.language_code, method.name)


@answers(GetMyName)
async def get_my_name(world: World, method: GetMyName) -> Json:
    return {"name": _text(world.profile.names, method.language_code) or world.bot["first_name"]}


@answers(SetMyDescription)
async def set_my_description(world: World, method: SetMyDescription) -> bool:
    if len(method.description or "") > LONGEST_DESCRIPTION:
        raise bad_request("DESCRIPTION_TOO_LONG")
    return _set_text(world, world.profile.descriptions, method.language_code, method.description)


@answers(GetMyDescription)
async def get_my_description(world: World, method: GetMyDescription) -> Json:
    return {"description": _text(world.profile.descriptions, method.language_code)}


@answers(SetMyShortDescription)
async def set_my_short_description(world: World, method: SetMyShortDescription) -> bool:
    if len(method.short_description or "") > LONGEST_SHORT_DESCRIPTION:
        raise bad_request("ABOUT_TOO_LONG")
    return _set_text(world, world.profile.short_descriptions, method.language_code, method.short_description)


@answers(GetMyShortDescription)
async def get_my_short_description(world: World, method: GetMyShortDescription) -> Json:
    return {"short_description": _text(world.profile.short_descriptions, method.language_code)}


@answers(SetChatMenuButton)
async def set_chat_menu_button(world: World, method: SetChatMenuButton) -> bool:
    if method.chat_id is not None:
        world.chat(method.chat_id)
    world.profile.menu_buttons[method.chat_id] = as_json(method.menu_button) or {"type": "default"}
    world.changed(method.chat_id)
    return True


def shown_commands(world: World, user_id: int) -> list[Json]:
    """The commands in a person's menu: the narrowest scope that has any, their language before all others.

    Source: Bot API, "Determining list of commands".
    """
    language = world.people[user_id].user.get("language_code", "")[:2]
    for scope in (("chat", user_id), ("all_private_chats",), ("default",)):
        for code in (language, ""):
            commands = world.profile.commands.get((scope, code))
            if commands:
                return commands
    return []


def shown_description(world: World, user_id: int) -> str:
    """What a person reads in the empty chat, in their language if the bot has told it."""
    return _text(world.profile.descriptions, world.people[user_id].user.get("language_code", "")[:2])


def _set_text(world: World, texts: dict[str, str], language_code: str | None, text: str | None) -> bool:
    language = _language(language_code)
    texts.pop(language, None)
    if text:
        texts[language] = text
    world.changed(None)
    return True


def _text(texts: dict[str, str], language_code: str | None) -> str:
    return texts.get(language_code or "") or texts.get("", "")


def _language(language_code: str | None) -> str:
    if language_code and not LANGUAGE.fullmatch(language_code):
        raise bad_request("invalid language code specified")
    return language_code or ""


def _scope(world: World, scope: BotCommandScopeUnion | None) -> tuple[Any, ...]:
    """The scope as a key, such as `("chat", 5)`."""
    if scope is None:
        return ("default",)
    fields = scope.model_dump()
    if "chat_id" in fields:
        fields["chat_id"] = world.chat(fields["chat_id"]).id
    return (str(fields.pop("type")), *fields.values())
