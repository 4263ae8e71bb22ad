"""What a reminder says when its turn comes, or why it is not said: night, switched off, too late, moved."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.app import App
from bot.services.packages.progress import starts
from bot.services.packages.tailoring import statuses
from bot.services.packages.work_plan import NO_DAYS, SetDays
from bot.services.reminders.content import (
    MOST_URGENT,
    at_work,
    on_time,
    outdated,
    what_is_open,
)
from bot.services.reminders.planner import stamp
from bot.ui.context import Context
from bot.ui.notices import Composed, Later, Nothing, by_day
from bot.ui.screens import Screen
from content.models import Contest
from content.rules.reminders import ReminderRule
from storage.delivery.claims import OutboxRow
from storage.packages.packages import DONE, DocumentStatus, Mark, Package
from storage.tables.application.packages import MarkKind
from storage.tables.delivery import OutboxState
from tests.conftest import OPEN
from tests.support.asking import context


@pytest.fixture
async def ctx(app: App) -> Context:
    return await context(app, 7001, region="atyrau")


def own(days: dict[str, date]) -> SetDays:
    return SetDays(days, {}, {})


def letter(contest_id: str | None = "2020-repeat") -> OutboxRow:
    return OutboxRow(1, "", "reminder", 7001, contest_id, {}, OPEN, 0, reachable=True)


def package(contest: Contest, *marks: tuple[MarkKind, str, str], topic_id: str | None = "topic_5") -> Package:
    kept = {(kind, item): Mark(value, OPEN, 7001) for kind, item, value in marks}
    return Package(1, contest.id, 7001, 1, None, topic_id, archived=False, current=True, marks=kept)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


async def said(_: Context, __: OutboxRow, contest: Contest) -> Composed:
    return Screen(contest.id)


# whether it is said


async def test_the_clock_is_that_of_the_region_or_of_the_contest(ctx: Context, contest: Contest) -> None:
    assert ctx.zone(contest).key == "Asia/Atyrau"
    for region in (None, "gone"):
        assert replace(ctx, person=replace(ctx.person, region_id=region)).zone(contest) == contest.tzinfo


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2020-05-20T08:59+06:00", "2020-05-20T08:00+05:00"),
        ("2020-05-20T09:00+06:00", None),
        ("2020-05-20T21:59+06:00", None),
        ("2020-05-20T22:00+06:00", "2020-05-21T08:00+05:00"),
    ],
)
async def test_nobody_is_woken_by_their_own_clock(ctx: Context, contest: Contest, now: str, until: str | None) -> None:
    found = await by_day(said)(replace(ctx, now=moment(now)), letter())
    assert found == (Later(moment(until)) if until else Screen(contest.id))


@pytest.mark.parametrize("contest_id", ["gone", None])
async def test_of_a_contest_that_is_gone_nothing_is_said(ctx: Context, contest_id: str | None) -> None:
    assert await by_day(said)(ctx, letter(contest_id)) == Nothing("the contest is gone")


@pytest.mark.parametrize(
    ("rules", "now", "deadline", "nothing"),
    [
        (None, "2020-05-27T18:00+06:00", None, None),
        ("7d 1d", "2020-05-27T18:00+06:00", None, None),
        ("1d", "2020-05-27T18:00+06:00", None, OutboxState.SKIPPED),
        (None, "2020-05-27T18:00+06:00", "20200601T1200Z", OutboxState.SKIPPED),
        (None, "2020-06-03T18:00+06:00", None, OutboxState.MISSED),
    ],
)
async def test_what_is_not_wanted_any_more_is_not_said(
    ctx: Context, contest: Contest, rules: str | None, now: str, deadline: str | None, nothing: OutboxState | None
) -> None:
    later = replace(ctx, now=moment(now), person=replace(ctx.person, reminders=rules))
    found = outdated(later, contest, ReminderRule.DAYS_7, deadline or stamp(contest.deadline))
    assert (found.state if found else None) is nothing


@pytest.mark.parametrize(
    ("rule", "late", "on_the_dot"),
    [
        (ReminderRule.DAYS_7, timedelta(), True),
        (ReminderRule.DAYS_7, timedelta(minutes=2, seconds=59), True),
        (ReminderRule.DAYS_7, timedelta(minutes=3), False),
        (ReminderRule.DAYS_7, -timedelta(seconds=1), False),
        (ReminderRule.START, timedelta(minutes=1), False),
    ],
)
def test_seven_days_are_said_to_be_seven_though_the_queue_took_a_moment(
    contest: Contest, rule: ReminderRule, late: timedelta, on_the_dot: bool
) -> None:
    week = contest.deadline - timedelta(days=7)
    assert on_time(contest, rule, week + late) == (week if on_the_dot else week + late)


# what it says


async def test_with_nothing_done_the_topic_comes_first_then_what_takes_longest(ctx: Context, contest: Contest) -> None:
    found = what_is_open(ctx, contest, package(contest, topic_id=None), NO_DAYS)
    first, *rest = found.urgent
    assert (first.document, first.step) == (None, None)
    begin = starts(contest, statuses(contest, None), ctx.now)
    assert [each.document for each in rest] == [each.document for each in begin][: MOST_URGENT - 1]
    assert len(found.documents) == len(contest.documents.documents)


@pytest.mark.parametrize(("topic_id", "asked"), [("topic_5", False), ("gone", True), (None, True)])
async def test_a_topic_is_asked_for_where_there_is_none(
    ctx: Context, contest: Contest, topic_id: str | None, asked: bool
) -> None:
    first = what_is_open(ctx, contest, package(contest, topic_id=topic_id), NO_DAYS).urgent[0]
    assert (first.document is None and first.step is None) is asked


async def test_what_one_set_for_today_comes_before_all_that_has_a_day(ctx: Context, contest: Contest) -> None:
    today = date(2020, 5, 20)
    chosen = contest.documents.documents[-1]
    found = what_is_open(ctx, contest, package(contest), own({chosen.id: today}))
    first = found.urgent[0]
    assert (first.document, first.day, first.own, first.late) == (chosen, today, True, False)
    assert first in found.due


async def test_what_is_over_is_late_and_what_is_to_come_is_not_due(ctx: Context, contest: Contest) -> None:
    first, second = contest.documents.documents[:2]
    days = {first.id: date(2020, 5, 19), second.id: date(2020, 5, 21)}
    found = what_is_open(ctx, contest, package(contest), own(days))
    theirs = {point.document: point for point in found.due if point.own}
    assert list(theirs) == [first]
    assert theirs[first].late


async def test_each_document_is_named_once(ctx: Context, contest: Contest) -> None:
    slow = starts(contest, statuses(contest, None), ctx.now)[0].document
    found = what_is_open(ctx, contest, package(contest), own({slow.id: date(2020, 5, 20)}))
    documents = [point.document for point in found.urgent]
    assert len(documents) == len({each.id for each in documents if each}) == MOST_URGENT


async def test_what_is_ready_is_open_no_more_and_steps_are_counted(ctx: Context, contest: Contest) -> None:
    first, second = contest.documents.documents[:2]
    step = contest.preparing.steps[0]
    plain = what_is_open(ctx, contest, package(contest), NO_DAYS)
    found = what_is_open(
        ctx,
        contest,
        package(
            contest,
            (MarkKind.DOCUMENT, first.id, DocumentStatus.READY.value),
            (MarkKind.DOCUMENT, second.id, DocumentStatus.IN_PROGRESS.value),
            (MarkKind.STEP, step.id, DONE),
        ),
        own({first.id: date(2020, 5, 1)}),
    )
    assert first not in found.documents
    assert second in found.documents
    assert found.steps == plain.steps - 1
    assert not any(point.document == first for point in (*found.urgent, *found.due))


def test_what_is_handed_in_or_archived_is_no_work(contest: Contest) -> None:
    last = contest.preparing.steps[-1]
    working = package(contest)
    done = package(contest, (MarkKind.STEP, last.id, DONE))
    assert at_work(contest, [working, done, replace(working, archived=True), replace(done, archived=True)]) == (
        [working],
        [done],
    )
