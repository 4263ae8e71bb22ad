"""Whoever has not come for long is asked whether their data should stay, and forgotten where nothing is said."""

import pytest

from bot.access import Right
from bot.app import App
from bot.services.personal import silence
from bot.services.personal.silence import Silence
from storage.entry import people
from tests.conftest import MovableClock
from tests.support.consulting import CONSULTANT, IBADULLAEV, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import with_rights

pytestmark = pytest.mark.slow

QUESTION = "Деректеріңізді сақтай берейік пе?"


@pytest.fixture
def asking(app: App, monkeypatch: pytest.MonkeyPatch) -> Silence:
    """By day, with nobody to be let wait."""
    monkeypatch.setattr(silence, "REST", 0.0)
    return Silence(app.database, app.clock, app.access, 365, app.silence.wake)


async def known(app: App, phone: Phone) -> bool:
    async with app.database.reading() as reader:
        return await people.find(reader, phone.id) is not None


def asked(phone: Phone) -> int:
    return sum(QUESTION in (message.text or "") for message in phone.messages)


async def pass_days(app: App, clock: MovableClock, asking: Silence, days: int) -> None:
    clock.advance(days=days)
    for _ in range(2):
        await asking.tick()
        await deliver(app)


async def test_whoever_says_nothing_is_forgotten_after_thirty_days(
    app: App, clock: MovableClock, asking: Silence, applicant: Phone
) -> None:
    await applicant.begin()
    await applicant.send("/start")
    await pass_days(app, clock, asking, 364)
    assert asked(applicant) == 0
    await pass_days(app, clock, asking, 2)
    assert asked(applicant) == 1
    assert "2020 жылғы 20 мамыр" in applicant.plain
    await pass_days(app, clock, asking, 29)
    assert await known(app, applicant)
    await pass_days(app, clock, asking, 2)
    assert not await known(app, applicant)


async def test_whoever_taps_stays(app: App, clock: MovableClock, asking: Silence, applicant: Phone) -> None:
    await applicant.begin()
    await pass_days(app, clock, asking, 366)
    await applicant.tap("Сақтай беріңіз")
    assert applicant.toast == "Деректеріңіз сақталады"
    await pass_days(app, clock, asking, 31)
    assert await known(app, applicant)
    assert asked(applicant) == 1


async def test_staff_consultants_and_whoever_cannot_be_reached_stay(
    app: App, clock: MovableClock, asking: Silence, chats: Chats, applicant: Phone
) -> None:
    await applicant.begin()
    others = [applicant, await with_rights(chats, Right.ANNOUNCE), await linked(chats, CONSULTANT, IBADULLAEV, "Аскар")]
    app.bot.session.telegram.block(applicant.id)  # type: ignore[attr-defined]
    await pass_days(app, clock, asking, 366)
    await pass_days(app, clock, asking, 31)
    assert [await known(app, phone) for phone in others] == [True, True, True]
    assert [asked(phone) for phone in others] == [0, 0, 0]


async def test_without_a_number_nobody_is_asked(app: App, clock: MovableClock, applicant: Phone) -> None:
    await applicant.begin()
    await pass_days(app, clock, app.silence, 4000)
    assert asked(applicant) == 0
    assert await known(app, applicant)


async def test_nobody_is_woken(app: App, clock: MovableClock, asking: Silence, applicant: Phone) -> None:
    await applicant.begin()
    clock.move_to("2021-06-01T02:00+06:00")
    await asking.tick()
    await deliver(app)
    assert asked(applicant) == 0
    clock.move_to("2021-06-01T08:01+06:00")
    await deliver(app)
    assert asked(applicant) == 1
