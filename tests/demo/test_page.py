"""The demo page's own API."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterable
from datetime import datetime
from typing import Any

import pytest
from aiogram import Bot
from aiogram.types import (
    BotCommand,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    Update,
)
from aiohttp import ClientSession, FormData

from bot.demo.api.server import serve
from bot.demo.api.session import InMemorySession
from bot.demo.clock import DemoClock
from bot.demo.page.page import DemoPage
from bot.demo.page.phones import DEMO_PHONES
from bot.demo.telegram import Telegram
from tests.demo.conftest import kind
from tests.support.conversation import PIXEL
from tests.support.waiting import PATIENCE

APPLICANT = DEMO_PHONES[0].user.id
File = tuple[str, bytes, str]
GIF: File = ("a.gif", PIXEL, "image/gif")
PDF: File = ("устав.pdf", b"%PDF", "application/pdf")
KEYBOARD = InlineKeyboardMarkup(
    inline_keyboard=[
        [InlineKeyboardButton(text="a", callback_data="a"), InlineKeyboardButton(text="b", url="https://b.kz")]
    ]
)


@pytest.fixture
def demo_clock() -> DemoClock:
    return DemoClock(datetime.fromisoformat("2020-05-20T10:00+06:00"))


@pytest.fixture
def telegram(demo_clock: DemoClock) -> Telegram:
    return Telegram(demo_clock.now)


@pytest.fixture
def resets() -> list[str]:
    return []


@pytest.fixture
async def client(telegram: Telegram, demo_clock: DemoClock, resets: list[str]) -> AsyncIterator[ClientSession]:
    async def reset() -> None:
        resets.append("reset")
        telegram.reset()

    page = DemoPage(telegram, demo_clock, DEMO_PHONES, reset)
    async with serve(telegram, page=page) as url, ClientSession(url) as client:
        yield client


async def do(client: ClientSession, path: str, **body: Any) -> dict[str, Any]:
    async with client.post(f"/demo/{path}", json=body) as response:
        content: dict[str, Any] = await response.json()
        assert response.status == 200, content
        return content


def form_of(files: Iterable[File], fields: dict[str, str]) -> FormData:
    form = FormData(fields, quote_fields=False)
    for name, data, content_type in files:
        form.add_field("file", data, filename=name, content_type=content_type)
    return form


async def upload(client: ClientSession, path: str, *files: File, **fields: str) -> None:
    async with client.post(f"/demo/phones/applicant/{path}", data=form_of(files, fields)) as response:
        assert response.status == 200, await response.text()


async def state(client: ClientSession) -> dict[str, Any]:
    async with client.get("/demo/state") as response:
        content: dict[str, Any] = await response.json()
        return content


async def phone(client: ClientSession, place: int = 0) -> dict[str, Any]:
    shown: dict[str, Any] = (await state(client))["phones"][place]
    return shown


async def test_the_first_state(client: ClientSession, telegram: Telegram) -> None:
    shown = await state(client)
    assert shown["clock"]["zone"] == "Asia/Almaty"
    assert shown["clock"]["now"].startswith("2020-05-20T10:00:0")
    assert shown["clock"]["now"].endswith("+06:00")
    assert shown["bot"]["id"] == telegram.bot["id"]
    assert [each["id"] for each in shown["phones"]] == ["applicant", "colleague", "consultant", "staff"]
    first = shown["phones"][0]
    assert (first["user"]["language_code"], first["blocked"], first["started"], first["typing"]) == (
        "kk",
        False,
        False,
        False,
    )
    assert (first["messages"], first["commands"], first["description"], first["reply_keyboard"]) == ([], [], "", None)


async def test_messages_have_the_form_of_the_bot_api(client: ClientSession, telegram: Telegram, bot: Bot) -> None:
    await do(client, "phones/applicant/start", parameter="topic_5")
    await bot.send_message(APPLICANT, "<b>👍</b> +77000000003", parse_mode="HTML", reply_markup=KEYBOARD)
    shown = await phone(client)
    assert shown["started"]
    assert shown["messages"][0]["text"] == "/start topic_5"
    messages = [Message.model_validate(message) for message in shown["messages"]]
    dumped = [message.model_dump(mode="json", by_alias=True, exclude_none=True) for message in messages]
    assert dumped == shown["messages"]
    assert messages == telegram.messages(APPLICANT)


async def test_what_a_phone_does(client: ClientSession, telegram: Telegram, bot: Bot) -> None:
    await do(client, "phones/applicant/start")
    sent = await bot.send_message(APPLICANT, "a", reply_markup=KEYBOARD)
    await do(client, "phones/applicant/send", text="b", reply_to=sent.message_id)
    answer = await do(client, "phones/applicant/tap", message_id=sent.message_id, row=0, column=0)
    await do(client, "phones/applicant/contact")
    await do(client, "phones/applicant/language", language_code="ru")
    await do(client, "phones/applicant/block", blocked=True)
    kinds = [kind(update) for update in telegram.queue.waiting]
    assert kinds == ["message", "message", "callback_query", "message", "my_chat_member"]
    assert telegram.queue.waiting[2]["callback_query"]["id"] == answer["callback_query_id"]
    shown = await phone(client)
    assert (shown["user"]["language_code"], shown["blocked"]) == ("ru", True)
    await do(client, "phones/applicant/start")
    assert not (await phone(client))["blocked"]


async def test_files_go_up_and_come_down(client: ClientSession) -> None:
    await upload(client, "files", PDF, caption="c")
    await upload(client, "files", GIF, caption="c")
    document, photo = (await phone(client))["messages"]
    async with client.get(f"/demo/files/{document['document']['file_id']}") as response:
        assert await response.read() == b"%PDF"
        assert response.content_type == "application/pdf"
        assert response.content_disposition is not None
        assert response.content_disposition.filename == "устав.pdf"
    async with client.get(f"/demo/files/{photo['photo'][-1]['file_id']}") as response:
        assert (await response.read(), response.content_type) == (PIXEL, "image/gif")


async def test_several_files_are_an_album(client: ClientSession, telegram: Telegram) -> None:
    question = telegram.write(APPLICANT, "a")
    await upload(client, "files", GIF, GIF, caption="c", reply_to=str(question))
    _, *album = (await phone(client))["messages"]
    assert [each.get("caption") for each in album] == ["c", None]
    assert len({each["media_group_id"] for each in album}) == 1
    assert {each["reply_to_message"]["message_id"] for each in album} == {question}


async def test_a_voice_message(client: ClientSession) -> None:
    await upload(client, "voice", ("voice.wav", b"RIFF", "audio/wav"), duration="2")
    (message,) = (await phone(client))["messages"]
    assert message["voice"]["duration"] == 2
    async with client.get(f"/demo/files/{message['voice']['file_id']}") as response:
        assert response.content_type.startswith("audio/")
        assert response.content_disposition is not None
        assert response.content_disposition.type == "inline"


async def test_stickers_places_and_what_is_sent_on(client: ClientSession, telegram: Telegram) -> None:
    question = telegram.write(APPLICANT, "a")
    await do(client, "phones/applicant/sticker", emoji="🙏", reply_to=question)
    await do(client, "phones/applicant/location", latitude=47.09, longitude=51.92)
    await do(client, "phones/applicant/forward", message_id=question)
    for update in telegram.queue.waiting:
        Update.model_validate(update)
    _, sticker, place, sent_on = (await phone(client))["messages"]
    assert (sticker["sticker"]["emoji"], sticker["reply_to_message"]["message_id"]) == ("🙏", question)
    assert place["location"] == {"latitude": 47.09, "longitude": 51.92}
    assert (sent_on["text"], sent_on["forward_origin"]["sender_user"]["id"]) == ("a", APPLICANT)


async def test_a_refusal_has_a_code_that_the_page_has_words_for(client: ClientSession) -> None:
    async with client.post("/demo/phones/applicant/send", json={"text": "a" * 4097}) as response:
        assert (await response.json())["fault"] == "text_too_long"
    async with client.post("/demo/phones/applicant/send", json={}) as response:
        assert (await response.json())["fault"] == "other"


async def test_own_messages_are_edited(client: ClientSession, telegram: Telegram) -> None:
    await do(client, "phones/applicant/send", text="a")
    await upload(client, "files", GIF, caption="b")
    text, photo = (await phone(client))["messages"]
    await do(client, "phones/applicant/edit", message_id=text["message_id"], text="c")
    await do(client, "phones/applicant/edit", message_id=photo["message_id"], caption="d")
    text, photo = (await phone(client))["messages"]
    assert (text["text"], photo["caption"]) == ("c", "d")
    assert [kind(update) for update in telegram.queue.waiting][2:] == ["edited_message", "edited_message"]


@pytest.mark.parametrize(
    ("path", "fields", "files", "error"),
    [
        ("files", {"caption": "a"}, [], "the form needs a file in a part named file"),
        ("files", {"reply_to": "a"}, [GIF], "reply_to: Input should be a valid integer"),
        ("files", {"reply_to": "99"}, [GIF], "there is no message 99 in this chat"),
        ("files", {}, [GIF] * 11, "an album holds 2 to 10 files"),
        ("voice", {"duration": "-1"}, [GIF], "duration: Input should be greater than or equal to 0"),
    ],
)
async def test_forms_that_are_refused(
    client: ClientSession, path: str, fields: dict[str, str], files: list[File], error: str
) -> None:
    async with client.post(f"/demo/phones/applicant/{path}", data=form_of(files, fields)) as response:
        assert response.status == 400
        assert (await response.json())["error"].startswith(error)


async def test_menu_and_keyboard(client: ClientSession, bot: Bot) -> None:
    await do(client, "phones/applicant/start")
    await bot.set_my_commands([BotCommand(command="help", description="Көмек")], language_code="kk")
    await bot.set_my_description("Сәлем", language_code="kk")
    keys = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="a", request_contact=True)]])
    await bot.send_message(APPLICANT, "a", reply_markup=keys)
    await bot.send_chat_action(APPLICANT, "typing")
    shown = await phone(client)
    assert shown["commands"] == [{"command": "help", "description": "Көмек"}]
    assert shown["description"] == "Сәлем"
    assert shown["reply_keyboard"] == {"keyboard": [[{"text": "a", "request_contact": True}]]}
    assert shown["typing"]
    assert (await phone(client, 1))["commands"] == []


async def test_the_clock_moves(client: ClientSession) -> None:
    await do(client, "clock", advance=86400)
    assert (await state(client))["clock"]["now"].startswith("2020-05-21T10:00:0")
    await do(client, "clock", to="2020-06-03T18:00:00+06:00")
    assert (await state(client))["clock"]["unix"] // 10 == 159118560


async def test_a_reset(client: ClientSession, resets: list[str]) -> None:
    await do(client, "phones/applicant/start")
    version = (await state(client))["version"]
    await do(client, "reset")
    shown = await state(client)
    assert resets == ["reset"]
    assert shown["version"] > version
    assert shown["phones"][0]["messages"] == []


@pytest.mark.parametrize(
    ("path", "body", "error"),
    [
        ("phones/nobody/start", {}, "there is no phone named nobody"),
        ("phones/applicant/send", {"text": " "}, "an empty message cannot be sent"),
        ("phones/applicant/send", {"text": "a", "reply_to": 99}, "there is no message 99 in this chat"),
        ("phones/applicant/send", {}, "text: Field required"),
        ("phones/applicant/tap", {"message_id": 99, "row": 0, "column": 0}, "there is no message 99 in this chat"),
        ("phones/applicant/language", {"language_code": "kazakh"}, "language_code: String should match"),
        ("phones/applicant/contact", {"extra": 1}, "extra: Extra inputs are not permitted"),
        ("phones/applicant/edit", {"message_id": 99, "text": "a"}, "there is no message 99 in this chat"),
        ("phones/applicant/edit", {"message_id": 99}, "say either text or caption"),
        ("phones/applicant/location", {"latitude": 91, "longitude": 0}, "latitude: Input should be less than"),
        ("phones/applicant/sticker", {"emoji": ""}, "emoji: String should have at least 1"),
        ("phones/applicant/forward", {"message_id": 99}, "there is no message 99 in this chat"),
        ("clock", {}, "say either advance, in seconds, or to, a moment"),
        ("clock", {"to": "2020-06-03T18:00:00"}, "to: Input should have timezone info"),
        ("clock", {"advance": 1e15}, "the clock does not reach that far"),
    ],
)
async def test_errors_are_one_sentence(client: ClientSession, path: str, body: dict[str, Any], error: str) -> None:
    async with client.post(f"/demo/{path}", json=body) as response:
        assert response.status == 400
        assert (await response.json())["error"].startswith(error)


@pytest.mark.parametrize("path", ["/static/nothing.js", "/static/..%2Fpage.py", "/demo/nothing"])
async def test_what_is_not_there(client: ClientSession, path: str) -> None:
    async with client.get(path) as response:
        assert response.status == 404


async def event(stream: Any) -> tuple[str, Any]:
    name = (await stream.readline()).decode().removeprefix("event: ").strip()
    data = (await stream.readline()).decode().removeprefix("data: ")
    await stream.readline()
    return name, json.loads(data)


async def test_events(client: ClientSession, bot: Bot) -> None:
    async with asyncio.timeout(PATIENCE), client.get("/demo/events") as response:
        assert response.content_type == "text/event-stream"
        name, content = await event(response.content)
        assert (name, content["phones"][0]["messages"]) == ("state", [])
        await do(client, "phones/applicant/start")
        name, content = await event(response.content)
        assert (name, content["phones"][0]["messages"][0]["text"]) == ("state", "/start")
        sent = await bot.send_message(APPLICANT, "a", reply_markup=KEYBOARD)
        await event(response.content)
        tapped = await do(client, "phones/applicant/tap", message_id=sent.message_id, row=0, column=0)
        await bot.answer_callback_query(tapped["callback_query_id"], text="done", show_alert=True)
        assert await event(response.content) == (
            "answer",
            {
                "phone": "applicant",
                "callback_query_id": tapped["callback_query_id"],
                "message_id": sent.message_id,
                "text": "done",
                "show_alert": True,
                "url": None,
            },
        )


async def test_many_changes_make_few_events(client: ClientSession, bot: Bot) -> None:
    """At most 25 states a second, and the last one shows everything."""
    await do(client, "phones/applicant/start")
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group, client.get("/demo/events") as response:
        begin = time.monotonic()

        async def send() -> None:
            for number in range(50):
                await bot.send_message(APPLICANT, str(number))
                await asyncio.sleep(0.002)

        group.create_task(send())
        states = 0
        messages: list[Any] = []
        while len(messages) < 51:
            _, content = await event(response.content)
            messages = content["phones"][0]["messages"]
            states += 1
        assert states <= 3 + (time.monotonic() - begin) * 25


@pytest.fixture
def bot(telegram: Telegram) -> Bot:
    return Bot(telegram.token, session=InMemorySession(telegram))
