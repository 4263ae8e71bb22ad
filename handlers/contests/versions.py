"""Versions of a contest, for staff: what a version changes, confirming it, and going back."""

from aiogram.enums import ButtonStyle

from bot.access import Right
from bot.payloads.contests.contest import ContestMenu, TakeBackContest
from bot.payloads.contests.versions import (
    ContestVersions,
    DropVersion,
    PublishVersion,
    RestoreVersion,
    VersionCard,
    VersionCourse,
)
from bot.services.contests import publication, taking_back
from bot.services.contests.course import course, front
from bot.services.contests.publication import VersionStanding
from bot.ui.context import Context
from bot.ui.navigation import Activity, Goto
from bot.ui.notices import Composed, Nothing
from bot.ui.screens import Button, Screen
from bot.ui.widgets import column
from content.rules.dates import status
from handlers.contests.long_lists import MOST_LINES, first_lines, with_file
from storage.audit import audit
from storage.contests import versions
from storage.contests.versions import NOBODY
from storage.delivery.claims import OutboxRow
from storage.entry import people
from storage.tables.delivery import OutboxKind
from storage.tables.staff import VersionState

MOST_VERSIONS = 10


async def proposal(ctx: Context, payload: VersionCard) -> Screen:
    """What it changes, and what can be done with it now."""
    async with ctx.database.reading() as connection:
        of = await publication.standing(ctx, connection, payload.version)
        names = await audit.names(connection, [of.version.proposed_by, of.version.confirmed_by or NOBODY])
    lines = of.version.summary.lines[ctx.person.language]
    text = ctx.text(
        "contests/proposal",
        version=of.version,
        contest=ctx.catalogue.get(of.version.contest_id),
        of=of,
        by=names.get(of.version.proposed_by, ""),
        settled_by=names.get(of.version.confirmed_by or NOBODY, ""),
        lines=first_lines(lines),
        more=max(0, len(lines) - MOST_LINES),
    )
    screen = ctx.screen(text, _choices(ctx, of), back=_place(ctx, of.version.contest_id))
    return with_file(screen, f"changes-{of.version.id}.txt", lines)


def _place(ctx: Context, contest_id: str) -> ContestMenu:
    """The desk of the contest; of one that is not served yet, of the current one."""
    known = ctx.catalogue.get(contest_id)
    return ContestMenu(contest=known.id if known else ctx.current().id)


def _choices(ctx: Context, standing: VersionStanding) -> list[list[Button]]:
    course = ctx.button("contest_desk.course", VersionCourse(version=standing.version.id))
    if standing.version.state is VersionState.WITHDRAWN:
        again = RestoreVersion(version=standing.version.id)
        return [[ctx.button("contest_desk.again", again, style=ButtonStyle.PRIMARY)], [course]]
    if standing.settled:
        return []
    about_time = [[course]] if standing.version.summary.weighty else []
    asked = standing.version.state is VersionState.PROPOSED
    label = "ask" if standing.needs_another else "confirm" if asked else "publish"
    drop = ctx.button(
        "contest_desk.drop" if standing.mine else "contest_desk.refuse", DropVersion(version=standing.version.id)
    )
    if asked and standing.needs_another:
        return [*about_time, [drop]]
    publish = ctx.button(
        f"contest_desk.{label}", PublishVersion(version=standing.version.id), style=ButtonStyle.PRIMARY
    )
    return [*about_time, [publish], [drop]]


async def version_course(ctx: Context, payload: VersionCourse) -> Screen:
    """What applicants will see, and when, in words."""
    async with ctx.database.reading() as connection:
        of = await publication.standing(ctx, connection, payload.version)
    new = await publication.contest_in(ctx, of.version)
    async with ctx.database.scanning() as connection:
        waiting = await people.waiting_for_the_next(connection)
    text = ctx.text(
        "contests/course",
        contest=new,
        status=status(new, ctx.now).value,
        served=ctx.catalogue.get(new.id) is not None,
        front=front(ctx.catalogue, new, ctx.now),
        course=course(new, ctx.now),
        waiting=waiting,
    )
    rest = [row for row in _choices(ctx, of) if not any(isinstance(each.payload, VersionCourse) for each in row)]
    return ctx.screen(text, rest, back=VersionCard(version=of.version.id))


async def publish(ctx: Context, payload: PublishVersion) -> Goto:
    of = await publication.confirm(ctx, payload.version)
    if of.needs_another:
        return Goto(VersionCard(version=payload.version), ctx.label("contest_desk.asked"))
    return Goto(_place(ctx, of.version.contest_id), ctx.label("contest_desk.published"))


async def drop(ctx: Context, payload: DropVersion) -> Goto:
    of = await publication.drop(ctx, payload.version)
    label = "contest_desk.dropped" if of.mine else "contest_desk.refused"
    return Goto(_place(ctx, of.version.contest_id), ctx.label(label))


# --- going back


async def history(ctx: Context, payload: ContestVersions) -> Screen:
    ctx.require(Right.CONTEST)
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        kept = await versions.history(connection, contest.id, MOST_VERSIONS)
        names = await audit.names(connection, {each.confirmed_by or NOBODY for each in kept})
    text = ctx.text("contests/versions", contest=contest, versions=kept, names=names)
    before = kept[1:]
    rows = column(
        ctx.button(
            "contest_desk.back" if place else "contest_desk.back_before",
            RestoreVersion(version=each.id),
            number=each.id,
            style=None if place else ButtonStyle.PRIMARY,
        )
        for place, each in enumerate(before)
    )
    if taking_back.possible(ctx, contest):
        rows.append([ctx.button("contest_desk.take_back", TakeBackContest(contest=contest.id))])
    return ctx.screen(text, rows, back=ContestMenu(contest=contest.id))


async def back_to(ctx: Context, payload: RestoreVersion) -> Goto:
    """Going back changes something too: it is shown, and confirmed, like anything else."""
    return Goto(VersionCard(version=await publication.back_to(ctx, payload.version)))


# --- what staff are told


async def proposed_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To those who may confirm it."""
    if not ctx.may(Right.CONTEST):
        return Nothing("nothing of their business any more")
    screen = await proposal(ctx, VersionCard(version=letter.content["version"]))
    async with ctx.database.reading() as connection:
        of = await publication.standing(ctx, connection, letter.content["version"])
    if of.settled:
        return Nothing("settled meanwhile")
    return ctx.notice(screen.text, _choices(ctx, of))


async def settled_notice(ctx: Context, letter: OutboxRow) -> Composed:
    """To who proposed it: what became of it."""
    async with ctx.database.reading() as connection:
        version = await versions.find(connection, letter.content["version"])
        names = await audit.names(connection, [version.confirmed_by or NOBODY] if version else [])
    if version is None or not ctx.is_staff:
        return Nothing("nothing of their business any more")
    contest = ctx.catalogue.get(version.contest_id)
    refused = version.state is VersionState.REFUSED
    by = names.get(version.confirmed_by or NOBODY, "")
    text = ctx.text("contests/settled", version=version, contest=contest, refused=refused, by=by)
    return ctx.notice(text, [[ctx.button("contest_desk.show", _place(ctx, version.contest_id))]])


def build_activity() -> Activity:
    activity = Activity()
    activity.on(VersionCard, proposal)
    activity.on(VersionCourse, version_course)
    activity.on(PublishVersion, publish)
    activity.on(DropVersion, drop)
    activity.on(ContestVersions, history)
    activity.on(RestoreVersion, back_to)
    activity.sends(OutboxKind.VERSION_PROPOSED, proposed_notice)
    activity.sends(OutboxKind.VERSION_SETTLED, settled_notice)
    return activity
