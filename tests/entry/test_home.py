"""Home: where things stand and what to do next."""

import pytest

from tests.conftest import MovableClock
from tests.support.conversation import Phone


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2020-05-13T23:59+06:00", "Прием начнется 14 мая 2020 года"),
        ("2020-05-14T00:00+06:00", "Заявки принимают. Осталось: 20 дней 18 часов"),
        ("2020-06-02T17:00+06:00", "Осталось: 1 день 1 час"),
        ("2020-06-03T16:59+06:00", "Осталось: 1 час 1 минута"),
        ("2020-06-03T17:59:59+06:00", "Осталось: меньше минуты"),
        ("2020-06-03T18:00+06:00", "Прием завершен"),
        ("2026-11-22T12:00+05:00", "Прием завершен"),
    ],
)
async def test_the_status_stands_in_words_in_the_first_line(
    applicant: Phone, clock: MovableClock, moment: str, words: str
) -> None:
    clock.move_to(moment)
    await applicant.begin("Русский")
    assert words in applicant.text.replace("\N{NO-BREAK SPACE}", " ").splitlines()[0]


async def test_the_deadline_names_its_zone_and_tells_western_regions_their_hour(applicant: Phone) -> None:
    await applicant.begin()
    assert "2020 жылғы 3 маусым, 18:00 (Нұр-Сұлтан уақыты)" in applicant.text
    moment = next(entity for entity in applicant.last.entities or () if entity.type == "date_time")
    assert moment.unix_time == 1591185600
    assert "17:00: Ақтөбе, Атырау, БҚО, Қызылорда, Маңғыстау" in applicant.text


async def test_the_first_button_is_always_the_next_sensible_step(applicant: Phone) -> None:
    await applicant.begin()
    steps = [applicant.buttons[0]]
    await applicant.tap("Тақырып таңдау", "7. ", "Осы тақырыпты таңдау")
    steps.append(applicant.buttons[0])
    await applicant.tap("Өзін-өзі бағалау", "Бағалауды бастау", "1) Иә", "Басты бет")
    steps.append(applicant.buttons[0])
    assert steps == ["Тақырып таңдау", "Құжаттарды дайындау", "Бағалауды жалғастыру"]
    assert len(set(applicant.buttons)) == len(applicant.buttons)


async def test_with_everything_ready_it_leads_to_packing_and_then_says_that_it_is_handed_in(
    applicant: Phone,
) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Выбрать тему", "7. ", "Выбрать эту тему", "Подготовить документы")
    for number in range(1, 10):
        await applicant.tap(f" {number}. ", "Готово")
    await applicant.tap("На главную", "Оценить свою заявку", "Начать")
    for criterion, points in enumerate((4, 3, 5, 4, 4), 1):
        for number in range(1, points + 1):
            await applicant.tap(f"{number}) Да")
        if criterion == 3:
            await applicant.tap(next(label for label in applicant.buttons if "не полностью" in label))
        await applicant.tap("К показателю" if criterion < 5 else "Посмотреть результат")
    await applicant.tap("На главную")
    assert "24 / 25" in applicant.text
    assert applicant.buttons[0] == "Собрать заявку"
    await applicant.tap("Собрать заявку")
    assert "Отправить только по электронной почте недостаточно" in applicant.text
    await applicant.press("handed:2020-repeat:by_post:1")
    await applicant.tap("На главную")
    assert "Сдача заявки отмечена 20 мая 2020 года" in applicant.text
    assert applicant.buttons[0] == "Мои заявки"


async def test_a_form_that_was_begun_goes_on_from_home(applicant: Phone) -> None:
    await applicant.begin()
    assert not [label for label in applicant.buttons if "Жалғастыру" in label]
    await applicant.press("fld:c2020-repeat:goal:::kk")
    await applicant.send("Мақсат")
    await applicant.tap("Басты бет", "✍️ Әрі қарай: ")
    assert "4-қосымша" in applicant.text
    await applicant.tap("Жалғастыру")
    assert "✏️" in applicant.text


async def test_after_the_deadline_no_form_goes_on(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await applicant.press("fld:c2020-repeat:goal:::kk")
    await applicant.send("Мақсат")
    clock.move_to("2020-06-03T18:00+06:00")
    await applicant.send("/start")
    assert not [label for label in applicant.buttons if "Жалғастыру" in label]
