"""Days that are named in passing, and words that only look like one."""

from datetime import date

import pytest

from content.rules.days.day_said import Named, day_said

WEDNESDAY = date(2020, 5, 20)


@pytest.mark.parametrize(
    "text",
    ["с чего начать", "мы работаем с инвалидами, какая тема подойдет", "жұмыс істейміз", "средства гранта", "о нас"],
)
def test_no_day_is_heard_in_words_that_name_none(text: str) -> None:
    assert day_said(text, WEDNESDAY, {}) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("сможем сдать в пятницу?", date(2020, 5, 22)),
        ("сейсенбіде апарсақ бола ма", date(2020, 5, 26)),
        ("во вт успеем", date(2020, 5, 26)),
        ("жұмада тапсырамыз", date(2020, 5, 22)),
        ("4 июня", date(2020, 6, 4)),
    ],
)
def test_a_day_is_heard_in_any_form_of_its_name(text: str, day: date) -> None:
    assert day_said(text, WEDNESDAY, {}) == (day, Named.DATE)
