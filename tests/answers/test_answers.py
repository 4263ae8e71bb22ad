"""Instant answers: typed questions, what is shown where none is sure, and the list of all questions."""

import json

import pytest
from sqlalchemy import insert

from bot.app import App
from storage.tables import shared_answers
from tests.conftest import OPEN, MovableClock
from tests.support.answering import kept
from tests.support.conversation import Chats, Phone


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


@pytest.mark.parametrize("language", ["Қазақша", "Русский"])
async def test_what_the_bot_does_is_not_laid_to_the_announcement(applicant: Phone, language: str) -> None:
    await applicant.begin(language)
    for entry in ("bot_can", "bot_assess", "bot_reminders", "bot_team", "bot_checklist", "bot_submit"):
        await applicant.press(f"answer:2020-repeat:{entry}")
        assert "Дереккөз" not in applicant.text
        assert "Источник" not in applicant.text


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


async def test_long_questions_with_long_answers_fit_a_message(applicant: Phone) -> None:
    await applicant.begin("Русский")
    story = "Нам об этом написали вчера после собрания коллеги из соседней области, они подают каждый год. " * 4
    questions = "какие документы нужны?", "какие показатели оценки?", "кто может участвовать?", "какие есть темы?"
    await applicant.send(story + " ".join(questions))
    assert applicant.text.endswith("напишите иначе или спросите консультанта.")


async def test_a_reply_keeps_to_the_day_on_which_it_was_asked_for(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-05-29T12:00+06:00")
    await applicant.send("ертең құжат қабылдайсыздар ма")
    clock.advance(days=2)
    await applicant.press("replied:2020-repeat:1")
    assert "сенбі: құжат қабылданбайды" in applicant.text
