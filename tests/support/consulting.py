"""Those who answer, in tests: consultants by the numbers that the announcement prints, and staff."""

import pytest

from bot.app import App
from bot.delivery import rate_limit
from tests.support.conversation import Chats, Phone, deliver

STAFF = 9001
CONSULTANT = 7003
IBADULLAEV = "+77755915570"
"""Printed for Atyrau and Shymkent; he answers for Mangystau too."""
BORANBAEVA = "+77027963792"
"""Printed for Akmola."""


def without_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """Telegram's one message a second to a chat has tests of its own; elsewhere it would only take time."""
    monkeypatch.setattr(rate_limit, "SECONDS_BETWEEN_TWO_TO_ONE", 0.0)


def with_number(chats: Chats, user_id: int, number: str, name: str) -> Phone:
    """Somebody, in Russian, whose Telegram has this number."""
    return chats.person(user_id, "ru", name, number)


async def linked(chats: Chats, user_id: int, number: str, name: str) -> Phone:
    """A consultant who has shared the own number."""
    phone = with_number(chats, user_id, number, name)
    await phone.begin("Русский")
    await phone.send("/consultant")
    await phone.share_contact()
    return phone


async def ask(app: App, phone: Phone, words: str, region: str = "atyrau") -> None:
    """Sends a question, and what follows from it."""
    await phone.press(f"region:2020-repeat:{region}:0")
    await phone.press("askc:2020-repeat")
    await phone.send(words)
    await phone.press("askview:2020-repeat")
    await phone.tap(next(label for label in phone.buttons if label in {"Жіберу", "Отправить"}))
    await deliver(app)


def heard(phone: Phone, words: str) -> int:
    """How many messages say so."""
    return sum(words in (message.text or "") for message in phone.messages)
