"""The next step is the first button, and as few as possible are needed."""

import pytest

from tests.support.conversation import Phone

LANGUAGES = ("Қазақша", "Русский")
TO_ORGANISATION = ("Ұйым деректерін толтыру", "Заполнить организацию")
FROM_GRANT = ("Қалғаны гранттан", "Остальное из гранта")


@pytest.mark.parametrize("language", [0, 1])
async def test_a_form_of_known_things_leads_to_the_organisation(applicant: Phone, language: int) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press("form:c2020-repeat:form_1")
    assert applicant.buttons[0] == TO_ORGANISATION[language]
    await applicant.tap(TO_ORGANISATION[language])
    assert ("Толтырылғаны: 0 / 15", "Заполнено: 0 / 15")[language] in applicant.text
    await applicant.press("form:c2020-repeat:form_2")
    assert applicant.buttons[0] == ("Бастау", "Начать")[language]
    assert TO_ORGANISATION[language] not in applicant.buttons


@pytest.mark.parametrize("language", [0, 1])
async def test_a_form_in_which_nothing_is_written_is_begun(applicant: Phone, language: int) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press("form:c2020-repeat:form_3")
    assert applicant.buttons[0] == ("Бастау", "Начать")[language]
    await applicant.tap(applicant.buttons[0])
    await applicant.send("Жарғының 2.1-тармағы / Пункт 2.1 устава")
    await applicant.press("form:p1:form_3")
    assert applicant.buttons[0] == ("Жалғастыру", "Продолжить")[language]


@pytest.mark.parametrize("language", [0, 1])
async def test_what_is_open_of_a_line_comes_from_the_grant_where_the_sources_are_asked(
    applicant: Phone, language: int
) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press("fld:c2020-repeat:budget:bank:own:")
    assert FROM_GRANT[language] not in applicant.buttons
    await applicant.press("fld:c2020-repeat:budget:bank:quantity:")
    await applicant.send("5")
    await applicant.send("20 000")
    assert FROM_GRANT[language] in applicant.buttons
    await applicant.tap(FROM_GRANT[language])
    assert "рант 100 000" in applicant.plain.replace("\N{NO-BREAK SPACE}", " ")
    assert ("5 × 20 000 = 100 000 теңге", "5 × 20 000 = 100 000 тенге")[language] in applicant.plain.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    await applicant.press("fld:p1:budget:bank:own:")
    assert FROM_GRANT[language] not in applicant.buttons


@pytest.mark.parametrize("language", [0, 1])
async def test_the_last_row_leads_to_one_more(applicant: Phone, language: int) -> None:
    one_more, new = ("➕ Тағы бір жол", "➕ Еще одна строка")[language], ("Жаңа жол", "Новая строка")[language]
    await applicant.begin(LANGUAGES[language])
    await applicant.press("fadd:c2020-repeat:risks:::0")
    await applicant.send("Карантин")
    await applicant.send("Zoom")
    await applicant.tap(one_more)
    assert new in applicant.text
    await applicant.press("frow:p1:risks:1")
    assert one_more not in applicant.buttons
    await applicant.press("fadd:p1:budget:salary::5")
    await applicant.send("Координатор")
    await applicant.press("frow:p1:budget:3")
    await applicant.tap(one_more)
    assert new in applicant.text
    await applicant.press("fbud:p1:budget:salary:")
    assert len([label for label in applicant.buttons if new in label]) == 1


@pytest.mark.parametrize("language", [0, 1])
async def test_a_choice_leads_on_as_words_do(applicant: Phone, language: int) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press("fld:o0:seal:::")
    await applicant.tap(("Иә", "Да")[language])
    assert ("Мөрі бар ма: Иә", "Есть ли печать: Да")[language] in applicant.plain
    assert ("Басшының аты-жөні", "Ф.И.О. руководителя")[language] in applicant.plain
