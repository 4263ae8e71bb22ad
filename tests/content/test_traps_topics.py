"""Traps of the announcement around topics, money and the plan behind it. Each test says what could be lost in one."""

import re
from collections.abc import Mapping

import pytest

from content.models import Contest, Language
from content.texts.labels import read_labels
from content.texts.render import HERE, Wording
from tests.content.conftest import bot_says
from tests.support.presence import there

# topics and money

TOPICS = [
    # number, direction, lot, amount in tenge
    (1, 4, 13, 78_697_000),
    (2, 4, 14, 20_006_000),
    (3, 4, 15, 19_965_000),
    (4, 4, 16, 22_494_000),
    (5, 4, 17, 150_000_000),
    (6, 9, 4, 5_782_000),
    (7, 11, 28, 7_559_000),
]


def test_nobody_plans_with_a_wrong_amount(contest: Contest) -> None:
    assert [(t.number, t.direction, t.lot, t.amount and t.amount.most) for t in contest.topics.topics] == TOPICS
    assert all(t.amount and t.amount.fixed for t in contest.topics.topics)
    assert {d.number: d.subtotal for d in contest.topics.directions} == {4: 291_162_000, 9: 5_782_000, 11: 7_559_000}
    assert contest.topics.total == sum(amount for *_, amount in TOPICS) == 304_503_000


@pytest.mark.parametrize("language", Language)
def test_an_amount_is_shown_in_full_tenge(language: Language) -> None:
    shown = Wording(HERE, language, read_labels(HERE)).money(TOPICS[0][-1]).replace("\N{NO-BREAK SPACE}", " ")
    assert shown == f"78 697 000 {'теңге' if language is Language.KK else 'тенге'}"


@pytest.mark.parametrize(("language", "unit"), [(Language.KK, "мың теңге"), (Language.RU, "тыс. тенге")])
@pytest.mark.slow
def test_the_plan_is_shown_by_the_search_alone_in_thousands_and_as_no_topic(language: Language, unit: str) -> None:
    pages = {
        path.relative_to(HERE / "templates").as_posix(): path.read_text(encoding="utf-8")
        for path in (HERE / "templates").rglob("*.j2")
    }
    assert [name for name, page in pages.items() if re.search(r"\.plan\b|planned", page)] == ["topics/found.j2"]
    planned, _, topics = pages["topics/found.j2"].partition("{% if found.topics %}")
    assert "amount=hit.entry.amount | number" in planned
    assert f"%(amount)s {unit}" in bot_says(language)["templates/topics/found.j2"]
    assert "| money" not in planned
    assert "contest.plan.edition" in planned
    assert "contest.plan" not in topics


def test_nobody_looks_a_lot_up_in_the_plan(contest: Contest) -> None:
    """The plan is printed in another edition: its lots are other grants."""
    lots = {(d.number, row.lot) for d in there(contest.plan).directions for row in d.rows}
    titles = {row.title.kk for row in there(contest.plan).rows}
    for each in contest.topics.topics:
        assert (each.direction, each.lot) not in lots
        assert each.title.kk not in titles
        assert each.unclear is not None
        assert re.search(rf"[Лл]от нөмірін \({each.lot}\).*жоспар", each.unclear.kk)
        assert re.search(rf"номер лота \({each.lot}\).*план", each.unclear.ru)
    assert "topics_only" in {rule.id for rule in contest.submission.rules}


def test_nobody_applies_to_topic_6_from_the_wrong_city_or_for_june(contest: Contest) -> None:
    periods = {t.number: (there(t.period).starts, there(t.period).ends) for t in contest.topics.topics}
    june = dict.fromkeys((1, 2, 3, 4, 5, 7), ("2020-06", "2020-11"))
    assert periods == {**june, 6: ("2020-07", "2020-11")}
    assert (
        there(contest.topics.topics[5].territory).kk == "Алматы қаласы, Өскемен қаласы, Петропавл қаласы, Орал қаласы."
    )
    assert "шілде" in there(contest.topics.topics[5].period).text.kk
    assert "июль" in there(contest.topics.topics[5].period).text.ru


def test_nobody_starts_work_on_a_day_that_nobody_named(contest: Contest) -> None:
    for each in contest.topics.topics:
        assert each.unclear is not None
        assert "қай күні бастауға болатыны айтылмаған" in each.unclear.kk
        assert "С какого дня можно начинать работу, не сказано" in each.unclear.ru


def test_nobody_copies_an_inverted_goal_unwarned(contest: Contest) -> None:
    goal = there(contest.topics.topics[4].goal)
    assert "немқұрайлықты" in goal.kk
    assert "неравнодушия" in goal.ru
    assert "буквально: «равнодушия»" in goal.ru
    assert goal.unclear is not None
    assert "«немқұрайлықты»" in goal.unclear.kk
    assert "«немқұрайлықты»" in goal.unclear.ru
    assert "«равнодушие»" in goal.unclear.ru


def test_a_word_that_was_added_to_a_title_is_in_brackets(contest: Contest) -> None:
    assert contest.topics.topics[4].title.kk.endswith("танымал ету бойынша [іс-шаралар]")
    assert contest.topics.topics[4].title.ru.startswith("[Мероприятия] ")


def test_no_task_or_result_is_lost_at_a_page_break(contest: Contest) -> None:
    counts = {t.number: (len(t.tasks), len(t.results)) for t in contest.topics.topics}
    assert counts == {1: (10, 3), 2: (5, 6), 3: (1, 2), 4: (3, 2), 5: (20, 17), 6: (2, 1), 7: (4, 1)}
    goal = there(contest.topics.topics[4].goal).kk
    assert re.search("^Жастар арасында жаппай.*даму.*ретінде әлеуметтік көмек.*волонтерлік көмек көрсету.$", goal)


def test_nobody_guesses_the_regions_that_are_not_listed(contest: Contest) -> None:
    unlisted = re.compile("өрсетілген өңір|бар 6 өңірде")
    points = [(t.number, p) for t in contest.topics.topics for p in (*t.tasks, *t.results) if unlisted.search(p.kk)]
    assert [number for number, _ in points] == [1, 1, 2, 2, 2]
    for _, point in points:
        assert point.unclear is not None
        assert re.search("тізімі (де )?жоқ|[Ққ]ай 6 өңір", point.unclear.kk)
        assert re.search("писка регионов|акие это 6 регионов", point.unclear.ru)


def test_slips_of_the_print_are_shown_mended(contest: Contest, said: Mapping[str, str]) -> None:
    assert len(contest.contest.repairs) >= 12
    for repair in contest.contest.repairs:
        assert repair.printed != repair.shown
        assert not [place for place, text in said.items() if repair.printed in text]


# the plan: background


def test_nobody_takes_the_plan_for_this_contest(contest: Contest, said: Mapping[str, str]) -> None:
    assert there(contest.plan).unit == "thousand_tenge"
    for language in Language:
        assert {"72", "507", "132"} <= set(re.findall(r"№ (\d+)", there(contest.plan).edition[language]))
    assert not [place for place, text in said.items() if re.search(r"qogam\.gov|https?://(?!example)\w", text)]


def test_no_share_of_direction_11_is_computed_from_a_wrong_subtotal(contest: Contest) -> None:
    flawed = [d for d in there(contest.plan).directions if sum(row.amount for row in d.rows) != d.subtotal]
    assert [(d.number, d.subtotal, sum(row.amount for row in d.rows)) for d in flawed] == [(11, 248_046, 236_240)]
    assert sum(row.amount for row in there(contest.plan).rows) == there(contest.plan).total == 1_131_260
    flaw = flawed[0].flaw
    assert flaw is not None
    for language in Language:
        for figure in ("248 046", "236 240", "11 806", "1 131 260"):
            assert figure in flaw[language]


def test_rows_of_the_plan_are_told_apart_by_number_since_lots_repeat(contest: Contest) -> None:
    assert [row.number for row in there(contest.plan).rows] == list(range(1, 76))
    lots = [row.lot for row in there(contest.plan).directions[10].rows]
    assert lots.count(5) == 2
    assert 2 not in lots


def test_only_the_first_year_counts_for_2020(contest: Contest) -> None:
    second = {
        row.number: (row.amount, row.amount_next_year) for row in there(contest.plan).rows if row.amount_next_year
    }
    assert second == {57: (3847, 3847), 58: (3847, 3847), 59: (3847, 3847), 60: (3850, 3850)}
    assert there(contest.plan).total_next_year == 15_391


@pytest.mark.parametrize(
    ("number", "kk", "ru"),
    [
        (13, "облысының", "области"),
        (16, "«емес»", "«не»"),
        (17, "«емес».*Талдықорған", "«не».*Талдыкорган"),
        (48, "жылжы", "сдвинут"),
        (62, "Алматы облысы", "Алматинская"),
        (75, "«mura»", "«mura»"),
    ],
)
def test_a_row_that_says_the_wrong_thing_is_marked(contest: Contest, number: int, kk: str, ru: str) -> None:
    flaw = there(contest.plan).rows[number - 1].flaw
    assert flaw is not None
    assert re.search(kk, flaw.kk)
    assert re.search(ru, flaw.ru)
