"""Everything kept of a person: to hand it over, and to forget it."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import RowMapping, Table, and_, delete, func, select, update

from storage.database import Reader, Writer
from storage.forms.workbooks import first_of, open_for_package
from storage.personal import said
from storage.row_locks import keep_person
from storage.tables import (
    absences,
    announcement_taps,
    arrived_papers,
    asked,
    assessment_answers,
    assessments,
    audit,
    consultants,
    desk_groups,
    desk_news,
    form_answers,
    form_drafts,
    form_rows,
    form_versions,
    hand_in_files,
    inbox,
    loose_messages,
    organisations,
    outline_answers,
    package_dates,
    package_errands,
    package_marks,
    package_members,
    packages,
    people,
    question_events,
    question_messages,
    question_openings,
    question_posts,
    question_topics,
    questions,
    ready_answers,
    staff,
    weekly_reports,
    workbooks,
)

OWN = {
    "own_dates": package_dates.c.person_id,
    "errands": package_errands.c.person_id,
    "asked": asked.c.person_id,
    "organisations": organisations.c.person_id,
    "form_drafts": form_drafts.c.person_id,
    "arrived_papers": arrived_papers.c.person_id,
    "hand_in_files": hand_in_files.c.person_id,
    "form_versions": form_versions.c.changed_by,
    "questions": questions.c.person_id,
    "question_messages": question_messages.c.author_id,
    "questions_opened": question_openings.c.person_id,
    "question_events": question_events.c.person_id,
    "desk_groups": desk_groups.c.person_id,
    "desk_news": desk_news.c.person_id,
    "loose_messages": loose_messages.c.person_id,
    "question_posts": question_posts.c.person_id,
    "question_topics": question_topics.c.person_id,
    "ready_answers": ready_answers.c.owner_id,
    "consultant": consultants.c.person_id,
    "absence": absences.c.person_id,
    "announcements_opened": announcement_taps.c.person_id,
    "weekly_report": weekly_reports.c.person_id,
    "staff": staff.c.person_id,
    "contest_outline": outline_answers.c.person_id,
    "audit": audit.c.person_id,
}
"""Tables in which a person has rows of their own, and the column that says whose they are."""


async def export(connection: Reader, person_id: int) -> dict[str, Any]:
    """All of it as plain values; times as ISO 8601 in UTC."""
    prepared = (
        select(people, package_members, packages, package_marks)
        .outerjoin_from(people, package_members, package_members.c.person_id == people.c.id)
        .outerjoin(packages, packages.c.id == package_members.c.package_id)
        .outerjoin(package_marks, package_marks.c.package_id == packages.c.id)
        .where(people.c.id == person_id)
    )
    assessed = (
        select(assessments, assessment_answers)
        .outerjoin_from(assessments, assessment_answers)
        .join(package_members, package_members.c.package_id == assessments.c.package_id)
        .where(package_members.c.person_id == person_id)
    )
    parts = (await connection.execute(prepared)).mappings().all()
    attempts = (await connection.execute(assessed)).mappings().all()
    kept = {
        "person": _each(people, parts)[0],
        "packages": _each(packages, parts),
        "marks": _each(package_marks, parts),
        "memberships": _each(package_members, parts),
        "self_assessments": _each(assessments, attempts),
        "answers": _each(assessment_answers, attempts),
    }
    books = await _workbooks(connection, person_id)
    for table in (workbooks, form_rows, form_answers):
        column = table.c.id if table is workbooks else table.c.workbook_id
        rows = await connection.execute(select(table).where(column.in_(books)))
        kept[table.name] = _each(table, rows.mappings().all())
    for name, owner in OWN.items():
        rows = await connection.execute(select(owner.table).where(owner == person_id))
        kept[name] = _each(owner.table, rows.mappings().all())
    for name, said_rows in (await said.export(connection, person_id)).items():
        kept[name] = [{column: _plain(value) for column, value in row.items()} for row in said_rows]
    return kept


async def _workbooks(connection: Reader, person_id: int) -> list[int]:
    """Of the packages they work on, and of organisations they brought."""
    shared = (
        select(workbooks.c.id)
        .join(package_members, package_members.c.package_id == workbooks.c.package_id)
        .where(package_members.c.person_id == person_id)
    )
    brought = (
        select(workbooks.c.id)
        .join(organisations, organisations.c.id == workbooks.c.organisation_id)
        .where(organisations.c.person_id == person_id)
    )
    return [row.id for each in (shared, brought) for row in (await connection.execute(each)).all()]


def _each(table: Table, joined: Sequence[RowMapping]) -> list[dict[str, Any]]:
    """The rows of one table among rows of several, each once, by their keys: PostgreSQL gives changed rows last."""
    found = {
        tuple(row[column] for column in table.primary_key): {
            column.name: _plain(row[column]) for column in table.columns
        }
        for row in joined
    }
    return [found[key] for key in sorted(key for key in found if None not in key)]


def _plain(value: Any) -> Any:
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return value.isoformat() if isinstance(value, date) else value


async def forget(connection: Writer, person_id: int) -> None:
    """Deletes the person, what hangs on them, and updates of theirs that were set aside.

    A package shared with others goes over to who joined it first, and with it the organisation whose it is.
    """
    others = (
        select(package_members.c.package_id, package_members.c.person_id)
        .join(packages, packages.c.id == package_members.c.package_id)
        .where(packages.c.person_id == person_id, package_members.c.person_id != person_id)
        .order_by(package_members.c.joined_at, package_members.c.person_id)
    )
    heirs: dict[int, int] = {}
    for other in (await connection.execute(others)).all():
        heirs.setdefault(other.package_id, other.person_id)
    await _leave_organisations(connection, person_id, heirs)
    for package_id, heir in heirs.items():
        await keep_person(connection, heir)
        contest_id = select(packages.c.contest_id).where(packages.c.id == package_id).scalar_subquery()
        theirs = and_(packages.c.person_id == heir, packages.c.contest_id == contest_id)
        number = (await connection.execute(select(func.max(packages.c.number)).where(theirs))).scalar() or 0
        await connection.execute(
            update(packages).where(packages.c.id == package_id).values(person_id=heir, number=number + 1)
        )
    await said.forget(connection, person_id)
    await connection.execute(delete(people).where(people.c.id == person_id))
    await connection.execute(delete(inbox).where(inbox.c.person_id == person_id, inbox.c.set_aside_at.is_not(None)))


async def _leave_organisations(connection: Writer, person_id: int, heirs: Mapping[int, int]) -> None:
    """Shared packages keep their organisation; it goes over to whoever takes the first of them."""
    mine = await first_of(connection, person_id)
    for package_id, heir in heirs.items():
        book = await open_for_package(connection, package_id)
        organisation = book.uses_id or mine
        if organisation is None:
            continue
        await connection.execute(update(workbooks).where(workbooks.c.id == book.id).values(uses_id=organisation))
        await keep_person(connection, heir)
        theirs = select(func.max(organisations.c.number)).where(organisations.c.person_id == heir)
        number = (await connection.execute(theirs)).scalar() or 0
        await connection.execute(
            update(organisations)
            .where(organisations.c.id == organisation, organisations.c.person_id == person_id)
            .values(person_id=heir, number=number + 1)
        )
