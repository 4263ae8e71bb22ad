"""What is kept of a person, and how it is taken along and forgotten."""

import json

import pytest
from icalendar import Calendar
from sqlalchemy import func, select

from bot.app import App
from bot.demo.telegram import Telegram
from storage.audit import audit
from storage.audit.audit import Deed
from storage.tables import metadata
from tests.conftest import OPEN
from tests.support.consulting import ask
from tests.support.conversation import Phone
from tests.support.filled_forms import fill_in


async def test_everything_kept_comes_as_a_file(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Баптаулар", "Менің деректерім", "Файл түрінде алу")
    kept = json.loads(applicant.received)
    assert kept["person"]["id"] == applicant.id
    assert [(mark["item_id"], mark["value"]) for mark in kept["marks"]] == [("doc_1", "ready")]


async def test_with_several_packages_each_thing_is_in_the_file_once(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.tap(
        "Документы", " 1. ", "Готово", " 2. ", "Готово", "На главную", "Мои заявки", "Открыть новую", "Да"
    )
    await applicant.tap("Самооценка", "Начать", "1) Да", "2) Нет")
    await applicant.press("export")
    kept = json.loads(applicant.received)
    async with app.database.reading() as connection:
        stored = {
            table.name: (await connection.execute(select(func.count()).select_from(table))).scalar()
            for table in metadata.sorted_tables
        }
    assert (
        stored
        | {
            "packages": len(kept["packages"]),
            "package_members": len(kept["memberships"]),
            "package_marks": len(kept["marks"]),
            "assessments": len(kept["self_assessments"]),
            "assessment_answers": len(kept["answers"]),
        }
        == stored
    )
    assert (len(kept["packages"]), len(kept["marks"]), len(kept["answers"])) == (2, 2, 2)
    assert [package["number"] for package in kept["packages"]] == [1, 2]


async def test_own_days_and_choices_are_in_the_file_and_go_with_the_rest(applicant: Phone, app: App) -> None:
    await applicant.begin()
    await applicant.press("setday:2020-repeat:doc_7:0:200525")
    await applicant.press("setreminder:7d:0")
    await applicant.press("tellnext:1")
    await applicant.press("setcontest:2020-repeat")
    await applicant.press("export")
    kept = json.loads(applicant.received)
    assert [(each["document_id"], each["day"]) for each in kept["own_dates"]] == [("doc_7", "2020-05-25")]
    assert "7d" not in kept["person"]["reminders"].split()
    assert kept["person"]["tell_next"] is True
    assert kept["person"]["contest_id"] == "2020-repeat"
    await applicant.press("forget")
    await applicant.send("ЖОЮ")
    async with app.database.reading() as connection:
        for table in metadata.sorted_tables:
            assert (await connection.execute(select(func.count()).select_from(table))).scalar() == 0, table.name


async def test_what_is_kept_as_json_comes_as_it_stands(applicant: Phone, app: App) -> None:
    await applicant.begin()
    async with app.database.writing() as connection:
        await audit.put(connection, Deed(OPEN, applicant.id, "Айгүл", "access.refused", {"button": "ә"}))
    await applicant.press("export")
    assert [each["detail"] for each in json.loads(applicant.received)["audit"]] == ['{"button": "ә"}']


async def test_who_has_prepared_nothing_yet_gets_a_file_too(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("export")
    kept = json.loads(applicant.received)
    assert kept["person"]["language"] == "kk"
    assert {name: rows for name, rows in kept.items() if name != "person" and rows} == {}


async def test_only_the_word_itself_deletes_and_then_nothing_is_left(applicant: Phone, app: App) -> None:
    await applicant.begin()
    await applicant.tap("Құжаттар", " 1. ", "Дайын", "Басты бет", "Өзін-өзі бағалау", "Бағалауды бастау", "1) Иә")
    await applicant.tap("Басты бет", "Баптаулар", "Менің деректерім", "Бәрін жою")
    await applicant.send("иә")
    assert "Ештеңе жойылған жоқ" in applicant.text
    await applicant.send(" жою ")
    assert "жойылды" in applicant.text
    async with app.database.reading() as connection:
        for table in metadata.sorted_tables:
            assert (await connection.execute(select(func.count()).select_from(table))).scalar() == 0, table.name
    await applicant.tap("Қайта бастау")
    assert "Тілді таңдаңыз" in applicant.text


async def test_leaving_the_question_keeps_everything(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Настройки", "Мои данные", "Удалить мои данные", "Назад")
    await applicant.send("УДАЛИТЬ")
    assert "удалены" not in applicant.text
    await applicant.send("/start")
    assert "Повторный конкурс" in applicant.text


async def test_the_calendar_holds_the_deadline_and_the_days_to_begin(applicant: Phone, telegram: Telegram) -> None:
    await applicant.begin("Русский")
    await applicant.tap("План", "Добавить в календарь")
    events = {str(event["uid"]): event for event in Calendar.from_ical(applicant.received).walk("VEVENT")}
    deadline = events["2020-repeat-deadline@grant-assistant"]
    assert deadline.decoded("dtstart").isoformat() == "2020-06-03T12:00:00+00:00"
    assert "Астана" not in str(deadline["location"])
    assert events["2020-repeat-doc_8@grant-assistant"].decoded("dtstart").isoformat() == "2020-05-26"


async def test_settings_show_language_and_region(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Баптаулар")
    assert "Өңір: таңдалмаған" in applicant.text
    await applicant.tap("Өңірді ауыстыру", "Шымкент", "Басты бет", "Баптаулар")
    assert "Өңір: Шымкент қаласы" in applicant.text


@pytest.mark.parametrize(
    ("language", "button", "words"),
    [
        ("Қазақша", "Оқуға ыңғайлы", ("Өтінім: ", "Дайын", "Ұйым туралы", "сіз", "Мөр керек пе?", "Мақсатымыз")),
        ("Русский", "в виде для чтения", ("Заявка: ", "Готово", "Устав", "Вы", "Мөр керек пе?", "Мақсатымыз")),
    ],
)
async def test_what_is_kept_can_be_read_as_a_page(
    app: App, applicant: Phone, language: str, button: str, words: tuple[str, ...]
) -> None:
    await applicant.begin(language)
    package = await fill_in(app, applicant.id, {"goal": "Мақсатымыз <b>& міндет"}, full_name="Ұйым туралы, Устав")
    await applicant.press(f"setdoc:2020-repeat:doc_1:ready:{package}")
    await ask(app, applicant, "Мөр керек пе?")
    await applicant.press("mydata")
    await applicant.tap(button)
    page = applicant.received.decode()
    assert applicant.last.document is not None
    assert (applicant.last.document.file_name or "").endswith(".html")
    assert all(each in page for each in words)
    assert "Мақсатымыз &lt;b&gt;&amp; міндет" in page
    assert page.startswith("<!doctype html>")
