"""Walks side by side, in as many processes as there are cores: one walk after another keeps one of them busy."""

import asyncio
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Generic, TypeVar

from bot.check.crawl import Walker, crawl
from bot.check.screen_faults import placed
from bot.services.answers.instant_answers import index
from content.yaml_file import Fault

Result = TypeVar("Result")


@dataclass(frozen=True)
class Walked:
    """What a share of the walks has come to."""

    screens: int
    faults: Sequence[Fault]


def cores() -> int:
    """Which this process may use; one where processes cannot be split in two as they stand (fork)."""
    return len(os.sched_getaffinity(0)) if sys.platform == "linux" else 1


def shares(walkers: Iterable[Walker], most: int) -> list[list[Walker]]:
    """At most so many, of much the same length.

    What belongs to one language of a contest stays together: its walks leave out what one of them has drawn.
    """
    groups = [list(each) for _, each in groupby(walkers, key=lambda walker: (walker.contest.id, walker.language))]
    dealt = (groups[first::most] for first in range(min(most, len(groups))))
    return [[walker for group in share for walker in group] for share in dealt]


async def walk(directory: Path, walkers: Iterable[Walker], *, quick: bool) -> Walked:
    result = await crawl(walkers, quick=quick)
    return Walked(len(result.visits), placed(directory, result.found))


class Beside(Generic[Result]):
    """A call on its way, in a process of its own that has all that this one has loaded."""

    def __init__(self, call: Callable[[], Result]) -> None:
        context = multiprocessing.get_context("fork")
        self._receiver, sender = context.Pipe(duplex=False)
        self._process = context.Process(target=_send, args=(sender, call), daemon=True)
        self._process.start()
        sender.close()

    def result(self) -> Result:
        """What it has come to; raises RuntimeError where the process has ended without a word."""
        try:
            result: Result = self._receiver.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"a process of the check ended with status {self._process.exitcode}") from None
        return result

    def stop(self) -> None:
        self._process.kill()
        self._process.join()
        self._receiver.close()


class Walks:
    """Walks on their way, each share beside the others."""

    def __init__(self, directory: Path, walkers: Iterable[Walker], processes: int, *, quick: bool) -> None:
        dealt = shares(walkers, processes)
        _make_ready(walker for share in dealt for walker in share)
        self._begun = [Beside(partial(_walked, directory, share, quick=quick)) for share in dealt]

    def ended(self) -> Walked:
        """All that was found, the worst first; raises RuntimeError where a process has ended without a word."""
        found = [each.result() for each in self._begun]
        faults = [fault for each in found for fault in each.faults]
        return Walked(sum(each.screens for each in found), sorted(faults, key=_units, reverse=True))

    def stop(self) -> None:
        for each in self._begun:
            each.stop()


@contextmanager
def beside(call: Callable[[], Result]) -> Iterator[Beside[Result]]:
    """Begins at once; what is not waited for is stopped."""
    begun = Beside(call)
    try:
        yield begun
    finally:
        begun.stop()


@contextmanager
def walking(directory: Path, walkers: Iterable[Walker], processes: int, *, quick: bool) -> Iterator[Walks]:
    """Begins to walk at once; what is not waited for is stopped."""
    walks = Walks(directory, walkers, processes, quick=quick)
    try:
        yield walks
    finally:
        walks.stop()


def _make_ready(walkers: Iterable[Walker]) -> None:
    """What every process would make anew for itself; what goes wrong with it is found by the walks."""
    with suppress(Exception):
        for walker in walkers:
            index(walker.catalogue, walker.texts, walker.contest.id)
    gc.freeze()  # else each process would look through all of it


def _walked(directory: Path, walkers: Sequence[Walker], *, quick: bool) -> Walked:
    return asyncio.run(walk(directory, walkers, quick=quick))


def _send(sender: Connection, call: Callable[[], object]) -> None:
    sender.send(call())


def _units(fault: Fault) -> int:
    """How long a screen is that is too long."""
    values = getattr(fault.what, "values", {})
    return int(values.get("units", 0))
