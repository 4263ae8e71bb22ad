"""Decisions on when applications are taken, as staff type them."""

from datetime import date, datetime, timedelta

import pytest

from bot.app import App
from bot.payloads.contests.contest import DecisionKind
from bot.services.contests.decisions import A_MINUTE, Decision, decision_fault, decision_typed, moment_fault
from content.models import Addendum, Contest, Text
from tests.support.asking import context

WORDS = Text(kk="шешім", ru="решение")


def ended(contest: Contest, **values: object) -> Contest:
    """The same contest with other dates."""
    return contest.model_copy(update={"contest": contest.contest.model_copy(update=values)})


@pytest.mark.parametrize(
    ("typed", "number", "day", "source"),
    [
        ("№ 21, 2.06.2020, cisc.kz", "21", date(2020, 6, 2), "cisc.kz"),
        ("21/а от 02.06.2020; приказ на  сайте", "21/а", date(2020, 6, 2), "приказ на сайте"),
        ("21 2020-06-02, cisc.kz", "21", date(2020, 6, 2), "cisc.kz"),
        (" № 21\n2.06.2020\ncisc.kz\n", "21", date(2020, 6, 2), "cisc.kz"),
    ],
)
def test_a_decision_is_its_number_its_day_and_where_it_stands(
    app: App, typed: str, number: str, day: date, source: str
) -> None:
    found = decision_typed(app.texts, typed)
    assert found is not None
    assert (found.announced, found.source) == (day, source)
    assert all(number in text for text in (found.text.kk, found.text.ru))
    assert found.text.kk != found.text.ru


@pytest.mark.parametrize("typed", ["", "21", "№ 21, 2.06.2020", "№ 21, 31.02.2020, cisc.kz", "2.06.2020, cisc.kz"])
def test_what_lacks_a_part_is_no_decision(app: App, typed: str) -> None:
    assert decision_typed(app.texts, typed) is None


@pytest.mark.parametrize(
    ("kind", "moment", "fault"),
    [
        (DecisionKind.EXTEND, "2020-06-08T18:00+06:00", None),
        (DecisionKind.EXTEND, "2020-06-03T18:00+06:00", "not_later"),
        (DecisionKind.EXTEND, "2020-11-28T18:00+06:00", "project_end"),
        (DecisionKind.EXTEND, "2020-05-20T09:58+06:00", "past"),
        (DecisionKind.CLOSE, "2020-05-20T09:59+06:00", None),
        (DecisionKind.CLOSE, "2020-06-03T17:59+06:00", None),
        (DecisionKind.CLOSE, "2020-06-03T18:00+06:00", "too_late"),
    ],
)
async def test_for_which_moment_a_decision_may_be(
    app: App, contest: Contest, kind: DecisionKind, moment: str, fault: str | None
) -> None:
    ctx = await context(app, 9001)
    assert moment_fault(ctx, contest, kind, datetime.fromisoformat(moment), A_MINUTE) == fault


@pytest.mark.parametrize(
    ("announced", "fault"),
    [(date(2020, 5, 21), "future"), (date(2020, 5, 20), None), (date(2020, 5, 17), "older"), (date(2020, 5, 18), None)],
)
async def test_a_decision_comes_after_the_one_before_and_not_from_tomorrow(
    app: App, contest: Contest, announced: date, fault: str | None
) -> None:
    ctx = await context(app, 9001)
    before = Addendum(at=datetime(2020, 6, 8, 18), announced=date(2020, 5, 18), decision=WORDS)  # noqa: DTZ001
    deadline = contest.contest.deadline.model_copy(update={"addenda": (before,)})
    found = decision_fault(ctx, ended(contest, deadline=deadline), Decision(WORDS, announced, "cisc.kz"))
    assert found == fault


async def test_the_first_decision_may_be_of_any_day(app: App, contest: Contest) -> None:
    ctx = await context(app, 9001)
    long_ago = ctx.now.date() - timedelta(days=365)
    assert decision_fault(ctx, contest, Decision(WORDS, long_ago, "cisc.kz")) is None
