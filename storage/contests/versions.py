"""Published versions of a contest's files, and those on their way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, distinct, exists, func, select, update

from content.models import Language
from storage.database import Reader, Writer
from storage.news import NewsTopic, tell
from storage.row_locks import keep
from storage.tables import (
    assessment_answers,
    assessments,
    contest_versions,
    package_marks,
    packages,
    people,
)
from storage.tables.staff import VersionState
from storage.upsert import insert

NOBODY = 0
"""Who made the version that came with the bot."""
SERVED_ONCE = (VersionState.LIVE, VersionState.REPLACED, VersionState.WITHDRAWN)


@dataclass(frozen=True)
class Summary:
    """What changed. `base` is the version it was made from, 0 for the one that came with the bot.

    `lines` say it in words; `weighty`: it brings a contest, or moves the time in which applications are taken.
    """

    what: str
    base: int
    weighty: bool
    lines: Mapping[Language, tuple[str, ...]]

    def written(self) -> Mapping[str, Any]:
        return {"what": self.what, "base": self.base, "weighty": self.weighty, "lines": self.lines}


@dataclass(frozen=True)
class Version:
    id: int
    contest_id: str
    state: VersionState
    proposed_by: int
    confirmed_by: int | None
    at: datetime
    """Of the last change of its state."""
    summary: Summary


COLUMNS = [column for column in contest_versions.c if column.name != "files"]


def _version(row: Row[Any]) -> Version:
    kept = row.summary
    lines = {each: tuple(kept["lines"].get(each) or kept["lines"].get(each.written, ())) for each in Language}
    return Version(
        id=row.id,
        contest_id=row.contest_id,
        state=row.state,
        proposed_by=row.proposed_by,
        confirmed_by=row.confirmed_by,
        at=row.at,
        summary=Summary(kept["what"], kept["base"], kept["weighty"], lines),
    )


async def find(connection: Reader, version_id: int) -> Version | None:
    """Before a version is changed, all of its contest are kept: what counts is one of them."""
    contest_id = select(contest_versions.c.contest_id).where(contest_versions.c.id == version_id).scalar_subquery()
    await keep(connection, contest_versions, contest_id=contest_id)
    row = (await connection.execute(select(*COLUMNS).where(contest_versions.c.id == version_id))).first()
    return _version(row) if row else None


async def files(connection: Reader, version_id: int) -> dict[str, str]:
    """The texts of a version by their names; none where it was refused."""
    statement = select(contest_versions.c.files).where(contest_versions.c.id == version_id)
    return dict((await connection.execute(statement)).scalar() or {})


async def live(connection: Reader, contest_id: str) -> Version | None:
    """The version that counts; none where it is the one that came with the bot."""
    statement = select(*COLUMNS).where(
        contest_versions.c.contest_id == contest_id, contest_versions.c.state == VersionState.LIVE
    )
    row = (await connection.execute(statement)).first()
    return _version(row) if row else None


async def all_live(connection: Reader) -> list[Version]:
    statement = select(*COLUMNS).where(contest_versions.c.state == VersionState.LIVE).order_by(contest_versions.c.id)
    return [_version(row) for row in (await connection.execute(statement)).all()]


async def history(connection: Reader, contest_id: str, limit: int) -> list[Version]:
    """What was live, the latest first; the one that is live begins it."""
    statement = (
        select(*COLUMNS)
        .where(
            contest_versions.c.contest_id == contest_id,
            contest_versions.c.state.in_(SERVED_ONCE),
        )
        .order_by(contest_versions.c.state, contest_versions.c.at.desc(), contest_versions.c.id.desc())
        .limit(limit)
    )
    return [_version(row) for row in (await connection.execute(statement)).all()]


async def waiting(connection: Reader, contest_id: str) -> list[Version]:
    """What waits for a second person."""
    statement = (
        select(*COLUMNS)
        .where(contest_versions.c.contest_id == contest_id, contest_versions.c.state == VersionState.PROPOSED)
        .order_by(contest_versions.c.id)
    )
    return [_version(row) for row in (await connection.execute(statement)).all()]


async def draft(
    connection: Writer, contest_id: str, texts: Mapping[str, str], summary: Summary, person_id: int, now: datetime
) -> int:
    """Keeps one draft a person and contest: a new one takes the place of the one before."""
    await connection.execute(
        contest_versions.delete().where(
            contest_versions.c.contest_id == contest_id,
            contest_versions.c.state == VersionState.DRAFT,
            contest_versions.c.proposed_by == person_id,
        )
    )
    return await _add(connection, contest_id, texts, summary, VersionState.DRAFT, person_id, now)


async def _add(
    connection: Writer,
    contest_id: str,
    texts: Mapping[str, str],
    summary: Summary,
    state: VersionState,
    person_id: int,
    now: datetime,
) -> int:
    statement = insert(connection, contest_versions).values(
        contest_id=contest_id,
        files=texts,
        summary=summary.written(),
        state=state,
        proposed_by=person_id,
        at=now,
    )
    added = (await connection.execute(statement.returning(contest_versions.c.id))).scalar()
    return int(added or 0)


async def submit(connection: Writer, version_id: int, now: datetime) -> None:
    await _change(connection, version_id, state=VersionState.PROPOSED, at=now)


async def refuse(connection: Writer, version_id: int, person_id: int, now: datetime) -> None:
    """Its files are not kept: nothing leads to them any more."""
    await _change(connection, version_id, state=VersionState.REFUSED, at=now, confirmed_by=person_id, files={})


async def publish(connection: Writer, version: Version, person_id: int, now: datetime) -> None:
    """Makes a version the one that counts."""
    await connection.execute(
        update(contest_versions)
        .where(contest_versions.c.contest_id == version.contest_id, contest_versions.c.state == VersionState.LIVE)
        .values(state=VersionState.REPLACED)
    )
    await _change(connection, version.id, state=VersionState.LIVE, at=now, confirmed_by=person_id)
    await tell(connection, NewsTopic.CONTESTS)


async def withdraw(connection: Writer, contest_id: str, person_id: int, now: datetime) -> None:
    """Takes away the version that counts, and puts none in its place."""
    await connection.execute(
        update(contest_versions)
        .where(contest_versions.c.contest_id == contest_id, contest_versions.c.state == VersionState.LIVE)
        .values(state=VersionState.WITHDRAWN, at=now, confirmed_by=person_id)
    )
    await tell(connection, NewsTopic.CONTESTS)


async def withdrawn(connection: Reader) -> list[Version]:
    """The last version of each contest that was taken back and not published again."""
    again = contest_versions.alias()
    last = (
        select(func.max(contest_versions.c.id))
        .where(
            contest_versions.c.state == VersionState.WITHDRAWN,
            ~exists().where(again.c.contest_id == contest_versions.c.contest_id, again.c.state == VersionState.LIVE),
        )
        .group_by(contest_versions.c.contest_id)
    )
    statement = select(*COLUMNS).where(contest_versions.c.id.in_(last)).order_by(contest_versions.c.id)
    return [_version(row) for row in (await connection.execute(statement)).all()]


async def keep_first(connection: Writer, contest_id: str, texts: Mapping[str, str], now: datetime) -> None:
    """Keeps what came with the bot as the version before all others, so that there is a way back to it."""
    summary = Summary("came", 0, weighty=False, lines={})
    before = now - timedelta(seconds=1)
    await _add(connection, contest_id, texts, summary, VersionState.REPLACED, NOBODY, before)


async def _change(connection: Writer, version_id: int, **values: object) -> None:
    await connection.execute(update(contest_versions).where(contest_versions.c.id == version_id).values(**values))


async def chosen(connection: Reader, contest_id: str, kind: str, item_id: str) -> int:
    """How many packages, or people, something of a contest was chosen or marked by."""
    if kind == "regions":
        statement = select(func.count()).select_from(people).where(people.c.region_id == item_id)
    elif kind == "topics":
        statement = (
            select(func.count())
            .select_from(packages)
            .where(packages.c.contest_id == contest_id, packages.c.topic_id == item_id)
        )
    elif kind == "criteria":
        statement = (
            select(func.count(distinct(assessments.c.package_id)))
            .select_from(assessment_answers)
            .join(assessments, assessments.c.id == assessment_answers.c.assessment_id)
            .join(packages, packages.c.id == assessments.c.package_id)
            .where(packages.c.contest_id == contest_id, assessment_answers.c.criterion_id == item_id)
        )
    else:
        statement = (
            select(func.count(distinct(package_marks.c.package_id)))
            .select_from(package_marks)
            .join(packages, packages.c.id == package_marks.c.package_id)
            .where(packages.c.contest_id == contest_id, package_marks.c.item_id == item_id)
        )
    return (await connection.execute(statement)).scalar() or 0
