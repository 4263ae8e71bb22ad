"""The last days: what can still work, how loud the time is, what the reminders carry, and marking it afterwards."""

import pytest

from bot.app import App
from tests.conftest import MovableClock
from tests.support.conversation import Phone, deliver


async def test_until_three_days_before_home_says_nothing_of_it(clock: MovableClock, applicant: Phone) -> None:
    clock.move_to("2020-05-31T17:00+06:00")
    await applicant.begin()
    assert "Соңғы күндер" not in applicant.plain


@pytest.mark.parametrize(
    ("language", "last_days", "late", "is_open", "left"),
    [
        (
            "Қазақша",
            "Соңғы күндер: енді қалай тапсыруға болады",
            "❌ Поштамен: үлгермейді деп есептеңіз",
            "✅ Қолма-қол: кеңсе кесте бойынша қазір ашық",
            "⏰ 29 минут қалды",
        ),
        (
            "Русский",
            "Последние дни: как еще можно сдать",
            "❌ Почтой: считайте, что уже не успеет",
            "офис по графику сейчас открыт",
            "⏰ Осталось: 29 минут",
        ),
    ],
)
async def test_on_the_last_day_home_says_what_can_still_work(
    clock: MovableClock, applicant: Phone, language: str, last_days: str, late: str, is_open: str, left: str
) -> None:
    await applicant.begin(language)
    clock.move_to("2020-06-03T17:31+06:00")
    await applicant.send("/menu")
    assert applicant.plain.splitlines()[0] == left
    for words in (last_days, late, is_open, "Astana Apartments"):
        assert words in applicant.plain
    await applicant.press("steps:2020-repeat")
    assert last_days in applicant.plain


async def test_whoever_lives_by_another_clock_reads_it_at_the_top(clock: MovableClock, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("/ask")
    await applicant.tap("Атырау")
    await applicant.send("/menu")
    assert "Сіздің уақытыңызбен: 17:00" in applicant.plain


async def test_the_last_reminders_carry_the_place_and_the_mark(app: App, clock: MovableClock, applicant: Phone) -> None:
    clock.move_to("2020-06-01T12:00+06:00")
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау")
    await deliver(app)
    for moment in ("2020-06-02T18:00+06:00", "2020-06-03T15:00+06:00"):
        clock.move_to(moment)
        await deliver(app)
        assert "Соңғы күндер" in applicant.plain
        assert {"Мекенжайды көшіру", "Картадан іздеу"} <= set(applicant.buttons)
        assert any(label.startswith("Тапсырдық: ") for label in applicant.buttons)
    await applicant.tap("Тапсырдық: ", "Қолма-қол тапсырылды", "Иә, тапсырылды")
    assert "Тапсырылды деп белгіленген" in applicant.plain
    await applicant.send("/menu")
    assert "Соңғы күндер" not in applicant.plain


async def test_ten_days_longer_one_can_say_that_it_was_handed_in(
    app: App, clock: MovableClock, applicant: Phone
) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау")
    clock.move_to("2020-06-04T10:00+06:00")
    await deliver(app)
    await applicant.tap("Тапсырдық: ")
    assert "Белгілеуге болатын соңғы күн: 2020 жылғы 13 маусым" in applicant.plain
    await applicant.tap("Поштамен жіберілді", "Иә, тапсырылды")
    assert "Тапсырылды деп белгіленген" in applicant.plain
    await applicant.press("setdoc:2020-repeat:doc_1:ready:1")
    assert "аяқталды" in applicant.plain
    clock.move_to("2020-06-13T18:00+06:00")
    await applicant.press("did:2020-repeat:handed_in:todo:1")
    assert "аяқталды" in applicant.plain
    await applicant.press("handed:2020-repeat:by_hand:1")
    assert "аяқталды" in applicant.plain
