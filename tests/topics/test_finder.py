"""Three taps rank the topics, each with its reasons."""

import re
from itertools import product
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.app import App
from bot.check.crawl import Visit
from bot.payloads.topics import ANYTHING, COUNTRY, Finder
from bot.ui.navigation import Goto
from content.models import Contest, Language
from storage.entry import people
from storage.entry.people import Person
from tests.support.conversation import Phone


def topics(phone: Phone) -> list[str]:
    return [label[0] for label in phone.buttons if re.match(r"\d\. ", label)]


def about(phone: Phone, number: int) -> str:
    """What the ranking says of one topic."""
    return next(part for part in phone.text.split("\n\n") if part.startswith(f"{number}. ")).replace(
        "\N{NO-BREAK SPACE}", " "
    )


async def test_three_taps_in_kazakh(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "Таңдауға көмек")
    await applicant.tap("Жастар", "БҚО", "5\N{NO-BREAK SPACE}782\N{NO-BREAK SPACE}000")
    assert topics(applicant) == ["6", "1", "3", "4", "5", "7", "2"]
    assert "✓ Өңіріңізден тек Орал кіреді" in about(applicant, 6)
    assert "✓ Мәтінде аталғандар: этномәдени бірлестіктер, жастар" in about(applicant, 6)
    assert "✗ Сомасы 78 697 000 теңге: сіз таңдағаннан көп" in about(applicant, 1)
    assert "✗ Сіз таңдаған топ аталмаған" in about(applicant, 2)
    assert "айтылмаған" in applicant.text
    assert "уәде бермейді" in applicant.text


async def test_three_taps_in_russian(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Выбрать тему", "Подобрать тему")
    await applicant.tap("Дети с огранич. возможностями", "Павлодарская", "19\N{NO-BREAK SPACE}965\N{NO-BREAK SPACE}000")
    assert topics(applicant) == ["2", "3", "4", "1", "5", "7", "6"]
    assert "в ней только Алматы, Усть-Каменогорск, Петропавловск, Уральск" in about(applicant, 6)
    assert "✗ Сумма 5 782 000 тенге: меньше, чем Вы выбрали" in about(applicant, 6)
    assert "✓ Сумма 20 006 000 тенге: в выбранных Вами пределах" in about(applicant, 2)
    assert "Можно ли просить меньше полной суммы, в объявлении не сказано" in applicant.text
    await applicant.tap("2. ")
    assert "Ребенок и здоровье" in applicant.text
    assert "Выбрать эту тему" in applicant.buttons


async def test_the_whole_country(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("find:2020-repeat:ethnic")
    await applicant.tap("Бүкіл ел бойынша", "Әлі шешпедік")
    assert topics(applicant)[0] == "6"
    assert "✗ Бүкіл елді қамтымайды, тек: Алматы, Өскемен, Петропавл, Орал" in about(applicant, 6)
    assert "Сомасы 5 782 000 теңге" in about(applicant, 6)


@pytest.mark.parametrize(
    ("language", "way", "skip", "left_open"),
    [
        ("Қазақша", ("Тақырып таңдау", "Таңдауға көмек"), "Әлі шешпедік", "таңдалмады"),
        ("Русский", ("Выбрать тему", "Подобрать тему"), "Пока не знаем", "не выбран"),
    ],
)
async def test_every_question_can_be_skipped(
    applicant: Phone, language: str, way: tuple[str, ...], skip: str, left_open: str
) -> None:
    await applicant.begin(language)
    await applicant.tap(*way, skip, skip, skip)
    assert topics(applicant) == ["1", "2", "3", "4", "5", "6", "7"]
    assert applicant.text.count(left_open) == 3
    assert "✓" not in applicant.text
    assert "✗" not in applicant.text


async def test_back_asks_the_question_before(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "Таңдауға көмек", "Балалар", "Шымкент")
    assert "Қандай бюджет" in applicant.text
    await applicant.tap("Артқа")
    assert "қай жерде" in applicant.text
    await applicant.tap("Артқа")
    assert "кімдерге" in applicant.text
    await applicant.tap("Артқа")
    assert "Грант тақырыптары" in applicant.text


async def test_the_own_region_comes_first(applicant: Phone, app: App) -> None:
    await applicant.begin()
    async with app.database.writing() as connection:
        await people.set_region(connection, applicant.id, "shymkent")
    await applicant.press("find:2020-repeat:youth")
    assert applicant.buttons[0] == "Өз өңірім: Шымкент"
    assert applicant.buttons.count("Шымкент") == 0
    await applicant.tap("Өз өңірім: Шымкент")
    assert "Қандай бюджет" in applicant.text


@pytest.mark.parametrize(
    ("data", "question"),
    [
        ("find:2020-repeat:nobody:shymkent:1", "кімдерге"),
        ("find:2020-repeat:youth:nowhere:1", "қай жерде"),
        ("find:2020-repeat:youth:shymkent:9", "Қандай бюджет"),
    ],
)
async def test_an_answer_of_another_time_is_asked_again(applicant: Phone, data: str, question: str) -> None:
    await applicant.begin()
    await applicant.press(data)
    assert question in applicant.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.slow
async def test_every_combination_fits_a_screen(app: App, contest: Contest, language: Language) -> None:
    audiences = [ANYTHING, *(each.id for each in contest.topics.audiences)]
    places = [ANYTHING, COUNTRY, *(region.id for region in contest.regions.regions)]
    ctx = await app.contexts.make(Person(1, language))
    for audience, place, budget in product(audiences, places, (ANYTHING, "1", "2", "3")):
        at = Finder(contest=contest.id, audience=audience, place=place, budget=budget)
        screen, _ = await app.navigation.draw(ctx, Goto(at))
        assert list(Visit(language, at.pack(), screen).faults()) == []
        assert len(screen.text) < 2500


@pytest.mark.parametrize("language", Language)
async def test_labels_fit_a_phone(app: App, contest: Contest, language: Language) -> None:
    steps = (Finder(contest=contest.id), Finder(contest=contest.id, audience="youth"))
    for region in contest.regions.regions:
        ctx = await app.contexts.make(Person(1, language, region.id))
        for at in (*steps, Finder(contest=contest.id, audience="youth", place=region.id)):
            screen, _ = await app.navigation.draw(ctx, Goto(at))
            assert max(len(button.label) for row in screen.rows for button in row) <= 30


@pytest.mark.parametrize("language", Language)
async def test_without_a_region_of_ones_own_no_row_is_empty(app: App, contest: Contest, language: Language) -> None:
    ctx = await app.contexts.make(Person(1, language))
    screen, _ = await app.navigation.draw(ctx, Goto(Finder(contest=contest.id, audience="youth")))
    assert all(screen.rows)


@pytest.mark.parametrize(
    ("language", "line"), [("Қазақша", "Бюджет: 5 782 000 теңге"), ("Русский", "Бюджет: 5 782 000 тенге")]
)
async def test_a_group_of_one_amount_is_no_range(
    applicant: Phone, monkeypatch: pytest.MonkeyPatch, language: str, line: str
) -> None:
    monkeypatch.setattr("content.rules.choosing.BRACKETS", 7)
    await applicant.begin(language)
    await applicant.press("find:2020-repeat:youth:west_kz:1")
    assert line in applicant.text.replace("\N{NO-BREAK SPACE}", " ").splitlines()


@pytest.mark.parametrize(("language", "label"), [("Қазақша", "Бөлісу"), ("Русский", "Поделиться")])
async def test_a_topic_is_shared_by_a_link_that_opens_it(applicant: Phone, language: str, label: str) -> None:
    await applicant.begin(language)
    await applicant.press("topic:2020-repeat:topic_3:1")
    row, column = applicant.find(label)
    address = urlsplit(applicant.rows[row][column].url or "")
    assert (address.netloc, address.path) == ("t.me", "/share/url")
    link = urlsplit(parse_qs(address.query)["url"][0])
    assert (link.netloc, link.path) == ("t.me", "/grant_assistant_bot")
    friend = applicant.chats.person(7002)
    await friend.send(f"/start {parse_qs(link.query)['start'][0]}")
    await friend.tap(language)
    assert friend.text.startswith("3. ")
