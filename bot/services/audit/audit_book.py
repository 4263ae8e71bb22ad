"""The audit log as a file for a spreadsheet, written in a process of its own."""

import json
from collections.abc import AsyncIterator, Iterable
from typing import Any

from bot.services.audit.audit_trail import words
from bot.services.child_process import ChildProcess
from bot.ui.context import Context
from storage.audit import audit
from storage.audit.audit import Deed

AT_ONCE = 200
"""Lines handed over before somebody else has a turn."""
COLUMNS = {"moment": 18, "name": 28, "person": 14, "words": 70, "action": 26, "detail": 40}
"""Names and widths."""


async def audit_book(ctx: Context, writing: ChildProcess) -> bytes:
    """One sheet, a line a deed, the newest first, in the contest's zone. Raises NotMadeError where it fails."""
    return await writing.run(_lines(ctx))


async def _lines(ctx: Context) -> AsyncIterator[bytes]:
    """What `python -m bot.sheets` reads, in portions."""
    contest = ctx.current()
    zone = contest.contest.zone_label[ctx.person.language]
    head = [ctx.label(f"audit_log.{name}", zone=zone) for name in COLUMNS]
    yield _written([{"sheet": ctx.label("audit_log.sheet"), "widths": list(COLUMNS.values()), "head": head}])
    async with ctx.database.scanning() as connection:
        async for deeds in audit.everything(connection, AT_ONCE):
            yield _written(_line(ctx, deed) for deed in deeds)


def _written(lines: Iterable[Any]) -> bytes:
    return b"".join(json.dumps(line, ensure_ascii=False).encode() + b"\n" for line in lines)


def _line(ctx: Context, deed: Deed) -> list[Any]:
    moment = deed.at.astimezone(ctx.current().tzinfo).replace(tzinfo=None, microsecond=0)
    detail = ", ".join(f"{name}={value}" for name, value in deed.detail.items())
    said = words(ctx.texts, ctx.person.language, deed)
    return [{"at": moment.isoformat()}, deed.name, deed.person_id, said, deed.action, detail]
