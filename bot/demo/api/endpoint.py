"""The Bot API over HTTP: `/bot<token>/<method>` and `/file/bot<token>/<path>`.

Source: Bot API, "Making requests".
"""

import asyncio
import json
from typing import Any

from aiogram.types import BufferedInputFile, InputFile
from aiohttp import web
from aiohttp.web_request import FileField

from bot.demo.api.parameters import method_named, read_method
from bot.demo.refusal import ConnectionLostError, NoAnswerError, RefusalError, bad_request
from bot.demo.state.files import LARGEST_UPLOAD
from bot.demo.telegram import Telegram

LARGEST_REQUEST = LARGEST_UPLOAD + 2**20
SILENCE = 3600.0
"""Seconds that a planned lack of an answer lasts, if the caller does not give up before."""


encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class BotApi:
    def __init__(self, telegram: Telegram) -> None:
        self.telegram = telegram

    def add_routes(self, app: web.Application) -> None:
        app.router.add_route("*", "/bot{token:[^/]+}/{method}", self.answer)
        app.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self.download)

    async def answer(self, request: web.Request) -> web.Response:
        status, content = 200, {"ok": True}
        try:
            self._check_token(request)
            method = method_named(request.match_info["method"])
            parameters, uploads = await _parameters(request)
            content["result"] = await self.telegram.perform(read_method(method, parameters, uploads))
        except RefusalError as refusal:
            status, content = refusal.code, refusal.body()
        except ConnectionLostError:
            return _hang_up(request)
        except NoAnswerError:
            await asyncio.sleep(SILENCE)
            return _hang_up(request)
        return web.Response(status=status, body=encode(content).encode(), content_type="application/json")

    async def download(self, request: web.Request) -> web.Response:
        try:
            self._check_token(request)
        except RefusalError as refusal:
            return web.json_response(refusal.body(), status=refusal.code)
        stored = self.telegram.files.by_path.get(request.match_info["path"])
        if stored is None:
            return web.json_response(RefusalError(404, "Not Found").body(), status=404)
        return web.Response(body=stored.data, content_type="application/octet-stream")

    def _check_token(self, request: web.Request) -> None:
        if request.match_info["token"] != self.telegram.token:
            raise RefusalError(401, "Unauthorized")


async def _parameters(request: web.Request) -> tuple[dict[str, Any], dict[str, InputFile]]:
    """Parameters of the address and of the body, and the files that came with them."""
    parameters: dict[str, Any] = dict(request.query)
    uploads: dict[str, InputFile] = {}
    if request.content_type == "application/json":
        if request.can_read_body:
            parameters |= await _json_body(request)
        return parameters, uploads
    try:
        form = await request.post()
    except web.HTTPRequestEntityTooLarge:
        raise RefusalError(413, "Request Entity Too Large") from None
    for name, value in form.items():
        if isinstance(value, FileField):
            uploads[name] = BufferedInputFile(value.file.read(), value.filename)
        else:
            parameters[name] = value
    return parameters, uploads


async def _json_body(request: web.Request) -> dict[str, Any]:
    try:
        body = await request.json()
    except ValueError:
        raise bad_request("can't parse JSON object") from None
    if not isinstance(body, dict):
        raise bad_request("object expected as the request's body")
    return body


def _hang_up(request: web.Request) -> web.Response:
    """Breaks the TCP connection; what is returned goes nowhere."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()
