"""The life of a contest: two people bring it, it can be taken back before it opens, and goes into the archive."""

from pathlib import Path

import pytest

from bot.app import App
from bot.services.contests import publication, upload
from bot.services.contests.course import Turn, course, front
from content import bundles
from content.catalogue import Catalogue
from content.loader import load_files
from content.models import Contest
from content.yaml_file import ContentError
from tests.conftest import MovableClock
from tests.support.consulting import CONSULTANT, IBADULLAEV, heard, linked
from tests.support.conversation import Chats, Phone, deliver
from tests.support.publishing import done, extend, live, quick, send_zip, states

DISTRICT = bundles.in_folder(Path("tests/data/contests/district"), Contest.model_fields)
BEFORE, OPEN, AFTER = "2025-09-01T10:00+05:00", "2025-09-05T10:00+05:00", "2025-09-20T10:00+05:00"


@pytest.fixture(autouse=True)
def _quick_check(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "faults", quick)


async def publish(owner: Phone, clock: MovableClock) -> None:
    """The district's contest, by whoever is alone to do it, the day before it opens."""
    clock.move_to(BEFORE)
    await send_zip(owner, DISTRICT)
    await owner.tap("Опубликовать")


# --- bringing it


async def test_a_new_contest_takes_two_people_where_there_are_two(
    app: App, owner: Phone, second: Phone, clock: MovableClock
) -> None:
    clock.move_to(BEFORE)
    await send_zip(owner, DISTRICT)
    assert "Чтобы опубликовать новый конкурс, нужно подтверждение второго сотрудника" in owner.text
    await owner.tap("Отправить на подтверждение")
    assert app.catalogue.get("district") is None
    await owner.press("cpublish:1")
    assert "не может сам" in owner.text
    await deliver(app)
    await second.tap("Қатысушылар не көреді")
    assert "Қабылдау басталады" in second.text
    await second.tap("Растау")
    assert app.catalogue.get("district") is not None
    await deliver(app)
    assert "Изменение №1 опубликовано" in owner.text


async def test_whoever_brought_a_new_contest_reads_which_was_refused(
    app: App, owner: Phone, second: Phone, clock: MovableClock
) -> None:
    clock.move_to(BEFORE)
    await send_zip(owner, DISTRICT)
    await owner.tap("Отправить на подтверждение")
    await deliver(app)
    await second.tap("Қабылдамау")
    await deliver(app)
    assert "отклонено" in owner.text
    assert "Новый конкурс: district" in owner.text


async def test_a_move_is_asked_for_with_days_of_that_contest(owner: Phone, clock: MovableClock) -> None:
    await publish(owner, clock)
    await owner.press("cdecide:district:extend:")
    assert "Например:\n17.09.2025 17:00" in owner.plain
    await owner.send("17.09.2025 17:00")
    assert "Например:\n21, 01.09.2025, example.kz" in owner.plain
    await owner.press("cdecide:district:open:")
    assert "02.09.2025 12:00" in owner.plain


async def test_before_publishing_it_is_said_what_applicants_will_see_and_when(
    owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await applicant.begin()
    await applicant.press("tellnext:1")
    clock.move_to(BEFORE)
    await send_zip(owner, DISTRICT)
    await owner.tap("Что увидят участники")
    said = owner.plain
    assert "«Прием начнется: 2 сентября 2025 года, 12:00" in said
    assert "сразу появится на главной" in said
    assert "2 сентября 2025 года, 12:00 (время Астаны): прием открывается. Кто просил сообщить" in said
    assert "(1)" in said
    assert "напоминание «за 3 дня»" in said
    assert "напоминание «за 14 дней»" not in said, "it opens ten days before its end"
    assert "17:00 (время Астаны): прием завершается" in said
    assert "не будет: самооценки, форм, проверки условий участия." in said
    await owner.tap("Опубликовать")
    await applicant.press("home")
    assert "Қабылдау 2025 жылғы 2 қыркүйек күні басталады" in applicant.plain


def test_home_changes_when_the_other_contest_is_over(contest: Contest, clock: MovableClock) -> None:
    """For whoever has chosen none."""
    new = load_files("district", DISTRICT)
    served = Catalogue({contest.id: contest})
    assert front(served, new, clock.now()) is not None
    found = front(served, new, clock.now())
    assert found is not None
    assert (found.since, found.before) == (contest.deadline, contest)
    clock.move_to(BEFORE)
    found = front(served, new, clock.now())
    assert found is not None
    assert (found.since, found.before) == (clock.now(), None)
    clock.move_to(AFTER)
    assert front(served, new, clock.now()) is None


def test_what_is_over_is_not_said_to_come(clock: MovableClock) -> None:
    new = load_files("district", DISTRICT)
    clock.move_to("2025-09-12T16:00+05:00")
    assert [each.turn for each in course(new, clock.now())] == [Turn.CLOSES, Turn.NEWS_OF_THE_END]


# --- taking it back


async def test_it_is_taken_back_before_it_opens_and_comes_back_with_all_that_was_written(
    app: App, owner: Phone, applicant: Phone, chats: Chats, clock: MovableClock
) -> None:
    clock.move_to("2025-08-31T10:00+05:00")
    await applicant.begin()
    uninvolved = chats.person(7008, "kk", name="Ермек")
    await uninvolved.begin()
    await publish(owner, clock)
    await applicant.press("choose:district:village")
    clock.advance(minutes=5)
    await owner.press("cversions:district")
    assert "Вернуть предыдущую" not in " ".join(owner.buttons)
    await owner.tap("Снять с публикации")
    assert "Заявок уже начато: 1" in owner.text
    assert app.catalogue.get("district") is not None
    await owner.tap("Да, снять")
    assert owner.toast == "Конкурс снят"
    assert app.catalogue.get("district") is None
    assert await states(app) == ["withdrawn"]
    await deliver(app)
    assert heard(applicant, "Конкурс кері алынды") == 1
    assert "Аудан конкурсы" in applicant.text
    assert heard(uninvolved, "Конкурс кері алынды") == 0
    await applicant.press("docs:district")
    assert "district" not in applicant.text
    await applicant.press("home")
    assert "2020" in applicant.plain
    for _ in range(3):
        clock.advance(hours=1)
        await deliver(app)
    await owner.press("cdesk:2020-repeat")
    await owner.tap("Снят: district", "Опубликовать снова")
    assert "Новый конкурс" in owner.text
    await owner.tap("Опубликовать")
    await applicant.press("packs:district")
    assert "Көгалдандыру" in applicant.plain
    assert await done(app) == [
        "contest.drafted",
        "contest.published",
        "contest.taken_back",
        "contest.drafted",
        "contest.published",
    ]


async def test_what_has_opened_is_not_taken_back(app: App, owner: Phone, clock: MovableClock) -> None:
    await publish(owner, clock)
    await owner.press("ctakeback:district:0")
    clock.move_to(OPEN)
    await owner.tap("Да, снять")
    assert "прием уже начался" in owner.text
    assert app.catalogue.get("district") is not None
    await owner.press("cdesk:district")
    assert "Снять с публикации" not in owner.buttons


async def test_what_came_with_the_bot_is_not_taken_back(app: App, owner: Phone, clock: MovableClock) -> None:
    clock.move_to("2020-05-12T10:00:00+06:00")
    await owner.press("cdesk:2020-repeat")
    assert "Снять с публикации" not in owner.buttons
    await owner.press("ctakeback:2020-repeat:1")
    assert "пришел вместе с ботом" in owner.text
    assert app.catalogue.get("2020-repeat") is not None


async def test_other_processes_take_it_back_too(app: App, restarted: App, owner: Phone, clock: MovableClock) -> None:
    served: dict[str, int] = {}
    await publish(owner, clock)
    await publication.catch_up(restarted.database, restarted.catalogue, restarted.texts, served)
    assert restarted.catalogue.get("district") is not None
    await owner.press("ctakeback:district:1")
    await publication.catch_up(restarted.database, restarted.catalogue, restarted.texts, served)
    assert restarted.catalogue.get("district") is None
    assert restarted.catalogue.get("2020-repeat") is not None


@pytest.mark.slow
async def test_a_question_asked_before_it_was_taken_back_breaks_nothing(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await publish(owner, clock)
    await applicant.begin()
    await applicant.press("askc:district")
    await applicant.send("Ағаш отырғызуға бола ма?")
    await applicant.tap("Қарап шығу", "Жіберу")
    await deliver(app)
    await owner.press("ctakeback:district:0")
    assert "Ждут ответа вопросы: 1" in owner.text
    await owner.tap("Да, снять")
    for _ in range(4):
        clock.advance(hours=12)
        await app.escalation.tick()
        await deliver(app)
    for phone, buttons in ((applicant, ("threads", "thread:1", "home")), (owner, ("queue", "case:1", "home"))):
        for button in buttons:
            await phone.press(button)
            assert "id " not in phone.text, phone.text


# --- the archive


async def test_what_is_over_goes_into_the_archive_and_comes_out_again(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await publish(owner, clock)
    await applicant.begin()
    clock.move_to(OPEN)
    await applicant.press("choose:district:village")
    await owner.press("cdesk:district")
    assert "Убрать в архив" not in owner.buttons
    clock.move_to(AFTER)
    assert app.catalogue.current(clock.now()).id == "district"
    await owner.press("cdesk:district")
    await owner.tap("Убрать в архив", "Опубликовать")
    assert "🗄 В архиве с 20 сентября 2025" in owner.text
    assert not [label for label in owner.buttons if "срок" in label.lower() or "прием" in label.lower()]
    assert app.catalogue.current(clock.now()).id == "2020-repeat"
    await applicant.press("settings")
    await applicant.tap("Конкурсты ауыстыру", "🗂 Аудан конкурсы")
    assert "Көгалдандыру" in applicant.plain
    await owner.tap("Вернуть из архива", "Опубликовать")
    assert app.catalogue.current(clock.now()).id == "district"


@pytest.mark.slow
async def test_of_an_archived_contest_nothing_is_said(
    app: App, owner: Phone, applicant: Phone, clock: MovableClock
) -> None:
    await publish(owner, clock)
    await applicant.begin()
    await applicant.press("choose:district:village")
    clock.move_to("2025-09-12T17:05+05:00")
    await owner.press("carchive:district:1")
    await owner.tap("Опубликовать")
    for _ in range(3):
        clock.advance(hours=1)
        await deliver(app)
    assert heard(applicant, "Өтінім қабылдау аяқталды") == 0


def test_a_contest_is_not_archived_while_it_takes_applications() -> None:
    early = {**DISTRICT, "contest": DISTRICT["contest"] + '\narchived: "2025-09-05"\n'}
    with pytest.raises(ContentError, match="archived once applications are no longer taken"):
        load_files("district", early)


# --- whoever answers hears of a moved deadline


async def test_consultants_and_staff_hear_of_a_moved_deadline(
    app: App, owner: Phone, second: Phone, chats: Chats, clock: MovableClock
) -> None:
    """Also those who get no reminders, as consultants."""
    clock.advance(minutes=-30)
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Болат")
    for phone in (owner, second):
        await phone.press("allreminders:0")
    clock.advance(minutes=35)
    await extend(owner)
    await owner.tap("Отправить на подтверждение")
    await second.press("cpublish:1")
    await deliver(app)
    assert live(app).deadline.day == 8
    for phone, words, call in (
        (owner, "Срок изменился", "называйте этот срок"),
        (second, "Мерзім өзгерді", "осы мерзімді айтыңыз"),
        (consultant, "Срок изменился", "называйте этот срок"),
    ):
        assert heard(phone, words) == 1
        assert heard(phone, call) == 1


async def test_going_back_tells_them_as_well(app: App, owner: Phone, chats: Chats, clock: MovableClock) -> None:
    clock.advance(minutes=-30)
    consultant = await linked(chats, CONSULTANT, IBADULLAEV, "Болат")
    clock.advance(minutes=30)
    await extend(owner)
    await owner.tap("Опубликовать")
    await deliver(app)
    await owner.press("cversions:2020-repeat")
    await owner.tap("Вернуть предыдущую", "Опубликовать")
    clock.advance(minutes=5)
    await deliver(app)
    assert heard(consultant, "Срок изменился") == 2
