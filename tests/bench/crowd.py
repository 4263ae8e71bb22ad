"""A database full of people: one who has prepared an application, and copies of everything that is kept of them."""

from datetime import datetime

from sqlalchemy import ColumnElement, Table, false, insert, literal, select, true, update
from sqlalchemy.ext.asyncio import AsyncConnection

from content.models import Contest, Language
from storage.assessment import assessments
from storage.database import Database, Writer
from storage.entry import people
from storage.packages import packages
from storage.packages.packages import DONE, FIRST, DocumentStatus
from storage.tables import assessment_answers, package_marks, package_members
from storage.tables import assessments as attempts
from storage.tables import packages as all_packages
from storage.tables import people as everybody
from storage.tables.application.packages import MarkKind

TABLES = (everybody, all_packages, package_members, package_marks, attempts, assessment_answers)
READY = 4


async def fill(database: Database, contest: Contest, now: datetime, size: int) -> None:
    """People 1 to `size`, each with a package and a finished self-assessment of the same number, and in a team."""
    async with database.writing() as connection:
        await _prepare(connection, contest, now)
    async with database.bulk_writing() as connection:
        for table in TABLES:
            await _multiply(connection, table, size)
        await _team_up(connection, size)


async def _prepare(connection: Writer, contest: Contest, now: datetime) -> None:
    person = await people.set_language(connection, 1, Language.KK, now)
    package = await packages.find_or_open(connection, person.id, contest.id, FIRST, now)
    assert package is not None
    await packages.set_topic(connection, package, contest.topics.topics[0].id)
    marks = [(MarkKind.DOCUMENT, each.id, DocumentStatus.READY.value) for each in contest.documents.documents[:READY]]
    marks += [(MarkKind.STEP, each.id, DONE) for each in contest.preparing.steps[:1]]
    marks += [(MarkKind.FACT, each.id, each.options[0].id) for each in contest.preparing.questions]
    for kind, item_id, value in marks:
        await packages.mark(connection, package, kind, item_id, value, person.id, now)
    attempt_id = await assessments.start(connection, package.id, now)
    for criterion in contest.scored:
        for point, _ in enumerate(criterion.sub_points[1:], 1):
            await assessments.answer(connection, attempt_id, criterion.id, point, value=1)
    await assessments.finish(connection, attempt_id, now)


async def _multiply(connection: AsyncConnection, table: Table, size: int) -> None:
    """Rows of the first person again for each of the others, under their numbers."""
    numbers = select(literal(1).label("added")).cte("numbers", recursive=True)
    numbers = numbers.union_all(select(numbers.c.added + 1).where(numbers.c.added < size - 1))
    copied: list[ColumnElement[object]] = [
        column + numbers.c.added if column.name == "id" or column.foreign_keys else column for column in table.columns
    ]
    rows = select(*copied).select_from(table.join(numbers, true()))
    await connection.execute(insert(table).from_select(list(table.columns), rows))


async def _team_up(connection: AsyncConnection, size: int) -> None:
    """Everybody shares their package with the next person, who has done the steps of it."""
    members, marks = package_members.c, package_marks.c
    shared = {
        members.package_id: members.package_id,
        members.person_id: members.person_id % size + 1,
        members.name: literal("Данияр"),
        members.notices: false(),
        members.current: false(),
        members.joined_at: members.joined_at,
    }
    await connection.execute(insert(package_members).from_select(list(shared), select(*shared.values())))
    by_the_next = (
        update(package_marks).where(marks.kind == MarkKind.STEP.value).values(changed_by=marks.changed_by % size + 1)
    )
    await connection.execute(by_the_next)
