"""Everything kept of a person: to hand it over, and to forget it."""

from datetime import datetime
from typing import Any

from sqlalchemy import and_, delete, func, select, update

from storage.database import Reader, Writer
from storage.tables import assessment_answers, assessments, package_marks, package_members, packages, people


async def export(connection: Reader, person_id: int) -> dict[str, Any]:
    """All of it as plain values; times as ISO 8601 in UTC."""
    person = (await connection.execute(select(people).where(people.c.id == person_id))).mappings().one()
    mine = select(package_members.c.package_id).where(package_members.c.person_id == person_id)
    attempts = select(assessments.c.id).where(assessments.c.package_id.in_(mine))
    tables = {
        "packages": (packages, packages.c.id.in_(mine)),
        "marks": (package_marks, package_marks.c.package_id.in_(mine)),
        "memberships": (package_members, package_members.c.person_id == person_id),
        "self_assessments": (assessments, assessments.c.package_id.in_(mine)),
        "answers": (assessment_answers, assessment_answers.c.assessment_id.in_(attempts)),
    }
    kept: dict[str, Any] = {"person": _plain(dict(person))}
    for name, (table, condition) in tables.items():
        rows = (await connection.execute(select(table).where(condition))).mappings()
        kept[name] = [_plain(dict(row)) for row in rows]
    return kept


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {key: value.isoformat() if isinstance(value, datetime) else value for key, value in row.items()}


async def forget(connection: Writer, person_id: int) -> None:
    """Deletes the person and what hangs on them. A package shared with others goes over to who joined it first."""
    others = (
        select(package_members.c.package_id, package_members.c.person_id)
        .join(packages, packages.c.id == package_members.c.package_id)
        .where(packages.c.person_id == person_id, package_members.c.person_id != person_id)
        .order_by(package_members.c.joined_at, package_members.c.person_id)
    )
    heirs: dict[int, int] = {}
    for other in (await connection.execute(others)).all():
        heirs.setdefault(other.package_id, other.person_id)
    for package_id, heir in heirs.items():
        contest_id = select(packages.c.contest_id).where(packages.c.id == package_id).scalar_subquery()
        theirs = and_(packages.c.person_id == heir, packages.c.contest_id == contest_id)
        number = (await connection.execute(select(func.max(packages.c.number)).where(theirs))).scalar() or 0
        await connection.execute(
            update(packages).where(packages.c.id == package_id).values(person_id=heir, number=number + 1)
        )
    await connection.execute(delete(people).where(people.c.id == person_id))
