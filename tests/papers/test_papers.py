"""Forms as files, from a phone: the filled one, the blank one, all in one, the budget as a spreadsheet."""

import asyncio
import shutil
from asyncio.subprocess import Process
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from bot.app import App
from bot.office.reading import safety
from bot.office.writing import portable
from bot.services.child_process import ChildProcess
from bot.ui.screens import NotMadeError
from content.rules.forms.typed import plain
from tests.support.conversation import Phone
from tests.support.filled_forms import Filler, fill_in

ORGANISATION = "«Жас қайрат» қоғамдық бірлестігі"


def words(data: bytes) -> str:
    document = Document(BytesIO(data))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def file_name(phone: Phone) -> str:
    assert phone.last.document is not None
    return phone.last.document.file_name or ""


async def test_a_blank_form_is_two_taps_from_its_document(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("doc:2020-repeat:doc_3")
    await applicant.tap("Файлдары", "бос нысан")
    assert file_name(applicant) == "3-әлеует.docx"
    text = words(applicant.received)
    assert "Өтініш берушінің әлеуеті туралы ақпарат" in text
    assert text.count("_" * 70) == 8


async def test_what_is_written_stands_in_the_file_at_any_time(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {"goal": "Жастарға & <қолдау>"}, full_name=ORGANISATION)
    await applicant.press(f"paper:2020-repeat:doc_4:{package}")
    await applicant.tap("толтырылған")
    assert file_name(applicant) == "4-жоба-мазмұны_Жас-қайрат.docx"
    text = words(applicant.received)
    assert "Жастарға & <қолдау>" in text
    assert "Әлеуметтік жобаның және (немесе) әлеуметтік бағдарламаның мақсаты" in text


async def test_all_forms_are_one_word_document_in_both_languages(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {"goal": "Мақсат"}, languages=("kk", "ru"))
    await applicant.press(f"docs:2020-repeat:{package}")
    await applicant.tap("Барлық нысанның файлдары", "Бәрі бір Word")
    assert file_name(applicant) == "өтінім.docx"
    document = Document(BytesIO(applicant.received))
    marks = [
        paragraph.text for paragraph in document.paragraphs if paragraph.style and paragraph.style.name == "Form mark"
    ]
    assert marks[::2] == [f"{number}-қосымша" for number in range(1, 6)] + [f"Приложение {n}" for n in range(1, 6)]
    assert len(document.sections) == 10
    assert [section.orientation for section in document.sections] == ([0] * 4 + [1]) * 2
    sizes = {(section.page_width, section.page_height) for section in document.sections}
    assert len(sizes) == 2


async def test_the_budget_is_a_spreadsheet_whose_sums_are_there_before_it_is_opened(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {}, budget=True)
    await applicant.press(f"paper:2020-repeat:doc_5:{package}")
    await applicant.tap("Excel")
    assert file_name(applicant) == "5-смета.xlsx"
    stored = load_workbook(BytesIO(applicant.received), data_only=True).worksheets[0]
    formulas = load_workbook(BytesIO(applicant.received)).worksheets[0]
    total = next(row for row in range(1, 80) if stored.cell(row, 2).value == "Барлығы:")
    assert [stored.cell(total, column).value for column in (6, 7, 8, 9)] == [25000, 0, 0, 25000]
    assert str(formulas.cell(total, 6).value).startswith("=")
    assert formulas.protection.sheet
    assert formulas.cell(total, 6).protection.locked
    line = next(row for row in range(1, 80) if stored.cell(row, 2).value == "4) банк қызметтері")
    assert [stored.cell(line, column).value for column in (4, 5, 6, 9)] == [10, 2500, 25000, 25000]
    assert formulas.cell(line, 6).value == f"=D{line}*E{line}"
    assert not formulas.cell(line, 4).protection.locked
    assert formulas.page_setup.paperSize == 9
    assert formulas.print_area.endswith(f"$I${total + 2}")


@pytest.mark.skipif(not portable.installed(), reason="LibreOffice is not installed")
@pytest.mark.slow
async def test_a_pdf_to_read(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("paper:2020-repeat:doc_2")
    await applicant.tap("PDF")
    assert file_name(applicant) == "2-сауалнама.pdf"
    assert applicant.received.startswith(b"%PDF")


async def test_without_libreoffice_nothing_is_promised(applicant: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    await applicant.begin()
    await applicant.press("paper:2020-repeat:doc_2")
    assert "тек Word файлы" in applicant.text
    assert not [label for label in applicant.buttons if "PDF" in label]
    await applicant.press("paperx:2020-repeat:doc_2:pdf")
    assert applicant.last.document is None


async def test_a_file_that_cannot_be_made_is_owned_up_to(applicant: Phone, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object) -> bytes:
        raise NotMadeError

    monkeypatch.setattr(ChildProcess, "run", fail)
    await applicant.begin()
    await applicant.press("paperx:2020-repeat:doc_2:word")
    assert "Файл жасалмады" in applicant.text


async def test_others_get_no_file_of_a_package(app: App, applicant: Phone, owner: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {"goal": "Құпия"})
    await owner.press(f"paperx:2020-repeat:doc_4:word:{package}")
    assert owner.last.document is None


async def test_hostile_words_make_a_file_that_opens(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(
        app, applicant.id, {"goal": plain(Filler(3, longest=5000).words())}, full_name="../\0<>:|?*"
    )
    await applicant.press(f"paperx:2020-repeat:doc_4:word:{package}")
    assert file_name(applicant) == "4-жоба-мазмұны.docx"
    assert safety.kind(applicant.received) is safety.OfficeKind.WORD


@pytest.mark.usefixtures("own_process")
async def test_a_process_of_its_own_makes_the_files(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {"goal": "Мақсат & {{ goal }}"}, languages=("kk", "ru"), budget=True)
    await applicant.press(f"paperx:2020-repeat:doc_4:word:{package}")
    assert words(applicant.received).count("Мақсат & {{ goal }}") > 1
    await applicant.press(f"paperx:2020-repeat:doc_5:sheet:{package}")
    stored = load_workbook(BytesIO(applicant.received), data_only=True)
    assert len(stored.worksheets) == 2
    assert 25000 in [cell.value for cell in stored.worksheets[1]["I"]]


@pytest.mark.usefixtures("own_process")
async def test_a_process_that_is_killed_is_owned_up_to(
    app: App, applicant: Phone, monkeypatch: pytest.MonkeyPatch
) -> None:
    started = asyncio.create_subprocess_exec

    async def and_killed(*args: Any, **options: Any) -> Process:
        process = await started(*args, **options)
        process.kill()
        return process

    monkeypatch.setattr(asyncio, "create_subprocess_exec", and_killed)
    await applicant.begin()
    package = await fill_in(app, applicant.id, {"goal": "Мақсат"})
    await applicant.press(f"paperx:2020-repeat:doc_4:word:{package}")
    assert "Файл жасалмады" in applicant.text
    assert applicant.last.document is None
