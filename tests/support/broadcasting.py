"""An announcement as staff have confirmed it, for tests of what follows."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import datetime

from aiogram.types import Message
from sqlalchemy import update

from bot.app import App
from bot.services.message_words import words_of
from content.models import Language
from storage.broadcasts import audiences, drafts
from storage.broadcasts.audiences import Audience
from storage.broadcasts.drafts import ButtonTarget
from storage.questions.messages import Words
from storage.tables import announcements as table
from storage.tables.broadcasts import BroadcastState
from tests.support.conversation import drained
from tests.support.staff import OWNER

CONTEST = "2020-repeat"


def text(words: str, number: int = 1) -> list[Words]:
    return [Words(OWNER, number, None, "text", words)]


def sent(messages: Sequence[Message]) -> list[Words]:
    """Messages that somebody of the staff has sent to the bot."""
    return [words for message in messages if (words := words_of(message)) is not None]


async def confirm(
    app: App,
    said: Mapping[Language, list[Words]],
    *,
    at: datetime | None = None,
    missing: str | None = None,
    ways: tuple[ButtonTarget, ...] = (),
    audience: Audience | None = None,
    by: int = OWNER,
) -> int:
    """Everything that confirming leaves in the database."""
    now = app.clock.now()
    async with app.database.writing() as connection:
        announcement = await drafts.begin(connection, CONTEST, by, now)
        for language, messages in said.items():
            for words in messages:
                await drafts.say(connection, announcement, language, words)
        await connection.execute(
            update(table)
            .where(table.c.id == announcement)
            .values(
                state=BroadcastState.SCHEDULED if at else BroadcastState.SENDING,
                revision=1,
                missing=missing,
                buttons=drafts.written(ways),
                audience=audiences.written(audience or {}),
                at=at,
                confirmed_by=by,
                confirmed_at=now,
            )
        )
    return announcement


async def go(app: App) -> None:
    """What the bot does until there is nothing to be done at once."""
    await app.planner.tick()
    await app.broadcasts.tick()
    stop = asyncio.Event()
    async with asyncio.TaskGroup() as group:
        group.create_task(app.delivery.run(stop))
        for _ in range(2):
            await drained(app)
            await app.broadcasts.tick()
        await drained(app)
        stop.set()
