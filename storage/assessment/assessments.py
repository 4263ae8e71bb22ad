"""Attempts at the self-assessment: one under way at most, every finished one kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select, update

from content.rules.scoring import Answers
from storage.database import Reader, Writer
from storage.row_locks import keep
from storage.tables import assessment_answers, assessments, package_members, packages
from storage.upsert import insert

LEVEL = 0
"""The `point` under which the level chosen by the person is kept."""


@dataclass(frozen=True)
class Assessment:
    id: int
    package_id: int
    contest_id: str
    started_at: datetime
    finished_at: datetime | None
    answers: Mapping[str, Answers]

    def answered(self, criterion_id: str) -> Answers:
        return self.answers.get(criterion_id, Answers({}))


def _with_answers() -> Select[Any]:
    return select(
        assessments.c.id,
        assessments.c.package_id,
        assessments.c.started_at,
        assessments.c.finished_at,
        packages.c.contest_id,
        assessment_answers.c.criterion_id,
        assessment_answers.c.point,
        assessment_answers.c.value,
    ).select_from(assessments.join(packages).outerjoin(assessment_answers))


FIND = _with_answers().where(
    assessments.c.id == bindparam("assessment_id"),
    packages.c.id.in_(
        select(package_members.c.package_id).where(package_members.c.person_id == bindparam("person_id"))
    ),
)

_numbered = (
    select(
        assessments.c.id,
        func.row_number()
        .over(
            partition_by=[assessments.c.package_id, assessments.c.finished_at.is_(None)],
            order_by=assessments.c.id.desc(),
        )
        .label("age"),
    )
    .where(assessments.c.package_id == bindparam("package_id"))
    .subquery()
)

RECENT = (
    _with_answers()
    .join(_numbered, _numbered.c.id == assessments.c.id)
    .where(_numbered.c.age <= 2)  # noqa: PLR2004  the last two of each kind; there is one under way at most
    .order_by(assessments.c.id.desc())
)


def _read(rows: Sequence[Row[Any]]) -> list[Assessment]:
    grouped: dict[int, list[Row[Any]]] = {}
    for row in rows:
        grouped.setdefault(row.id, []).append(row)
    return [_assessment(group) for group in grouped.values()]


def _assessment(rows: list[Row[Any]]) -> Assessment:
    points: dict[str, dict[int, bool]] = {}
    chosen: dict[str, int] = {}
    for row in rows:
        if row.criterion_id is None:
            continue
        if row.point == LEVEL:
            chosen[row.criterion_id] = row.value
        else:
            points.setdefault(row.criterion_id, {})[row.point] = bool(row.value)
    answers = {c: Answers(points.get(c, {}), chosen.get(c)) for c in points.keys() | chosen.keys()}
    first = rows[0]
    return Assessment(first.id, first.package_id, first.contest_id, first.started_at, first.finished_at, answers)


async def find(connection: Reader, person_id: int, assessment_id: int) -> Assessment | None:
    """An attempt in a package this person works on, or None: also for an attempt of others."""
    await keep(connection, assessments, id=assessment_id)
    rows = (await connection.execute(FIND, {"person_id": person_id, "assessment_id": assessment_id})).all()
    return _assessment(list(rows)) if rows else None


@dataclass(frozen=True)
class Recent:
    """The attempt under way and the last two finished ones, where there are any."""

    under_way: Assessment | None = None
    last: Assessment | None = None
    before: Assessment | None = None


async def recent(connection: Reader, package_id: int) -> Recent:
    attempts = _read((await connection.execute(RECENT, {"package_id": package_id})).all())
    finished = [attempt for attempt in attempts if attempt.finished_at]
    return Recent(
        under_way=next((attempt for attempt in attempts if not attempt.finished_at), None),
        last=finished[0] if finished else None,
        before=finished[1] if len(finished) > 1 else None,
    )


async def finished_before(connection: Reader, attempt: Assessment) -> Assessment | None:
    """The finished attempt that came before this one in the same package."""
    newest = (
        select(func.max(assessments.c.id))
        .where(
            assessments.c.package_id == attempt.package_id,
            assessments.c.id < attempt.id,
            assessments.c.finished_at.is_not(None),
        )
        .scalar_subquery()
    )
    rows = (await connection.execute(_with_answers().where(assessments.c.id == newest))).all()
    return _assessment(list(rows)) if rows else None


async def start(connection: Writer, package_id: int, now: datetime, answers_of: Assessment | None = None) -> int:
    """The id of the attempt under way; a new one begins empty or with the answers of an earlier one."""
    await keep(connection, packages, id=package_id)
    under_way = select(assessments.c.id).where(
        assessments.c.package_id == package_id, assessments.c.finished_at.is_(None)
    )
    existing = (await connection.execute(under_way)).scalar()
    if existing is not None:
        return int(existing)
    new = assessments.insert().values(package_id=package_id, started_at=now).returning(assessments.c.id)
    attempt_id = int((await connection.execute(new)).scalar_one())
    for criterion_id, answers in (answers_of.answers if answers_of else {}).items():
        for point, met in answers.points.items():
            await answer(connection, attempt_id, criterion_id, point, int(met))
        if answers.chosen is not None:
            await answer(connection, attempt_id, criterion_id, LEVEL, answers.chosen)
    return attempt_id


async def answer(connection: Writer, assessment_id: int, criterion_id: str, point: int, value: int) -> None:
    statement = insert(connection, assessment_answers).values(
        assessment_id=assessment_id, criterion_id=criterion_id, point=point, value=value
    )
    key = [assessment_answers.c.assessment_id, assessment_answers.c.criterion_id, assessment_answers.c.point]
    await connection.execute(statement.on_conflict_do_update(index_elements=key, set_={"value": value}))


async def finish(connection: Writer, assessment_id: int, now: datetime) -> None:
    """Closes the attempt; a second tap leaves the first time standing."""
    await connection.execute(
        update(assessments)
        .where(assessments.c.id == assessment_id, assessments.c.finished_at.is_(None))
        .values(finished_at=now)
    )
