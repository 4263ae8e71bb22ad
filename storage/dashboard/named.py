"""Everybody with what is known of them: for owners who asked for it, and for nobody else."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Contest, Language
from storage.dashboard.scope import Scope
from storage.dashboard.stages import STAGES, PackageStage, stages
from storage.tables import package_members, packages, people

AT_ONCE = 100
"""Rows read before somebody else has a turn."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person, and one of the packages that are theirs; several packages are several of these."""

    id: int
    name: str | None
    """As they are called in a team."""
    language: Language
    region_id: str | None
    joined_at: datetime
    seen_on: date | None
    topic_id: str | None
    reached: tuple[PackageStage, ...]


async def everybody(
    connection: AsyncConnection, contest: Contest, scope: Scope
) -> AsyncIterator[Sequence[NamedPerson]]:
    """In portions, by their ids; packages that were put away are left out."""
    reached = stages(contest)
    name = (
        select(func.max(package_members.c.name))
        .where(package_members.c.person_id == people.c.id)
        .correlate(people)
        .scalar_subquery()
    )
    in_use = and_(
        packages.c.person_id == people.c.id,
        packages.c.contest_id == contest.id,
        packages.c.archived_at.is_(None),
        *scope.of_packages(),
    )
    statement = (
        select(
            people.c.id,
            name.label("name"),
            people.c.language,
            people.c.region_id,
            people.c.joined_at,
            people.c.seen_on,
            packages.c.topic_id,
            *(reached.c[stage.value] for stage in STAGES),
        )
        .select_from(people.outerjoin(packages, in_use).outerjoin(reached, reached.c.package_id == packages.c.id))
        .where(*scope.who(contest.id), *scope.within(people.c.joined_at))
        .order_by(people.c.id, packages.c.id)
    )
    rows = await connection.stream(statement)
    async for part in rows.partitions(AT_ONCE):
        yield [_named(row) for row in part]


def _named(row: Row[*tuple[Any, ...]]) -> NamedPerson:
    reached = tuple(stage for stage in STAGES if row._mapping[stage.value])  # noqa: SLF001  its documented name
    return NamedPerson(row.id, row.name, row.language, row.region_id, row.joined_at, row.seen_on, row.topic_id, reached)
