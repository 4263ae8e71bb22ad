"""What one bot sees of Telegram: people tap buttons, and the bot's calls answer the taps.

Updates, messages and results are as long as real ones: parsing them is a good part of a bot's work.
"""

import asyncio
import itertools
import json
import re
from collections import Counter, deque
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from functools import partial
from time import perf_counter

from tests.bench.checklist import Edit
from tests.bench.connection import Connection, Reply

BOT = {"id": 100200300, "is_bot": True, "first_name": "Грант көмекшісі", "username": "grant_bench_bot"}
PERSON = {"id": "#person", "first_name": "Айгүл", "last_name": "Серікова"}
MOST_AT_ONCE = 100
NUMBERS = itertools.count(1)
"""Of updates; they go on from one server to the next, for a bot takes an update that it knows for a repetition."""
UNKNOWN = b'{"ok":false,"error_code":404,"description":"Not Found"}'
# Parameters in a body, whether it is a form or JSON.
OFFSET = re.compile(rb"\boffset\W+(\d+)")
TIMEOUT = re.compile(rb"\btimeout\W+(\d+)")
CHAT_ID = re.compile(rb"\bchat_id\W+(\d+)")
MESSAGE_ID = re.compile(rb"\bmessage_id\W+(\d+)")
QUERY_ID = re.compile(rb"\bcallback_query_id\W+(\d+)")
ADDRESS = re.compile(rb"\b(?:chat|message)_id\W+\d+")


@dataclass(slots=True)
class Tap:
    """Its number is the id of its update, its query and its message, so that both calls find it."""

    number: int
    person_id: int
    made: float
    edited: bool = False
    answered: bool = False


class Telegram:
    """Serves one bot. `on_done` hears of every tap that got both its calls; the others stay `under_way`."""

    def __init__(self, is_right: Callable[[Edit], bool] = lambda _: True) -> None:
        self.first_poll: float | None = None
        """The moment of the first getUpdates."""
        self.last_edit: Edit | None = None
        """The newest right one, of those that differ."""
        self.faults: Counter[str] = Counter()
        self.under_way: dict[int, Tap] = {}
        self.done = 0
        self.on_done: Callable[[Tap], None] = lambda _: None
        self._is_right = is_right
        self._results: dict[bytes, bytes | None] = {}
        self._updates: deque[tuple[int, bytes]] = deque()
        self._poll: Reply | None = None
        self._poll_end: asyncio.TimerHandle | None = None

    def tap(self, person_id: int, payload: str) -> None:
        number = next(NUMBERS)
        update = UPDATE % {b"number": number, b"person": person_id, b"payload": payload.encode()}
        self._updates.append((number, update))
        self.under_way[number] = Tap(number, person_id, perf_counter())
        self._deliver()

    def await_first_poll(self) -> None:
        """Another process is about to start; the one before may have been killed."""
        self.first_poll = None

    def garbage(self, person_id: int) -> None:
        """Sends an update that no version can read: a message without its chat."""
        number = next(NUMBERS)
        update = b'{"update_id":%d,"message":{"message_id":1,"date":1,"from":{"id":%d}}}' % (number, person_id)
        self._updates.append((number, update))
        self._deliver()

    @property
    def waiting(self) -> int:
        """Updates that the bot has not confirmed."""
        return len(self._updates)

    def call(self, method: str, body: bytes, reply: Reply) -> None:
        """One call of the bot."""
        match method:
            case "getUpdates":
                self._get_updates(body, reply)
            case "editMessageText":
                self._edit(body, reply)
            case "answerCallbackQuery":
                self._answer(body, reply)
            case _ if method in AT_START:
                reply(AT_START[method])
            case _:
                self.faults[f"called {method}"] += 1
                reply(UNKNOWN)

    def _get_updates(self, body: bytes, reply: Reply) -> None:
        self.first_poll = self.first_poll or perf_counter()
        if offset := OFFSET.search(body):
            while self._updates and self._updates[0][0] < int(offset[1]):
                self._updates.popleft()
        if self._poll_end is not None:  # of a bot that was killed
            self._poll_end.cancel()
        timeout = TIMEOUT.search(body)
        self._poll = reply
        self._poll_end = asyncio.get_running_loop().call_later(int(timeout[1]) if timeout else 0, self._end_poll)
        if self._updates:
            self._deliver()

    def _deliver(self) -> None:
        if self._poll is not None:
            self._end_poll([update for _, update in list(self._updates)[:MOST_AT_ONCE]])

    def _end_poll(self, updates: Sequence[bytes] = ()) -> None:
        reply, end, self._poll = self._poll, self._poll_end, None
        assert reply is not None
        assert end is not None
        end.cancel()
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
        self.last_edit = edit
        message = _message(edit.text, json.loads(edit.reply_markup)) | {"edit_date": 1589947260}
        return _template({"ok": True, "result": message})

    def _answer(self, body: bytes, reply: Reply) -> None:
        reply(AT_START["setMyCommands"])
        number = QUERY_ID.search(body)
        if number and (tap := self.under_way.get(int(number[1]))):
            tap.answered = True
            self._see_whether_done(tap)

    def _see_whether_done(self, tap: Tap) -> None:
        if tap.edited and tap.answered:
            del self.under_way[tap.number]
            self.done += 1
            self.on_done(tap)


@asynccontextmanager
async def serve(telegram: Telegram) -> AsyncIterator[str]:
    """Serves on a free port of this machine alone and gives the base address."""
    server = await asyncio.get_running_loop().create_server(partial(Connection, telegram.call), "127.0.0.1", 0)
    async with server:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"


def _ok(result: object) -> bytes:
    return _json({"ok": True, "result": result}).encode()


def _json(value: object) -> str:
    """Without gaps, as the Bot API writes it."""
    return json.dumps(value, separators=(",", ":"))


AT_START = {
    "getMe": _ok(BOT),
    "getMyCommands": _ok([]),
    "getMyName": _ok({"name": ""}),
    "getMyDescription": _ok({"description": ""}),
    "getMyShortDescription": _ok({"short_description": ""}),
    **dict.fromkeys(
        ("deleteWebhook", "setMyCommands", "setMyName", "setMyDescription", "setMyShortDescription"), _ok(True)
    ),
}


def _message(text: str, keyboard: object) -> dict[str, object]:
    return {
        "message_id": "#number",
        "from": BOT,
        "chat": {**PERSON, "type": "private"},
        "date": 1589947200,
        "text": text,
        "reply_markup": keyboard,
    }


def _template(value: object) -> bytes:
    """JSON in which "#number" and "#person" are numbers to fill in, and "#payload" words."""
    text = _json(value).replace("%", "%%").replace("#payload", "%(payload)s")
    for name in ("number", "person"):
        text = text.replace(f'"#{name}"', f"%({name})d")
    return text.replace("#id", "%(number)d").encode()


UPDATE = _template(
    {
        "update_id": "#number",
        "callback_query": {
            "id": "#id",
            "from": {**PERSON, "is_bot": False, "language_code": "kk"},
            "message": _message(
                "Мемлекеттік гранттар конкурсы, өтінімдер қабылданып жатыр. " * 6,
                {
                    "inline_keyboard": [
                        [{"text": f"Мәзірдің {row}-жолы", "callback_data": "#payload"}] for row in range(6)
                    ]
                },
            ),
            "chat_instance": "-3141592653589793238",
            "data": "#payload",
        },
    }
)
