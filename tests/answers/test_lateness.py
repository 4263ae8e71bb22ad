"""What answers say is true on the day they are read: by post in time, too late by post, and once nothing is taken."""

import html
import re
from datetime import datetime

import pytest

from content.answers.expansion import expand
from content.models import Contest, Language, Lateness
from content.rules.last_days import lateness
from content.texts.render import Texts
from tests.conftest import MovableClock
from tests.support.conversation import Phone
from tests.support.wording import all_texts

TAG = re.compile(r"<[^>]+>")
HANDING_IN = {
    Language.KK: re.compile(
        r"(жіберіңіз|жіберуге болады|жібере ал|апарыңыз|тапсырыңыз|тапсыра ал|қабылданады(?! деп сенбеңіз)|"
        r"беруге болады|бере алады)\b",
        re.IGNORECASE,
    ),
    Language.RU: re.compile(
        r"\b(отправьте|отправляйте|можно отправить|можно принести|сдайте|принесите|отвезите|можно подать|может подать|"
        r"принимают только в|заявки принимают до)\b",
        re.IGNORECASE,
    ),
}
"""Words by which somebody is told to hand in, or that it can be done."""
BY_POST = {
    Language.KK: re.compile(
        r"поштамен жіберіңіз|поштамен жіберуге болады|поштамен жібере ал|ертерек салыңыз|Иә\. Тігілген"
    ),
    Language.RU: re.compile(r"(отправьте|отправить|отправляйте)( сюда)? почтой|Да\. Прошитую"),
}
SENDS_A_QUESTION = (
    "кеңесшіге жіберіңіз",
    "осы боттан жіберіңіз",
    "вопрос через этого бота",
    "Вопрос можно отправить",
    "Отправляйте ссылку",
)
"""Of what is sent all the same: a question."""


@pytest.fixture(scope="module")
def texts() -> Texts:
    return all_texts()


def said(contest: Contest, texts: Texts, language: Language, late: Lateness) -> dict[str, str]:
    return {
        each.answer.key: html.unescape(TAG.sub("", each.answer.html(texts, language, late)))
        for each in expand(contest, texts)
        if each.answer.id != "rule"  # the printed words themselves
    }


@pytest.mark.slow
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize(("late", "words"), [(Lateness.OVER, HANDING_IN), (Lateness.BY_POST, BY_POST)])
def test_no_answer_tells_to_do_what_is_too_late(
    contest: Contest, texts: Texts, language: Language, late: Lateness, words: dict[Language, re.Pattern[str]]
) -> None:
    found = {
        key: match[0]
        for key, answer in said(contest, texts, language, late).items()
        if (match := words[language].search(answer)) and not any(each in answer for each in SENDS_A_QUESTION)
    }
    assert not found
    in_time = said(contest, texts, language, Lateness.NOTHING).values()
    assert sum(bool(words[language].search(answer)) for answer in in_time) > 4, "they are told so in time"


ASKED = [
    ("Қазақша", "поштамен жіберуге бола ма", "Иә. Тігілген", "үлгермейді деп есептеңіз: хат", "Жоқ, өтінім енді"),
    ("Русский", "можно отправить почтой", "Да. Прошитую", "Почтой, скорее всего, уже не успеть", "Нет, заявки больше"),
    (
        "Қазақша",
        "құжаттарды қайда тапсырамыз",
        "поштамен жібере аласыз",
        "өзіңіз апарып тапсырыңыз",
        "Хабарландырудағы",
    ),
    ("Русский", "куда сдавать документы", "отправить сюда почтой", "принесите сами", "Адрес из объявления"),
    ("Қазақша", "біздің қалада кеңсе бар ма", "Бару міндетті емес", "осы мекенжайға апару керек", "енді қабылданбайды"),
    ("Русский", "можно сдать в своем регионе", "Ехать не", "нужно привезти по этому адресу", "больше не принимают"),
]


@pytest.mark.parametrize(("language", "typed", "in_time", "late", "over"), ASKED)
async def test_an_answer_gives_way_to_the_day(
    applicant: Phone, clock: MovableClock, language: str, typed: str, in_time: str, late: str, over: str
) -> None:
    await applicant.begin(language)
    moments = {
        "2020-05-24T12:00+06:00": in_time,
        "2020-05-29T12:00+06:00": late,
        "2020-06-02T12:00+06:00": late,
        "2020-06-03T17:31+06:00": late,
        "2020-06-03T18:00+06:00": over,
        "2020-06-05T12:00+06:00": over,
    }
    for moment, words in moments.items():
        clock.move_to(moment)
        await applicant.send(typed)
        shown = " ".join(applicant.plain.split())
        assert words in shown, moment
        assert not any(each in shown for each in {in_time, late, over} - {words}), moment


@pytest.mark.parametrize(
    ("language", "typed", "yes", "over"),
    [
        ("Қазақша", "мерзім ұзартыла ма", "Осыған сүйеніп дайындалыңыз", "өтінім енді қабылданбайды"),
        ("Русский", "продлят ли срок", "Готовьтесь к нему", "заявки больше не принимают"),
        ("Қазақша", "тапсырғаннан кейін қатені түзетуге бола ма", "мерзім бітпей тұрып", "енді түзетуге болады деп"),
        ("Русский", "можно ли исправить после подачи", "пока не вышел срок", "не рассчитывайте, что исправления"),
        ("Қазақша", "курьермен жіберуге бола ма", "Курьерге", "Курьер мерзімге дейін жеткізген болса"),
        ("Русский", "можно курьером", "Предупредите курьера", "Если курьер успел до срока"),
        ("Қазақша", "бот мерзімді еске сала ма", "Ескертуді таңдасаңыз", "енді еске салмайды"),
        ("Русский", "бот сам напомнит о дедлайне?", "Выберите напоминания", "больше не напоминает"),
    ],
)
async def test_what_can_be_done_only_in_time_is_not_said_after_it(
    applicant: Phone, clock: MovableClock, language: str, typed: str, yes: str, over: str
) -> None:
    await applicant.begin(language)
    for moment, words, other in (("2020-06-03T15:00+06:00", yes, over), ("2020-06-03T18:00+06:00", over, yes)):
        clock.move_to(moment)
        await applicant.send(typed)
        shown = " ".join(applicant.plain.split())
        assert words in shown, moment
        assert other not in shown, moment


@pytest.mark.parametrize(
    ("language", "over", "late"),
    [
        ("Қазақша", "🔴 Қабылдау аяқталды", "❌ Поштамен: үлгермейді"),
        ("Русский", "🔴 Прием закончен", "❌ Почтой: считайте"),
    ],
)
async def test_an_answer_from_the_list_says_it_too(
    applicant: Phone, clock: MovableClock, language: str, over: str, late: str
) -> None:
    await applicant.begin(language)
    clock.move_to("2020-06-03T17:31+06:00")
    await applicant.press("answer:2020-repeat:by_post")
    assert late in applicant.plain
    clock.move_to("2020-06-03T18:00+06:00")
    await applicant.press("answer:2020-repeat:by_post")
    assert applicant.plain.startswith(over)


async def test_a_day_before_the_end_is_not_said_to_take_papers_once_it_is_over(
    applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin("Русский")
    clock.move_to("2020-06-04T10:00+06:00")
    await applicant.send("принимали заявки 2 июня?")
    assert applicant.plain.startswith("🔴 Прием закончен")


def test_what_was_too_late_by_post_stays_so_where_nothing_else_is_said(contest: Contest, texts: Texts) -> None:
    by_email = next(each.answer for each in expand(contest, texts) if each.answer.id == "by_email")
    late = by_email.late.model_copy(update={"over": None})
    assert late.at(Lateness.OVER) == by_email.late.by_post
    assert lateness(contest, datetime.fromisoformat("2020-05-20T10:00+06:00")) is Lateness.NOTHING
