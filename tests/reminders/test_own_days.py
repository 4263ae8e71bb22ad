"""Days that people set themselves: reminded of in the morning, once, beside what else is due."""

import pytest

from bot.app import App
from content.models import Contest
from storage.packages import due_days
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, drained, plain
from tests.support.reminding import at, choose, move_deadline
from tests.support.running import delivering, looked


async def test_a_day_of_ones_own(app: App, clock: MovableClock, director: Phone) -> None:
    await director.press("doc:2020-repeat:doc_7:1")
    await director.tap("Өз мерзімім")
    await director.send("32.05")
    assert "түсінбедім" in director.plain
    await director.send("1 мамыр")
    assert "өтіп кеткен" in director.plain
    await director.send("10 шілде")
    assert "мерзімнен кейін" in director.plain
    await director.send("25 мамыр")
    assert "Өз мерзіміңіз: 2020 жылғы 25 мамыр" in director.plain
    before = len(director.messages)
    await at(app, clock, "2020-05-25T08:59+06:00")
    earlier = len(director.messages) - before
    await at(app, clock, "2020-05-25T09:00+06:00")
    assert len(director.messages) == before + earlier + 1
    assert "Өзіңіз белгілеген күн келді" in director.plain
    assert director.plain.splitlines()[1] == "• 7. Бухгалтерлік баланс"
    assert "Дайын емес құжаттар" not in director.plain
    notice = director.last
    await director.tap("7. Бухгалтерлік баланс")
    assert director.last.message_id != notice.message_id
    assert "Күйі:" in director.plain
    await director.press("setday:2020-repeat:doc_7:1:")
    assert "Өз мерзіміңіз" not in director.plain


async def test_nobody_is_reminded_of_a_document_that_is_ready(
    app: App, clock: MovableClock, director: Phone, contest: Contest
) -> None:
    await director.press("setday:2020-repeat:doc_2:1:200518")
    for document in contest.documents.documents:
        await director.press(f"setdoc:2020-repeat:{document.id}:ready:1")
    before = len(director.messages)
    for day in range(15, 20):
        await at(app, clock, f"2020-05-{day}T09:00+06:00")
    for day in range(22, 27):
        await at(app, clock, f"2020-05-{day}T09:00+06:00")
    lines = [plain(message).splitlines()[0] for message in director.messages[before:]]
    assert not [line for line in lines if line.startswith("🗓")]


async def test_a_day_of_ones_own_is_tomorrow_at_the_earliest_once_the_morning_is_over(director: Phone) -> None:
    await director.press("setday:2020-repeat:doc_2:1:200514")
    assert "таңы өтіп кеткен" in director.plain


async def test_who_sets_a_day_is_reminded_of_it_although_reminders_were_off(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await director.press("allreminders:0")
    await director.press("setday:2020-repeat:doc_2:1:200518")
    before = len(director.messages)
    for moment in ("2020-05-18T09:00+06:00", "2020-05-20T18:00+06:00"):
        await at(app, clock, moment)
    assert len(director.messages) == before + 1


async def test_two_days_of_ones_own_on_one_morning_come_in_one_message(
    app: App, clock: MovableClock, director: Phone
) -> None:
    for document in ("doc_2", "doc_3"):
        await director.press(f"setday:2020-repeat:{document}:1:200518")
    before = len(director.messages)
    await at(app, clock, "2020-05-18T09:00+06:00")
    assert len(director.messages) == before + 1
    assert director.plain.splitlines()[1:3] == ["• 2. Сауалнама", "• 3. Әлеует туралы мәліметтер"]


async def test_after_a_jump_in_time_nothing_leaves_before_it_is_planned_anew(
    app: App, clock: MovableClock, director: Phone
) -> None:
    clock.move_to("2020-05-27T22:00+06:00")
    await app.planner.tick()  # queued, and waits for the morning
    clock.move_to("2020-05-31T18:30+06:00")
    before = len(director.messages)
    async with delivering(app.delivery):
        await looked(app.delivery)
        assert len(director.messages) == before
        await app.planner.tick()
        await drained(app)
    assert len(director.messages) == before + 1
    assert "Мерзімге 2 күн 23 сағат қалды" in director.plain


async def test_a_start_and_a_day_of_ones_own_on_one_morning_are_one_message(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await director.press("setday:2020-repeat:doc_2:1:200528")
    await at(app, clock, "2020-05-27T18:00+06:00")
    before = len(director.messages)
    await at(app, clock, "2020-05-28T09:00+06:00")
    assert len(director.messages) == before + 1
    assert "өз мерзіміңіз" in director.plain


@pytest.mark.parametrize(
    ("language", "chosen", "heading"),
    [
        ("kk", "Қазақша", "🗓 Өзіңіз белгілеген күн өтіп кетті: 18 мамыр"),
        ("ru", "Русский", "🗓 Прошел день, который Вы назначили: 18 мая"),
    ],
)
async def test_a_reminder_of_ones_own_day_that_comes_late_says_which_day_it_was(
    app: App, clock: MovableClock, chats: Chats, language: str, chosen: str, heading: str
) -> None:
    clock.move_to("2020-05-14T12:00+06:00")
    person = chats.person(7002, language)
    await person.begin(chosen)
    await choose(person)
    await person.press("setday:2020-repeat:doc_2:1:200518")
    clock.move_to("2020-05-18T09:00+06:00")
    await app.planner.tick()  # queued, and Telegram brings it the next day
    await at(app, clock, "2020-05-19T10:00+06:00")
    assert person.plain.splitlines()[0] == heading


async def test_of_two_days_of_ones_own_the_one_that_has_come_stands_above(
    app: App, clock: MovableClock, director: Phone
) -> None:
    for document, day in (("doc_2", "200518"), ("doc_3", "200519")):
        await director.press(f"setday:2020-repeat:{document}:1:{day}")
    await at(app, clock, "2020-05-19T10:00+06:00")
    assert director.plain.splitlines()[0] == "🗓 Өзіңіз белгілеген күн келді"
    assert "• 2. Сауалнама: мерзімі 18 мамыр күні өтіп кетті" in director.plain


@pytest.mark.parametrize(("deadline", "offered"), [("2020-06-03T08:30", False), ("2020-06-03T18:00", True)])
async def test_no_day_of_ones_own_is_taken_whose_morning_is_after_the_deadline(
    app: App, clock: MovableClock, director: Phone, deadline: str, *, offered: bool
) -> None:
    move_deadline(app, (deadline, "2020-05-14"))
    clock.move_to("2020-06-01T12:00+06:00")
    await director.press("day:2020-repeat:doc_2:1")
    assert any("3 маусым" in label for label in director.buttons) == offered
    await director.press("setday:2020-repeat:doc_2:1:200603")
    assert ("мерзімнен кейін" in director.plain) != offered


async def test_a_day_of_ones_own_that_is_done_takes_no_other_reminders_place(
    app: App, clock: MovableClock, director: Phone, contest: Contest
) -> None:
    await director.press("setday:2020-repeat:doc_2:1:200528")
    await director.press("setdoc:2020-repeat:doc_2:ready:1")
    await at(app, clock, "2020-05-27T12:00+06:00")
    before = len(director.messages)
    await at(app, clock, "2020-05-28T10:00+06:00")  # after a night without the bot
    lines = [plain(message).splitlines()[0] for message in director.messages[before:]]
    assert len(lines) == 1
    assert lines[0].startswith("🔔 Мерзімге 6 күн")


async def test_a_day_that_is_changed_while_it_is_planned_stays_ahead(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await director.press("setday:2020-repeat:doc_2:1:200518")
    clock.move_to("2020-05-18T09:00+06:00")
    async with app.database.reading() as reader:
        found = await due_days.due(reader, clock.now(), 1)
    assert found is not None
    await director.press("setday:2020-repeat:doc_2:1:200520")
    async with app.database.writing() as connection:
        await due_days.queued(connection, *found, clock.now())
    await at(app, clock, "2020-05-20T09:00+06:00")
    assert "Өзіңіз белгілеген күн келді" in director.plain
