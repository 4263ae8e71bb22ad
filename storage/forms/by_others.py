"""What the others of a team wrote lately: into the forms of a package, and into the sheet of its organisation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, null, select

from storage.database import Reader
from storage.forms.workbooks import organisation_of
from storage.tables import form_versions, package_members, packages, workbooks


@dataclass(frozen=True)
class WrittenByOthers:
    """In one package: by whom, and into how many places. `organisation`: into the sheet of that one instead."""

    package_id: int
    contest_id: str
    people: frozenset[int]
    places: int
    organisation: int | None = None


WHERE = (
    form_versions.c.changed_by,
    form_versions.c.field_id,
    form_versions.c.row,
    form_versions.c.column,
    form_versions.c.language,
)


async def since(connection: Reader, person_id: int, moment: datetime) -> list[WrittenByOthers]:
    """In every package of which this person wants to hear; who has left meanwhile is nobody any more.

    An organisation comes once, however many applications are prepared for it.
    """
    statements = (_of_forms(), _of_organisations())
    wanted = (
        package_members.c.person_id == person_id,
        package_members.c.answer_notices.is_(True),
        packages.c.archived_at.is_(None),
        form_versions.c.changed_at >= moment,
        form_versions.c.changed_by != person_id,
    )
    found = [
        row for statement in statements for row in (await connection.execute(statement.where(*wanted).distinct())).all()
    ]
    sheets: dict[tuple[str, int], list[Row[Any]]] = {}
    for row in found:
        of_organisation = row.organisation_id is not None
        rows = sheets.setdefault(("o", row.organisation_id) if of_organisation else ("p", row.id), [])
        if not rows or row.id == rows[0].id:
            rows.append(row)
    return [
        WrittenByOthers(
            rows[0].id,
            rows[0].contest_id,
            frozenset(row.changed_by for row in rows),
            len({(row.field_id, row.row, row.column, row.language) for row in rows}),
            rows[0].organisation_id,
        )
        for rows in sheets.values()
    ]


def _of_forms() -> Select[Any]:
    return (
        select(packages.c.id, packages.c.contest_id, null().label("organisation_id"), *WHERE)
        .join_from(package_members, packages, packages.c.id == package_members.c.package_id)
        .join(workbooks, workbooks.c.package_id == packages.c.id)
        .join(form_versions, form_versions.c.workbook_id == workbooks.c.id)
    )


def _of_organisations() -> Select[Any]:
    own = workbooks.alias()
    return (
        select(packages.c.id, packages.c.contest_id, workbooks.c.organisation_id, *WHERE)
        .join_from(package_members, packages, packages.c.id == package_members.c.package_id)
        .join(own, own.c.package_id == packages.c.id, isouter=True)
        .join(workbooks, workbooks.c.organisation_id == organisation_of(own))
        .join(form_versions, form_versions.c.workbook_id == workbooks.c.id)
    )
