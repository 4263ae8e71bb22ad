"""Heavy work in a process of its own: nobody else waits for it, and its memory is given back when it ends."""

import asyncio
import logging
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator
from pathlib import Path

from bot.settings import CREDENTIALS, Settings
from bot.ui.screens import NotMadeError

logger = logging.getLogger(__name__)

ROOT = Path(__file__).parents[2]
SECONDS = 300


class ChildProcess:
    """Runs one module at a time, however many ask: a busy Monday morning must not fill the machine."""

    def __init__(self, module: str) -> None:
        self.module = module
        self._turn = asyncio.Semaphore(1)

    async def run(self, given: AsyncIterator[bytes]) -> bytes:
        """What the module writes to its standard output for this input; raises NotMadeError where it fails."""
        async with self._turn:
            try:
                process = await asyncio.create_subprocess_exec(
                    sys.executable, "-m", self.module, stdin=PIPE, stdout=PIPE, stderr=DEVNULL, cwd=ROOT, env=_env()
                )
            except OSError as error:
                logger.error("%s does not start: %s", self.module, error.strerror)  # noqa: TRY400
                raise NotMadeError from error
            try:
                async with asyncio.timeout(SECONDS):
                    written = await _exchange(process, given)
            except TimeoutError as error:
                logger.error("%s takes more than %s s", self.module, SECONDS)  # noqa: TRY400
                raise NotMadeError from error
            finally:
                if process.returncode is None:
                    process.kill()
                    await process.wait()
            if process.returncode:
                logger.error("%s ended with status %s", self.module, process.returncode)
                raise NotMadeError
            return written


async def _exchange(process: Process, given: AsyncIterator[bytes]) -> bytes:
    assert process.stdin is not None  # noqa: S101  both were asked for
    assert process.stdout is not None  # noqa: S101
    async with asyncio.TaskGroup() as group:
        feeding = group.create_task(_feed(process.stdin, given))
        written = await process.stdout.read()
        await feeding
    await process.wait()
    return written


async def _feed(stdin: asyncio.StreamWriter, given: AsyncIterator[bytes]) -> None:
    try:
        async for part in given:
            stdin.write(part)
            await stdin.drain()
    except (BrokenPipeError, ConnectionResetError):
        pass  # its exit status says more
    finally:
        stdin.close()


def _env() -> dict[str, str]:
    """The environment without the bot's settings: who draws needs no token. And one core is enough."""
    secret = {*Settings.model_fields, CREDENTIALS.lower()}
    kept = {name: value for name, value in os.environ.items() if name.lower() not in secret}
    return kept | {"OPENBLAS_NUM_THREADS": "1"}
