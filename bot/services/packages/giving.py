"""A document is given to somebody of the team, or taken back: whoever it concerns hears of it at once."""

from dataclasses import replace

from bot.services.packages.lookup import to_change
from bot.ui.context import Context, ExplainedError
from content.models import Contest, Document
from content.rules.reminders import morning_of
from storage.database import Writer
from storage.delivery.outbox import Priority, queue
from storage.entry import people
from storage.packages import errands, packages, teams
from storage.packages.errands import Errand
from storage.packages.packages import Package
from storage.packages.teams import TeamMember
from storage.tables.delivery import OutboxKind


async def contest_of(ctx: Context, package_id: int) -> Contest:
    """The contest of a package that the person works on. Raises ExplainedError where it is closed or not theirs."""
    async with ctx.database.reading() as reader:
        contest_id = await packages.contest_of(reader, ctx.person.id, package_id)
    if contest_id is None:
        raise ExplainedError("packages/package_gone")
    return ctx.changeable(contest_id)


def member(team: tuple[TeamMember, ...], person_id: int) -> TeamMember:
    """Raises ExplainedError for somebody who is not of the team any more."""
    found = next((each for each in team if each.person_id == person_id), None)
    if found is None:
        raise ExplainedError("packages/member_gone")
    return found


async def give(ctx: Context, contest: Contest, package_id: int, document: Document, errand: Errand) -> None:
    """The reminder is due in the morning of whoever does it."""
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, package_id)
        member(await teams.members(connection, package.id), errand.person_id)
        before = (await errands.of_package(connection, package.id)).get(document.id)
        if before == errand:
            return
        doer = await people.find(connection, errand.person_id) or ctx.person
        due_at = morning_of(errand.day, replace(ctx, person=doer).zone(contest))
        await errands.give(connection, package.id, document.id, errand, due_at, ctx.person.id)
        for person_id in {errand.person_id, before.person_id if before else errand.person_id}:
            what = "given" if person_id == errand.person_id else "taken"
            await _tell(ctx, connection, package, document, person_id, what)


async def take_back(ctx: Context, contest: Contest, package_id: int, document: Document) -> None:
    async with ctx.database.writing() as connection:
        package = await to_change(ctx, connection, contest, package_id)
        before = (await errands.of_package(connection, package.id)).get(document.id)
        await errands.take_back(connection, package.id, document.id)
        if before:
            await _tell(ctx, connection, package, document, before.person_id, "taken")


async def _tell(
    ctx: Context, connection: Writer, package: Package, document: Document, person_id: int, what: str
) -> None:
    """How things stand is looked up when the message leaves."""
    if person_id == ctx.person.id:
        return
    await queue(
        connection,
        key=f"{what}:{package.id}:{document.id}:{person_id}:{ctx.now.isoformat()}",
        person_id=person_id,
        kind=OutboxKind.ERRAND,
        contest_id=package.contest_id,
        content={"package": package.id, "document": document.id, "by": ctx.person.id},
        priority=Priority.REMINDER,
        now=ctx.now,
    )
    ctx.wake()
