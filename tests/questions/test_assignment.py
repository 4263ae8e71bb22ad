"""Whose turn it is, where everybody is at work, away, gone or the one who asks."""

from dataclasses import replace
from datetime import date, datetime

import pytest

from bot.app import App
from bot.services.questions.assignment import Roster, answerer, first, second
from content.models import Contest
from storage.consultants.consultants import Link
from storage.questions.questions import STAFF
from tests.conftest import OPEN, MovableClock
from tests.support.asking import ASKER, consultant, context, question
from tests.support.presence import there
from tests.support.staff import OWNER

TODAY = date(2020, 5, 20)


def link(consultant_id: str, person_id: int, **more: object) -> Link:
    plain = Link("2020-repeat", consultant_id, person_id, "", False, OPEN, True, None, None, None)
    return replace(plain, **more)  # type: ignore[arg-type]


def away(link: Link, substitute_id: int | None = None) -> Link:
    return replace(link, away_from=TODAY, away_until=TODAY, substitute_id=substitute_id)


IBADULLAEV = link("ibadullaev", 11)
SARBALINA = link("sarbalina", 12)
ERGALIEVA = link("ergalieva", 13)


def roster(*links: Link, staff: tuple[int, ...] = (OWNER,)) -> Roster:
    return Roster(links, staff, TODAY)


@pytest.mark.parametrize(
    ("link", "asker", "present"),
    [
        (IBADULLAEV, ASKER, True),
        (IBADULLAEV, 11, False),
        (away(IBADULLAEV), ASKER, False),
        (replace(IBADULLAEV, reachable=False), ASKER, False),
        (replace(IBADULLAEV, away_from=date(2020, 5, 21), away_until=date(2020, 5, 22)), ASKER, True),
        (None, ASKER, False),
    ],
)
def test_who_can_answer_now(link: Link | None, asker: int, present: bool) -> None:
    assert roster().present(link, asker) is present


@pytest.mark.parametrize(
    ("on", "found"),
    [
        (roster(away(IBADULLAEV, 12), SARBALINA), "sarbalina"),
        (roster(away(IBADULLAEV, 12), away(SARBALINA)), None),
        (roster(away(IBADULLAEV, 12), replace(SARBALINA, reachable=False)), None),
        (roster(away(IBADULLAEV, 12)), None),
        (roster(away(IBADULLAEV, 11), link("sarbalina", 11)), None),
        (roster(away(IBADULLAEV), SARBALINA), None),
    ],
)
def test_who_stands_in_has_to_be_at_work_and_somebody_else(on: Roster, found: str | None) -> None:
    substitute = on.substitute(on.linked("ibadullaev"), ASKER)
    assert (substitute.consultant_id if substitute else None) == found


def test_a_card_goes_to_the_consultant_or_to_all_of_staff_but_never_to_who_asks() -> None:
    on = roster(IBADULLAEV, staff=(OWNER, 11))
    assert on.people("ibadullaev", ASKER) == (11,)
    assert on.people("ibadullaev", 11) == (OWNER,)
    assert on.people(STAFF, ASKER) == (OWNER, 11)
    assert roster(replace(IBADULLAEV, reachable=False)).people("ibadullaev", ASKER) == (OWNER,)
    assert roster(away(IBADULLAEV)).people("ibadullaev", ASKER) == (11,), "whose turn it is was decided before"


@pytest.mark.parametrize(
    ("on", "asker", "too_late", "holder"),
    [
        (roster(IBADULLAEV), ASKER, False, "ibadullaev"),
        (roster(IBADULLAEV), ASKER, True, STAFF),
        (roster(IBADULLAEV, staff=()), ASKER, True, "ibadullaev"),
        (roster(IBADULLAEV), 11, False, STAFF),
        (roster(IBADULLAEV, staff=()), 11, False, STAFF),
        (roster(away(IBADULLAEV, 12), SARBALINA), ASKER, False, "sarbalina"),
        (roster(away(IBADULLAEV), SARBALINA), ASKER, False, STAFF),
        (roster(away(IBADULLAEV), SARBALINA, staff=()), ASKER, False, "ibadullaev"),
        (roster(SARBALINA), ASKER, False, STAFF),
    ],
)
def test_to_whom_a_new_question_goes(contest: Contest, on: Roster, asker: int, too_late: bool, holder: str) -> None:
    assert first(on, contest, "atyrau", asker, too_late=too_late) == holder


def test_without_a_region_staff_are_asked(contest: Contest) -> None:
    assert first(roster(IBADULLAEV), contest, "", ASKER, too_late=False) == STAFF


@pytest.mark.parametrize(
    ("on", "waiting", "holder"),
    [
        (roster(away(IBADULLAEV, 13), SARBALINA, ERGALIEVA), ["ergalieva"], "ergalieva"),
        (roster(IBADULLAEV, SARBALINA, ERGALIEVA), ["sarbalina", "sarbalina", "ergalieva"], "ergalieva"),
        (roster(IBADULLAEV, SARBALINA, ERGALIEVA), [], "ergalieva"),
        (roster(IBADULLAEV, away(SARBALINA), link("ergalieva", ASKER)), [], STAFF),
        (roster(IBADULLAEV, link("sarbalina", 11)), [], STAFF),
        (roster(IBADULLAEV, staff=()), [], "ibadullaev"),
    ],
)
async def test_who_is_asked_next(app: App, on: Roster, waiting: list[str], holder: str) -> None:
    """Who stands in, else who has the least to do; then staff."""
    asked = await question(app, "ibadullaev")
    for each in waiting:
        await question(app, each)
    async with app.database.reading() as connection:
        assert await second(connection, on, asked) == holder


async def test_what_staff_hold_stays_with_staff(app: App) -> None:
    asked = await question(app, STAFF)
    async with app.database.reading() as connection:
        assert await second(connection, roster(IBADULLAEV, SARBALINA), asked) == STAFF


@pytest.mark.parametrize(
    ("moment", "by_staff", "due"),
    [
        ("2020-05-20T10:00+06:00", False, "2020-05-21T10:30+06:00"),
        ("2020-06-03T17:30+06:00", True, "2020-06-03T17:45+06:00"),
    ],
)
async def test_who_would_answer_and_by_when(
    app: App, contest: Contest, clock: MovableClock, moment: str, by_staff: bool, due: str
) -> None:
    clock.move_to(moment)
    await consultant(app, 11, "ibadullaev")
    await context(app, OWNER)
    ctx = await context(app, ASKER, region="atyrau")
    async with app.database.reading() as connection:
        found = await answerer(ctx, connection, contest)
    assert found is not None
    assert there(found.consultant).id == "ibadullaev"
    assert found.number == "+77755915570"
    assert found.linked
    assert found.by_staff is by_staff
    assert found.reachable
    assert found.due_at == datetime.fromisoformat(due)


async def test_where_no_staff_have_begun_the_bot_the_consultant_is_asked_whenever_it_is(
    app: App, contest: Contest, clock: MovableClock
) -> None:
    clock.move_to("2020-06-03T17:30+06:00")
    ctx = await context(app, ASKER, region="atyrau")
    async with app.database.reading() as connection:
        nobody = await answerer(ctx, connection, contest)
    assert nobody is not None
    assert (nobody.linked, nobody.by_staff, nobody.reachable) == (False, True, False)
    await consultant(app, 11, "ibadullaev")
    async with app.database.reading() as connection:
        found = await answerer(ctx, connection, contest)
    assert found is not None
    assert (found.linked, found.by_staff, found.reachable) == (True, False, True)


async def test_before_a_region_is_chosen_nobody_would(app: App, contest: Contest) -> None:
    ctx = await context(app, ASKER)
    async with app.database.reading() as connection:
        assert await answerer(ctx, connection, contest) is None
