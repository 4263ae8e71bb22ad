"""Days and moments as people type them, in both languages."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from content.rules.days.typed_days import day_typed, days_typed, moment_typed

TODAY = date(2020, 5, 20)
ZONE = ZoneInfo("Asia/Almaty")
NOW = datetime(2020, 5, 20, 10, tzinfo=ZONE)


@pytest.mark.parametrize(
    "words", ["25.05", "25/5", "25-05", "25 мамыр", "25 мая", "25.05.20", "25 мая 2020 г.", "2020-05-25", " 25.05. "]
)
def test_a_day_is_typed_as_people_type_it(words: str) -> None:
    assert day_typed(words, TODAY) == date(2020, 5, 25)


@pytest.mark.parametrize("words", ["", "завтра", "31.02", "25", "2020"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day_typed(words, TODAY) is None


@pytest.mark.parametrize(
    "words", ["25.05 – 30.05", "25.05-30.05", "25.05, 30.05", "25 мая по 30 мая", "25 мамыр — 30 мамыр"]
)
def test_two_days_are_the_first_and_the_last(words: str) -> None:
    assert days_typed(words, TODAY) == (date(2020, 5, 25), date(2020, 5, 30))


@pytest.mark.parametrize("words", ["2020-05-25", "25-05", "25 мая, 2020"])
def test_one_day_is_both(words: str) -> None:
    assert days_typed(words, TODAY) == (date(2020, 5, 25), date(2020, 5, 25))


@pytest.mark.parametrize("words", ["25.05 – когда-нибудь", "скоро", "25.05 – 31.06"])
def test_days_of_which_one_is_none_are_asked_for_again(words: str) -> None:
    assert days_typed(words, TODAY) is None


@pytest.mark.parametrize("words", ["3.06 09:00", "3.06, 9:00", "3 июня в 9:00", "3 июня в9.00", "3 маусым сағат 09:00"])
def test_a_moment_is_a_day_and_a_time(words: str) -> None:
    assert moment_typed(words, NOW, ZONE) == datetime(2020, 6, 3, 9, tzinfo=ZONE)


@pytest.mark.parametrize("words", ["3.06", "09:00", "3.06 24:00", "3.06 9:60"])
def test_what_is_no_moment_is_none(words: str) -> None:
    assert moment_typed(words, NOW, ZONE) is None
