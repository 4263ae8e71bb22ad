"""Who an announcement goes to: conditions on people, as one statement that finds them."""

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import ColumnElement, ScalarResult, Select, and_, exists, false, func, or_, select, true

from content.models import Contest, Language
from storage.database import Reader
from storage.entry.people import REACHABLE
from storage.packages.packages import TO_DO, DocumentStatus
from storage.packages.readiness import complete, handed_in
from storage.tables import consultants, package_marks, package_members, packages, people


class AudiencePart(StrEnum):
    """What a condition is about."""

    LANGUAGE = "language"
    REGION = "region"
    TOPIC = "topic"
    PROGRESS = "progress"
    SEEN = "seen"
    ROLE = "role"


class Standing(StrEnum):
    """How far a package has come; each is in one of these."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETE = "complete"
    HANDED_IN = "handed_in"


class Seen(StrEnum):
    WEEK = "week"
    MONTH = "month"
    LONGER = "longer"
    """Not within a month."""


CONSULTANT = "consultant"
NO_REGION = "-"
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
SAYS_NOTHING = (DocumentStatus.NOT_STARTED.value, TO_DO)
"""Values of marks that were taken back."""

Audience = Mapping[AudiencePart, tuple[str, ...]]
"""For each part that matters, the values of which one has to fit. All parts have to; with none it is everybody."""

Ids = ScalarResult[int]
"""Of people, read a portion at a time."""
NOBODY = select(people.c.id, people.c.language).where(false())


def read(kept: Mapping[str, Sequence[str]]) -> Audience:
    return {AudiencePart(part): tuple(values) for part, values in kept.items()}


def written(audience: Audience) -> Mapping[str, Sequence[str]]:
    return {part.value: values for part, values in audience.items() if values}


def changed(audience: Audience, part: AudiencePart, value: str, wanted: bool) -> Audience:
    """With or without one value of a part; without a value, the part does not matter any more."""
    kept = [each for each in audience.get(part, ()) if value not in {"", each}]
    return {**audience, part: tuple(sorted([*kept, value] if wanted and value else kept))}


def whom(contest: Contest, audience: Audience, languages: Collection[Language], now: datetime) -> Select[int, str]:
    """Ids and languages of those it goes to: they can be reached, read one of the languages, and fit all conditions."""
    fits = [CONDITIONS[part](contest, values, now) for part, values in audience.items() if values]
    return select(people.c.id, people.c.language).where(
        REACHABLE,
        people.c.language.in_(list(languages)),
        *fits,
    )


async def following(connection: Reader, found: Select[int, str], after: int, limit: int) -> Ids:
    """The next of those found, in the order of their ids."""
    these = found.where(people.c.id > after).order_by(people.c.id).limit(limit)
    return (await connection.execute(these)).scalars()


async def count(connection: Reader, found: Select[int, str]) -> dict[Language, int]:
    """How many of each language."""
    each = found.subquery()
    statement = select(each.c.language, func.count().label("number")).group_by(each.c.language)
    return {row.language: row.number for row in (await connection.execute(statement)).all()}


def _language(_contest: Contest, values: Collection[str], _now: datetime) -> ColumnElement[bool]:
    return people.c.language.in_(values)


def _region(_contest: Contest, values: Collection[str], _now: datetime) -> ColumnElement[bool]:
    nowhere = people.c.region_id.is_(None) if NO_REGION in values else false()
    return or_(people.c.region_id.in_(values), nowhere)


def _seen(_contest: Contest, values: Collection[str], now: datetime) -> ColumnElement[bool]:
    """Of people whose last day is not known, the day on which they came counts."""

    def since(span: timedelta) -> ColumnElement[bool]:
        seen = and_(people.c.seen_on.is_not(None), people.c.seen_on >= (now - span).date())
        return or_(seen, and_(people.c.seen_on.is_(None), people.c.joined_at >= now - span))

    choices = {Seen.WEEK: since(A_WEEK), Seen.MONTH: since(A_MONTH), Seen.LONGER: ~since(A_MONTH)}
    return or_(*(condition for seen, condition in choices.items() if seen in values))


def _role(contest: Contest, _values: Collection[str], _now: datetime) -> ColumnElement[bool]:
    return people.c.id.in_(select(consultants.c.person_id).where(consultants.c.contest_id == contest.id))


def _topic(contest: Contest, values: Collection[str], _now: datetime) -> ColumnElement[bool]:
    return _has_package(contest, packages.c.topic_id.in_(values))


def _progress(contest: Contest, values: Collection[str], _now: datetime) -> ColumnElement[bool]:
    """Who has a package that has come so far; not started is who has none that was begun."""
    chosen = frozenset(Standing(value) for value in values)
    if chosen == frozenset(Standing):
        return true()
    underway = chosen - {Standing.NOT_STARTED}
    fits = people.c.id.in_(_people_with(contest, _underway(contest, underway))) if underway else false()
    if Standing.NOT_STARTED in chosen:
        return or_(fits, ~_has_package(contest, _begun()))
    return fits


def _underway(contest: Contest, chosen: frozenset[Standing]) -> ColumnElement[bool]:
    """Whether a package is in one of the stages but the first; what costs most is asked once, and of few."""
    begun, ready, done = _begun(), complete(contest), handed_in(contest)
    conditions = {
        frozenset({Standing.IN_PROGRESS}): and_(begun, ~ready, ~done),
        frozenset({Standing.COMPLETE}): and_(ready, ~done),
        frozenset({Standing.HANDED_IN}): done,
        frozenset({Standing.IN_PROGRESS, Standing.COMPLETE}): and_(begun, ~done),
        frozenset({Standing.IN_PROGRESS, Standing.HANDED_IN}): and_(begun, or_(done, ~ready)),
        frozenset({Standing.COMPLETE, Standing.HANDED_IN}): or_(done, ready),
    }
    return conditions.get(chosen, begun)


def _begun() -> ColumnElement[bool]:
    """A topic is chosen, or something is marked."""
    marked = exists().where(package_marks.c.package_id == packages.c.id, package_marks.c.value.not_in(SAYS_NOTHING))
    return or_(packages.c.topic_id.is_not(None), marked)


def _has_package(contest: Contest, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    """Whether somebody has a package in use of which the condition holds, whoever opened it."""
    return exists().where(
        package_members.c.person_id == people.c.id,
        packages.c.id == package_members.c.package_id,
        packages.c.contest_id == contest.id,
        packages.c.archived_at.is_(None),
        condition,
    )


def _people_with(contest: Contest, condition: ColumnElement[bool]) -> Select[int]:
    """The same where the condition costs much: everybody found at once, after one look at each package."""
    found = select(packages.c.id).where(
        packages.c.contest_id == contest.id, packages.c.archived_at.is_(None), condition
    )
    return select(package_members.c.person_id).where(package_members.c.package_id.in_(found))


CONDITIONS: Mapping[AudiencePart, Callable[[Contest, Collection[str], datetime], ColumnElement[bool]]] = {
    AudiencePart.LANGUAGE: _language,
    AudiencePart.REGION: _region,
    AudiencePart.TOPIC: _topic,
    AudiencePart.PROGRESS: _progress,
    AudiencePart.SEEN: _seen,
    AudiencePart.ROLE: _role,
}
