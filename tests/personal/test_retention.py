"""What was sent long ago goes, and nothing is said twice for it."""

from datetime import timedelta

from sqlalchemy import text

from bot.app import App
from bot.services.personal.retention import KEPT, forget_old
from storage.delivery import claims, history, outbox
from storage.delivery.outbox import Priority
from storage.tables.delivery import OutboxKind, OutboxState
from tests.conftest import MovableClock
from tests.support.conversation import Phone, deliver


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
