"""Packages: what a person prepares for one application, with its topic and the state of its documents."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import bindparam, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.tables import package_documents, packages
from storage.upsert import insert

FIRST = 0
"""Stands in a button where the person had no package yet: the first one in that contest, made when needed."""


class DocumentStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    READY = "ready"
    NOT_NEEDED = "not_needed"


@dataclass(frozen=True)
class Package:
    """`documents` holds the statuses that were set; a document without one is not started."""

    id: int
    contest_id: str
    topic_id: str | None
    documents: Mapping[str, DocumentStatus]

    def status(self, document_id: str) -> DocumentStatus:
        return self.documents.get(document_id, DocumentStatus.NOT_STARTED)


FIND = (
    select(
        packages.c.id,
        packages.c.topic_id,
        package_documents.c.document_id,
        package_documents.c.status,
    )
    .select_from(packages.outerjoin(package_documents))
    .where(
        packages.c.person_id == bindparam("person_id"),
        packages.c.contest_id == bindparam("contest_id"),
        or_(
            packages.c.id == bindparam("package_id"),
            (bindparam("package_id") == FIRST) & (packages.c.number == 1),
        ),
    )
)


async def find(connection: AsyncConnection, person_id: int, contest_id: str, package_id: int = FIRST) -> Package | None:
    """A package of this person, or None: also for a package of somebody else."""
    rows = (
        await connection.execute(FIND, {"person_id": person_id, "contest_id": contest_id, "package_id": package_id})
    ).all()
    if not rows:
        return None
    return Package(
        id=rows[0].id,
        contest_id=contest_id,
        topic_id=rows[0].topic_id,
        documents={row.document_id: DocumentStatus(row.status) for row in rows if row.document_id},
    )


async def find_or_open(
    connection: AsyncConnection, person_id: int, contest_id: str, package_id: int, now: datetime
) -> Package | None:
    """The package; the person's first one is made on the first change. None for a package of somebody else."""
    if package_id == FIRST:
        statement = insert(connection, packages).values(
            person_id=person_id, contest_id=contest_id, number=1, created_at=now
        )
        await connection.execute(
            statement.on_conflict_do_nothing(
                index_elements=[packages.c.person_id, packages.c.contest_id, packages.c.number]
            )
        )
    return await find(connection, person_id, contest_id, package_id)


async def set_topic(connection: AsyncConnection, package: Package, topic_id: str) -> None:
    """Everything else of the package stays as it is."""
    await connection.execute(update(packages).where(packages.c.id == package.id).values(topic_id=topic_id))


async def set_document(
    connection: AsyncConnection, package: Package, document_id: str, status: DocumentStatus, now: datetime
) -> None:
    values = {"status": status.value, "changed_at": now}
    statement = insert(connection, package_documents).values(package_id=package.id, document_id=document_id, **values)
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[package_documents.c.package_id, package_documents.c.document_id], set_=values
        )
    )
