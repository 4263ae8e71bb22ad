"""What people type: read into one plain form, refused with a reason, and the same again once it stood on paper."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.loader import load_contest
from content.models import WRITTEN_LANGUAGES, FieldType, Language
from content.rules.forms.contacts import check_digit
from content.rules.forms.typed import read, span, written
from content.rules.forms.typed_error import TypedError
from tests.conftest import CONTENT

FIGURES = {FieldType.MONEY, FieldType.NUMBER, FieldType.DATE}
READ = [
    (FieldType.MONEY, "1 500 000,50", "1500000.5"),
    (FieldType.MONEY, "1\u00a0500\u00a0000.50", "1500000.5"),
    (FieldType.MONEY, "1.500.000", "1500000"),
    (FieldType.MONEY, "250 тг", "250"),
    (FieldType.MONEY, "1,5 млн", "1500000"),
    (FieldType.MONEY, "2,125 миллиона тенге", "2125000"),
    (FieldType.MONEY, "500 тыс.", "500000"),
    (FieldType.MONEY, "500 мың теңге", "500000"),
    (FieldType.MONEY, "250000 теңге", "250000"),
    (FieldType.MONEY, "0", "0"),
    (FieldType.NUMBER, "007", "7"),
    (FieldType.DATE, "25.05.2020", "2020-05-25"),
    (FieldType.DATE, "2020-05-25", "2020-05-25"),
    (FieldType.DATE, "25 мая 2020 года", "2020-05-25"),
    (FieldType.DATE, "2020 жылғы 25 мамыр", "2020-05-25"),
    (FieldType.MONTHS, "06.2020 – 09.2020", "2020-06/2020-09"),
    (FieldType.MONTHS, "июнь-сентябрь 2020 года", "2020-06/2020-09"),
    (FieldType.MONTHS, "маусым – қыркүйек", "2020-06/2020-09"),
    (FieldType.MONTHS, "03.2018-05.2019", "2018-03/2019-05"),
    (FieldType.MONTHS, "шілде 2020", "2020-07/2020-07"),
    (FieldType.PHONE, "8 701 123 45 67", "+7 701 123 4567"),
    (FieldType.EMAIL, "a@b.kz; c@d.kz", "a@b.kz, c@d.kz"),
    (FieldType.BIN, "160340 001238", "160340001238"),
    (FieldType.BIN, "БСН: 160340001238", "160340001238"),
    (FieldType.BIN, "бин 160340-001238.", "160340001238"),
    (FieldType.TEXT, "  қол\x0bқою\x00 ", "қолқою"),
    (FieldType.LONG_TEXT, "бір\r\nекі", "бір\nекі"),
]


@pytest.mark.parametrize(("kind", "typed", "kept"), READ)
def test_what_people_type_is_understood(kind: FieldType, typed: str, kept: str) -> None:
    assert read(kind, typed, today=date(2020, 5, 20)) == kept


REFUSED = [
    (FieldType.MONEY, "1e9", "number"),
    (FieldType.MONEY, "бес мың", "number"),
    (FieldType.MONEY, "млн", "number"),
    (FieldType.MONEY, "1 млн 500 тыс", "number"),
    (FieldType.MONEY, "1,5 мальчика", "number"),
    (FieldType.MONEY, "1,12345678901 млн", "places"),
    (FieldType.MONEY, "2000 млрд", "large"),
    (FieldType.MONEY, "-5", "negative"),
    (FieldType.MONEY, "1.500", "places"),
    (FieldType.MONEY, "1" + "0" * 12, "large"),
    (FieldType.NUMBER, "١٢", "number"),
    (FieldType.DATE, "31.06.2020", "no_such_day"),
    (FieldType.DATE, "31 июня 2020", "no_such_day"),
    (FieldType.DATE, "ертең", "date"),
    (FieldType.MONTHS, "09.2020 – 06.2020", "months_order"),
    (FieldType.MONTHS, "13.2020", "months"),
    (FieldType.PHONE, "12345", "phone"),
    (FieldType.EMAIL, "почта", "email"),
    (FieldType.BIN, "16034000123", "bin_length"),
    (FieldType.BIN, "160340001239", "bin_check"),
    (FieldType.BIN, "16034000123a", "bin_figures"),
    (FieldType.BIN, "950101300006", "bin_iin"),
    (FieldType.LONG_TEXT, "ә" * 10_001, "long"),
]


@pytest.mark.parametrize(("kind", "typed", "reason"), REFUSED)
def test_what_it_is_not_is_said_why(kind: FieldType, typed: str, reason: str) -> None:
    with pytest.raises(TypedError) as caught:
        read(kind, typed, today=date(2020, 5, 20))
    assert caught.value.reason == reason


def test_nothing_typed_is_nothing_kept() -> None:
    assert {read(kind, " \n ") for kind in FieldType} == {""}


amounts = st.decimals(min_value=0, max_value=Decimal("999999999999.99"), places=2)
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 12, 31))


@given(amounts, st.sampled_from(Language))
def test_an_amount_on_paper_reads_back_as_itself(amount: Decimal, language: Language) -> None:
    kept = read(FieldType.MONEY, str(amount))
    assert Decimal(kept) == amount
    assert read(FieldType.MONEY, written(FieldType.MONEY, kept, language)) == kept


@given(days, st.sampled_from(Language))
def test_a_day_on_paper_reads_back_as_itself(day: date, language: Language) -> None:
    kept = day.isoformat()
    assert read(FieldType.DATE, written(FieldType.DATE, kept, language)) == kept


@given(days, days, st.sampled_from(Language))
def test_months_on_paper_read_back_as_themselves(one_day: date, other: date, language: Language) -> None:
    first, last = sorted((one_day, other))
    kept = f"{first:%Y-%m}/{last:%Y-%m}"
    assert read(FieldType.MONTHS, written(FieldType.MONTHS, kept, language)) == kept
    assert span(kept) == (f"{first:%Y-%m}", f"{last:%Y-%m}")


@given(st.from_regex(r"[0-9]{4}[456][0-9]{6}", fullmatch=True), st.integers(1, 9))
def test_only_one_last_digit_fits_a_bin(digits: str, more: int) -> None:
    last = check_digit(digits)
    if last is not None:
        assert read(FieldType.BIN, f"{digits}{last}") == f"{digits}{last}"
        with pytest.raises(TypedError):
            read(FieldType.BIN, f"{digits}{(last + more) % 10}")


def test_an_example_of_a_poor_number_is_none_that_is_understood() -> None:
    contest = load_contest(CONTENT / "2020-repeat")
    fields = [field for form in contest.forms.forms for field in form.fields]
    examples = [(field.type, field.poor) for field in fields]
    examples += [(column.type, column.poor) for field in fields for column in field.columns]
    poor = [(kind, words) for kind, words in examples if kind in FIGURES and words]
    assert poor
    for kind, words in poor:
        for language in WRITTEN_LANGUAGES:
            with pytest.raises(TypedError):
                read(kind, words[language])
