"""A new contest by whoever fills in the spreadsheet as clerks do, completes the folder by hand and has it confirmed."""

import warnings
from base64 import b64encode
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from bot.access import Right
from bot.app import App
from bot.services.contests import upload
from content import bundles
from tests.conftest import MovableClock
from tests.contests.test_outline import AT, REST, SAID, WAYS, WORDS, say
from tests.support.conversation import Chats, Phone, deliver
from tests.support.publishing import quick
from tests.support.staff import with_rights

Row = dict[str, Any]
BEFORE, OPEN = "2027-05-15T10:00+05:00", "2027-05-20T10:00+05:00"
ADDRESS = {"ways_at": "4", "kk": "Үлгі қаласы, Мысал көшесі, 1", "ru": "город Пример, улица Образцовая, 1"}
TOPICS: list[Row] = [
    {"title.kk": "Отбасы", "title.ru": "Семья", "amount.least": "1 500 000", "amount.most": "1 500 000"},
    {"title.kk": "Жастар", "title.ru": "Молодежь", "amount.least": 2_000_000.0, "amount.most": "3\u00a0000\u00a0000"},
    {"title.kk": "Ауыл", "title.ru": "Село", "amount.most": 5_000_000},
]
DOCUMENTS: list[Row] = [
    {"title.kk": "Өтініш", "title.ru": "Заявление", "file.most_mb": 10, "as_of": date(2027, 5, 1)},
    {"title.kk": "Смета", "title.ru": "Смета ", "file.formats": "pdf\nxlsx\n"},
]
SEND_ON = {"Қазақша": "Растауға жіберу", "Русский": "Отправить на подтверждение"}
SPAN = {"Қазақша": "2027 жылғы маусым – желтоқсан", "Русский": "июнь – декабрь 2027 года"}
QUESTION: Row = {
    "id": "by_phone",
    "phrasings.kk": "телефоннан тапсыру\n",
    "phrasings.ru": "подать с телефона\nс мобильного",
    "screens": "rules",
    "question.kk": "Ұялы телефонмен тапсыруға бола ма?",
    "question.ru": "Можно ли подать с телефона?",
    "short.kk": "Болады",
    "short.ru": "Можно",
    "answer.kk": "Иә, болады.",
    "answer.ru": "Да, можно.",
    "source.section": 4,
}


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


@pytest.fixture(params=WORDS)
async def clerk(request: pytest.FixtureRequest, chats: Chats, clock: MovableClock) -> tuple[Phone, str]:
    clock.move_to(BEFORE)
    language: str = request.param
    return await with_rights(chats, Right.CONTEST, user_id=9003, language=language), language


def columns(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).rpartition("(")[2].rstrip(")"): place for place, cell in enumerate(sheet[1], start=1)}


def fill(sheet: Worksheet, items: list[Row], **common: Any) -> None:
    """A row each; what is common to all in cells made one; and a row below them with nothing but spaces."""
    places = columns(sheet)
    sheet.delete_rows(2, sheet.max_row)
    for number, item in enumerate(items, start=1):
        for name, value in {"number": number, **item}.items():
            sheet.cell(1 + number, places[name]).value = value
    sheet.cell(len(items) + 3, places["number"]).value = "   "
    for name, value in common.items():
        sheet.cell(2, places[name]).value = value
        sheet.merge_cells(None, 2, places[name], 1 + len(items), places[name])


def completed(book: Workbook, topics_said: list[Row]) -> bytes:
    span = {"period.text.kk": SPAN["Қазақша"], "period.text.ru": SPAN["Русский"]}
    topics = [
        {"id": f"topic_{n}", "short.kk": t["title.kk"], "short.ru": t["title.ru"], **span, **t}
        for n, t in enumerate(topics_said, 1)
    ]
    documents = [
        {
            "id": f"doc_{n}",
            "short.kk": d["title.kk"],
            "short.ru": d["title.ru"],
            "explanation.kk": "Қол қойып, мөр басыңыз.",
            "explanation.ru": "Подпишите и поставьте печать.",
            **d,
        }
        for n, d in enumerate(DOCUMENTS, 1)
    ]
    fill(
        book.worksheets[0],
        topics,
        **{"source.section": 2, "period.starts": date(2027, 6, 1), "period.ends": date(2027, 12, 1)},
    )
    fill(book.worksheets[1], documents, **{"source.section": 3})
    for name, value in QUESTION.items():
        book.worksheets[2].cell(2, columns(book.worksheets[2])[name]).value = value
    file = BytesIO()
    book.save(file)
    return file.getvalue()


async def taken(phone: Phone, language: str) -> tuple[dict[str, str], Workbook]:
    """The first files and the spreadsheet, after all questions but those about topics."""
    by_questions, begin, following, *_ = WORDS[language]
    await phone.send("/staff")
    await phone.tap("🆕", by_questions, begin)
    await say(phone, SAID)
    await say(phone, REST)
    for way in WAYS[language]:
        await phone.tap(way)
    await phone.tap(following)
    await say(phone, ADDRESS)
    await phone.send("grants@example.kz")
    await phone.press(f"outlinex:{AT}")
    files = bundles.read(phone.received)
    await phone.press(f"outlinetab:{AT}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return files, load_workbook(BytesIO(phone.received))


async def send(phone: Phone, files: Mapping[str, str], book: bytes) -> None:
    await phone.press(f"contestnew:{AT}")
    folder = {**files, "2027-main.xlsx": b64encode(book).decode()}
    await phone.send_file("2027-main.zip", bundles.pack("2027-main", folder), "application/zip")


async def test_a_clerk_brings_a_contest_live(
    app: App, chats: Chats, clerk: tuple[Phone, str], second: Phone, clock: MovableClock
) -> None:
    phone, language = clerk
    files, book = await taken(phone, language)
    await send(phone, files, completed(book, [*TOPICS[:2], {**TOPICS[2], "amount.most": "5 млн теңге"}]))
    assert "topics.xlsx:4: amount.most" in phone.plain
    assert "5 млн теңге" in phone.plain
    await send(phone, files, completed(book, TOPICS))
    # the spreadsheet says nothing of where all topics, and all documents, stand
    assert [line.split(":")[0] for line in phone.plain.split("\n") if "TODO" in line] == [
        "documents.yaml",
        "topics.yaml",
    ]
    assert phone.plain.count("Excel") == 0
    files = {name: text.replace("TODO ", "") for name, text in files.items()}
    await send(phone, files, completed(book, TOPICS))
    assert "2027-main" in phone.plain
    await phone.tap(SEND_ON[language])
    assert app.catalogue.get("2027-main") is None
    await deliver(app)
    await second.tap("Растау")
    contest = app.catalogue.get("2027-main")
    assert contest is not None
    amounts = [topic.amount for topic in contest.topics.topics]
    assert [(each.least, each.most) for each in amounts if each] == [
        (1_500_000, 1_500_000),
        (2_000_000, 3_000_000),
        (None, 5_000_000),
    ]
    assert [document.source.section for document in contest.documents.documents] == ["3", "3"]
    clock.move_to(OPEN)
    applicant = chats.person(7050, None, "Айша")
    await applicant.begin(language)
    await applicant.press("topics:2027-main")
    title = {"Қазақша": "Отбасы", "Русский": "Семья"}[language]
    assert any(title in each for each in applicant.buttons)
    await applicant.press("topic:2027-main:topic_1")
    assert "1 500 000" in applicant.plain.replace("\u00a0", " ")
    assert SPAN[language] in applicant.plain
