"""Reminders as people get them: what, when, how often, and how to be rid of them."""

from collections import Counter
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import text

from bot.app import App
from bot.services.reminders.planner import Planner
from content.models import Addendum, Contest, Text
from storage.database import Database
from storage.delivery import claims
from storage.packages import due_days
from storage.reminders import rounds
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver, drained, plain
from tests.support.running import delivering, looked

ALMATY = ZoneInfo("Asia/Almaty")


@pytest.fixture
async def director(applicant: Phone) -> Phone:
    """Has chosen a topic on 14 May, a good while before anything is due."""
    applicant.chats.app.clock.move_to("2020-05-14T12:00+06:00")  # type: ignore[attr-defined]
    await applicant.begin()
    await choose(applicant)
    return applicant


async def choose(phone: Phone, topic: str = "topic_5") -> None:
    await phone.press(f"choose:2020-repeat:{topic}")


async def states(app: App) -> Counter[str]:
    async with app.database.reading() as connection:
        return Counter((await connection.execute(text("SELECT state FROM outbox"))).scalars())


async def at(app: App, clock: MovableClock, moment: str) -> None:
    clock.move_to(moment)
    await deliver(app)


def move_deadline(app: App, *addenda: tuple[str, str]) -> None:
    """Gives the contest these addenda: when it ends now, and when that was announced."""
    contest = app.catalogue.current(app.clock.now())
    found = tuple(
        Addendum(
            at=datetime.fromisoformat(moment),
            announced=date.fromisoformat(announced),
            decision=Text(kk=f"№{number} бұйрық", ru=f"приказ №{number}"),
        )
        for number, (moment, announced) in enumerate(addenda, 1)
    )
    deadline = contest.contest.deadline.model_copy(update={"addenda": found})
    facts = contest.contest.model_copy(update={"deadline": deadline})
    app.catalogue.put(contest.model_copy(update={"contest": facts}), {})


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
    assert "7-құжат" in director.plain
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
    assert "2-құжат" in director.plain
    assert "3-құжат" in director.plain


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
    assert "өз мерзіміңіз 18 мамыр күні өтіп кетті" in director.plain


async def test_people_of_another_clock_are_woken_by_their_own(app: App, clock: MovableClock, director: Phone) -> None:
    await director.press("region:2020-repeat:mangystau")
    await director.press("setday:2020-repeat:doc_2:1:200518")
    before = len(director.messages)
    await at(app, clock, "2020-05-18T09:00+06:00")
    assert len(director.messages) == before
    await at(app, clock, "2020-05-18T09:00+05:00")
    assert len(director.messages) == before + 1


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


# --- moved more than once, and back


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


# --- never at night, and never lost to a message that is not sent


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
