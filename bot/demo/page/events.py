"""Server-Sent Events: what an open page is told, and when."""

import asyncio
import json
from collections.abc import Callable, Mapping
from typing import Any

from aiohttp import web

from bot.demo.state.world import CallbackAnswer, Json, Observer

SECONDS_BETWEEN_STATES = 0.04
HEARTBEAT_SECONDS = 10.0


class Listener(Observer):
    """One open page, and what it has not been told yet."""

    def __init__(self) -> None:
        self.news = asyncio.Event()
        self.answers: list[CallbackAnswer] = []
        self.closing = False

    def changed(self, chat_id: int | None) -> None:  # noqa: ARG002 - the page draws the whole state
        self.news.set()

    def answered(self, answer: CallbackAnswer) -> None:
        self.answers.append(answer)
        self.news.set()

    def close(self) -> None:
        self.closing = True
        self.news.set()

    async def tell(self, response: web.StreamResponse, state: Callable[[], Json], phones: Mapping[int, str]) -> None:
        """Writes until the page is closed; changes that come close together make one state."""
        await response.write(_event("state", state()))
        while not self.closing:
            try:
                async with asyncio.timeout(HEARTBEAT_SECONDS):
                    await self.news.wait()
            except TimeoutError:
                await response.write(b":\n\n")
                continue
            self.news.clear()
            answers, self.answers = self.answers, []
            for answer in answers:
                if answer.user_id in phones:
                    await response.write(_event("answer", _told(answer, phones[answer.user_id])))
            await response.write(_event("state", state()))
            await asyncio.sleep(SECONDS_BETWEEN_STATES)


def _event(name: str, content: Any) -> bytes:
    return f"event: {name}\ndata: {json.dumps(content)}\n\n".encode()


def _told(answer: CallbackAnswer, phone: str) -> Json:
    return {
        "phone": phone,
        "callback_query_id": answer.callback_query_id,
        "message_id": answer.message_id,
        "text": answer.text,
        "show_alert": answer.show_alert,
        "url": answer.url,
    }
