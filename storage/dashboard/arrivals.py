"""What came within a time, to be held against the time before it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from content.models import Contest
from storage.dashboard import figures
from storage.dashboard.scope import Scope
from storage.database import Reader
from storage.packages.packages import TO_DO
from storage.packages.readiness import marked
from storage.tables import package_marks, packages, people, questions
from storage.tables.application.packages import MarkKind


@dataclass(frozen=True)
class Arrivals:
    """People who joined, applications begun and handed in, questions sent, and how soon those were answered."""

    people: int
    packages: int
    handed_in: int | None
    """None where nobody says so: the contest has no steps of handing in."""
    questions: int
    answered: int
    """Of the questions: those with an answer."""
    minutes: int | None
    """The median of their working minutes to the first answer."""


async def arrivals(connection: Reader, contest: Contest, scope: Scope) -> Arrivals:
    """Within the time of the scope. Applications that were put away do not count."""
    in_use = (packages.c.contest_id == contest.id, packages.c.archived_at.is_(None), *scope.of_packages())
    answered, minutes = await figures.answered_in(connection, contest.id, scope)

    async def number(statement: Select[Any]) -> int:
        return int((await connection.execute(statement)).scalar_one())

    handed_in = None
    if contest.preparing.steps:
        marks = package_marks.c
        done = (marks.value != TO_DO, *scope.within(marks.changed_at))
        last = marked(MarkKind.STEP, contest.preparing.steps[-1].id, and_(*done))
        handed_in = await number(select(func.count()).select_from(packages).where(*in_use, last))
    joined = (*scope.who(contest.id), *scope.within(people.c.joined_at))
    begun = (*in_use, *scope.within(packages.c.created_at))
    return Arrivals(
        people=await number(select(func.count()).select_from(people).where(*joined)),
        packages=await number(select(func.count()).select_from(packages).where(*begun)),
        handed_in=handed_in,
        questions=await number(select(func.count()).select_from(questions).where(figures.sent(contest.id, scope))),
        answered=answered,
        minutes=minutes,
    )


async def first_moment(connection: Reader) -> datetime | None:
    """When the first of the people who are known joined: before it nothing was counted."""
    found: datetime | None = (await connection.execute(select(func.min(people.c.joined_at)))).scalar()
    return found
