"""The bot is killed while five people fill in one application: no answer is lost, none is written over unseen."""

import asyncio
from functools import partial

import pytest

from bot.app import App
from bot.demo.telegram import Telegram
from bot.settings import Settings
from bot.telegram.polling import poll
from bot.telegram.receiving import receive
from content.models import Contest
from tests.conftest import MovableClock, at_full_speed
from tests.support.conversation import Chats
from tests.support.form_filling import PEOPLE, FormWriter, assert_nothing_is_lost, work_together
from tests.support.waiting import until

SHARED = ("goal", "situation", "needs")
"""At these they meet; what somebody else was faster at is no answer yet, and waits."""
ROWS = 2
KILLS = 6


@pytest.mark.slow
async def test_five_people_and_kills_lose_nothing(
    app: App, contest: Contest, chats: Chats, telegram: Telegram, settings: Settings, clock: MovableClock
) -> None:
    for person in PEOPLE:
        chats.person(person)
    await work_together(app.database)
    writers = [
        FormWriter(telegram, contest, person, (*SHARED[number % 3 :], *SHARED[: number % 3]), ROWS)
        for number, person in enumerate(PEOPLE)
    ]
    answers = sum(writer.answers for writer in writers)

    def typed() -> int:
        return sum(len(writer.written) for writer in writers)

    def more_than(number: int) -> bool:
        return typed() > number

    async with asyncio.TaskGroup() as everybody:
        busy = [everybody.create_task(writer.writes()) for writer in writers]
        for kill in range(1, KILLS + 2):
            alive = at_full_speed(settings, telegram, clock)
            async with asyncio.TaskGroup() as process:
                serving = process.create_task(receive(alive.inbox, asyncio.Event(), poll))
                if kill <= KILLS:
                    for answer in range(typed(), answers * kill // (KILLS + 1)):
                        await until(partial(more_than, answer))
                else:
                    await asyncio.wait(busy)
                serving.cancel()  # in the middle of whatever it does
            await alive.close()
    await assert_nothing_is_lost(app.database, writers)
