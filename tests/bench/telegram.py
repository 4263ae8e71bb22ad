"""What one bot sees of Telegram: people tap a button of a message they have, and the bot's calls answer the taps.

Updates, messages and results are as long as real ones: parsing them is a good part of a bot's work.
"""

import asyncio
import json
import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from tests.bench.checklist import Edit
from tests.bench.http import Connection, Reply

BOT = {"id": 100200300, "is_bot": True, "first_name": "Грант көмекшісі", "username": "grant_bench_bot"}
MOST_AT_ONCE = 100
TRUE = b'{"ok":true,"result":true}'
UNKNOWN = b'{"ok":false,"error_code":404,"description":"Not Found: method not found"}'
# Parameters in a body, whether it is a form or JSON.
OFFSET = re.compile(rb"\boffset\W+(\d+)")
TIMEOUT = re.compile(rb"\btimeout\W+(\d+)")
MESSAGE_ID = re.compile(rb"\bmessage_id\W+(\d+)")
QUERY_ID = re.compile(rb"\bcallback_query_id\W+(\d+)")
CHAT_ID = re.compile(rb"\bchat_id\W+(\d+)")
ADDRESS = re.compile(rb"\b(?:chat|message)_id\W+\d+")


@dataclass(slots=True)
class Tap:
    """Its number is the id of its update, its query and its message, so that both calls find it."""

    number: int
    person_id: int
    made: float
    edited: bool = False
    answered: bool = False


def _ok(result: object) -> bytes:
    return json.dumps({"ok": True, "result": result}).encode()


def _template(value: object) -> bytes:
    """JSON with %(number)d and %(person)d filled in later; they stand in `value` as the strings "#number", "#person"."""
    text = json.dumps(value).replace("%", "%%")
    for name in ("number", "person"):
        text = text.replace(f'"#{name}"', f"%({name})d").replace(f"#{name}", f"%({name})d")
    return text.encode()


def _message(text: str, keyboard: object) -> dict[str, object]:
    return {
        "message_id": "#number",
        "from": BOT,
        "chat": {"id": "#person", "first_name": "Айгүл", "last_name": "Серікова", "type": "private"},
        "date": 1589947200,
        "text": text,
        "reply_markup": keyboard,
    }


def _update(payload: str) -> bytes:
    rows = [[{"text": f"Мәзірдің {row}-батырмасы", "callback_data": payload}] for row in range(1, 7)]
    person = {"id": "#person", "is_bot": False, "first_name": "Айгүл", "last_name": "Серікова", "language_code": "kk"}
    query = {
        "id": "#number#",
        "from": person,
        "message": _message("Мемлекеттік гранттар конкурсы, өтінімдер қабылданып жатыр. " * 6, {"inline_keyboard": rows}),
        "chat_instance": "-3141592653589793238",
        "data": payload,
    }
    return _template({"update_id": "#number", "callback_query": query})


class Telegram:
    """Serves one bot. `on_done` hears of every tap that was answered rightly; the rest stay in `under_way`."""

    def __init__(self, payload: str, is_right: Callable[[Edit], bool]) -> None:
        loop = asyncio.get_running_loop()
        self.ready: asyncio.Future[float] = loop.create_future()
        """The moment of the first getUpdates."""
        self.last_edit: asyncio.Future[Edit] = loop.create_future()
        """The first right one, for whoever wants to make the same."""
        self.faults: Counter[str] = Counter()
        self.under_way: dict[int, Tap] = {}
        self.answered = 0
        self.on_done: Callable[[Tap], None] = lambda _: None
        self._is_right = is_right
        self._update = _update(payload)
        self._results: dict[bytes, bytes | None] = {}
        self._updates: deque[tuple[int, bytes]] = deque()
        self._poll: Reply | None = None
        self._poll_end: asyncio.TimerHandle | None = None
        self._number = 0

    # the people's side

    def tap(self, person_id: int) -> None:
        self._number += 1
        update = self._update % {b"number": self._number, b"person": person_id}
        self._updates.append((self._number, update))
        self.under_way[self._number] = Tap(self._number, person_id, perf_counter())
        self._deliver()

    # the bot's side

    def call(self, method: str, body: bytes, reply: Reply) -> None:
        match method:
            case "getUpdates":
                self._get_updates(body, reply)
            case "editMessageText":
                self._edit(body, reply)
            case "answerCallbackQuery":
                self._answer(body, reply)
            case "getMe":
                reply(_ok(BOT))
            case "getMyCommands":
                reply(_ok([]))
            case "getMyDescription":
                reply(_ok({"description": ""}))
            case "getMyShortDescription":
                reply(_ok({"short_description": ""}))
            case "deleteWebhook" | "setMyCommands" | "setMyDescription" | "setMyShortDescription":
                reply(TRUE)
            case _:
                self.faults[f"called {method}"] += 1
                reply(UNKNOWN)

    def _get_updates(self, body: bytes, reply: Reply) -> None:
        if not self.ready.done():
            self.ready.set_result(perf_counter())
        if offset := OFFSET.search(body):
            while self._updates and self._updates[0][0] < int(offset[1]):
                self._updates.popleft()
        timeout = TIMEOUT.search(body)
        self._poll = reply
        self._poll_end = asyncio.get_running_loop().call_later(int(timeout[1]) if timeout else 0, self._end_poll)
        if self._updates:
            self._deliver()

    def _deliver(self) -> None:
        if self._poll is not None:
            self._end_poll([update for _, update in list(self._updates)[:MOST_AT_ONCE]])

    def _end_poll(self, updates: Sequence[bytes] = ()) -> None:
        assert self._poll is not None
        assert self._poll_end is not None
        self._poll_end.cancel()
        reply, self._poll = self._poll, None
        reply(b'{"ok":true,"result":[%s]}' % b",".join(updates))

    def _edit(self, body: bytes, reply: Reply) -> None:
        what = ADDRESS.sub(b"", body)
        if what not in self._results:
            self._results[what] = self._judge(Edit.read(body))
        result = self._results[what]
        number, person = MESSAGE_ID.search(body), CHAT_ID.search(body)
        if result is None or number is None or person is None:
            self.faults["wrong edit"] += 1
            reply(UNKNOWN)
            return
        reply(result % {b"number": int(number[1]), b"person": int(person[1])})
        if tap := self.under_way.get(int(number[1])):
            tap.edited = True
            self._see_whether_done(tap)

    def _judge(self, edit: Edit) -> bytes | None:
        """The result of a right edit."""
        if not self._is_right(edit):
            return None
        if not self.last_edit.done():
            self.last_edit.set_result(edit)
        message = _message(edit.text, json.loads(edit.reply_markup)) | {"edit_date": 1589947260}
        return _template({"ok": True, "result": message})

    def _answer(self, body: bytes, reply: Reply) -> None:
        reply(TRUE)
        number = QUERY_ID.search(body)
        if number and (tap := self.under_way.get(int(number[1]))):
            tap.answered = True
            self._see_whether_done(tap)

    def _see_whether_done(self, tap: Tap) -> None:
        if tap.edited and tap.answered:
            del self.under_way[tap.number]
            self.answered += 1
            self.on_done(tap)


@asynccontextmanager
async def serve(telegram: Telegram) -> AsyncIterator[str]:
    """Serves on a free port of this machine alone and gives the base address."""
    server = await asyncio.get_running_loop().create_server(partial(Connection, telegram.call), "127.0.0.1", 0)
    async with server:
        yield "http://127.0.0.1:{}".format(server.sockets[0].getsockname()[1])
