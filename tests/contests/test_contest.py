"""The contest itself, from a phone: when applications are taken, holidays, consultants, and who may do it."""

from datetime import timedelta

import pytest

from bot.access import Right
from bot.app import App
from storage.consultants import consultants
from tests.conftest import MovableClock
from tests.support.consulting import ask, heard
from tests.support.conversation import Chats, Phone, deliver
from tests.support.publishing import (
    FILES,
    NEW_DEADLINE,
    done,
    extend,
    live,
    states,
    zipped,
)
from tests.support.staff import give, with_rights

DESK = "cdesk:2020-repeat"


# --- the deadline


async def test_the_deadline_is_extended_in_two_messages_and_a_tap(app: App, owner: Phone) -> None:
    await owner.press(DESK)
    await owner.tap("Продлить срок")
    await owner.send("8.06 18:00")
    assert "8 июня 2020" in owner.text
    await owner.send("№ 21, 20.05.2020, cisc.kz")
    assert "Прием заканчивается: 3 июня 2020 года, 18:00 → 8 июня 2020 года, 18:00" in owner.text
    assert "решение № 21 (20 мая 2020 года)" in owner.text
    assert live(app).deadline.isoformat() == "2020-06-03T18:00:00+06:00"
    await owner.tap("Опубликовать")
    assert owner.toast == "Опубликовано"
    assert live(app).deadline.isoformat() == NEW_DEADLINE
    addendum = live(app).contest.deadline.addenda[-1]
    assert (addendum.decision.kk, addendum.source) == ("№ 21 шешім (2020 жылғы 20 мамыр)", "cisc.kz")
    await owner.send("/start")
    assert "8 июня 2020" in owner.text
    assert await done(app) == ["contest.drafted", "contest.published"]


async def test_everybody_concerned_is_told_once_and_reminders_follow(
    app: App, owner: Phone, applicant: Phone, chats: Chats, clock: MovableClock
) -> None:
    clock.advance(minutes=-30)
    await applicant.begin()
    await applicant.press("setdoc:2020-repeat:doc_1:ready")
    quiet = chats.person(7009, "ru", name="Болат")
    await quiet.begin("Русский")
    await quiet.press("allreminders:0")
    clock.advance(minutes=30)
    await deliver(app)
    await extend(owner)
    await owner.tap("Опубликовать")
    for _ in range(3):
        await deliver(app)
        clock.advance(minutes=5)
    assert heard(applicant, "Мерзім өзгерді") == 1
    assert heard(quiet, "Срок изменился") == 0
    assert "cisc.kz" in next(message.text or "" for message in applicant.messages if "өзгерді" in (message.text or ""))
    clock.move_to("2020-06-02T18:05:00+06:00")
    await deliver(app)
    told = len(applicant.messages)
    assert heard(applicant, "3 маусым") == 1 or "8 маусым" in applicant.text
    clock.move_to("2020-06-07T18:05:00+06:00")
    await deliver(app)
    assert len(applicant.messages) > told
    assert "8 маусым" in applicant.text


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("завтра", "понять не удалось"),
        ("8.06", "понять не удалось"),
        ("8.06 25:00", "понять не удалось"),
        ("31.02 18:00", "понять не удалось"),
        ("19.05 18:00", "уже прошло"),
        ("3.06 18:00", "позже нынешнего"),
        ("1.12 18:00", "позже крайней даты"),
    ],
)
async def test_a_moment_that_cannot_be_is_asked_for_again(app: App, owner: Phone, moment: str, words: str) -> None:
    await owner.press("cdecide:2020-repeat:extend:")
    await owner.send(moment)
    assert words in owner.text
    assert await states(app) == []


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("21", "номер, дата и источник"),
        ("21, 20.05.2020", "номер, дата и источник"),
        ("21, 25.05.2020, x.kz", "не наступила"),
    ],
)
async def test_a_decision_has_number_date_and_source(app: App, owner: Phone, decision: str, words: str) -> None:
    await extend(owner, decision=decision)
    assert words in owner.text
    assert await states(app) == []


async def test_where_two_may_another_one_confirms(app: App, owner: Phone, second: Phone) -> None:
    await extend(owner)
    assert "подтверждение второго сотрудника" in owner.text
    await owner.tap("Отправить на подтверждение")
    assert live(app).deadline.isoformat() != NEW_DEADLINE
    await owner.press("cpublish:1")
    assert "не может сам" in owner.text
    await deliver(app)
    assert "Қабылдау аяқталады: 2020 жылғы 3 маусым, 18:00 → 2020 жылғы 8 маусым, 18:00" in second.text
    await second.tap("Растау")
    assert live(app).deadline.isoformat() == NEW_DEADLINE
    await deliver(app)
    assert "Изменение №1 опубликовано" in owner.text
    assert "Сәуле" in owner.text
    await second.press("cpublish:1")
    assert "шешім қабылданып қойған" in second.text


async def test_the_second_may_refuse_and_the_first_take_back(app: App, owner: Phone, second: Phone) -> None:
    await extend(owner)
    await owner.tap("Отправить на подтверждение")
    await deliver(app)
    await second.tap("Қабылдамау")
    await deliver(app)
    assert "отклонено" in owner.text
    await extend(owner)
    await owner.tap("Отправить на подтверждение", "Отменить")
    assert await states(app) == ["refused", "refused"]
    assert live(app).deadline.isoformat() != NEW_DEADLINE


async def test_when_the_second_is_staff_no_more_the_first_can_publish(app: App, owner: Phone, second: Phone) -> None:
    await extend(owner)
    await owner.tap("Отправить на подтверждение")
    await give(app, second.id, Right.ANSWER)
    await second.press("cpublish:1")
    assert live(app).deadline.isoformat() != NEW_DEADLINE
    await owner.press("cver:1")
    await owner.tap("Подтвердить")
    assert live(app).deadline.isoformat() == NEW_DEADLINE


@pytest.mark.slow
async def test_closing_early_and_opening_again(app: App, owner: Phone, applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await applicant.press("setdoc:2020-repeat:doc_1:ready")
    clock.advance(minutes=5)
    await owner.press(DESK)
    await owner.tap("Закрыть раньше", "Закрыть прямо сейчас")
    await owner.send("22, 20.05.2020, cisc.kz")
    await owner.tap("Опубликовать")
    assert "Прием завершен" in owner.text
    await applicant.press("setdoc:2020-repeat:doc_2:ready")
    assert "қабылдау аяқталды" in applicant.text
    clock.advance(hours=2)
    await deliver(app)
    assert heard(applicant, "Өтінім қабылдау аяқталды") == 1
    assert "№ 22 шешім" in applicant.text
    await owner.press(DESK)
    await owner.tap("Снова открыть прием")
    await owner.send("3.06.2020 18:00")
    await owner.send("23, 20.05.2020, cisc.kz")
    await owner.tap("Опубликовать")
    assert live(app).contest.closed is None
    assert len(live(app).contest.deadline.addenda) == 2
    await deliver(app)
    assert heard(applicant, "қайта ашылды") == 1
    await applicant.press("setdoc:2020-repeat:doc_2:ready")
    assert "аяқталды" not in applicant.text


async def test_right_now_is_when_the_button_is_tapped(app: App, owner: Phone, clock: MovableClock) -> None:
    await owner.press(DESK)
    await owner.tap("Закрыть раньше")
    clock.advance(hours=3)
    await owner.tap("Закрыть прямо сейчас")
    clock.advance(minutes=20)
    await owner.send("22, 20.05.2020, cisc.kz")
    await owner.tap("Опубликовать")
    assert live(app).deadline == clock.now() - timedelta(minutes=20)


async def test_a_moment_is_looked_at_again_with_the_decision(app: App, owner: Phone) -> None:
    await owner.press("cdecide:2020-repeat:extend:")
    await owner.send("8.06 18:00")
    earlier = owner.last.message_id
    await extend(owner, "10.06 18:00")
    await owner.tap("Опубликовать")
    await owner.press("cdecide:2020-repeat:extend:2006081800", earlier)
    await owner.send("22, 20.05.2020, cisc.kz")
    assert "позже нынешнего" in owner.text
    assert sorted(await states(app)) == ["live", "replaced"]


async def test_a_contest_to_come_is_opened_earlier(app: App, owner: Phone, clock: MovableClock) -> None:
    clock.move_to("2020-05-12T10:00:00+06:00")
    await owner.press(DESK)
    await owner.tap("Открыть раньше", "Открыть прямо сейчас")
    await owner.send("20, 12.05.2020, cisc.kz")
    await owner.tap("Опубликовать")
    assert "Прием идет" in owner.text


# --- holidays and consultants


async def test_holidays_are_added_and_taken_away(app: App, owner: Phone) -> None:
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05, 26 мая")
    assert "+ 25 мая 2020 года; + 26 мая 2020 года" in owner.text
    await owner.tap("Опубликовать")
    assert [str(day) for day in live(app).contest.holidays[:2]] == ["2020-05-25", "2020-05-26"]
    await owner.press("choliday:2020-repeat:200525:0")
    assert "− 25 мая 2020" in owner.text
    await owner.tap("Опубликовать")
    assert str(live(app).contest.holidays[0]) == "2020-05-26"
    await owner.press("choliday:2020-repeat:200525:0")
    assert "публиковать нечего" in owner.text
    await owner.press("cholidays:2020-repeat")
    await owner.send("не помню")
    assert "понять не удалось" in owner.text


async def test_a_consultants_phone_and_name_are_changed(app: App, owner: Phone) -> None:
    await owner.press("cpeople:2020-repeat")
    await owner.tap("Боранбаева", "Изменить телефон")
    await owner.send("123")
    assert "Такого номера в Казахстане нет" in owner.text
    await owner.send("8 701 111 22 33")
    assert "8 702 796 37 92 → 8 701 111 22 33" in owner.text
    await owner.tap("Опубликовать")
    await owner.press("region:2020-repeat:akmola:0")
    assert "8 701 111 22 33" in owner.text
    await owner.press("cwrite:2020-repeat:boranbaeva:name")
    await owner.send("Боранбаева Жанар")
    await owner.tap("Опубликовать")
    assert live(app).regions.consultants[0].name == "Боранбаева Жанар"


async def test_staff_set_the_days_on_which_a_consultant_is_away(app: App, owner: Phone, chats: Chats) -> None:
    consultant = chats.person(7003, "ru", name="Жанаргуль")
    await consultant.begin("Русский")
    await owner.press("cperson:2020-repeat:boranbaeva")
    assert "Дни отсутствия" not in owner.buttons
    async with app.database.writing() as connection:
        await consultants.link(
            connection, "2020-repeat", "boranbaeva", 7003, "Жанаргуль", app.clock.now(), invited=False
        )
    await owner.press("cperson:2020-repeat:boranbaeva")
    await owner.tap("Дни отсутствия")
    for words in ("когда-нибудь", "30.05 – 25.05", "1.05 – 5.05"):
        await owner.send(words)
        assert "⚠️" in owner.text
    await owner.send("25.05 – 30.05")
    assert "🌙 Отсутствует: 25 мая – 30 мая" in owner.text
    await deliver(app)
    assert "отметили дни Вашего отсутствия" in consultant.text
    await owner.tap("Уже на работе")
    assert "🌙" not in owner.text
    assert await done(app) == ["contest.away", "contest.away"]


@pytest.mark.slow
async def test_questions_of_a_consultant_who_is_replaced_go_to_others(
    app: App, owner: Phone, applicant: Phone, chats: Chats
) -> None:
    before = chats.person(7003, "ru", name="Жанаргуль")
    await before.begin("Русский")
    async with app.database.writing() as connection:
        await consultants.link(
            connection, "2020-repeat", "boranbaeva", 7003, "Жанаргуль", app.clock.now(), invited=False
        )
    await applicant.begin()
    await ask(app, applicant, "Мөр керек пе?", "akmola")
    regions = [each for each in live(app).regions.regions if each.consultant == "boranbaeva"]
    for region in regions:
        await owner.press(
            f"cnew:2020-repeat:{region.id}" if region is regions[-1] else f"canswers:2020-repeat:{region.id}:mukhanov"
        )
        if region is regions[-1]:
            await owner.send("Әбілқасымова Айгүл, 8 701 111 22 33")
        await owner.tap("Опубликовать")
        await deliver(app)
    assert live(app).regions.consultant("boranbaeva") is None
    assert live(app).regions.consultant("abilqasymova") is not None
    async with app.database.reading() as connection:
        assert await consultants.of_contest(connection, "2020-repeat") == []
    await deliver(app)
    await owner.press("queue")
    assert "№1" in " ".join(owner.buttons)
    told = [message.text or "" for message in before.messages if "консультант" in (message.text or "")]
    (some,) = [words for words in told if "Ваши регионы изменились" in words]
    assert "Акмолинская: Муханов" in some
    assert "Ваши регионы: Карагандинская" in some
    (all_of_them,) = [words for words in told if "больше не подключены" in words]
    assert "Боранбаева" in all_of_them
    assert "Спасибо" in all_of_them
    assert heard(owner, "отключен") == 0
    await before.press("case:1")
    assert "Мөр керек пе" not in before.text


# --- rights


BUTTONS = (
    DESK,
    "cdecide:2020-repeat:extend:",
    "cdecide:2020-repeat:extend:2006081800",
    "cholidays:2020-repeat",
    "choliday:2020-repeat:200706:0",
    "cpeople:2020-repeat",
    "cperson:2020-repeat:boranbaeva",
    "cwrite:2020-repeat:boranbaeva:phone",
    "caway:2020-repeat:boranbaeva",
    "cpresent:2020-repeat:boranbaeva",
    "cregion:2020-repeat:akmola",
    "canswers:2020-repeat:akmola:mukhanov",
    "cnew:2020-repeat:akmola",
    "cfiles:2020-repeat",
    "cfilesx:2020-repeat",
    "cversions:2020-repeat",
    "cback:1",
    "cver:1",
    "cpublish:1",
    "cdrop:1",
)


@pytest.mark.parametrize(
    ("words", "fault"),
    [
        ("Әбілқасымова Айгүл", "Нет телефона"),
        ("Әбілқасымова Айгүл,", "Нет телефона"),
        ("Әбілқасымова Айгүл, 8 701", "Такого номера в Казахстане нет"),
        (", 8 701 111 22 33", "Имя пишется буквами"),
        ("1234567, 8 701 111 22 33", "Имя пишется буквами"),
        ("Айгүл\u2067нави, 8 701 111 22 33", "Имя пишется буквами"),
    ],
)
async def test_whoever_types_a_new_consultant_hears_what_is_missing(
    app: App, owner: Phone, words: str, fault: str
) -> None:
    await owner.press("cnew:2020-repeat:akmola")
    await owner.send(words)
    assert fault in owner.text
    await owner.send("Әбілқасымова Айгүл, 8 701 111 22 33")
    await owner.tap("Опубликовать")
    assert live(app).regions.consultant("abilqasymova") is not None


async def test_without_the_right_nothing_opens_and_nothing_happens(
    app: App, owner: Phone, applicant: Phone, chats: Chats
) -> None:
    helper = await with_rights(chats, Right.ANSWER, Right.ANNOUNCE, language="Русский")
    await applicant.begin()
    await owner.press("cholidays:2020-repeat")
    await owner.send("25.05")
    before = live(app)
    for phone in (helper, applicant):
        for button in BUTTONS:
            await phone.press(button)
            assert not any("contest_desk" in label for label in phone.buttons)
            assert len(phone.buttons) == 1, (button, phone.text)
    assert live(app) is before
    assert await states(app) == ["draft"]


async def test_who_loses_the_right_in_the_middle_cannot_go_on(app: App, second: Phone, owner: Phone) -> None:
    await second.press("cdecide:2020-repeat:extend:")
    await second.send("8.06 18:00")
    await second.press("cfiles:2020-repeat")
    await give(app, second.id, Right.ANSWER)
    await second.send_file("contest.zip", zipped(FILES), "application/zip")
    await second.press("cdecide:2020-repeat:extend:2006081800")
    await second.send("21, 20.05.2020, cisc.kz")
    assert await states(app) == []
