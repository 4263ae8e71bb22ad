"""What colleagues change is told to those who asked for it: once, together, and not at night."""

import pytest
from sqlalchemy import text

from bot.app import App
from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver

pytestmark = pytest.mark.slow

PACKAGE = "2020-repeat:1"


@pytest.fixture
async def director(applicant: Phone) -> Phone:
    """Айгүл, in Kazakh, whose package it is, with one document ready and an invitation."""
    await applicant.begin()
    await applicant.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Өтінімдерім", "1-өтінім", "Топ", "Әріптестерді")
    return applicant


@pytest.fixture
async def accountant(chats: Chats, director: Phone) -> Phone:
    """Данияр, in Russian, who wants to hear of changes."""
    phone = await _joined(chats.person(7002, "ru", "Данияр"), director)
    await phone.press(f"team:{PACKAGE}")
    assert "🔕 Об изменениях" in phone.text
    await phone.tap("Сообщать об изменениях")
    assert "🔔 Если другие" in phone.text
    return phone


@pytest.fixture
async def leader(chats: Chats, director: Phone) -> Phone:
    """Сәуле, in Kazakh, who did not ask for anything."""
    return await _joined(chats.person(7003, "kk", "Сәуле"), director)


@pytest.fixture(autouse=True)
async def _together(app: App, clock: MovableClock, accountant: Phone, leader: Phone) -> None:
    """All three are there for a while, and nobody gets reminders."""
    clock.advance(minutes=1)
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE people SET reminders = ''"))
    await deliver(app)


async def _joined(phone: Phone, owner: Phone) -> Phone:
    link = owner.copied
    if not phone.messages:
        await phone.begin("Русский" if phone.id == 7002 else "Қазақша")
    await phone.send(f"/start {link.partition('?start=')[2]}")
    return phone


async def later(app: App, clock: MovableClock, **step: float) -> None:
    clock.advance(**step)
    await deliver(app)


async def rows(app: App) -> list[tuple[str, str | None]]:
    """What became of the notices: state and reason, the oldest first."""
    async with app.database.reading() as connection:
        found = await connection.execute(text("SELECT state, reason FROM outbox WHERE kind = 'team' ORDER BY id"))
        return [(row.state, row.reason) for row in found]


async def test_changes_of_a_few_minutes_come_together_to_those_who_asked(
    app: App, clock: MovableClock, director: Phone, accountant: Phone, leader: Phone
) -> None:
    counts = [len(phone.messages) for phone in (director, accountant, leader)]
    await director.press("setdoc:2020-repeat:doc_7:in_progress:1")
    clock.advance(seconds=40)
    await leader.press("did:2020-repeat:video:done:1")
    clock.advance(seconds=40)
    await leader.press("say:2020-repeat:stamp:no:1")
    clock.advance(seconds=40)
    await director.press("choose:2020-repeat:topic_5:1")
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await later(app, clock, minutes=2)
    assert len(accountant.messages) == counts[1]
    await later(app, clock, minutes=1)
    told = accountant.last.text or ""
    assert [len(phone.messages) for phone in (director, accountant, leader)] == [counts[0], counts[1] + 1, counts[2]]
    assert "есть изменения" in told.splitlines()[0]
    assert told.count("Айгүл") == told.count("Сәуле") == 1
    assert told.index("Айгүл") < told.index("Сәуле")
    assert "• Тема: " in told
    assert told.count("• 7. ") == 1
    assert ": ✅ готово" in told
    assert "Видеообзор: ✅ сделано" in told
    assert "есть печать? Нет" in told
    assert accountant.buttons == ["Документы", "Не сообщать об изменениях"]
    await later(app, clock, minutes=30)
    assert len(accountant.messages) == counts[1] + 1


async def test_a_notice_in_kazakh_names_who_and_what(
    app: App, clock: MovableClock, leader: Phone, accountant: Phone
) -> None:
    await leader.press(f"teamnotices:{PACKAGE}:1")
    assert "🔔 Басқалар өзгеріс енгізсе" in leader.text
    await accountant.press("setdoc:2020-repeat:doc_2:ready:1")
    await accountant.press("did:2020-repeat:media:done:1")
    await later(app, clock, minutes=5)
    told = leader.text
    assert "1-өтінім: өзгерістер бар" in told
    assert "Данияр" in told
    assert ": ✅ дайын" in told
    assert "USB немесе CD: ✅ жасалды" in told
    assert leader.buttons == ["Құжаттар", "Өзгерістерді хабарламау"]


async def test_the_buttons_of_a_notice_leave_it_in_place(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await later(app, clock, minutes=5)
    notice = accountant.last
    before = len(accountant.messages)
    await accountant.tap("Документы")
    assert "готово 2 / 9" in accountant.text
    await accountant.press(f"+teamnotices:{PACKAGE}:0", notice.message_id)
    assert "🔕 Об изменениях" in accountant.text
    assert accountant.toast == "Сохранено"
    assert len(accountant.messages) == before + 2
    assert notice.text == next(m.text for m in accountant.messages if m.message_id == notice.message_id)
    await director.press("setdoc:2020-repeat:doc_8:ready:1")
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before + 2


async def test_nobody_is_told_of_their_own_changes(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press(f"teamnotices:{PACKAGE}:1")
    before = len(director.messages), len(accountant.messages)
    await accountant.press("setdoc:2020-repeat:doc_2:ready:1")
    await later(app, clock, minutes=5)
    assert (len(director.messages), len(accountant.messages)) == (before[0] + 1, before[1])
    assert await rows(app) == [("sent", None)]
    await director.press("setdoc:2020-repeat:doc_3:ready:1")
    await accountant.press("setdoc:2020-repeat:doc_4:ready:1")
    await later(app, clock, minutes=5)
    assert "• 4. " in director.text
    assert "• 3. " not in director.text
    assert "• 3. " in accountant.text
    assert "• 4. " not in accountant.text


async def test_what_is_told_once_is_not_told_again(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await later(app, clock, minutes=5)
    clock.advance(minutes=1)
    await director.press("setdoc:2020-repeat:doc_8:ready:1")
    await later(app, clock, minutes=5)
    assert "• 8. " in accountant.text
    assert "• 7. " not in accountant.text


async def test_each_package_is_told_of_in_a_message_of_its_own(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press("newpack:2020-repeat:2:1")
    await director.press("invite:2020-repeat:2")
    await _joined(accountant, director)
    await accountant.press("teamnotices:2020-repeat:2:1")
    before = len(accountant.messages)
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await director.press("setdoc:2020-repeat:doc_7:ready:2")
    await later(app, clock, minutes=5)
    told = sorted((message.text or "").splitlines()[0] for message in accountant.messages[before:])
    assert told == ["👥 Заявка 1: есть изменения", "👥 Заявка 2: есть изменения"]


async def test_a_double_tap_and_what_is_so_already_are_no_news(
    app: App, chats: Chats, clock: MovableClock, director: Phone, accountant: Phone, leader: Phone
) -> None:
    before = len(accountant.messages)
    for _ in range(2):
        chats.telegram.press(director.id, director.last.message_id, "setdoc:2020-repeat:doc_7:ready:1")
    await chats.settle(at_once=True)
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before + 1
    assert accountant.text.count("• ") == 1
    for data in ("setdoc:2020-repeat:doc_7:ready:1", "setdoc:2020-repeat:doc_8:not_started:1"):
        await leader.press(data)
    await leader.press("did:2020-repeat:video:todo:1")
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before + 1
    assert await rows(app) == [("sent", None)]
    await accountant.press("doc:2020-repeat:doc_7:1")
    assert "Отметка: Айгүл" in accountant.text


async def test_a_double_tap_on_the_switch_does_not_turn_it_back(chats: Chats, accountant: Phone) -> None:
    for _ in range(2):
        chats.telegram.press(accountant.id, accountant.last.message_id, f"teamnotices:{PACKAGE}:0")
    await chats.settle(at_once=True)
    assert "🔕 Об изменениях" in accountant.text
    assert "Сообщать об изменениях" in accountant.buttons


async def test_what_the_person_changed_back_is_not_told(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    before = len(accountant.messages)
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    clock.advance(minutes=1)
    await accountant.press("setdoc:2020-repeat:doc_7:in_progress:1")
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before
    assert await rows(app) == [("skipped", "nothing of it is left")]


@pytest.mark.parametrize(
    ("who", "data", "reason"),
    [
        (7002, f"teamnotices:{PACKAGE}:0", "switched off"),
        (7002, f"leave:{PACKAGE}", "not of the team any more"),
        (7001, f"remove:{PACKAGE}:7002:1", "not of the team any more"),
        (7001, f"archive:{PACKAGE}:1", "archived"),
    ],
)
async def test_who_does_not_want_it_any_more_gets_nothing(
    app: App, clock: MovableClock, director: Phone, accountant: Phone, who: int, data: str, reason: str
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await (director if who == director.id else accountant).press(data)
    await deliver(app)
    before = len(accountant.messages)
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before
    assert await rows(app) == [("skipped", reason)]


async def test_who_comes_back_to_a_team_asks_for_notices_anew(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await accountant.press(f"leave:{PACKAGE}")
    await director.press(f"team:{PACKAGE}")
    link = director.copied
    await accountant.send(f"/start {link.partition('?start=')[2]}")
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    assert await rows(app) == []


async def test_at_night_the_changes_wait_for_the_morning_and_come_together(
    app: App, clock: MovableClock, director: Phone, accountant: Phone, leader: Phone
) -> None:
    before = len(accountant.messages)
    clock.move_to("2020-05-20T20:58+06:00")
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await later(app, clock, minutes=5)
    assert len(accountant.messages) == before
    clock.move_to("2020-05-20T23:40+06:00")
    await leader.press("setdoc:2020-repeat:doc_8:ready:1")
    await later(app, clock, minutes=6)
    assert len(accountant.messages) == before
    clock.move_to("2020-05-21T08:00+06:00")
    await deliver(app)
    assert len(accountant.messages) == before + 1
    assert "• 7. " in accountant.text
    assert "• 8. " in accountant.text


async def test_what_somebody_did_who_has_left_is_told_without_the_name(
    app: App, clock: MovableClock, leader: Phone, accountant: Phone
) -> None:
    await leader.press("setdoc:2020-repeat:doc_7:ready:1")
    await leader.press(f"leave:{PACKAGE}")
    await later(app, clock, minutes=5)
    assert "• 7. " in accountant.text
    assert "Вышедшие из команды" in accountant.text
    assert "Сәуле" not in accountant.text


async def test_what_somebody_did_who_is_forgotten_is_told_too(
    app: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await director.press("forget")
    await director.send("ЖОЮ")
    await later(app, clock, minutes=5)
    assert "• 7. " in accountant.text
    assert "Айгүл" not in accountant.text


async def test_many_changes_are_counted_beyond_ten(
    app: App, clock: MovableClock, contest: Contest, director: Phone, accountant: Phone
) -> None:
    for document in contest.documents.documents[1:]:
        await director.press(f"setdoc:2020-repeat:{document.id}:ready:1")
        clock.advance(seconds=1)
    for question in contest.preparing.questions:
        await director.press(f"say:2020-repeat:{question.id}:{question.options[0].id}:1")
        clock.advance(seconds=1)
    await later(app, clock, minutes=5)
    changed = len(contest.documents.documents) - 1 + len(contest.preparing.questions)
    assert accountant.text.count("• ") == 10
    assert accountant.text.endswith(f"И еще изменений: {changed - 10}")


async def test_a_restart_between_change_and_notice_loses_and_repeats_nothing(
    app: App, restarted: App, clock: MovableClock, director: Phone, accountant: Phone
) -> None:
    before = len(accountant.messages)
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    await app.close()
    await later(restarted, clock, minutes=5)
    await deliver(restarted)
    assert len(accountant.messages) == before + 1
    assert "• 7. " in accountant.text


async def test_of_two_who_tap_at_once_both_are_told_whoever_is_written_down_first(
    app: App, clock: MovableClock, director: Phone, accountant: Phone, leader: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_7:ready:1")
    clock.advance(seconds=-0.5)
    await leader.press("setdoc:2020-repeat:doc_8:ready:1")
    await later(app, clock, minutes=6)
    assert "• 7. " in accountant.text
    assert "• 8. " in accountant.text
    assert [state for state, _ in await rows(app)] == ["sent"]


async def test_the_switch_is_for_those_of_the_team_and_shown_once_there_is_one(
    chats: Chats, director: Phone, accountant: Phone, leader: Phone
) -> None:
    stranger = chats.person(7004, "ru", "Ерлан")
    await stranger.begin("Русский")
    await stranger.press(f"teamnotices:{PACKAGE}:1")
    assert "другой заявке" in stranger.text
    await director.press(f"team:{PACKAGE}")
    assert "Өзгерістерді хабарлау" in director.buttons
    await accountant.press(f"leave:{PACKAGE}")
    await leader.press(f"leave:{PACKAGE}")
    await director.press(f"team:{PACKAGE}")
    assert "Өзгерістерді хабарлау" not in director.buttons
    assert "🔕" not in director.text
