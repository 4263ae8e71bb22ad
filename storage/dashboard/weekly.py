"""Staff who want the figures of a contest every Monday."""

from sqlalchemy import delete, select

from storage.database import Reader, Writer
from storage.tables import weekly_reports
from storage.upsert import insert


async def wants(connection: Reader, person_id: int) -> str | None:
    """The contest whose figures somebody wants, where they want any."""
    statement = select(weekly_reports.c.contest_id).where(weekly_reports.c.person_id == person_id)
    found: str | None = (await connection.execute(statement)).scalar()
    return found


async def who_wants(connection: Reader, contest_id: str) -> list[int]:
    statement = select(weekly_reports.c.person_id).where(weekly_reports.c.contest_id == contest_id)
    return list((await connection.execute(statement.order_by(weekly_reports.c.person_id))).scalars())


async def want(connection: Writer, person_id: int, contest_id: str) -> None:
    """Of one contest at a time: the last one counts."""
    statement = insert(connection, weekly_reports).values(person_id=person_id, contest_id=contest_id)
    key = [weekly_reports.c.person_id]
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"contest_id": contest_id}))


async def stop(connection: Writer, person_id: int, contest_id: str) -> None:
    ours = weekly_reports.c
    await connection.execute(delete(weekly_reports).where(ours.person_id == person_id, ours.contest_id == contest_id))
