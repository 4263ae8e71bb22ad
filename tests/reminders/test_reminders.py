"""Reminders as people get them: what, when, how often, and how to be rid of them."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.app import App
from bot.services.reminders.planner import Planner
from content.models import Contest
from storage.database import Database
from storage.delivery import claims
from storage.reminders import rounds
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver, plain
from tests.support.reminding import at, choose, move_deadline, states

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.mark.slow
async def test_reminders_come_on_their_days_and_each_once(app: App, clock: MovableClock, director: Phone) -> None:
    got: list[str] = []
    for day in range(14, 35):
        for hour in (9, 18):
            before = len(director.messages)
            moment = datetime(2020, 5, 1, hour, tzinfo=ALMATY) + timedelta(days=day - 1)
            await at(app, clock, moment.isoformat())
            await deliver(app)
            got += [plain(message).splitlines()[0] for message in director.messages[before:]]
    deadline = [line for line in got if line.startswith("🔔")]
    assert deadline == [f"🔔 Мерзімге {left} қалды" for left in ("14 күн", "7 күн", "3 күн", "1 күн")]
    assert Counter(got)["🗓 Құжатты дайындауға кірісетін кез келді"] >= 1
    begun = [plain(message) for message in director.messages if "кірісетін кез" in plain(message)]
    assert all("Бүгіннен қалдырмаңыз: " in each for each in begun)
    assert "4. " in begun[0].partition("Бүгіннен қалдырмаңыз: ")[2].splitlines()[0]


async def test_the_last_week_lists_what_is_open_and_its_buttons_leave_it_in_place(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await director.press("setdoc:2020-repeat:doc_1:ready:1")
    await at(app, clock, "2020-05-31T18:05+06:00")
    notice = director.last
    assert "Мерзімге 2 күн 23 сағат қалды" in director.plain
    assert "Дайын емес құжаттар:\n2. Сауалнама\n3. " in director.plain
    assert "\n1. " not in director.plain
    assert "18:00 (Нұр-Сұлтан уақыты)" in director.plain
    assert director.plain.partition("Алдымен:")[2].count("\n• ") == 3
    await director.tap("Құжаттар")
    assert director.last.message_id != notice.message_id
    assert "1 / 9 дайын" in director.plain
    assert notice.text == next(m.text for m in director.messages if m.message_id == notice.message_id)


@pytest.mark.parametrize(
    ("language", "ways", "not_ready", "begun", "a_week"),
    [
        ("Қазақша", "Соңғы күндер", "Дайын емес құжаттар", "бастау керек еді", "бір аптадай"),
        ("Русский", "Последние дни", "Не готовы документы", "начать нужно было", "около недели"),
    ],
)
async def test_on_the_last_day_how_to_hand_in_comes_first_and_no_day_that_is_gone(
    app: App, clock: MovableClock, chats: Chats, language: str, ways: str, not_ready: str, begun: str, a_week: str
) -> None:
    clock.move_to("2020-05-14T12:00+06:00")
    person = chats.person(7005, "kk")
    await person.begin(language)
    await choose(person)
    await at(app, clock, "2020-05-31T18:00+06:00")
    assert begun in person.plain
    for moment in ("2020-06-02T18:00+06:00", "2020-06-03T15:00+06:00"):
        await at(app, clock, moment)
        assert 0 < person.plain.index(ways) < person.plain.index(not_ready)
        assert begun not in person.plain
        assert person.plain.count(a_week) == 1
        assert "5 жұмыс күні" not in person.plain
        assert "5 рабочих дней" not in person.plain


async def test_before_the_last_week_a_reminder_is_short(app: App, clock: MovableClock, director: Phone) -> None:
    await at(app, clock, "2020-05-20T18:00+06:00")
    assert "Мерзімге 14 күн қалды" in director.plain
    assert "Алдымен" not in director.plain


async def test_russian_is_spoken_to_those_who_chose_it(app: App, clock: MovableClock, chats: Chats) -> None:
    clock.move_to("2020-05-14T12:00+06:00")
    person = chats.person(7002, "ru")
    await person.begin("Русский")
    await choose(person)
    await at(app, clock, "2020-06-02T18:00+06:00")
    assert "До срока осталось: 1 день" in person.plain
    assert "Не готовы документы:\n1. Заявление\n2. " in person.plain
    assert "\n9. " in person.plain
    assert "Сначала:" in person.plain


async def test_who_only_looks_is_asked_to_choose_a_topic(app: App, clock: MovableClock, applicant: Phone) -> None:
    clock.move_to("2020-05-14T12:00+06:00")
    await applicant.begin()
    await at(app, clock, "2020-05-27T18:00+06:00")
    assert "дайындап жатқан өтініміңіз жоқ" in applicant.plain
    await applicant.tap("Тақырыптар")


async def test_off_in_one_tap(app: App, clock: MovableClock, director: Phone) -> None:
    await at(app, clock, "2020-05-20T18:00+06:00")
    await director.tap("Ескертулерді өшіру")
    assert "Ескертулер өшірілді" in director.plain
    before = len(director.messages)
    for moment in ("2020-05-27T18:00+06:00", "2020-05-31T18:00+06:00", "2020-06-03T15:00+06:00"):
        await at(app, clock, moment)
    assert len(director.messages) == before


@pytest.mark.slow
async def test_only_the_rules_that_were_chosen(app: App, clock: MovableClock, director: Phone) -> None:
    await director.press("reminders")
    await director.tap("7 күн қалғанда", "3 күн қалғанда", "Құжатқа кірісетін күн")
    assert "✓ 7 күн қалғанда" not in director.buttons
    before = len(director.messages)
    for moment in ("2020-05-20T18:00", "2020-05-27T18:00", "2020-05-31T18:00", "2020-06-02T18:00", "2020-06-03T15:00"):
        await at(app, clock, f"{moment}+06:00")
    lines = [plain(message).splitlines()[0] for message in director.messages[before:]]
    assert lines == [f"🔔 Мерзімге {left} қалды" for left in ("14 күн", "1 күн", "3 сағат")]


@pytest.mark.slow
async def test_who_joins_late_gets_only_what_is_ahead(app: App, clock: MovableClock, applicant: Phone) -> None:
    clock.move_to("2020-06-01T12:00+06:00")
    await applicant.begin()
    await deliver(app)
    before = len(applicant.messages)
    await at(app, clock, "2020-06-02T18:00+06:00")
    assert len(applicant.messages) == before + 1
    assert "1 күн" in applicant.plain


async def test_a_package_handed_in_is_silent(app: App, clock: MovableClock, director: Phone, contest: Contest) -> None:
    last = contest.preparing.steps[-1]
    way = last.options[0].id if last.options else "done"
    await director.press(f"handed:2020-repeat:{way}:1")
    before = len(director.messages)
    await at(app, clock, "2020-05-31T18:00+06:00")
    assert len(director.messages) == before
    assert "skipped" in await states(app)


async def test_after_an_outage_everybody_gets_one_and_the_rest_is_recorded(
    app: App, clock: MovableClock, director: Phone
) -> None:
    before = len(director.messages)
    await at(app, clock, "2020-06-02T19:00+06:00")
    assert len(director.messages) == before + 1
    assert "Мерзімге 23 сағат қалды" in director.plain
    found = await states(app)
    assert found["sent"] == 1
    assert found["missed"] >= 3


async def test_what_has_left_while_the_rest_is_still_planned_counts_as_said(
    app: App, clock: MovableClock, director: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan = rounds.do

    async def sent_at_once(database: Database, wave: rounds.Round, now: datetime) -> int:
        queued = await plan(database, wave, now)
        async with database.writing() as connection:
            await connection.execute(text("UPDATE outbox SET state = 'sent' WHERE state = 'queued'"))
        return queued

    monkeypatch.setattr(rounds, "do", sent_at_once)
    await at(app, clock, "2020-06-02T19:00+06:00")
    assert (await states(app))["sent"] == 1


async def test_an_outage_that_ends_at_night_wakes_nobody(app: App, clock: MovableClock, director: Phone) -> None:
    before = len(director.messages)
    await at(app, clock, "2020-05-28T02:00+06:00")
    assert len(director.messages) == before
    await at(app, clock, "2020-05-28T08:00+06:00")
    assert len(director.messages) == before + 1
    assert "6 күн 10 сағат" in director.plain


async def test_an_outage_past_the_deadline_ends_with_one_message(
    app: App, clock: MovableClock, director: Phone
) -> None:
    before = len(director.messages)
    await at(app, clock, "2020-06-05T12:00+06:00")
    assert len(director.messages) == before + 1
    assert "қабылдау аяқталды" in director.plain
    await director.tap("Келесі конкурс туралы хабарлау")
    assert "Келесі конкурс ашылғанда хабарлаймын" in director.plain


async def test_planning_again_or_after_a_restart_or_with_the_clock_set_back_repeats_nothing(
    app: App, clock: MovableClock, director: Phone
) -> None:
    await at(app, clock, "2020-05-27T18:00+06:00")
    before = len(director.messages)
    await deliver(app)
    await Planner(app.database, app.catalogue, app.clock, app.access, app.contexts.wake).tick()
    await at(app, clock, "2020-05-27T17:00+06:00")
    await at(app, clock, "2020-05-27T18:01+06:00")
    assert len(director.messages) == before


async def test_people_of_another_clock_are_woken_by_their_own(app: App, clock: MovableClock, director: Phone) -> None:
    await director.press("region:2020-repeat:mangystau")
    await director.press("setday:2020-repeat:doc_2:1:200518")
    before = len(director.messages)
    await at(app, clock, "2020-05-18T09:00+06:00")
    assert len(director.messages) == before
    await at(app, clock, "2020-05-18T09:00+05:00")
    assert len(director.messages) == before + 1


@pytest.mark.slow
async def test_an_outage_that_ends_in_the_night_before_an_early_deadline_wakes_nobody(
    app: App, clock: MovableClock, director: Phone
) -> None:
    move_deadline(app, ("2020-06-03T09:00", "2020-05-14"))
    await at(app, clock, "2020-05-26T12:00+06:00")
    before = len(director.messages)
    await at(app, clock, "2020-06-03T02:00+06:00")
    assert len(director.messages) == before
    await at(app, clock, "2020-06-03T08:00+06:00")
    assert len(director.messages) == before + 1
    assert "Мерзімге 1 сағат қалды" in director.plain


async def test_who_came_between_two_contests_hears_of_one_whose_folder_comes_late(
    app: App, clock: MovableClock, applicant: Phone, contest: Contest
) -> None:
    await deliver(app)
    clock.move_to("2020-06-10T12:00+06:00")
    await deliver(app)
    await applicant.begin()
    await applicant.press("tellnext:1")
    facts = contest.contest
    ends = facts.deadline.model_copy(update={"original": datetime.fromisoformat("2020-07-10T18:00"), "addenda": ()})
    late = facts.model_copy(update={"id": "2020-late", "announced": date(2020, 6, 8), "deadline": ends})
    app.catalogue.put(contest.model_copy(update={"contest": late}), {})
    before = len(applicant.messages)
    await at(app, clock, "2020-06-12T12:00+06:00")
    assert "10 шілде" in "".join(plain(message) for message in applicant.messages[before:])


async def test_whoever_prepares_an_application_is_reminded_first(app: App, clock: MovableClock, chats: Chats) -> None:
    clock.move_to("2020-05-14T12:00+06:00")
    looking, preparing = chats.person(7001), chats.person(7002)
    for phone in (looking, preparing):
        await phone.begin()
    await choose(preparing)
    clock.move_to("2020-06-03T15:00+06:00")
    await app.planner.tick()
    async with app.database.writing() as connection:
        letters = await claims.claim(connection, clock.now(), 1, [], clock.now())
    assert [letter.person_id for letter in letters] == [preparing.id]
