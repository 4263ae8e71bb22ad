"""Files that are to be handed in: sent here, looked at, and counted by the check of the whole application."""

from base64 import b64encode
from collections.abc import Callable
from io import BytesIO

import pytest
from docx import Document
from sqlalchemy import select

from bot.app import App
from bot.services.papers import fetching
from content.models import Contest, Language
from storage.tables import hand_in_files
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone
from tests.support.handed_files import (
    KAZAKH,
    PDF,
    RUSSIAN,
    SHEET,
    WORD,
    bomb,
    locked,
    pdf,
    pdf_bomb,
    sheet,
    word,
)
from tests.support.inspecting import looked_at
from tests.support.whole_applications import whole, write

pytestmark = pytest.mark.slow

WITH_EVERYTHING = 11
FILES = "infiles:2020-repeat"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(99)


async def found(app: App, phone: Phone) -> set[str]:
    return {each.rule.id for each in await looked_at(app, phone.id, Language.KK)} - {"topic_open"}


@pytest.fixture
async def package(app: App, applicant: Phone, contest: Contest) -> int:
    """Of a whole application, in which the check finds nothing but the files."""
    number = await write(app, whole(contest, WITH_EVERYTHING), applicant.id)
    await applicant.send("/start")
    assert await found(app, applicant) == set()
    return number


@pytest.mark.parametrize("headings", [KAZAKH, RUSSIAN], ids=["kk", "ru"])
async def test_one_word_and_its_scan_are_all_there_is_to_it(
    app: App, applicant: Phone, package: int, headings: tuple[str, ...]
) -> None:
    await applicant.press(f"chk:2020-repeat:{package}")
    await applicant.tap("Тапсыратын файлдар")
    assert "Файлдың өзі де, ішіндегі сөз де сақталмайды" in applicant.text
    await applicant.send_file("өтінім.docx", word(headings, listed=True), WORD)
    assert "Атауы табылған құжаттар: 1, 2, 3, 4, 5, 6, 7, 8, 9." in applicant.text
    await applicant.tap("Өтінімді тексеру")
    assert "бір PDF болуы керек, ал жібергеніңіз: 0." in applicant.text
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("скан.pdf", pdf(headings), PDF)
    assert "PDF, 9\N{NO-BREAK SPACE}бет, 0,1 МБ" in applicant.text
    assert "1 (1-бет), 2 (2-бет)" in applicant.text
    assert await found(app, applicant) == set()


@pytest.mark.usefixtures("own_process")
@pytest.mark.slow
async def test_it_is_read_in_a_process_apart(app: App, applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("өтінім.docx", word(KAZAKH), WORD)
    assert "1, 2, 3, 4, 5, 6, 7, 8, 9." in applicant.text


async def test_in_russian_too(app: App, applicant: Phone, package: int) -> None:
    await looked_at(app, applicant.id, Language.RU)
    await applicant.press(f"{FILES}:{package}")
    assert "Ни файл, ни его текст не хранятся" in applicant.text
    await applicant.send_file("скан.pdf", pdf(["УСТАВ", ""]), PDF)
    assert "Найдены заголовки документов: 6 (стр. 1)." in applicant.text
    assert "Без текста: 1\N{NO-BREAK SPACE}страница." in applicant.text
    await applicant.tap("🔎 Проверка")
    assert "Файлы для сдачи: 1" in applicant.text
    assert "Прочитано не все: скан.pdf" in applicant.text
    assert "Нужен один документ Word, прислано: 0. (объявление, раздел 4)" in applicant.text


@pytest.mark.parametrize(
    ("files", "rules", "words"),
    [
        ([("1.docx", lambda: word(KAZAKH)), ("2.docx", lambda: word(KAZAKH))], {"one_word", "one_pdf"}, "2 (1.docx; 2"),
        ([("1.docx", lambda: word(KAZAKH[:7]))], {"file_parts", "one_pdf"}, "8. Әріптестердің келісімі, 9. Үлес"),
        (
            [("с.xlsx", lambda: sheet(["Смета расходов"]))],
            {"one_word", "one_pdf", "other_files"},
            "PDF те емес: с.xlsx",
        ),
        ([("1.pdf", lambda: pdf(["УСТАВ"]))], {"file_parts", "one_word"}, "«1.pdf» файлында"),
        ([("1.pdf", lambda: pdf(["", ""]))], {"one_word"}, "Түгел оқылмағаны: 1.pdf"),
        ([("1.pdf", lambda: locked(pdf(["УСТАВ"])))], {"one_word", "files_open"}, "Файл ашылмайды: 1.pdf"),
        ([("1.pdf", lambda: b"%PDF-1.7 \n nothing")], {"one_word", "files_open"}, "Файл ашылмайды: 1.pdf"),
        ([("1.docx", bomb)], {"one_pdf", "files_open"}, "Файл ашылмайды: 1.docx"),
        pytest.param(
            [("1.pdf", pdf_bomb)], {"one_word"}, "Түгел оқылмағаны: 1.pdf", id="pdf bomb", marks=pytest.mark.slow
        ),
        ([("1.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 99)], {"one_pdf"}, "Түгел оқылмағаны: 1.doc"),
        ([("1.pdf", lambda: JPEG)], {"one_word", "files_open"}, "Файл ашылмайды: 1.pdf"),
        ([("1.docx", lambda: JPEG)], {"one_pdf", "files_open"}, "Файл ашылмайды: 1.docx"),
        ([("1.zip", lambda: b"PK")], {"one_pdf", "one_word", "other_files"}, "PDF те емес: 1.zip"),
    ],
    ids=[
        "two",
        "parts",
        "sheet",
        "pdf parts",
        "scan",
        "locked",
        "broken",
        "bomb",
        None,
        "old",
        "picture",
        "no word",
        "foreign",
    ],
)
async def test_what_is_wrong_with_files_is_named(
    app: App,
    applicant: Phone,
    package: int,
    files: list[tuple[str, Callable[[], bytes]]],
    rules: set[str],
    words: str,
) -> None:
    await applicant.press(f"{FILES}:{package}")
    for name, made in files:
        await applicant.send_file(name, made(), PDF)
    assert await found(app, applicant) == rules
    await applicant.tap("Өтінімді тексеру")
    assert words in applicant.text
    await applicant.tap(next(label for label in applicant.buttons if label.startswith("1. ")))
    assert files[0][0] in applicant.text


async def test_a_file_that_telegram_does_not_hand_over_counts_all_the_same(
    app: App, applicant: Phone, package: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fetching, "LARGEST", 100)
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("үлкен.docx", word(KAZAKH), WORD)
    assert "20 МБ-тан үлкен" in applicant.text
    assert await found(app, applicant) == {"one_pdf"}


async def test_a_file_of_the_same_name_takes_the_place_of_the_one_before(
    app: App, applicant: Phone, package: int
) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("Өтінім.docx", word(KAZAKH[:2]), WORD)
    await applicant.send_file("өтінім.docx", word(KAZAKH), WORD)
    await applicant.send_file("с.pdf", pdf(KAZAKH), PDF)
    assert await found(app, applicant) == set()
    await applicant.tap("✕ с.pdf")
    assert applicant.toast == "Енді есепке алынбайды"
    assert await found(app, applicant) == {"one_pdf"}


async def test_all_can_be_taken_out_and_a_second_tap_does_nothing(app: App, applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    for number in range(6):
        await applicant.send_file(f"{number}.docx", word(KAZAKH[:1]), WORD)
    assert "1/2-бет" not in " ".join(applicant.buttons)
    assert "5.docx" in applicant.text
    await applicant.tap("2/2-бет ›")
    assert "0.docx" in applicant.text
    everything = applicant.payload("Бәрін алып тастау")
    for _ in range(2):
        await applicant.press(everything)
        assert "құжат етіп жіберіңіз" in applicant.text
    assert await found(app, applicant) == set()


async def test_it_stands_on_the_page_to_take_along(applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("скан.pdf", pdf(["", ""]), PDF)
    await applicant.press(f"chkx:2020-repeat:word:{package}")
    page = "\n".join(each.text for each in Document(BytesIO(applicant.received)).paragraphs)
    assert "Тексерілген файлдар" in page
    assert "- скан.pdf: PDF, 2\N{NO-BREAK SPACE}бет, 0,1 МБ." in page
    assert "Беттерінде мәтін жоқ" in page
    assert "Бір Word құжаты керек" in page


# --- sent without being asked for


async def test_a_file_sent_anywhere_is_offered_the_check(app: App, applicant: Phone, package: int) -> None:
    await applicant.send_file("өтінім.docx", word(KAZAKH), WORD, "Міне, өтініміміз")
    assert "Файл келді: өтінім.docx" in applicant.text
    assert await found(app, applicant) == set()
    take = applicant.payload("Тапсыратын файлды тексеру")
    for _ in range(2):
        await applicant.press(take)
        assert "Атауы табылған құжаттар: 1, 2, 3, 4, 5, 6, 7, 8, 9." in applicant.text
    assert await found(app, applicant) == {"one_pdf"}


async def test_a_picture_with_another_name_is_told_so(applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("скан.pdf", JPEG, PDF)
    assert "⚠️ Аты бойынша PDF файлы, ал іші басқа." in applicant.text
    await applicant.send_file("фото.zip", JPEG, "application/zip")
    assert "⚠️ Мұндай файлды оқи алмаймын." in applicant.text


async def test_what_was_just_sent_is_in_sight(applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    for number in range(1, 7):
        await applicant.send_file(f"{number}.zip", b"PK", WORD)
        assert f"📄 {number}.zip" in applicant.text
    assert "📄 1.zip" not in applicant.text
    await applicant.tap("2/2")
    assert applicant.text.index("📄 2.zip") < applicant.text.index("📄 1.zip")


async def test_an_album_is_offered_once_and_taken_as_a_whole(app: App, applicant: Phone, package: int) -> None:
    before = len(applicant.messages)
    await applicant.send_documents({"а.docx": word(KAZAKH), "б.pdf": pdf(KAZAKH)})
    assert len(applicant.messages) == before + 3
    assert "Файлдар келді" in applicant.text
    await applicant.tap("Тапсыратын файлды тексеру")
    assert "а.docx" in applicant.text
    assert "б.pdf" in applicant.text
    assert await found(app, applicant) == set()


async def test_a_form_made_here_is_known_again(applicant: Phone, package: int) -> None:
    await applicant.press(f"paperx:2020-repeat:doc_4:word:{package}")
    file = applicant.received
    await applicant.send_file("4.docx", file, WORD)
    await applicant.tap("Өзгерістерін көру")
    assert "бірдей" in applicant.text


async def test_a_form_filled_in_elsewhere_may_be_read_as_one(applicant: Phone, package: int) -> None:
    await applicant.send_file("4.docx", word(["Мазмұны"]), WORD)
    await applicant.tap("Өзгертілген файлды жіберу")
    assert "растағаныңызша ештеңе өзгермейді" in applicant.text


async def test_what_nobody_says_anything_of_goes_after_a_day(
    app: App, applicant: Phone, package: int, clock: MovableClock
) -> None:
    await applicant.send_file("ескі.docx", word(KAZAKH), WORD)
    clock.advance(hours=25)
    await applicant.tap("Тапсыратын файлды тексеру")
    assert "ескі.docx" not in applicant.text
    await applicant.send_file("жаңа.docx", word(KAZAKH), WORD)
    async with app.database.reading() as connection:
        rows = (await connection.execute(select(hand_in_files.c.name))).all()
    assert [row.name for row in rows] == ["жаңа.docx"]


async def test_words_typed_meanwhile_are_answered_and_a_picture_is_asked_for_as_a_file(
    applicant: Phone, package: int
) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_sticker()
    assert "Бұл файл емес" in applicant.text
    await applicant.send("Мөр керек пе?")
    assert "мөр" in applicant.text.lower()


async def test_nothing_of_what_is_written_is_kept(app: App, applicant: Phone, package: int) -> None:
    data = word(KAZAKH)
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("өтінім.docx", data, WORD)
    async with app.database.reading() as connection:
        row = (await connection.execute(select(hand_in_files))).one()
    assert "Сметаны бөлек" not in repr(row)
    assert b64encode(data[:60]).decode() not in repr(row)


async def test_others_do_not_see_the_files(chats: Chats, applicant: Phone, package: int) -> None:
    await applicant.press(f"{FILES}:{package}")
    await applicant.send_file("өтінім.docx", word(KAZAKH), WORD)
    stranger = chats.person(7099, name="Бөтен")
    await stranger.begin()
    for payload in (f"{FILES}:{package}", f"dropfile:2020-repeat:{package}:1"):
        await stranger.press(payload)
        assert "өтінім.docx" not in stranger.text
    await applicant.press(f"{FILES}:{package}")
    assert "өтінім.docx" in applicant.text


async def test_after_the_deadline_nothing_is_offered(applicant: Phone, package: int, clock: MovableClock) -> None:
    clock.move_to("2020-06-04T10:00+06:00")
    await applicant.press(f"{FILES}:{package}")
    assert "қабылдау аяқталды" in applicant.text
    await applicant.send_file("өтінім.docx", word(KAZAKH), WORD)
    assert "Қабылдау аяқталды" in applicant.text


@pytest.mark.slow
async def test_whoever_never_prepared_anything_begins_with_a_file(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send_file("1.xlsx", sheet(["x"]), SHEET)
    await applicant.tap("Тапсыратын файлды тексеру")
    assert "Құжаттардың атауы табылмады." in applicant.text


async def test_what_is_no_office_file_is_offered_nothing(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.send_file("1.zip", b"PK", "application/zip")
    assert "Тапсыратын" not in " ".join(applicant.buttons)
