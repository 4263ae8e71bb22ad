"""A deadline that is moved, moved back or brought forward: told once, with the date that was known."""

from datetime import date, datetime

import pytest

from bot.app import App
from content.models import Addendum, Text
from tests.conftest import MovableClock
from tests.support.conversation import Phone, deliver, plain
from tests.support.reminding import at, move_deadline

pytestmark = pytest.mark.slow


@pytest.mark.slow
async def test_a_later_deadline_is_told_once_and_counts_from_then_on(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-31T18:00+06:00")
    clock.move_to("2020-06-03T12:00+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-06-03"))
    before = len(director.messages)
    await deliver(app)
    await deliver(app)
    told = [plain(message) for message in director.messages[before:]]
    assert len(told) == 1
    assert "3 маусым, 18:00" in told[0]
    assert "5 маусым, 18:00" in told[0]
    assert "№1 бұйрық" in told[0]
    await at(app, clock, "2020-06-03T15:00+06:00")
    assert len(director.messages) == before + 1
    await at(app, clock, "2020-06-04T18:00+06:00")
    assert "Мерзімге 1 күн қалды" in director.plain


async def test_moved_twice_during_an_outage_the_last_date_is_told_with_the_one_that_was_known(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await deliver(app)
    clock.move_to("2020-05-25T12:00+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-05-20"), ("2020-06-08T18:00", "2020-05-24"))
    before = len(director.messages)
    await deliver(app)
    told = [plain(message) for message in director.messages[before:] if "Мерзім өзгерді" in (message.text or "")]
    assert len(told) == 1
    assert "3 маусым" in told[0]
    assert "8 маусым" in told[0]
    assert "5 маусым" not in told[0]


@pytest.mark.slow
async def test_an_earlier_deadline(app: App, clock: MovableClock, director: Phone) -> None:
    clock.move_to("2020-05-25T12:00+06:00")
    await deliver(app)
    move_deadline(app, ("2020-05-28T18:00", "2020-05-25"))
    before = len(director.messages)
    await deliver(app)
    assert [plain(message).splitlines()[0] for message in director.messages[before:]] == ["📅 Мерзім өзгерді"]
    await at(app, clock, "2020-05-27T18:00+06:00")
    assert "Мерзімге 1 күн қалды" in director.plain
    await at(app, clock, "2020-05-28T19:00+06:00")
    assert "қабылдау аяқталды" in director.plain


@pytest.mark.slow
async def test_a_deadline_moved_after_the_old_one_has_passed_opens_the_contest_again(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-06-04T10:00+06:00")
    assert "қабылдау аяқталды" in director.plain
    move_deadline(app, ("2020-06-06T18:00", "2020-06-04"))
    await deliver(app)
    assert "Мерзім өзгерді" in director.plain
    await at(app, clock, "2020-06-05T18:00+06:00")
    assert "Мерзімге 1 күн қалды" in director.plain
    await at(app, clock, "2020-06-06T19:30+06:00")
    assert "қабылдау аяқталды" in director.plain


def moved_notices(phone: Phone) -> list[str]:
    return [plain(message) for message in phone.messages if "Мерзім өзгерді" in (message.text or "")]


async def test_moved_twice_in_one_night_the_morning_tells_the_date_that_was_known(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-25T22:00+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"))
    await deliver(app)
    await at(app, clock, "2020-05-25T23:30+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"), ("2020-06-08T18:00", "2020-05-25"))
    await deliver(app)
    await at(app, clock, "2020-05-26T08:00+06:00")
    (told,) = moved_notices(director)
    assert "3 маусым" in told
    assert "8 маусым" in told
    assert "5 маусым" not in told


async def test_moved_and_moved_back_before_anybody_heard_of_it_is_no_news(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await deliver(app)
    clock.move_to("2020-05-25T12:00+06:00")
    await deliver(app)
    move_deadline(app, ("2020-06-05T18:00", "2020-05-26"), ("2020-06-03T18:00", "2020-05-26"))
    before = len(director.messages)
    await at(app, clock, "2020-05-27T18:00+06:00")
    lines = [plain(message).splitlines()[0] for message in director.messages[before:]]
    assert lines == ["🔔 Мерзімге 7 күн қалды"]


async def test_moved_at_night_and_back_the_same_night_is_no_news(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-25T22:00+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"))
    await deliver(app)
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"), ("2020-06-03T18:00", "2020-05-25"))
    await at(app, clock, "2020-05-25T23:00+06:00")
    await at(app, clock, "2020-05-26T08:00+06:00")
    assert moved_notices(director) == []


@pytest.mark.slow
async def test_moved_and_back_after_everybody_heard_of_it_both_dates_are_told(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-25T12:00+06:00")
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"))
    await deliver(app)
    move_deadline(app, ("2020-06-05T18:00", "2020-05-25"), ("2020-06-03T18:00", "2020-05-26"))
    await at(app, clock, "2020-05-26T12:00+06:00")
    there, back = moved_notices(director)
    assert there.index("3 маусым") < there.index("5 маусым")
    assert back.index("5 маусым") < back.index("3 маусым")
    await at(app, clock, "2020-05-31T18:00+06:00")
    assert "Мерзімге 3 күн қалды" in director.plain


async def test_a_deadline_moved_to_a_moment_that_has_passed_is_told_as_over(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-25T12:00+06:00")
    move_deadline(app, ("2020-05-25T09:00", "2020-05-25"))
    await deliver(app)
    (told,) = moved_notices(director)
    assert "өтіп кет" in told


@pytest.mark.slow
async def test_a_decision_to_close_early_is_told_before_it_takes_effect(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-25T12:00+06:00")
    decision = Addendum(
        at=datetime.fromisoformat("2020-05-28T18:00"),
        announced=date(2020, 5, 25),
        decision=Text(kk="№22 бұйрық", ru="приказ №22"),
    )
    contest = app.catalogue.current(clock.now())
    facts = contest.contest.model_copy(update={"closed": decision})
    app.catalogue.put(contest.model_copy(update={"contest": facts}), {})
    await deliver(app)
    await deliver(app)
    (told,) = moved_notices(director)
    assert told.index("3 маусым") < told.index("28 мамыр")
    assert "№22 бұйрық" in told
    await at(app, clock, "2020-05-28T19:00+06:00")
    assert "қабылдау аяқталды" in director.plain
