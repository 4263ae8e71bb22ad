"""A file that was edited on a computer and sent back: nothing is lost, nobody's later words are written over unseen."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook
from openpyxl.cell.cell import MergedCell

from bot.app import App
from bot.services.forms.changes import FormChange, write
from content.rules.forms.filled import Place
from storage.forms import answers, rows, workbooks
from tests.support.conversation import Phone
from tests.support.filled_forms import fill_in

pytestmark = pytest.mark.slow

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABEL = "Әлеуметтік жобаның және (немесе) әлеуметтік бағдарламаның мақсаты"
GOAL, TASKS = Place("goal", language="kk"), Place("tasks", language="kk")


def edited(data: bytes, change: Callable[[Any], None]) -> bytes:
    document = Document(BytesIO(data))
    change(document)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def cell_beside(document: Any, label: str) -> Any:
    return next(row.cells[1] for table in document.tables for row in table.rows if row.cells[0].text.startswith(label))


def said(label: str, words: str) -> Callable[[Any], None]:
    def change(document: Any) -> None:
        cell_beside(document, label).text = words

    return change


async def word(applicant: Phone, package: int, document: str = "doc_4") -> bytes:
    await applicant.press(f"paperx:2020-repeat:{document}:word:{package}")
    return applicant.received


async def bring(applicant: Phone, package: int, data: bytes, name: str = "4.docx", kind: str = WORD) -> None:
    await applicant.press(f"bring:2020-repeat:{package}")
    await applicant.send_file(name, data, kind)


async def written(app: App, package: int, place: Place = GOAL) -> str:
    async with app.database.reading() as connection:
        book = await workbooks.of_package(connection, package)
        assert book is not None
        return (await answers.sheet(connection, book.id)).at(place)


async def say(app: App, package: int, place: Place, words: str, seen: int, by: int) -> None:
    async with app.database.writing() as connection:
        book = await workbooks.open_for_package(connection, package)
        assert await write(connection, book.id, [FormChange(place, words, seen)], by, app.clock.now()) == []


@pytest.fixture
async def package(app: App, applicant: Phone) -> int:
    await applicant.begin()
    return await fill_in(app, applicant.id, {"goal": "Бірінші мақсат", "tasks": "Міндет"})


async def test_what_was_changed_is_shown_and_taken_over(app: App, applicant: Phone, package: int) -> None:
    file = await word(applicant, package)
    await bring(applicant, package, edited(file, said(LABEL, "Екінші мақсат")))
    assert "Бірінші мақсат → Екінші мақсат" in applicant.text
    assert await written(app, package) == "Бірінші мақсат"
    await applicant.tap("Өзгерістерді қабылдау: 1")
    assert applicant.toast == "Қабылданды: 1"
    assert await written(app, package) == "Екінші мақсат"
    assert await written(app, package, TASKS) == "Міндет"
    await applicant.press(f"brought:2020-repeat:{package}")
    assert "қайта жіберіңіз" in applicant.text


async def test_a_file_that_says_the_same_changes_nothing(applicant: Phone, package: int) -> None:
    await bring(applicant, package, await word(applicant, package))
    assert "бірдей" in applicant.text
    assert not [label for label in applicant.buttons if "қабылдау:" in label]


async def test_what_a_colleague_wrote_meanwhile_is_left_alone_or_asked_about(
    app: App, applicant: Phone, package: int
) -> None:
    file = await word(applicant, package)
    await say(app, package, GOAL, "Әріптестің мақсаты", 1, applicant.id)
    await say(app, package, TASKS, "Әріптестің міндеті", 1, applicant.id)
    await bring(applicant, package, edited(file, said(LABEL, "Менің мақсатым")))
    assert "Әріптестің мақсаты → Менің мақсатым" in applicant.text
    assert "міндеті" not in applicant.text
    assert not [label for label in applicant.buttons if label.startswith("Өзгерістерді")]
    await applicant.tap("Әріптестер өзгерткенін де ауыстыру: 1")
    assert await written(app, package) == "Менің мақсатым"
    assert await written(app, package, TASKS) == "Әріптестің міндеті"


async def test_a_change_between_the_look_and_the_tap_is_shown_first(app: App, applicant: Phone, package: int) -> None:
    file = await word(applicant, package)
    await bring(applicant, package, edited(file, said(LABEL, "Менікі")))
    await say(app, package, GOAL, "Әріптестікі", 1, applicant.id)
    await applicant.tap("Өзгерістерді қабылдау: 1")
    assert applicant.toast == "Бұл арада өзгеріс болды, қайта қараңыз"
    assert "Әріптестікі → Менікі" in applicant.text
    assert await written(app, package) == "Әріптестікі"


async def test_rows_are_added_changed_and_taken_out(app: App, applicant: Phone, package: int) -> None:
    async with app.database.writing() as connection:
        book = await workbooks.open_for_package(connection, package)
        for number, name in enumerate(("Айгүл", "Данияр", "Ерлан")):
            key, _ = await rows.add(connection, book.id, "team", f"made{number}")
            place = Place("team", key, "name", "kk")
            await write(connection, book.id, [FormChange(place, name, 0)], applicant.id, app.clock.now())
    file = await word(applicant, package, "doc_3")

    def change(document: Any) -> None:
        table = next(table for table in document.tables if table.rows[1].cells[0].text == "Айгүл")
        table.rows[2].cells[1].text = "Бухгалтер"
        table._tbl.remove(table.rows[1]._tr)  # noqa: SLF001  the library has no other way
        table.add_row().cells[0].text = "Жаңа адам"

    await bring(applicant, package, edited(file, change))
    assert "Алып тасталған жол: Айгүл" in applicant.text
    assert "Жаңа жол: Жаңа адам" in applicant.text
    assert "Өзгерістерді қабылдау: 2" in applicant.buttons
    await applicant.tap("Өшірілгенін де алып тастау: 1")
    async with app.database.reading() as reader:
        sheet = await answers.sheet(reader, book.id)
    names = [sheet.at(Place("team", row.key, "name", "kk")) for row in sheet.rows("team")]
    assert names == ["Данияр", "Ерлан", "Жаңа адам"]
    assert sheet.at(Place("team", sheet.rows("team")[0].key, "position", "kk")) == "Бухгалтер"


async def test_a_budget_is_edited_in_a_spreadsheet(app: App, applicant: Phone, package: int) -> None:
    await say(app, package, Place("budget", "bank", "price"), "2500", 0, applicant.id)
    await applicant.press(f"paperx:2020-repeat:doc_5:sheet:{package}")
    book = load_workbook(BytesIO(applicant.received))
    sheet = book.worksheets[0]
    line = next(row for row in range(1, 80) if sheet.cell(row, 2).value == "4) банк қызметтері")
    sheet.cell(line, 4).value = 12
    sheet.cell(line, 9).value = 30000.5
    wages = next(row for row in range(1, 80) if str(sheet.cell(row, 2).value).startswith("1) жалақы"))
    assert sheet.cell(wages + 1, 2).value == "..."
    sheet.cell(wages + 1, 2).value = "Жоба жетекшісі"
    sheet.cell(wages + 1, 4).value = 5
    file = BytesIO()
    book.save(file)
    await bring(applicant, package, file.getvalue(), "5.xlsx", SHEET)
    assert "Жаңа жол: Жоба жетекшісі" in applicant.text
    await applicant.tap("Өзгерістерді қабылдау: 3")
    assert await written(app, package, Place("budget", "bank", "quantity")) == "12"
    assert await written(app, package, Place("budget", "bank", "grant")) == "30000.5"
    assert await written(app, package, Place("budget", "bank", "price")) == "2500"
    async with app.database.reading() as connection:
        workbook = await workbooks.of_package(connection, package)
        assert workbook is not None
        (row,) = (await answers.sheet(connection, workbook.id)).rows("budget")
    assert row.line == "salary"


async def test_a_form_from_elsewhere_is_read_by_its_headings(app: App, applicant: Phone, package: int) -> None:
    document = Document()
    document.add_paragraph("Менің жобам туралы кіріспе сөз, ешкім сұрамаған")
    table = document.add_table(2, 2)
    table.cell(0, 0).text = "1. Әлеуметтік жобаның және немесе әлеуметтік бағдарламаның мақсаты:"
    table.cell(0, 1).text = "Басқа мақсат"
    table.cell(1, 0).text = "Күтілетін нәтижелер"
    table.cell(1, 1).text = "Бес жүз адам"
    file = BytesIO()
    document.save(file)
    await bring(applicant, package, file.getvalue())
    assert "Бес жүз адам" in applicant.text
    assert "Бірінші мақсат → Басқа мақсат" in applicant.text
    assert "Менің жобам туралы кіріспе сөз" in applicant.text
    await applicant.tap("Өзгерістерді қабылдау: 1")
    assert await written(app, package) == "Бірінші мақсат"
    assert await written(app, package, Place("outcomes", language="kk")) == "Бес жүз адам"


async def test_words_where_a_figure_belongs_are_named_and_not_taken(app: App, applicant: Phone, package: int) -> None:
    await say(app, package, Place("budget", "bank", "price"), "2500", 0, applicant.id)
    file = await word(applicant, package, "doc_5")

    def change(document: Any) -> None:
        row = next(row for row in document.tables[0].rows if row.cells[1].text == "4) банк қызметтері")
        row.cells[4].text = "көп"

    await bring(applicant, package, edited(file, change))
    assert "Түсініксіз" in applicant.text
    assert ": көп" in applicant.text
    assert await written(app, package, Place("budget", "bank", "price")) == "2500"


async def test_no_name_in_a_file_is_none_either(app: App, applicant: Phone, package: int) -> None:
    await applicant.press(f"fadd:p{package}:partners:::0")
    await applicant.send("Ақкөл әкімдігі")
    await applicant.press(f"fadd:p{package}:beneficiary:::9")
    await applicant.send("Жастар")
    file = await word(applicant, package)

    def change(document: Any) -> None:
        for table in document.tables:
            for row in table.rows:
                if row.cells[0].text in {"Жастар", "Ақкөл әкімдігі"}:
                    row.cells[0].text = "жоқ"

    await bring(applicant, package, edited(file, change))
    assert ": Ақкөл әкімдігі → жоқ" in applicant.plain
    assert "Түсініксіз" in applicant.text
    assert "Топ: жоқ" in applicant.text
    await applicant.tap("Өзгерістерді қабылдау: 1")
    assert await written(app, package, Place("beneficiary", "2", "group", "kk")) == "Жастар"


async def test_a_file_is_dropped(app: App, applicant: Phone, package: int) -> None:
    file = await word(applicant, package)
    await bring(applicant, package, edited(file, said(LABEL, "Жоқ")))
    await applicant.tap("Қабылдамау")
    assert await written(app, package) == "Бірінші мақсат"


def packed(**parts: bytes) -> bytes:
    file = BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return file.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TYPES = {"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"}
REFUSED = {
    "kind": (b"%PDF-1.7", "файлы емес"),
    "zip": (packed(readme=b"x"), "файлы емес"),
    "broken": (b"PK\x03\x04 and nothing more", "бүлінген"),
    "no xml": (packed(**TYPES), "бүлінген"),
    "old": (OLE + b"\0" * 600, "ескі .doc"),
    "password": (OLE + "EncryptedPackage".encode("utf-16-le"), "құпиясөз"),
    "macros": (packed(**TYPES, **{"word/vbaProject.bin": b"\0"}), "макрос"),
    "bomb": (packed(**TYPES, **{"word/media/a.bin": b"\0" * 70 * 2**20}), "тым үлкен"),
    "entities": (packed(**TYPES | {"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'}), "бүлінген"),
    "large": (b"PK" + b"\0" * 21 * 2**20, "20 МБ-тан үлкен"),
}


@pytest.mark.parametrize("name", REFUSED)
async def test_what_is_no_form_is_refused_in_one_sentence(applicant: Phone, package: int, name: str) -> None:
    data, sentence = REFUSED[name]
    await bring(applicant, package, data)
    assert sentence in applicant.text
    assert "Ештеңе өзгерген жоқ" in applicant.text


async def test_words_and_pictures_are_no_file(applicant: Phone, package: int) -> None:
    await applicant.press(f"bring:2020-repeat:{package}")
    await applicant.send("мынау файл")
    assert "Бұл файл емес" in applicant.text


async def test_the_file_of_another_application_takes_nothing_out(app: App, applicant: Phone, package: int) -> None:
    other = await fill_in(app, applicant.id, {"goal": "Басқа өтінімнің мақсаты"})
    await bring(applicant, package, await word(applicant, other))
    assert "басқа өтінімнен жасалған" in applicant.text
    assert "Бірінші мақсат → Басқа өтінімнің мақсаты" in applicant.text
    assert applicant.plain.endswith("Файлда бос, мұндағы жауап қалады: Міндеттері")


def as_linked(data: bytes) -> bytes:
    """As programs leave a sheet whose cells say what those of another one say: 0 where there is nothing."""
    book = load_workbook(BytesIO(data), data_only=True)
    for row in book.worksheets[1].iter_rows(min_row=6, min_col=4, max_col=9):
        for cell in row:
            if not isinstance(cell, MergedCell):
                cell.value = cell.value or 0
    file = BytesIO()
    book.save(file)
    return file.getvalue()


@pytest.mark.parametrize("program", [bytes, as_linked], ids=["untouched", "with zeros"])
async def test_a_spreadsheet_in_two_languages_comes_back_as_it_went(
    app: App, applicant: Phone, program: Callable[[bytes], bytes]
) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {}, languages=("kk", "ru"), budget=True)
    await applicant.press(f"paperx:2020-repeat:doc_5:sheet:{package}")
    await bring(applicant, package, program(applicant.received), "5.xlsx", SHEET)
    assert "Қабылдайтын ештеңе жоқ" in applicant.text


async def test_where_the_first_sheet_has_no_figure_the_second_has_none(app: App, applicant: Phone) -> None:
    await applicant.begin()
    package = await fill_in(app, applicant.id, {}, languages=("kk", "ru"), budget=True)
    await applicant.press(f"paperx:2020-repeat:doc_5:sheet:{package}")
    first, second = load_workbook(BytesIO(applicant.received), data_only=True).worksheets
    for row in range(6, 30):
        for column in range(4, 10):
            assert (second.cell(row, column).value or None) == (first.cell(row, column).value or None)
        if first.cell(row, 4).value is None:
            assert second.cell(row, 4).value in (None, "")


@pytest.mark.parametrize(
    ("language", "words"), [("Қазақша", "нысандардың ешқайсысын танымадым"), ("Русский", "не узнал ни одной формы")]
)
async def test_a_file_without_any_form_is_not_said_to_agree(applicant: Phone, language: str, words: str) -> None:
    await applicant.begin(language)
    other = Document()
    other.add_paragraph("Отчет о работе за прошлый год")
    file = BytesIO()
    other.save(file)
    await bring(applicant, 0, file.getvalue(), "отчет.docx")
    assert words in applicant.text
    assert "Отчет о работе" in applicant.text
