"""The statistics of questions: how they are counted, and the file that names nobody."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.app import App
from bot.services.consultants.statistics import numbers, summary
from bot.services.consultants.statistics_book import StatisticsBook
from bot.ui.context import ExplainedError
from content.models import Contest
from storage.consultants.statistics import AnsweredQuestion
from storage.tables.questions import QuestionState
from tests.conftest import OPEN
from tests.support.asking import IBADULLAEV, consultant, context, question
from tests.support.spreadsheets import sheets
from tests.support.staff import OWNER

S = QuestionState


def entry(state: QuestionState = S.OPEN, **more: object) -> AnsweredQuestion:
    plain = AnsweredQuestion(1, "atyrau", "topic_5", state, OPEN, OPEN, None, None, None, None)
    return replace(plain, **more)  # type: ignore[arg-type]


def test_what_waits_is_overdue_once_its_time_is_over() -> None:
    late, just = OPEN - timedelta(seconds=1), OPEN
    found = numbers(
        [entry(due_at=late), entry(due_at=just), entry(S.ANSWERED, due_at=late), entry(S.CLOSED, due_at=late)], OPEN
    )
    assert (found.total, found.open, found.overdue, found.answered, found.closed) == (4, 2, 1, 1, 1)


@pytest.mark.parametrize(
    ("minutes", "found", "words"),
    [([], None, None), ([90], 90, (1, 30)), ([10, 30, 600], 30, (0, 30)), ([60, 1500], 780, (13, 0))],
)
def test_half_of_all_answers_take_no_longer(
    minutes: list[int], found: int | None, words: tuple[int, int] | None
) -> None:
    counted = numbers([entry(answered_in=each) for each in minutes] + [entry()], OPEN)
    assert counted.minutes == found
    assert (counted.took and (counted.took.hours, counted.took.minutes)) == words


def test_only_what_was_said_counts_as_helped_or_not() -> None:
    found = numbers([entry(helped=True), entry(helped=False), entry(helped=False), entry(helped=None)], OPEN)
    assert (found.helped, found.not_helped) == (1, 2)


async def test_whose_questions_are_counted(app: App, contest: Contest) -> None:
    for region in ("atyrau", "atyrau", "akmola"):
        await question(app, "staff", region=region)
    staff, mine = await context(app, OWNER), await consultant(app, IBADULLAEV, "ibadullaev")
    everything, own = await summary(staff, contest), await summary(mine, contest)
    assert (everything.total.total, everything.mine) == (3, False)
    assert (own.total.total, own.mine) == (2, True)
    assert [(group.id, group.numbers.total) for group in everything.by_region] == [("atyrau", 2), ("akmola", 1)]
    with pytest.raises(ExplainedError, match="not_consultant"):
        await summary(await context(app, 7002), contest)


async def test_five_sheets_hold_the_same(app: App, contest: Contest) -> None:
    await question(app, "staff", answered_in=90, answered_at=OPEN, state=S.ANSWERED, helped=True, taken_by=OWNER)
    await question(app, "staff", region="akmola", state=S.OPEN)
    ctx = await context(app, OWNER)
    found = await sheets(StatisticsBook(ctx, contest).parts(await summary(ctx, contest)))
    (_, total), (_, regions), (_, topics), (_, people), (questions_sheet, questions) = found.values()
    by_name = {row[0]: row[1] for row in total if len(row) > 1}
    assert by_name[ctx.label("figures.sheet.total")] == 2
    assert by_name[ctx.label("figures.sheet.hours")] == 1.5
    assert [row[:2] for row in regions] == [["Атырауская область", 1], ["Акмолинская область", 1]]
    assert [row[:3] for row in topics] == [[None, ctx.label("figures.sheet.none"), 2]]
    assert all(len(row) == len(questions_sheet.head) == len(questions_sheet.widths) for row in questions)
    assert [row[-1] for row in questions] == [ctx.label("desk.staff", operator=ctx.operator(contest)), None]
    assert [row[-2] for row in questions] == [ctx.label("figures.sheet.yes"), None]
    assert [row[-3] for row in questions] == [1.5, None]
    staff = ctx.label("desk.staff", operator=ctx.operator(contest))
    akmola = next(each for each in contest.regions.regions if each.id == "akmola").consultant
    whose = next(each.name for each in contest.regions.consultants if each.id == akmola)
    assert {row[0]: row[1:3] for row in people} == {staff: [1, 0], whose: [1, 1]}


def test_a_week_is_held_against_the_one_before() -> None:
    days = (1, 6, 8, 13, 13, 15)
    found = numbers([entry(sent_at=OPEN - timedelta(days=day)) for day in days], OPEN)
    assert (found.week, found.week_before) == (2, 3)
