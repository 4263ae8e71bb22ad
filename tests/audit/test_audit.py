"""The audit log: what staff did, for the owners to read on the phone and as a file."""

import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from openpyxl import load_workbook
from sqlalchemy import insert

from bot.access import Right
from bot.app import App
from bot.services.audit import audit_trail
from bot.services.child_process import ChildProcess
from bot.ui.screens import NotMadeError
from content.models import Language
from storage.audit import audit
from storage.audit.audit import Deed, Detail
from storage.tables import audit as table
from tests.conftest import MovableClock
from tests.payloads.test_payloads import RELEASED, prefix
from tests.support.conversation import Chats, Phone
from tests.support.processor import slowdown
from tests.support.staff import MEMBER, with_rights

NOW = datetime(2020, 5, 20, 4, 0, tzinfo=UTC)


async def put(app: App, action: str, name: str = "Ерлан", **detail: str | int | None) -> None:
    async with app.database.writing() as connection:
        await audit.put(connection, Deed(app.clock.now(), MEMBER, name, action, detail))


async def test_an_empty_log_says_so(owner: Phone) -> None:
    await owner.send("/staff")
    await owner.tap("Журнал действий")
    assert "пока ничего нет" in owner.text
    assert "Получить файлом (XLSX)" not in owner.buttons


async def test_the_newest_comes_first_on_pages(app: App, owner: Phone, clock: MovableClock) -> None:
    for number in range(1, 13):
        await put(app, "question.answered", number=number)
        clock.advance(minutes=1)
    await owner.send("/staff")
    await owner.tap("Журнал действий")
    assert "Всего 12, страница 1 из 2" in owner.text
    assert owner.text.index("Ответ на вопрос №12") < owner.text.index("Ответ на вопрос №5")
    assert "20 мая, 10:11 · Ерлан" in owner.text
    await owner.tap("2")
    assert "Ответ на вопрос №4\n" in owner.text
    assert owner.text.endswith("Ответ на вопрос №1")
    await owner.press("audit:99")
    assert "страница 2 из 2" in owner.text
    await owner.press("audit:0")
    assert "страница 1 из 2" in owner.text


async def test_it_shows_what_concerns_one_thing_alone(app: App, owner: Phone) -> None:
    await put(app, "question.answered", number=7)
    await put(app, "broadcast.paused", announcement=3)
    await owner.press("audit")
    assert "Всего 2" in owner.text
    await owner.tap("Вопросы")
    assert "Всего 1" in owner.text
    assert "Ответ на вопрос №7" in owner.text
    await owner.tap("Рассылки")
    assert "№7" not in owner.text
    await owner.tap("Сотрудники")
    assert "Такого в журнале нет" in owner.text
    await owner.tap("Все")
    assert "Всего 2" in owner.text


async def test_it_is_narrowed_to_a_person_and_a_day(app: App, owner: Phone, clock: MovableClock) -> None:
    async def did(person: int, name: str, action: str, number: int) -> None:
        async with app.database.writing() as connection:
            await audit.put(connection, Deed(app.clock.now(), person, name, action, {"number": number}))

    await did(MEMBER, "Ерлан", "question.answered", 1)
    await did(9900, "Сәуле", "question.answered", 2)
    clock.advance(days=1)
    await did(MEMBER, "Ерлан", "question.closed", 3)
    await did(MEMBER, "Ерлан", "shared.approved", 4)
    await owner.press("audit")
    await owner.tap("По человеку")
    assert owner.buttons[:2] == ["Ерлан: 3", "Сәуле: 1"]
    await owner.tap("Ерлан")
    assert "Ерлан\n" in owner.text
    assert "Всего 3" in owner.text
    await owner.tap("По дню")
    assert owner.buttons[:2] == ["21 мая 2020 года", "20 мая 2020 года"]
    await owner.tap("20 мая")
    assert "Ерлан · 20 мая" in owner.text
    assert "Всего 1" in owner.text
    assert "№2" not in owner.text, "who else did something that day"
    await owner.tap("Готовые ответы")
    assert "Такого в журнале нет" in owner.text
    assert "Получить файлом (XLSX)" not in owner.buttons
    await owner.tap("Все дни")
    assert "№4" in owner.text
    await owner.tap("Получить файлом")
    rows = list(load_workbook(BytesIO(owner.received)).worksheets[0].iter_rows(values_only=True))
    assert [row[3] for row in rows[1:]] == ["Полезный ответ №4 опубликован"], "the file holds what is shown"


async def test_days_go_back_page_by_page_in_the_zone_of_the_contest(
    app: App, owner: Phone, clock: MovableClock
) -> None:
    """20:00 in UTC is the next day in Almaty."""
    for number in range(12):
        await put(app, "question.answered", number=number)
        clock.advance(days=1)
    clock.advance(hours=15)
    await put(app, "question.answered", number=99)
    await owner.press("auditd")
    assert owner.buttons[0] == "2 июня 2020 года"
    assert "23 мая 2020 года" in owner.buttons
    assert "22 мая 2020 года" not in owner.buttons
    await owner.tap("Раньше")
    assert owner.buttons[:3] == ["22 мая 2020 года", "21 мая 2020 года", "20 мая 2020 года"]
    await owner.tap("Последние дни")
    assert owner.buttons[0] == "2 июня 2020 года"


async def test_it_names_contests_consultants_and_moments_in_words(app: App, owner: Phone) -> None:
    await put(app, "contest.away", contest="2020-repeat", consultant="ibadullaev", first="2020-05-21", last=None)
    await put(app, "announcement.confirmed", announcement=3, number=2, at="2020-05-21T04:00:00+00:00")
    await put(app, "contest.drafted", contest="2020-repeat", version=4, what="holidays")
    await owner.press("audit")
    for code in ("2020-repeat", "ibadullaev", "holidays", "2020-05", "first", "None"):
        assert code not in owner.text
    assert "Ибадуллаев" in owner.text
    assert "21 мая 2020 года, 10:00" in owner.text


async def test_it_is_for_the_owners_alone(app: App, chats: Chats, owner: Phone) -> None:
    phone = await with_rights(chats, *Right, language="Русский")
    await phone.send("/staff")
    assert "Журнал действий" not in phone.buttons
    for data in ("audit:1", "auditx", "auditp", "auditd"):
        await phone.press(data)
        assert "только владельцам" in phone.text
        assert not any(message.document for message in phone.messages)
    await owner.press("audit:1")
    assert owner.text.count("Попытка открыть недоступное") == 4


@pytest.mark.parametrize(
    ("action", "detail", "kk", "ru"),
    [
        ("question.answered", {"number": 7}, "№7 сұраққа жауап берді", "Ответ на вопрос №7"),
        (
            "staff.right_given",
            {"name": "Ерлан", "right": "answer"},
            "Ерлан: «Сұрақтарға жауап беру» құқығын берді",
            "Ерлан: дано право «Ответы на вопросы»",
        ),
        ("staff.joined", {"rights": "announce gone"}, "Хабарлама тарату, gone", "Рассылки, gone"),
        ("no.such", {"a": 1, "b": "x"}, "no.such a=1 b=x", "no.such a=1 b=x"),
        ("staff", {}, "staff", "staff"),
        ("question.closed", {}, "№— сұрақты жапты", "Вопрос №— закрыт"),
        ("staff.left", {"contest": "c", "odd": None}, "(конкурс: c, odd: —)", "(конкурс: c, odd: —)"),
        ("shared.changed", {"number": 3, "language": "kk"}, "(тіл: Қазақша)", "(язык: Қазақша)"),
        ("no.such", {"a": "{b}"}, "no.such a={b}", "no.such a={b}"),
    ],
)
async def test_what_was_done_in_words(app: App, action: str, detail: Detail, kk: str, ru: str) -> None:
    deed = Deed(NOW, MEMBER, "Ерлан", action, detail)
    assert kk in audit_trail.words(app.texts, Language.KK, deed)
    assert ru in audit_trail.words(app.texts, Language.RU, deed)


async def test_names_are_shown_as_they_are(app: App, owner: Phone) -> None:
    await put(app, "no.such", name="<b>{{ 7*7 }}</b>" + "Ж" * 80, long="x" * 1000)
    for _ in range(7):
        await put(app, "no.such", name="Ж" * 90, long="<i>" * 1000)
    await owner.press("audit:1")
    assert "<b>{{ 7*7 }}</b>Ж" in owner.text
    assert len(owner.text) < 4096


async def test_the_file(app: App, owner: Phone, clock: MovableClock) -> None:
    await put(app, "question.answered", name='=HYPERLINK("http://x.kz";"a")', number=7)
    clock.advance(hours=1)
    await put(app, "no.such", name="a\x00b", odd=None)
    await owner.press("audit:1")
    await owner.tap("Получить файлом")
    document = owner.last.document
    assert document is not None
    assert document.file_name == "audit.xlsx"
    sheet = load_workbook(BytesIO(owner.received)).worksheets[0]
    head, newest, oldest = sheet.iter_rows()
    assert "Кто" in [cell.value for cell in head]
    assert [cell.value for cell in newest] == [
        datetime(2020, 5, 20, 11, 0),  # noqa: DTZ001  a cell knows no zone: the head names it
        "ab",
        MEMBER,
        "no.such odd=—",
        "no.such",
        "odd=None",
    ]
    assert oldest[1].value == '=HYPERLINK("http://x.kz";"a")'
    assert oldest[1].data_type == "s"
    assert oldest[3].value == "Ответ на вопрос №7"


async def test_a_file_that_cannot_be_written_is_said(app: App, owner: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fails(_: ChildProcess, given: AsyncIterator[bytes]) -> bytes:
        async for _portion in given:
            raise NotMadeError
        return b""

    monkeypatch.setattr(ChildProcess, "run", fails)
    await put(app, "no.such")
    await owner.press("auditx")
    assert "Создать файл не удалось" in owner.text


async def test_everything_is_read_in_portions(app: App) -> None:
    for number in range(5):
        await put(app, "no.such", number=number)
    async with app.database.scanning() as connection:
        found = [[deed.detail["number"] for deed in deeds] async for deeds in audit.everything(connection, 2)]
    assert found == [[4, 3], [2, 1], [0]]


async def test_a_long_log_is_quick_to_read(app: App, owner: Phone) -> None:
    rows = [
        {"at": NOW + timedelta(seconds=number), "person_id": MEMBER, "name": "Е", "action": "x.y", "detail": {}}
        for number in range(20_000)
    ]
    async with app.database.bulk_writing() as connection:
        await connection.execute(insert(table), rows)
    begun = time.process_time()
    await owner.press("audit:1")
    assert time.process_time() - begun < 0.5 * slowdown()
    assert "Всего 20\N{NO-BREAK SPACE}000" in owner.text


@pytest.mark.slow
async def test_whatever_somebody_may_not_open_has_words(app: App, applicant: Phone, owner: Phone) -> None:
    """The part of the bot, and no payload's prefix."""
    await applicant.begin()
    for data in {prefix(each): each for each in RELEASED}.values():
        await applicant.press(data)
    async with app.database.scanning() as connection:
        deeds = await audit.page(connection, offset=0, limit=len(RELEASED))
    wanted = {str(deed.detail["button"]) for deed in deeds if deed.action == audit_trail.REFUSED}
    assert {"stafflist", "figures"} <= wanted
    for language in (Language.KK, Language.RU):
        said = {
            button: audit_trail.words(
                app.texts, language, Deed(NOW, MEMBER, "Ерлан", audit_trail.REFUSED, {"button": button})
            )
            for button in wanted
        }
        assert {button for button, words in said.items() if words.endswith(f": {button}")} == set()
