"""May we take part: a short check that warns and forbids nothing."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import pytest
from sqlalchemy import Row, select

from bot.app import App
from bot.check.crawl import Visit
from bot.payloads.rules.eligibility import EligibilityInTime
from bot.ui.navigation import Goto
from content.models import Contest, Language
from storage.entry.people import Person
from storage.tables import metadata
from tests.conftest import MovableClock
from tests.support.conversation import Phone

FINE = {"kk": ("Жоқ", "Жоқ", "Жоқ", "Иә", "Иә", "Иә", "Иә"), "ru": ("Нет", "Нет", "Нет", "Да", "Да", "Да", "Да")}


async def test_with_all_fine_no_ground_is_found_and_the_decision_is_the_operators(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Қатыса аламыз ба?")
    assert applicant.text.startswith("Қатыса аламыз ба? 1 / 7")
    assert "ешқайда сақталмайды" in applicant.text
    await applicant.tap(*FINE["kk"])
    assert "бас тартуға негіз табылмады" in applicant.text
    assert "Шешімді Орталық (АБҚО) қабылдайды" in applicant.text
    await applicant.tap("Тақырыптар")
    assert applicant.text.startswith("Грант тақырыптары")


async def test_what_fails_and_what_is_unknown_are_named_with_clause_and_way_out(
    applicant: Phone, contest: Contest
) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Подходим ли мы?", "Да", "Нет", "Нет", "Не знаю", "Нет", "Да", "Да")
    assert "На что обратить внимание: 2" in applicant.text
    assert "Что нужно узнать: 1" in applicant.text
    assert "оно не запрещает подать заявку" in applicant.text
    named = [c.check.title.ru for c in contest.grounds.conditions if f"{c.check.title.ru}\n" in applicant.text]
    assert named == ["Банкротство", "Тема гранта", "База данных НПО"]
    _, _, _, _, plan, database, _ = contest.grounds.conditions
    assert plan.check.if_fails.ru in applicant.text
    assert database.check.if_unknown.ru in applicant.text
    assert "Источник: объявление, раздел 2, пункт 3" in applicant.text
    assert "grants@cisc.kz" in applicant.text
    assert {"Темы", "Правила", "Скопировать почту"} <= set(applicant.buttons)


@pytest.mark.parametrize("answer", ["Иә", "Білмеймін"])
async def test_from_what_fails_or_is_unclear_a_button_leads_to_the_consultant(applicant: Phone, answer: str) -> None:
    await applicant.begin()
    await applicant.press("region:2020-repeat:shymkent:0")
    await applicant.tap("Басты бет", "Қатыса аламыз ба?", answer, *FINE["kk"][1:], "Кеңесші")
    assert applicant.text.startswith("Шымкент қаласы")
    assert "Телефон: " in applicant.text


async def test_who_has_no_region_yet_chooses_it_on_the_way_to_the_consultant(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Подходим ли мы?", *["Да"] * 3, *["Нет"] * 4, "Консультант", "Шымкент")
    assert "Телефон: " in applicant.text


async def test_where_nothing_fails_nobody_is_sent_to_the_consultant(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Подходим ли мы?", *FINE["ru"])
    assert "Консультант" not in applicant.buttons


async def test_a_question_quotes_its_clause_and_what_the_clause_leaves_open(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Подходим ли мы?", "Нет")
    assert "имущество арестовано, финансовая деятельность приостановлена" in applicant.text
    assert "Можно ли участвовать, если есть только одно из двух, не сказано" in applicant.text
    assert "expandable_blockquote" in [entity.type for entity in applicant.last.entities or ()]


async def test_back_leads_to_the_question_before_and_in_the_end_home(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Қатыса аламыз ба?", "Жоқ", "Білмеймін")
    assert " 3 / 7" in applicant.text
    await applicant.tap("Артқа", "Артқа")
    assert " 1 / 7" in applicant.text
    await applicant.tap(*FINE["kk"], "Артқа")
    assert " 7 / 7" in applicant.text
    await applicant.tap("Жоқ", "Қайта тексеру")
    assert " 1 / 7" in applicant.text
    assert "‹ Артқа" not in applicant.buttons


async def test_the_answers_are_stored_nowhere(applicant: Phone, app: App) -> None:
    async def stored() -> list[Sequence[Row[Any]]]:
        async with app.database.reading() as connection:
            return [(await connection.execute(select(table))).all() for table in metadata.sorted_tables]

    await applicant.begin("Русский")
    await applicant.send("/start")  # that somebody was there on this day is kept
    before = await stored()
    await applicant.tap("Подходим ли мы?", "Да", "Да", "Да", "Нет", "Нет", "Нет", "Нет")
    assert "На что обратить внимание: 7" in applicant.text
    assert await stored() == before


async def test_after_the_deadline_it_says_so_and_still_answers(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-06-03T18:00:01+06:00")
    await applicant.tap("Қатыса аламыз ба?")
    assert "Қабылдау аяқталды" in applicant.text
    await applicant.tap(*FINE["kk"])
    assert "Қабылдау аяқталды" in applicant.text


async def test_what_one_can_know_first_is_asked_first(applicant: Phone, contest: Contest) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Подходим ли мы?")
    asked = []
    for number in range(7):
        asked += [each.id for each in contest.grounds.conditions if each.check.question.ru in applicant.plain]
        await applicant.tap(FINE["ru"][number])
    assert asked[3:] == ["no_database", "plan_mismatch", "charter_mismatch", "rules_mismatch"]


async def test_a_button_with_answers_goes_on_in_the_order_in_which_they_were_given(
    applicant: Phone, contest: Contest
) -> None:
    await applicant.begin("Русский")
    await applicant.press("may:2020-repeat:ffffh")
    assert contest.grounds.conditions[5].check.question.ru in applicant.plain
    await applicant.tap("Не знаю", "Да")
    named = [each.id for each in contest.grounds.conditions if f"{each.check.title.ru}\n" in applicant.text]
    assert named == ["plan_mismatch", "no_database"]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ("may:2020-repeat", " 1 / 7"),
        ("may:2020-repeat:fffffffff", "табылмады"),
        ("maynow:2020-repeat:fffffffff", "табылмады"),
        ("maynow:2020-repeat:fx", "ескірген"),
        ("may:2020-repeat:fx", "ескірген"),
        ("may:2019", "ботта енді жоқ"),
    ],
)
async def test_an_old_or_forged_button_is_answered(applicant: Phone, data: str, words: str) -> None:
    await applicant.begin()
    await applicant.press(data)
    assert words in applicant.text


@pytest.mark.parametrize("language", Language)
async def test_every_mix_of_answers_fits_a_message(
    app: App, applicant: Phone, contest: Contest, language: Language
) -> None:
    person = Person(id=1, language=language)
    ctx = await app.contexts.make(person)
    for answers in product("hu", repeat=len(contest.grounds.conditions)):
        at = EligibilityInTime(contest=contest.id, answers="".join(answers))
        screen, _ = await app.navigation.draw(ctx, Goto(at))
        assert not list(Visit(language, at.pack(), screen).faults())
