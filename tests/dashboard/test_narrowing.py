"""The dashboard of a part: chosen by buttons, said wherever its figures are, in text, pictures and file alike."""

import json
from datetime import timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from bot.app import App
from bot.services.dashboard import wording
from bot.services.dashboard.board import board
from bot.services.dashboard.pictures import Charts
from content.models import Contest, Language
from storage.dashboard.scope import Scope
from storage.packages.packages import DONE
from storage.tables import package_marks, packages, people, questions
from storage.tables.application.packages import MarkKind
from tests.conftest import OPEN
from tests.support.asking import context, question_row
from tests.support.conversation import Phone, plain
from tests.support.preparing import prepare

DASHBOARD, FILTER = "dash:2020-repeat", "dashf:2020-repeat"
DAY = timedelta(days=1)
LONG_AGO, BEFORE, LATELY = OPEN - 16 * DAY, OPEN - 10 * DAY, OPEN - 3 * DAY


@pytest.fixture
async def some(app: App, contest: Contest, owner: Phone) -> None:
    """Four people of two regions, who came at three times; three questions, three applications."""
    last = contest.preparing.steps[-1].id
    await prepare(app, contest, 101, topic_id="topic_5")
    await prepare(app, contest, 102, [(MarkKind.STEP, last, DONE)], "topic_1")
    await prepare(app, contest, 103, topic_id="topic_5")
    await prepare(app, contest, 104)
    rows = (
        (101, "atyrau", Language.KK, LATELY),
        (102, "atyrau", Language.RU, BEFORE),
        (103, "akmola", Language.KK, BEFORE),
        (104, "akmola", Language.KK, LONG_AGO),
    )
    async with app.database.bulk_writing() as connection:
        for person, region, language, came in rows:
            own = people.update().where(people.c.id == person)
            await connection.execute(own.values(region_id=region, language=language, joined_at=came))
            begun = packages.update().where(packages.c.person_id == person)
            await connection.execute(begun.values(created_at=came))
        mark = package_marks.update().where(package_marks.c.kind == MarkKind.STEP)
        await connection.execute(mark.values(changed_at=OPEN - 2 * DAY))
        await connection.execute(
            questions.insert(),
            [
                question_row(1, "atyrau", person_id=101, sent_at=OPEN - 2 * DAY),
                question_row(2, "atyrau", "answered", person_id=102, language="ru", sent_at=OPEN - 9 * DAY),
                question_row(3, "akmola", person_id=103, context={"topic": "topic_1"}, sent_at=OPEN - 2 * DAY),
            ],
        )


def shown(phone: Phone) -> str:
    return plain(next(message for message in reversed(phone.messages) if message.reply_markup))


async def test_a_region_is_chosen_by_buttons_and_said_everywhere(some: None, owner: Phone) -> None:
    await owner.press(FILTER)
    await owner.tap("Выбрать регион")
    await owner.tap("Атырауская")
    assert "Регион: Атырауская" in owner.plain
    await owner.tap("📊 Показать")
    text = shown(owner)
    for line in ("Фильтр: Атырауская", "Люди: 2", "Заявки: 2", "Вопросы: 2", "Ждут ответа: 1"):
        assert line in text
    assert "Рассылки" not in text, "they go to everybody"
    album = [message for message in owner.messages if message.photo][-4:]
    assert len({message.media_group_id for message in album}) == 1
    assert album[0].caption == "Повторный конкурс, 2020 · Атырауская"


@pytest.mark.parametrize(
    ("narrowed", "lines"),
    [
        (":::ru", ("Фильтр: На русском", "Люди: 2", "Заявки: 1", "Вопросы: 1")),
        (":::kk", ("Фильтр: На казахском", "Люди: 3", "Заявки: 3", "Вопросы: 2")),
        ("::::5", ("Фильтр: тема 5", "Люди: 2", "Заявки: 2", "Вопросы: 2")),
        (":akmola:::1", ("Фильтр: Акмолинская · тема 1", "Люди: 0", "Заявки: 0", "Вопросы: 1")),
        ("::month", ("Фильтр: последние 30 дней", "Новые люди: 5", "Новые заявки: 4", "Вопросы: 3")),
        ("::200510200511", ("Фильтр: 10.05–11.05.2020", "Новые люди: 2", "Новые заявки: 2", "Вопросы: 1")),
        ("::200511200511", ("Фильтр: 11.05.2020", "Новые люди: 0", "Вопросы: 1")),
    ],
)
@pytest.mark.slow
async def test_each_filter_counts_its_part(some: None, owner: Phone, narrowed: str, lines: tuple[str, ...]) -> None:
    await owner.press(DASHBOARD + narrowed)
    for line in lines:
        assert line in shown(owner)


@pytest.mark.slow
async def test_a_week_is_held_against_the_one_before_in_words(some: None, owner: Phone) -> None:
    """Of the people who joined lately one is the owner."""
    await owner.press(DASHBOARD + "::week")
    text = shown(owner)
    for lines in (
        "Новые люди: 2\nбез изменений, было 2",
        "Новые заявки: 1\n▼ меньше, было 2",
        "Сдано за этот срок: 1, ▲ раньше не было",
        "Вопросы: 2\n▲ больше, было 1",
    ):
        assert lines in text
    await owner.press(DASHBOARD)
    for line in ("Новых за 7 дней: 1, ▼ меньше, было 2", "Пришло за 7 дней: 2, ▲ больше, было 1"):
        assert line in shown(owner)


@pytest.mark.slow
async def test_what_was_not_all_counted_is_not_compared(some: None, owner: Phone) -> None:
    await owner.press(DASHBOARD + "::month")
    text = shown(owner)
    assert "Сравнивать пока рано: предыдущий период посчитан не целиком." in text
    assert "▲" not in text
    assert "▼" not in text


async def test_the_pictures_show_the_same_part(app: App, some: None, contest: Contest) -> None:
    ctx = await context(app, 9001)
    everything = await board(app.database, contest, OPEN)
    part = await board(app.database, contest, OPEN, Scope(region_id="atyrau", topic_id="topic_5"))
    assert list(Charts(ctx, contest, everything).all()) == ["overview", "stages", "topics", "regions", "questions"]
    charts = Charts(ctx, contest, part).all()
    assert list(charts) == ["overview", "stages"], "a single bar says nothing"
    assert all(chart["note"].endswith("Атырауская · тема 5") for chart in charts.values())
    assert [tile["value"] for tile in charts["overview"]["tiles"]][:3] == ["1", "1", "1"]


async def test_names_of_regions_begin_with_a_capital_on_pictures(app: App, some: None, contest: Contest) -> None:
    ctx = await context(app, 9001)
    charts = Charts(ctx, contest, await board(app.database, contest, OPEN)).all()
    assert "Город Алматы" in [row["label"] for row in charts["regions"]["rows"]]
    assert "Город Алматы" in json.dumps(charts["questions"], ensure_ascii=False)
    of_topic = await board(app.database, contest, OPEN, Scope(topic_id="topic_1"))
    assert "Город Алматы" in [row["label"] for row in Charts(ctx, contest, of_topic).all()["questions"]["rows"]]


@pytest.mark.parametrize(("minutes", "said"), [(0, "меньше минуты"), (40, "40 мин"), (802, "13 ч 22 мин")])
async def test_time_up_to_an_answer_is_said_in_short(app: App, minutes: int, said: str) -> None:
    assert wording.spent(await context(app, 9001), minutes).replace("\N{NO-BREAK SPACE}", " ") == said


@pytest.mark.parametrize(
    ("scope", "names", "bar", "number"),
    [
        (Scope(region_id="atyrau"), ["overview", "stages", "topics", "questions"], "5. ", 1),
        (Scope(topic_id="topic_1"), ["overview", "stages", "regions", "questions"], "Акмолинская", 1),
    ],
)
async def test_what_waits_in_a_part_is_bars(
    app: App, some: None, contest: Contest, scope: Scope, names: list[str], bar: str, number: int
) -> None:
    charts = Charts(await context(app, 9001), contest, await board(app.database, contest, OPEN, scope)).all()
    assert list(charts) == names
    waiting = {row["label"]: row["value"] for row in charts["questions"]["rows"]}
    assert sum(waiting.values()) == number
    assert next(value for label, value in waiting.items() if label.startswith(bar)) == number


def cells(phone: Phone) -> dict[str, list[tuple[Any, ...]]]:
    book = load_workbook(BytesIO(phone.received))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


async def test_the_file_has_the_same_part_and_says_so(some: None, owner: Phone) -> None:
    await owner.press("dashx:2020-repeat:0:atyrau:week:kk:5")
    book = cells(owner)
    total = {row[0]: row[1] for row in book["Итог"] if len(row) > 1}
    assert total["Фильтр: регион"] == "Атырауская"
    assert total["Фильтр: срок"] == "последние 7 дней"
    assert total["Фильтр: язык"] == "На казахском"
    assert total["Фильтр: тема"] == "тема 5"
    assert [row[0] for row in book["Вопросы"]] == ["№", 1]
    assert ("Новые заявки", 1, 0, "▲ раньше не было") in book["Динамика"]
    await owner.press("dashx:2020-repeat:1:akmola")
    assert {row[0] for row in cells(owner)["Люди"][1:]} == {103, 104}


async def test_days_are_chosen_or_typed(some: None, owner: Phone) -> None:
    await owner.press(FILTER)
    await owner.tap("Выбрать дни")
    await owner.tap("13 мая, ср")
    assert "С какого дня: 13 мая 2020" in owner.plain
    await owner.tap("19 мая, вт")
    assert "Срок: 13.05–19.05.2020" in owner.plain
    await owner.tap("✓ Выбрать дни")
    await owner.send("10.05 – 12.05")
    assert "Срок: 10.05–12.05.2020" in owner.plain
    await owner.tap("Убрать фильтр")
    assert "Срок: Весь конкурс" in owner.plain


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("қашан", "Не понимаю"),
        ("25.05", "еще не наступил"),
        ("12.05 – 10.05", "раньше первого"),
    ],
)
async def test_days_that_cannot_be_are_said(owner: Phone, typed: str, said: str) -> None:
    await owner.press("dashd:2020-repeat")
    await owner.send(typed)
    assert said in owner.text
    await owner.send("11.05")
    assert "По какой день?" in owner.text
    await owner.send("12.05")
    assert "Срок: 11.05–12.05.2020" in owner.plain


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ("dash:2020-repeat:nowhere", "регион"),
        ("dash:2020-repeat::::99", "темы"),
        ("dash:2020-repeat::200599200599", "кнопк"),
        ("dash:2020-repeat::200520200510", "кнопк"),
    ],
)
async def test_what_is_gone_or_was_never_there_is_explained(owner: Phone, data: str, said: str) -> None:
    await owner.press(data)
    assert said in owner.text.casefold()


async def test_every_filter_stays_when_another_is_set(owner: Phone) -> None:
    await owner.press("dashf:2020-repeat:atyrau:week:kk:5")
    await owner.tap("30 дней")
    await owner.tap("Выбрать тему")
    await owner.tap("Все темы")
    for line in ("Срок: последние 30 дней", "Язык: На казахском", "Тема: Все темы", "Регион: Атырауская"):
        assert line in owner.plain


async def test_a_day_that_goes_on_is_held_against_as_much_of_the_one_before(
    app: App, some: None, contest: Contest
) -> None:
    begins = OPEN - timedelta(hours=10)
    today = await board(app.database, contest, OPEN, Scope(since=begins, until=begins + DAY))
    assert today.came_before is not None
    async with app.database.bulk_writing() as connection:
        late = packages.update().where(packages.c.person_id == 101)
        await connection.execute(late.values(created_at=begins - timedelta(hours=12)))
    again = await board(app.database, contest, OPEN, Scope(since=begins, until=begins + DAY))
    assert again.came_before is not None
    assert again.came_before.packages == 0, "yesterday's evening is not part of ten hours"
