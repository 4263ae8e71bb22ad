"""A new contest question by question: in both languages, with what people write, left and taken up again."""

import warnings
from datetime import date
from io import BytesIO

import pytest
import yaml
from openpyxl import load_workbook

from bot.access import Right
from bot.app import App
from bot.services.contests import upload
from content import bundles
from content.loader import load_files
from content.outline import folder, questions
from content.yaml_file import ContentError
from storage.contests import outlines
from tests.support.conversation import Chats, Phone, plain
from tests.support.publishing import quick
from tests.support.staff import with_rights

AT = "2020-repeat"
SAID = {
    "id": "2027-main",
    "name_kk": "Үлгі қорының гранттар конкурсы: 2027",
    "name_ru": "Конкурс грантов фонда «Пример»: 2027",
    "short_kk": "Гранттар, 2027",
    "short_ru": "Гранты, 2027",
    "operator_kk": "«Үлгі» қоры",
    "operator_ru": "Фонд «Пример»",
    "known_kk": "Қор",
    "known_ru": "Фонд",
    "announced": "14 мая 2027 г.",
    "begins": "2027 жылғы 17 мамыр, сағат 9:00",
    "deadline": "до 18:30 3 июня 2027 года",
}
REST = {
    "clock_kk": "Астана уақыты",
    "clock_ru": "время Астаны",
    "printed_kk": "Өтінімдер 2027 жылғы 3 маусым сағат 18:30-ға дейін қабылданады.",
    "printed_ru": "Заявки принимаются до 18:30 3 июня 2027 года.",
    "printed_at": "раздел 3.1",
}
TOPICS = {
    "topics_at": "2",
    "t1_kk": "Жастардың волонтерлігін дамыту және қолдау",
    "t1_ru": "Развитие и поддержка волонтерства молодежи",
    "t1_sum": "3–5 млн тенге",
    "t2_kk": "Отбасы",
    "t2_ru": "Семья",
    "t2_sum": "500 мың теңге",
}
WORDS = {
    "Қазақша": ("Сұрақтан бастау", "Бастау", "Келесі сұрақ", "Барлық жауап", "Айтылмаған"),
    "Русский": ("Начать с вопросов", "Начать", "Следующий вопрос", "Все ответы", "Не указано"),
}
WAYS = {"Қазақша": ("Электрондық пошта", "Пошта"), "Русский": ("Электронная почта", "Почта")}
MISSING = {"Қазақша": "Жауаптарда әлі жоғы", "Русский": "Чего еще нет в ответах"}


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


@pytest.fixture(params=WORDS)
async def member(request: pytest.FixtureRequest, chats: Chats) -> tuple[Phone, str]:
    language: str = request.param
    return await with_rights(chats, Right.CONTEST, language=language), language


async def say(phone: Phone, answers: dict[str, str]) -> None:
    for words in answers.values():
        await phone.send(words)


async def answered(app: App, phone: Phone) -> dict[str, str | None]:
    async with app.database.reading() as connection:
        return await outlines.answers(connection, phone.id)


async def test_whoever_knows_the_announcement_gets_first_files(app: App, member: tuple[Phone, str]) -> None:
    phone, language = member
    by_questions, begin, following, _, _ = WORDS[language]
    email, post = WAYS[language]
    await phone.press(f"contestnew:{AT}")
    await phone.tap(by_questions, begin)
    await say(phone, SAID)
    await say(phone, REST)
    await phone.tap(email)
    await phone.tap(post)
    await phone.tap(following)
    await say(phone, {"ways_at": "4", "kk": "Үлгі қаласы, Мысал көшесі, 1", "ru": "город Пример, улица Образцовая, 1"})
    await phone.send("GRANTS@example.kz")
    await say(phone, TOPICS)
    await phone.press(f"outlinex:{AT}")
    screen = plain(phone.messages[-2])
    assert MISSING[language] not in screen
    assert "documents.yaml" in screen
    files = bundles.read(phone.received)
    about, topics = yaml.safe_load(files["contest"]), yaml.safe_load(files["topics"])
    assert about["name"] == {"kk": SAID["name_kk"], "ru": SAID["name_ru"]}
    assert about["deadline"]["original"] == "2027-06-03T18:30"
    assert about["begins"] == "2027-05-17T09:00"
    assert about["zone_label"] == {"kk": "Астана уақыты", "ru": "время Астаны"}
    assert yaml.safe_load(files["submission"])["email"] == "grants@example.kz"
    assert [way["kind"] for way in yaml.safe_load(files["submission"])["ways"]] == ["post", "email"]
    assert [topic["amount"] for topic in topics["topics"]] == [{"least": 3_000_000, "most": 5_000_000}, 500_000]
    assert topics["topics"][1]["short"] == {"kk": "Отбасы", "ru": "Семья"}
    # as a spreadsheet, too
    await phone.press(f"outlinetab:{AT}")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = load_workbook(BytesIO(phone.received))
    titles = [[cell.value for cell in row] for row in book.worksheets[0].iter_rows(min_row=2)]
    assert {"topic_1", TOPICS["t1_ru"]} <= set(titles[0])
    assert "TODO қысқа атауы, 28 таңбаға дейін" in titles[0]
    # completed on a computer, and sent to the very screen
    documents = files["documents"].replace("TODO ", "")
    short = files["topics"].replace("TODO қысқа атауы, 28 таңбаға дейін", "Волонтерлік")
    short = short.replace("TODO короткое название, до 28 знаков", "Волонтерство")
    await phone.send_file("2027-main.zip", bundles.pack("x", {**files, "documents": documents, "topics": short}), "")
    assert "2027-main" in phone.plain
    assert any("Опубликовать" in each or "Жариялау" in each for each in phone.buttons)


async def test_the_id_is_ones_own_and_not_looked_for_in_the_announcement(member: tuple[Phone, str]) -> None:
    phone, language = member
    by_questions, begin, *_, unsaid = WORDS[language]
    await phone.press(f"contestnew:{AT}")
    await phone.tap(by_questions, begin)
    assert unsaid not in phone.buttons
    await phone.send(SAID["id"])
    assert unsaid in phone.buttons


async def test_it_can_be_left_gone_back_and_taken_up_again(app: App, member: tuple[Phone, str]) -> None:
    phone, language = member
    by_questions, begin, following, everything, nothing = WORDS[language]
    await phone.press(f"contestnew:{AT}")
    await phone.tap(by_questions, begin)
    await say(phone, {"id": "2027-main", "kk": "Конкурс", "ru": "Конкурс"})
    await phone.tap("‹ Назад" if language == "Русский" else "‹ Артқа")
    assert "Конкурс" in phone.plain
    await phone.send("Конкурс грантов")
    await phone.press("home")  # left
    await phone.press(f"contestnew:{AT}")
    await phone.tap(by_questions)
    assert "Конкурс" in phone.plain
    await phone.tap("Продолжить" if language == "Русский" else "Жалғастыру")
    await phone.tap(nothing)
    await phone.tap(everything)
    known = await answered(app, phone)
    assert (known["id"], known["name_ru"], known["short_kk"]) == ("2027-main", "Конкурс грантов", None)
    await phone.press(f"outlineanew:{AT}:0")
    assert await answered(app, phone)
    await phone.press(f"outlineanew:{AT}:1")
    assert await answered(app, phone) == {}
    assert following not in phone.buttons


@pytest.mark.parametrize(
    ("question", "words", "fault"),
    [
        ("id", "Конкурс 2027", "латинские"),
        ("id", "2020-repeat", "уже есть"),
        ("announced", "14 мая", "с годом"),
        ("deadline", "3 июня 2027", "Нет времени"),
        ("deadline", "24:00 3 июня 2027", "Полночь"),
        ("deadline", "скоро", "непонятны"),
        ("printed_at", "в конце", "номер раздела"),
        ("name_ru", "Kонкурс", "смешаны"),
        ("name_ru", "Спешите!", "восклиц"),
    ],
)
async def test_what_cannot_be_is_said_at_once(app: App, owner: Phone, question: str, words: str, fault: str) -> None:
    await owner.press(f"outlineq:{AT}:{question}")
    await owner.send(words)
    assert fault in owner.plain
    assert question not in await answered(app, owner)


@pytest.mark.parametrize(("words", "shown"), [("1-бет", "страница 1"), ("стр. 2", "страница 2"), ("раздел 3.1", "3.1")])
async def test_a_place_is_a_section_or_a_page(app: App, owner: Phone, words: str, shown: str) -> None:
    await owner.press(f"outlineq:{AT}:topics_at")
    await owner.send(words)
    await owner.press(f"outlineq:{AT}:topics_at")
    assert f"Ваш ответ: {shown}" in owner.plain
    source = yaml.safe_load(folder.files(await answered(app, owner))["topics"])["source"]
    number = shown.removeprefix("страница ")
    assert source == ({"page": int(number)} if "страница" in shown else {"section": number})


async def test_days_that_run_backwards_and_other_figures_are_no_answers(app: App, owner: Phone) -> None:
    await owner.press(f"outlineq:{AT}:announced")
    await owner.send("14.05.2027")
    await owner.press(f"outlineq:{AT}:deadline")
    await owner.send("13.05.2027 18:00")
    assert "не по порядку" in owner.plain
    await owner.press(f"outlineq:{AT}:name_kk")
    await owner.send("Конкурс 2027")
    await owner.send("Конкурс 2028")
    assert "2027" in owner.plain
    assert set(await answered(app, owner)) == {"announced", "name_kk"}


async def test_a_button_of_what_is_asked_no_more_explains(owner: Phone) -> None:
    for stale in ("outlineq:2020-repeat:email", "outlineno:2020-repeat:t9_sum", "outlineno:2020-repeat:portal_url"):
        await owner.press(stale)
        assert "больше не задается" in owner.plain
    await owner.press("outlinedrop:2020-repeat:7")
    assert "Новый конкурс" in owner.plain


async def test_a_way_is_set_and_not_toggled(app: App, owner: Phone) -> None:
    for _ in range(2):
        await owner.press(f"outlineway:{AT}:email:1")
    assert (await answered(app, owner))["ways"] == "email"
    await owner.press(f"outlineq:{AT}:email")
    await owner.send("grants at example")
    assert "такого вида" in owner.plain
    await owner.press(f"outlineway:{AT}:email:0")
    assert (await answered(app, owner))["ways"] is None


async def test_a_topic_can_be_taken_out_again(app: App, owner: Phone) -> None:
    await owner.press(f"outlineq:{AT}:t1_kk")
    await say(owner, {"kk": "Отбасы", "ru": "Семья", "sum": "5 млн", "next": "Жастар"})
    await owner.press(f"outlineq:{AT}:t1_kk")
    await owner.tap("Удалить эту тему")
    known = await answered(app, owner)
    assert questions.topics(known) == [2]
    made = folder.files(known)
    assert "id: topic_2" in made["topics"]
    assert "number: 1" in made["topics"]


async def test_nobody_else_gets_there(applicant: Phone) -> None:
    await applicant.begin("Русский")
    for button in (f"outline:{AT}", f"outlineq:{AT}:id", f"outlinex:{AT}", f"outlineanew:{AT}:1"):
        await applicant.press(button)
        assert "сотрудник" in applicant.plain


def test_files_of_nothing_name_all_that_is_needed_and_invent_nothing() -> None:
    files = folder.files({})
    with pytest.raises(ContentError) as error:
        load_files("2027-main", files)
    assert all("still to be filled in" in fault.message for fault in error.value.faults)
    assert {fault.file.stem for fault in error.value.faults} == set(folder.PARTS)
    assert {each.id for each in questions.missing({})} >= {"id", "name_kk", "deadline", "ways", "t1_kk"}
    assert not {each.id for each in questions.missing({})} & {"begins", "t1_sum"}


def test_figures_of_the_files_are_those_that_were_said() -> None:
    files = folder.files({"id": "2027-main", "announced": "2027-05-14", "t1_kk": "Отбасы", "t1_sum": "-5000000"})
    assert yaml.safe_load(files["topics"])["topics"][0]["amount"] == {"most": 5_000_000}
    assert yaml.safe_load(files["contest"])["announced"] == date(2027, 5, 14).isoformat()
    assert "begins" not in yaml.safe_load(files["contest"])


async def test_files_that_come_back_are_taken_on_the_page_of_questions(member: tuple[Phone, str]) -> None:
    phone, language = member
    await phone.press(f"contestnew:{AT}")
    await phone.tap(*WORDS[language][:2])
    await phone.send(SAID["id"])
    await phone.press(f"outlinex:{AT}")
    files = phone.received
    await phone.press(f"outline:{AT}")
    await phone.send_file("2027-main.zip", files, "application/zip")
    assert "TODO" in plain(phone.messages[-2])  # a file with all of it comes after that


async def test_files_that_nobody_asked_for_are_told_where_to_go(member: tuple[Phone, str], applicant: Phone) -> None:
    phone, _ = member
    await phone.send("/start")
    await phone.send_file("2027-main.zip", b"PK", "application/zip")
    assert len({"Конкурс файлдары", "Файлы конкурса", "🆕 Жаңа конкурс", "🆕 Новый конкурс"} & set(phone.buttons)) == 2
    await applicant.begin()
    await applicant.send_file("2027-main.zip", b"PK", "application/zip")
    assert "Конкурс файлдары" not in applicant.buttons
