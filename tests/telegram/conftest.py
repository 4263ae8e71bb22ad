"""Pauses short enough for tests, and an act that breaks."""

from collections.abc import Callable
from typing import Any

import pytest
from aiogram.utils.backoff import BackoffConfig

from bot.app import App
from bot.demo.telegram import Telegram
from bot.payloads.entry import Languages
from bot.payloads.payload import Payload
from bot.telegram import polling, receiving
from bot.ui.context import Context
from bot.ui.navigation import Outcome
from tests.support.conversation import Chats, Phone


@pytest.fixture
def quick_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    pauses = BackoffConfig(min_delay=0.01, max_delay=0.05, factor=1.5, jitter=0.0)
    monkeypatch.setattr(polling, "PAUSES", pauses)
    monkeypatch.setattr(receiving, "OUTAGE_PAUSES", pauses)


@pytest.fixture
def anybody(app: App, telegram: Telegram) -> Phone:
    return Chats(app, telegram).person(7001)


@pytest.fixture
def breaking(app: App, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """Has the next so many attempts at drawing home end in a fault of our own."""
    acts: dict[type[Payload], Any] = app.navigation.acts
    draw, left = acts[Languages], [0]

    async def act(ctx: Context, to: Languages) -> Outcome:
        if left[0]:
            left[0] -= 1
            raise RuntimeError("broken")
        return await draw(ctx, to)  # type: ignore[no-any-return]

    monkeypatch.setattr(app.navigation, "acts", acts.copy())
    app.navigation.acts[Languages] = act
    monkeypatch.setattr(receiving, "PAUSE_BEFORE_RETRY", 0.01)
    return lambda times: left.__setitem__(0, times)
