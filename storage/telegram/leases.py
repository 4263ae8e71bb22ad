"""Whose updates which process handles, where several serve one PostgreSQL.

A process handles what a person sent once it has their lease: one of all has it, and handles their updates in order. The
lease goes back in the transaction in which the last update is crossed out. Of a process that is gone it ends by itself,
by the clock of the database.
"""

from collections.abc import Collection, Sequence
from datetime import timedelta

from sqlalchemy import bindparam, delete, func, literal, or_, select, update
from sqlalchemy.dialects import postgresql

from storage.database import Reader, Writer
from storage.tables import inbox, inbox_leases
from storage.telegram.inbox import WAITING, StoredUpdate

LEASE = timedelta(seconds=10)
"""After that long a process that says nothing counts as gone."""
FRESH = timedelta(seconds=2)
"""Most leases are given back sooner than this, and are never renewed."""
KEY = func.coalesce(inbox.c.person_id, -inbox.c.update_id)
UNHANDLED = inbox.c.done_at.is_(None), inbox.c.set_aside_at.is_(None)
OF_KEYS = WAITING.where(KEY.in_(bindparam("keys", expanding=True)))
OF_OWNER = WAITING.where(KEY.in_(select(inbox_leases.c.key).where(inbox_leases.c.owner == bindparam("owner"))))
UNOWNED = (
    select(KEY)
    .distinct()
    .select_from(inbox.outerjoin(inbox_leases, inbox_leases.c.key == KEY))
    .where(*UNHANDLED, or_(inbox_leases.c.key.is_(None), inbox_leases.c.leased_until < func.now()))
    .limit(bindparam("limit"))
)
LOCKED = (
    select(inbox_leases.c.key)
    .where(inbox_leases.c.owner == bindparam("owner"), inbox_leases.c.key.in_(bindparam("keys", expanding=True)))
    .order_by(inbox_leases.c.key)
    .with_for_update()
)
GIVE_BACK = delete(inbox_leases).where(
    inbox_leases.c.key.in_(bindparam("keys", expanding=True)),
    ~select(inbox.c.update_id).where(inbox_leases.c.key == KEY, *UNHANDLED).exists(),
)
AGED = func.now() + literal(LEASE - FRESH)
AGING = (
    select(inbox_leases.c.key)
    .where(
        inbox_leases.c.owner == bindparam("owner"), inbox_leases.c.leased_until < func.now() + literal(LEASE - FRESH)
    )
    .with_for_update(skip_locked=True)
)
RENEW = (
    update(inbox_leases)
    .where(inbox_leases.c.key.in_(bindparam("keys", expanding=True)))
    .values(leased_until=func.now() + literal(LEASE))
)
STILL = (
    select(inbox_leases.c.key)
    .where(inbox_leases.c.key == bindparam("key"), inbox_leases.c.owner == bindparam("owner"))
    .with_for_update(read=True)
)
KNOWN = select(inbox.c.update_id).where(inbox.c.update_id == bindparam("number"))


def key_of(entry: StoredUpdate) -> int:
    return -entry.update_id if entry.person_id is None else entry.person_id


async def take(connection: Writer, keys: Collection[int], owner: str) -> list[int]:
    """Those of these that are ours from now on: nobody else has them, or whoever had them is gone."""
    until = func.now() + literal(LEASE)
    new = postgresql.insert(inbox_leases).values(
        [{"key": key, "owner": owner, "leased_until": until} for key in sorted(keys)]
    )
    taken = new.on_conflict_do_update(
        index_elements=[inbox_leases.c.key],
        set_={"owner": owner, "leased_until": until},
        where=or_(inbox_leases.c.owner == owner, inbox_leases.c.leased_until < func.now()),
    )
    return list((await connection.execute(taken.returning(inbox_leases.c.key))).scalars())


async def waiting(connection: Reader, keys: Collection[int]) -> list[StoredUpdate]:
    """What is not handled yet of these, in the order in which it came."""
    return _read((await connection.execute(OF_KEYS, {"keys": list(keys)})).all())


async def ours(connection: Reader, owner: str) -> list[StoredUpdate]:
    return _read((await connection.execute(OF_OWNER, {"owner": owner})).all())


def _read(rows: Sequence[object]) -> list[StoredUpdate]:
    return [StoredUpdate(*row) for row in rows]  # type: ignore[misc]


async def unowned(connection: Reader, limit: int) -> list[int]:
    """Of whom something waits and nobody handles it."""
    return list((await connection.execute(UNOWNED, {"limit": limit})).scalars())


async def give_back(connection: Writer, keys: Collection[int], owner: str) -> list[int]:
    """Gives back those of whom nothing waits any more. Returns those of whom something does.

    Locked first: whoever writes down something of theirs then either sees that they are free, or is seen here.
    """
    mine = list((await connection.execute(LOCKED, {"owner": owner, "keys": list(keys)})).scalars())
    if not mine:
        return []
    gone = await connection.execute(GIVE_BACK.returning(inbox_leases.c.key), {"keys": mine})
    return sorted(set(mine) - set(gone.scalars()))


async def give_all_back(connection: Writer, owner: str) -> None:
    await connection.execute(delete(inbox_leases).where(inbox_leases.c.owner == owner))


async def renew(connection: Writer, owner: str) -> None:
    """Of whom something waits for longer; the others go back, as those whose last update was set aside.

    Nobody who is just being handled is waited for: there is time to renew theirs a second later.
    """
    if aging := list((await connection.execute(AGING, {"owner": owner})).scalars()):
        await connection.execute(GIVE_BACK, {"keys": aging})
        await connection.execute(RENEW, {"keys": aging})


async def still(connection: Reader, key: int, owner: str) -> bool:
    """Whether it is ours, and stays so until this transaction ends."""
    return (await connection.execute(STILL, {"key": key, "owner": owner})).first() is not None


async def known(connection: Reader, number: int) -> bool:
    """Whether an update is there, handled or not."""
    return (await connection.execute(KNOWN, {"number": number})).first() is not None
