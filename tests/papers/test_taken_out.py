"""What a file that comes back has no more: it is shown, and stays unless somebody confirms that it goes."""

from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.app import App
from content.rules.forms.filled import Place
from tests.papers.test_brought import GOAL, LABEL, SHEET, TASKS, bring, edited, said, say, word, written
from tests.support.conversation import Phone
from tests.support.filled_forms import fill_in

pytestmark = pytest.mark.slow


@pytest.fixture
async def package(app: App, applicant: Phone) -> int:
    await applicant.begin()
    return await fill_in(app, applicant.id, {"goal": "Бірінші мақсат", "tasks": "Міндет"})


async def test_an_answer_taken_out_of_a_word_file_stays_unless_that_is_confirmed(
    app: App, applicant: Phone, package: int
) -> None:
    file = await word(applicant, package)

    def change(document: Any) -> None:
        said(LABEL, "")(document)
        said("Әлеуметтік жобаның және (немесе) әлеуметтік бағдарламаның міндеттері", "Жаңа міндет")(document)

    await bring(applicant, package, edited(file, change))
    gone = applicant.text.split("Файлда өшірілген")[1]
    assert "мақсат" in gone
    assert "→" not in gone
    await applicant.tap("Өзгерістерді қабылдау: 1")
    assert await written(app, package) == "Бірінші мақсат"
    assert await written(app, package, TASKS) == "Жаңа міндет"
    await bring(applicant, package, edited(await word(applicant, package), said(LABEL, "")))
    await applicant.tap("Өшірілгенін де алып тастау: 1")
    assert await written(app, package) == ""
    assert await written(app, package, TASKS) == "Жаңа міндет"


async def test_what_a_colleague_changed_and_the_file_has_no_more_goes_with_everything_alone(
    app: App, applicant: Phone, package: int
) -> None:
    file = await word(applicant, package)
    await say(app, package, GOAL, "Әріптестің мақсаты", 1, applicant.id)
    await bring(applicant, package, edited(file, said(LABEL, "")))
    assert "Әріптестің мақсаты" in applicant.text.split("Файлда өшірілген")[1]
    assert [label for label in applicant.buttons if ": 1" in label] == ["Бәрін қабылдау: 1"]
    await applicant.tap("Қабылдамау")
    assert await written(app, package) == "Әріптестің мақсаты"


async def test_a_figure_taken_out_of_a_spreadsheet_is_shown_and_stays(app: App, applicant: Phone, package: int) -> None:
    await say(app, package, Place("budget", "bank", "price"), "2500", 0, applicant.id)
    await applicant.press(f"paperx:2020-repeat:doc_5:sheet:{package}")
    book = load_workbook(BytesIO(applicant.received))
    sheet = book.worksheets[0]
    line = next(row for row in range(1, 80) if sheet.cell(row, 2).value == "4) банк қызметтері")
    assert sheet.cell(line, 5).value == 2500
    sheet.cell(line, 5).value = None
    file = BytesIO()
    book.save(file)
    await bring(applicant, package, file.getvalue(), "5.xlsx", SHEET)
    assert "2 500" in applicant.plain.split("Файлда өшірілген")[1]
    assert await written(app, package, Place("budget", "bank", "price")) == "2500"
    await applicant.tap("Өшірілгенін де алып тастау: 1")
    assert await written(app, package, Place("budget", "bank", "price")) == ""


async def test_what_is_empty_in_a_form_from_elsewhere_is_named_and_stays(
    app: App, applicant: Phone, package: int
) -> None:
    document = Document()
    table = document.add_table(1, 2)
    table.cell(0, 0).text = LABEL
    file = BytesIO()
    document.save(file)
    await bring(applicant, package, file.getvalue())
    assert "Файлда бос, мұндағы жауап қалады: " in applicant.text
    assert not [label for label in applicant.buttons if ": 1" in label]
    assert await written(app, package) == "Бірінші мақсат"
