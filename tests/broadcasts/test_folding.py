"""Announcements of long ago: their rows become counts, and the report says the same as before."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.app import App
from bot.services.broadcasts import dispatch, folding
from bot.services.broadcasts.folding import KEPT, fold_old
from content.models import Language
from storage.broadcasts import broadcasts
from storage.broadcasts import folding as stored
from storage.tables import announcement_counts, outbox
from storage.tables.delivery import OutboxKind
from tests.conftest import MovableClock
from tests.support.broadcasting import confirm, go, text
from tests.support.conversation import Chats, Phone

pytestmark = pytest.mark.slow

BOTH = {Language.KK: text("Сәлем, қазақша", 1), Language.RU: text("Привет, по-русски", 2)}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dispatch, "REST", 0.0)
    monkeypatch.setattr(folding, "REST", 0.0)
    monkeypatch.setattr(folding, "PORTION", 2)


@pytest.fixture
async def sent(app: App, chats: Chats, clock: MovableClock, owner: Phone) -> int:
    """An announcement to five people, of whom one has blocked the bot; then its Kazakh words were corrected twice."""
    phones = [chats.person(number) for number in (7001, 7002, 7003)]
    for phone in phones:
        await phone.begin()
    await phones[0].press("region:2020-repeat:akmola:0")
    chats.telegram.block(phones[2].id)
    announcement = await confirm(app, BOTH)
    await go(app)
    for words in ("Бірінші түзету", "Екінші түзету"):
        await owner.press(f"bcfix:{announcement}:kk")
        await owner.send(words)
        await owner.tap("Исправить")
        await go(app)
        clock.advance(minutes=1)
    return announcement


async def number_of_rows(app: App) -> int:
    async with app.database.reading() as reader:
        rows = select(func.count()).where(outbox.c.announcement_id.is_not(None))
        found: int = (await reader.execute(rows)).scalar_one()
    return found


async def shown(owner: Phone, announcement: int) -> tuple[str, str]:
    await owner.press(f"bcrep:{announcement}")
    report = owner.text
    await owner.press(f"bc:{announcement}")
    return report, owner.text


async def test_the_report_says_the_same_when_the_rows_are_gone(
    app: App, clock: MovableClock, owner: Phone, sent: int
) -> None:
    before = await shown(owner, sent)
    assert await number_of_rows(app) > 4
    clock.advance(days=KEPT.days - 1)
    await fold_old(app.database, clock)
    assert await number_of_rows(app) > 4
    clock.advance(days=2)
    await fold_old(app.database, clock)
    assert await number_of_rows(app) == 0
    assert await shown(owner, sent) == before


async def test_what_was_folded_cannot_be_corrected_or_taken_back(
    app: App, clock: MovableClock, owner: Phone, sent: int
) -> None:
    await owner.press(f"bc:{sent}")
    buttons = owner.buttons
    clock.advance(days=KEPT.days + 1)
    await fold_old(app.database, clock)
    await owner.press(f"bc:{sent}")
    assert set(buttons) - set(owner.buttons)
    assert not [label for label in owner.buttons if "справить" in label or "тозвать" in label]
    for data in (f"bcfix:{sent}:kk", f"bcback:{sent}", f"bcback:{sent}:1"):
        await owner.press(data)
        assert "уже нельзя" in owner.text, data
    async with app.database.reading() as reader:
        one = await broadcasts.find(reader, sent)
    assert one is not None
    assert one.mended_to is None


async def test_folding_that_was_broken_off_goes_on(app: App, clock: MovableClock, owner: Phone, sent: int) -> None:
    before = await shown(owner, sent)
    clock.advance(days=KEPT.days + 1)
    async with app.database.writing() as connection:
        await stored.begin(connection, sent, clock.now())
        await stored.fold(connection, sent, 3)
    assert (await shown(owner, sent))[0] == before[0], "half of it is rows, half of it counts"
    await fold_old(app.database, clock)
    assert await number_of_rows(app) == 0
    assert await shown(owner, sent) == before


async def test_of_corrections_the_newest_alone_is_counted(app: App, clock: MovableClock, sent: int) -> None:
    clock.advance(days=KEPT.days + 1)
    await fold_old(app.database, clock)
    async with app.database.reading() as reader:
        counts = announcement_counts.c
        newest = select(func.sum(counts.number)).where(counts.kind == OutboxKind.CORRECTION)
        assert (await reader.execute(newest)).scalar() == 2


async def test_what_waits_is_left_alone(app: App, clock: MovableClock, owner: Phone) -> None:
    await confirm(app, BOTH, at=clock.now() + timedelta(days=KEPT.days + 10))
    await go(app)
    clock.advance(days=KEPT.days + 5)
    await fold_old(app.database, clock)
    async with app.database.reading() as reader:
        assert await stored.due(reader, clock.now()) is None
