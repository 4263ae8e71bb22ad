"""The audit log, for the owners: what staff did, the newest first, and all of it as a file."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial

from aiogram.enums import ButtonStyle

from bot.payloads.audit import About, AuditDays, AuditFile, AuditLog, AuditPeople, Doer
from bot.payloads.staff.members import StaffMenu
from bot.services.audit import audit_trail
from bot.services.audit.audit_book import audit_book
from bot.services.spreadsheet import Spreadsheets
from bot.ui.context import Context
from bot.ui.navigation import Activity
from bot.ui.screens import Button, Screen
from bot.ui.widgets import Pages, column, pairs
from content.ellipsis import cut
from storage.audit import audit
from storage.audit.audit import Deed, WantedDeeds

ON_A_PAGE = 8
DAYS_ON_A_PAGE = 10
ABOUT: dict[About, tuple[str, ...]] = {
    "questions": ("question", "desk_group"),
    "answers": ("shared", "ready"),
    "broadcasts": ("announcement", "broadcast"),
    "contest": ("contest", "consultant"),
    "staff": ("staff",),
    "data": ("person", "dashboard"),
}
"""What deeds are about, by how their names begin."""
NAME = 22
"""Characters of a name on a button."""
LINE = 250
"""Characters of a line; the file has them all."""


async def audit_log(ctx: Context, payload: AuditLog) -> Screen:
    ctx.require_owner()
    wanted = _wanted(ctx, payload.about, payload.person, payload.day)
    async with ctx.database.scanning() as connection:
        pages = Pages(await audit.number(connection, wanted), ON_A_PAGE, payload.page)
        deeds = await audit.page(connection, offset=pages.offset, limit=pages.size, wanted=wanted)
        names = await audit.names(connection, [payload.person] if payload.person else [])
    contest = ctx.current()
    text = ctx.text(
        "audit/audit",
        deeds=[(each, _local(ctx, each), _line(ctx, each)) for each in deeds],
        contest=contest,
        total=pages.total,
        page=pages.number,
        pages=pages.count,
        about=payload.about,
        person=names.get(payload.person, str(payload.person)) if payload.person else None,
        day=payload.day,
    )
    return ctx.screen(text, [pages.turns(ctx, payload), *_ways(ctx, payload, empty=not deeds)], back=StaffMenu())


def _wanted(ctx: Context, about: About, person: Doer, day: date | None) -> WantedDeeds:
    """A day is one of the contest's zone."""
    zone = ctx.current().tzinfo

    def begins(day: date) -> datetime:
        return datetime.combine(day, time(), zone).astimezone(UTC)

    return WantedDeeds(
        ABOUT[about] if about else (),
        person or None,
        begins(day) if day else None,
        begins(day + timedelta(days=1)) if day else None,
    )


def _ways(ctx: Context, payload: AuditLog, *, empty: bool) -> list[list[Button]]:
    """What narrows it, what makes it wide again, and the file of what is shown."""
    narrowed = payload.about or payload.person or payload.day
    if empty and not narrowed:
        return []
    about, person, day = payload.about, payload.person, payload.day
    kinds = [
        ctx.button(f"audit_log.about.{each or 'all'}", AuditLog(about=each, person=person, day=day))
        for each in ("", *ABOUT)
        if each != about
    ]
    by_person = (
        ctx.button("audit_log.anybody", AuditLog(about=about, day=day))
        if person
        else ctx.button("audit_log.by_person", AuditPeople(about=about, day=day))
    )
    by_day = (
        ctx.button("audit_log.any_day", AuditLog(about=about, person=person))
        if day
        else ctx.button("audit_log.by_day", AuditDays(about=about, person=person))
    )
    file = ctx.button("audit_log.file", AuditFile(about=about, person=person, day=day), style=ButtonStyle.PRIMARY)
    return [*pairs(kinds), [by_person, by_day], *([] if empty else [[file]])]


async def people(ctx: Context, payload: AuditPeople) -> Screen:
    ctx.require_owner()
    async with ctx.database.scanning() as connection:
        found = await audit.doers(connection, _wanted(ctx, payload.about, 0, payload.day))
        pages = Pages(len(found), ON_A_PAGE, payload.page)
        names = await audit.names(connection, [person for person, _ in pages.shown(found)])
    rows = column(
        ctx.button(
            "audit_log.person_button",
            AuditLog(about=payload.about, person=person, day=payload.day),
            name=cut(names[person] or str(person), NAME),
            number=number,
        )
        for person, number in pages.shown(found)
    )
    text = ctx.text("audit/people", about=payload.about, day=payload.day, found=bool(found))
    back = AuditLog(about=payload.about, day=payload.day)
    return ctx.screen(text, [*rows, pages.turns(ctx, payload)], back=back)


async def days(ctx: Context, payload: AuditDays) -> Screen:
    """Those on which anything was done, the latest first."""
    ctx.require_owner()
    zone = ctx.current().tzinfo
    wanted = _wanted(ctx, payload.about, payload.person, payload.before)
    wanted = replace(wanted, before=wanted.since, since=None)
    found: list[date] = []
    async with ctx.database.scanning() as connection:
        while len(found) <= DAYS_ON_A_PAGE and (last := await audit.latest(connection, wanted)):
            found.append(last.astimezone(zone).date())
            wanted = replace(wanted, before=_wanted(ctx, "", 0, found[-1]).since)
        names = await audit.names(connection, [payload.person] if payload.person else [])
    shown = found[:DAYS_ON_A_PAGE]
    buttons = [
        ctx.button(
            "choice",
            AuditLog(about=payload.about, person=payload.person, day=day),
            label=ctx.texts.full_day(ctx.person.language, day),
        )
        for day in shown
    ]
    turns = []
    if payload.before:
        turns.append(ctx.button("audit_log.newest_days", payload.model_copy(update={"before": None})))
    if len(found) > DAYS_ON_A_PAGE:
        turns.append(ctx.button("audit_log.older_days", payload.model_copy(update={"before": shown[-1]})))
    person = names.get(payload.person, str(payload.person)) if payload.person else None
    text = ctx.text("audit/days", about=payload.about, person=person, found=bool(found), contest=ctx.current())
    back = AuditLog(about=payload.about, person=payload.person)
    return ctx.screen(text, [*pairs(buttons), turns], back=back)


def _local(ctx: Context, deed: Deed) -> datetime:
    return deed.at.astimezone(ctx.current().tzinfo)


def _line(ctx: Context, deed: Deed) -> str:
    return cut(audit_trail.in_words(ctx, deed), LINE, close=False)


async def audit_file(spreadsheets: Spreadsheets, ctx: Context, payload: AuditFile) -> Screen:
    ctx.require_owner()
    sorry = ctx.text("audit/not_written")
    wanted = _wanted(ctx, payload.about, payload.person, payload.day)
    file = spreadsheets.file("audit.xlsx", audit_book(ctx, wanted), ctx.current().tzinfo, sorry)
    shown = AuditLog(about=payload.about, person=payload.person, day=payload.day)
    return replace(await audit_log(ctx, shown), attachment=file)


def build_activity() -> Activity:
    activity = Activity()
    activity.on(AuditLog, audit_log)
    activity.on(AuditFile, partial(audit_file, Spreadsheets()))
    activity.on(AuditPeople, people)
    activity.on(AuditDays, days)
    return activity
