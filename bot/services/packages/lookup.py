"""The package that a button means, or the sentence that says why there is none; and who of its team changed what."""

from dataclasses import dataclass
from datetime import datetime

from bot.ui.context import Context, ExplainedError
from content.models import Contest
from storage.database import Reader, Writer
from storage.packages import packages, teams
from storage.packages.packages import FIRST, Package
from storage.tables.application.packages import MarkKind


async def to_read(ctx: Context, connection: Reader, contest: Contest, package_id: int) -> Package | None:
    """The package to show; None where the person has none yet. Raises ExplainedError for one of others."""
    package = await packages.find(connection, ctx.person.id, contest.id, package_id)
    if package is None and package_id != FIRST:
        raise ExplainedError("packages/package_gone")
    return package


async def to_change(ctx: Context, connection: Writer, contest: Contest, package_id: int) -> Package:
    """The package to work on, made where it is the first. Raises ExplainedError for others' and archived ones."""
    package = await packages.find_or_open(connection, ctx.person.id, contest.id, package_id, ctx.now)
    if package is None:
        raise ExplainedError("packages/package_gone")
    if package.archived:
        raise ExplainedError("packages/package_archived")
    return package


@dataclass(frozen=True)
class LastChange:
    """What somebody else of the team did last."""

    by: str
    at: datetime


async def others_change(
    ctx: Context, connection: Reader, package: Package | None, kind: MarkKind, item_id: str
) -> LastChange | None:
    """Who else marked this last; None where nobody did, it was the person, or the one who did has left the team."""
    mark = package.marks.get((kind, item_id)) if package else None
    if package is None or mark is None or mark.changed_by in {None, ctx.person.id}:
        return None
    members = await teams.members(connection, package.id)
    name = next((member.name for member in members if member.person_id == mark.changed_by), None)
    return LastChange(name, mark.changed_at) if name else None


def title(ctx: Context, contest: Contest, package: Package) -> str:
    """What a package is called: its own name, else its topic, else its number."""
    return called(ctx, contest, package.name, package.topic_id, package.number)


def called(ctx: Context, contest: Contest, name: str | None, topic_id: str | None, number: int) -> str:
    """The same for somebody who does not work on the package any more."""
    topic = contest.topic(topic_id) if topic_id else None
    return name or (topic.short[ctx.person.language] if topic else ctx.label("package.unnamed", number=number))
