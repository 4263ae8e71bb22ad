"""Who joins and leaves a team: told to the others at once, and to whoever was removed."""

from enum import StrEnum

from bot.ui.context import Context
from storage.database import Writer
from storage.delivery.outbox import Priority, queue, queue_each
from storage.packages import teams
from storage.packages.packages import Package
from storage.packages.teams import TeamMember
from storage.tables.delivery import OutboxKind


class Membership(StrEnum):
    """What became of a member of a team."""

    JOINED = "joined"
    LEFT = "left"
    REMOVED = "removed"


async def tell(ctx: Context, connection: Writer, package: Package, member: TeamMember, what: Membership) -> None:
    """Queues the news for the others of the team, but for whoever did it."""
    others = {each.person_id for each in await teams.members(connection, package.id)}
    key = f"{what}:{package.id}:{member.person_id}:{ctx.now.isoformat()}"
    await queue_each(
        connection,
        others - {member.person_id, ctx.person.id},
        key=key,
        kind=OutboxKind.TEAM_MEMBER,
        contest_id=package.contest_id,
        content={"package": package.id, "name": member.name, "what": what},
        priority=Priority.REMINDER,
        now=ctx.now,
    )
    if what is Membership.REMOVED:
        await queue(
            connection,
            key=f"{key}:self",
            person_id=member.person_id,
            kind=OutboxKind.TEAM_REMOVED,
            contest_id=package.contest_id,
            content={"name": package.name, "topic": package.topic_id, "number": package.number},
            priority=Priority.REMINDER,
            now=ctx.now,
        )
    ctx.wake()
