"""The audit log as a file for a spreadsheet."""

from collections.abc import AsyncIterator

from bot.services.audit.audit_trail import in_words
from bot.services.spreadsheet import Row, Rows, Sheet
from bot.ui.context import Context
from storage.audit import audit
from storage.audit.audit import ALL, Deed, WantedDeeds

AT_ONCE = 200
"""Deeds read together."""
COLUMNS = {"moment": 18, "name": 28, "person": 14, "words": 70, "action": 26, "detail": 40}
"""Names and widths."""


async def audit_book(ctx: Context, wanted: WantedDeeds = ALL) -> AsyncIterator[Rows]:
    """One sheet, a line a deed, the newest first."""
    zone = ctx.current().contest.zone_label[ctx.person.language]
    head = [ctx.label(f"audit_log.{name}", zone=zone) for name in COLUMNS]
    yield [Sheet(ctx.label("audit_log.sheet"), list(COLUMNS.values()), head)]
    async with ctx.database.scanning() as connection:
        async for deeds in audit.everything(connection, AT_ONCE, wanted):
            yield (_row(ctx, deed) for deed in deeds)


def _row(ctx: Context, deed: Deed) -> Row:
    detail = ", ".join(f"{name}={value}" for name, value in deed.detail.items())
    said = in_words(ctx, deed)
    return [deed.at, deed.name, deed.person_id, said, deed.action, detail]
