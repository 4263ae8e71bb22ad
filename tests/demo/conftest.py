"""A local Telegram with two people, whose clock stands still until a test moves it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import User

from bot.demo.api.session import InMemorySession
from bot.demo.telegram import Telegram

AIGUL = 7001
DANIYAR = 7002


def kind(update: dict[str, Any]) -> str:
    """What an update is about, such as `callback_query`."""
    return next(name for name in update if name != "update_id")


class StandingClock:
    def __init__(self) -> None:
        self.instant = datetime(2020, 5, 20, 4, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def advance(self, **step: float) -> None:
        self.instant += timedelta(**step)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def telegram(clock: StandingClock) -> Telegram:
    telegram = Telegram(clock.now)
    telegram.add_person(User(id=AIGUL, is_bot=False, first_name="Айгүл", language_code="kk"), "+77000000001")
    telegram.add_person(User(id=DANIYAR, is_bot=False, first_name="Данияр", language_code="ru"), "+77000000002")
    return telegram


@pytest.fixture
def bot(telegram: Telegram) -> Bot:
    return Bot(telegram.token, session=InMemorySession(telegram))


@pytest.fixture
def started(telegram: Telegram) -> Telegram:
    """Aigul has started the bot, and the bot has taken note."""
    telegram.write(AIGUL, "/start")
    telegram.queue.waiting.clear()
    return telegram
