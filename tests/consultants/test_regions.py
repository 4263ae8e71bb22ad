"""The region's consultant, found by any of its names."""

import pytest

from bot.services.consultants.regions import places
from content.models import Contest
from tests.conftest import MovableClock
from tests.support.conversation import Phone


@pytest.mark.parametrize(
    ("typed", "regions"),
    [
        ("Ақмола облысы", {"akmola"}),
        ("акмолинская", {"akmola"}),
        ("Kokshetau", {"akmola"}),
        ("маңғыстау", {"mangystau"}),
        ("актау", {"mangystau"}),
        ("Мангыстау обл.", {"mangystau"}),
        ("ВКО", {"east_kz"}),
        ("шқо", {"east_kz"}),
        ("Астана", {"nur_sultan"}),
        ("г. Нур-Султан", {"nur_sultan"}),
        ("nursultan", {"nur_sultan"}),
        ("Семей", {"east_kz"}),
        ("Жетісу", {"almaty_region"}),
        ("улытау", {"karaganda"}),
        ("Караганды", {"karaganda"}),
        ("Кызылорда", {"kyzylorda"}),
        ("Қазалы қаласы емес", set()),
        ("Алматы", {"almaty_city", "almaty_region"}),
        ("город Алматы", {"almaty_city", "almaty_region"}),
        ("Париж", set()),
        ("область", set()),
        ("", set()),
        ("а" * 3000, set()),
        ("<b>", set()),
    ],
)
def test_any_name_of_a_region_is_understood(contest: Contest, typed: str, regions: set[str]) -> None:
    assert {place.region.id for place in places(contest, typed)} == regions


async def test_a_region_is_chosen_once_and_kept(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Кеңесші")
    assert len(applicant.buttons) == 17 + 1
    await applicant.tap("Павлодар")
    assert "Мухамеджанова Дана" in applicant.text
    assert "8 702 481 62 26" in applicant.text
    await applicant.tap("Басты бет", "Кеңесші")
    assert "Мухамеджанова Дана" in applicant.text


async def test_a_typed_region_is_taken_at_once(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.tap("Консультант")
    await applicant.send("семей")
    assert "Мухамеджанова Дана" in applicant.text
    assert "область Абай" in applicant.text


async def test_almaty_alone_is_asked_about(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Кеңесші")
    await applicant.send("алматы")
    assert "Бірнеше өңір" in applicant.text
    assert len(applicant.buttons) == 3


async def test_no_region_is_answered_with_the_list_and_asked_again(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Кеңесші")
    await applicant.send("<i>Париж</i>")
    assert "<i>Париж</i>" in applicant.text
    assert "табылмады" in applicant.text
    await applicant.send("тараз")
    assert "Мажранова Мадина" in applicant.text


async def test_the_number_comes_as_a_contact_to_keep(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Кеңесші", "Ақмола", "Контакт ретінде алу")
    contact = applicant.last.contact
    assert contact is not None
    assert contact.phone_number == "+77027963792"
    assert contact.first_name == "Боранбаева Жанаргуль"


async def test_mangystau_is_shown_as_printed_and_cannot_be_dialled(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.tap("Кеңесші", "Маңғыстау")
    assert "8 775 591 55 708" in applicant.text
    assert "12 цифр" in applicant.text
    assert not any("онтакт" in label or "көшіру" in label for label in applicant.buttons)
    await applicant.press("contact:2020-repeat:mangystau")
    assert applicant.last.contact is None


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2020-05-20T09:00+06:00", "кесте бойынша қазір қабылдау уақыты. Аяқталады: 13:00"),
        ("2020-05-20T13:00+06:00", "қазір түскі үзіліс. Аяқталады: 14:30"),
        ("2020-05-20T18:00+06:00", "кесте бойынша қазір қабылдау уақыты емес"),
        ("2020-05-23T12:00+06:00", "кесте бойынша қазір қабылдау уақыты емес"),
    ],
)
async def test_it_says_whether_it_is_working_time_now(
    applicant: Phone, clock: MovableClock, moment: str, words: str
) -> None:
    clock.move_to(moment)
    await applicant.begin()
    await applicant.tap("Кеңесші", "Ақмола")
    assert words in applicant.text


async def test_labels_of_regions_begin_with_a_capital(applicant: Phone) -> None:
    await applicant.begin("Русский")
    await applicant.press("regions:2020-repeat")
    assert "Город Алматы" in applicant.buttons
    assert all(label == "🏠 На главную" or label[0].isupper() for label in applicant.buttons)
