"""What an applicant hides behind words: a consultant reads where it leads, and never takes it for the bot's."""

import pytest

from bot.app import App
from bot.demo.telegram import Telegram
from tests.support.conversation import PIXEL, Phone, deliver

ADDRESS = "https://evil.example/login?a=1&b=2"


@pytest.fixture
async def asking(applicant: Phone, consultant: Phone) -> Phone:
    assert consultant.messages
    await applicant.begin()
    await applicant.press("region:2020-repeat:atyrau:0")
    await applicant.press("askc:2020-repeat")
    return applicant


async def send_link(phone: Phone, text: str, words: str, address: str = ADDRESS) -> None:
    """A text some words of which are a link."""
    telegram: Telegram = phone.chats.telegram
    telegram.write(phone.id, text)
    hide(telegram, text, words, address)
    await phone.chats.settle()


def hide(telegram: Telegram, text: str, words: str, address: str, kind: str = "entities") -> None:
    """In the update that waits."""
    update = telegram.queue.waiting[-1]
    message = update.get("message") or update["edited_message"]
    message[kind] = [{"type": "text_link", "offset": text.index(words), "length": len(words), "url": address}]


def links(phone: Phone) -> list[str]:
    """Where words in a chat lead without saying so."""
    return [
        entity.url or ""
        for message in phone.messages
        for entity in (*(message.entities or ()), *(message.caption_entities or ()))
        if entity.type == "text_link" and "t.me" not in (entity.url or "")
    ]


async def send(app: App, phone: Phone) -> None:
    await phone.tap("Қарап шығу", "Жіберу")
    await deliver(app)


@pytest.mark.parametrize("length", [10, 3500])
async def test_a_consultant_reads_where_a_link_leads(app: App, asking: Phone, consultant: Phone, length: int) -> None:
    text = f"Осында {'а' * length} кіріңіз"
    await send_link(asking, text, "Осында")
    await send(app, asking)
    assert any(f"Осында ({ADDRESS})" in (message.text or "") for message in consultant.messages)
    assert links(consultant) == []
    await consultant.press("case:1")
    assert links(consultant) == []


async def test_what_says_itself_where_it_leads_is_said_once(app: App, asking: Phone, consultant: Phone) -> None:
    await send_link(asking, f"Көріңіз: {ADDRESS}", ADDRESS)
    await send(app, asking)
    assert consultant.text.count("evil.example") == 1


async def test_more_to_a_question_and_a_changed_message_hide_nothing_either(
    app: App, asking: Phone, consultant: Phone
) -> None:
    await asking.send("Мөр керек пе?")
    await send(app, asking)
    await asking.press("more:1")
    await send_link(asking, "Тағы бір сұрақ", "Тағы")
    app.clock.advance(minutes=1)  # type: ignore[attr-defined]
    await deliver(app)
    assert f"Тағы ({ADDRESS})" in consultant.text
    telegram = app.bot.session.telegram  # type: ignore[attr-defined]
    mine = next(message.message_id for message in asking.messages if message.text == "Тағы бір сұрақ")
    telegram.edit(asking.id, mine, "Енді осында")
    hide(telegram, "Енді осында", "осында", "https://worse.example")
    await asking.chats.settle()
    await deliver(app)
    assert "осында (https://worse.example)" in consultant.text
    assert links(consultant) == []


async def test_a_link_behind_a_caption_is_not_sent_on_and_that_is_said(
    app: App, telegram: Telegram, asking: Phone, consultant: Phone
) -> None:
    telegram.send_file(asking.id, "a.png", PIXEL, "image/png", "Осында кіріңіз")
    hide(telegram, "Осында кіріңіз", "Осында", ADDRESS, "caption_entities")
    await asking.chats.settle()
    assert "Сілтеме сөздің артында жасырылған" in asking.text
    await asking.send("Мөр керек пе?")
    await send(app, asking)
    await asking.press("more:1")
    telegram.send_file(asking.id, "a.png", PIXEL, "image/png", "Осында кіріңіз")
    hide(telegram, "Осында кіріңіз", "Осында", ADDRESS, "caption_entities")
    await asking.chats.settle()
    assert "Сілтеме сөздің артында жасырылған" in asking.text
    await deliver(app)
    assert not [message for message in consultant.messages if message.photo]


async def test_whoever_answers_no_more_changes_no_answer(
    app: App, asking: Phone, consultant: Phone, owner: Phone
) -> None:
    await asking.send("Мөр керек пе?")
    await send(app, asking)
    await consultant.press("reply:1")
    await consultant.send("Керек емес")
    mine = consultant.messages[-2].message_id
    await owner.press(f"unlink:2020-repeat:ibadullaev:{consultant.id}")
    await deliver(app)
    before = len(asking.messages)
    await consultant.edit(mine, "Ақша жіберіңіз")
    await deliver(app)
    assert len(asking.messages) == before
