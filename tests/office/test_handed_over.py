"""What goes to the process that makes files: all that a paper shows, a little at a time."""

import json
from collections.abc import Sequence

import pytest

from bot.office import handed_over
from bot.office.__main__ import task
from bot.office.stamping import stamped
from bot.services.forms.books import organisation_sheet
from content.loader import load_contest
from content.models import Contest, Language
from content.rules.forms.on_paper import on_paper
from tests.conftest import CONTENT
from tests.support.filled_forms import Filler

MOST_BYTES = 300_000
"""Of a portion of long answers."""


@pytest.fixture(scope="module")
def contest() -> Contest:
    return load_contest(CONTENT / "2020-repeat")


@pytest.mark.parametrize("languages", [(Language.KK,), (Language.RU, Language.KK)])
def test_the_paper_says_the_same_where_it_is_made(contest: Contest, languages: Sequence[Language]) -> None:
    filled = Filler(2, longest=300, rows=20).forms(contest, tuple(languages))
    known = handed_over.packed(contest, organisation_sheet())
    lines = [json.dumps(each).encode() for each in handed_over.portions(filled, known)]
    assert len(lines) > 10
    assert max(map(len, lines)) < MOST_BYTES
    there = handed_over.put_together(task(lines))
    forms = contest.forms.forms
    for language in languages:
        assert [on_paper(there, form, language) for form in forms] == [
            on_paper(filled, form, language) for form in forms
        ]
    assert stamped(there, forms, 7) == stamped(filled, forms, 7)


def test_blank_forms_are_handed_over_blank(contest: Contest) -> None:
    blank = Filler(0).blank(contest)
    known = handed_over.packed(contest, organisation_sheet())
    there = handed_over.put_together(task(json.dumps(each).encode() for each in handed_over.portions(blank, known)))
    assert there.topic is None
    assert [on_paper(there, form, Language.RU) for form in contest.forms.forms] == [
        on_paper(blank, form, Language.RU) for form in contest.forms.forms
    ]
    assert stamped(there, contest.forms.forms, 0) is None
