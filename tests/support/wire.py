"""A wire to a server that can be cut, and mended again."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from sqlalchemy.engine import URL


class Wire:
    """Everything that goes to a port of this machine goes on to the server, until it is cut."""

    def __init__(self, server: URL) -> None:
        self._server = server
        self._listener: asyncio.Server | None = None
        self._port = 0
        self._open: set[asyncio.StreamWriter] = set()

    @property
    def url(self) -> URL:
        return self._server.set(host="127.0.0.1", port=self._port)

    async def mend(self) -> None:
        self._listener = await asyncio.start_server(self._carry, "127.0.0.1", self._port)
        self._port = self._listener.sockets[0].getsockname()[1]

    async def cut(self) -> None:
        """Whoever is connected is cut off, and nobody gets through."""
        if self._listener is not None:
            self._listener.close()
            self._listener = None
        for writer in [*self._open]:
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there, back = await asyncio.open_connection(self._server.host, self._server.port)
        self._open |= {writer, back}
        await asyncio.gather(self._pass_on(reader, back), self._pass_on(there, writer))
        self._open -= {writer, back}

    async def _pass_on(self, source: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while piece := await source.read(65536):
                writer.write(piece)
                await writer.drain()
        writer.transport.abort()


@asynccontextmanager
async def wire_to(server: URL) -> AsyncIterator[Wire]:
    wire = Wire(server)
    await wire.mend()
    try:
        yield wire
    finally:
        await wire.cut()
        await asyncio.sleep(0.05)  # what was carried ends
