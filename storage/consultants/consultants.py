"""Who of Telegram is which consultant of a contest, who is away, and who was invited."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select, update

from storage.database import Reader, Writer
from storage.entry.people import REACHABLE
from storage.row_locks import kept
from storage.tables import absences, consultant_invites, consultants, people
from storage.upsert import insert


@dataclass(frozen=True)
class Link:
    """A consultant of a contest and the person who is one."""

    contest_id: str
    consultant_id: str
    person_id: int
    name: str
    invited: bool
    linked_at: datetime
    reachable: bool
    away_from: date | None
    away_until: date | None
    """The last day away."""
    substitute_id: int | None

    def away(self, today: date) -> bool:
        return bool(self.away_from and self.away_until and self.away_from <= today <= self.away_until)


LINKS = (
    select(
        consultants,
        people.c.unreachable_at,
        absences.c.starts,
        absences.c.ends,
        absences.c.substitute_id,
    )
    .join(people, people.c.id == consultants.c.person_id)
    .outerjoin(absences, absences.c.person_id == consultants.c.person_id)
    .order_by(consultants.c.consultant_id)
)


def _link(row: Row[Any]) -> Link:
    return Link(
        contest_id=row.contest_id,
        consultant_id=row.consultant_id,
        person_id=row.person_id,
        name=row.name,
        invited=row.invited,
        linked_at=row.linked_at,
        reachable=row.unreachable_at is None,
        away_from=row.starts,
        away_until=row.ends,
        substitute_id=row.substitute_id,
    )


async def of_contest(connection: Reader, contest_id: str) -> list[Link]:
    rows = await connection.execute(LINKS.where(consultants.c.contest_id == contest_id))
    return [_link(row) for row in rows.all()]


async def of_person(connection: Reader, person_id: int) -> list[Link]:
    rows = await connection.execute(LINKS.where(consultants.c.person_id == person_id))
    return [_link(row) for row in rows.all()]


async def link(
    connection: Writer,
    contest_id: str,
    consultant_id: str,
    person_id: int,
    name: str,
    now: datetime,
    *,
    invited: bool,
) -> bool:
    """Makes a person a consultant; False where they are the same one already. Whoever it was before is it no more.

    Reminders are for those who apply: a consultant gets them only by choosing them.
    """
    statement = select(consultants.c.person_id).where(
        consultants.c.contest_id == contest_id, consultants.c.consultant_id == consultant_id
    )
    if (await connection.execute(kept(connection, statement))).scalar() == person_id:
        return False
    values = {"person_id": person_id, "name": name[:64], "linked_at": now, "invited": invited}
    new = insert(connection, consultants).values(contest_id=contest_id, consultant_id=consultant_id, **values)
    key = [consultants.c.contest_id, consultants.c.consultant_id]
    await connection.execute(new.on_conflict_do_update(index_elements=key, set_=values))
    await connection.execute(
        update(people).where(people.c.id == person_id, people.c.reminders.is_(None)).values(reminders="")
    )
    return True


async def unlink(connection: Writer, contest_id: str, consultant_id: str, person_id: int | None = None) -> bool:
    """Ends a link; of that person alone, where one is named. False where there is none."""
    statement = consultants.delete().where(
        consultants.c.contest_id == contest_id, consultants.c.consultant_id == consultant_id
    )
    if person_id is not None:
        statement = statement.where(consultants.c.person_id == person_id)
    return (await connection.execute(statement)).rowcount == 1


async def set_away(connection: Writer, person_id: int, starts: date, ends: date, substitute_id: int | None) -> None:
    """Keeps one absence a person: a new one takes the place of the one before."""
    values = {"starts": starts, "ends": ends, "substitute_id": substitute_id}
    statement = insert(connection, absences).values(person_id=person_id, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=[absences.c.person_id], set_=values))


async def end_absence(connection: Writer, person_id: int) -> None:
    await connection.execute(absences.delete().where(absences.c.person_id == person_id))


async def known(connection: Reader, person_ids: Collection[int]) -> list[int]:
    """Those of some people who have started the bot and can be reached."""
    statement = select(people.c.id).where(people.c.id.in_(person_ids), REACHABLE).order_by(people.c.id)
    return [row.id for row in (await connection.execute(statement)).all()]


async def everybody(connection: Reader) -> frozenset[int]:
    """Everybody who is a consultant of any contest."""
    rows = await connection.execute(select(consultants.c.person_id).distinct())
    return frozenset(row.person_id for row in rows.all())


# --- invitations


async def invite(
    connection: Writer, contest_id: str, consultant_id: str, token: str, created_by: int, now: datetime
) -> None:
    """A new link for a consultant; the one before counts no more, of two made at once the later counts."""
    key = {"contest_id": contest_id, "consultant_id": consultant_id}
    values = {"token": token, "created_by": created_by, "created_at": now}
    statement = insert(connection, consultant_invites).values(**key, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


@dataclass(frozen=True)
class ConsultantInvite:
    """A link for a consultant that nobody has used yet."""

    token: str
    contest_id: str
    consultant_id: str
    created_by: int
    created_at: datetime


async def invited(connection: Reader, token: str) -> ConsultantInvite | None:
    return await _invite(connection, consultant_invites.c.token == token)


async def invitation(connection: Reader, contest_id: str, consultant_id: str) -> ConsultantInvite | None:
    return await _invite(
        connection,
        (consultant_invites.c.contest_id == contest_id) & (consultant_invites.c.consultant_id == consultant_id),
    )


async def _invite(connection: Reader, condition: ColumnElement[bool]) -> ConsultantInvite | None:
    row = (await connection.execute(kept(connection, select(consultant_invites).where(condition)))).first()
    return (
        ConsultantInvite(row.token, row.contest_id, row.consultant_id, row.created_by, row.created_at) if row else None
    )


async def use_invite(connection: Writer, token: str) -> bool:
    """True for the first who uses it."""
    statement = consultant_invites.delete().where(consultant_invites.c.token == token)
    return (await connection.execute(statement)).rowcount == 1
