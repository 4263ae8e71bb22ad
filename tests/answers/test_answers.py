"""Instant answers: typed questions, what is shown where none is sure, and the list of all questions."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from sqlalchemy import insert, select

from bot.app import App
from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import index, replied
from content.answers import every_contest
from content.answers.expansion import expand
from content.models import Contest, Language
from content.texts.render import Texts
from storage.tables import asked, shared_answers
from tests.bench.answering import measure
from tests.conftest import OPEN, MovableClock
from tests.support.conversation import Chats, Phone

QUESTIONS = yaml.safe_load(Path("tests/data/questions.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def answers(app: App, contest: Contest) -> AnswerIndex:
    return index(app.catalogue, app.texts, contest.id)


async def kept(app: App) -> list[Any]:
    async with app.database.reading() as connection:
        return list((await connection.execute(select(asked).order_by(asked.c.id))).all())


# the development set


@pytest.mark.parametrize("language", Language)
@pytest.mark.slow
def test_the_development_set_is_answered_as_well_as_it_was(answers: AnswerIndex, language: Language) -> None:
    of_one = [each for each in QUESTIONS if each["language"] == language and answers.manner(each["typed"]) is None]
    rates = measure(answers, of_one)
    assert rates.first >= 0.85
    assert rates.among_three >= 0.92
    assert rates.wrong <= 0.02


def test_every_answer_of_the_development_set_is_there(answers: AnswerIndex) -> None:
    keys = {answer.key for answer in answers.answers}
    assert {key for each in QUESTIONS for key in each["means"]} <= keys


@pytest.mark.slow
def test_each_answer_is_found_by_its_own_question(app: App, contest: Contest, answers: AnswerIndex) -> None:
    """And by what the contest says that people type for it, first or nearly so."""
    expanded = list(expand(contest, app.texts))
    lines = [(entry.answer.key, question) for entry in expanded for question in entry.answer.question.said.values()]
    lines += [(entry.answer.key, phrasing) for entry in expanded[::3] for phrasing in entry.phrasings[2::4]]
    missed = [
        (key, line) for key, line in lines if key not in {answer.key for answer in replied(answers, line).answers}
    ]
    assert len(missed) <= len(lines) // 50, missed


@pytest.mark.parametrize("typed", ["", " ", "?!…", "👍👍", "* - *", "Сәлеметсіз бе", "здравствуйте", "рахмет"])
def test_what_asks_nothing_is_no_question(answers: AnswerIndex, typed: str) -> None:
    assert answers.manner(typed) or not replied(answers, typed).asked


@pytest.mark.parametrize(
    "typed", ["ыыыы", "جمعية خيرية", "а" * 4096, "12345", "какая завтра погода в Париже", "%s {0}"]
)
def test_what_is_nowhere_is_not_answered(answers: AnswerIndex, typed: str) -> None:
    assert replied(answers, typed).sure is None


def test_the_same_index_serves_every_question(app: App, contest: Contest, answers: AnswerIndex) -> None:
    assert index(app.catalogue, app.texts, contest.id) is answers


# journeys


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("Қазақша", "дедлайн қашан", "2020 жылғы 3 маусым, 18:00"),
        ("Қазақша", "dedlain kashan", "2020 жылғы 3 маусым, 18:00"),
        ("Қазақша", "баланс кай кунге", "2020 жылғы 31 наурыз"),
        ("Русский", "когда дедлайн", "3 июня 2020 года, 18:00"),
        ("Русский", "kakie dokumenty nuzhny", "9"),
        ("Русский", "сколько максимум балов", "25"),
    ],
)
async def test_a_typed_question_is_answered_at_once(applicant: Phone, language: str, typed: str, words: str) -> None:
    await applicant.begin(language)
    await applicant.send(typed)
    assert words in applicant.text
    assert "бөлім" in applicant.text or "раздел" in applicant.text
    assert {"Кеңесшіден сұрау", "Спросить консультанта"} & set(applicant.buttons)
    assert {"Сұрағым бұл емес", "Мой вопрос о другом"} & set(applicant.buttons)


async def test_the_next_question_needs_no_button(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("когда дедлайн")
    await applicant.send("часы приема")
    assert "14:30" in applicant.text
    assert [(row.words, row.answer, row.outcome) for row in await kept(app)] == [
        ("когда дедлайн", "deadline", "answered"),
        ("часы приема", "office_hours", "answered"),
    ]


async def test_where_the_announcement_is_silent_the_card_says_so_and_offers_the_consultant(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("какой почтовый индекс")
    assert "В объявлении об этом не сказано" in applicant.text
    ask = next(button for row in applicant.rows for button in row if button.text == "Спросить консультанта")
    assert ask.style == "primary"


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("Русский", "можно ли взять зарубежного партнера", "не сказано: откуда должны быть партнеры"),
        ("Қазақша", "шетелдік серіктес бола ма", "Серіктес шетелдік бола ала ма, хабарландыруда айтылмаған"),
        ("Русский", "облагается ли грант налогом", "Облагается ли налогом сам грант, в объявлении не сказано"),
        ("Қазақша", "гранттан салық ұстала ма", "салық салына ма, хабарландыруда айтылмаған"),
        ("Русский", "нужна ли страховка волонтеров", "О страховании участников"),
        ("Қазақша", "қатысушыларды сақтандыру керек пе", "сақтандыру туралы хабарландыруда айтылмаған"),
        ("Русский", "кому останется оборудование после проекта", "в объявлении не сказано"),
        ("Қазақша", "сатып алған техника кімде қалады", "кімде қалатыны хабарландыруда айтылмаған"),
    ],
)
async def test_what_the_announcement_leaves_open_is_said_to_be_open(
    applicant: Phone, language: str, typed: str, words: str
) -> None:
    await applicant.begin(language)
    await applicant.send(typed)
    assert words in applicant.plain


async def test_not_what_was_asked_is_kept_and_offers_others(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("когда дедлайн")
    await applicant.tap("Мой вопрос о другом")
    assert "Вы спрашивали о другом" in applicant.text
    assert applicant.buttons[0] == "Спросить консультанта"
    assert "Срок приема" not in applicant.buttons
    assert (await kept(app))[0].outcome == "not_it"
    await applicant.tap(applicant.buttons[1])
    assert "Источник: объявление" in applicant.text


async def test_without_a_sure_answer_it_says_so_and_names_near_ones(applicant: Phone, app: App) -> None:
    await applicant.begin()
    await applicant.send("сертификат бере ме жеңгендерге")
    assert "дәл жауап таппадым" in applicant.text
    assert applicant.buttons[0] == "Кеңесшіден сұрау"
    assert (await kept(app))[0].outcome == "none"


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


async def test_what_is_typed_goes_into_the_file_and_is_deleted_with_the_person(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("когда дедлайн")
    await applicant.press("export")
    mine = json.loads(applicant.received)
    assert [each["words"] for each in mine["asked"]] == ["когда дедлайн"]
    await applicant.press("forget")
    await applicant.send("УДАЛИТЬ")
    assert await kept(app) == []


async def test_what_another_typed_is_nobodys_business(chats: Chats, applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("когда дедлайн")
    other = chats.person(7002)
    await other.begin("Русский")
    for data in ("notit:2020-repeat:1", "answer:2020-repeat:deadline::1", "foundt:2020-repeat:1"):
        await other.press(data)
        assert "когда дедлайн" not in other.text
    assert (await kept(app))[0].outcome == "answered"


@pytest.mark.parametrize("data", ["answer:2020-repeat:gone", "answer:2020-repeat:topic_amount:topic_99:0"])
async def test_an_answer_that_is_gone_is_explained(applicant: Phone, data: str) -> None:
    await applicant.begin("Русский")
    await applicant.press(data)
    assert "Этот ответ больше не показывается" in applicant.text


async def test_a_stranger_is_welcomed_first_and_nothing_is_kept(applicant: Phone, app: App) -> None:
    await applicant.send("дедлайн қашан")
    assert set(applicant.buttons) == {"Қазақша", "Русский"}
    assert await kept(app) == []


async def test_a_long_question_is_answered_by_its_beginning_and_kept_whole(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("до какого числа подать заявку? " + "ы" * 4000)
    assert applicant.text
    assert len((await kept(app))[0].words) == 4031


async def test_after_the_deadline_questions_are_answered_too(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    clock.move_to("2020-06-10T12:00+06:00")
    await applicant.send("когда дедлайн")
    assert "3 июня 2020 года" in applicant.text


async def test_questions_are_listed_by_pages_and_an_answer_leads_back_to_its_page(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Частые вопросы", "Страница 2/")
    assert "(2/" in applicant.text
    title = applicant.buttons[0]
    await applicant.tap(title)
    assert "Мой вопрос о другом" not in applicant.buttons
    await applicant.tap("Назад")
    assert "(2/" in applicant.text
    assert applicant.buttons[0] == title
    await applicant.tap("О темах")
    assert applicant.buttons[0]


async def test_an_answer_that_staff_published_joins_the_others(applicant: Phone, app: App) -> None:
    row = {
        "contest_id": "2020-repeat",
        "question_kk": "Дрон сатып алуға бола ма?",
        "question_ru": "Можно ли купить дрон?",
        "answer_kk": "Кеңесші: <жобада> негіздесеңіз болады.",
        "answer_ru": "Консультант: можно, если <обосновать> в проекте.",
        "proposed_by": 1,
        "state": "approved",
        "changed_at": OPEN,
    }
    await applicant.begin("Русский")
    await applicant.send("можно ли купить дрон")
    assert "если <обосновать>" not in applicant.text
    async with app.database.writing() as connection:
        await connection.execute(insert(shared_answers).values(row))
    await applicant.send("купить дрон можно")
    assert "если <обосновать> в проекте" in applicant.text
    assert (await kept(app))[-1].answer == "shared/1"


def test_every_answer_names_its_source_unless_it_is_about_the_bot(answers: AnswerIndex, contest: Contest) -> None:
    about_bot = {entry.id for entry in every_contest.entries(contest) if entry.about_bot}
    for answer in answers.answers:
        assert (answer.source is None) == (answer.id in about_bot), answer.key


@pytest.mark.parametrize("language", ["Қазақша", "Русский"])
async def test_what_the_bot_does_is_not_laid_to_the_announcement(applicant: Phone, language: str) -> None:
    await applicant.begin(language)
    for entry in ("bot_can", "bot_assess", "bot_reminders", "bot_team", "bot_checklist", "bot_submit"):
        await applicant.press(f"answer:2020-repeat:{entry}")
        assert "Дереккөз" not in applicant.text
        assert "Источник" not in applicant.text


@pytest.mark.slow
async def test_every_way_on_leads_somewhere_else_and_nowhere_to_nothing(applicant: Phone, answers: AnswerIndex) -> None:
    await applicant.begin("Русский")
    for answer in answers.answers:
        await applicant.press(f"answer:2020-repeat:{answer.id}:{answer.item}")
        ways = applicant.buttons[: len(answer.screens)]
        assert len(set(ways)) == len(ways), answer.key
        if answer.id == "criterion_what":
            await applicant.tap(ways[0])
            assert "Самооценка" in applicant.text


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
    "typed", ["номер консультанта", "кеңесшінің телефоны", "областной консультант", "облыстың кеңесшісі", "тема сумма"]
)
def test_where_nothing_tells_the_items_apart_none_is_picked(answers: AnswerIndex, typed: str) -> None:
    sure = replied(answers, typed).sure
    assert sure is None or not sure.item


def test_figures_of_answers_are_those_of_the_contest(contest: Contest, answers: AnswerIndex) -> None:
    texts = Texts()
    for topic in contest.topics.topics:
        answer = answers.get("topic_amount", topic.id)
        assert answer is not None
        for language in Language:
            said = answer.html(texts, language).replace("\N{NO-BREAK SPACE}", "")
            assert topic.amount is not None
            assert str(topic.amount.most) in said


# manners, several questions, days


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


async def test_what_is_likely_is_shown_in_short_with_its_clause(applicant: Phone, app: App) -> None:
    await applicant.begin("Русский")
    await applicant.send("сколько новых волонтеров по пятой теме")
    assert "Возможно, Вы имели в виду" in applicant.text
    assert "20 000" in applicant.plain
    assert "Источник: объявление, раздел 2, пункт 5" in applicant.text
    assert "Спросить консультанта" in applicant.buttons
    assert [row.outcome for row in await kept(app)] == ["likely"]


async def test_several_questions_get_their_answers_in_their_order(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("Мы из Павлодара, подаем впервые. До какого числа прием и во сколько обед? Вернут ли флешку?")
    text = applicant.text
    places = [text.index(words) for words in ("3 июня 2020 года, 18:00", "14:30", "не возвращают")]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("language", "typed", "words"),
    [
        ("Русский", "суммы направлений 9 и 11", ("5 782 000", "7 559 000")),
        ("Қазақша", "9 және 11 бағыттардың сомасы", ("5 782 000", "7 559 000")),
        ("Русский", "сколько денег на темы 2, 3 и 5", ("20 006 000", "19 965 000", "150 000 000")),
        ("Қазақша", "алтыншы және жетінші тақырыпқа қанша ақша бөлінген", ("5 782 000", "7 559 000")),
    ],
)
async def test_several_things_named_by_their_numbers_are_answered_one_by_one(
    applicant: Phone, language: str, typed: str, words: tuple[str, ...]
) -> None:
    await applicant.begin(language)
    await applicant.send(typed)
    places = [applicant.plain.index(each) for each in words]
    assert places == sorted(places)


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


async def test_long_questions_with_long_answers_fit_a_message(applicant: Phone) -> None:
    await applicant.begin("Русский")
    story = "Нам об этом написали вчера после собрания коллеги из соседней области, они подают каждый год. " * 4
    questions = "какие документы нужны?", "за что не допустят?", "кто может участвовать?", "какие есть темы?"
    await applicant.send(story + " ".join(questions))
    assert "Если Вы спрашивали о другом" in applicant.text


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


async def test_a_reply_keeps_to_the_day_on_which_it_was_asked_for(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-05-29T12:00+06:00")
    await applicant.send("ертең құжат қабылдайсыздар ма")
    clock.advance(days=2)
    await applicant.press("replied:2020-repeat:1")
    assert "сенбі: құжат қабылданбайды" in applicant.text


async def test_a_rumour_is_set_right(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.send("Говорят, срок продлили до 15 июня, это правда?")
    assert "решения о нем у нас нет" in applicant.text
