"""Who works on a package together, and the link by which others join."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import String, cast, delete, exists, literal, select, update

from storage.database import Reader, Writer
from storage.delivery.outbox import Priority, queue_rows, rows
from storage.packages.packages import Package
from storage.row_locks import keep
from storage.tables import outbox, package_invites, package_members, packages
from storage.tables.delivery import OutboxKind, OutboxState
from storage.upsert import insert


@dataclass(frozen=True)
class TeamMember:
    person_id: int
    name: str
    notices: bool = False
    """Wants to hear of what the others change."""
    answer_notices: bool = True
    """Hears of what the others write into forms."""


@dataclass(frozen=True)
class Invitation:
    """A package that a link leads to, and who invites."""

    package_id: int
    contest_id: str
    owner: TeamMember


async def members(connection: Reader, package_id: int) -> tuple[TeamMember, ...]:
    """The people of a package, in the order in which they joined."""
    await keep(connection, packages, id=package_id)
    statement = (
        select(
            package_members.c.person_id,
            package_members.c.name,
            package_members.c.notices,
            package_members.c.answer_notices,
        )
        .where(package_members.c.package_id == package_id)
        .order_by(package_members.c.joined_at, package_members.c.person_id)
    )
    found = await connection.execute(statement)
    return tuple(TeamMember(row.person_id, row.name, row.notices, row.answer_notices) for row in found)


@dataclass(frozen=True)
class TeamLink:
    """The link by which others join."""

    token: str
    created_at: datetime


async def link(connection: Reader, package_id: int, oldest: datetime) -> TeamLink | None:
    """The package's link, where it has one that was made since `oldest`."""
    statement = select(package_invites.c.token, package_invites.c.created_at).where(
        package_invites.c.package_id == package_id, package_invites.c.created_at > oldest
    )
    row = (await connection.execute(statement)).first()
    return TeamLink(row.token, row.created_at) if row else None


async def invite(
    connection: Writer, package_id: int, new_token: str, owner: TeamMember, now: datetime, oldest: datetime
) -> None:
    """Makes the package's link, where it has none since `oldest`; the owner's name is kept for those who follow it."""
    await connection.execute(
        delete(package_invites).where(
            package_invites.c.package_id == package_id, package_invites.c.created_at <= oldest
        )
    )
    statement = insert(connection, package_invites).values(token=new_token, package_id=package_id, created_at=now)
    await connection.execute(statement.on_conflict_do_nothing(index_elements=[package_invites.c.package_id]))
    await connection.execute(
        update(package_members)
        .where(package_members.c.package_id == package_id, package_members.c.person_id == owner.person_id)
        .values(name=owner.name)
    )


async def revoke(connection: Writer, package_id: int) -> None:
    await connection.execute(delete(package_invites).where(package_invites.c.package_id == package_id))


async def invitation(connection: Reader, asked: str, oldest: datetime) -> Invitation | None:
    """What a link leads to; None once it is revoked, was made before `oldest`, or its package is gone."""
    statement = (
        select(packages.c.id, packages.c.contest_id, packages.c.person_id, package_members.c.name)
        .join(package_invites, package_invites.c.package_id == packages.c.id)
        .join(
            package_members,
            (package_members.c.package_id == packages.c.id) & (package_members.c.person_id == packages.c.person_id),
        )
        .where(package_invites.c.token == asked, package_invites.c.created_at > oldest)
    )
    row = (await connection.execute(statement)).first()
    return Invitation(row.id, row.contest_id, TeamMember(row.person_id, row.name)) if row else None


async def join(connection: Writer, package_id: int, member: TeamMember, now: datetime) -> None:
    """Adds somebody to the team; a second time changes nothing."""
    statement = insert(connection, package_members).values(
        package_id=package_id,
        person_id=member.person_id,
        name=member.name,
        notices=False,
        current=False,
        joined_at=now,
    )
    key = [package_members.c.package_id, package_members.c.person_id]
    await connection.execute(statement.on_conflict_do_nothing(index_elements=key))


async def leave(connection: Writer, package_id: int, person_id: int) -> None:
    await connection.execute(
        delete(package_members).where(
            package_members.c.package_id == package_id, package_members.c.person_id == person_id
        )
    )


async def set_notices(connection: Writer, package_id: int, person_id: int, wanted: bool) -> None:
    await connection.execute(
        update(package_members)
        .where(package_members.c.package_id == package_id, package_members.c.person_id == person_id)
        .values(notices=wanted)
    )


async def set_answer_notices(connection: Writer, package_id: int, person_id: int, wanted: bool) -> None:
    await connection.execute(
        update(package_members)
        .where(package_members.c.package_id == package_id, package_members.c.person_id == person_id)
        .values(answer_notices=wanted)
    )


async def queue_answer_notices(
    connection: Writer, package_id: int, contest_id: str, by: int, now: datetime, until: datetime
) -> None:
    """Everybody of the team but `by` hears of answers then, in one message for all that is written before.

    Nothing is queued for whom one waits already: it will tell of this, too.
    """
    waits = exists().where(
        outbox.c.person_id == package_members.c.person_id,
        outbox.c.kind == OutboxKind.TEAM_ANSWERS,
        outbox.c.state == OutboxState.QUEUED,
    )
    notices = rows(
        literal(f"{OutboxKind.TEAM_ANSWERS}:{now:%Y%m%d%H}:").concat(cast(package_members.c.person_id, String)),
        package_members.c.person_id,
        kind=OutboxKind.TEAM_ANSWERS,
        contest_id=contest_id,
        content={"since": now.isoformat()},
        priority=Priority.REMINDER_OF_OTHERS,
        now=now,
        not_before=until,
    )
    whom = (
        package_members.c.package_id == package_id,
        package_members.c.person_id != by,
        package_members.c.answer_notices.is_(True),
        ~waits,
    )
    await queue_rows(connection, notices.where(*whom))


async def queue_notices(
    connection: Writer,
    package: Package,
    *,
    kind: OutboxKind,
    bucket: str,
    by: int,
    content: Mapping[str, Any],
    now: datetime,
    not_before: datetime,
    everybody: bool = False,
) -> None:
    """Queues a message to everybody of the team but `by`, unless one of this kind about this package waits already.

    Only those get it who want to hear of changes, where it does not concern everybody. The bucket is part of the key:
    of two that are queued at the very same time one stays.
    """
    key = literal(f"{kind}:{package.id}:").concat(cast(package_members.c.person_id, String)).concat(":")
    waits = exists().where(
        outbox.c.person_id == package_members.c.person_id,
        outbox.c.kind == kind,
        outbox.c.state == OutboxState.QUEUED,
        outbox.c.key.startswith(key),
    )
    notices = rows(
        key.concat(bucket),
        package_members.c.person_id,
        kind=kind,
        contest_id=package.contest_id,
        content=content,
        priority=Priority.REMINDER,
        now=now,
        not_before=not_before,
    )
    whom = [package_members.c.package_id == package.id, package_members.c.person_id != by, ~waits]
    if not everybody:
        whom.append(package_members.c.notices.is_(True))
    await queue_rows(connection, notices.where(*whom))


async def name_known_to(connection: Reader, person_id: int, other_id: int) -> str:
    """How somebody is called in a team of this person; empty where they share none."""
    mine, theirs = package_members.alias("mine"), package_members.alias("theirs")
    statement = (
        select(theirs.c.name)
        .join(mine, mine.c.package_id == theirs.c.package_id)
        .where(theirs.c.person_id == other_id, mine.c.person_id == person_id, theirs.c.name != "")
        .limit(1)
    )
    return (await connection.execute(statement)).scalar() or ""
