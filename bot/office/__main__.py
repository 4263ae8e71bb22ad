"""Reads a task as JSON from standard input and writes what comes of it to standard output.

Everything that is imported here is gone when the process ends: the bot itself never holds it.
"""

import json
import os
import sys
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import Any

NICENESS = 5
"""How far others go first on a busy machine (nice)."""
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


def done(task: Mapping[str, Any]) -> bytes:
    """Only what the task needs is imported: it would take longer than the task."""
    do: Callable[[Mapping[str, Any]], bytes] = import_module(TASKS[task["do"]]).done
    return do(task)


def main() -> None:
    if hasattr(os, "nice"):
        os.nice(NICENESS)
    sys.stdout.buffer.write(done(json.load(sys.stdin)))


if __name__ == "__main__":
    main()
