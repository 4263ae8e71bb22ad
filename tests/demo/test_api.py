"""The Bot API over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

import pytest
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.types import (
    BufferedInputFile,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputMediaPhoto,
    MessageEntity,
)
from aiohttp import ClientSession, FormData

from bot.demo.api.server import serve
from bot.demo.telegram import Telegram
from tests.demo.conftest import AIGUL
from tests.support.conversation import PIXEL
from tests.support.waiting import PATIENCE, until


@pytest.fixture
async def url(started: Telegram) -> AsyncIterator[str]:
    async with serve(started) as url:
        yield url


@pytest.fixture
async def client(url: str, started: Telegram) -> AsyncIterator[ClientSession]:
    async with ClientSession(f"{url}/bot{started.token}/") as client:
        yield client


async def answer(client: ClientSession, method: str, **request: Any) -> tuple[int, dict[str, Any]]:
    async with client.post(method, **request) as response:
        return response.status, await response.json()


async def test_aiogram_over_http(url: str, started: Telegram) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(url))
    async with Bot(started.token, session=session).context() as bot:
        button = InlineKeyboardButton(text="a", callback_data="b")
        sent = await bot.send_message(
            AIGUL,
            "👍 a",
            entities=[MessageEntity(type="bold", offset=3, length=1)],
            reply_markup=InlineKeyboardMarkup(inline_keyboard=[[button]]),
        )
        assert sent.html_text == "👍 <b>a</b>"
        started.tap(AIGUL, sent.message_id, 0, 0)
        (update,) = await bot.get_updates(timeout=1, allowed_updates=["message", "callback_query"])
        assert update.callback_query is not None
        await update.callback_query.answer()
        document = await bot.send_document(AIGUL, BufferedInputFile("нысан".encode(), "нысан.txt"), caption="c")
        assert document.document is not None
        assert document.document.file_name == "нысан.txt"
        stream = await bot.download(document.document)
        assert stream is not None
        assert stream.read().decode() == "нысан"
        media = [InputMediaPhoto(media=BufferedInputFile(PIXEL, f"{name}.gif")) for name in "ab"]
        album = await bot.send_media_group(AIGUL, list(media))
        assert [len(message.photo or []) for message in album] == [1, 1]


MESSAGE = {"chat_id": AIGUL, "text": "<b>a</b>", "parse_mode": "HTML", "disable_notification": True}
KEYBOARD = {"inline_keyboard": [[{"text": "a", "url": "https://a.kz"}]]}


@pytest.mark.parametrize(
    "request_",
    [
        {"json": {**MESSAGE, "reply_markup": KEYBOARD}},
        {"data": {**{k: str(v) for k, v in MESSAGE.items()}, "reply_markup": json.dumps(KEYBOARD)}},
        {"params": {**{k: str(v) for k, v in MESSAGE.items()}, "reply_markup": json.dumps(KEYBOARD)}},
    ],
    ids=["json", "form", "address"],
)
async def test_ways_to_pass_parameters(client: ClientSession, request_: dict[str, Any]) -> None:
    status, body = await answer(client, "SENDMESSAGE", **request_)
    assert (status, body["ok"]) == (200, True)
    assert body["result"]["entities"] == [{"type": "bold", "offset": 0, "length": 1}]
    assert body["result"]["reply_markup"] == KEYBOARD


async def test_get_is_as_good_as_post(client: ClientSession) -> None:
    async with client.get("getMe") as response:
        assert (await response.json())["result"]["username"] == "grant_assistant_bot"


async def test_an_upload_in_the_field_itself(client: ClientSession) -> None:
    form = FormData({"chat_id": str(AIGUL)})
    form.add_field("document", b"abc", filename="a.txt", content_type="text/plain")
    _, body = await answer(client, "sendDocument", data=form)
    assert body["result"]["document"]["file_name"] == "a.txt"


@pytest.mark.parametrize(
    ("method", "parameters", "code", "description"),
    [
        ("sendMessage", {"text": "a"}, 400, "Bad Request: chat_id is empty"),
        ("sendMessage", {"chat_id": AIGUL}, 400, "Bad Request: message text is empty"),
        ("editMessageText", {"text": "a", "chat_id": AIGUL}, 400, "Bad Request: message identifier is not specified"),
        (
            "sendMessage",
            {"chat_id": AIGUL, "text": "a", "reply_markup": "{"},
            400,
            "Bad Request: can't parse reply keyboard markup JSON object",
        ),
        ("getUpdates", {"limit": "many"}, 400, 'Bad Request: wrong parameter "limit": Input should be a valid integer'),
        ("sendPigeon", {}, 404, "Not Found: method not found"),
        ("sendDice", {"chat_id": AIGUL}, 501, "Not Implemented: the local Telegram does not know sendDice"),
    ],
)
async def test_refusals(
    client: ClientSession, method: str, parameters: dict[str, Any], code: int, description: str
) -> None:
    status, body = await answer(client, method, json=parameters)
    assert (status, body["ok"], body["error_code"]) == (code, False, code)
    assert body["description"].startswith(description)


async def test_a_refusal_says_when_to_come_back(client: ClientSession, started: Telegram) -> None:
    started.faults.too_many_requests(3)
    assert await answer(client, "getMe") == (
        429,
        {
            "ok": False,
            "error_code": 429,
            "description": "Too Many Requests: retry after 3",
            "parameters": {"retry_after": 3},
        },
    )


async def test_a_wrong_token(url: str) -> None:
    async with ClientSession() as client:
        for path in ("bot1:wrong/getMe", "file/bot1:wrong/documents/file_1.bin"):
            async with client.get(f"{url}/{path}") as response:
                assert response.status == 401
                assert (await response.json())["description"] == "Unauthorized"


async def test_a_file_that_is_not_there(url: str, started: Telegram) -> None:
    async with ClientSession() as client, client.get(f"{url}/file/bot{started.token}/a/b") as response:
        assert response.status == 404


async def test_a_second_poll_ends_the_first(client: ClientSession, started: Telegram) -> None:
    async with asyncio.timeout(PATIENCE), asyncio.TaskGroup() as group:
        first = group.create_task(answer(client, "getUpdates", json={"timeout": 50}))
        await until(lambda: started.queue.poll)
        second = group.create_task(answer(client, "getUpdates", json={"timeout": 50}))
        await first
        started.write(AIGUL, "a")
    assert first.result()[1]["description"] == (
        "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
    )
    assert len(second.result()[1]["result"]) == 1


async def test_an_error_in_the_context_comes_out_as_it_is(started: Telegram) -> None:
    with pytest.raises(LookupError):
        async with serve(started):
            raise LookupError


async def test_a_port_that_is_taken(url: str, telegram: Telegram) -> None:
    with pytest.raises(OSError, match="address already in use"):
        async with serve(telegram, port=int(url.rpartition(":")[2])):
            pass
