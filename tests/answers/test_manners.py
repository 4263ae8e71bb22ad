"""Words that lead somewhere lead there in whatever form they come, and what asks something never does."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import yaml

from bot.services.answers.manners import Manner, Manners
from bot.services.answers.naming import Names
from content.answers import every_contest
from content.models import Contest

COMMANDS: Mapping[str, Sequence[str]] = yaml.safe_load(Path("tests/data/commands.yaml").read_text(encoding="utf-8"))
HOME = {Manner.HOME, Manner.BACK, Manner.CANCEL}
"""They lead to one screen."""


def test_words_that_lead_somewhere_do_so_in_any_form(contest: Contest) -> None:
    manners = of(contest)
    lost = [
        (wanted, typed, found)
        for wanted, each in COMMANDS.items()
        if wanted != "nothing"
        for typed in each
        if (found := manners.of(typed)) is None or not (found == wanted or {found, Manner(wanted)} <= HOME)
    ]
    assert lost == []


def test_what_asks_something_is_no_command(contest: Contest) -> None:
    manners = of(contest)
    assert [typed for typed in COMMANDS["nothing"] if manners.of(typed)] == []


def test_what_to_do_and_what_with_may_stand_in_any_order(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of("данные мои удали, пожалуйста") is Manner.DATA
    assert manners.of("өшіріңізші менің деректерімді") is Manner.DATA
    assert manners.of("удалить участника команды") is None
    assert manners.of("данные") is None


def test_what_the_bot_is_to_do_may_be_said_with_a_reason_that_asks_and_names_nothing(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of("отмени, муж уже сам всё сделал") is Manner.CANCEL
    assert manners.of("орысша сөйлесейікші, қазақша оқуым нашар") is Manner.LANGUAGE
    assert manners.of("отмени, что будет с заявкой") is None
    assert manners.of("позовите человека, Павлодар") is None
    assert manners.of("меню, мне скучно") is None


def test_days_and_hours_stand_beside_a_reminder_alone(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of("напомни за 3 дня") is Manner.REMINDERS
    assert manners.of("напомни утром") is Manner.REMINDERS
    assert manners.of("менің құжаттарым бір") is Manner.DOCUMENTS
    assert manners.of("меню 5") is None
    assert manners.of("назад утром") is None


def test_whoever_types_much_says_something(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of(" ".join(["меню"] * 12)) is Manner.HOME
    assert manners.of(" ".join(["меню"] * 13)) is None


def test_a_word_is_cut_to_one_that_leads_somewhere_only_where_grammar_explains_the_rest(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of("командалар") is Manner.HELP
    assert manners.of("командировки") is None


def test_a_language_and_a_person_may_be_named_at_length(contest: Contest) -> None:
    manners = of(contest)
    assert manners.of("тілді орысшаға ауыстыр") is Manner.LANGUAGE
    assert manners.of("смени язык на казахский") is Manner.LANGUAGE
    assert manners.of("позови живого консультанта") is Manner.CONTACT
    assert manners.of("тірі кеңесшіні шақырыңыз") is Manner.CONTACT


def of(contest: Contest) -> Manners:
    said = every_contest.vocabulary()
    return Manners(said.manners, Names(contest, said))
