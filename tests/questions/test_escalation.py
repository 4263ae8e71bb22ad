"""Nothing is forgotten: who is reminded when, who gets the question instead, and what waits this morning."""

from datetime import timedelta

import pytest

from bot.app import App
from bot.services.questions.escalation import LAST, NUDGE, SECOND, unread
from storage.delivery.claims import OutboxRow
from storage.questions import questions, queues
from storage.questions.questions import STAFF
from storage.tables.questions import QuestionState
from tests.conftest import OPEN, MovableClock
from tests.support.asking import IBADULLAEV, SARBALINA, again, consultant, context, question, queued
from tests.support.staff import OWNER

CARD, NEWS, DIGEST = "question", "desk_news", "digest"


@pytest.fixture(autouse=True)
async def answering(app: App) -> None:
    await context(app, OWNER)
    await consultant(app, IBADULLAEV, "ibadullaev")
    await consultant(app, SARBALINA, "sarbalina")


async def test_the_holder_is_reminded_then_another_gets_it_then_staff(app: App, clock: MovableClock) -> None:
    asked = await question(app, "ibadullaev", step=NUDGE)
    steps, told = [], []
    for _ in range(3):
        before = await queued(app)
        await app.escalation.tick()
        now = await again(app, asked)
        told.append((await queued(app))[len(before) :])
        steps.append((now.holder, now.step))
        clock.advance(hours=6)
    assert steps == [("ibadullaev", SECOND), ("sarbalina", LAST), (STAFF, LAST + 1)]
    assert told == [
        [(NEWS, IBADULLAEV)],
        [(CARD, SARBALINA), (NEWS, IBADULLAEV), (NEWS, SARBALINA)],
        [(CARD, OWNER), (NEWS, SARBALINA), (NEWS, OWNER)],
    ]
    before = await queued(app)
    await app.escalation.tick()
    assert await queued(app) == before, "nobody is left to be told"


async def test_whoever_loses_a_question_hears_of_it_and_has_it_no_more(app: App) -> None:
    asked = await question(app, "ibadullaev", step=SECOND, taken_by=IBADULLAEV)
    await app.escalation.tick()
    assert (await again(app, asked)).taken_by is None
    assert await queued(app) == [(CARD, SARBALINA), (NEWS, IBADULLAEV), (NEWS, SARBALINA)]


async def test_where_the_holder_stays_whoever_took_it_keeps_it(app: App) -> None:
    asked = await question(app, "ibadullaev", step=NUDGE, taken_by=IBADULLAEV)
    await app.escalation.tick()
    assert (await again(app, asked)).taken_by == IBADULLAEV


@pytest.mark.parametrize("state", [QuestionState.ANSWERED, QuestionState.CLOSED])
async def test_what_does_not_wait_is_left_alone_for_good(app: App, state: QuestionState) -> None:
    asked = await question(app, "ibadullaev", step=NUDGE, state=state)
    await app.escalation.tick()
    assert (await again(app, asked)).step == NUDGE
    assert await queued(app) == []


async def test_a_question_whose_time_has_not_come_waits(app: App) -> None:
    await question(app, "ibadullaev", step=NUDGE, step_at=app.clock.now() + timedelta(seconds=1))
    await app.escalation.tick()
    assert await queued(app) == []


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2020-05-20T08:59+06:00", []),
        ("2020-05-20T09:00+06:00", [(DIGEST, IBADULLAEV), (DIGEST, OWNER)]),
        ("2020-05-20T09:59+06:00", [(DIGEST, IBADULLAEV), (DIGEST, OWNER)]),
        ("2020-05-20T10:00+06:00", []),
        ("2020-05-23T09:00+06:00", []),  # a Saturday
    ],
)
async def test_on_the_morning_of_a_working_day_those_hear_of_it_with_whom_something_waits(
    app: App, clock: MovableClock, moment: str, told: list[tuple[str, int]]
) -> None:
    far = OPEN + timedelta(days=30)
    await question(app, "ibadullaev", step_at=far)
    await question(app, STAFF, step_at=far)
    clock.move_to(moment)
    for _ in range(2):
        await app.escalation.tick()
    assert await queued(app) == told


def letter(number: int) -> OutboxRow:
    return OutboxRow(1, "", CARD, IBADULLAEV, None, {"question": number}, OPEN, 0, reachable=False)


@pytest.mark.parametrize(
    ("holder", "step", "then", "person"),
    [
        ("ibadullaev", NUDGE, "sarbalina", SARBALINA),
        ("ibadullaev", SECOND, "sarbalina", SARBALINA),
        ("sarbalina", LAST, STAFF, OWNER),
    ],
)
async def test_a_card_that_cannot_arrive_goes_to_the_next_at_once(
    app: App, clock: MovableClock, holder: str, step: int, then: str, person: int
) -> None:
    asked = await question(app, holder, step=step, step_at=None)
    async with app.database.writing() as connection:
        await unread(connection, letter(asked.id), app.clock.now())
    clock.advance(seconds=1)
    await app.escalation.tick()
    assert (await again(app, asked)).holder == then
    assert (CARD, person) in await queued(app)


@pytest.mark.parametrize(
    "values", [{"holder": STAFF, "step": LAST + 1}, {"state": QuestionState.CLOSED, "step": NUDGE}]
)
async def test_a_card_of_what_staff_hold_or_nobody_waits_for_goes_nowhere(app: App, values: dict[str, object]) -> None:
    asked = await question(app, "ibadullaev", step_at=None)
    async with app.database.writing() as connection:
        await questions.change(connection, asked.id, **values)
        before = await questions.get(connection, asked.id)
        await unread(connection, letter(asked.id), app.clock.now())
        await unread(connection, letter(999), app.clock.now())
        assert await questions.get(connection, asked.id) == before
        assert await queues.due(connection, app.clock.now() + timedelta(days=9), 9) == []
