"""An applicant who writes a question to the consultant of a region."""

from tests.support.conversation import Phone


def latest(phone: Phone, words: str) -> int:
    """The last message that says so."""
    return next(message.message_id for message in reversed(phone.messages) if words in (message.text or ""))


async def choose_region(phone: Phone, name: str = "Атырау") -> None:
    await phone.send("/start")
    await phone.tap("Кеңесші")
    if "Сұрақтарым" not in phone.buttons:
        await phone.send(name)


async def ask(phone: Phone, *words: str) -> None:
    await phone.tap("Кеңесшіге сұрақ жазу")
    for each in words:
        await phone.send(each)
    await phone.tap("Қарап шығу", "Жіберу")
