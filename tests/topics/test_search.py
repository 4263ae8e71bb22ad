"""Searching: what people type, in either language and alphabet, and what they must find."""

import logging

import pytest

from bot.app import App
from bot.services.topics.search import Found, index
from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Phone


def find(app: App, contest: Contest, words: str) -> Found:
    return index(app.catalogue, contest.id).search(words)


FIRST = {
    1: [
        "интернетке тәуелділік",
        "интернетке тауелдилик",
        "internetke täueldilik",
        "internetke tauieldilik",
        "интернет-зависимость",
        "интренет зависимости",
        "internet zavisimost",
        "инетрнет",
        "гаджет",
        "цифровая репутация",
        "cifrovaya reputaciya",
        "tsifrlyq bedel",
    ],
    2: [
        "бала денсаулығы",
        "бала денсаулыгы",
        "densaulyq",
        "densaýlyq",
        "здоровье детей",
        "здаровье ребенка",
        "zdorovie detei",
        "мүмкіндігі шектеулі балалар",
        "мумкиндиги шектеули",
        "дети с инвалидностью",
        "аутизм",
        "мүгедек",
    ],
    3: [
        "қайырымдылық",
        "кайырымдылык",
        "qaıyrymdylyq",
        "kaiyrymdylyk",
        "благотворительность",
        "благатворительностью",
        "blagotvoritelnost",
        "меценаты",
    ],
    4: [
        "мемлекеттік тіл",
        "мемлекеттик тилди",
        "memlekettik til",
        "қазақ тілі",
        "государственный язык",
        "gosudarstvennyi yazyk",
        "госудраственный язык",
        "казахский язык",
        "Жайдарман",
        "zhaidarman",
        "КВН",
    ],
    5: ["ашық жүрек", "ашык журек", "ashyq jurek", "волонтеры", "валантерлер", "volonterlik", "ерікті", "добровольцы"],
    6: [
        "патриотизм",
        "патритизм",
        "patriotizm",
        "отансүйгіштік",
        "этномәдени бірлестіктер",
        "этномадени",
        "etnomadeni",
        "этнокультурные объединения",
    ],
    7: [
        "аға ұрпақ",
        "ага урпак",
        "aga urpaq",
        "егде адамдар",
        "пожилые люди",
        "пенсионерам",
        "зейнеткерлер",
        "серебряное волонтерство",
        "қариялар",
        "қарттар",
        "карттар",
        "старики",
        "kümis volonter",
    ],
}


@pytest.mark.parametrize(("number", "words"), [(number, words) for number in FIRST for words in FIRST[number]])
def test_what_is_typed_finds_its_topic_first(app: App, contest: Contest, number: int, words: str) -> None:
    found = find(app, contest, words)
    assert [hit.entry.number for hit in found.topics][:1] == [number]
    assert not found.planned


@pytest.mark.parametrize(
    ("words", "row"),
    [
        ("суицид", 22),
        ("суицидтік мінез", 22),
        ("syicid profilaktika suicidalnogo", 22),
        ("тұрмыстық зорлық", 24),
        ("турмыстык зорлык", 24),
        ("бытовое насилие", 24),
        ("bytovoe nasilie", 24),
        ("чтение", 15),
        ("ормандарды тазалау", 17),
        ("отбасылық құндылықтар", 19),
        ("семья", 19),
        ("семьи", 19),
        ("отбасы", 19),
    ],
)
def test_what_only_the_plan_has_is_found_there(app: App, contest: Contest, words: str, row: int) -> None:
    found = find(app, contest, words)
    assert row in [hit.entry.number for hit in found.planned]


@pytest.mark.parametrize(
    "words",
    [
        "dostyk",
        "девушки",
        "достық",
        "дружба",
        "женщины",
        "әйелдер",
        "дедлайн",
        "баланс",
        "устав",
        "жирный script",
        "қалай ақша аламын",
        "абракадабра",
        "جمعية",
    ],
)
def test_what_is_nowhere_is_not_found(app: App, contest: Contest, words: str) -> None:
    found = find(app, contest, words)
    assert found.asked
    assert not found


@pytest.mark.parametrize("words", ["", " ", "?!…", "<>&", "👍", "грант", "* - *"])
def test_no_words_are_no_search(app: App, contest: Contest, words: str) -> None:
    assert find(app, contest, words) == Found(asked=False)


def test_the_line_shown_is_the_one_that_says_it(app: App, contest: Contest) -> None:
    found = find(app, contest, "музеи и театры")
    assert found.topics[0].entry.id == "topic_2"
    assert "музеев" in found.topics[0].line.ru


def test_the_same_index_serves_every_search(app: App, contest: Contest) -> None:
    assert index(app.catalogue, contest.id) is index(app.catalogue, contest.id)


# journeys


async def test_a_search_in_kazakh_leads_to_the_topic(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Тақырып таңдау", "Іздеу")
    assert "Не іздейміз?" in applicant.text
    await applicant.send("кайырымдылык")
    assert "Табылған тақырыптар" in applicant.text
    assert "19 965 000 теңге".replace(" ", "\N{NO-BREAK SPACE}") in applicant.text
    await applicant.send("volonterlik")
    assert "7. Аға буын волонтерлері" in applicant.text
    await applicant.tap("5. ")
    assert "«АШЫҚ ЖҮРЕК»" in applicant.text
    assert "Осы тақырыпты таңдау" in applicant.buttons


async def test_a_search_in_russian_leads_to_the_topic(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Выбрать тему", "Поиск")
    assert "Что ищем?" in applicant.text
    await applicant.send("пажилые люди волонтеры")
    assert "Что нашлось" in applicant.text
    await applicant.tap("7. ")
    assert "«серебряного» волонтерства" in applicant.text


@pytest.mark.parametrize(
    ("language", "words", "title"),
    [("Қазақша", "балалар денсаулыгы", "Табылған тақырыптар"), ("Русский", "здаровье детей", "Что нашлось")],
)
async def test_words_that_nobody_asked_for_are_a_search(
    applicant: Phone, language: str, words: str, title: str
) -> None:
    await applicant.begin(language)
    await applicant.send(words)
    assert title in applicant.text
    await applicant.tap("2. ")
    assert "20\N{NO-BREAK SPACE}006\N{NO-BREAK SPACE}000" in applicant.text


@pytest.mark.parametrize(
    ("language", "words", "warning", "amount"),
    [
        ("Қазақша", "суицид", "Бұл конкурста мұндай тақырып жоқ", "18 710 мың теңге"),
        ("Русский", "насилие", "В этом конкурсе такой темы нет", "31 021 тыс. тенге"),
    ],
)
async def test_what_only_the_plan_has_is_said_not_to_be_in_this_contest(
    applicant: Phone, language: str, words: str, warning: str, amount: str
) -> None:
    await applicant.begin(language)
    await applicant.send(words)
    assert warning in applicant.text
    assert amount in applicant.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "№ 132" in applicant.text
    assert "лот" not in applicant.text.lower()
    assert not [label for label in applicant.buttons if label[0].isdigit()]


@pytest.mark.parametrize(
    ("language", "way", "nothing", "no_words"),
    [
        ("Қазақша", ("Тақырып таңдау", "Іздеу"), "Ештеңе табылмады", "Іздейтін сөз таппадым"),
        ("Русский", ("Выбрать тему", "Поиск"), "Ничего не нашлось", "Здесь нет слов, по которым можно искать"),
    ],
)
async def test_nothing_found_and_nothing_asked_are_answered(
    applicant: Phone, language: str, way: tuple[str, ...], nothing: str, no_words: str
) -> None:
    await applicant.begin(language)
    await applicant.tap(*way)
    await applicant.send("абракадабра <b>&amp;</b>")
    assert nothing in applicant.text
    assert "абракадабра <b>&amp;</b>" in applicant.text
    await applicant.send("???")
    assert no_words in applicant.text
    await applicant.send("жайдарман")
    assert [label for label in applicant.buttons if label.startswith("4. ")]


@pytest.mark.parametrize("asked", [True, False])
async def test_a_search_of_3000_characters_is_cut_and_answered(applicant: Phone, asked: bool) -> None:
    await applicant.begin("Русский")
    if asked:
        await applicant.tap("Выбрать тему", "Поиск")
    await applicant.send(("благотворительность и молодежь " * 100)[:3000])
    assert "поиск шел по его началу" in applicant.text
    assert len(applicant.text) < 1500
    assert [label for label in applicant.buttons if label.startswith("3. ")]


async def test_a_command_is_no_search(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send("/волонтер")
    assert "Табылған" not in applicant.text
    await applicant.tap("Тақырыптар", "Іздеу")
    await applicant.send("/cancel")
    await applicant.send("/start")
    assert "Соңғы мерзім" in applicant.text


async def test_a_stranger_is_welcomed_first(applicant: Phone) -> None:
    await applicant.send("волонтер")
    assert {"Қазақша", "Русский"} == set(applicant.buttons)


async def test_a_closed_contest_can_still_be_searched(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-06-03T18:00+06:00")
    await applicant.send("волонтер")
    assert "Табылған тақырыптар" in applicant.text


async def test_what_is_searched_is_not_logged(applicant: Phone, caplog: pytest.LogCaptureFixture) -> None:
    await applicant.begin()
    with caplog.at_level(logging.DEBUG):
        await applicant.send("құпия волонтер")
    assert "құпия" not in caplog.text
