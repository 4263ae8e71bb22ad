"""Several applications: each topic is a package of its own, and one of them is the current one."""

from aiogram.enums import ButtonStyle

from bot.payloads.assessment import SelfAssessment
from bot.payloads.entry import Home
from bot.payloads.inspection import InspectionReport
from bot.payloads.packages.documents import Checklist
from bot.payloads.packages.hand_in import StepList
from bot.payloads.packages.packages import (
    ArchivePackage,
    NamePackage,
    NewPackage,
    PackageCard,
    PackageList,
    WorkOnPackage,
)
from bot.payloads.packages.team import TeamCard
from bot.services.entry.contest_switch import work_in
from bot.services.packages.lookup import title, to_change
from bot.services.packages.progress import handed_in, packing, progress
from bot.services.packages.tailoring import statuses
from bot.ui.context import Context, ExplainedError
from bot.ui.navigation import Activity, Goto, Outcome
from bot.ui.screens import Screen
from bot.ui.widgets import column, sure
from content.models import Contest
from storage.packages import packages
from storage.packages.packages import Package
from storage.row_locks import keep_person

NAME_CHARACTERS = 40
MOST_PACKAGES = 12
"""Of one person in one contest: more than there are topics, and few enough for one screen."""


async def package_list(ctx: Context, payload: PackageList) -> Screen:
    contest = ctx.contest(payload.contest)
    async with ctx.database.reading() as connection:
        mine = await packages.of_person(connection, ctx.person.id, contest.id)
    entries = [
        {"package": each, "title": title(ctx, contest, each), "progress": progress(statuses(contest, each))}
        for each in mine
    ]
    rows = column(
        ctx.button(
            "package.current" if each.current else "package.archived" if each.archived else "package.item",
            PackageCard(contest=contest.id, package=each.id),
            title=title(ctx, contest, each),
        )
        for each in mine
    )
    number = max((each.number for each in mine if each.owner_id == ctx.person.id), default=0) + 1
    if number <= MOST_PACKAGES:
        rows.append([ctx.button("package.new", NewPackage(contest=contest.id, number=number))])
    return ctx.screen(ctx.text("packages/packages", contest=contest, entries=entries), rows)


async def _mine(ctx: Context, contest: Contest, package_id: int) -> Package:
    async with ctx.database.reading() as connection:
        package = await packages.find(connection, ctx.person.id, contest.id, package_id)
    if package is None:
        raise ExplainedError("packages/package_gone")
    return package


async def package_card(ctx: Context, payload: PackageCard) -> Screen:
    contest = ctx.contest(payload.contest)
    package = await _mine(ctx, contest, payload.package)
    text = ctx.text(
        "packages/package",
        contest=contest,
        title=title(ctx, contest, package),
        package=package,
        topic=contest.topic(package.topic_id) if package.topic_id else None,
        progress=progress(statuses(contest, package)),
        packing=packing(contest, package),
        handed_in=handed_in(contest, package),
    )
    where, which = contest.id, package.id
    work_on = ctx.button("package.work_on", WorkOnPackage(contest=where, package=which), style=ButtonStyle.PRIMARY)
    rows = [
        [] if package.current or package.archived else [work_on],
        [
            ctx.button("documents", Checklist(contest=where, package=which)),
            *([ctx.button("steps", StepList(contest=where, package=which))] if contest.preparing.steps else []),
        ],
        [
            *([ctx.button("self_assessment", SelfAssessment(contest=where, package=which))] if contest.scored else []),
            ctx.button("team.open", TeamCard(contest=where, package=which)),
        ],
        [ctx.button("inspection.open", InspectionReport(contest=where, package=which))]
        if contest.inspection.rules
        else [],
        [
            ctx.button("package.rename", NamePackage(contest=where, package=which)),
            ctx.button(
                "package.restore" if package.archived else "package.archive",
                ArchivePackage(contest=where, package=which, archived=not package.archived),
            ),
        ],
    ]
    return ctx.screen(text, rows, back=PackageList(contest=contest.id))


async def new_package(ctx: Context, payload: NewPackage) -> Outcome:
    """Opens one more on the second tap: the first says what becomes of the present one."""
    contest = ctx.changeable(payload.contest)
    if not payload.sure:
        async with ctx.database.reading() as connection:
            present = await packages.current(connection, ctx.person.id, contest.id)
        text = ctx.text("packages/new_package", present=title(ctx, contest, present) if present else None)
        return ctx.screen(text, [[sure(ctx, "package.new_sure", payload)]], back=PackageList(contest=contest.id))
    async with ctx.database.writing() as connection:
        await keep_person(connection, ctx.person.id)
        mine = await packages.of_person(connection, ctx.person.id, contest.id)
        if payload.number <= MOST_PACKAGES and payload.number not in {
            each.number for each in mine if each.owner_id == ctx.person.id
        }:
            await packages.open_new(connection, ctx.person.id, contest.id, ctx.now)
        await work_in(ctx, connection, contest)
    return Goto(Home(), ctx.label("package.opened"))


async def work_on(ctx: Context, payload: WorkOnPackage) -> Goto:
    contest = ctx.contest(payload.contest)
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await packages.make_current(connection, ctx.person.id, contest.id, package.id)
        await work_in(ctx, connection, contest)
    return Goto(Home(), ctx.label("package.opened"))


async def name_package(ctx: Context, payload: NamePackage) -> Screen:
    contest = ctx.contest(payload.contest)
    package = await _mine(ctx, contest, payload.package)
    text = ctx.text("packages/package_name", title=title(ctx, contest, package), most=NAME_CHARACTERS)
    return ctx.screen(text, back=PackageCard(contest=contest.id, package=package.id), asks=payload)


async def named(ctx: Context, payload: NamePackage, words: str) -> Goto:
    """Takes the first line typed as the name; what is too long is cut."""
    contest = ctx.contest(payload.contest)
    name = " ".join(words.split())[:NAME_CHARACTERS]
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, payload.package)
        await packages.rename(connection, package, name)
    return Goto(PackageCard(contest=contest.id, package=package.id))


async def archive_package(ctx: Context, payload: ArchivePackage) -> Goto:
    """Puts a package away or takes it back; nothing of it is lost. Only its owner may."""
    contest = ctx.contest(payload.contest)
    package = await _mine(ctx, contest, payload.package)
    if package.owner_id != ctx.person.id:
        raise ExplainedError("packages/package_not_yours")
    async with ctx.database.writing() as connection:
        await packages.archive(connection, package, ctx.now if payload.archived else None)
    return Goto(PackageList(contest=contest.id))


def build_activity() -> Activity:
    activity = Activity()
    activity.on(PackageList, package_list)
    activity.on(PackageCard, package_card)
    activity.on(NewPackage, new_package)
    activity.on(WorkOnPackage, work_on)
    activity.on(NamePackage, name_package)
    activity.typed(NamePackage, named)
    activity.on(ArchivePackage, archive_package)
    return activity
