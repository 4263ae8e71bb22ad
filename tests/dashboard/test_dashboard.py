"""The dashboard: right figures, pictures, files, the weekly report, and who may see it."""

from datetime import UTC, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from PIL import Image, ImageChops
from sqlalchemy import select, text

from bot.access import Right
from bot.app import App
from bot.services import child_process
from content.models import Contest
from storage.packages.packages import DONE
from storage.tables import announcements, audit, outbox, people, questions, weekly_reports
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN, MovableClock
from tests.support.asking import question_row
from tests.support.conversation import Chats, Phone, deliver, plain
from tests.support.preparing import prepare, ready
from tests.support.staff import MEMBER, OWNER, give, with_rights

DASHBOARD, FILE, NAMED = "dash:2020-repeat", "dashx:2020-repeat", "dashx:2020-repeat:1"
WEEKLY, NO_WEEKLY = "setweekly:2020-repeat:1", "setweekly:2020-repeat:0"
MONDAY = "2020-05-25T09:00+06:00"
CHOOSING = ("dashf", "dashr", "dasht", "dashd", "weekly")


@pytest.fixture
async def member(chats: Chats) -> Phone:
    """Staff with one right, in Kazakh."""
    return await with_rights(chats, Right.ANNOUNCE)


def shown(phone: Phone) -> str:
    """The text of the dashboard, above what was attached to it."""
    return plain(next(message for message in reversed(phone.messages) if message.reply_markup))


@pytest.fixture
async def some(app: App, contest: Contest, owner: Phone) -> None:
    """A few packages at each stage, questions, an announcement."""
    last = contest.preparing.steps[-1].id
    await prepare(app, contest, 101)
    await prepare(app, contest, 102, [(MarkKind.DOCUMENT, "doc_1", "in_progress")], "topic_5")
    await prepare(app, contest, 103, ready(contest), "topic_5")
    await prepare(app, contest, 104, [*ready(contest), (MarkKind.STEP, last, DONE)], "topic_1")
    day = OPEN.astimezone(UTC).date()
    async with app.database.bulk_writing() as connection:
        for person_id, region, ago in ((101, "atyrau", 0), (102, "atyrau", 7), (103, "akmola", 8), (104, None, 30)):
            values = {
                "region_id": region,
                "seen_on": day - timedelta(days=ago),
                "joined_at": OPEN - timedelta(days=ago + 1),
            }
            await connection.execute(people.update().where(people.c.id == person_id).values(**values))
        rows = [
            question_row(1, "atyrau", person_id=101),
            question_row(2, "atyrau", person_id=101, due_at=OPEN.astimezone(UTC) - timedelta(hours=1)),
            question_row(3, "akmola", "answered", person_id=101, answered_in=90),
            question_row(4, "akmola", "closed", person_id=101, answered_in=210, context=None),
            question_row(5, "akmola", "open", person_id=101, context=None, region_id=None),
            question_row(6, "akmola", "draft", person_id=101),
        ]
        await connection.execute(questions.insert(), rows)
        await connection.execute(
            announcements.insert().values(id=1, contest_id=contest.id, state="done", created_by=OWNER, created_at=OPEN)
        )
        sent = {"kind": "announcement", "contest_id": contest.id, "content": {}, "priority": 5, "attempts": 1}
        sent |= {"not_before": OPEN, "created_at": OPEN, "announcement_id": 1}
        states = {101: "sent", 102: "sent", 103: "blocked", 104: "failed"}
        await connection.execute(
            outbox.insert(),
            [{**sent, "key": f"ann1:{one}", "person_id": one, "state": state} for one, state in states.items()],
        )


@pytest.mark.slow
async def test_the_text_says_everything_in_russian(some: None, owner: Phone) -> None:
    await owner.press(DASHBOARD)
    for line in (
        "Повторный конкурс, 2020",
        "20 мая 2020",
        "Люди: 5",
        "Активны за 7 дней: 3",
        "Новых за 7 дней: 2",
        "На казахском: 4, на русском: 1",
        "Заявки: 4",
        "Тема выбрана: 3",
        "Документы начаты: 3",
        "Документы готовы: 2",
        "Самооценка завершена: 0",
        "Заявка сдана: 1",
        "Вопросы: 5",
        "Ждут ответа: 3, просрочены: 1",
        "До первого ответа: 2 ч 30 мин",
        "• Атырауская, тема 5: 2",
        "• Не указан, тема не указана: 1",
        "Завершены: 1, идут или ждут своего времени: 0",
        "Сообщений дошло: 2, не дошло: 2",
    ):
        assert line in shown(owner)


@pytest.mark.slow
async def test_any_right_of_staff_suffices_in_either_language(some: None, member: Phone) -> None:
    await member.press(DASHBOARD)
    for line in ("Адамдар: 6", "Өтінімдер: 4", "Тапсырылды: 1", "Жауап күтіп тұр: 3, мерзімі өткені: 1"):
        assert line in shown(member)
    assert "Жеке деректері бар XLSX" not in member.buttons


@pytest.mark.slow
async def test_text_comes_first_then_an_album_of_five(some: None, owner: Phone) -> None:
    await owner.press(DASHBOARD)
    album = owner.messages[-5:]
    assert len({message.media_group_id for message in album}) == 1
    for message in album:
        assert message.photo
        data = owner.chats.telegram.files.by_id[message.photo[-1].file_id].data
        picture = Image.open(BytesIO(data))
        assert picture.format == "PNG"
        assert picture.width == 1080
        assert 500 < picture.height <= 1300
        blank = Image.new("RGB", picture.size, "white")
        assert ImageChops.difference(picture.convert("RGB"), blank).getbbox()
    assert "Статистика" in (owner.messages[-6].text or "")


@pytest.mark.usefixtures("own_process")
@pytest.mark.slow
async def test_with_nothing_at_all_it_says_so(owner: Phone) -> None:
    await owner.press(DASHBOARD)
    assert "Заявки: 0" in shown(owner)
    assert "медиана" not in shown(owner)
    assert "Пока не было" in shown(owner)
    assert owner.last.photo


@pytest.mark.usefixtures("own_process")
@pytest.mark.parametrize("module", ["bot.no_such_module", "bot"])
@pytest.mark.slow
async def test_where_drawing_fails_the_text_is_there_and_the_person_is_told(
    owner: Phone, monkeypatch: pytest.MonkeyPatch, module: str
) -> None:
    """`bot` exists and refuses its arguments; the other does not exist."""
    run = child_process.ChildProcess.run

    async def broken(self: child_process.ChildProcess, given: Any) -> bytes:
        self.module = module
        return await run(self, given)

    monkeypatch.setattr(child_process.ChildProcess, "run", broken)
    await owner.press(DASHBOARD)
    assert "Статистика" in shown(owner)
    assert "Построить диаграммы не удалось" in owner.text
    await owner.press(FILE)
    assert "Создать файл не удалось" in owner.text


@pytest.mark.usefixtures("own_process")
async def test_who_takes_too_long_is_ended(owner: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(child_process, "SECONDS", 0.01)
    await owner.press(DASHBOARD)
    assert "Построить диаграммы не удалось" in owner.text


@pytest.mark.parametrize("data", [DASHBOARD, FILE, NAMED, WEEKLY, *(f"{each}:2020-repeat" for each in CHOOSING)])
async def test_nobody_else_sees_any(app: App, some: None, applicant: Phone, member: Phone, data: str) -> None:
    """Neither an applicant nor who was staff until a moment ago."""
    await applicant.begin()
    await applicant.press(data)
    assert "тек Орталық қызметкерлері" in applicant.text
    await give(app, MEMBER)
    await member.press(data)
    assert "тек Орталық қызметкерлері" in member.text
    async with app.database.reading() as connection:
        refused = (await connection.execute(select(audit.c.person_id).where(audit.c.action == "refused"))).scalars()
        assert set(refused) == {applicant.id, MEMBER}


# files


def opened(phone: Phone) -> Workbook:
    return load_workbook(BytesIO(phone.received))


def cells(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


async def deeds(app: App) -> list[str]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(audit.c.action))).scalars())


async def test_the_file_names_nobody(app: App, some: None, member: Phone) -> None:
    await member.press("setlang:ru:")
    await member.press(FILE)
    book = opened(member)
    assert book.sheetnames == ["Итог", "Динамика", "Этапы", "Темы", "Регионы", "Без ответа", "Вопросы"]
    total = {row[0]: row[1] for row in cells(book, "Итог") if len(row) > 1}
    assert total["Активны за 7 дней"] == 4
    assert total["Рабочих часов до ответа (медиана)"] == 2.5
    assert dict(cells(book, "Этапы"))["Документы готовы"] == 2
    assert {row[0]: row[2] for row in cells(book, "Темы")}[5] == 2
    waiting = cells(book, "Без ответа")
    assert {row[0]: row[5] for row in waiting}["Атырауская область"] == 2
    assert waiting[-1][-1] == 1
    assert [row[0] for row in cells(book, "Вопросы")] == ["№", 1, 2, 3, 4, 5]
    everything = {str(cell) for name in book.sheetnames for row in cells(book, name) for cell in row}
    assert not everything & {"101", "102", "7001", str(OWNER)}
    assert "dashboard.file" in await deeds(app)


@pytest.mark.slow
async def test_names_are_for_owners_alone_and_written_down(app: App, some: None, owner: Phone, member: Phone) -> None:
    async with app.database.writing() as connection:
        await connection.execute(text("UPDATE package_members SET name = '=1+1' WHERE person_id = 102"))
    await member.press(NAMED)
    assert "иелеріне" in member.text
    await owner.press(DASHBOARD)
    await owner.press(NAMED)
    book = opened(owner)
    assert owner.last.document is not None
    assert owner.last.document.file_name == "people-2020-repeat.xlsx"
    rows = {row[0]: row for row in cells(book, "Люди")}
    assert rows[102][1] == "=1+1"
    assert book["Люди"].cell(row=3, column=2).data_type == "s"
    assert rows[104][-1] == "Тема выбрана, Документы начаты, Документы готовы, Заявка сдана"
    assert rows[101][3] == "Атырауская область"
    assert OWNER in rows
    assert "dashboard.named_file" in await deeds(app)


# the weekly report


@pytest.mark.slow
async def test_the_report_comes_on_monday_morning_once(
    app: App, some: None, owner: Phone, member: Phone, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await owner.press(WEEKLY)
    assert "Не присылать каждую неделю" in owner.buttons
    before = len(owner.messages), len(member.messages)
    for moment in ("2020-05-24T12:00+06:00", "2020-05-25T08:59+06:00"):
        clock.move_to(moment)
        await app.weekly.tick()
        await deliver(app)
    assert (len(owner.messages), len(member.messages)) == before
    clock.move_to(MONDAY)
    await app.weekly.tick()
    await app.weekly.tick()
    await deliver(app)
    assert sum("Отчет за неделю" in (message.text or "") for message in owner.messages) == 1
    report = next(message for message in owner.messages if "Отчет за неделю" in (message.text or ""))
    assert "Заявки: 4" in plain(report)
    assert not any("Апталық есеп" in (message.text or "") for message in member.messages)
    clock.advance(days=7)
    await app.weekly.tick()
    await deliver(app)
    assert sum("Отчет за неделю" in (message.text or "") for message in owner.messages) == 2
    await owner.press("+" + NO_WEEKLY, report.message_id)
    clock.advance(days=7)
    await app.weekly.tick()
    await deliver(app)
    assert sum("Отчет за неделю" in (message.text or "") for message in owner.messages) == 2


@pytest.mark.slow
async def test_the_report_comes_with_pictures_on_the_day_that_was_chosen_until_it_is_turned_off(
    app: App, some: None, owner: Phone, clock: MovableClock
) -> None:
    await owner.press("weekly:2020-repeat")
    await owner.tap("Присылать каждую неделю")
    assert {"✓ Понедельник", "✓ 09:00"} <= set(owner.buttons)
    await owner.tap("Пятница", "18:00")
    assert "Приходит: Пятница, 18:00" in owner.plain
    clock.move_to("2020-05-22T18:00+06:00")
    await app.weekly.tick()
    await deliver(app)
    report, *album = owner.messages[-6:]
    assert "Отчет за неделю" in (report.text or "")
    assert len({message.media_group_id for message in album}) == 1
    assert all(message.photo for message in album)
    assert album[0].caption == "Повторный конкурс, 2020"
    await owner.press("+" + NO_WEEKLY, report.message_id)
    assert "Сейчас не приходит" in owner.text
    clock.advance(days=7)
    await app.weekly.tick()
    async with app.database.reading() as connection:
        late = outbox.c.created_at > clock.now() - timedelta(days=1)
        assert (await connection.execute(select(outbox.c.id).where(late))).first() is None


@pytest.mark.usefixtures("own_process")
async def test_where_the_pictures_of_a_report_fail_its_text_is_there(
    app: App, owner: Phone, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child_process, "SECONDS", 0.01)
    await owner.press(WEEKLY)
    clock.move_to(MONDAY)
    await app.weekly.tick()
    await deliver(app)
    assert "Отчет за неделю" in (owner.messages[-2].text or "")
    assert "Построить диаграммы не удалось" in owner.text


@pytest.mark.parametrize("lost", ["before it is counted", "before it is sent"])
async def test_no_report_for_who_lost_all_rights(
    app: App, some: None, member: Phone, clock: MovableClock, monkeypatch: pytest.MonkeyPatch, lost: str
) -> None:
    await member.press(WEEKLY)
    clock.move_to(MONDAY)
    if lost == "before it is counted":
        await give(app, MEMBER)
    await app.weekly.tick()
    await give(app, MEMBER)
    await deliver(app)
    assert not any("Апталық есеп" in (message.text or "") for message in member.messages)


@pytest.mark.slow
async def test_a_bot_that_slept_reports_later_that_day_but_not_at_night(
    app: App, owner: Phone, clock: MovableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    await owner.press(WEEKLY)
    clock.move_to("2020-05-25T21:00+06:00")
    await app.weekly.tick()
    await deliver(app)
    assert "Отчет за неделю" not in owner.text
    clock.move_to("2020-06-01T14:00+06:00")
    await app.weekly.tick()
    await deliver(app)
    assert "Отчет за неделю" in (owner.messages[-6].text or "")


async def test_who_deletes_their_data_wants_no_report_any_more(app: App, owner: Phone) -> None:
    await owner.press(WEEKLY)
    async with app.database.writing() as connection:
        await connection.execute(people.delete().where(people.c.id == OWNER))
        assert (await connection.execute(select(weekly_reports))).first() is None


async def test_a_broadcast_that_was_taken_back_had_been_sent(app: App, some: None, owner: Phone) -> None:
    async with app.database.writing() as connection:
        await connection.execute(announcements.update().values(state="withdrawn"))
    await owner.press(DASHBOARD)
    text = shown(owner)
    assert "Завершены: 1" in text
    assert "Рассылки, отозванные после отправки: 1" in text
