"""Consultants who are away: the days, who stands in, and what waits for them meanwhile."""

import pytest
from sqlalchemy import select

from bot.app import App
from storage.tables import absences, questions
from tests.conftest import MovableClock
from tests.support.consulting import BORANBAEVA, ask, heard, linked
from tests.support.conversation import Chats, Phone, deliver

pytestmark = pytest.mark.slow

SUBSTITUTE = 7004


@pytest.fixture
async def substitute(chats: Chats) -> Phone:
    return await linked(chats, SUBSTITUTE, BORANBAEVA, "Жанаргуль Б.")


@pytest.fixture
async def asking(applicant: Phone) -> Phone:
    await applicant.begin()
    return applicant


async def days(app: App) -> tuple[str, str, int | None] | None:
    async with app.database.reading() as connection:
        row = (await connection.execute(select(absences))).first()
    return (row.starts.isoformat(), row.ends.isoformat(), row.substitute_id) if row else None


async def holder(app: App) -> str:
    async with app.database.reading() as connection:
        rows = (await connection.execute(select(questions.c.holder).order_by(questions.c.id))).all()
    return str(rows[-1].holder)


async def test_two_steps_keep_the_days(app: App, consultant: Phone) -> None:
    await consultant.send("/consultant")
    await consultant.tap("Меня не будет", "С завтрашнего дня")
    assert "Первый день: 21 мая" in consultant.text
    assert consultant.buttons[:4] == ["21 мая, чт", "22 мая, пт", "27 мая, ср", "3 июня, ср"]
    await consultant.tap("22 мая, пт")
    assert await days(app) == ("2020-05-21", "2020-05-22", None)
    assert "21 мая – 22 мая" in consultant.text
    assert "пойдут сотрудникам Центра" in consultant.text
    assert consultant.toast == "Сохранено"


async def test_days_may_be_typed(app: App, consultant: Phone) -> None:
    await consultant.press("away")
    await consultant.send("25.05")
    await consultant.send("29 мая")
    assert await days(app) == ("2020-05-25", "2020-05-29", None)
    await consultant.tap("Убрать эти дни")
    assert await days(app) is None


async def test_bad_days_are_explained(app: App, consultant: Phone) -> None:
    await consultant.press("away")
    for typed, reason in (
        ("когда-нибудь", "Не понимаю эту дату"),
        ("19.05", "уже прошел"),
        ("19.05.2022", "слишком далеко"),
    ):
        await consultant.send(typed)
        assert reason in consultant.text
    await consultant.send("25.05")
    for typed, reason in (
        ("не знаю", "Не понимаю эту дату"),
        ("24.05", "не может быть раньше первого"),
        ("25.12.2021", "слишком далеко"),
    ):
        await consultant.send(typed)
        assert reason in consultant.text
        assert "Первый день: 25 мая" in consultant.text
    assert await days(app) is None
    await consultant.send("25.05")
    assert await days(app) == ("2020-05-25", "2020-05-25", None)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ("setaway:200518:200519:0", "уже прошел"),
        ("setaway:200519::0", "уже прошел"),
        ("setaway:200522:200521:0", "не может быть раньше первого"),
        ("setaway:nonsense:200521:0", "устарела"),
        ("setaway:200520:200521:7099", "не подключен"),
    ],
)
async def test_old_and_invented_buttons_are_explained(app: App, consultant: Phone, data: str, reason: str) -> None:
    await consultant.press(data)
    assert reason in consultant.text
    assert await days(app) is None


async def test_questions_go_to_the_substitute_meanwhile(
    app: App, clock: MovableClock, consultant: Phone, substitute: Phone, asking: Phone
) -> None:
    await consultant.press("away")
    await consultant.tap("С сегодняшнего дня", "21 мая")
    assert "✓ Сотрудники Центра" in consultant.buttons
    await consultant.tap("Боранбаева Жанаргуль")
    assert "✓ Боранбаева Жанаргуль" in consultant.buttons
    assert await days(app) == ("2020-05-20", "2020-05-21", SUBSTITUTE)
    await ask(app, asking, "Мөр керек пе?")
    assert heard(substitute, "Мөр керек пе?") == 1
    assert heard(consultant, "Мөр керек пе?") == 0
    clock.move_to("2020-05-22T10:00+06:00")
    await ask(app, asking, "Енді ше?")
    assert heard(consultant, "Енді ше?") == 1


async def test_back_at_work_questions_come_again(app: App, consultant: Phone, asking: Phone) -> None:
    await consultant.press("setaway:200520:200529:0")
    await consultant.tap("Я на месте")
    assert consultant.toast == "Вопросы снова приходят Вам"
    assert await days(app) is None
    await ask(app, asking, "Мөр керек пе?")
    assert await holder(app) == "ibadullaev"


async def test_what_waits_is_passed_on_in_one_tap(
    app: App, consultant: Phone, substitute: Phone, asking: Phone
) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press("take:1:1")
    await consultant.press(f"setaway:200520:200522:{SUBSTITUTE}")
    assert "Ждут Вашего ответа: 1" in consultant.text
    await consultant.tap("Передать вопросы: 1")
    assert consultant.toast == "Передано: 1"
    assert not [label for label in consultant.buttons if "Передать" in label]
    await deliver(app)
    assert await holder(app) == "boranbaeva"
    assert heard(substitute, "Мөр керек пе?") == 1
    await substitute.press("case:1")
    assert "Беру на себя" in substitute.buttons
    await consultant.press("passall")
    assert consultant.toast == "Передано: 0"


async def test_without_a_substitute_staff_get_them(app: App, owner: Phone, consultant: Phone, asking: Phone) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press("setaway:200520:200522:0")
    await consultant.tap("Передать вопросы: 1")
    await deliver(app)
    assert await holder(app) == "staff"
    assert heard(owner, "Мөр керек пе?") == 1


async def test_a_question_is_not_passed_to_who_asked_it(
    app: App, owner: Phone, consultant: Phone, substitute: Phone
) -> None:
    await ask(app, substitute, "Сама спрошу")
    assert await holder(app) == "ibadullaev"
    await consultant.press(f"setaway:200520:200522:{SUBSTITUTE}")
    await consultant.tap("Передать вопросы: 1")
    assert await holder(app) == "staff"


async def test_on_the_first_day_what_is_left_is_offered(
    app: App, clock: MovableClock, consultant: Phone, substitute: Phone, asking: Phone
) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press(f"setaway:200521:200522:{SUBSTITUTE}")
    assert not [label for label in consultant.buttons if "Передать" in label]
    await consultant.press("passall")
    assert consultant.toast == "Передано: 0"
    clock.move_to("2020-05-21T09:00+06:00")
    await deliver(app)
    assert heard(consultant, "С сегодняшнего дня Вас нет") == 1
    notice = next(message for message in consultant.messages if "С сегодняшнего дня" in (message.text or ""))
    assert "Боранбаева" in (notice.text or "")
    await consultant.press_under(notice)
    assert await holder(app) == "boranbaeva"


@pytest.mark.parametrize("change", ["setaway:::0", "setaway:200525:200526:0"])
async def test_nothing_is_offered_for_days_that_were_changed(
    app: App, clock: MovableClock, consultant: Phone, asking: Phone, change: str
) -> None:
    await ask(app, asking, "Мөр керек пе?")
    await consultant.press("setaway:200521:200522:0")
    await consultant.press(change)
    clock.move_to("2020-05-21T09:00+06:00")
    await deliver(app)
    assert heard(consultant, "С сегодняшнего дня Вас нет") == 0


async def test_who_is_away_on_the_same_days_cannot_stand_in(consultant: Phone, substitute: Phone) -> None:
    await substitute.press("setaway:200521:200525:0")
    await consultant.press("setaway:200520:200522:0")
    assert "Боранбаева Жанаргуль" not in consultant.buttons
    await consultant.press("setaway:200526:200528:0")
    assert "Боранбаева Жанаргуль" in consultant.buttons


@pytest.mark.parametrize("data", ["away", "setaway:200520:200521:0", "setaway:::0", "passall"])
async def test_only_consultants_can_be_away(app: App, owner: Phone, asking: Phone, data: str) -> None:
    for phone, refusal in ((asking, "кеңесшілер мен Орталық"), (owner, "для консультантов")):
        await phone.press(data)
        assert refusal in phone.text
    assert await days(app) is None
