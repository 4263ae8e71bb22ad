"""The audit log, for the owners: what staff did, the newest first, and all of it as a file."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Literal

from aiogram.enums import ButtonStyle

from bot.payloads.audit import AuditFile, AuditLog
from bot.payloads.staff.members import StaffMenu
from bot.services.audit import audit_trail
from bot.services.audit.audit_book import audit_book
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Screen
from bot.ui.widgets import Pages, pairs
from content.ellipsis import cut
from storage.audit import audit
from storage.audit.audit import Deed

ON_A_PAGE = 10
About = Literal["questions", "answers", "broadcasts", "contest", "staff", "data"]
ABOUT: dict[About, tuple[str, ...]] = {
    "questions": ("question",),
    "answers": ("shared", "ready"),
    "broadcasts": ("announcement", "broadcast"),
    "contest": ("contest", "consultant"),
    "staff": ("staff",),
    "data": ("person", "dashboard"),
}
"""What deeds are about, by how their names begin."""
LINE = 250
"""Characters of a line; the file has them all."""


async def audit_log(ctx: Context, payload: AuditLog) -> Screen:
    ctx.require_owner()
    async with ctx.database.scanning() as connection:
        kinds = ABOUT[payload.about] if payload.about else ()
        pages = Pages(await audit.number(connection, kinds), ON_A_PAGE, payload.page)
        deeds = await audit.page(connection, offset=pages.offset, limit=pages.size, kinds=kinds)
    contest = ctx.current()
    text = ctx.text(
        "audit/audit",
        deeds=[(each, _local(ctx, each), _line(ctx, each)) for each in deeds],
        contest=contest,
        total=pages.total,
        page=pages.number,
        pages=pages.count,
    )
    file = [ctx.button("audit_log.file", AuditFile(), style=ButtonStyle.PRIMARY)] if deeds else []
    ways = [AuditLog(), *(AuditLog(about=about) for about in ABOUT)] if deeds or payload.about else []
    filters = pairs(
        ctx.button(f"audit_log.about.{way.about or 'all'}", way) for way in ways if way.about != payload.about
    )
    return ctx.screen(text, [pages.turns(ctx, payload), *filters, file], back=StaffMenu())


def _local(ctx: Context, deed: Deed) -> datetime:
    return deed.at.astimezone(ctx.current().tzinfo)


def _line(ctx: Context, deed: Deed) -> str:
    return cut(audit_trail.words(ctx.texts, ctx.person.language, deed), LINE, close=False)


async def audit_file(spreadsheets: Spreadsheets, ctx: Context, _: AuditFile) -> Screen:
    ctx.require_owner()
    sorry = ctx.text("audit/not_written")
    file = spreadsheets.file("audit.xlsx", audit_book(ctx), ctx.current().tzinfo, sorry)
    return replace(await audit_log(ctx, AuditLog()), attachment=file)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AuditLog, audit_log)
    activity.on(AuditFile, partial(audit_file, Spreadsheets()))
    return activity
