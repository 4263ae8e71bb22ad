"""Names that were written in one section are offered in the others, and follow what becomes of them."""

import pytest

from bot.app import App
from content.loader import load_files
from tests.conftest import MovableClock
from tests.forms.test_team import both
from tests.support.conversation import Phone
from tests.support.publishing import FILES

__all__ = ["both"]

BOOK = "c2020-repeat"


async def group(phone: Phone, name: str, book: str = "p1") -> None:
    await phone.press(f"ftab:{book}:beneficiary")
    await phone.tap("➕ Жол қосу")
    await phone.send(name)


async def feedback(phone: Phone) -> None:
    await phone.press("ftab:p1:satisfied")
    await phone.tap("➕ Жол қосу")


async def test_a_group_is_offered_where_it_is_named_again(applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Ауыл жастары", BOOK)
    await feedback(applicant)
    assert "Қазір тұрғаны" not in applicant.text
    await applicant.tap("➕ Ауыл жастары")
    assert "Қалай өлшенеді" in applicant.text
    assert "Топ: Ауыл жастары" in applicant.plain
    await applicant.press("fld:p1:satisfied:2:group:kk")
    assert "жазылғандардан таңдалған" in applicant.text
    assert "➕ Ауыл жастары" not in applicant.buttons


async def test_lines_of_a_text_are_names_without_numbers_and_remarks(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press(f"fld:{BOOK}:tasks:::kk")
    await applicant.send("Міндеттер:\n1. Штаб ашу.\n2) Жастарды оқыту: 300 адам\n— Қолдау; 1. Есеп беру 2. Талдау")
    await applicant.press("ftab:p1:monitor")
    await applicant.tap("➕ Жол қосу")
    offered = [label for label in applicant.buttons if label.startswith("➕")]
    assert offered == ["➕ Штаб ашу", "➕ Жастарды оқыту", "➕ Қолдау", "➕ Есеп беру"]
    await applicant.tap("Жазылғандардың бәрі (5)", "➕ Талдау")
    assert "Міндет: Талдау" in applicant.plain


async def test_names_that_other_rows_have_come_last(applicant: Phone) -> None:
    await applicant.begin()
    for number, name in enumerate(("Жастар", "Ата-аналар", "Мұғалімдер")):
        await group(applicant, name, "p1" if number else BOOK)
    await feedback(applicant)
    await applicant.tap("➕ Жастар")
    await feedback(applicant)
    assert applicant.buttons[:3] == ["➕ Ата-аналар", "➕ Мұғалімдер", "➕ Жастар"]


async def test_twenty_long_names_stand_whole_in_the_text(applicant: Phone) -> None:
    await applicant.begin()
    start = "Ақмола облысы Ақкөл ауданының ауылдарында тұратын, жұмысы жоқ жастар, "
    names = [f"{start}{number}-топ" for number in range(1, 21)]
    await applicant.press(f"fld:{BOOK}:groups:::kk")
    await applicant.send("\n".join(names))
    await applicant.press("ftab:p1:beneficiary")
    await applicant.tap("➕ Жол қосу")
    assert names[3] in applicant.text
    await applicant.tap("Жазылғандардың бәрі (20)")
    await applicant.tap("2/3-бет")
    assert f"12. {names[11]}" in applicant.text
    await applicant.tap("12. Ақмола")
    await applicant.press("frow:p1:beneficiary:1")
    assert names[11] in applicant.text


async def test_each_language_offers_its_own_and_first_the_same_thing(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press(f"fpap:{BOOK}:kk-ru")
    for kk, ru in (("Жастар", "Молодежь"), ("Мұғалімдер", "Учителя")):
        await group(applicant, kk)
        await applicant.tap("‹ Алдыңғы", "Орысша нұсқасы")
        await applicant.send(ru)
    await feedback(applicant)
    assert applicant.buttons[:2] == ["➕ Жастар", "➕ Мұғалімдер"]
    await applicant.tap("➕ Мұғалімдер", "‹ Алдыңғы", "Орысша нұсқасы")
    assert applicant.buttons[:2] == ["➕ Учителя", "➕ Молодежь"]


async def test_a_changed_name_is_brought_to_where_the_older_one_stands(applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    await applicant.tap("➕ Жастар")
    await applicant.press("fld:p1:beneficiary:1:group:kk")
    await applicant.send("Ауыл жасөспірімдері")
    assert "бұрынғы атауы басқа бөлімдерде қалды (1)" in applicant.text
    await applicant.press("fld:p1:satisfied:2:group:kk")
    assert "«Кім пайда көреді» бөлімінде мұндай атау жоқ" in applicant.plain
    await applicant.press("fld:p1:beneficiary:1:group:kk")
    await applicant.tap("Ол жерде де өзгерту (1)")
    assert "бұрынғы атауы" not in applicant.text
    await applicant.press("fld:p1:satisfied:2:group:kk")
    assert "Ауыл жасөспірімдері" in applicant.text
    assert "мұндай атау жоқ" not in applicant.text
    await applicant.tap("Нұсқалары", "1-нұсқа")
    assert "Жастар" in applicant.text


async def test_a_copied_row_that_gets_a_name_of_its_own_leaves_the_other_ones(applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    await applicant.tap("➕ Жастар")
    await applicant.press("frow:p1:beneficiary:1")
    await applicant.tap("Көшірме жасау", "✅ Топ")
    await applicant.send("Мұғалімдер")
    assert "бұрынғы атауы" not in applicant.text
    await applicant.press("fld:p1:satisfied:2:group:kk")
    assert "Жастар" in applicant.text.partition("Қазір тұрғаны")[2]


async def test_before_a_row_goes_it_is_said_where_its_name_stays(applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    await applicant.tap("➕ Жастар")
    await applicant.press("frem:p1:beneficiary:1:0")
    assert "• Кері байланыс: 1" in applicant.text
    await applicant.tap("Иә, алып тастау")
    await applicant.press("fld:p1:satisfied:2:group:kk")
    assert "Жастар" in applicant.text.partition("Қазір тұрғаны")[2]


@pytest.mark.parametrize("becomes", ["Мұғалімдер", None])
async def test_a_button_with_a_name_that_is_gone_writes_no_other(applicant: Phone, becomes: str | None) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    stale = applicant.payload("➕ Жастар")
    if becomes:
        await applicant.press("fld:p1:beneficiary:1:group:kk")
        await applicant.send(becomes)
    else:
        await applicant.press("frem:p1:beneficiary:1:1")
    await applicant.press(stale)
    assert "өзгерген не алып тасталған" in (applicant.toast or "")
    assert "Қазір тұрғаны" not in applicant.text
    assert (f"➕ {becomes}" in applicant.buttons) is bool(becomes)


async def test_a_double_tap_writes_a_name_once(applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    twice = applicant.payload("➕ Жастар")
    for _ in range(2):
        await applicant.press(twice)
        assert "Қалай өлшенеді" in applicant.text
    await applicant.press("fhi:p1:satisfied:2:group:kk:0")
    assert "нұсқалар (1)" in applicant.text


async def test_of_two_who_take_different_names_the_second_decides(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await group(first, "Жастар")
    await group(first, "Мұғалімдер")
    await feedback(first)
    await second.press("fld:p1:satisfied:3:group:kk")
    await first.tap("➕ Жастар")
    await second.tap("➕ Мұғалімдер")
    assert "Ничего не потеряно" in second.text
    assert "Жастар" in second.text


async def test_people_of_the_organisation_are_offered_in_the_team(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    await applicant.press("fld:o0:head_name:::kk")
    await applicant.send("Ахметова Гүлнар Серікқызы")
    await applicant.send("Төраға")
    await applicant.press(f"ftab:{BOOK}:team")
    await applicant.tap("➕ Жол қосу", "➕ Ахметова Гүлнар Серікқызы")
    await applicant.tap("➕ Төраға")
    await applicant.press("fbud:p1:budget:salary:")
    await applicant.tap("➕ Жол қосу", "➕ Төраға", "➕ ай")
    await applicant.press("fbud:p1:budget:salary:")
    assert "Төраға: 0" in applicant.text


async def test_the_unit_of_a_line_is_offered(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.press(f"fld:{BOOK}:budget:bank:unit:ru")
    await applicant.tap("➕ месяц")
    assert "Единица: месяц" in applicant.plain


async def test_a_contest_that_refers_elsewhere_offers_from_there(app: App, applicant: Phone) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    taken = applicant.payload("➕ Жастар")
    changed = FILES["forms"].replace("names_from: [beneficiary.group]", "names_from: [risks.risk]")
    assert changed != FILES["forms"]
    app.catalogue.put(load_files("2020-repeat", {**FILES, "forms": changed}), {})
    await applicant.press(taken)
    assert "өзгерген не алып тасталған" in (applicant.toast or "")
    assert "➕ Жастар" not in applicant.buttons


async def test_names_are_written_by_nobody_who_was_removed_and_in_no_closed_contest(
    both: tuple[Phone, Phone], clock: MovableClock
) -> None:
    first, second = both
    await group(first, "Жастар")
    await feedback(first)
    taken = first.payload("➕ Жастар")
    await first.press("remove:2020-repeat:1:7002")
    await first.tap("Иә")
    for data in (taken, "fnl:p1:satisfied:2:group:kk:1", "fnr:p1:beneficiary:1:group:kk"):
        await second.press(data)
        assert "Жастар" not in second.text
        assert "уже не открыта" in second.text or "другой заявке" in second.text, data
    clock.move_to("2020-06-03T18:00:01+06:00")
    for data in (taken, "fnr:p1:beneficiary:1:group:kk"):
        await first.press(data)
        assert "қабылдау аяқталды" in first.text
    await first.press("fld:p1:satisfied:2:group:kk")
    assert "Жастар" not in first.text
    assert "➕ Жастар" not in first.buttons


async def test_a_name_for_a_row_under_somebodys_hands_waits_with_it(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await group(first, "Жастар")
    await feedback(first)
    await second.press("frem:p1:satisfied:2:1")
    await first.tap("➕ Жастар")
    assert "алынып тасталған" in first.text
    await first.tap("Жолды қайтару")
    assert "Топ: Жастар" in first.plain


async def test_a_rename_leaves_what_a_colleague_has_written_meanwhile(both: tuple[Phone, Phone]) -> None:
    first, second = both
    await group(first, "Жастар")
    for _ in range(2):
        await feedback(first)
        await first.tap("➕ Жастар")
    await first.press("fld:p1:beneficiary:1:group:kk")
    await first.send("Жасөспірімдер")
    await second.press("fld:p1:satisfied:3:group:kk")
    await second.send("Ата-аналар")
    rename = first.payload("Ол жерде де өзгерту (2)")
    for _ in range(2):
        await first.press(rename)
    for row, name in ((2, "Жасөспірімдер"), (3, "Ата-аналар")):
        await first.press(f"fld:p1:satisfied:{row}:group:kk")
        assert f"\n{name}\n" in first.text.partition("Қазір тұрғаны")[2]
    await first.press("fhi:p1:satisfied:2:group:kk:0")
    assert "нұсқалар (2)" in first.text


@pytest.mark.parametrize("data", ["fnt:p1:satisfied:99:group:kk:{mark}:0", "fnt:p1:budget:lodging.99:unit:kk:{mark}:0"])
async def test_a_name_for_a_row_that_never_was_is_written_nowhere(applicant: Phone, data: str) -> None:
    await applicant.begin()
    await group(applicant, "Жастар", BOOK)
    await feedback(applicant)
    mark = applicant.payload("➕ Жастар").split(":")[-2]
    await applicant.press(data.format(mark=mark))
    assert "Сақталды" not in applicant.text
    await applicant.press("flost:p1")
    assert "Жастар" not in applicant.text
