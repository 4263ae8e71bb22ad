"""Staff of the operator besides the owners, what they were allowed, and the links by which others join them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, select

from storage.database import Reader, Writer
from storage.news import NewsTopic, tell
from storage.row_locks import kept
from storage.tables import staff, staff_invites
from storage.upsert import insert

NAME_CHARACTERS = 64


@dataclass(frozen=True)
class StaffMember:
    """`rights` apart by spaces."""

    person_id: int
    name: str
    rights: str
    added_by: int
    added_at: datetime


def _member(row: Row[tuple[object, ...]]) -> StaffMember:
    return StaffMember(row.person_id, row.name, row.rights, row.added_by, row.added_at)


async def members(connection: Reader) -> list[StaffMember]:
    """In the order in which they were added."""
    rows = (await connection.execute(select(staff).order_by(staff.c.added_at, staff.c.person_id))).all()
    return [_member(row) for row in rows]


async def find(connection: Reader, person_id: int) -> StaffMember | None:
    row = (await connection.execute(kept(connection, select(staff).where(staff.c.person_id == person_id)))).first()
    return _member(row) if row else None


async def put(connection: Writer, member: StaffMember) -> None:
    """Adds somebody, or changes their rights."""
    values = {"name": member.name[:NAME_CHARACTERS], "rights": member.rights}
    statement = insert(connection, staff).values(
        person_id=member.person_id, added_by=member.added_by, added_at=member.added_at, **values
    )
    await connection.execute(statement.on_conflict_do_update(index_elements=[staff.c.person_id], set_=values))
    await tell(connection, NewsTopic.STAFF)


async def remove(connection: Writer, person_id: int) -> bool:
    """False where they were none."""
    removed = await connection.execute(staff.delete().where(staff.c.person_id == person_id))
    await tell(connection, NewsTopic.STAFF)
    return removed.rowcount == 1


# --- links


@dataclass(frozen=True)
class StaffInvite:
    """`rights` apart by spaces: those that come with it."""

    token: str
    rights: str
    created_by: int
    created_at: datetime


def _invite(row: Row[tuple[object, ...]]) -> StaffInvite:
    return StaffInvite(row.token, row.rights, row.created_by, row.created_at)


async def invites(connection: Reader, since: datetime) -> list[StaffInvite]:
    """Links that nobody has used, made since then; the oldest first."""
    statement = select(staff_invites).where(staff_invites.c.created_at > since)
    rows = (await connection.execute(statement.order_by(staff_invites.c.created_at, staff_invites.c.token))).all()
    return [_invite(row) for row in rows]


async def find_invite(connection: Reader, token: str, since: datetime) -> StaffInvite | None:
    statement = select(staff_invites).where(staff_invites.c.token == token, staff_invites.c.created_at > since)
    row = (await connection.execute(kept(connection, statement))).first()
    return _invite(row) if row else None


async def invite(connection: Writer, new: StaffInvite, since: datetime) -> None:
    """Adds a link; those made before `since` are too old and go."""
    await connection.execute(staff_invites.delete().where(staff_invites.c.created_at <= since))
    await connection.execute(
        insert(connection, staff_invites).values(
            token=new.token, rights=new.rights, created_by=new.created_by, created_at=new.created_at
        )
    )


async def drop_invite(connection: Writer, token: str) -> bool:
    """True for the first who uses it, or takes it back."""
    return (await connection.execute(staff_invites.delete().where(staff_invites.c.token == token))).rowcount == 1
