"""Several of this bot over one PostgreSQL, and a Telegram that brings updates to any of them."""

import asyncio
import random
import socket
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from aiohttp import ClientError, ClientSession, ClientTimeout

from bot.telegram.webhook import SECRET_HEADER, secret_of
from storage.database import Database
from tests.bench.connection import Reply
from tests.bench.contestants import CONTENT, TOKEN, BenchError, environment
from tests.bench.postbox import Postbox
from tests.bench.queues import Scene
from tests.bench.telegram import NUMBERS, QUERY_ID, UPDATE, Tap

OK = b'{"ok":true,"result":true}'
ADDRESS = "http://127.0.0.1/updates"
AGAIN_SECONDS = 0.05
ANSWER_SECONDS = 60.0
SECONDS_TO_START = 300.0


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])


class BalancedTelegram(Postbox):
    """Brings each update to one of the replicas, to another where that refuses; knows in which order they answer."""

    def __init__(self) -> None:
        super().__init__()
        self.ports: list[int] = []
        self.brought: set[asyncio.Task[None]] = set()
        self.answers: defaultdict[int, list[int]] = defaultdict(list)
        """Of each person, the taps that were answered, as they were answered."""
        self.last: dict[int, str] = {}
        """What each person tapped last."""
        self._of: dict[int, int] = {}
        self._session: ClientSession | None = None

    def call(self, method: str, body: bytes, reply: Reply) -> None:
        if method == "answerCallbackQuery" and (found := QUERY_ID.search(body)):
            number = int(found[1])
            if number in self._of:  # else it was left in the inbox by those who served before
                self.answers[self._of[number]].append(number)
        if method in {"setWebhook", "setMyCommands", "deleteMyCommands"}:
            reply(OK)
        else:
            super().call(method, body, reply)

    def bring(self, person_id: int, payload: str, ports: Sequence[int] = ()) -> int:
        """`ports`: whom it is brought to first. Returns the number of the tap."""
        number = next(NUMBERS)
        update = UPDATE % {b"number": number, b"person": person_id, b"payload": payload.encode()}
        self.under_way[number] = Tap(number, person_id, perf_counter())
        self._of[number] = person_id
        self.last[person_id] = payload
        task = asyncio.ensure_future(self._bring(update, [*ports] or random.sample(self.ports, len(self.ports))))
        self.brought.add(task)
        task.add_done_callback(self.brought.discard)
        return number

    def tap(self, person_id: int, payload: str) -> None:
        self.bring(person_id, payload)

    async def _bring(self, update: bytes, ports: Sequence[int]) -> None:
        if self._session is None:
            self._session = ClientSession(timeout=ClientTimeout(total=ANSWER_SECONDS))
        headers = {SECRET_HEADER: secret_of(TOKEN), "Content-Type": "application/json"}
        while True:
            for port in ports:
                try:
                    address = f"http://127.0.0.1:{port}/updates"
                    async with self._session.post(address, data=update, headers=headers) as response:
                        if response.status == 200:
                            return
                except (ClientError, TimeoutError, OSError):
                    pass
            await asyncio.sleep(AGAIN_SECONDS)
            ports = random.sample(self.ports, len(self.ports))

    def out_of_order(self) -> int:
        """Taps first answered after one of the same person that was made later."""
        firsts = (dict.fromkeys(given) for given in self.answers.values())
        return sum(later < earlier for given in firsts for earlier, later in pairwise(given))

    def answered_again(self) -> int:
        return sum(len(given) - len(set(given)) for given in self.answers.values())

    async def close(self) -> None:
        for task in self.brought:
            task.cancel()
        if self._session is not None:
            await self._session.close()


@dataclass(frozen=True)
class Place:
    """Where and when replicas are at work."""

    scene: Scene
    database: Database
    url: str
    """Of the database, as they are told it."""
    folder: Path


class Replica:
    """A process of its own, which can be killed and begun again at the same port; time goes on meanwhile."""

    def __init__(self, number: int, url: str, place: Place) -> None:
        self.port = free_port()
        self.log = place.folder / f"replica{number}.log"
        self._place, self._made = place, perf_counter()
        self._serves = 0
        """How often it has said so."""
        self._settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": url,
            "DATABASE_URL": place.url,
            "CONTENT_DIR": str(CONTENT),
            "WEBHOOK_URL": ADDRESS,
            "WEBHOOK_PORT": str(self.port),
        }
        self.process: asyncio.subprocess.Process | None = None

    async def begin(self) -> None:
        now = self._place.scene.now + timedelta(seconds=perf_counter() - self._made)
        with self.log.open("ab") as stream:
            self.process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "tests.bench.product",
                now.isoformat(),
                stdout=stream,
                stderr=stream,
                cwd=self._place.folder,
                env=environment(self._settings),
            )

    async def listens(self) -> None:
        end = perf_counter() + SECONDS_TO_START
        while perf_counter() < end:
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", self.port)
            except OSError:
                await asyncio.sleep(0.1)
            else:
                writer.close()
                if (said := self.log.read_bytes().count(b" serves contest ")) > self._serves:
                    self._serves = said
                    return
                await asyncio.sleep(0.1)
        raise BenchError(f"a replica does not begin: {self.log.read_text(encoding='utf-8')[-2000:]}")

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@asynccontextmanager
async def replicas(telegram: BalancedTelegram, number: int, url: str, place: Place) -> AsyncIterator[list[Replica]]:
    made = [Replica(each, url, place) for each in range(number)]
    try:
        for replica in made:
            await replica.begin()
        for replica in made:
            await replica.listens()
        telegram.ports = [replica.port for replica in made]
        yield made
    finally:
        for replica in made:
            await replica.kill()
        await telegram.close()
