"""The demo page's own API: what the phones do, the clock, and starting afresh."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from aiohttp import web
from aiohttp.typedefs import Handler

from bot.demo.clock import DemoClock
from bot.demo.example.loading import load_example
from bot.demo.page.commands import (
    BlockCommand,
    Body,
    EditCommand,
    ForwardCommand,
    LanguageCommand,
    LocationCommand,
    MoveClock,
    SendCommand,
    StartCommand,
    StickerCommand,
    TapCommand,
    read,
    read_form,
)
from bot.demo.page.events import Listener
from bot.demo.page.outbox import NOTHING, look_into
from bot.demo.page.phones import DemoPhone
from bot.demo.page.snapshot import snapshot
from bot.demo.refusal import Hindrance, NotPossibleError
from bot.demo.state.world import Json
from bot.demo.telegram import Telegram
from storage.database import Database

STATIC = Path(__file__).parent / "static"
START_SECONDS = 10
"""What a bot that starts afresh is waited for."""
NEVER_STORED = {"Cache-Control": "no-store"}


class DemoPage:
    """`reset` starts the demo afresh; `zone` is the one in which the clock is shown."""

    def __init__(
        self,
        telegram: Telegram,
        clock: DemoClock,
        phones: Iterable[DemoPhone],
        reset: Callable[[], Awaitable[None]],
        zone: str = "Asia/Almaty",
    ) -> None:
        self.telegram = telegram
        self.clock = clock
        self.phones = {phone.id: phone for phone in phones}
        self.names = {phone.user.id: phone.id for phone in self.phones.values()}
        self.start_afresh = reset
        self.zone = ZoneInfo(zone)
        self.listeners: set[Listener] = set()
        self.database: Database | None = None
        """The bot's, to look into, as long as a bot runs."""
        for phone in self.phones.values():
            if phone.user.id not in telegram.people:
                telegram.add_person(phone.user, phone.phone_number)

    def add_routes(self, app: web.Application) -> None:
        app.add_routes(
            [
                web.get("/", self.index),
                web.get("/static/{name}", self.static),
                web.get("/demo/events", self.events),
                web.get("/demo/state", self.state),
                web.get("/demo/outbox", self.outbox),
                web.get("/demo/files/{file_id}", self.download),
                web.post("/demo/phones/{phone}/start", self.start),
                web.post("/demo/phones/{phone}/send", self.send),
                web.post("/demo/phones/{phone}/tap", self.tap),
                web.post("/demo/phones/{phone}/contact", self.contact),
                web.post("/demo/phones/{phone}/files", self.files),
                web.post("/demo/phones/{phone}/voice", self.voice),
                web.post("/demo/phones/{phone}/sticker", self.sticker),
                web.post("/demo/phones/{phone}/location", self.location),
                web.post("/demo/phones/{phone}/forward", self.forward),
                web.post("/demo/phones/{phone}/edit", self.edit),
                web.post("/demo/phones/{phone}/block", self.block),
                web.post("/demo/phones/{phone}/language", self.language),
                web.post("/demo/clock", self.move_clock),
                web.post("/demo/example", self.example),
                web.post("/demo/reset", self.reset),
            ]
        )
        app.middlewares.append(say_what_is_wrong)
        app.on_shutdown.append(self.close)

    async def close(self, _: web.Application) -> None:
        for listener in self.listeners:
            listener.close()

    # What the page shows.

    async def index(self, _: web.Request) -> web.StreamResponse:
        return _static_file("index.html")

    async def static(self, request: web.Request) -> web.StreamResponse:
        return _static_file(request.match_info["name"])

    async def state(self, _: web.Request) -> web.Response:
        return web.json_response(self.snapshot())

    def snapshot(self) -> Json:
        return snapshot(self.telegram, self.clock, self.zone, self.phones.values())

    async def outbox(self, _: web.Request) -> web.Response:
        seen = await look_into(self.database, self.phones.values()) if self.database else NOTHING
        return web.json_response(seen, headers=NEVER_STORED)

    async def events(self, request: web.Request) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "text/event-stream", **NEVER_STORED})
        await response.prepare(request)
        listener = Listener()
        self.listeners.add(listener)
        self.telegram.observers.append(listener)
        try:
            await listener.tell(response, self.snapshot, self.names)
        except ConnectionError:
            return response  # the page was closed
        finally:
            self.telegram.observers.remove(listener)
            self.listeners.discard(listener)
        return response

    async def download(self, request: web.Request) -> web.Response:
        stored = self.telegram.files.by_id.get(request.match_info["file_id"])
        if stored is None:
            raise NotPossibleError("there is no such file")
        shown = stored.mime_type.startswith(("image/", "video/", "audio/")) and "svg" not in stored.mime_type
        disposition = f"{'inline' if shown else 'attachment'}; filename*=UTF-8''{quote(stored.name)}"
        headers = {"Content-Type": stored.mime_type, "Content-Disposition": disposition}
        return web.Response(body=stored.data, headers=headers)

    # What the phones do.

    async def start(self, request: web.Request) -> web.Response:
        phone, start = self._phone(request), await read(request, StartCommand)
        self.telegram.unblock(phone.user.id)
        self.telegram.write(phone.user.id, f"/start {start.parameter}" if start.parameter else "/start")
        return web.json_response({})

    async def send(self, request: web.Request) -> web.Response:
        phone, send = self._phone(request), await read(request, SendCommand)
        self.telegram.write(phone.user.id, send.text, reply_to=send.reply_to)
        return web.json_response({})

    async def tap(self, request: web.Request) -> web.Response:
        phone, tap = self._phone(request), await read(request, TapCommand)
        query_id = self.telegram.tap(phone.user.id, tap.message_id, tap.row, tap.column)
        return web.json_response({"callback_query_id": query_id})

    async def contact(self, request: web.Request) -> web.Response:
        phone, _ = self._phone(request), await read(request, Body)
        self.telegram.share_contact(phone.user.id)
        return web.json_response({})

    async def files(self, request: web.Request) -> web.Response:
        """One file, or several as an album."""
        phone, (upload, files) = self._phone(request), await read_form(request)
        if len(files) == 1:
            self.telegram.send_file(phone.user.id, *files[0], upload.caption, reply_to=upload.reply_to)
        else:
            self.telegram.send_album(phone.user.id, files, upload.caption, reply_to=upload.reply_to)
        return web.json_response({})

    async def voice(self, request: web.Request) -> web.Response:
        phone, (upload, (file, *_)) = self._phone(request), await read_form(request)
        self.telegram.send_voice(
            phone.user.id, file.data, upload.duration, name=file.name, caption=upload.caption, reply_to=upload.reply_to
        )
        return web.json_response({})

    async def sticker(self, request: web.Request) -> web.Response:
        phone, sticker = self._phone(request), await read(request, StickerCommand)
        self.telegram.send_sticker(phone.user.id, sticker.emoji, reply_to=sticker.reply_to)
        return web.json_response({})

    async def location(self, request: web.Request) -> web.Response:
        phone, place = self._phone(request), await read(request, LocationCommand)
        self.telegram.send_location(phone.user.id, place.latitude, place.longitude, reply_to=place.reply_to)
        return web.json_response({})

    async def forward(self, request: web.Request) -> web.Response:
        """Out of the chat with the bot and into it."""
        phone, forward = self._phone(request), await read(request, ForwardCommand)
        self.telegram.forward(phone.user.id, forward.message_id)
        return web.json_response({})

    async def edit(self, request: web.Request) -> web.Response:
        phone, edit = self._phone(request), await read(request, EditCommand)
        if (edit.text is None) == (edit.caption is None):
            raise NotPossibleError("say either text or caption")
        if edit.text is not None:
            self.telegram.edit(phone.user.id, edit.message_id, edit.text)
        elif edit.caption is not None:
            self.telegram.edit_caption(phone.user.id, edit.message_id, edit.caption)
        return web.json_response({})

    async def block(self, request: web.Request) -> web.Response:
        phone, block = self._phone(request), await read(request, BlockCommand)
        act = self.telegram.block if block.blocked else self.telegram.unblock
        act(phone.user.id)
        return web.json_response({})

    async def language(self, request: web.Request) -> web.Response:
        phone, language = self._phone(request), await read(request, LanguageCommand)
        self.telegram.set_language(phone.user.id, language.language_code)
        return web.json_response({})

    def _phone(self, request: web.Request) -> DemoPhone:
        name = request.match_info["phone"]
        if name not in self.phones:
            raise NotPossibleError(f"there is no phone named {name}")
        return self.phones[name]

    # The demo as a whole.

    async def move_clock(self, request: web.Request) -> web.Response:
        move = await read(request, MoveClock)
        if (move.advance is None) == (move.to is None):
            raise NotPossibleError("say either advance, in seconds, or to, a moment")
        try:
            if move.to is not None:
                self.clock.move_to(move.to)
            elif move.advance is not None:
                self.clock.advance(timedelta(seconds=move.advance))
        except (OverflowError, ValueError):
            raise NotPossibleError("the clock does not reach that far", Hindrance.OUT_OF_REACH) from None
        self.telegram.changed(None)
        return web.json_response({})

    async def example(self, request: web.Request) -> web.Response:
        """Fills in forms for the first phone, and starts the bot there, so that they are three taps away."""
        await read(request, Body)
        with suppress(TimeoutError):
            async with asyncio.timeout(START_SECONDS):
                while self.database is None:  # noqa: ASYNC110 - whoever starts the bot sets it
                    await asyncio.sleep(0.05)
        if self.database is None:
            raise NotPossibleError("the bot is just starting", Hindrance.STARTING)
        applicant = next(iter(self.phones.values())).user.id
        await load_example(self.database, applicant, self.clock.now())
        self.telegram.unblock(applicant)
        self.telegram.write(applicant, "/start")
        return web.json_response({})

    async def reset(self, request: web.Request) -> web.Response:
        await read(request, Body)
        await self.start_afresh()
        return web.json_response({})


def _static_file(name: str) -> web.StreamResponse:
    path = STATIC / name
    if path.parent != STATIC or not path.is_file():
        raise web.HTTPNotFound
    return web.FileResponse(path, headers=NEVER_STORED)


@web.middleware
async def say_what_is_wrong(request: web.Request, handler: Handler) -> web.StreamResponse:
    """What a person cannot do is a 400 with one sentence."""
    try:
        return await handler(request)
    except NotPossibleError as reason:
        return web.json_response({"error": str(reason), "fault": reason.hindrance.value}, status=400)
