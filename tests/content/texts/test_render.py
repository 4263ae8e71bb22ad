"""Words on the screen: figures, dates and plurals as each language writes them, and a person's own words made safe."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from jinja2 import TemplateNotFound, UndefinedError

from content.models import Contest, Language, Text
from content.rules.dates import TimeLeft
from content.texts.labels import read_labels
from content.texts.render import HERE, Texts, Wording
from tests.support.wording import all_texts

KK, RU = Language.KK, Language.RU
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture(scope="module")
def wording() -> dict[Language, Wording]:
    return {language: Wording(HERE, language, read_labels(HERE)) for language in Language}


@pytest.fixture
def small(tmp_path: Path) -> Texts:
    """Texts of a directory with one label and one template, which shows `value` alone."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "one.j2").write_text("{{ value }}", encoding="utf-8")
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "one.yaml").write_text("deep:\n  key: 'kk {number}'\n", encoding="utf-8")
    catalogues = tmp_path / "locale" / "ru" / "LC_MESSAGES"
    catalogues.mkdir(parents=True)
    message = 'msgctxt "deep.key"\nmsgid "kk {number}"\nmsgstr "ru {number}"\n'
    (catalogues / "one.po").write_text(message, encoding="utf-8")
    return Texts(tmp_path)


# figures


@pytest.mark.parametrize(
    ("language", "number", "unit", "words"),
    [
        (RU, 0, "day", "0 дней"),
        (RU, 1, "day", "1 день"),
        (RU, 2, "day", "2 дня"),
        (RU, 4, "day", "4 дня"),
        (RU, 5, "day", "5 дней"),
        (RU, 11, "day", "11 дней"),
        (RU, 12, "day", "12 дней"),
        (RU, 21, "day", "21 день"),
        (RU, 22, "day", "22 дня"),
        (RU, 101, "day", "101 день"),
        (RU, 111, "day", "111 дней"),
        (RU, 1, "hour", "1 час"),
        (RU, 3, "hour", "3 часа"),
        (RU, 20, "hour", "20 часов"),
        (RU, 1, "minute", "1 минута"),
        (RU, 23, "minute", "23 минуты"),
        (RU, 59, "minute", "59 минут"),
        (KK, 0, "day", "0 күн"),
        (KK, 1, "day", "1 күн"),
        (KK, 14, "day", "14 күн"),
        (KK, 1, "hour", "1 сағат"),
        (KK, 8, "hour", "8 сағат"),
        (KK, 30, "minute", "30 минут"),
        (RU, 1_000, "day", "1 000 дней"),
        (KK, 1_000, "day", "1 000 күн"),
    ],
)
def test_a_number_takes_the_right_form_and_stays_on_the_line_with_its_unit(
    wording: dict[Language, Wording], language: Language, number: int, unit: str, words: str
) -> None:
    assert wording[language].count(number, unit) == words.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("language", "tenge", "words"),
    [
        (KK, 304_503_000, "304 503 000 теңге"),
        (RU, 304_503_000, "304 503 000 тенге"),
        (KK, 5_782_000, "5 782 000 теңге"),
        (RU, 900, "900 тенге"),
    ],
)
def test_an_amount_is_never_torn_apart(
    wording: dict[Language, Wording], language: Language, tenge: int, words: str
) -> None:
    assert wording[language].money(tenge) == words.replace(" ", NBSP)


@pytest.mark.parametrize(
    ("left", "kk", "ru"),
    [
        (TimeLeft(14, 8, 30), "14 күн 8 сағат", "14 дней 8 часов"),
        (TimeLeft(14, 0, 30), "14 күн", "14 дней"),
        (TimeLeft(1, 0, 0), "1 күн", "1 день"),
        (TimeLeft(0, 23, 59), "23 сағат 59 минут", "23 часа 59 минут"),
        (TimeLeft(0, 2, 0), "2 сағат", "2 часа"),
        (TimeLeft(0, 0, 41), "41 минут", "41 минута"),
        (TimeLeft(0, 0, 1), "1 минут", "1 минута"),
        (TimeLeft(0, 0, 0), "бір минуттан аз", "меньше минуты"),
    ],
)
def test_what_is_left_in_two_units_at_the_most(
    wording: dict[Language, Wording], left: TimeLeft, kk: str, ru: str
) -> None:
    assert wording[KK].left(left).replace(NBSP, " ") == kk
    assert wording[RU].left(left).replace(NBSP, " ") == ru


# dates


def test_days_are_written_out(wording: dict[Language, Wording]) -> None:
    assert wording[KK].day(date(2020, 11, 27)) == "2020 жылғы 27 қараша"
    assert wording[RU].day(date(2020, 11, 27)) == "27 ноября 2020 года"


def test_a_clock_shows_the_time_it_is_given(wording: dict[Language, Wording]) -> None:
    assert [wording[language].clock(datetime.fromisoformat("2020-06-03T07:05")) for language in (KK, RU)] == [
        "07:05"
    ] * 2


@pytest.mark.parametrize("zone", ["+06:00", "+05:00", "+00:00"])
def test_a_moment_is_a_telegram_date_in_the_contests_zone_with_the_zone_named(
    contest: Contest, wording: dict[Language, Wording], zone: str
) -> None:
    moment = datetime(2020, 6, 3, 12, tzinfo=UTC).astimezone(datetime.fromisoformat(f"2020-01-01T00:00{zone}").tzinfo)
    assert wording[KK].moment(moment, contest) == (
        '<tg-time unix="1591185600">2020 жылғы 3 маусым, 18:00</tg-time> (Нұр-Сұлтан уақыты)'
    )
    assert wording[RU].moment(moment, contest) == (
        '<tg-time unix="1591185600">3 июня 2020 года, 18:00</tg-time> (время Нур-Султана)'
    )


def test_a_moment_after_march_2024_is_an_hour_earlier_by_the_same_zone(
    contest: Contest, wording: dict[Language, Wording]
) -> None:
    assert "17:00</tg-time>" in wording[RU].moment(datetime(2025, 6, 3, 12, tzinfo=UTC), contest)


def test_a_zone_label_cannot_break_the_mark_up(contest: Contest, wording: dict[Language, Wording]) -> None:
    about = contest.contest.model_copy(update={"zone_label": Text(kk="<b>", ru="&")})
    odd = contest.model_copy(update={"contest": about})
    assert wording[KK].moment(contest.deadline, odd).endswith("(&lt;b&gt;)")
    assert wording[RU].moment(contest.deadline, odd).endswith("(&amp;)")


# templates


def test_a_missing_value_is_an_error_and_never_a_blank(small: Texts) -> None:
    for language in Language:
        with pytest.raises(UndefinedError, match="'value' is undefined"):
            small.render(language, "one")


def test_a_missing_template_is_an_error(small: Texts) -> None:
    with pytest.raises(TemplateNotFound, match=r"two\.j2"):
        small.render(KK, "two")


@pytest.mark.parametrize("language", Language)
def test_what_a_person_writes_is_shown_and_not_obeyed(small: Texts, language: Language) -> None:
    assert small.render(language, "one", value='<a href="tg://x">&</a>') == (
        "&lt;a href=&#34;tg://x&#34;&gt;&amp;&lt;/a&gt;"
    )
    assert small.render(language, "one", value="{{ 7 * 7 }}") == "{{ 7 * 7 }}"


@pytest.mark.parametrize("asked", [True, False])
@pytest.mark.parametrize("language", Language)
def test_the_answer_to_free_text_quotes_it_safely(contest: Contest, language: Language, asked: bool) -> None:
    left = TimeLeft(0, 0, 0)
    shown = all_texts().render(
        language, "entry/unexpected", quoted="<b>1 < 2 & 3</b>", asked=asked, closed=True, contest=contest, left=left
    )
    assert "<blockquote>&lt;b&gt;1 &lt; 2 &amp; 3&lt;/b&gt;</blockquote>" in shown


def test_blank_lines_are_tidied(small: Texts) -> None:
    assert small.render(KK, "one", value="\n\na\n\n\n\nb\nc\n\n") == "a\n\nb\nc"


def test_a_text_speaks_the_language_of_the_template(wording: dict[Language, Wording]) -> None:
    text = Text(kk="құжат", ru="документ")
    assert [wording[language].tr(text) for language in (KK, RU)] == ["құжат", "документ"]


def test_templates_know_the_formats_of_their_language(wording: dict[Language, Wording]) -> None:
    template = "{{ 1234 | number }} {{ 1234 | money }} {{ day | day }} {{ 2 | count('day') }} {{ label('unit.tenge') }}"
    shown = wording[RU].environment.from_string(template).render(day=date(2020, 6, 3))
    assert shown.replace(NBSP, " ") == "1 234 1 234 тенге 3 июня 2020 года 2 дня тенге"


# labels


def test_a_label_is_filled_in(small: Texts) -> None:
    assert small.label(KK, "deep.key", number=3) == "kk 3"
    assert small.label(RU, "deep.key", number=3) == "ru 3"


def test_a_label_without_its_value_or_without_itself_is_an_error(small: Texts) -> None:
    with pytest.raises(KeyError, match="number"):
        small.label(KK, "deep.key")
    with pytest.raises(KeyError, match="deep"):
        small.label(KK, "deep")


@pytest.mark.parametrize("words", ["no", "on", "12:30", "0x10"])
def test_a_label_is_the_text_that_stands_there(tmp_path: Path, words: str) -> None:
    (tmp_path / "labels").mkdir()
    (tmp_path / "labels" / "one.yaml").write_text(f"deep:\n  home: {words}\n", encoding="utf-8")
    assert [(label.key, label.words) for label in read_labels(tmp_path)] == [("deep.home", (words,))]
