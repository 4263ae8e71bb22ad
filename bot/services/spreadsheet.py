"""Files for a spreadsheet (XLSX): whoever wants one says its sheets and rows, and a process of its own writes it."""

import asyncio
import json
from collections.abc import AsyncIterable, AsyncIterator, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from itertools import islice
from typing import Any

from aiogram.enums import ChatAction

from bot.services.child_process import ChildProcess
from bot.ui.screens import File, InTheMaking

AT_ONCE = 100
"""Rows handed over before somebody else has a turn."""


@dataclass(frozen=True)
class Sheet:
    """Begins a sheet: what follows are its rows. A `head` stays in sight when the rows are scrolled."""

    title: str
    widths: Sequence[int]
    head: Sequence[str] = ()


@dataclass(frozen=True)
class Heading:
    """Words that stand out in a row."""

    words: str


Value = str | int | float | date | Heading | None
Row = Sequence[Value]
Rows = Iterable[Sheet | Row]


class Spreadsheets:
    """Writes them one at a time."""

    def __init__(self) -> None:
        self._writing = ChildProcess("bot.sheets")

    def file(self, name: str, parts: AsyncIterable[Rows], zone: tzinfo, sorry: str) -> InTheMaking:
        """Moments are shown in `zone`, which a cell has no place for; `sorry` is said where it cannot be written."""

        async def make() -> File:
            return File(name, await self._writing.run(_lines(parts, zone)))

        return InTheMaking(make, sorry, ChatAction.UPLOAD_DOCUMENT)


async def _lines(parts: AsyncIterable[Rows], zone: tzinfo) -> AsyncIterator[bytes]:
    """What `python -m bot.sheets` reads, in portions."""

    def plain(value: Any) -> Any:
        match value:
            case Sheet():
                return {"sheet": value.title, "widths": value.widths, "head": value.head}
            case Heading():
                return {"bold": value.words}
            case datetime():
                return {"at": value.astimezone(zone).replace(tzinfo=None, microsecond=0).isoformat()}
            case date():
                return {"at": value.isoformat()}
        raise TypeError(f"{value!r} has no place in a cell")

    encode = json.JSONEncoder(ensure_ascii=False, default=plain).encode
    async for rows in parts:
        left = iter(rows)
        while portion := list(islice(left, AT_ONCE)):
            yield "".join(f"{encode(each)}\n" for each in portion).encode()
            await asyncio.sleep(0)
