"""People, and questions as far along as a test wants them, without anybody's phone."""

from datetime import UTC, timedelta
from typing import Any

from sqlalchemy import select

from bot.app import App
from bot.ui.context import Context
from content.models import Language
from storage.consultants import consultants
from storage.entry import people
from storage.entry.people import Person
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.questions.questions import Question
from storage.tables import outbox
from storage.tables import questions as table
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from tests.conftest import OPEN

CONTEST = "2020-repeat"
ASKER = 7001
IBADULLAEV, SARBALINA = 11, 12
"""People who are consultants of these names."""


async def context(app: App, person_id: int, language: Language = Language.RU, region: str | None = None) -> Context:
    """What a handler gets for this person, who has begun the bot."""
    async with app.database.writing() as connection:
        await people.set_language(connection, person_id, language, OPEN)
        if region:
            await people.set_region(connection, person_id, region)
        person = await people.find(connection, person_id)
    return await app.contexts.make(person or Person(person_id, language), "Аскар")


async def consultant(app: App, person_id: int, consultant_id: str) -> Context:
    ctx = await context(app, person_id)
    async with app.database.writing() as connection:
        await consultants.link(connection, CONTEST, consultant_id, person_id, "Аскар", OPEN, invited=False)
    return ctx


async def question(app: App, holder: str, asker: int = ASKER, region: str = "atyrau", **more: Any) -> Question:
    """One that was sent an hour ago and waits with `holder`."""
    await context(app, asker, Language.KK, region)
    sent = app.clock.now() - timedelta(hours=1)
    values = {
        "state": QuestionState.OPEN,
        "region_id": region,
        "holder": holder,
        "context": {},
        "sent_at": sent,
        "due_at": app.clock.now() + timedelta(hours=5),
        "staff_at": app.clock.now() + timedelta(hours=9),
        "step_at": app.clock.now(),
        **more,
    }
    async with app.database.writing() as connection:
        begun = await questions.begin(connection, asker, CONTEST, Language.KK, None, sent)
        words = Words(asker, begun.id, None, "text", "Мөр керек пе?")
        await messages.say(connection, begun.id, MessageSide.APPLICANT, words, MessageStage.SENT, sent)
        await questions.change(connection, begun.id, **values)
        return await questions.get(connection, begun.id)


async def again(app: App, which: Question) -> Question:
    """The same as it stands now."""
    async with app.database.reading() as connection:
        return await questions.get(connection, which.id)


async def queued(app: App) -> list[tuple[str, int]]:
    """Kind and person of everything that waits in the outbox, in the order in which it was queued."""
    async with app.database.reading() as connection:
        rows = (await connection.execute(select(outbox.c.kind, outbox.c.person_id).order_by(outbox.c.id))).all()
    return [(row.kind, row.person_id) for row in rows]


def question_row(number: int, region: str, state: str = "open", **more: Any) -> dict[str, Any]:
    """One of many, as the table holds it."""
    sent = OPEN.astimezone(UTC) - timedelta(days=2)
    return {
        "id": number,
        "person_id": ASKER,
        "contest_id": "2020-repeat",
        "region_id": region,
        "language": "kk",
        "state": state,
        "context": {"topic": "topic_5"},
        "phone": "+77000007001",
        "holder": "staff",
        "created_at": sent,
        "sent_at": sent,
        "due_at": OPEN.astimezone(UTC) + timedelta(days=1),
        "answered_at": None,
        "answered_in": None,
        "settled_at": None,
        "helped": None,
        **more,
    }


async def put_rows(app: App, *rows: dict[str, Any]) -> None:
    async with app.database.bulk_writing() as connection:
        await connection.execute(table.insert(), list(rows))
