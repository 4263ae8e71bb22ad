"""What colleagues write into forms is told quietly: one line, once an hour at the most, until that is turned off."""

import pytest
from sqlalchemy import insert, text

from bot.app import App
from bot.ui.screens import Screen
from storage.packages import packages
from storage.tables import package_members
from tests.conftest import MovableClock
from tests.packages.test_team import invitation
from tests.support.conversation import Chats, Phone, deliver

pytestmark = pytest.mark.slow

PLACES = ("в формах", "нысандарда", "В данных организации", "деректерінде")
GOAL, TASKS = "fld:p1:goal:::kk", "fld:p1:tasks:::kk"


@pytest.fixture
async def both(app: App, applicant: Phone, chats: Chats) -> tuple[Phone, Phone]:
    """Айгүл, whose application it is, and Данияр, who reads Russian; nobody gets reminders."""
    other = chats.person(7002, "ru", "Данияр")
    link = await invitation(applicant)
    await other.begin("Русский")
    await other.send(f"/start {link}")
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE people SET reminders = ''"))
    await deliver(app)
    return applicant, other


async def write(phone: Phone, place: str, words: str) -> None:
    await phone.press(place, phone.messages[1].message_id)
    await phone.send(words)


async def later(app: App, clock: MovableClock, **step: float) -> None:
    clock.advance(**step)
    await deliver(app)


def told(phone: Phone) -> list[str]:
    lines = [(message.text or "").replace("\N{NO-BREAK SPACE}", " ") for message in phone.messages]
    return [line for line in lines if line.startswith("👥 ") and any(place in line for place in PLACES)]


async def test_answers_of_an_hour_come_in_one_line_to_the_others_alone(
    app: App, clock: MovableClock, both: tuple[Phone, Phone]
) -> None:
    first, second = both
    await write(first, GOAL, "Бірінші мақсат")
    await later(app, clock, minutes=30)
    assert told(second) == []
    await write(first, TASKS, "Міндет")
    await later(app, clock, minutes=31)
    assert told(second) == ["👥 Заявка 1. Изменено ответов в формах: 2 (Айгүл)"]
    assert told(first) == []
    assert second.buttons == ["Все формы", "Не сообщать об ответах"]


async def test_answers_about_the_organisation_are_told_like_those_in_forms(
    app: App, clock: MovableClock, both: tuple[Phone, Phone]
) -> None:
    first, second = both
    await write(first, "fld:n1:bin:::", "170340100009")
    await write(first, "fld:n1:full_name:::kk", "«Болашақ» қоры")
    await write(first, GOAL, "Мақсат")
    await later(app, clock, minutes=61)
    assert told(second) == [
        "👥 Заявка 1. Изменено ответов в формах: 1 (Айгүл)\n👥 В данных организации изменено ответов: 2 (Айгүл)"
    ]
    assert told(first) == []
    await write(second, "fld:n1:full_name:::ru", "Фонд «Болашақ»")
    await later(app, clock, minutes=61)
    assert told(first) == ["👥 Ұйым деректерінде 1 жауап өзгерді (Данияр)"]
    assert len(told(second)) == 1
    await first.tap("Ұйым деректері")
    assert "Фонд «Болашақ»" in first.text or "«Болашақ» қоры" in first.text


async def test_an_organisation_of_two_applications_is_told_of_once(
    app: App, clock: MovableClock, both: tuple[Phone, Phone]
) -> None:
    first, second = both
    await open_another(app, first, second)
    await write(first, "fld:n1:bin:::", "170340100009")
    await later(app, clock, minutes=61)
    assert told(second) == ["👥 В данных организации изменено ответов: 1 (Айгүл)"]


async def open_another(app: App, owner: Phone, colleague: Phone) -> None:
    """One more application of the first, on which both work."""
    async with app.database.writing() as connection:
        package = await packages.open_new(connection, owner.id, "2020-repeat", app.clock.now())
        await connection.execute(
            insert(package_members).values(
                package_id=package,
                person_id=colleague.id,
                name="",
                current=False,
                joined_at=app.clock.now(),
                notices=True,
                answer_notices=True,
            )
        )


async def test_one_message_an_hour_is_the_most(app: App, clock: MovableClock, both: tuple[Phone, Phone]) -> None:
    first, second = both
    for number in range(12):
        await write(first, GOAL, f"Мақсат {number}")
        await later(app, clock, minutes=15)
    assert len(told(second)) == 3
    await later(app, clock, minutes=61)
    assert len(told(second)) == 3


async def test_it_comes_without_a_sound(app: App, clock: MovableClock, both: tuple[Phone, Phone]) -> None:
    first, _ = both
    sent: list[Screen] = []
    compose = app.delivery.kinds["team_answers"]

    async def seen(*given: object) -> object:
        composed = await compose(*given)  # type: ignore[arg-type]
        sent.append(composed)  # type: ignore[arg-type]
        return composed

    app.delivery.kinds["team_answers"] = seen  # type: ignore[index]
    await write(first, GOAL, "Мақсат")
    await later(app, clock, minutes=61)
    assert [each.silent for each in sent] == [True]


async def test_it_can_be_turned_off_and_on_again(app: App, clock: MovableClock, both: tuple[Phone, Phone]) -> None:
    first, second = both
    await write(first, GOAL, "Мақсат")
    await later(app, clock, minutes=61)
    await second.tap("Не сообщать об ответах")
    assert "сообщений не будет" in second.text
    await write(first, GOAL, "Басқа мақсат")
    await later(app, clock, minutes=61)
    assert len(told(second)) == 1
    await second.press("answernotices:2020-repeat:1:1")
    assert "раз в час, без звука" in second.text
    await write(first, GOAL, "Үшінші мақсат")
    await later(app, clock, minutes=61)
    assert len(told(second)) == 2


async def test_what_came_at_night_is_told_once_in_the_morning(
    app: App, clock: MovableClock, both: tuple[Phone, Phone]
) -> None:
    first, second = both
    clock.move_to("2020-05-20T21:30+06:00")
    for number in range(8):
        await write(first, GOAL, f"Мақсат {number}")
        await later(app, clock, minutes=30)
    assert told(second) == []
    clock.move_to("2020-05-21T09:30+06:00")
    await deliver(app)
    assert len(told(second)) == 1


async def test_nobody_hears_of_a_look(app: App, clock: MovableClock, both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.press(GOAL)
    await first.press("frm:p1:form_4")
    await later(app, clock, minutes=61)
    assert told(second) == []


async def test_nobody_else_turns_it_off(both: tuple[Phone, Phone], chats: Chats) -> None:
    _, second = both
    stranger = chats.person(7009)
    await stranger.begin()
    await stranger.press("answernotices:2020-repeat:1:0")
    await second.press("team:2020-repeat:1")
    assert "раз в час, без звука" in second.text
