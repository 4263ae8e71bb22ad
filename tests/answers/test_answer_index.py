"""The answers of a contest as an index: each is found, names its source, and says what the contest says."""

import pytest

from bot.app import App
from bot.services.answers.answer_index import AnswerIndex
from bot.services.answers.instant_answers import index, replied
from content.answers import every_contest
from content.answers.expansion import expand
from content.models import Contest, Language
from tests.bench.answering import measure
from tests.support.answering import QUESTIONS
from tests.support.conversation import Phone
from tests.support.wording import all_texts


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


def test_every_answer_names_its_source_unless_it_is_about_the_bot(answers: AnswerIndex, contest: Contest) -> None:
    about_bot = {entry.id for entry in every_contest.entries(contest) if entry.about_bot}
    for answer in answers.answers:
        assert (answer.source is None) == (answer.id in about_bot), answer.key


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
    "typed", ["номер консультанта", "кеңесшінің телефоны", "областной консультант", "облыстың кеңесшісі", "тема сумма"]
)
def test_where_nothing_tells_the_items_apart_none_is_picked(answers: AnswerIndex, typed: str) -> None:
    sure = replied(answers, typed).sure
    assert sure is None or not sure.item


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Павлодарданбыз, телефонмен кіммен сөйлесеміз", "consultant/pavlodar"),
        ("шымкенттенбиз кимге звондаймыз", "consultant/shymkent"),
        ("до скольки дедлайн ребят горим", "deadline"),
        ("вайнерлермен движ жасайтын тема қанша тұрады", "topic_amount/topic_3"),
    ],
)
def test_haste_slang_and_where_somebody_is_from_do_not_hide_what_is_asked(
    answers: AnswerIndex, typed: str, key: str
) -> None:
    reply = replied(answers, typed)
    assert not reply.doubtful
    assert key in [answer.key for each in reply.said for answer in each.answers]


def test_figures_of_answers_are_those_of_the_contest(contest: Contest, answers: AnswerIndex) -> None:
    texts = all_texts()
    for topic in contest.topics.topics:
        answer = answers.get("topic_amount", topic.id)
        assert answer is not None
        for language in Language:
            said = answer.html(texts, language).replace("\N{NO-BREAK SPACE}", "")
            assert topic.amount is not None
            assert str(topic.amount.most) in said
