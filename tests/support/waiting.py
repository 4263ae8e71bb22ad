"""Waiting for what happens inside the bot: until it has happened, however busy the machine is, and no longer."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 60.0
"""Seconds after which it will not happen any more. Nobody waits so long unless something is broken."""
LOOK_AGAIN = 0.005


async def until(condition: Callable[[], object]) -> None:
    """Until something holds that raises no event of its own."""
    async with asyncio.timeout(PATIENCE):
        while not condition():  # noqa: ASYNC110
            await asyncio.sleep(LOOK_AGAIN)


async def until_found(look: Callable[[], Awaitable[object]]) -> None:
    """The same, where it takes a question to the database or over HTTP."""
    async with asyncio.timeout(PATIENCE):
        while not await look():  # noqa: ASYNC110
            await asyncio.sleep(LOOK_AGAIN)


async def everybody_waits() -> None:
    """Until whoever could go on has come as far as they get: turns of the loop, no time."""
    for _ in range(20):
        await asyncio.sleep(0)
