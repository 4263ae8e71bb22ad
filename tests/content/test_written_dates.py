"""Dates of a contest as people write them: each form is read as the same day, and what is none is explained."""

import re
from datetime import date, datetime, time
from pathlib import Path

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from content.bundles import in_folder
from content.loader import load_files
from content.models import Contest, Language
from content.models.written_dates import clock_time, day, moment, year_month
from content.texts.complaints import told
from content.yaml_file import ContentError
from tests.support.wording import all_texts

STYLE = Path("tests/data/contests/2025-style")
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(DAYS)
def test_a_day_reads_the_same_however_it_is_written(written: date) -> None:
    russian = format_date(written, "d MMMM y", locale="ru")
    kazakh = format_date(written, "d MMMM", locale="kk")
    for words in (
        written.isoformat(),
        f"{written:%d.%m.%Y}",
        f"{written.day}.{written.month}.{written.year}",
        russian,
        f"{russian} года",
        f"{russian} г.",
        f"{written.year} ж. {kazakh}",
        f"{written.year} жылғы {kazakh}",
        f"{kazakh} {written.year}",
    ):
        assert day(words) == written, words


@given(DAYS, st.times())
def test_a_moment_is_a_day_and_a_time(written: date, clock: time) -> None:
    clock = clock.replace(second=0, microsecond=0)
    expected = datetime.combine(written, clock)
    for words in (
        f"{written} {clock:%H:%M}",
        f"{written}T{clock:%H:%M:%S}",
        f"{written:%d.%m.%Y} {clock:%H.%M}",
        f"{format_date(written, 'd MMMM y', locale='ru')} года в {clock:%H:%M}",
        f"{written.year} ж. {format_date(written, 'd MMMM', locale='kk')}, сағат {clock:%H:%M}",
    ):
        assert moment(words) == expected, words


@pytest.mark.parametrize("words", ["14.05.27", "31.02.2027", "до 14 мая 2027", "мая 2027", "14.05", "14 15 мая 2027"])
def test_what_is_no_day_is_none(words: str) -> None:
    assert day(words) is None


def test_seconds_count_and_midnight_has_its_minute() -> None:
    assert moment("03.06.2027 23:59:59") == datetime(2027, 6, 3, 23, 59, 59)  # noqa: DTZ001 - of a contest's zone
    assert moment("03.06.2027 24:00") is None
    assert clock_time("9.30") == time(9, 30)
    assert [year_month(each) for each in ("06.2027", "июнь 2027", "2027 ж. маусым", "13.2027")] == ["2027-06"] * 3 + [
        None
    ]


def test_a_contest_is_the_same_with_dates_as_people_write_them() -> None:
    files = in_folder(STYLE, Contest.model_fields)
    other = {
        name: re.sub(r'"(\d{4})-(\d\d)-(\d\d)(?:T(\d\d):(\d\d):00)?"', lambda found: spoken(*found.groups()), text)
        for name, text in files.items()
    }
    assert other != files
    assert load_files("2025-style", other) == load_files("2025-style", files)


def spoken(year: str, month: str, day_of_month: str, hour: str | None, minute: str | None) -> str:
    written = format_date(date(int(year), int(month), int(day_of_month)), "d MMMM y", locale="ru")
    return f"{written} г., {hour}:{minute}" if hour else f"{day_of_month}.{month}.{year}"


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"2025-03-03"', "3.3.25", "дата «3.3.25» непонятна. Пишите так: 14.05.2027, 14 мая 2027"),
        ('"2025-03-28T18:30:00"', "28.03.2025", "нет времени: допишите часы и минуты, например: 28.03.2025 18:30"),
        ('"2025-03-28T18:30:00"', "28.03.2025 24:00", "Полночь — 23:59"),
    ],
)
def test_a_date_that_is_none_is_explained(old: str, new: str, words: str) -> None:
    files = in_folder(STYLE, Contest.model_fields)
    with pytest.raises(ContentError) as caught:
        load_files("2025-style", {**files, "contest": files["contest"].replace(old, new, 1)})
    assert words in told(all_texts(), Language.RU, caught.value.faults)[0]
