"""Who may be blocked, by whom, and what staff write down of it."""

import re

from bot.access import Right
from bot.services.audit import audit_trail
from bot.ui.context import Context, ExplainedError
from storage.consultants import consultants
from storage.database import Reader, Writer
from storage.entry import people
from storage.entry.people import Person
from storage.personal import blocked
from storage.questions import questions
from storage.tables.entry import BlockedBy

RIGHTS = (Right.ANSWER, Right.STAFF)
"""Whoever reads what people ask, and whoever looks after the service."""
QUESTION = re.compile(r"[№#]\s*(\d{1,9})")
PERSON = re.compile(r"\d{1,15}")


async def named(ctx: Context, typed: str) -> int | None:
    """Whom staff mean: by the number of a question that they asked, or by their Telegram ID."""
    async with ctx.database.reading() as connection:
        if by_question := QUESTION.fullmatch(typed.strip()):
            question = await questions.find(connection, int(by_question[1]))
            return question.person_id if question else None
        if PERSON.fullmatch(typed.strip()):
            person = await people.find(connection, int(typed))
            return person.id if person else None
    return None


async def person_of(connection: Reader, person_id: int) -> Person:
    """Raises ExplainedError where the bot does not know them, or not any more."""
    person = await people.find(connection, person_id)
    if person is None:
        raise ExplainedError("personal/person_gone")
    return person


async def by_staff(ctx: Context, connection: Writer, person_id: int) -> None:
    """Raises ExplainedError for somebody who works here: their rights, or their link, go first."""
    await person_of(connection, person_id)
    await _works_not_here(ctx, connection, person_id)
    if await blocked.block(connection, person_id, BlockedBy.STAFF, ctx.now):
        await audit_trail.write(ctx, connection, "person.blocked", person=person_id)


async def end_by_staff(ctx: Context, connection: Writer, person_id: int) -> None:
    await person_of(connection, person_id)
    if await blocked.unblock(connection, person_id):
        await audit_trail.write(ctx, connection, "person.unblocked", person=person_id)


async def by_themselves(ctx: Context, connection: Writer) -> None:
    """Raises ExplainedError for staff and consultants: others rely on their being there."""
    await _works_not_here(ctx, connection, ctx.person.id)
    await blocked.block(connection, ctx.person.id, BlockedBy.THEMSELVES, ctx.now)


async def _works_not_here(ctx: Context, connection: Reader, person_id: int) -> None:
    if ctx.access.rights(person_id) or await consultants.of_person(connection, person_id):
        raise ExplainedError("personal/works_here")
