"""Long polling."""

import asyncio

import pytest

from bot.demo.refusal import RefusalError
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL, kind
from tests.support.waiting import PATIENCE

OTHER_BOT = "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"


async def test_updates_stay_until_they_are_confirmed(telegram: Telegram) -> None:
    for text in "abc":
        telegram.write(AIGUL, text)
    first = await telegram.updates(limit=2)
    assert [update["message"]["text"] for update in first] == ["a", "b"]
    assert await telegram.updates(limit=2) == first
    rest = await telegram.updates(offset=first[-1]["update_id"] + 1)
    assert [update["message"]["text"] for update in rest] == ["c"]
    assert await telegram.updates(offset=rest[-1]["update_id"] + 1, timeout=0) == []


async def test_a_negative_offset_keeps_the_last_ones(telegram: Telegram) -> None:
    for text in "abc":
        telegram.write(AIGUL, text)
    assert [update["message"]["text"] for update in await telegram.updates(offset=-1)] == ["c"]
    assert len(telegram.queue.waiting) == 1


async def test_a_poll_ends_with_the_first_update(telegram: Telegram) -> None:
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        poll = group.create_task(telegram.updates(timeout=50))
        await asyncio.sleep(0)
        telegram.write(AIGUL, "a")
    assert [update["message"]["text"] for update in poll.result()] == ["a"]


async def test_a_poll_ends_empty(telegram: Telegram) -> None:
    assert await telegram.updates(timeout=0.01) == []


async def test_a_second_poll_ends_the_first(telegram: Telegram) -> None:
    async def first() -> str:
        with pytest.raises(RefusalError) as refused:
            await telegram.updates(timeout=50)
        assert refused.value.code == 409
        return refused.value.description

    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        ended = group.create_task(first())
        await asyncio.sleep(0)
        second = group.create_task(telegram.updates(timeout=50))
        await asyncio.sleep(0)
        telegram.write(AIGUL, "a")
    assert ended.result() == OTHER_BOT
    assert len(second.result()) == 1


async def test_only_kinds_that_were_asked_for(telegram: Telegram) -> None:
    await telegram.updates(timeout=0, allowed_updates=["callback_query"])
    telegram.write(AIGUL, "a")
    telegram.press(AIGUL, 1, "b")
    assert [kind(update) for update in await telegram.updates()] == ["callback_query"]


async def test_the_usual_kinds_come_again_with_an_empty_list(telegram: Telegram) -> None:
    await telegram.updates(timeout=0, allowed_updates=["callback_query"])
    await telegram.updates(timeout=0, allowed_updates=[])
    telegram.block(AIGUL)
    assert [kind(update) for update in await telegram.updates()] == ["my_chat_member"]
