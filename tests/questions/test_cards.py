"""A question's card: what can be done with it in which state, and what it repeats."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from bot.app import App
from bot.services.questions import cases
from bot.services.questions.cards import LAST, LONG, card, case_buttons
from bot.services.questions.cases import Case
from bot.ui.context import Context
from storage.questions import messages
from storage.questions.messages import Words
from storage.questions.questions import Question
from storage.tables.questions import MessageSide, MessageStage, QuestionState
from tests.conftest import OPEN
from tests.support.asking import ASKER, IBADULLAEV, SARBALINA, consultant, question


@pytest.fixture
async def ctx(app: App) -> Context:
    return await consultant(app, IBADULLAEV, "ibadullaev")


@pytest.fixture
async def waiting(app: App) -> Question:
    return await question(app, "ibadullaev")


async def opened(ctx: Context, which: Question) -> Case:
    async with ctx.database.reading() as connection:
        return await cases.case(ctx, connection, which.id)


async def drawn(ctx: Context, of: Case) -> str:
    async with ctx.database.reading() as connection:
        return await card(ctx, connection, of)


async def say(ctx: Context, which: Question, text: str, number: int, kind: str = "text") -> None:
    words = Words(ASKER, number, None, kind, text)
    async with ctx.database.writing() as connection:
        await messages.say(connection, which.id, MessageSide.APPLICANT, words, MessageStage.SENT, ctx.now)


@pytest.mark.parametrize(
    ("state", "prefixes"),
    [
        (
            QuestionState.OPEN,
            [["reply", "ready"], ["take", "pass"], ["byphone"], ["casenote", "casepast"], ["closeq"]],
        ),
        (QuestionState.ANSWERED, [["reply"], ["useful"], ["casenote", "casepast"], ["closeq"]]),
        (QuestionState.CLOSED, [["reopenq"], ["casepast"]]),
    ],
)
async def test_what_can_be_done_in_which_state(
    ctx: Context, waiting: Question, state: QuestionState, prefixes: list[list[str]]
) -> None:
    of = await opened(ctx, waiting)
    of = replace(of, question=replace(of.question, state=state))
    rows = case_buttons(ctx, of)
    assert [[each.payload.__prefix__ for each in row if each.payload] for row in rows] == prefixes


async def test_nothing_can_be_done_two_weeks_after_the_end(ctx: Context, waiting: Question) -> None:
    of = await opened(ctx, waiting)
    settled = replace(of.question, state=QuestionState.CLOSED, settled_at=OPEN - timedelta(days=14))
    assert case_buttons(ctx, replace(of, question=settled)) == []


@pytest.mark.parametrize(
    ("taken_by", "label"), [(None, "desk.take"), (IBADULLAEV, "desk.leave"), (SARBALINA, "desk.take")]
)
async def test_what_one_has_taken_one_may_leave(
    ctx: Context, waiting: Question, taken_by: int | None, label: str
) -> None:
    of = await opened(ctx, waiting)
    rows = case_buttons(ctx, replace(of, question=replace(of.question, taken_by=taken_by)))
    assert rows[1][0].label == ctx.label(label)


async def test_only_the_last_of_what_came_later_is_repeated_and_nothing_long(ctx: Context, waiting: Question) -> None:
    for number in range(LAST + 2):
        await say(ctx, waiting, f"қосымша-{number}", 100 + number)
    await say(ctx, waiting, "ұ" * (LONG + 1), 200)
    text = await drawn(ctx, await opened(ctx, waiting))
    assert "Мөр керек пе?" in text
    assert [f"қосымша-{number}" in text for number in range(LAST + 2)] == [False] * 3 + [True] * (LAST - 1)
    assert "ұұ" not in text


async def test_a_question_too_long_for_the_card_is_not_cut(ctx: Context, waiting: Question) -> None:
    async with ctx.database.writing() as connection:
        words = Words(ASKER, 77, None, "text", "ұзақ " * 700)
        await messages.say(
            connection, waiting.id, MessageSide.APPLICANT, words, MessageStage.SENT, ctx.now - timedelta(hours=2)
        )
    assert "ұзақ" not in await drawn(ctx, await opened(ctx, waiting))


async def test_it_is_late_once_the_time_is_over_and_nobody_answered(ctx: Context, waiting: Question) -> None:
    of = await opened(ctx, waiting)
    late = replace(of.question, due_at=ctx.now - timedelta(minutes=1))
    shown = [
        "Срок прошел" in await drawn(ctx, replace(of, question=each))
        for each in (of.question, late, replace(late, state=QuestionState.ANSWERED))
    ]
    assert shown == [False, True, False]


async def test_times_are_those_of_the_readers_clock_too_where_it_differs(ctx: Context, waiting: Question) -> None:
    """In 2020 Atyrau lived an hour behind the time of the contest."""
    assert "(у Вас)" not in await drawn(ctx, await opened(ctx, waiting))
    ctx.person = replace(ctx.person, region_id="atyrau")
    found = await drawn(ctx, await opened(ctx, waiting))
    assert found.count("(у Вас)") == 2
    assert waiting.sent_at is not None
    local = waiting.sent_at.astimezone(ZoneInfo("Asia/Atyrau"))
    assert f"{local:%H:%M} (у Вас)" in found
