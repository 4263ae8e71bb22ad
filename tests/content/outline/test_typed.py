"""Sums, days and addresses as people write them; and what is refused rather than guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.outline.money import AmountError, amount_typed
from content.outline.questions import OutlineKind
from content.outline.typed import OutlineTypedError, amount, order_fault, read

MILLION = 10**6


@pytest.mark.parametrize(
    ("words", "least", "most"),
    [
        ("5 млн", 5, 5),
        ("5 000 000 тенге", 5, 5),
        ("5\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000 (пять миллионов) тенге", 5, 5),
        ("5.000.000 ₸", 5, 5),
        ("до 5 млн тенге", None, 5),
        ("5 млн теңгеге дейін", None, 5),
        ("не более 5 млн", None, 5),
        ("5 млн-нан артық емес", None, 5),
        ("3–5 млн", 3, 5),
        ("3-5 млн теңге", 3, 5),
        ("от 3 до 5 млн тенге", 3, 5),
        ("3 миллионнан 5 миллион теңгеге дейін", 3, 5),
        ("3 000 000 – 5 000 000", 3, 5),
    ],
)
def test_sums_as_people_write_them(words: str, least: int | None, most: int) -> None:
    found = amount_typed(words)
    assert (found.least, found.most) == (None if least is None else least * MILLION, most * MILLION)
    assert amount(read(OutlineKind.AMOUNT, words)) == found


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        ("много", "amount"),
        ("5000 долларов", "amount"),
        ("5 млн на год", "amount"),
        ("5 млн 500 тыс", "amount"),
        ("1 2 3", "amount"),
        ("0", "amount"),
        ("от 3 млн", "amount_floor"),
        ("более 5 млн", "amount_floor"),
        ("5 миллионнан артық", "amount_floor"),
        ("не менее 5 млн", "amount_floor"),
        ("5–3 млн", "amount_order"),
        ("3-5", "amount_small"),
        ("9" * 14, "amount"),
    ],
)
def test_what_could_be_misread_is_refused(words: str, reason: str) -> None:
    with pytest.raises(AmountError) as error:
        amount_typed(words)
    assert error.value.reason == reason


@given(st.text(max_size=40))
def test_whatever_is_typed_is_read_or_refused(words: str) -> None:
    for kind in OutlineKind:
        try:
            kept = read(kind, words)
        except OutlineTypedError:
            continue
        assert kept
        assert "\n" not in kept


@given(st.integers(1000, 10**12 - 1))
def test_a_number_is_taken_as_it_stands(number: int) -> None:
    assert amount(read(OutlineKind.AMOUNT, f"{number:,}".replace(",", " "))).most == number


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("до 18:30 3 июня 2027 года", "2027-06-03T18:30"),
        ("2027 жылғы 3 маусым сағат 18.30-ға дейін", "2027-06-03T18:30"),
        ("3 июня 2027, 18 часов 30 минут (время Астаны)", "2027-06-03T18:30"),
        ("03/06/2027 9:00", "2027-06-03T09:00"),
        ("3 июня 2027 в 18:30 по времени Астаны", "2027-06-03T18:30"),
    ],
)
def test_moments_as_people_write_them(words: str, kept: str) -> None:
    assert read(OutlineKind.MOMENT, words) == kept


@pytest.mark.parametrize("words", ["с 9:00 5 марта 2025 до 18:30 28 марта 2025", "3 июня 18:30", "3 июня 1927, 18:30"])
def test_of_two_moments_or_half_of_one_none_is_chosen(words: str) -> None:
    with pytest.raises(OutlineTypedError):
        read(OutlineKind.MOMENT, words)


def test_days_in_order() -> None:
    assert not order_fault("2027-05-14", "2027-05-14T09:00", "2027-06-03T18:30")
    assert not order_fault(None, None, "2027-06-03T18:30")
    assert order_fault("2027-05-14", "2027-05-13T09:00", None)
    assert order_fault(None, "2027-06-03T18:30", "2027-06-03T18:30")
    assert order_fault("2027-06-04", None, "2027-06-03T18:30")


@pytest.mark.parametrize(
    ("kind", "words", "kept"),
    [
        (OutlineKind.LINK, "www.example.kz/portal.", "https://www.example.kz/portal"),
        (OutlineKind.LINK, "https://example.kz", "https://example.kz"),
        (OutlineKind.EMAIL, "Grants@Example.kz", "grants@example.kz"),
        (OutlineKind.PLACE, "раздел 3.1", "3.1"),
        (OutlineKind.PLACE, "II бөлім", "II"),
    ],
)
def test_addresses_and_places(kind: OutlineKind, words: str, kept: str) -> None:
    assert read(kind, words) == kept
