"""Those who answer, in tests: consultants by the numbers that the announcement prints."""

from bot.app import App
from tests.support.conversation import Chats, Phone, deliver

CONSULTANT, COLLEAGUE = 7003, 7004
IBADULLAEV = "+77755915570"
"""Printed for Atyrau and Shymkent; he answers for Mangystau too."""
BORANBAEVA = "+77027963792"
"""Printed for Akmola."""
ERGALIEVA = "+77780107820"
"""Printed for Almaty region."""


def with_number(chats: Chats, user_id: int, number: str, name: str) -> Phone:
    """Somebody, in Russian, whose Telegram has this number."""
    return chats.person(user_id, "ru", name, number)


async def linked(chats: Chats, user_id: int, number: str, name: str, language: str = "Русский") -> Phone:
    """A consultant who has shared the own number."""
    phone = with_number(chats, user_id, number, name)
    await phone.begin(language)
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
