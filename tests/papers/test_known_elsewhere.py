"""What a file says otherwise of the organisation or the topic is no answer; it is named, with where to change it."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document

from bot.app import App
from tests.papers.test_brought import bring, edited, word
from tests.support.conversation import Phone
from tests.support.filled_forms import fill_in

NAME = "Заңды тұлғаны мемлекеттік тіркеу"


@pytest.fixture
async def package(app: App, applicant: Phone) -> int:
    await applicant.begin()
    number = await fill_in(app, applicant.id, {"goal": "Мақсат"}, full_name="«Болашақ» қоғамдық бірлестігі")
    await applicant.press(f"choose:2020-repeat:topic_7:{number}")
    return number


def beside(label: str, words: str) -> Any:
    def change(document: Any) -> None:
        rows = [row for table in document.tables for row in table.rows]
        next(row for row in rows if row.cells[-2].text.startswith(label)).cells[-1].text = words

    return change


def instead(before: str, after: str) -> Any:
    def change(document: Any) -> None:
        for paragraph in document.paragraphs:
            if before in paragraph.text:
                paragraph.text = paragraph.text.replace(before, after)

    return change


async def test_another_name_in_the_questionnaire_is_named_and_leads_to_the_organisation(
    applicant: Phone, package: int
) -> None:
    file = await word(applicant, package, "doc_2")
    await bring(applicant, package, edited(file, beside(NAME, "«Болашақ» қоры")), "2.docx")
    assert "Файлдан алынбайды" in applicant.text
    assert "«Болашақ» қоғамдық бірлестігі → «Болашақ» қоры" in applicant.text
    assert not [label for label in applicant.buttons if "қабылдау:" in label]
    await applicant.tap("Ұйым деректері")
    assert "«Болашақ» қоғамдық бірлестігі" in applicant.text


async def test_another_name_within_the_letter_is_named_too(applicant: Phone, package: int) -> None:
    file = await word(applicant, package, "doc_1")
    await bring(applicant, package, edited(file, instead("«Болашақ» қоғамдық бірлестігі", "«Ертең» қоры")), "1.docx")
    assert applicant.text.count("«Болашақ» қоғамдық бірлестігі → «Ертең» қоры") == 1


async def test_another_topic_is_named(app: App, applicant: Phone, package: int) -> None:
    contest = app.catalogue.get("2020-repeat")
    topic = contest and contest.topic("topic_7")
    assert topic
    file = await word(applicant, package, "doc_1")
    await bring(applicant, package, edited(file, instead(topic.title.kk, "Басқа тақырып")))
    assert "→ Басқа тақырып" in applicant.text
    assert not [label for label in applicant.buttons if "Ұйым деректері" in label]


async def test_a_file_that_says_the_same_names_nothing(applicant: Phone, package: int) -> None:
    for document in ("doc_1", "doc_2", "doc_3", "doc_4", "doc_5"):
        await bring(applicant, package, await word(applicant, package, document))
        assert "Файлдан алынбайды" not in applicant.text, document
        assert "бірдей" in applicant.text, document


async def test_a_phone_number_stays_on_one_line_and_is_the_same_when_it_comes_back(
    applicant: Phone, package: int
) -> None:
    for field, typed in (("head_phone", "87011234567"), ("acc_phone", "+79123456789, 87017654321")):
        await applicant.press(f"fld:n{package}:{field}:::")
        await applicant.send(typed)
    file = await word(applicant, package, "doc_2")
    cells = [cell.text for table in Document(BytesIO(file)).tables for row in table.rows for cell in row.cells]
    assert "+7\u00a0701\u00a0123\u00a04567" in cells
    assert "+7\u00a0912\u00a0345\u201167\u201189, +7\u00a0701\u00a0765\u00a04321" in cells
    breaking = {ord("\N{NO-BREAK SPACE}"): " ", ord("\N{NON-BREAKING HYPHEN}"): "-"}

    def retyped(document: Any) -> None:
        for row in document.tables[0].rows:
            row.cells[-1].text = row.cells[-1].text.translate(breaking)

    await bring(applicant, package, edited(file, retyped), "2.docx")
    assert "→" not in applicant.text
    await bring(applicant, package, edited(file, beside("Бірінші басшының", "+7 701 123 45 68")), "2.docx")
    assert "→ +7 701 123 45 68" in applicant.text
