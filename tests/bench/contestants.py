"""The bots that are compared, each a process of its own with its own Telegram."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from tests.bench.telegram import Telegram, serve

ROOT = Path(__file__).parents[2]
TOKEN = "100200300:benchmark"
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 10.0


class BenchError(Exception):
    """A contestant does not run; the message says which and why."""


@dataclass(frozen=True)
class Contestant:
    name: str
    telegram: Telegram
    process: asyncio.subprocess.Process
    seconds_to_ready: float
    """From the start of the process to its first getUpdates."""

    def peak_memory(self) -> float:
        """The largest resident set so far, in MiB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) / 1024
        raise BenchError(f"{self.name}: the system does not tell its memory")

    def processor_seconds(self) -> float:
        """User and system time so far, of all threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def environment(**settings: str) -> dict[str, str]:
    """For programs of this repository that run in another folder, where no `.env` is found.

    They may keep their bytecode: the bot is not started for the first time ever.
    """
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""} | settings


@asynccontextmanager
async def product(telegram: Telegram, folder: Path, name: str = "product") -> AsyncIterator[Contestant]:
    """The bot as `make run` starts it, with its database in `folder`."""
    async with serve(telegram) as url:
        settings = environment(
            BOT_TOKEN=TOKEN,
            BOT_API_URL=url,
            DATABASE_URL=database_url(folder),
            CONTENT_DIR=str(ROOT / "content" / "contests"),
        )
        async with _run(name, telegram, ["bot", "run"], settings, folder) as contestant:
            yield contestant


@asynccontextmanager
async def bare(telegram: Telegram, folder: Path, edit_file: Path, *, tuned: bool) -> AsyncIterator[Contestant]:
    """aiogram alone, which makes the edit in `edit_file`; `tuned` is garbage collection."""
    name = "bare, tuned" if tuned else "bare"
    async with serve(telegram) as url:
        arguments = ["tests.bench.bare", url, TOKEN, str(edit_file), *(["tuned"] if tuned else [])]
        async with _run(name, telegram, arguments, environment(), folder) as contestant:
            yield contestant


def database_url(folder: Path) -> str:
    return f"sqlite+aiosqlite:///{folder / 'bot.db'}"


async def seconds_to_import(module: str, folder: Path) -> float:
    """From the start of a fresh interpreter to the moment when the module is imported."""
    begin = perf_counter()
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        f"import {module}; print(flush=True)",
        stdout=asyncio.subprocess.PIPE,
        cwd=folder,
        env=environment(),
    )
    assert process.stdout is not None
    await process.stdout.readline()
    elapsed = perf_counter() - begin
    await process.wait()
    return elapsed


@asynccontextmanager
async def _run(
    name: str, telegram: Telegram, module: Sequence[str], settings: dict[str, str], folder: Path
) -> AsyncIterator[Contestant]:
    log = folder / f"{name}.log"
    begin = perf_counter()
    with log.open("wb") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", *module, stdout=stream, stderr=stream, cwd=folder, env=settings
        )
    try:
        try:
            ready = await asyncio.wait_for(asyncio.shield(telegram.ready), SECONDS_TO_START)
        except TimeoutError:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines() or ["it says nothing"]
            raise BenchError(f"{name} does not ask for updates: {lines[-1]}") from None
        yield Contestant(name, telegram, process, ready - begin)
    finally:
        await _stop(process)


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
    except TimeoutError:
        process.kill()
        await process.wait()
