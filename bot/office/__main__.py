"""Reads a task as lines of JSON from standard input and writes what comes of it to standard output.

Everything that is imported here is gone when the process ends: the bot itself never holds it.
"""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping
from importlib import import_module
from typing import Any

NICENESS = 10
"""How far others go first on a busy machine (nice); LibreOffice inherits it."""
TASKS = {
    "word": "bot.office.writing.filling",
    "budget": "bot.office.writing.budget_sheet",
    "pdf": "bot.office.writing.portable",
    "templates": "bot.office.writing.skeleton",
    "page": "bot.office.writing.summary",
    "read": "bot.office.reading.forms",
    "cells": "bot.office.reading.cells",
    "handed_file": "bot.office.reading.handed_file",
}


OF_FORMS = {"word", "budget", "templates", "read"}
"""What needs the models of a contest."""


def task(lines: Iterable[bytes]) -> Mapping[str, Any]:
    """All lines as one; lists that come in portions are put together."""
    given: dict[str, Any] = {}
    for line in lines:
        for name, value in json.loads(line).items():
            if name in given:
                given[name] += value
            else:
                given[name] = value
    return given


def done(given: Mapping[str, Any]) -> bytes:
    """Only what the task needs is imported: it would take longer than the task."""
    do: Callable[[Mapping[str, Any]], bytes] = import_module(TASKS[given["do"]]).done
    return do(given)


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    given = task(sys.stdin.buffer)
    if given["do"] in OF_FORMS:
        _build_models_when_needed()
    sys.stdout.buffer.write(done(given))


def _build_models_when_needed() -> None:
    """What comes from the bot is not validated again, and validators of a contest take longer to make than a form."""
    from pydantic import BaseModel  # noqa: PLC0415  a PDF needs none of it

    BaseModel.model_config["defer_build"] = True


if __name__ == "__main__":
    main()
