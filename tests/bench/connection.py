"""HTTP/1.1 as a bot's client speaks it, and no more: a whole web server would cost as much as the bots it serves."""

import asyncio
import re
from collections.abc import Callable
from typing import cast

Reply = Callable[[bytes], None]
Call = Callable[[str, bytes, Reply], None]

END_OF_HEAD = b"\r\n\r\n"
LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
REFUSED = re.compile(rb'{"ok":false,"error_code":(\d+)')
ANSWER = b"HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"


class Connection(asyncio.Protocol):
    """One kept-alive connection; hands on the Bot API method named last in the path, with the body as it came.

    A body must announce its length: clients send everything but files so.
    """

    def __init__(self, call: Call) -> None:
        self._call = call
        self._received = bytearray()
        self._transport: asyncio.Transport

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        self._received += data
        while (end := self._received.find(END_OF_HEAD)) >= 0:
            head = bytes(self._received[:end])
            start = end + len(END_OF_HEAD)
            length = LENGTH.search(head)
            stop = start + (int(length[1]) if length else 0)
            if len(self._received) < stop:
                return
            body = bytes(self._received[start:stop])
            del self._received[:stop]
            try:
                self._call(head.split(b" ", 2)[1].rpartition(b"/")[2].decode(), body, self._reply)
            except ConnectionAbortedError:
                self._transport.abort()
                return

    def _reply(self, content: bytes) -> None:
        if not self._transport.is_closing():
            refused = REFUSED.match(content)
            self._transport.write(ANSWER % (refused[1] + b" Refused" if refused else b"200 OK", len(content), content))
