"""The last days: what can still work, how loud the time is, what the reminders carry, and marking it afterwards."""

from dataclasses import dataclass

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
    for words in (late, is_open, "Astana Apartments"):
        assert words in applicant.plain
    await applicant.press("steps:2020-repeat")
    for words in (last_days, late, is_open, "Astana Apartments"):
        assert words in applicant.plain


@pytest.mark.parametrize(
    ("language", "words"),
    [("Қазақша", "Сіздің уақытыңызбен: 17:00"), ("Русский", "По Вашему времени: 17:00")],
)
async def test_whoever_lives_by_another_clock_reads_it_at_the_top(
    clock: MovableClock, applicant: Phone, language: str, words: str
) -> None:
    await applicant.begin(language)
    await applicant.send("/ask")
    await applicant.tap("Атырау")
    await applicant.send("/menu")
    assert words in applicant.plain


@dataclass(frozen=True)
class LastDayWords:
    """What the walks below read and tap."""

    language: str
    choosing: tuple[str, ...]
    last_days: str
    address: str
    on_map: str
    ours: str
    by_hand: str
    by_post: str
    sure: str
    marked: str
    until: str
    over: str


SAID = [
    LastDayWords(
        language="Қазақша",
        choosing=("Тақырып таңдау", "1. ", "Осы тақырыпты таңдау"),
        last_days="Соңғы күндер",
        address="Мекенжайды көшіру",
        on_map="Картадан іздеу",
        ours="Тапсырдық: ",
        by_hand="Қолма-қол тапсырылды",
        by_post="Поштамен жіберілді",
        sure="Иә, тапсырылды",
        marked="Тапсырылды деп белгіленген",
        until="Белгілеуге болатын соңғы күн: 2020 жылғы 13 маусым",
        over="аяқталды",
    ),
    LastDayWords(
        language="Русский",
        choosing=("Выбрать тему", "1. ", "Выбрать эту тему"),
        last_days="Последние дни",
        address="Скопировать адрес",
        on_map="Найти на карте",
        ours="Сдали: ",
        by_hand="Сдана в офис",
        by_post="Отправлена почтой",
        sure="Да, сдана",
        marked="Сдача заявки отмечена",
        until="Последний день для отметки: 13 июня 2020",
        over="завершен",
    ),
]


@pytest.mark.parametrize("said", SAID, ids=["kk", "ru"])
@pytest.mark.slow
async def test_the_last_reminders_carry_the_place_and_the_mark(
    app: App, clock: MovableClock, applicant: Phone, said: LastDayWords
) -> None:
    clock.move_to("2020-06-01T12:00+06:00")
    await applicant.begin(said.language)
    await applicant.tap(*said.choosing)
    await deliver(app)
    for moment in ("2020-06-02T18:00+06:00", "2020-06-03T15:00+06:00"):
        clock.move_to(moment)
        await deliver(app)
        assert said.last_days in applicant.plain
        assert {said.address, said.on_map} <= set(applicant.buttons)
        assert any(label.startswith(said.ours) for label in applicant.buttons)
    await applicant.tap(said.ours, said.by_hand, said.sure)
    assert said.marked in applicant.plain
    await applicant.send("/menu")
    assert said.last_days not in applicant.plain


@pytest.mark.parametrize("said", SAID, ids=["kk", "ru"])
@pytest.mark.slow
async def test_ten_days_longer_one_can_say_that_it_was_handed_in(
    app: App, clock: MovableClock, applicant: Phone, said: LastDayWords
) -> None:
    await applicant.begin(said.language)
    await applicant.tap(*said.choosing)
    clock.move_to("2020-06-04T10:00+06:00")
    await deliver(app)
    await applicant.tap(said.ours)
    assert said.until in applicant.plain
    await applicant.tap(said.by_post, said.sure)
    assert said.marked in applicant.plain
    await applicant.press("setdoc:2020-repeat:doc_1:ready:1")
    assert said.over in applicant.plain
    clock.move_to("2020-06-13T18:00+06:00")
    for late in ("did:2020-repeat:handed_in:todo:1", "handed:2020-repeat:by_hand:1"):
        await applicant.press(late)
        assert said.over in applicant.plain
