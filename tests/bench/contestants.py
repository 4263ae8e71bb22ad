"""The bots that are compared, each a process of its own with its own Telegram."""

import asyncio
import math
import os
import sys
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter

from tests.bench.load import until
from tests.bench.telegram import Telegram, serve

ROOT = Path(__file__).parents[2]
CONTENT = ROOT / "content" / "contests"
TOKEN = "100200300:benchmark"
SECONDS_TO_START = 60.0
SECONDS_TO_STOP = 10.0
SECONDS_OF_A_LOOK = 0.5
IDLE = 0.1
"""Of a core: whoever uses less does nothing but wait."""


class BenchError(Exception):
    """A contestant does not do its part; the message says which and why."""


@dataclass(frozen=True)
class Contestant:
    name: str
    telegram: Telegram
    process: asyncio.subprocess.Process
    seconds_to_ready: float
    """From the start of the process to its first getUpdates."""

    def peak_memory(self) -> float:
        """The largest resident set so far, in MiB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(peak.split()[1]) / 1024

    def processor_seconds(self) -> float:
        """User and system time of all threads so far."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    async def settled(self) -> None:
        """Waits until its start has come to its end: what it still makes ready while it serves takes the processor."""
        used, until_then = math.inf, perf_counter() + SECONDS_TO_START
        while used > IDLE * SECONDS_OF_A_LOOK and perf_counter() < until_then:
            before = self.processor_seconds()
            await asyncio.sleep(SECONDS_OF_A_LOOK)
            used = self.processor_seconds() - before


@asynccontextmanager
async def product(
    telegram: Telegram, folder: Path, now: datetime, lateness: Path | None = None
) -> AsyncIterator[Contestant]:
    """This bot at a moment, with its database in `folder`; how late its event loop is at the worst stands in a file."""
    program = ["-m", "tests.bench.product", now.isoformat(), *([str(lateness)] if lateness else [])]
    async with serve(telegram) as url, _run("product", telegram, program, folder, _settings(url, folder)) as contestant:
        yield contestant


async def begun(url: str, folder: Path, now: datetime, log: Path) -> asyncio.subprocess.Process:
    """This bot, whether it comes to serve or stands by; whoever begins it ends it."""
    with log.open("wb") as stream:
        return await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "tests.bench.product",
            now.isoformat(),
            stdout=stream,
            stderr=stream,
            cwd=folder,
            env=environment(_settings(url, folder)),
        )


def _settings(url: str, folder: Path) -> dict[str, str]:
    return {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": url,
        "DATABASE_URL": f"sqlite+aiosqlite:///{folder / 'bot.db'}",
        "CONTENT_DIR": str(CONTENT),
    }


@asynccontextmanager
async def bare(telegram: Telegram, folder: Path, edit_file: Path, *, tuned: bool) -> AsyncIterator[Contestant]:
    """aiogram alone, which makes the edit in `edit_file`; what is tuned is garbage collection."""
    async with serve(telegram) as url:
        # by its path: the package `tests` makes aiogram quick to import
        arguments = [str(ROOT / "tests/bench/bare.py"), url, TOKEN, str(edit_file), *(["tuned"] if tuned else [])]
        async with _run("tuned bare" if tuned else "bare", telegram, arguments, folder) as contestant:
            yield contestant


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
    name: str, telegram: Telegram, program: Sequence[str], folder: Path, settings: dict[str, str] | None = None
) -> AsyncIterator[Contestant]:
    log = folder / f"{name}.log"
    telegram.await_first_poll()
    begin = perf_counter()
    with log.open("wb") as stream:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *program, stdout=stream, stderr=stream, cwd=folder, env=environment(settings)
        )
    try:
        await until(lambda: telegram.first_poll is not None or process.returncode is not None, SECONDS_TO_START)
        if telegram.first_poll is None:
            lines = log.read_text(encoding="utf-8", errors="replace").splitlines() or ["it says nothing"]
            raise BenchError(f"{name} does not ask for updates: {lines[-1]}")
        yield Contestant(name, telegram, process, telegram.first_poll - begin)
    finally:
        await _stop(process)


def environment(settings: dict[str, str] | None = None) -> dict[str, str]:
    """For programs of this repository that run in another folder, where there is no `.env`.

    They may keep their bytecode, whatever the shell says: it is not their first start ever that is measured.
    """
    return os.environ | {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": ""} | (settings or {})


async def _stop(process: asyncio.subprocess.Process) -> None:
    if process.returncode is not None:
        return
    process.terminate()
    try:
        await asyncio.wait_for(process.wait(), SECONDS_TO_STOP)
    except TimeoutError:
        process.kill()
        await process.wait()
