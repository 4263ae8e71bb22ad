"""Several questions in one sentence, and words that speak for the contest or against it."""

import pytest

from bot.app import App
from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import index, replied
from bot.services.answers.ranking.matter import Matter
from content.models import Contest

NEAREST = 3


@pytest.fixture
def answers(app: App, contest: Contest) -> AnswerIndex:
    return index(app.catalogue, app.texts, contest.id)


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("қай күнге дейін қабылдайсыздар қай мекенжайға апарамыз", ["deadline", "address"]),
        ("жайдарманның сомасы қанша мерзімі қандай айлар", ["topic_amount/topic_4", "topic_when/topic_4"]),
        ("на каком языке писать заявку нужна ли печать", ["language", "stamp"]),
        ("какой телефон по Костанайской области на какую дату баланс", ["consultant/kostanay", "balance_date"]),
        ("Ақмола облысының кеңесшісі кім, баланс қай күнге керек?", ["consultant/akmola", "balance_date"]),
        ("кто консультант в Атырау и Шымкенте", ["consultant/atyrau", "consultant/shymkent"]),
        ("өтінімді поштамен жіберуге бола ма ал курьермен ше", ["by_post", "courier"]),
        ("банк комиссиясын қайда жазам ал кеңсе арендасын ше", ["form_row/f5_bank", "estimate_lines"]),
        (
            "сколько баллов максимум за содержание проекта а за потенциал организации",
            ["criterion_levels/criterion_3", "criterion_levels/criterion_1"],
        ),
        ("ашық жүрек тақырыбының сомасы мен мерзімі", ["topic_amount/topic_5", "topic_when/topic_5"]),
        (
            "қайырымдылық пен мемлекеттік тіл тақырыптарына қанша бөлінді",
            ["topic_amount/topic_3", "topic_amount/topic_4"],
        ),
        ("жоба мақсатын қай жерге жазам, тәуекелін ше", ["form_row/f4_goal", "form_row/f4_8_risk"]),
        ("мекенжайыңыз және электронды поштаңыз", ["address", "by_email"]),
        ("Ақтөбеге кім қарайды? түскі үзілістері нешеде", ["consultant/aktobe", "office_hours"]),
    ],
)
def test_each_question_of_a_sentence_is_answered(answers: AnswerIndex, typed: str, keys: list[str]) -> None:
    said = replied(answers, typed).said
    assert len(said) == len(keys)
    for each, key in zip(said, keys, strict=True):
        assert key in [answer.key for answer in each.near[:NEAREST]]


@pytest.mark.parametrize(
    "typed",
    [
        "бланкіде жазамыз ба әлде жай қағазға ма",
        "как нам понять какой документ нужен",
        "қай құжатты қайда тапсырамыз",
        "подскажите пожалуйста как узнать сколько баллов дают",
    ],
)
def test_one_question_stays_one(answers: AnswerIndex, typed: str) -> None:
    assert len(replied(answers, typed).said) == 1


def test_an_answer_about_one_of_several_items_is_not_sure_where_none_is_named(answers: AnswerIndex) -> None:
    sure = replied(answers, "сумма темы").sure
    assert sure is None or not sure.item


def test_numbers_alone_ask_nothing(answers: AnswerIndex) -> None:
    assert not replied(answers, "8 + 2").asked


def test_a_word_of_the_contest_speaks_for_it_and_a_place_for_nothing() -> None:
    own = [[["material", "smeta"]], [["smeta", "astana"]]]
    matter = Matter(own, [["boran", "astana"], ["boran"]], frozenset({"astana"}))
    assert matter.is_ours("smeta")
    assert not matter.is_ours("boran")
    said = matter.of({"smeta", "astana", "boran"})
    assert said.strongest > 0
    assert said.against > 0
    assert matter.of({"astana"}).strongest == 0


def test_what_is_named_is_answered_for_what_is_asked_of_it(answers: AnswerIndex) -> None:
    typed = "Этномәдени бірлестіктер тақырыбы қай қалаларда жүзеге асады?"
    assert "topic_where/topic_6" in [answer.key for answer in replied(answers, typed).said[0].answers]


def test_what_is_named_side_by_side_is_answered_in_that_order(answers: AnswerIndex) -> None:
    said = replied(answers, "Шымкент пен Ақтөбеде кеңесші кім").said
    assert [each.near[0].key for each in said] == ["consultant/shymkent", "consultant/aktobe"]
