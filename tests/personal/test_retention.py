"""What was sent long ago goes, and nothing is said twice for it."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from bot.app import App, kept_days
from bot.services.personal import retention
from bot.services.personal.retention import KEPT, Retention, forget_old
from bot.settings import Settings
from content.models import Language
from storage import tables
from storage.answers import asked
from storage.audit import audit
from storage.audit.audit import Deed
from storage.consultants import shared_answers
from storage.delivery import claims, history, outbox
from storage.delivery.outbox import Priority
from storage.entry import people
from storage.personal.old_rows import Kept
from storage.questions import messages, questions
from storage.questions.messages import Words
from storage.tables.answers import AskedOutcome
from storage.tables.delivery import OutboxKind, OutboxState
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from storage.telegram import inbox
from storage.telegram.inbox import StoredUpdate
from tests.conftest import MovableClock
from tests.support.conversation import Phone, deliver
from tests.support.staff import OWNER


async def keys(app: App) -> set[str]:
    async with app.database.reading() as reader:
        return set((await reader.execute(text("SELECT key FROM outbox"))).scalars())


async def test_only_what_is_finished_and_old_and_of_no_announcement_goes(app: App, applicant: Phone) -> None:
    await applicant.begin()
    now = app.clock.now()
    long_ago, lately = now - KEPT - timedelta(minutes=1), now - KEPT + timedelta(minutes=1)
    rows = [
        ("announced", OutboxState.SENT, long_ago, 1),
        *((f"{state} {at:%M}", state, at, None) for state in OutboxState for at in (long_ago, lately)),
    ]
    async with app.database.writing() as connection:
        for number, (key, state, at, announcement) in enumerate(rows, 1):
            await outbox.queue(
                connection,
                key=key,
                kind=OutboxKind.REMINDER,
                person_id=applicant.id,
                content={},
                priority=Priority.REMINDER,
                now=at,
                announcement_id=announcement,
            )
            if state not in {OutboxState.QUEUED, OutboxState.PAUSED, OutboxState.IN_FLIGHT}:
                await claims.finish(connection, number, state, at)
            else:
                await connection.execute(text(f"UPDATE outbox SET state = '{state}' WHERE id = {number}"))  # noqa: S608
    before = await keys(app)
    await forget_old(app.database, app.clock)
    gone = {f"{state} {long_ago:%M}" for state in history.FINISHED}
    assert before - await keys(app) == gone
    assert len(gone) == 5


async def test_what_is_forgotten_is_not_said_again(app: App, clock: MovableClock, applicant: Phone) -> None:
    await applicant.begin()
    clock.move_to("2020-05-27T18:00+06:00")
    await deliver(app)
    assert await keys(app)
    messages = len(applicant.messages)
    clock.advance(days=61)
    await forget_old(app.database, app.clock)
    assert await keys(app) == set()
    clock.move_to("2020-05-27T18:01+06:00")
    await deliver(app)
    assert len(applicant.messages) == messages


class Old:
    """One of each, of some moment; and how many of each there are."""

    def __init__(self, app: App) -> None:
        self.app = app

    async def make(self, at: datetime, *, open_question: bool = False) -> None:
        number = int(at.timestamp())
        async with self.app.database.writing() as connection:
            await people.set_language(connection, 7001, Language.KK, at)
            await inbox.put(connection, [StoredUpdate(number, 7001, "{}")], at)
            await inbox.set_aside(connection, number, "it cannot be read", at)
            await asked.put(connection, 7001, "2020-repeat", Language.KK, "Мөр", None, AskedOutcome.NONE, at, number)
            await audit.put(connection, Deed(at, OWNER, "Гүлнар", "contest.published", {}))
            version = {"contest_id": "2020-repeat", "files": {}, "summary": {}, "state": "replaced", "proposed_by": 1}
            await connection.execute(tables.contest_versions.insert().values(**version, at=at))
            begun = await questions.begin(connection, 7001, "2020-repeat", Language.KK, None, at)
            said = Words(7001, number, None, "text", "Мөр керек пе?")
            await messages.say(connection, begun.id, MessageSide.APPLICANT, said, MessageStage.SENT, at)
            state = QuestionState.OPEN if open_question else QuestionState.ANSWERED
            await questions.change(connection, begun.id, state=state, sent_at=at, answered_at=at)
            await shared_answers.propose(
                connection, "2020-repeat", begun.id, Language.KK, "Мөр керек пе?", "Жоқ", OWNER, at
            )

    async def count(self) -> dict[str, int]:
        counted = {}
        async with self.app.database.scanning() as reader:
            for table in (*TABLES.values(), tables.question_messages, tables.shared_answers):
                counted[table.name] = (await reader.execute(select(func.count()).select_from(table))).scalar_one()
        return counted


TABLES = {
    Kept.SET_ASIDE: tables.inbox,
    Kept.ASKED: tables.asked,
    Kept.QUESTIONS: tables.questions,
    Kept.AUDIT: tables.audit,
    Kept.VERSIONS: tables.contest_versions,
}


@pytest.mark.parametrize("what", Kept)
async def test_what_is_to_be_kept_for_some_days_goes_after_them_alone(app: App, what: Kept) -> None:
    now, old = app.clock.now(), Old(app)
    await old.make(now - timedelta(days=31))
    await old.make(now - timedelta(days=29))
    before = await old.count()
    await Retention(app.database, app.clock, dict.fromkeys(Kept)).tick()
    assert await old.count() == before, "without a number nothing goes"
    await Retention(app.database, app.clock, {what: 30}).tick()
    gone = {TABLES[what].name} | ({"question_messages", "shared_answers"} if what is Kept.QUESTIONS else set())
    assert await old.count() == {name: number - (name in gone) for name, number in before.items()}


async def test_a_question_that_waits_or_in_which_something_was_said_stays(app: App) -> None:
    now, old = app.clock.now(), Old(app)
    await old.make(now - timedelta(days=31), open_question=True)
    await old.make(now - timedelta(days=32))
    async with app.database.writing() as connection:
        later = Words(OWNER, 5, None, "text", "Тағы")
        await messages.say(connection, 2, MessageSide.ANSWER, later, MessageStage.SENT, now - timedelta(days=1))
    await Retention(app.database, app.clock, {Kept.QUESTIONS: 30}).tick()
    assert (await old.count())["questions"] == 2


async def test_what_goes_goes_in_portions(app: App, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "PORTION", 2)
    old = Old(app)
    for days in range(40, 45):
        await old.make(app.clock.now() - timedelta(days=days))
    await Retention(app.database, app.clock, {Kept.ASKED: 30}).tick()
    assert (await old.count())["asked"] == 0


def test_every_number_of_days_has_a_setting(app: App, settings: Settings) -> None:
    assert app.retention.days == dict.fromkeys(Kept), "by itself nothing goes"
    given = {f"keep_{what}_days": number for number, what in enumerate(Kept, 1)}
    assert kept_days(settings.model_copy(update=given)) == {what: number for number, what in enumerate(Kept, 1)}
