"""Waiting for what happens inside the bot: until it has happened, however busy the machine is, and no longer."""

import asyncio
from collections.abc import Awaitable, Callable

PATIENCE = 60.0
"""Seconds after which it will not happen any more. Nobody waits so long unless something is broken."""
LOOK_AGAIN = 0.005
LOOKS = round(PATIENCE / LOOK_AGAIN)
"""After which it will not happen any more: as many seconds if nothing else is done, longer where the bot is at work.

Not by the clock: on a machine that others use a minute may pass before a new process has answered once.
"""


async def until(condition: Callable[[], object]) -> None:
    """Until something holds that raises no event of its own."""
    for _ in range(LOOKS):
        if condition():
            return
        await asyncio.sleep(LOOK_AGAIN)
    raise TimeoutError


async def until_found(look: Callable[[], Awaitable[object]]) -> None:
    """The same, where it takes a question to the database or over HTTP."""
    for _ in range(LOOKS):
        if await look():
            return
        await asyncio.sleep(LOOK_AGAIN)
    raise TimeoutError


async def everybody_waits() -> None:
    """Until whoever could go on has come as far as they get: turns of the loop, no time."""
    for _ in range(20):
        await asyncio.sleep(0)
