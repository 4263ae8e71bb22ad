"""From answers to the right documents, from documents to a package handed in."""

import pytest

from tests.conftest import MovableClock
from tests.support.conversation import Phone


async def tailor(phone: Phone, *answers: str) -> None:
    """Answers the questions from the first on."""
    await phone.begin()
    await phone.tap("Құжаттар", "Тізімді өзіңізге бейімдеу", *answers)


async def test_the_answers_lead_through_the_questions_back_to_the_list(applicant: Phone) -> None:
    await tailor(applicant, "Жоқ", "Жоқ", "Жоқ")
    assert "4-сұрақ" in applicant.text
    await applicant.tap("Иә")
    await applicant.tap(applicant.buttons[0])
    await applicant.tap("31 наурыз")
    assert "Құжаттар: 0 / 7 дайын" in applicant.text
    assert "➖ қажет емес: 8, 9" in applicant.text
    assert "Жауаптарды өзгерту" in applicant.buttons


async def test_own_share_and_a_supporting_person_need_their_papers(applicant: Phone) -> None:
    await tailor(applicant, "Иә", "Иә", "Иә, жеке тұлға")
    await applicant.tap("Артқа")
    assert "0 / 9 дайын" in applicant.text
    await applicant.tap(" 9. ")
    assert "Сіздің жауаптарыңыз бойынша" in applicant.text
    assert "өз қолымен толтырылған құжат" in applicant.text
    assert applicant.text.count("жобаға үлесін қосатын заңды тұлға") == 1


async def test_the_column_of_the_budget_is_named_where_it_is_spoken_of(applicant: Phone) -> None:
    await tailor(applicant, "Жоқ", "Иә", "Иә, жеке тұлға")
    await applicant.press("doc:2020-repeat:doc_5:1")
    assert "сметаның мына бағанына жазыңыз: «Өтініш беруші (өз салымы)»" in applicant.text
    assert "сметаның мына бағанына жазыңыз: «Қоса қаржыландырудың басқа көздері»" in applicant.text
    assert "Дереккөз: хабарландыру, 5-қосымша" in applicant.text


async def test_without_a_stamp_both_clauses_are_quoted_and_not_merged(applicant: Phone) -> None:
    await tailor(applicant, "Жоқ", "Жоқ", "Жоқ", "Жоқ")
    await applicant.tap("Артқа", "1. ")
    assert "мөрі басылған сұраныстың" in applicant.text
    assert "мөрмен (болған жағдайда)" in applicant.text


async def test_what_a_person_sets_goes_before_what_the_answers_say(applicant: Phone) -> None:
    await tailor(applicant, "Жоқ")
    await applicant.tap("Артқа", "8. ", "Дайын")
    assert "✅ дайын: 8" in applicant.text


@pytest.mark.parametrize("data", ["say:2020-repeat:partners:maybe:0", "say:2020-repeat:nothing:yes:0"])
async def test_an_answer_that_is_none_is_explained(applicant: Phone, data: str) -> None:
    await applicant.begin()
    await applicant.press(data)
    assert "қазір жоқ" in applicant.text


async def test_what_takes_days_comes_first_and_says_when_it_is_late(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Документы")
    assert "4. Содержание проекта: не позднее 21 мая 2020 года" in applicant.text
    assert " 4. " in applicant.buttons[0]
    assert " 5. " in applicant.buttons[1]
    clock.move_to("2020-05-22T00:30+06:00")
    await applicant.tap(" 4. ")
    assert "Начать нужно было не позднее 21 мая 2020 года" in applicant.text
    await applicant.tap("В работе")
    assert "4. Содержание проекта: не позднее" not in applicant.text


async def test_steps_are_done_one_by_one_until_the_package_is_handed_in(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Собрать заявку")
    assert "сделано 0 /" in applicant.text
    await applicant.tap(" 1. ", "Сделано")
    assert "сделано 1 /" in applicant.text
    clock.move_to("2020-05-29T23:30+06:00")
    await applicant.tap("Сдача заявки")
    assert "211" in applicant.text
    await applicant.tap("Сдана в офис", "Да, сдана")
    assert "Сдача заявки отмечена 29 мая 2020 года" in applicant.text
    await applicant.tap(" 1. ", "Еще нет")
    assert "сделано 1 /" in applicant.text


async def test_a_step_that_the_answers_rule_out_is_not_shown(applicant: Phone) -> None:
    await tailor(applicant, "Жоқ", "Жоқ", "Жоқ", "Иә")
    await applicant.press("steps:2020-repeat:1")
    labels = " ".join(applicant.buttons)
    await applicant.press("say:2020-repeat:stamp:no:1")
    await applicant.press("steps:2020-repeat:1")
    assert " ".join(applicant.buttons) != labels


@pytest.mark.parametrize("data", ["did:2020-repeat:media:by_post:0", "did:2020-repeat:nothing:done:0"])
async def test_a_step_that_is_none_is_explained(applicant: Phone, data: str) -> None:
    await applicant.begin()
    await applicant.press(data)
    assert "қазір жоқ" in applicant.text
