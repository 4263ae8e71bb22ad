"""Contests of other shapes than that of 2020: one in two stages by e-mail alone, and one of a single page."""

from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.access import Right
from bot.app import App
from bot.check.report import check
from bot.settings import Settings
from content import bundles
from content.loader import load_catalogue, load_files
from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Chats, Phone, deliver, plain
from tests.support.staff import with_rights

SHAPES = Path("tests/data/contests")
STYLE, DISTRICT = "2025-style", "district"
OPEN = {STYLE: "2025-03-20T10:00+05:00", DISTRICT: "2025-09-05T10:00+05:00"}
LANGUAGES = ("Қазақша", "Русский")
PAPER = ("поштамен жіберу жеткіліксіз", "почте недостаточно", "USB", "50 %", "Обед", "Түскі")


@pytest.fixture
def settings(settings: Settings) -> Settings:
    return settings.model_copy(update={"content_dir": SHAPES})


@pytest.fixture(scope="module")
def shapes() -> dict[str, Contest]:
    return load_catalogue(SHAPES)


@pytest.mark.slow
async def test_every_screen_of_every_shape_can_be_drawn() -> None:
    report = await check(SHAPES)
    assert list(report.faults) == []


# --- two stages, by e-mail


@pytest.mark.parametrize("language", LANGUAGES)
async def test_an_e_mail_contest_is_told_of_e_mail_alone(applicant: Phone, clock: MovableClock, language: str) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin(language)
    for screen in ("steps:2025-style", "packs:2025-style", "rule:2025-style:when", "rulesof:2025-style:sending"):
        await applicant.press(screen)
        assert not [words for words in PAPER if words in applicant.plain], screen
    assert "example@example.kz" in applicant.plain
    assert not [label for label in applicant.buttons if "карт" in label.lower() or "адрес" in label.lower()]


async def test_stages_are_listed_with_what_is_not_stated(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    assert "Сейчас этап: Первый этап: прием заявок" in applicant.plain
    await applicant.tap("Правила", "Этапы")
    assert "31 марта 2025" in applicant.plain
    assert "дата в объявлении не указана" in applicant.plain
    clock.move_to("2025-04-10T10:00+05:00")
    await applicant.press("rule:2025-style:stages")
    assert "3. Оценка экспертов — сейчас этот этап" in applicant.plain


async def test_documents_follow_the_kind_of_grant_and_the_stage(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    for topic, needed in (("volunteers", 2), ("elders", 3)):
        await applicant.press(f"choose:2025-style:{topic}")
        await applicant.press("docs:2025-style")
        assert f"Документы: готово 0 / {needed}" in applicant.plain
    assert "Понадобится на следующем этапе:\n4. Смета" in applicant.plain
    await applicant.tap("Смета")
    assert "Второй этап: полный пакет" in applicant.plain
    assert "формат: XLSX" in applicant.plain


async def test_amounts_and_durations_are_said_as_printed(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    await applicant.press("topics:2025-style")
    plain = applicant.plain.replace("\N{NO-BREAK SPACE}", " ")
    assert "1. Волонтерство: 5 000 000 тенге" in plain
    assert "2. Ресурсные центры: 8 000 000 – 12 000 000 тенге" in plain
    assert "3. Цифровая грамотность: до 30 000 000 тенге" in plain
    await applicant.press("topic:2025-style:centres")
    assert "Вид гранта: Двухлетний грант" in applicant.plain
    assert "31 мая 2027" in applicant.plain
    await applicant.press("topic:2025-style:elders")
    assert "31 марта 2028" in applicant.plain


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("Қазақша", ("Сарапшылар: 6,5 / 10", "Комиссия: 4 / 5", "Өту балы: 6")),
        ("Русский", ("Эксперты: 6,5 / 10", "Комиссия: 4 / 5", "Проходной балл: 6")),
    ],
)
async def test_marks_count_by_their_weights_and_by_who_gives_them(
    applicant: Phone, clock: MovableClock, language: str, words: tuple[str, ...]
) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin(language)
    await applicant.press("begin:2025-style")
    for criterion, tenths in (("relevance", 75), ("plan_quality", 50), ("budget_sense", 40)):
        await applicant.press(f"level:1:{criterion}:{tenths}")
    await applicant.press("finish:1")
    assert [each for each in words if each not in applicant.plain] == []


async def test_a_scale_without_advice_of_ours_shows_what_it_has(
    app: App, applicant: Phone, clock: MovableClock
) -> None:
    files = bundles.in_folder(SHAPES / STYLE, Contest.model_fields)
    bare = "\n".join(line for line in files["criteria"].splitlines() if "lift:" not in line)
    app.catalogue.put(load_files(STYLE, {**files, "criteria": bare}), {})
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    await applicant.press("begin:2025-style")
    for criterion in ("relevance", "plan_quality", "budget_sense"):
        await applicant.press(f"level:1:{criterion}:10")
    await applicant.press("finish:1")
    assert "проблема доказана данными" in applicant.plain
    assert "от 0 до 10" in applicant.plain


@pytest.mark.parametrize(("language", "name"), [("Қазақша", "Мысалқызы Үлгі"), ("Русский", "Мысалкызы Улги")])
async def test_a_consultant_is_named_as_printed_in_each_language(
    applicant: Phone, clock: MovableClock, language: str, name: str
) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin(language)
    await applicant.press("region:2025-style:aktau")
    assert name in applicant.plain


# --- one page


@pytest.mark.parametrize("language", LANGUAGES)
async def test_what_a_page_has_not_is_nowhere(applicant: Phone, clock: MovableClock, language: str) -> None:
    clock.move_to(OPEN[DISTRICT])
    await applicant.begin(language)
    absent = (
        "Самооценка",
        "Өзін-өзі бағалау",
        "Подходим ли мы?",
        "Қатыса аламыз ба?",
        "Жиі сұрақтар",
        "Частые вопросы",
    )
    assert not [label for label in applicant.buttons for word in absent if word in label]
    await applicant.press("topics:district")
    assert len(applicant.buttons) == 2  # its one topic, and the way home
    await applicant.press("rule:district:when")
    assert not [words for words in PAPER if words in applicant.plain]


async def test_without_grounds_nobody_is_congratulated(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[DISTRICT])
    await applicant.begin("Русский")
    await applicant.press("may:district")
    assert "проверять здесь нечего" in applicant.plain
    assert "✅" not in applicant.plain


async def test_the_one_consultant_answers_without_a_region(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to(OPEN[DISTRICT])
    await applicant.begin("Русский")
    await applicant.tap("Консультант")
    assert "Мысалов Үлгі" in applicant.plain
    await applicant.tap("Задать вопрос консультанту")
    await applicant.send("Можно ли посадить кусты?")
    await applicant.tap("Проверить")
    assert "регион" not in applicant.plain
    assert "Мысалов Үлгі" in applicant.plain
    await applicant.tap("Отправить")
    assert "№1" in "".join(plain(message) for message in applicant.messages[-3:])


async def test_it_opens_at_noon(applicant: Phone, clock: MovableClock) -> None:
    clock.move_to("2025-09-02T11:59+05:00")
    await applicant.begin("Русский")
    assert "12:00" in applicant.plain
    assert "🕒" in applicant.plain
    clock.move_to("2025-09-02T12:00+05:00")
    await applicant.press("home")
    assert "🟢" in applicant.plain


@pytest.mark.parametrize(
    ("typed", "words"),
    [("сколько денег", "5 000 000"), ("какие есть темы", "Волонтерство"), ("какие документы нужны", "Смета")],
)
async def test_a_contest_of_few_answers_answers_from_its_files(
    applicant: Phone, clock: MovableClock, typed: str, words: str
) -> None:
    clock.move_to(OPEN[STYLE])
    await applicant.begin("Русский")
    await applicant.send(typed)
    assert words in applicant.plain


@pytest.mark.parametrize(
    ("language", "words"),
    [("Русский", "какой срок? 22 марта примете?"), ("Қазақша", "мерзімі қашан? 22 наурызда қабылдайсыздар ма?")],
)
async def test_a_day_is_answered_where_there_are_no_hours(
    applicant: Phone, clock: MovableClock, language: str, words: str
) -> None:
    """A Saturday: an e-mail is taken on it as well, and no lunch is invented."""
    clock.move_to(OPEN[STYLE])
    await applicant.begin(language)
    await applicant.press("setcontest:2025-style")
    await applicant.send(words)
    said = {"Русский": "принимают и в этот день", "Қазақша": "бұл күні де қабылданады"}[language]
    assert said in applicant.plain
    assert "обед" not in applicant.plain.casefold()


@pytest.mark.parametrize(("contest", "judged"), [(STYLE, True), (DISTRICT, False)])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.slow
async def test_the_dashboard_counts_what_the_contest_has(
    chats: Chats, clock: MovableClock, contest: str, judged: bool, language: str
) -> None:
    clock.move_to(OPEN[contest])
    member = await with_rights(chats, Right.ANSWER, language=language)
    await member.press(f"dash:{contest}")
    board = next(each.text for each in reversed(member.messages) if each.text and "/" not in each.text)
    assessed = {"Қазақша": "Өзін-өзі бағалау аяқталды", "Русский": "Самооценка завершена"}[language]
    assert (assessed in board) is judged
    await member.press(f"dashx:{contest}")
    sheets = [sheet.title for sheet in load_workbook(BytesIO(member.received)).worksheets]
    there = {"Қазақша": "Өңірлер", "Русский": "Регионы"}[language]
    assert (there in sheets) is (contest == STYLE)


async def test_a_contest_without_steps_is_counted_and_reminded_of(
    app: App, chats: Chats, clock: MovableClock, applicant: Phone
) -> None:
    files = bundles.in_folder(SHAPES / DISTRICT, Contest.model_fields)
    bare = {name: text for name, text in files.items() if name != "preparing"}
    app.catalogue.put(load_files(DISTRICT, bare), {})
    clock.move_to(OPEN[DISTRICT])
    await applicant.begin("Русский")
    await applicant.press("choose:district:village")
    member = await with_rights(chats, Right.ANSWER, language="Русский")
    await member.press("dash:district")
    board = next(each.text for each in reversed(member.messages) if "Заявки" in (each.text or ""))
    assert "Заявка сдана" not in (board or "")
    clock.move_to("2025-09-12T18:10+05:00")
    await deliver(app)
    assert "Сдано" not in " ".join(applicant.buttons)
