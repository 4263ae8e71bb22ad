"""Words as people type them: names of their own, nouns alone, days, rumours, and what is nothing for the contest."""

import pytest

from bot.app import App
from tests.conftest import MovableClock
from tests.support.answering import kept
from tests.support.conversation import Phone


async def test_a_bare_topic_is_searched_among_the_topics_and_asks_for_nothing(applicant: Phone, app: App) -> None:
    await applicant.begin()
    await applicant.send("волонтер")
    assert "Табылған тақырыптар" in applicant.text
    assert "Кеңесшіден сұрау" in applicant.buttons
    await applicant.send("дедлайн қашан")
    assert "18:00" in applicant.text
    assert [row.outcome for row in await kept(app)] == ["topics", "answered"]


async def test_a_search_swallows_no_question(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Выбрать тему", "Поиск")
    await applicant.send("волонтеры")
    assert "Что нашлось" in applicant.text
    await applicant.send("когда дедлайн")
    assert "3 июня 2020 года, 18:00" in applicant.text
    await applicant.tap("На главную", "Выбрать тему", "Поиск")
    await applicant.send("кролики")
    assert "Ничего не нашлось" in applicant.text
    assert "Спросить консультанта" in applicant.buttons
    await applicant.send("назад")
    assert "Выбрать тему" in applicant.buttons


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("семейде кеңесші кім", "Мухамеджанова Дана"),
        ("консультант в Жезказгане", "Боранбаева Жанаргуль"),
        ("Taldykorgan konsultant", "Ергалиева Шугыла"),
        ("экибастуз номер", "Мухамеджанова Дана"),
        ("Астана қаласының кеңесшісі", "Муханов Асет"),
    ],
)
async def test_a_region_is_known_by_its_towns_and_by_names_that_came_later(
    applicant: Phone, typed: str, words: str
) -> None:
    await applicant.begin("Русский")
    await applicant.send(typed)
    assert words in applicant.text


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("мәзір", "Соңғы мерзім"),
        ("bas bet", "Соңғы мерзім"),
        ("nazad", "Соңғы мерзім"),
        ("болдырмау", "Соңғы мерзім"),
        ("меню ашшы", "Соңғы мерзім"),
        ("көмек көрсетіңізші", "Мен не істей аламын"),
        ("көмек", "Мен не істей аламын"),
        ("Сәлеметсіздер ме", "Сәлеметсіз бе"),
        ("рақмет сізге", "Тағы сұрағыңыз болса"),
        ("менің құжаттарым", "Құжаттар"),
        ("есіме салшы 2 күн бұрын", "ескерт"),
        ("napomni za 3 dnya", "ескерт"),
        ("тірі адаммен сөйлескім келеді", "Өңір"),
        ("позовите живого человека", "Өңір"),
        ("тілді ауыстырыңызшы", "Тілді"),
        ("отмнить", "Соңғы мерзім"),
        ("мәзірге өтейік", "Соңғы мерзім"),
    ],
)
async def test_words_that_ask_nothing_lead_where_they_say(applicant: Phone, app: App, typed: str, words: str) -> None:
    await applicant.begin()
    await applicant.send(typed)
    assert words in applicant.text
    assert await kept(app) == []


async def test_what_is_no_region_is_answered_where_one_is_looked_for(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("маған тірі адам керек")
    await applicant.send("баланс қай күнге керек")
    assert "31 наурыз" in applicant.text


@pytest.mark.parametrize(
    ("language", "typed", "facts"),
    [
        ("Русский", "в теме добрых дел каких знаменитостей звать", ["блогеров"]),
        ("Қазақша", "мейірімділік жобасында телефонға арналған бағдарлама жасаймыз ба", ["мобильді қосымша"]),
        ("Қазақша", "аймактык орталыктар нешеу болады ашык журекте", ["17 (он жеті)"]),
        ("Русский", "прием вроде продлили, правда?", ["3 июня"]),
        ("Қазақша", "жоба мазмұнының формасы неше бөлім", ["10 бөлім"]),
        ("Русский", "где в форме написать, довольны ли участники", ["Обратная связь"]),
        ("Қазақша", "грант біткен соң жоба қалай жалғасады, формада қай жерге жазамыз", ["тұрақтылы"]),
        ("Русский", "плюшки и чай гостям в какую строку сметы впихнуть", ["представительск"]),
        ("Русский", "чей логотип лепить на растяжку", ["логотип", "Министерств"]),
        ("Русский", "ТОО у нас, дадут грант или отошьют?", ["НПО"]),
        ("Русский", "флэшечку обратно отдадите?", ["не возвращ"]),
        ("Қазақша", "биыл неше лот ойналып жатыр", ["7"]),
    ],
)
async def test_what_people_call_it_finds_what_the_announcement_calls_it(
    applicant: Phone, language: str, typed: str, facts: list[str]
) -> None:
    await applicant.begin(language)
    await applicant.send(typed)
    said = applicant.text.replace("\N{NO-BREAK SPACE}", " ")
    assert [each for each in facts if each not in said] == []


@pytest.mark.parametrize(
    "typed",
    [
        "аспаз керек пе сіздерге, жұмыс тәжірибем бар",
        "госзакупки: как подать на тендер",
        "нужен водитель? стаж 20 лет",
        "жұмыс бар ма",
        "отбасы",
        "ауа райы қандай",
        "какая погода в Костанае",
        "взять кредит",
        "семья",
        "здоровье",
        "күйеуім үйге келмей жатыр",
        "где купить шторы для кухни",
        "қандай дәрі ішсем екен",
        "где поставить печать на больничный",
        "телефонымның балансын толтырғым келеді, қалай саламын",
        "волонтеры помогут бабушке с уборкой?",
        "какие баллы нужны для поступления в медицинский",
    ],
)
async def test_what_is_nothing_for_the_contest_gets_a_friendly_line_and_the_menu(
    applicant: Phone, app: App, typed: str
) -> None:
    await applicant.begin("Русский")
    await applicant.send(typed)
    assert "С этим не помогу" in applicant.text
    assert {"Темы", "Документы"} <= set(applicant.buttons)
    assert [row.outcome for row in await kept(app)] == ["elsewhere"]


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("Русский", "Сумма темы 6", "5 782 000"),
        ("Русский", "цель темы 2", "Содействие сохранению"),
        ("Русский", "Как называется шестая тема", "Тема 6, лот 4"),
        ("Қазақша", "Алтыншы тақырып қалай аталады", "6-тақырып, лот 4"),
        ("Русский", "сколько задач у темы 1", "Задач в объявлении: 10"),
        ("Қазақша", "3-тақырыпта неше міндет бар", "Хабарландырудағы міндеттер"),
    ],
)
async def test_what_is_asked_by_a_noun_alone_is_answered_and_not_searched(
    applicant: Phone, language: str, typed: str, words: str
) -> None:
    await applicant.begin(language)
    await applicant.send(typed)
    assert words in applicant.plain


async def test_what_goes_on_with_the_question_before_is_about_the_same(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("Ақмоланың кеңесшісі кім, ал Павлодардікі ше?")
    assert "Боранбаева Жанаргуль" in applicant.text
    assert "Мухамеджанова Дана" in applicant.text


@pytest.mark.parametrize(
    ("now", "typed", "words"),
    [
        ("2020-05-29T12:00+06:00", "ертең құжат қабылдайсыздар ма", "сенбі: құжат қабылданбайды"),
        ("2020-06-02T12:00+06:00", "ертең соңғы күн бе", "қабылдаудың соңғы күні"),
        ("2020-06-01T13:20+06:00", "қазір апарсам қабылдайсыздар ма", "қазір түскі үзіліс. Аяқталады: 14:30"),
        ("2020-06-05T12:00+06:00", "бүгін тапсыруға бола ма", "қабылдау мерзімі өтті"),
        ("2020-06-05T12:00+06:00", "мерзім қашан", "Қабылдау аяқталды"),
        ("2020-06-03T14:31+06:00", "қанша уақыт қалды", "Мерзімге 3 сағат 29 минут қалды"),
        ("2020-06-03T14:31+06:00", "бүгін поштамен жіберсек бола ма", "Поштамен: үлгермейді деп есептеңіз"),
    ],
)
async def test_a_day_that_is_named_is_told_by_the_calendar(
    applicant: Phone, clock: MovableClock, now: str, typed: str, words: str
) -> None:
    await applicant.begin()
    clock.move_to(now)
    await applicant.send(typed)
    assert words in applicant.text.replace("\N{NO-BREAK SPACE}", " ")


async def test_a_rumour_is_set_right(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("Говорят, срок продлили до 15 июня, это правда?")
    assert "решения о нем у нас нет" in applicant.text


async def test_what_goes_on_with_a_question_for_others_is_for_them_too(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("Документы на загранпаспорт какие нужны и где подавать")
    assert "Источник" not in applicant.text
    await applicant.send("Какие документы нужны и где подавать")
    assert "Источник" in applicant.text


@pytest.mark.parametrize(
    ("typed", "facts"),
    [
        ("кароч, до когда сдавать заяву?", "3 июня 2020 года, 18:00"),
        ("сколько всего лотов разыгрывают", "7"),
        ("ноут в смету в какую часть писать", "Материально-техническое"),
    ],
)
async def test_what_is_said_in_slang_is_answered_alone_where_it_is_sure(
    applicant: Phone, app: App, typed: str, facts: str
) -> None:
    await applicant.begin("Русский")
    await applicant.send(typed)
    assert facts in applicant.text
    assert [row.outcome for row in await kept(app)] == ["answered"]
