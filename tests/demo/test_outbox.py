"""Reminders in the demo as it is started by hand: the clock is moved, the phone rings, the page lists the outbox."""

from collections.abc import AsyncIterator
from datetime import datetime
from typing import Any

import pytest
from aiohttp import ClientSession

from tests.support.waiting import until_found

WEEK_BEFORE = "2020-05-27T18:00:00+06:00"
THREE_DAYS_BEFORE = "2020-05-31T18:00:00+06:00"
NIGHT = "2020-06-01T23:30:00+06:00"
MORNING = "2020-06-02T08:00:00+06:00"
DAY_BEFORE = "2020-06-02T18:00:00+06:00"


class Demo:
    """The demo page with the first phone in hand, over HTTP alone."""

    def __init__(self, client: ClientSession) -> None:
        self.client = client

    async def look(self, path: str) -> dict[str, Any]:
        async with self.client.get(f"/demo/{path}") as response:
            content: dict[str, Any] = await response.json()
            assert response.status == 200, content
            return content

    async def do(self, path: str, **body: Any) -> None:
        async with self.client.post(f"/demo/{path}", json=body) as response:
            assert response.status == 200, await response.text()

    async def loads_example(self) -> bool:
        """Whether it is loaded; it is not while the bot is just starting, which takes long on a busy machine."""
        async with self.client.post("/demo/example", json={}) as response:
            return response.status == 200

    async def messages(self) -> list[dict[str, Any]]:
        messages: list[dict[str, Any]] = (await self.look("state"))["phones"][0]["messages"]
        return messages

    async def newest_rows(self, *expected: tuple[str, str]) -> dict[str, Any]:
        """Waits until the outbox lists these first, each a rule and a state; gives what it lists."""

        async def listed() -> bool:
            rows = (await self.look("outbox"))["rows"][: len(expected)]
            return [(row["key"].partition(":")[0], row["state"]) for row in rows] == list(expected)

        await until_found(listed)
        return await self.look("outbox")

    async def tap(self, payload: str, message: dict[str, Any] | None = None) -> None:
        """Taps the button whose payload begins so, by default of the newest message, and waits for what changes."""
        before = await self.messages()
        tapped = message or before[-1]
        row, column = next(
            (row, column)
            for row, buttons in enumerate(tapped["reply_markup"]["inline_keyboard"])
            for column, button in enumerate(buttons)
            if button["callback_data"].startswith(payload)
        )
        await self.do("phones/applicant/tap", message_id=tapped["message_id"], row=row, column=column)
        await until_found(lambda: self._differ(before))

    async def rings(self, moment: str) -> dict[str, Any]:
        """Moves the clock and gives the one message that comes of it."""
        before = await self.messages()
        await self.do("clock", to=moment)
        await until_found(lambda: self._differ(before))
        messages = await self.messages()
        assert messages[:-1] == before
        return messages[-1]

    async def _differ(self, before: list[dict[str, Any]]) -> bool:
        return await self.messages() != before


@pytest.fixture
async def demo(address: str) -> AsyncIterator[Demo]:
    async with ClientSession(address) as client:
        yield Demo(client)


@pytest.mark.slow
async def test_the_clock_brings_reminders_and_the_page_lists_them(demo: Demo) -> None:
    assert await demo.look("outbox") == {"counts": {}, "rows": []}
    await demo.do("phones/applicant/start")
    await until_found(lambda: has_answered(demo))
    for payload in ("setlang:kk", "topics:", "topic:2020-repeat:topic_2", "choose:"):
        await demo.tap(payload)

    week = await demo.rings(WEEK_BEFORE)
    assert "Бала және денсаулық" in week["text"]
    seen = await demo.newest_rows(("7d", "sent"), *[("start", "missed")] * 4, ("14d", "missed"))
    assert seen["counts"] == {"sent": 1, "missed": 5}
    assert {(row["kind"], row["person"], row["due"]) for row in seen["rows"]} == {("reminder", "Айгүл", None)}
    await demo.tap("+docs:", week)
    *_, notice, opened = await demo.messages()
    assert notice == week
    assert "0 / 9" in opened["text"]

    three_days = await demo.rings(THREE_DAYS_BEFORE)
    assert "Бала және денсаулық" in three_days["text"]

    await demo.do("clock", to=NIGHT)
    waiting = (await demo.newest_rows(("start", "queued")))["rows"][0]
    assert waiting["due"] == datetime.fromisoformat(MORNING).timestamp()

    await demo.tap("+allreminders:0", three_days)
    quiet = await demo.messages()
    assert "Ескертулер өшірілді" in quiet[-1]["text"]
    await demo.do("clock", to=DAY_BEFORE)
    seen = await demo.newest_rows(("start", "skipped"))
    assert seen["rows"][0]["reason"] == "switched off"
    assert seen["counts"]["sent"] == 2
    assert await demo.messages() == quiet

    await demo.do("reset")
    assert await demo.look("outbox") == {"counts": {}, "rows": []}


async def has_answered(demo: Demo) -> bool:
    return len(await demo.messages()) > 1


@pytest.mark.slow
async def test_the_example_is_loaded_from_the_page(demo: Demo) -> None:
    """Into the first phone, which is begun as well: from its home the filled form is three taps away."""
    await demo.do("reset")
    assert await demo.messages() == []
    await until_found(demo.loads_example)
    await until_found(lambda: has_answered(demo))
    for payload in ("docs:", "doc:2020-repeat:doc_4", "form:", "fsec:"):
        await demo.tap(payload)
    assert "Үш ауданда аға буын волонтерлерінің тұрақты тобын құру" in (await demo.messages())[-1]["text"]
