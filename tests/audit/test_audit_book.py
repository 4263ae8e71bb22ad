"""The audit log as a file: a row a deed, whatever was done."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.services.audit import audit_book
from storage.audit import audit
from storage.audit.audit import Deed
from tests.conftest import OPEN
from tests.support.asking import context
from tests.support.spreadsheets import sheets


async def test_a_row_a_deed_the_newest_first(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit_book, "AT_ONCE", 2)
    ctx = await context(app, 9001)
    async with app.database.writing() as connection:
        for number in range(5):
            deed = Deed(OPEN + timedelta(minutes=number), 9002, "Ерлан", "no.such", {"number": number, "odd": None})
            await audit.put(connection, deed)
    ((sheet, rows),) = (await sheets(audit_book.audit_book(ctx))).values()
    assert len(sheet.head) == len(sheet.widths) == len(rows[0])
    assert [row[0] for row in rows] == [OPEN + timedelta(minutes=number) for number in (4, 3, 2, 1, 0)]
    assert rows[0][1:] == ["Ерлан", 9002, "no.such number=4 odd=—", "no.such", "number=4, odd=None"]


async def test_an_empty_log_is_a_sheet_with_a_head(app: App) -> None:
    ctx = await context(app, 9001)
    ((sheet, rows),) = (await sheets(audit_book.audit_book(ctx))).values()
    assert rows == []
    assert ctx.current().contest.zone_label.ru in " ".join(sheet.head)
