"""Whoever is blocked gets nothing and nothing of theirs is taken, until the block ends; their data stays theirs."""

import json

import pytest

from bot.access import Right
from bot.app import App
from bot.services.personal import silence
from bot.services.personal.silence import Silence
from content.models import Language
from storage.audit import audit
from storage.entry import people
from storage.personal import blocked
from tests.conftest import MovableClock
from tests.support.broadcasting import confirm, go, text
from tests.support.consulting import ask
from tests.support.conversation import Chats, Phone, deliver
from tests.support.staff import with_rights

LINE = "Деректеріңіз бұғатталған"


async def block(staff: Phone, typed: str) -> None:
    await staff.send("/staff")
    await staff.tap("Адамдардың деректері", "Бұғатталғандар")
    await staff.send(typed)
    await staff.tap("Бұғаттау")
    assert "бұғатталсын ба?" in staff.text
    await staff.tap("Иә, бұғатталсын")


@pytest.fixture
async def staff(chats: Chats, owner: Phone) -> Phone:
    return await with_rights(chats, Right.ANSWER)


def lines(phone: Phone) -> int:
    return sum(LINE in (message.text or "") for message in phone.messages)


async def test_what_a_blocked_person_sends_gets_one_line_a_day_and_is_not_kept(
    app: App, clock: MovableClock, applicant: Phone, staff: Phone
) -> None:
    await applicant.begin()
    await block(staff, str(applicant.id))
    assert staff.toast == "Бұғатталды"
    assert "⛔ Бұғатталған" in staff.text
    for words in ("Мөр керек пе?", "/start", "Мерзім қашан?"):
        await applicant.send(words)
    await applicant.send_sticker()
    assert lines(applicant) == 1
    said, *_ = (message for message in applicant.messages if LINE in (message.text or ""))
    assert "grants@cisc.kz" in (said.text or "")
    menu = next(message for message in applicant.messages if message.reply_markup)
    await applicant.press("topics:2020-repeat", menu.message_id)
    assert applicant.toast == LINE
    clock.advance(days=1)
    await applicant.send("Мөр керек пе?")
    assert lines(applicant) == 2
    async with app.database.reading() as reader:
        person = await people.find(reader, applicant.id)
    assert person is not None
    assert person.seen_on is None


async def test_reminders_and_broadcasts_stop_until_the_block_ends(
    app: App, clock: MovableClock, applicant: Phone, staff: Phone
) -> None:
    await applicant.begin()
    await block(staff, str(applicant.id))
    before = len(applicant.messages)
    clock.move_to("2020-05-28T10:00+06:00")
    await deliver(app)
    await confirm(app, {Language.KK: text("Сәлем")})
    await go(app)
    assert len(applicant.messages) == before
    await staff.press(f"setblock:{applicant.id}:0:1")
    assert "✅ Бұғатталмаған" in staff.text
    await confirm(app, {Language.KK: text("Қайта сәлем")})
    await go(app)
    assert len(applicant.messages) == before + 1
    await applicant.send("/start")
    assert lines(applicant) == 0


async def test_what_was_queued_before_goes_to_nobody_who_is_blocked(
    app: App, applicant: Phone, consultant: Phone, staff: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    await block(staff, "№1")
    before = len(applicant.messages)
    await consultant.press("reply:1")
    await consultant.send("Жоқ.")
    await consultant.tap("Отправить")
    await deliver(app)
    assert len(applicant.messages) == before


async def test_an_edit_of_a_blocked_person_reaches_nobody(
    app: App, applicant: Phone, consultant: Phone, staff: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    mine = next(m.message_id for m in applicant.messages if m.text == "Мөр керек пе?" and m.from_user)
    await block(staff, "№1")
    await applicant.edit(mine, "Басқа сөз")
    await consultant.press("case:1")
    assert "Басқа сөз" not in consultant.text
    assert lines(applicant) == 0


async def test_both_ends_stand_in_the_audit_log(app: App, applicant: Phone, owner: Phone, staff: Phone) -> None:
    await applicant.begin()
    await block(staff, str(applicant.id))
    await staff.tap("Бұғаттан шығару", "Иә, шығарылсын")
    async with app.database.scanning() as reader:
        deeds = await audit.page(reader, offset=0, limit=10)
    done = [(each.person_id, each.action, each.detail) for each in deeds if each.action.startswith("person.")]
    assert done == [
        (staff.id, "person.unblocked", {"person": applicant.id}),
        (staff.id, "person.blocked", {"person": applicant.id}),
    ]


async def test_who_is_meant_has_to_be_known(applicant: Phone, staff: Phone) -> None:
    await applicant.begin()
    await staff.send("/staff")
    await staff.tap("Адамдардың деректері", "Бұғатталғандар")
    for words in ("№7", "99", "кім", "9" * 30, "№0"):
        await staff.send(words)
        assert "білмейді" in staff.text


async def test_staff_and_consultants_cannot_be_blocked(owner: Phone, consultant: Phone, staff: Phone) -> None:
    for phone in (owner, consultant, staff):
        await staff.press(f"setblock:{phone.id}:1:1")
        assert "бұғатталмайды" in staff.text
    await consultant.press("restdata:1")
    assert "не блокируются" in consultant.text


async def test_nobody_without_the_right_blocks_anybody(chats: Chats, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    other = await with_rights(chats, Right.ANNOUNCE)
    await other.send("/staff")
    await other.tap("Адамдардың деректері")
    assert "Бұғатталғандар" not in other.buttons
    for phone in (other, applicant):
        for data in ("blocks:1", f"block1:{applicant.id}", f"setblock:{applicant.id}:1:1"):
            await phone.press(data)
            assert "Telegram ID" not in phone.text
    await applicant.send("/start")
    assert lines(applicant) == 0


async def test_people_have_their_own_data_rest_and_use_it_again(app: App, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Баптаулар", "Менің деректерім", "Деректерімді бұғаттау")
    assert "бұғатталсын ба?" in applicant.text
    await applicant.tap("Иә, бұғатталсын")
    assert LINE in applicant.text
    await applicant.send("Мөр керек пе?")
    assert lines(applicant) == 1
    async with app.database.reading() as reader:
        assert await blocked.number(reader) == 1
    await applicant.press("usedata")
    assert applicant.toast == "Бұғаттан шығарылды"
    await applicant.send("/start")
    assert "Деректеріңіз" not in applicant.text


async def test_nobody_ends_what_staff_began_but_staff(applicant: Phone, staff: Phone) -> None:
    await applicant.begin()
    await block(staff, str(applicant.id))
    await applicant.send("Сәлем")
    assert "Бұғаттан шығару" not in applicant.buttons
    await applicant.press("usedata")
    await applicant.send("/start")
    assert lines(applicant) == 1
    assert applicant.text == "/start"
    await staff.tap("Артқа")
    assert str(applicant.id) in staff.text


async def test_who_is_blocked_takes_their_data_along_or_deletes_it(app: App, applicant: Phone, staff: Phone) -> None:
    await applicant.begin()
    await block(staff, str(applicant.id))
    await applicant.send("Сәлем")
    await applicant.tap("Менің деректерім", "Файл түрінде алу")
    assert json.loads(applicant.received)["person"]["blocked_by"] == "staff"
    await applicant.press("forget")
    await applicant.send("ЖОЮ")
    async with app.database.reading() as reader:
        assert await people.find(reader, applicant.id) is None


async def test_who_is_blocked_is_not_taken_for_silent(
    app: App, clock: MovableClock, applicant: Phone, staff: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(silence, "REST", 0.0)
    asking = Silence(app.database, app.clock, app.access, 365, app.silence.wake)
    await applicant.begin()
    clock.advance(days=366)
    await asking.tick()
    await deliver(app)
    assert "сақтай берейік пе" in applicant.text
    await block(staff, str(applicant.id))
    clock.advance(days=40)
    await asking.tick()
    async with app.database.reading() as reader:
        assert await people.find(reader, applicant.id) is not None


async def test_whoever_floods_is_blocked_from_the_card_of_a_question(
    app: App, applicant: Phone, consultant: Phone, staff: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    await consultant.press("case:1")
    assert "Бұғаттау" not in " ".join(consultant.buttons)
    assert "Заблокировать" not in " ".join(consultant.buttons)
    await staff.press("case:1")
    await staff.tap("Бұғаттау")
    assert "№1 сұрақты жазған адам бұғатталсын ба?" in staff.text
    await staff.press("blockask:1:1")
    assert staff.toast == "Бұғатталды"
    assert "Мөр керек пе?" in staff.text
    await applicant.send("Тағы сұрақ")
    assert lines(applicant) == 1
    await staff.press("blockask:1:1")
    assert "⛔ Бұғатталған" in staff.text


async def test_whoever_may_not_block_does_not_do_so_by_an_old_button(
    app: App, applicant: Phone, consultant: Phone
) -> None:
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?")
    await consultant.press("blockask:1:1")
    async with app.database.reading() as reader:
        assert await blocked.find(reader, applicant.id) is None
