"""Changes of a contest in words, for those who publish them."""

from datetime import date, datetime
from typing import Any

import pytest

from bot.app import App
from bot.services.contests.change_summary import LONGEST, Describer
from content.differences import differences
from content.models import Addendum, Amount, Contest, Language, Text
from content.texts.render import inner_quotes

NO_BREAK = "\N{NO-BREAK SPACE}"


def described(
    app: App,
    old: Contest,
    new: Contest,
    language: Language = Language.RU,
    chosen: dict[tuple[str, str], int] | None = None,
) -> tuple[str, ...]:
    words = Describer(app.texts, language, old, new)
    return tuple(line.replace(NO_BREAK, " ") for line in words.lines(differences(old, new), chosen or {}))


def changed(contest: Contest, file: str, **values: Any) -> Contest:
    return contest.model_copy(update={file: getattr(contest, file).model_copy(update=values)})


def topics(contest: Contest, number: int, **values: Any) -> Contest:
    items = tuple(each.model_copy(update=values) if each.number == number else each for each in contest.topics.topics)
    return changed(contest, "topics", topics=items)


def test_nothing_changed_nothing_said(app: App, contest: Contest) -> None:
    assert described(app, contest, contest) == ()


def test_a_moved_deadline_comes_first(app: App, contest: Contest) -> None:
    decision = Text(kk="№21 шешім", ru="решение №21")
    addendum = Addendum(at=datetime(2020, 6, 8, 18), announced=date(2020, 5, 20), decision=decision)  # noqa: DTZ001
    deadline = contest.contest.deadline.model_copy(update={"addenda": (addendum,)})
    moved = topics(changed(contest, "contest", deadline=deadline), 5, amount=1)
    lines = described(app, contest, moved)
    assert len(lines) > 1
    assert "3 июня 2020" in lines[0]
    assert "8 июня 2020" in lines[0]
    assert " → " in lines[0]


def test_what_is_gone_says_how_many_had_chosen_it(app: App, contest: Contest) -> None:
    fewer = changed(contest, "topics", topics=contest.topics.topics[:-1])
    (plain,) = described(app, contest, fewer)
    (counted,) = described(app, contest, fewer, chosen={("topics", contest.topics.topics[-1].id): 12})
    last = contest.topics.topics[-1]
    for line in (plain, counted):
        assert f"{last.number} «{inner_quotes(last.short.ru)}»" in line
    assert "12" in counted
    assert "12" not in plain
    (came,) = described(app, fewer, contest)
    assert came != plain


def test_a_value_is_named_by_where_it_stands(app: App, contest: Contest) -> None:
    (line,) = described(app, contest, topics(contest, 5, amount=Amount(least=1, most=1)))
    place, _, values = line.partition(": ")
    topic = contest.topic("topic_5")
    assert topic is not None
    assert topic.amount is not None
    assert f"5 «{inner_quotes(topic.short.ru)}»" in place
    assert values == f"{topic.amount.most:,}".replace(",", " ") + " → 1"


def test_of_a_long_text_the_place_where_it_differs_is_shown(app: App, contest: Contest) -> None:
    topic = contest.topic("topic_5")
    assert topic is not None
    long = "а" * 300
    old = topics(contest, 5, title=topic.title.model_copy(update={"ru": long + " до конец"}))
    new = topics(contest, 5, title=topic.title.model_copy(update={"ru": long + " до начало"}))
    (line,) = described(app, old, new)
    was, now = line.split(": ", 1)[1].split(" → ")
    assert was.startswith("…")
    assert now.startswith("…")
    assert was.endswith("конец")
    assert now.endswith("начало")
    assert len(was) <= LONGEST + 1


def test_where_only_the_other_language_changed_it_says_so(app: App, contest: Contest) -> None:
    topic = contest.topic("topic_5")
    assert topic is not None
    new = topics(contest, 5, short=topic.short.model_copy(update={"kk": "Басқа атау"}))
    (in_russian,) = described(app, contest, new)
    (in_kazakh,) = described(app, contest, new, Language.KK)
    assert "Басқа атау" in in_russian
    assert in_russian.endswith(")")
    assert in_kazakh.endswith("Басқа атау")


def test_of_lists_what_came_and_went_is_named_or_that_the_order_differs(app: App, contest: Contest) -> None:
    region = contest.regions.regions[0]

    def aliased(*names: str) -> Contest:
        regions = (region.model_copy(update={"aliases": names}), *contest.regions.regions[1:])
        return changed(contest, "regions", regions=regions)

    (line,) = described(app, aliased("Көкшетау", "Степногор"), aliased("Степногор", "Қосшы"))
    assert line.endswith(": − Көкшетау; + Қосшы")
    (order,) = described(app, aliased("Көкшетау", "Қосшы"), aliased("Қосшы", "Көкшетау"))
    assert "Қосшы" not in order
    assert Describer(app.texts, Language.RU, contest, contest).label("order") in order


def test_consultants_are_called_by_their_names(app: App, contest: Contest) -> None:
    regions = tuple(
        each.model_copy(update={"consultant": "sarbalina"}) if each.id == "akmola" else each
        for each in contest.regions.regions
    )
    (line,) = described(app, contest, changed(contest, "regions", regions=regions))
    assert line.endswith("Боранбаева Жанаргуль → Сарбалина Асель")


@pytest.mark.parametrize("language", Language)
def test_a_new_contest_is_counted(app: App, contest: Contest, language: Language) -> None:
    lines = Describer(app.texts, language, contest, contest).contents(contest)
    assert [line.rpartition(": ")[2] for line in lines[2:]] == [
        str(len(items))
        for items in (
            contest.topics.topics,
            contest.documents.documents,
            contest.criteria.criteria,
            contest.regions.regions,
            contest.faq.questions,
        )
    ]
