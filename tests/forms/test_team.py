"""Several people at one form: nobody writes over another unseen, whatever comes between them."""

import pytest

from bot.app import App
from content.loader import load_files
from tests.conftest import MovableClock
from tests.packages.test_team import invitation
from tests.support.conversation import Chats, Phone
from tests.support.publishing import FILES

GOAL = "fld:p1:goal:::kk"


@pytest.fixture
async def both(applicant: Phone, chats: Chats) -> tuple[Phone, Phone]:
    """Two people of a team at the same field, in two languages."""
    other = chats.person(7002, "ru", "Данияр")
    link = await invitation(applicant)
    await other.begin("Русский")
    await other.send(f"/start {link}")
    for phone in (applicant, other):
        await phone.press(GOAL)
    return applicant, other


async def test_of_two_at_one_field_the_second_sees_both_texts_and_decides(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.send("Бірінші мақсат")
    await second.send("Другая цель")
    assert "Ничего не потеряно" in second.text
    assert "Бірінші мақсат" in second.text
    assert "Другая цель" in second.text
    await first.press(GOAL)
    assert "Другая цель" not in first.text
    await second.tap("Оставить оба")
    assert "Бірінші мақсат\nДругая цель" in second.text
    await first.press(GOAL)
    assert "Жазған: Данияр" in first.text or "Жазылған күні" in first.text


@pytest.mark.parametrize(
    ("decision", "stays"), [("Оставить мое", "Другая цель"), ("Оставить прежнее", "Бірінші мақсат")]
)
async def test_what_is_decided_stays_and_the_other_text_is_in_the_versions(
    both: tuple[Phone, Phone], decision: str, stays: str
) -> None:
    first, second = both
    await first.send("Бірінші мақсат")
    await second.send("Другая цель")
    await second.tap(decision)
    assert f"\n{stays}\n" in second.text
    await second.tap("Версии")
    assert "Бірінші мақсат" in second.text


async def test_a_decision_against_a_third_text_is_asked_again(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.send("Бірінші")
    await second.send("Моя")
    await first.press(f"{GOAL}:1:0")
    await first.send("Үшінші")
    await second.tap("Оставить мое")
    assert "Үшінші" in second.text
    assert "Моя" in second.text
    await second.tap("Оставить мое")
    assert "\nМоя\n" in second.text


async def test_undecided_words_wait_at_their_field(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.send("Бірінші")
    await second.send("Моя")
    await second.tap("🏠 На главную")
    await second.press(GOAL)
    await second.tap("⚠️ Ваш текст ждет решения")
    assert "Моя" in second.text


async def test_a_row_removed_under_somebodys_hands_keeps_what_they_wrote(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.press("fadd:p1:risks:::0")
    await first.send("Карантин")
    await second.press("fld:p1:risks:1:strategy:kk")
    await first.press("frem:p1:risks:1:1")
    await second.send("Перейдем в Zoom")
    assert "Строка «Карантин» убрана" in second.text
    await second.tap("Вернуть строку")
    assert "Перейдем в Zoom" in second.text


async def test_a_double_tap_adds_one_row_and_two_people_two(both: tuple[Phone, Phone]) -> None:
    first, second = both
    for _ in range(2):
        await first.press("fadd:p1:risks:::0")
    await second.press("fadd:p1:risks:::0")
    await first.press("ftab:p1:risks:1")
    assert len([label for label in first.buttons if "Жаңа жол" in label]) == 2


async def test_whoever_is_removed_while_writing_writes_nothing(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.press("remove:2020-repeat:1:7002")
    for label in ("Топтан шығару", "Иә"):
        if any(label in each for each in first.buttons):
            await first.tap(label)
    await second.send("Другая цель")
    assert "Ваш текст не сохранен: эта заявка Вам больше не открыта" in second.text
    assert "Эта кнопка" not in second.text
    await first.press(GOAL)
    assert "Другая цель" not in first.text


async def test_both_languages_are_asked_and_kept_apart(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("fpap:c2020-repeat:kk-ru")
    await applicant.press("form:p1:form_4")
    assert "0 / 29" in applicant.text
    await applicant.tap("Бастау")
    assert "Мақсаты (kk)" in applicant.text
    await applicant.send("300 жас")
    await applicant.tap("Орысша нұсқасы")
    assert "Қазір тұрғаны" not in applicant.text
    await applicant.send("300 человек")
    await applicant.tap("Қазақша нұсқасы")
    assert "300 жас" in applicant.text


async def test_a_form_that_changed_while_it_was_filled_keeps_the_answers(app: App, applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("fld:c2020-repeat:needs:::kk")
    await applicant.send("Сауалнама жүргіздік")
    changed = FILES["forms"].replace("- id: needs\n", "- id: wishes\n")
    assert changed != FILES["forms"]
    app.catalogue.put(load_files("2020-repeat", {**FILES, "forms": changed}), {})
    await applicant.send("Тағы да")
    assert "бұл өріс енді сұралмайды" in applicant.text
    await applicant.press("forms:p1")
    assert "Нысандар өзгерді" in applicant.text
    await applicant.tap("Орны жоқ жауаптар")
    assert "Сауалнама жүргіздік" in applicant.text


async def test_the_organisation_is_the_teams_and_goes_on_to_the_next_application(
    both: tuple[Phone, Phone], clock: MovableClock
) -> None:
    first, second = both
    clock.advance(minutes=1)
    await second.press("org:n1")
    await second.tap("Начать", "Казахский вариант")
    await second.send("«Ауыл жастары» қоғамдық бірлестігі")
    await first.press("form:p1:form_1")
    assert "Толтырылғаны: 1 / 3" in first.text
    await first.press("newpack:2020-repeat:2:1")
    await first.press("form:p2:form_1")
    assert "Толтырылғаны: 1 / 3" in first.text
    await second.press("org:o0")
    assert "Ауыл жастары" not in second.text


async def test_nobody_else_reads_or_writes_any_of_it(both: tuple[Phone, Phone], chats: Chats) -> None:
    first, _ = both
    await first.send("Құпия")
    await first.press("org:n1")
    await first.press("fld:o0:bin")
    await first.send("160340001238")
    stranger = chats.person(7003, name="Бөтен")
    await stranger.begin()
    for data in (GOAL, "form:p1:form_4", "fhi:p1:goal:::kk:0", "org:o1", "fld:o1:bin", "org:n1", "fpap:p1:kk"):
        await stranger.press(data)
        assert "Құпия" not in stranger.text
        assert "160340001238" not in stranger.text
        assert any(words in stranger.text for words in ("басқа өтінімге", "сізге ашық емес")), data


async def test_each_goes_on_in_the_language_in_which_they_write(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await first.press("fpap:p1:kk-ru")
    await first.press("form:p1:form_4")
    await first.tap("Бастау")
    await second.press("form:p1:form_4")
    await second.tap("Начать")
    assert "Цель (ru)" in second.text
    assert "вовлечь 300 молодых людей" in second.text
    for each in (first, second):
        await each.send("300")
    assert "Мақсаты (kk)" in first.text
    await first.tap("Келесі ›")
    assert "Міндеттері (kk)" in first.text
    await second.tap("Следующий ›")
    assert "Задачи (ru)" in second.text
    await second.tap("Казахский вариант")
    assert "6 ауылда жастар штабын ашу" in second.text
    await second.tap("Пропустить ›")
    assert "Мероприятия (kk)" in second.text


async def test_a_row_is_written_in_ones_own_language_and_is_whole_in_all_of_the_paper(
    both: tuple[Phone, Phone],
) -> None:
    first, second = both
    await first.press("fpap:p1:kk-ru")
    await second.press("ftab:p1:beneficiary")
    await second.tap("➕ Добавить строку")
    for words in ("Молодежь", "300", "14–29 лет", "Научатся"):
        await second.send(words)
    assert "Целевые группы: строка 1 из 1" in second.text
    await second.press("form:p1:form_4")
    assert "🟡 3. Кто получит пользу" in second.buttons or "▫️ 3. Кто получит пользу" in second.buttons
    for column in ("group", "age", "benefit"):
        await first.press(f"fld:p1:beneficiary:1:{column}:kk")
        await first.send("Жастар")
    await second.press("form:p1:form_4")
    assert "✅ 3. Кто получит пользу" in second.buttons
