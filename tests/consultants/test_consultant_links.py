"""Who becomes a consultant and who is one no more: whom it concerns, and where waiting questions go."""

from typing import Any

import pytest
from sqlalchemy import select

from bot.app import App
from bot.services.consultants import consultant_links
from bot.services.consultants.consultant_links import Role, listed
from bot.services.questions.assignment import roster
from bot.services.questions.escalation import LAST
from content.catalogue import Catalogue
from content.models import Contest
from storage.consultants import consultants
from storage.questions.questions import STAFF
from storage.tables import outbox
from tests.conftest import MovableClock
from tests.support.asking import CONTEST, IBADULLAEV, SARBALINA, again, consultant, context, question, queued
from tests.support.staff import OWNER

LINKED, UNLINKED, REPLACED, CARD = "consultant_linked", "consultant_unlinked", "consultant_replaced", "question"


@pytest.fixture(autouse=True)
async def member(app: App) -> None:
    await context(app, OWNER)


def role(contest: Contest, consultant_id: str) -> Role:
    found = contest.regions.consultant(consultant_id)
    assert found is not None
    return Role(contest, found)


def without(contest: Contest, consultant_id: str, heir: str, *, gone: bool) -> Contest:
    """The contest once another has the regions of a consultant, who may be on the list no more."""
    regions = [
        each.model_copy(update={"consultant": heir}) if each.consultant == consultant_id else each
        for each in contest.regions.regions
    ]
    people = [each for each in contest.regions.consultants if not gone or each.id != consultant_id]
    changed = contest.regions.model_copy(update={"regions": tuple(regions), "consultants": tuple(people)})
    return contest.model_copy(update={"regions": changed})


async def link(app: App, contest: Contest, person: int, consultant_id: str) -> bool:
    ctx = await context(app, person)
    async with app.database.writing() as connection:
        return await consultant_links.link(ctx, connection, role(contest, consultant_id), invited=False)


async def unlink(app: App, contest: Contest, person: int, consultant_id: str, by: int = OWNER) -> bool:
    ctx = await context(app, by)
    async with app.database.writing() as connection:
        return await consultant_links.unlink(ctx, connection, contest, consultant_id, person)


async def told(app: App, kind: str) -> list[Any]:
    async with app.database.reading() as connection:
        rows = await connection.execute(select(outbox.c.content).where(outbox.c.kind == kind))
        return list(rows.scalars())


def test_a_consultant_is_known_by_every_number_printed_for_them(app: App, contest: Contest) -> None:
    region = next(each for each in contest.regions.regions if each.id == "shymkent")
    phone = contest.regions.consultants[0].phone
    own = region.model_copy(update={"phone": phone, "consultant": "ibadullaev"})
    regions = tuple(own if each.id == region.id else each for each in contest.regions.regions)
    changed = contest.model_copy(update={"regions": contest.regions.model_copy(update={"regions": regions})})
    catalogue = Catalogue({contest.id: changed})
    assert [each.consultant.id for each in listed(catalogue, "+77755915570")] == ["ibadullaev"]
    assert {each.consultant.id for each in listed(catalogue, "+77027963792")} == {"boranbaeva", "ibadullaev"}
    assert listed(catalogue, "+77000000000") == []


async def test_a_new_consultant_gets_what_waits_for_them_and_what_staff_held_for_want_of_one(
    app: App, contest: Contest
) -> None:
    theirs = await question(app, "ibadullaev")
    left = await question(app, STAFF)
    taken = await question(app, STAFF, taken_by=OWNER)
    answered = await question(app, STAFF, answered_at=app.clock.now())
    elsewhere = await question(app, STAFF, region="akmola")
    assert await link(app, contest, IBADULLAEV, "ibadullaev")
    holders = [(await again(app, each)).holder for each in (theirs, left, taken, answered, elsewhere)]
    assert holders == ["ibadullaev", "ibadullaev", STAFF, STAFF, STAFF]
    assert await queued(app) == [(LINKED, OWNER), (CARD, IBADULLAEV), (CARD, IBADULLAEV)]


async def test_a_second_time_nothing_happens(app: App, contest: Contest) -> None:
    assert await link(app, contest, IBADULLAEV, "ibadullaev")
    before = await queued(app)
    assert not await link(app, contest, IBADULLAEV, "ibadullaev")
    assert await queued(app) == before


async def test_whoever_asked_does_not_get_their_own_question(app: App, contest: Contest) -> None:
    asked = await question(app, "ibadullaev", asker=IBADULLAEV)
    await link(app, contest, IBADULLAEV, "ibadullaev")
    assert (await again(app, asked)).holder == STAFF


async def test_the_one_before_hears_of_it_and_loses_what_they_took(app: App, contest: Contest) -> None:
    await consultant(app, 13, "ibadullaev")
    asked = [await question(app, holder, taken_by=13) for holder in ("ibadullaev", "mukhanov")]
    await link(app, contest, IBADULLAEV, "ibadullaev")
    assert (UNLINKED, 13) in await queued(app)
    assert [each["before"] for each in await told(app, LINKED)] == ["Аскар"]
    assert [(await again(app, each)).taken_by for each in asked] == [None, None]


async def test_whoever_goes_on_for_another_region_keeps_what_they_took(app: App, contest: Contest) -> None:
    await consultant(app, 13, "ibadullaev")
    await consultant(app, 13, "sarbalina")
    asked = await question(app, "mukhanov", taken_by=13)
    await unlink(app, contest, 13, "ibadullaev")
    assert (await again(app, asked)).taken_by == 13
    await unlink(app, contest, 13, "sarbalina")
    assert (await again(app, asked)).taken_by is None


@pytest.mark.parametrize(("by", "hear"), [(OWNER, [IBADULLAEV]), (IBADULLAEV, [OWNER])])
async def test_of_the_end_everybody_hears_but_whoever_ended_it(
    app: App, contest: Contest, by: int, hear: list[int]
) -> None:
    await consultant(app, IBADULLAEV, "ibadullaev")
    assert await unlink(app, contest, IBADULLAEV, "ibadullaev", by)
    assert await queued(app) == [(UNLINKED, person) for person in hear]
    (content,) = await told(app, UNLINKED)
    assert (content["name"], content["called"]) == ("Аскар", "Ибадуллаев Аскар")


async def test_what_waited_goes_to_staff(app: App, contest: Contest) -> None:
    await consultant(app, IBADULLAEV, "ibadullaev")
    asked = await question(app, "ibadullaev", taken_by=IBADULLAEV)
    await unlink(app, contest, IBADULLAEV, "ibadullaev")
    after = await again(app, asked)
    assert (after.holder, after.taken_by) == (STAFF, None)
    assert (CARD, OWNER) in await queued(app)


@pytest.mark.parametrize("person", [IBADULLAEV, 999])
async def test_a_link_that_is_not_there_is_not_ended(app: App, contest: Contest, person: int) -> None:
    if person == 999:
        await consultant(app, IBADULLAEV, "ibadullaev")
    assert not await unlink(app, contest, person, "ibadullaev")
    assert await queued(app) == []


async def test_after_a_change_of_the_list_whoever_is_gone_answers_no_more(app: App, contest: Contest) -> None:
    await consultant(app, IBADULLAEV, "ibadullaev")
    await consultant(app, SARBALINA, "sarbalina")
    ctx = await context(app, OWNER)
    new = without(contest, "ibadullaev", "sarbalina", gone=True)
    async with app.database.writing() as connection:
        await consultant_links.replace(ctx, connection, contest, new)
        links = await consultants.of_contest(connection, CONTEST)
    assert [each.consultant_id for each in links] == ["sarbalina"]
    assert await queued(app) == [(UNLINKED, IBADULLAEV)]
    assert (await told(app, UNLINKED))[0]["called"] == "Ибадуллаев Аскар", "named as on the list before"


@pytest.mark.parametrize(("by", "hear"), [(OWNER, [IBADULLAEV]), (IBADULLAEV, [])])
async def test_whoever_lost_regions_hears_which(app: App, contest: Contest, by: int, hear: list[int]) -> None:
    await consultant(app, IBADULLAEV, "ibadullaev")
    ctx = await context(app, by)
    new = without(contest, "ibadullaev", "sarbalina", gone=False)
    async with app.database.writing() as connection:
        await consultant_links.replace(ctx, connection, contest, new)
        assert len(await consultants.of_contest(connection, CONTEST)) == 1
    assert await queued(app) == [(REPLACED, person) for person in hear]
    lost = [region.id for region in contest.regions.regions if region.consultant == "ibadullaev"]
    assert all(each["regions"] == lost for each in await told(app, REPLACED))
    assert len(lost) > 1


async def test_staff_hear_again_of_a_question_that_they_were_told_of_before(
    app: App, contest: Contest, clock: MovableClock
) -> None:
    asked = await question(app, STAFF, step=LAST + 1, step_at=None)
    early = await question(app, STAFF, step=0)
    await consultant(app, IBADULLAEV, "ibadullaev")
    ctx = await context(app, OWNER)
    async with app.database.writing() as connection:
        on = await roster(connection, contest, ctx.staff_ids, ctx.now)
        for each in (asked, early):
            await consultant_links.hand_over(ctx, connection, on, contest, each, "ibadullaev")
    assert (await again(app, asked)).step == LAST
    assert (await again(app, early)).step == 0
    clock.advance(days=2)
    await app.escalation.tick()
    assert (await again(app, asked)).holder == STAFF
