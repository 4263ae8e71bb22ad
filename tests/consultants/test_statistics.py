"""Figures for those who answer: right, of their own regions alone, and fast with many questions."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from time import process_time
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook

from bot.app import App
from content.models import Contest, Language
from content.rules.dates import TimeLeft
from storage.tables import asked, people
from tests.conftest import OPEN
from tests.support.asking import ASKER, put_rows, question_row
from tests.support.conversation import Phone
from tests.support.processor import slowdown

FIGURES, FILE = "figures:2020-repeat", "figuresx:2020-repeat"
MANY = 10_000


@pytest.fixture
async def few(app: App, applicant: Phone) -> None:
    """Four of Ibadullaev's regions and one of another, and a draft, which does not count."""
    await applicant.begin()
    answered = {"answered_at": OPEN.astimezone(UTC) - timedelta(days=1)}
    await put_rows(
        app,
        question_row(1, "atyrau"),
        question_row(2, "atyrau", due_at=OPEN.astimezone(UTC) - timedelta(hours=1)),
        question_row(3, "shymkent", "answered", answered_in=90, **answered),
        question_row(4, "shymkent", "closed", answered_in=210, helped=True, context=None, **answered),
        question_row(5, "akmola", "closed", answered_in=600, helped=False, **answered),
        question_row(6, "atyrau", "draft", sent_at=None, due_at=None),
    )


async def test_staff_see_everything(few: None, owner: Phone) -> None:
    await owner.press(FIGURES)
    text = owner.plain
    for line in (
        "Всего: 5",
        "Ждут ответа: 2, просрочены: 1",
        "Ответ дан: 1",
        "Закрыты: 2",
        "До первого ответа: 3 ч 30 мин (медиана, рабочее время)",
        "Помогло: 1, не помогло: 1",
        "• Атырауская: 2, ждут: 2, просрочены: 1",
        "• Шымкент: 2, до ответа 2 ч 30 мин",
        "• Акмолинская: 1, до ответа 10 ч 0 мин",
        "• тема не указана: 1",
        "За последние 7 дней: 5, за 7 дней до них: 0",
    ):
        assert line in text
    assert "• 5. " in text
    assert ": 4, ждут: 2" in text


async def test_a_consultant_sees_the_own_regions(few: None, consultant: Phone) -> None:
    await consultant.press(FIGURES)
    text = consultant.plain
    assert "Ваши регионы" in text
    assert "Всего: 4" in text
    assert "2 ч 30 мин" in text
    assert "Акмолинская" not in text


@pytest.mark.parametrize("data", [FIGURES, FILE])
async def test_nobody_else_sees_any(few: None, applicant: Phone, data: str) -> None:
    await applicant.press(data)
    assert "кеңесшілер мен Орталық қызметкерлеріне" in applicant.text


async def test_with_no_question_at_all_the_screen_says_so(app: App, owner: Phone) -> None:
    await owner.press(FIGURES)
    assert "Всего: 0" in owner.text
    assert "медиана" not in owner.text
    await owner.tap("Файл XLSX")
    assert owner.last.document is not None


async def test_what_instant_answers_settled(app: App, owner: Phone, consultant: Phone, applicant: Phone) -> None:
    await applicant.begin()
    outcomes = ["answered", "answered", "answered", "topics", "not_it", "not_it", "none"]
    async with app.database.bulk_writing() as connection:
        await connection.execute(people.update().where(people.c.id == ASKER).values(region_id="akmola"))
        rows = [
            {
                "id": number,
                "person_id": ASKER,
                "contest_id": "2020-repeat",
                "language": "kk",
                "words": "?",
                "answer": None,
                "outcome": outcome,
                "at": OPEN,
            }
            for number, outcome in enumerate(outcomes, start=1)
        ]
        await connection.execute(asked.insert(), rows)
    await put_rows(app, question_row(1, "akmola", asked_id=1), question_row(2, "akmola", "draft", asked_id=2))
    await owner.press(FIGURES)
    for line in ("писали): 2", "Ответ показан: 3", "Ответ не подошел: 2", "Показаны темы: 1", "не нашлось: 1"):
        assert line in owner.plain
    await consultant.press(FIGURES)
    assert "Ответ показан: 0" in consultant.text


def opened(phone: Phone) -> Workbook:
    assert phone.last.document is not None
    assert phone.last.document.file_name == "questions-2020-repeat.xlsx"
    return load_workbook(BytesIO(phone.received))


def cells(book: Workbook, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(values_only=True))


async def test_the_file_holds_the_same_and_no_names_or_numbers(few: None, owner: Phone) -> None:
    await owner.press(FILE)
    book = opened(owner)
    assert book.sheetnames == ["Итог", "Регионы", "Темы", "Консультанты", "Вопросы"]
    total = {row[0]: row[1] for row in cells(book, "Итог")}
    assert total["Всего"] == 5
    assert total["Просрочены"] == 1
    assert total["Рабочих часов до ответа (медиана)"] == 3.5
    assert total["Часовой пояс"] == "время Нур-Султана"
    regions = {row[0]: row[1:] for row in cells(book, "Регионы")}
    assert regions["город Шымкент"] == (2, 0, 0, 1, 1, 2.5, 1, 0, 0, 0, 2, 0)
    topics = cells(book, "Темы")
    assert topics[1][0] == 5
    assert topics[1][2] == 4
    assert topics[2][:3] == (None, "не указано", 1)
    rows = cells(book, "Вопросы")
    assert [row[0] for row in rows] == ["№", 1, 2, 3, 4, 5]
    third = rows[3]
    assert third[4:] == ("Ответ дан", datetime(2020, 5, 18, 10), datetime(2020, 5, 21, 10),  # noqa: DTZ001
                         datetime(2020, 5, 19, 10), None, 1.5, None, None)  # noqa: DTZ001  # fmt: skip
    assert rows[4][-2] == "да"
    everything = "\n".join(str(cell) for name in book.sheetnames for row in cells(book, name) for cell in row)
    for secret in ("7001", "Айгүл", "+7"):
        assert secret not in everything


async def test_the_file_speaks_the_language_of_who_asks(few: None, owner: Phone) -> None:
    await owner.press("setlang:kk:")
    await owner.press(FILE)
    assert opened(owner).sheetnames == ["Қорытынды", "Өңірлер", "Тақырыптар", "Кеңесшілер", "Сұрақтар"]


@pytest.mark.slow
async def test_ten_thousand_questions_take_no_time(app: App, contest: Contest, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    regions = [region.id for region in contest.regions.regions]
    states = ["open", "answered", "closed"]
    rows = [
        question_row(
            number,
            regions[number % len(regions)],
            states[number % 3],
            answered_in=number % 900,
            answered_at=OPEN,
            context={"topic": f"topic_{number % 20}", "documents": ["doc_1"] * 9},
        )
        for number in range(1, MANY + 1)
    ]
    for start in range(0, MANY, 1000):
        await put_rows(app, *rows[start : start + 1000])
    began = process_time()
    await owner.press(FIGURES)
    assert process_time() - began < 2.0 * slowdown()
    assert "Всего: 10000" in owner.plain or "Всего: 10 000" in owner.plain
    await owner.press(FILE)
    assert len(cells(opened(owner), "Вопросы")) == MANY + 1


@pytest.mark.parametrize(
    ("minutes", "kk", "ru"),
    [(0, "бір минуттан аз", "меньше минуты"), (5, "5 мин", "5 мин"), (62, "1 сағ 2 мин", "1 ч 2 мин")],
)
async def test_no_hours_are_not_said(app: App, minutes: int, kk: str, ru: str) -> None:
    took = TimeLeft(0, *divmod(minutes, 60))
    for language, words in ((Language.KK, kk), (Language.RU, ru)):
        assert app.texts.template(language, "{{ took | spent }}").render(took=took) == words
