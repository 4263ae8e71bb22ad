"""What people type on a phone where a number, a day, an address or words are asked: what is understood, and what is
said of the rest. Nothing that is refused is kept.
"""

from datetime import date

import pytest

from content.models import FieldType
from content.rules.forms.typed import read
from tests.conftest import MovableClock
from tests.support.conversation import Phone

LANGUAGES = ("Қазақша", "Русский")
NOW = ("Қазір тұрғаны", "Сейчас здесь")

REFUSED = [
    ("o0:staff:::", "3,5", "Бүтін сан жазыңыз", "целое число, например 3"),
    ("o0:staff:::", "-", "0 деп жазыңыз", "напишите 0"),
    ("o0:volunteers:::", "жоқ", "0 деп жазыңыз", "напишите 0"),
    ("o0:volunteers:::", "нет", "0 деп жазыңыз", "напишите 0"),
    ("o0:registered:::", "01.01.2030", "әлі келген жоқ", "еще не наступил"),
    ("o0:registered:::", "21.05.2020", "Бүгін — 2020 жылғы 20 мамыр", "Сегодня 20 мая 2020"),
    ("o0:registered:::", "15.03.1916", "тым ерте", "слишком рано"),
    ("o0:head_phone:::", "998 90 123 45 67", "ел кодынан басталады", "начинается со знака +"),
    ("o0:head_phone:::", "нет", "бос қалдырып", "оставьте пустым"),
    ("o0:head_email:::", "info@ example.kz", "бос орын тұр", "есть пробел"),
    ("o0:head_email:::", "infо@example.kz", "кириллица әрпі бар: о", "казахская буква: о"),
    ("o0:head_email:::", "info@exаmplе.kz", "кириллица әрпі бар: а, е", "казахская буква: а, е"),
    ("o0:head_name:::{}", "жоқ", "адамның аты-жөні жазылады", "Здесь пишут Ф.И.О. человека"),
    ("o0:head_name:::{}", "Нет", "нысанға «Нет» болып басылып", "будет напечатано: «Нет»"),
    ("o0:acting_name:::{}", "-", "ештеңе жазбай, әрі қарай өтіңіз", "ничего не отправляйте и идите дальше"),
    ("o0:acc_name:::{}", "пока нет", "адамның аты-жөні жазылады", "Здесь пишут Ф.И.О. человека"),
    ("o0:acc_name:::{}", "кейін", "адамның аты-жөні жазылады", "Здесь пишут Ф.И.О. человека"),
    ("o0:full_name:::{}", ".", "ұйымның атауы жазылады", "Здесь пишут название организации"),
    ("o0:address:::{}", "жоқ", "мекенжай жазылады", "Здесь пишут адрес"),
    ("o0:address:::{}", "12", "мекенжай жазылады", "Здесь пишут адрес"),
    ("o0:head_post:::{}", "—", "лауазым жазылады", "Здесь пишут должность"),
    ("o0:head_post:::{}", "не знаю", "лауазым жазылады", "Здесь пишут должность"),
    ("c2020-repeat:goal:::{}", "🎉🎉", "бірде-бір сөз жоқ", "нет ни одного слова"),
    ("c2020-repeat:goal:::{}", "...", "бірде-бір сөз жоқ", "нет ни одного слова"),
    ("c2020-repeat:goal:::{}", "—", "бірде-бір сөз жоқ", "нет ни одного слова"),
    ("c2020-repeat:budget:bank:price:", "200 000-250 000", "тек сан керек", "только число"),
]


@pytest.mark.parametrize("language", [0, 1])
@pytest.mark.parametrize(("place", "typed", "kk", "ru"), REFUSED)
async def test_what_cannot_be_is_said_and_not_kept(
    applicant: Phone, language: int, place: str, typed: str, kk: str, ru: str
) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press(f"fld:{place.format(('kk', 'ru')[language])}")
    await applicant.send(typed)
    assert (kk, ru)[language] in applicant.plain
    assert NOW[language] not in applicant.plain


@pytest.mark.parametrize(
    ("place", "typed", "kk", "ru"),
    [
        ("o0:staff:::", "5 адам", "5", "5"),
        ("o0:staff:::", "12 человек", "12", "12"),
        ("o0:registered:::", "20.05.2020", "2020 жылғы 20 мамыр", "20 мая 2020"),
        ("o0:registered:::", "1.6.2019 ж.", "2019 жылғы 1 маусым", "1 июня 2019"),
        ("o0:head_phone:::", "00998 90 123 45 67", "+998 90 123 45 67", "+998 90 123 45 67"),
        ("o0:head_phone:::", "8 727 250 00 00 доб. 5", "ішкі 5", "доб. 5"),
        ("o0:head_email:::", "mailto:info@example.kz.", "info@example.kz", "info@example.kz"),
        ("o0:head_email:::", "a@b.kz c@d.kz", "a@b.kz, c@d.kz", "a@b.kz, c@d.kz"),
        ("o0:head_email:::", "инфо@почта.рф", "инфо@почта.рф", "инфо@почта.рф"),
        ("c2020-repeat:budget:bank:price:", "полтора миллиона", "1 500 000", "1 500 000"),
        ("c2020-repeat:budget:bank:price:", "бір жарым миллион теңге", "1 500 000", "1 500 000"),
        ("c2020-repeat:budget:bank:price:", "1 500 000 тг", "1 500 000", "1 500 000"),
    ],
)
@pytest.mark.parametrize("language", [0, 1])
async def test_what_people_mean_is_kept(
    applicant: Phone, language: int, place: str, typed: str, kk: str, ru: str
) -> None:
    await applicant.begin(LANGUAGES[language])
    await applicant.press(f"fld:{place}")
    await applicant.send(typed)
    await applicant.press(f"fld:{place.replace('c2020-repeat', 'p1')}")
    _, _, shown = applicant.plain.replace("\N{NO-BREAK SPACE}", " ").partition(NOW[language])
    assert (kk, ru)[language] in shown


@pytest.mark.parametrize(
    "typed",
    [
        "шілде-қазан",
        "июль – октябрь 2020",
        "07-10.2020",
        "7-10",
        "с июля по октябрь",
        "шілдеден қазанға дейін",
        "07/2020-10/2020",
        "01.07.2020-31.10.2020",
        "июль, август, сентябрь, октябрь",
    ],
)
async def test_months_are_understood_as_they_are_said(applicant: Phone, typed: str) -> None:
    await applicant.begin()
    await applicant.press("ftab:c2020-repeat:calendar")
    await applicant.tap("➕ Жол қосу")
    await applicant.send("Тренинг")
    await applicant.send(typed)
    assert "07.2020 – 10.2020" in applicant.plain


async def test_a_word_in_the_place_of_a_long_answer_is_kept_with_a_hint(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("fld:c2020-repeat:goal:::kk")
    await applicant.send("Жоқ")
    assert "Бір ғана сөз тұр" in applicant.text
    await applicant.press("fld:p1:goal:::kk")
    await applicant.send("Жоқ, себебі биыл бастаймыз")
    assert "Бір ғана сөз тұр" not in applicant.text


async def test_a_dash_in_a_table_is_an_answer_and_a_sign_is_none(applicant: Phone) -> None:
    await applicant.begin()
    await applicant.press("ftab:c2020-repeat:risks")
    await applicant.tap("➕ Жол қосу")
    await applicant.send("👍")
    assert "бірде-бір сөз жоқ" in applicant.text
    await applicant.send("Карантин")
    await applicant.send("—")
    await applicant.press("ftab:p1:risks")
    assert "Карантин: —" in applicant.plain


@pytest.mark.parametrize("language", [0, 1])
async def test_there_is_none_is_an_answer_where_it_can_be_one_and_no_name_in_a_table(
    applicant: Phone, language: int
) -> None:
    await applicant.begin(LANGUAGES[language])
    for place in ("c2020-repeat:equipment:::{}", "c2020-repeat:budget:bank:own:"):
        await applicant.press(f"fld:{place.format(('kk', 'ru')[language])}")
        await applicant.send("0" if "budget" in place else ("жоқ", "нет")[language])
        assert ("Сақталды", "Сохранено")[language] in applicant.plain
    for table, kept in (("partners", True), ("experience", True), ("team", False), ("beneficiary", False)):
        await applicant.press(f"ftab:p1:{table}")
        await applicant.tap(("➕ Жол қосу", "➕ Добавить строку")[language])
        if table == "experience":
            await applicant.tap(("Өткізіп жіберу", "Пропустить")[language])
        await applicant.send(("жоқ", "нет")[language])
        assert (("басылып кетеді", "будет напечатано")[language] in applicant.plain) is not kept, table


async def test_the_day_of_today_is_that_of_the_contest(applicant: Phone, clock: MovableClock) -> None:
    await applicant.begin()
    clock.move_to("2020-05-21T00:30:00+06:00")
    await applicant.press("fld:o0:registered:::")
    await applicant.send("21.05.2020")
    await applicant.press("fld:o0:registered:::")
    assert "2020 жылғы 21 мамыр" in applicant.plain.partition("Қазір тұрғаны")[2]


@pytest.mark.parametrize("typed", ["миллион", "пол", "бес мың", "1'50", "5 мальчиков"])
def test_what_is_half_said_is_no_sum(typed: str) -> None:
    with pytest.raises(Exception, match="number"):
        read(FieldType.MONEY, typed, today=date(2020, 5, 20))
