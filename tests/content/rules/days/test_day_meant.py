"""Days as people type them in words, in both languages, with and without Kazakh letters."""

from datetime import date

import pytest

from content.answers.every_contest import near_days
from content.rules.days.day_meant import day_meant

WEDNESDAY = date(2020, 5, 20)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("ертең", 21),
        ("erten", 21),
        ("завтра", 21),
        ("Завтра.", 21),
        ("бүгін", 20),
        ("сегодня", 20),
        ("бүрсігүні", 22),
        ("послезавтра", 22),
        ("жұмада", 22),
        ("жума", 22),
        ("жұмаға дейін", 22),
        ("в пятницу", 22),
        ("к пятнице", 22),
        ("пт", 22),
        ("дүйсенбіде", 25),
        ("понедельник", 25),
        ("до понедельника", 25),
        ("в среду", 27),
        ("сәрсенбі", 27),
        ("келесі жұмада", 29),
        ("в следующую пятницу", 29),
        ("15 мая", 15),
        ("15.05", 15),
        ("25 мамырда", 25),
        ("к 25 мая", 25),
        ("до 25.05", 25),
        ("через 3 дня", 23),
        ("через неделю", 27),
        ("через день", 21),
        ("через две недели", 34),
        ("3 күннен кейін", 23),
        ("үш күннен соң", 23),
        ("бір аптадан кейін", 27),
    ],
)
def test_a_day_is_understood_as_people_say_it(typed: str, day: int) -> None:
    assert day_meant(typed, WEDNESDAY, near_days()) == date.fromordinal(date(2020, 4, 30).toordinal() + day)


@pytest.mark.parametrize(
    "typed", ["", "32.05", "когда-нибудь", "жұмыс", "скоро", "через 300 дней", "средства", "не знаю"]
)
def test_what_names_no_day_is_none(typed: str) -> None:
    assert day_meant(typed, WEDNESDAY, near_days()) is None
