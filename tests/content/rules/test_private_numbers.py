"""Which numbers say who somebody is: check digits and days, not mere length."""

import pytest

from bot.app import App
from content.rules.private_numbers import MASK, NumberKind, listed, masked, noticed

IIN, BIN = "900101300126", "160340001238"


@pytest.mark.parametrize(
    ("text", "kind", "number"),
    [
        (f"ЖСН {IIN} болса", NumberKind.IIN, IIN),
        ("ЖСН:900101-300126.", NumberKind.IIN, "900101-300126"),
        ("Мой ИИН: 900101300123, нужен ли он", NumberKind.IIN, "900101300123"),
        ("ЖСН-ім мынау 900101300123", NumberKind.IIN, "900101300123"),
        ("карта 4400 4301 2345 6789", NumberKind.CARD, "4400 4301 2345 6789"),
        ("Төлем картам: 4400430123456789", NumberKind.CARD, "4400430123456789"),
        ("карта 4111 1111 1111 1111", NumberKind.CARD, "4111 1111 1111 1111"),
        ("4111111111111111", NumberKind.CARD, "4111111111111111"),
        ("Айгүл 87011234567", NumberKind.PHONE, "87011234567"),
        ("Айгүл, 8-775-559-15-57", NumberKind.PHONE, "8-775-559-15-57"),
        ("+7 (701) 123-45-67", NumberKind.PHONE, "+7 (701) 123-45-67"),
        ("+49 30 901820", NumberKind.PHONE, "+49 30 901820"),
    ],
)
def test_a_number_of_a_person_is_noticed_and_hidden(text: str, kind: NumberKind, number: str) -> None:
    (found,) = noticed(text)
    assert (found.kind, text[found.start : found.end]) == (kind, number)
    assert masked(text, [found]) == text.replace(number, MASK)


@pytest.mark.parametrize(
    "text",
    [
        f"БСН {BIN}",
        "900101300125",
        f"ИИН/БИН {BIN}",
        f"Білем, ЖСН керек емес, 2 құжат: {BIN}",
        "901301300127",
        "4111 1111 1111 1112",
        "KZ86125KZT5004100100",
        "19 965 000 теңге, 2020 жыл",
        "7 012 345 678 теңге",
        "12 500 000 13 400 000 14 000 000",
        "14.05.2020 10:00 – 25.05.2020 18:00",
        "1414",
        "²½ ٣٤",
        "",
    ],
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert noticed(text) == []


def test_several_are_noticed_in_order() -> None:
    text = f"8 701 123 45 67, {IIN}, 4111 1111 1111 1111"
    assert [each.kind for each in noticed(text)] == [NumberKind.PHONE, NumberKind.IIN, NumberKind.CARD]
    assert masked(text, noticed(text)) == f"{MASK}, {MASK}, {MASK}"


def test_what_the_contest_publishes_is_no_secret(app: App) -> None:
    contest = app.catalogue.current(app.clock.now())
    assert "+77755915570" in listed(contest)
    assert noticed("8 775 591 55 70", listed(contest)) == []
