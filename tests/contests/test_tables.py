"""Topics, documents and questions in a spreadsheet: taken away from a chat, changed, and brought back."""

import warnings
from base64 import b64encode
from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from bot.app import App
from bot.services.contests import upload
from tests.support.conversation import Phone
from tests.support.publishing import FILES, live, quick, send_zip, states

TOPICS, DOCUMENTS = "Темы (topics)", "Документы (documents)"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


async def book(owner: Phone) -> Workbook:
    await owner.press("cfiles:2020-repeat")
    await owner.tap("Таблица (Excel)")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found: Workbook = load_workbook(BytesIO(owner.received))
    return found


def written(found: Workbook) -> bytes:
    file = BytesIO()
    found.save(file)
    return file.getvalue()


async def bring(owner: Phone, found: Workbook) -> None:
    await owner.press("cfiles:2020-repeat")
    await owner.send_file("2020-repeat.xlsx", written(found), XLSX)


def column(found: Workbook, sheet: str, name: str) -> int:
    head = [str(cell.value) for cell in found[sheet][1]]
    return next(number for number, words in enumerate(head, start=1) if words.endswith(f"({name})"))


@pytest.mark.slow
async def test_what_is_changed_in_a_cell_is_changed_in_the_contest(app: App, owner: Phone) -> None:
    found = await book(owner)
    assert found.sheetnames == [TOPICS, DOCUMENTS, "Частые вопросы (faq)"]
    assert found[TOPICS].cell(1, column(found, TOPICS, "title.ru")).value == "название, по-русски (title.ru)"
    found[TOPICS].cell(2, column(found, TOPICS, "short.ru")).value = "Новое: имя, с запятой"
    await bring(owner, found)
    assert "Новое: имя, с запятой" in owner.text
    before = live(app)
    await owner.tap("Опубликовать")
    after = live(app)
    assert after.topics.topics[0].short.ru == "Новое: имя, с запятой"
    assert (after.documents, after.faq, after.topics.topics[1:]) == (
        before.documents,
        before.faq,
        before.topics.topics[1:],
    )


@pytest.mark.slow
async def test_unchanged_it_changes_nothing(app: App, owner: Phone) -> None:
    await bring(owner, await book(owner))
    assert "Отличий от нынешней версии нет" in owner.text
    assert await states(app) == []


@pytest.mark.slow
async def test_faults_name_the_row_of_the_sheet(app: App, owner: Phone) -> None:
    found = await book(owner)
    found[TOPICS].cell(4, column(found, TOPICS, "title.ru")).value = None
    await bring(owner, found)
    assert "Excel, лист topics, строка 4: topics.yaml:" in owner.text
    assert "не хватает поля «ru»" in owner.text
    found[TOPICS].cell(3, column(found, TOPICS, "lot")).value = "второй"
    await bring(owner, found)
    assert "topics.xlsx:3: lot (лот): «второй» — не целое число" in owner.text
    assert await states(app) == []


@pytest.mark.parametrize(("title", "words"), [("Лист1", "нет знакомых листов"), ("", "Таблица не открылась")])
async def test_a_table_that_is_none_is_explained(owner: Phone, title: str, words: str) -> None:
    await owner.press("cfiles:2020-repeat")
    other = Workbook()
    other.worksheets[0].title = title or "x"
    await owner.send_file("x.xlsx", written(other) if title else b"PK nothing", XLSX)
    assert words in owner.text


@pytest.mark.slow
async def test_a_spreadsheet_goes_along_in_a_folder(app: App, owner: Phone) -> None:
    found = await book(owner)
    found[DOCUMENTS].cell(2, column(found, DOCUMENTS, "short.ru")).value = "Заявление АБВ"
    await send_zip(owner, {**FILES, "contest.xlsx": b64encode(written(found)).decode()})
    assert "Заявление АБВ" in owner.text
    await owner.tap("Опубликовать")
    assert live(app).documents.documents[0].short.ru == "Заявление АБВ"
