"""Staff who want the figures of a contest every week, and when."""

from dataclasses import dataclass

from sqlalchemy import delete, select

from storage.database import Reader, Writer
from storage.tables import weekly_reports
from storage.upsert import insert


@dataclass(frozen=True)
class WeeklyWish:
    """The figures of which contest, on which day of the week (ISO), and from which hour of the contest's clock on."""

    contest_id: str
    weekday: int
    hour: int


async def wish(connection: Reader, person_id: int) -> WeeklyWish | None:
    """None for who wants no report."""
    ours = weekly_reports.c
    statement = select(ours.contest_id, ours.weekday, ours.hour).where(ours.person_id == person_id)
    row = (await connection.execute(statement)).first()
    return WeeklyWish(row.contest_id, row.weekday, row.hour) if row else None


async def due(connection: Reader, contest_id: str, weekday: int, hour: int) -> dict[int, list[int]]:
    """Who wants one on this day and at this hour or before, by the hour that they chose."""
    ours = weekly_reports.c
    statement = select(ours.hour, ours.person_id).where(
        ours.contest_id == contest_id, ours.weekday == weekday, ours.hour <= hour
    )
    found: dict[int, list[int]] = {}
    for row in await connection.execute(statement.order_by(ours.hour, ours.person_id)):
        found.setdefault(row.hour, []).append(row.person_id)
    return found


async def want(connection: Writer, person_id: int, wanted: WeeklyWish) -> None:
    """Of one contest at a time: the last one counts."""
    values = {"contest_id": wanted.contest_id, "weekday": wanted.weekday, "hour": wanted.hour}
    statement = insert(connection, weekly_reports).values(person_id=person_id, **values)
    key = [weekly_reports.c.person_id]
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_=values))


async def stop(connection: Writer, person_id: int, contest_id: str) -> None:
    ours = weekly_reports.c
    await connection.execute(delete(weekly_reports).where(ours.person_id == person_id, ours.contest_id == contest_id))
