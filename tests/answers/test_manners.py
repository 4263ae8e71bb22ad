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


def of(contest: Contest) -> Manners:
    said = every_contest.vocabulary()
    return Manners(said.manners, Names(contest, said))
