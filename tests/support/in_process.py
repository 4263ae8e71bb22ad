"""What the bot has done by processes of their own (files, spreadsheets, pictures), done in that of the tests: to start
one takes longer than its work. Tests of the process itself ask for `own_process`.
"""

import json
import warnings
from collections.abc import AsyncIterator, Callable, Mapping
from importlib import import_module
from typing import Any

import pytest

import bot.office.__main__ as office
from bot.services.child_process import ChildProcess
from bot.ui.screens import NotMadeError

DONE: Mapping[str, Callable[[bytes], bytes]] = {
    "bot.office": lambda given: bytes(_done("bot.office")(office.task(given.splitlines()))),
    "bot.sheets": lambda given: bytes(_done("bot.sheets")(given.splitlines())),
    "bot.charts": lambda given: b"".join(_done("bot.charts")(json.loads(given))),
}
run_apart = ChildProcess.run


def _done(module: str) -> Callable[..., Any]:
    done: Callable[..., Any] = import_module(f"{module}.__main__").done
    return done


async def run_here(process: ChildProcess, given: AsyncIterator[bytes]) -> bytes:
    """The same as `ChildProcess.run`, without limits of memory and time."""
    task = b"".join([part async for part in given])
    with pytest.MonkeyPatch.context() as patch, warnings.catch_warnings(action="ignore"):
        patch.setattr("resource.setrlimit", lambda *_: None)
        try:
            return DONE[process.module](task)
        except Exception as error:
            raise NotMadeError from error
