"""What the others of a team wrote into forms lately."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from storage.database import Reader
from storage.tables import form_versions, package_members, packages, workbooks


@dataclass(frozen=True)
class WrittenByOthers:
    """In one package: by whom, and into how many places."""

    package_id: int
    contest_id: str
    people: frozenset[int]
    places: int


async def since(connection: Reader, person_id: int, moment: datetime) -> list[WrittenByOthers]:
    """In every package of which this person wants to hear; who has left meanwhile is nobody any more."""
    statement = (
        select(
            packages.c.id,
            packages.c.contest_id,
            form_versions.c.changed_by,
            form_versions.c.field_id,
            form_versions.c.row,
            form_versions.c.column,
            form_versions.c.language,
        )
        .join_from(package_members, packages, packages.c.id == package_members.c.package_id)
        .join(workbooks, workbooks.c.package_id == packages.c.id)
        .join(form_versions, form_versions.c.workbook_id == workbooks.c.id)
        .where(
            package_members.c.person_id == person_id,
            package_members.c.answer_notices.is_(True),
            packages.c.archived_at.is_(None),
            form_versions.c.changed_at >= moment,
            form_versions.c.changed_by != person_id,
        )
        .distinct()
    )
    found = (await connection.execute(statement)).all()
    return [
        WrittenByOthers(
            package_id,
            contest_id,
            frozenset(row.changed_by for row in theirs),
            len({(row.field_id, row.row, row.column, row.language) for row in theirs}),
        )
        for package_id, contest_id in dict.fromkeys((row.id, row.contest_id) for row in found)
        if (theirs := [row for row in found if row.id == package_id])
    ]
